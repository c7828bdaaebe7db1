"""Photos put to a meeting from the command line: each with its session, its caption and words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import click

from goldenthread.check.photos import words_for_photo
from goldenthread.cli.creating import Desk, listed, meeting_of, put, wrong_session
from goldenthread.cli.pictures import Picture, kept, picture
from goldenthread.cli.report import say, told
from goldenthread.language import N_
from goldenthread.model.dates import PartialDate
from goldenthread.model.fields import Ref
from goldenthread.model.meeting import Meeting, Photo, Session
from goldenthread.scaffold.answers import text_of_entry
from goldenthread.scaffold.photos import session_at


def add_photos(
    at: Desk,
    meeting_id: str,
    files: Sequence[str],
    captions: Sequence[str],
    alts: Sequence[str],
    session: str | None,
    taken_by: str | None,
) -> bool:
    """Copy photos beside the record of a meeting, and list them; whether any was added."""
    meeting = meeting_of(at, meeting_id)
    for option, given in (("--caption", captions), ("--alt", alts)):
        if given and len(given) != len(files):
            each = N_("{option} is needed once for each of the {count} files, or not at all")
            raise click.UsageError(told(each, option=option, count=len(files)))
    taken_by = at.asker.one(N_("Who took them?"), "--taken-by", taken_by)
    pictures: list[Picture] = []
    entries = []
    listed_already = {photo.photo for photo in meeting.photos}
    for number, file in enumerate(files):
        one = picture(at, meeting, file, [other.name for other in pictures])
        if one.name in listed_already:
            say(N_("{file} is among the photos of the meeting already, as {name}."), file=file, name=one.name)
            continue
        listed_already.add(one.name)
        pictures.append(one)
        entries.append(_entry(at, meeting, one, _nth(captions, number), _nth(alts, number), session, taken_by))
    if not entries:
        return False
    item = "".join(map(text_of_entry, entries))
    changes = [listed(at, meeting, "photos", item), *kept(meeting, pictures)]
    return put(at, changes, [told(N_("Who can be recognised? List them under 'people' in the entry of the photo."))])


def _nth(given: Sequence[str], number: int) -> str | None:
    answer = given[number] if given else None
    return "" if answer == "-" else answer


def _entry(
    at: Desk, meeting: Meeting, one: Picture, caption: str | None, alt: str | None, session: str | None, taken_by: str
) -> Photo:
    """What is said of a photo."""
    found = session_at(meeting, one.taken) if one.taken else None
    if at.asker.asks or session is None:
        said = one.taken.strftime("%Y-%m-%d %H:%M") if one.taken else told(N_("at a time that it does not say"))
        where = found.title if found else told(N_("no session fits"))
        say(N_("{file}: taken {when}; {where}"), file=one.file, when=said, where=where)
    of = _session(at, meeting, session, found)
    photo = Photo(
        photo=one.name,
        caption=at.asker.one(N_("What stands under it?"), "--caption", caption),
        sessions=(Ref(of),) if of else (),
        taken=PartialDate.parse(one.taken.date().isoformat()) if one.taken else None,
        taken_by=taken_by,
    )
    proposal = words_for_photo(meeting, photo) if at.asker.asks else ""
    if alt is None and not at.asker.asks:
        raise click.UsageError(
            told(N_("Say with --alt what {file} shows, or --alt - if it tells nothing."), file=one.file)
        )
    words = at.asker.one(
        N_("What does it show, in a sentence? (- if it tells a reader nothing)"), "--alt", alt, proposal=proposal
    )
    return replace(photo, alt=words, decorative=not words)


def _session(at: Desk, meeting: Meeting, typed: str | None, found: Session | None) -> str:
    ids = [session.id for session in meeting.programme]
    if not ids and not typed:
        return ""

    def fault(answer: str) -> str:
        return wrong_session(meeting, answer)

    return at.asker.one(N_("In which session?"), "--session", typed, wrong=fault, proposal=found.id if found else "")
