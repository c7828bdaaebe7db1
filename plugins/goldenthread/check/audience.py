"""Rules about who may see what: silence is safe, and it is told."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator

from goldenthread.model.archive import REGISTERS, Archive, entries_of
from goldenthread.model.consent import without_consent
from goldenthread.model.entry import Entry
from goldenthread.model.fields import slug
from goldenthread.model.register import Group, Person
from goldenthread.model.settings import DefaultAudience
from goldenthread.model.walk import entries_in, words_apart
from goldenthread.problem import Problem, did_you_mean, problem
from goldenthread.source import Place


def what_stays_internal_is_chosen(archive: Archive) -> Iterator[Problem]:
    """Where things have no audience of their own, archive.yml names the key they stand under."""
    defaults = archive.settings.default_audience
    if not archive.settings.at.path:
        return  # An archive.yml that could not be read is told as that, once.
    silent = Counter(key for key, entry in _listed(archive) if entry.audience is None and not getattr(defaults, key))
    at = defaults.at if defaults.at.path else Place("archive.yml")
    for key, count in sorted(silent.items()):
        yield problem("GT802", at, key=key, count=count)


def _listed(archive: Archive) -> Iterator[tuple[str, Entry]]:
    """The entries for which archive.yml has a default, by its key."""
    keys = {field.name for field in dataclasses.fields(DefaultAudience)} - {"at"}
    for name in (*REGISTERS, "meetings"):
        yield from ((name, entry) for entry in getattr(archive, name))
    yield from (("withdrawn", entry) for entry in archive.settings.withdrawn)
    for meeting in archive.meetings:
        yield from ((name, entry) for name, entry in entries_in(meeting) if name in keys and name != "updates")
        yield from (("photos", Entry()) for chart in meeting.charts if chart.photos)
    yield from (("updates", reported.update) for reported in archive.updates)


def photo_with_an_internal_line_is_told(archive: Archive) -> Iterator[Problem]:
    """Where a line is withheld, so is the picture that shows it: the editor should know."""
    for meeting in archive.meetings:
        for chart in meeting.charts:
            inside = (
                one.audience
                for _, line in chart.lines()
                for one in (line.attributes, *(span.attributes for span in line.walk()))
            )
            if chart.photos and "internal" in inside:
                yield problem("GT803", chart.at)


def photo_of_somebody_who_has_not_agreed_is_told(archive: Archive) -> Iterator[Problem]:
    """Where a photo would be public but for those on it, the editor is told who they are."""
    defaults = archive.settings.default_audience
    for meeting in archive.meetings:
        if (meeting.audience or defaults.of("meetings", "internal")) == "internal":
            continue
        for photo in meeting.photos:
            audience = photo.audience or defaults.of("photos", "internal")
            if audience == "public" and (missing := without_consent(archive, photo, meeting, meeting.date.latest)):
                who = ", ".join(dict.fromkeys(one.target for one in missing))
                yield problem("GT805", photo.at, photo=photo.photo, who=who)


def what_is_internal_in_an_entry_is_its_words(archive: Archive) -> Iterator[Problem]:
    """What an entry keeps back by name are keys of its own with words that it can be without."""
    for entry in entries_of(archive):
        known = words_apart(type(entry))
        for one in entry.internal:
            if one.key not in known:
                near = did_you_mean(one.key, known)
                listed = f"; those which can be are: {', '.join(known)}" if known else ""
                proposal = f"write '{near}'" if near else f"write 'audience: internal' to keep all of the entry{listed}"
                yield problem("GT809", one.at, key=one.key, proposal=proposal)


def pseudonym_is_not_told_by_an_id(archive: Archive) -> Iterator[Problem]:
    """The id of somebody with a pseudonym stands in addresses: it holds no part of their name."""
    for person in archive.people:
        if person.pseudonym:
            names = {word for name in (person.name, person.short) for word in slug(name).split("-") if len(word) > 2}
            told = names & set(re.split(r"[._-]", person.id)) - set(slug(person.pseudonym).split("-"))
            if told or any(one in person.id for one in names if len(one) > 4 and one not in slug(person.pseudonym)):
                yield problem("GT807", person.at, id=person.id, pseudonym=person.pseudonym)


def consent_is_for_what_there_is(archive: Archive) -> Iterator[Problem]:
    """Photos to which somebody agreed are those of a series or a meeting that the records have."""
    known = {*(one.id for one in archive.series), *archive.meeting_by_id}
    for who in (*archive.people, *archive.groups):
        for id in who.photo_consent_for if isinstance(who, (Person, Group)) else ():
            if id not in known:
                near = did_you_mean(id, known)
                proposal = f"write '{near}'" if near else "write the id of a series or a meeting"
                yield problem("GT808", who.at, id=id, proposal=proposal)


RULES = (
    consent_is_for_what_there_is,
    pseudonym_is_not_told_by_an_id,
    what_stays_internal_is_chosen,
    photo_of_somebody_who_has_not_agreed_is_told,
)
RULES_OF_EACH = (
    what_is_internal_in_an_entry_is_its_words,
    photo_with_an_internal_line_is_told,
)
