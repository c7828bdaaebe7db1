"""The cut itself: two walks over an archive, one that drops what is withheld, and one that names it no more.

In: an archive and an audience. Out: `Shown`. Guaranteed: a kind of entry or field added to the model later is cut
too, because the walks know only audiences, references, mentions and prose.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from goldenthread.edition.dropping import Dropping
from goldenthread.edition.naming import Naming, referring, says_nothing
from goldenthread.edition.photos import at_odds, without_withheld
from goldenthread.language import N_, catalogue
from goldenthread.markup.mentions import Words
from goldenthread.memory import Memory, kept
from goldenthread.model.archive import NUMBERED, REGISTERS, Archive, Link, Reported, located, located_in
from goldenthread.model.chart import FlipChart
from goldenthread.model.edition import Shown
from goldenthread.model.entry import Entry, Key, Kind
from goldenthread.model.fields import Audience
from goldenthread.model.meeting import Meeting
from goldenthread.model.walk import fields_of
from goldenthread.problem import Problem
from goldenthread.source import Place


def cut(
    archive: Archive,
    audience: Audience,
    as_of: date | None = None,
    day: date | None = None,
    memory: Memory | None = None,
) -> Shown:
    """What this audience may see of an archive; with `as_of`, of what had happened by the end of that day.

    `day` is when it is published: what may not be seen before or after a day is withheld where none is given. Of
    meetings that `memory` has seen cut so before, nothing is worked out again.
    """
    if audience == "internal" and as_of is None:
        return Shown(archive, audience)
    dropping = Dropping(archive.settings.default_audience, archive.settings.smallest_count, day)
    left = _left(archive, audience, as_of, dropping, memory or Memory())
    until = [one for people in (archive.people, archive.groups) for one in people if one.photo_consent_until]
    return Shown(left, audience, audience == "public" and bool(until or dropping.embargoed))


def contradictory(archive: Archive) -> tuple[Problem, ...]:
    """A problem for each picture of which the records say that it is public, and elsewhere that it is not."""
    pixels = [picture.pixels for picture in archive.photos.values()]
    if len(set(pixels)) == len(pixels):
        return ()
    dropping = Dropping(archive.settings.default_audience)
    return tuple(at_odds(archive, _dropped(archive, "public", dropping, Memory())))


def _left(archive: Archive, audience: Audience, as_of: date | None, dropping: Dropping, memory: Memory) -> Archive:
    """Twice over the archive: first drop what is withheld, then what refers to it."""
    dropped = _dropped(_until(archive, as_of) if as_of else archive, audience, dropping, memory)
    left = without_withheld(archive, dropped, audience, dropping.day)
    left = _without_files(archive, left, audience)
    keys, lost = frozenset[Key](), frozenset[Place]()
    resolved = archive.resolved
    nameless = catalogue(*archive.settings.languages[:1]).gettext(N_("(not published)"))
    shown = _keys(left)
    written: dict[Place, Words] = {}
    turn = 0
    while shown != keys:
        # What loses all that it is about goes too, and with it what refers to that.
        keys, turn = shown, turn + 1
        lost = frozenset(place for place, key in resolved.items() if key not in keys)
        naming = Naming(frozenset(resolved) - lost, lost, nameless, memory, turn)
        changed = {name: naming.value(getattr(left, name)) for name in (*REGISTERS, "settings")}
        _, written = referring(tuple(changed.values()))
        updates = [(one, *naming.known(one.key, one)) for one in left.updates]
        meetings = [naming.known(one.id, one) for one in left.meetings]
        told = [(one, words) for before, one, words in updates if not says_nothing(before, one)]
        for _, words in (*told, *meetings):
            written |= words
        changed["updates"] = tuple(one for one, _ in told)
        changed["meetings"] = tuple(one for one, _ in meetings)
        left = dataclasses.replace(left, **changed)
        shown = _keys(left)
    gone = frozenset(resolved).difference(written) | lost  # of a dict, which knows the hashes of its keys already
    named = {path for path, _, _ in left.named_files}
    declared = _declared(left)
    renamed = {old: new for old, new in _renumbered(left.updates).items() if old != new}
    return dataclasses.replace(
        left,
        updates=tuple(
            dataclasses.replace(one, key=renamed[one.key]) if one.key in renamed else one for one in left.updates
        ),
        links=tuple(
            link if own == link.words and not renamed else _relinked(link, own, renamed)
            for link in archive.links
            if link.source in keys and link.target in keys and (own := written.get(link.at))
        ),
        files=archive.files & named,
        photos={path: picture for path, picture in archive.photos.items() if path in named},
        documents={path: text for path, text in archive.documents.items() if path in declared},
        originals={path: digest for path, digest in archive.originals.items() if path in declared},
        resolved=_still_meant(resolved, gone),
    )


def _keys(archive: Archive) -> frozenset[Key]:
    """The keys of all that an archive holds."""
    elsewhere = frozenset(key for key, _ in located(dataclasses.replace(archive, meetings=())))
    return elsewhere.union(*map(_keys_in, archive.meetings))


@kept
def _keys_in(meeting: Meeting) -> frozenset[Key]:
    return frozenset(key for key, _ in located_in(meeting))


def _still_meant(resolved: Mapping[Place, Key], gone: frozenset[Place]) -> Mapping[Place, Key]:
    """What is meant at each place but those that are gone; where these are few, the others are not looked at again."""
    left = dict(resolved)
    for place in gone:
        del left[place]
    return left


def _relinked(link: Link, words: Words, renamed: Mapping[Key, Key]) -> Link:
    """A link between things under their new names, with the words that are left around it."""
    source, target = renamed.get(link.source, link.source), renamed.get(link.target, link.target)
    if (words, source, target) == (link.words, link.source, link.target):
        return link
    return dataclasses.replace(link, words=words, source=source, target=target)


def _renumbered(updates: tuple[Reported, ...]) -> dict[Key, Key]:
    """The keys of updates counted anew, so that those which are not there leave no gap in the others."""
    counted: dict[str, int] = {}
    renamed = {}
    for reported in updates:
        name = reported.key.id.partition(NUMBERED)[0]
        counted[name] = counted.get(name, 0) + 1
        number = counted[name]
        renamed[reported.key] = Key(Kind.UPDATE, name if number == 1 else f"{name}{NUMBERED}{number}")
    return renamed


def _without_files(before: Archive, left: Archive, audience: Audience) -> Archive:
    """Take out the names of files and photos that are withheld, wherever entries name them."""
    declared, still = _declared(before), _declared(left)
    on_charts = _on_charts(before) - _on_charts(left)
    defaults = before.settings.default_audience

    def may_be_named(path: str, folder: str) -> bool:
        if path in still:
            return True
        if path in declared or path in on_charts:
            return False
        own = path.removeprefix(f"{folder}/").partition("/")[0]
        return audience == "internal" or own not in ("files", "photos") or defaults.of(own, "internal") == "public"

    lacking = {folder for path, _, folder in left.named_files if not may_be_named(path, folder)}
    if not lacking:
        return left
    meetings = tuple(
        _refiled(meeting, meeting.folder, may_be_named) if meeting.folder in lacking else meeting
        for meeting in left.meetings
    )
    updates = tuple(
        dataclasses.replace(one, update=_refiled(one.update, folder, may_be_named)) if folder in lacking else one
        for one in left.updates
        for folder in (_folder_of(one, before),)
    )
    return dataclasses.replace(left, meetings=meetings, updates=updates)


def _folder_of(reported: Reported, archive: Archive) -> str:
    return archive.meeting_by_id[reported.meeting].folder if reported.meeting else "updates"


def _declared(archive: Archive) -> frozenset[str]:
    """The files and photos of which an entry of their own says something."""
    own = (Kind.FILE, Kind.PHOTO)
    return frozenset(path for path, entry, _ in archive.named_files if getattr(entry, "KIND", None) in own)


def _on_charts(archive: Archive) -> frozenset[str]:
    return frozenset(path for path, entry, _ in archive.named_files if isinstance(entry, FlipChart))


def _refiled(entry: Any, folder: str, may_be_named: Callable[[str, str], bool]) -> Any:
    """An entry, and those in it, without the names of files that may not be named."""
    changes: dict[str, Any] = {}
    for facts in fields_of(type(entry)):
        value = getattr(entry, facts.name)
        if facts.lies_in is not None and isinstance(value, tuple):
            named = tuple(path for path in value if may_be_named(f"{folder}/{facts.lies_in}{path}", folder))
        elif isinstance(value, tuple) and facts.inner is not None:
            named = tuple(_refiled(one, folder, may_be_named) if isinstance(one, Entry) else one for one in value)
        else:
            continue
        if any(one is not other for one, other in zip(named, value, strict=False)) or len(named) != len(value):
            changes[facts.name] = named
    return dataclasses.replace(entry, **changes) if changes else entry


def _until(archive: Archive, day: date) -> Archive:
    """The archive without meetings held and updates made after a day; what is only planned stays."""
    meetings = tuple(m for m in archive.meetings if not m.happened or m.date.latest <= day)
    withdrawn = tuple(one for one in archive.settings.withdrawn if one.date.latest <= day)
    settings = dataclasses.replace(archive.settings, withdrawn=withdrawn)
    return _with_updates(
        dataclasses.replace(archive, settings=settings, meetings=meetings),
        (reported for reported in archive.updates if reported.when.latest <= day),
    )


def _with_updates(left: Archive, updates: Iterable[Reported]) -> Archive:
    """The archive with those of these updates whose meeting and subject are in it."""
    left = dataclasses.replace(left, updates=())
    there = _keys(left)
    remaining = tuple(
        reported
        for reported in updates
        if (reported.meeting is None or reported.meeting in left.meeting_by_id) and reported.about in there
    )
    told = {reported.update.at for reported in remaining}
    meetings = tuple(_telling(meeting, told) for meeting in left.meetings)
    return dataclasses.replace(left, meetings=meetings, updates=remaining)


def _telling(meeting: Meeting, told: set[Place]) -> Meeting:
    """The meeting with those of its updates that stand in these places."""
    updates = tuple(update for update in meeting.updates if update.at in told)
    return meeting if len(updates) == len(meeting.updates) else dataclasses.replace(meeting, updates=updates)


def _dropped(archive: Archive, audience: Audience, dropping: Dropping, memory: Memory) -> Archive:
    """The archive without what is withheld, and without what was reported about that."""
    if audience == "internal":
        return archive
    shown: dict[str, Any] = {name: dropping.each(getattr(archive, name), name, "internal") for name in REGISTERS}
    meetings = (dropping.meeting(meeting, memory) for meeting in archive.meetings)
    shown["meetings"] = tuple(meeting for meeting in meetings if meeting is not None)
    updates = (left for one in archive.updates if (left := dropping.reported(one, memory)) is not None)
    withdrawn = dropping.each(archive.settings.withdrawn, "withdrawn", "internal")
    shown["settings"] = dataclasses.replace(archive.settings, withdrawn=withdrawn)
    return _with_updates(dataclasses.replace(archive, **shown), updates)
