"""Records linked: the table of contents of this stage.

In: `Records`. Out: `Archive` and problems. Guaranteed: as the package says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from goldenthread.link.names import Called, Names, called
from goldenthread.link.references import Context, Reference, of_meeting, of_registers, of_update
from goldenthread.link.unmeant import Unmeant, told_once
from goldenthread.link.updates import reported_in
from goldenthread.markup.mentions import replaced
from goldenthread.memory import Itself, Memory
from goldenthread.model.archive import REGISTERS, Archive, Link, Reported, asks, key_in, located, located_in
from goldenthread.model.entry import ARISING, Entry, Key, Kind, Part, Relation
from goldenthread.model.fields import OURS, Prose, Ref
from goldenthread.model.meeting import Meeting
from goldenthread.model.records import Records
from goldenthread.model.register import Named
from goldenthread.model.settings import DefaultAudience
from goldenthread.model.update import Update
from goldenthread.model.walk import entries_in, every_entry, files_referred_to
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

N = TypeVar("N", bound=Named)


def link(records: Records, memory: Memory | None = None) -> tuple[Archive, tuple[Problem, ...]]:
    """The archive of these records; what shares an id with an earlier thing, or leads nowhere, is left out.

    What follows from a meeting alone that `memory` has seen before is not worked out again.
    """
    memory = memory or Memory()
    unlinked, repeated = _distinct(records, memory)
    names = _names(unlinked, records.unread, memory)
    unmeant = Unmeant(names)
    updates, unreported = reported_in(records, unlinked, names, unmeant, memory)
    problems = [*repeated, *unreported]
    links: list[Link] = []
    resolved: dict[Place, Key] = {}
    for name, of, references in _references(unlinked, updates):
        found = memory.recall(("links", name), (of, Itself(names)), partial(_meant, references, names))
        links += found.links
        resolved.update(found.resolved)
        for one in found.unresolved:
            why = unmeant.why(one)
            if why and one.relation is not Relation.REPORTS_ON:
                problems.append(why)
    links += _to_files(unlinked, updates, memory)
    return replace(unlinked, updates=updates, links=tuple(links), resolved=resolved), told_once(problems)


def _names(archive: Archive, unread: frozenset[str], memory: Memory) -> Names:
    """All names of an archive: the very same ones for as long as nothing is called otherwise."""
    parts = [called(located(replace(archive, meetings=())))]
    for meeting in archive.meetings:
        parts.append(memory.recall(("called", meeting.id), Itself(meeting), partial(_called_in, meeting)))
    return memory.recall("names", (tuple(parts), unread), lambda: Names(chain.from_iterable(parts), unread))


def _called_in(meeting: Meeting) -> tuple[Called, ...]:
    return called(located_in(meeting))


Referring = tuple[Hashable, Hashable, Callable[[], Iterable[Reference]]]
"""A part of an archive by a name, what it is, and the references in it."""


def _references(archive: Archive, updates: Iterable[Reported]) -> Iterator[Referring]:
    """All references of an archive, part by part."""
    named = (Itself(one) for name in REGISTERS for one in getattr(archive, name))
    yield "", (Itself(archive.settings), *named), partial(of_registers, archive)
    for meeting in archive.meetings:
        yield meeting.id, Itself(meeting), partial(of_meeting, meeting)
    for reported in updates:
        here = Context(reported.meeting or "")
        yield reported.key, Itself(reported), partial(of_update, reported.key, reported.update, here)


def _distinct(records: Records, memory: Memory) -> tuple[Archive, list[Problem]]:
    """The things of an archive, each id once: the one that is written first, by path, keeps it."""
    seen = _Seen()

    def register(entries: tuple[N, ...]) -> tuple[N, ...]:
        kept = [one for one in sorted(entries, key=lambda one: one.at) if seen.first(Key(one.KIND, one.id), one.at)]
        return tuple(sorted(kept, key=lambda one: one.id))

    meetings = []
    for meeting in sorted(records.meetings, key=lambda meeting: meeting.at):
        if seen.first(Key(Kind.MEETING, meeting.id), meeting.at):
            defaults = records.settings.default_audience
            make = partial(_with_derived_ids, meeting, defaults)
            named = memory.recall(("derived", meeting.id), (Itself(meeting), defaults), make)
            names = memory.recall(("ids", meeting.id), Itself(named), partial(_ids_in, named))
            meetings.append(named if seen.all_first(names) else _each_once(named, seen))
    registers: dict[str, Any] = {name: register(getattr(records, name)) for name in REGISTERS}
    archive = Archive(
        settings=records.settings,
        **registers,
        meetings=tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.id))),
        files=records.files,
    )
    return archive, seen.problems


@dataclass(frozen=True, slots=True)
class _Seen:
    """The names that are taken, and where: those of one archive that a reader could not tell apart are one name."""

    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)

    def first(self, key: Key, at: Place) -> bool:
        """Whether no earlier thing has this name; where one has, that is told."""
        earlier = self.places.setdefault(_name(key), at)
        if earlier is not at:
            self.problems.append(problem("GT401", at, id=key.id.rpartition("#")[2], kind=key.kind, first=earlier))
        return earlier is at

    def all_first(self, names: Mapping[tuple[str, str], Place] | None) -> bool:
        """Whether no earlier thing has any of these names, which then are taken."""
        if names is None or not self.places.keys().isdisjoint(names):
            return False
        self.places.update(names)
        return True


def _name(key: Key) -> tuple[str, str]:
    return "arising" if key.kind in ARISING else "part" if key.kind in PARTS else key.kind, key.id


PARTS = frozenset({Kind.SESSION, Kind.FOCUS, Kind.FEEDBACK, Kind.OUTPUT})
"""The parts of one meeting share one space of ids, as what arises in all of them does."""


def _ids_in(meeting: Meeting) -> Mapping[tuple[str, str], Place] | None:
    """The names of what a meeting holds, with their places; `None` where two things in it share one."""
    keys = [(key, entry.at) for _, entry in entries_in(meeting) if (key := key_in(meeting.id, entry))]
    asked = (line for chart in meeting.charts for _, line in chart.lines() if asks(line))
    keys += [(Key(Kind.QUESTION, line.id), line.at) for line in asked]
    names = {_name(key): at for key, at in keys}
    return names if len(names) == len(keys) else None


def _each_once(meeting: Meeting, seen: _Seen) -> Meeting:
    """A meeting without the entries whose id another has; the questions on its charts have ids as well."""
    dropped = set()
    for name, entry in entries_in(meeting):
        key = key_in(meeting.id, entry)
        if key and not seen.first(key, entry.at):
            dropped.add((name, entry.at))
    for chart in meeting.charts:
        for _, line in chart.lines():
            if asks(line):
                seen.first(Key(Kind.QUESTION, line.id), line.at)
    if not dropped:
        return meeting
    names = {name for name, _ in dropped}
    kept = {name: tuple(one for one in getattr(meeting, name) if (name, one.at) not in dropped) for name in names}
    return replace(meeting, **kept)  # type: ignore[arg-type]


def _with_derived_ids(meeting: Meeting, defaults: DefaultAudience) -> Meeting:
    """Give each part of a meeting that has no id one that follows from its words, whatever stands beside it."""
    changes: dict[str, tuple[Part, ...]] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(name for name, entry in entries_in(meeting) if isinstance(entry, Part)):
        named = []
        for entry in getattr(meeting, name):
            # Counted apart, what is internal, or is until some day, leaves no trace in the ids of what is public.
            shown = entry.audience or defaults.of(name, "public")
            if entry.publish_after:
                shown += f" after {entry.publish_after.text}"
            named.append(entry if entry.id else replace(entry, id=_derived(entry, shown, taken)))
        changes[name] = tuple(named)
    return replace(meeting, **changes)  # type: ignore[arg-type]


def _derived(entry: Part, shown: str, taken: set[str]) -> str:
    words = "\0".join((shown, entry.KIND, *(_words(getattr(entry, name)) for name in entry.NAMED_BY)))
    number = 0
    while True:
        digest = hashlib.blake2b(f"{words}\0{number}".encode("utf-8", "replace"), digest_size=4).hexdigest()
        id = f"{OURS}{entry.KIND}-{digest}"
        if id not in taken:
            taken.add(id)
            return id
        number += 1


def _words(value: object) -> str:
    match value:
        case Prose():
            return replaced(value, lambda mention: mention.words).text
        case Ref():
            return value.target
        case tuple():
            return " ".join(_words(one) for one in value)
        case _:
            return str(value)


def _to_files(archive: Archive, updates: Iterable[Reported], memory: Memory) -> Iterator[Link]:
    """The links to files and photos of which a meeting says something, from what names them beside it."""
    declared = {key for meeting in archive.meetings for key in _files_of(meeting)}
    named: list[Link] = []
    for meeting in archive.meetings:
        make = partial(_naming, meeting)
        named += memory.recall(("naming", meeting.id), Itself(meeting), make)
    named += (link for one in updates if one.meeting for link in _named_by(one.meeting, one.key, one.update))
    yield from (link for link in named if link.target in declared)


def _files_of(meeting: Meeting) -> Iterator[Key]:
    for entry in (*meeting.files, *meeting.photos):
        if key := key_in(meeting.id, entry):
            yield key


def _naming(meeting: Meeting) -> tuple[Link, ...]:
    """What the entries of a meeting name that may be a file or photo of which it says something; updates apart."""
    own = Key(Kind.MEETING, meeting.id)
    return tuple(
        link
        for _, entry in entries_in(meeting)
        if not isinstance(entry, Update)
        for one in every_entry(entry)
        for link in _named_by(meeting.id, key_in(meeting.id, entry) or own, one)
    )


def _named_by(meeting: str, source: Key, entry: Entry) -> Iterator[Link]:
    for relation, path in files_referred_to(entry):
        for kind in (Kind.FILE, Kind.PHOTO):
            yield Link(source, relation, Key(kind, f"{meeting}/{path}"), entry.at)


@dataclass(frozen=True, slots=True)
class _Meant:
    """What references mean: links in a fixed order, what is meant at each place, and those that mean nothing."""

    links: tuple[Link, ...]
    resolved: tuple[tuple[Place, Key], ...]
    unresolved: tuple[Reference, ...]


def _meant(references: Callable[[], Iterable[Reference]], names: Names) -> _Meant:
    links, resolved, unresolved = [], [], []
    for reference in references():
        target = names.meant(reference)
        if target is None:
            unresolved.append(reference)
            continue
        resolved.append((reference.ref.at, target))
        if reference.source is None:
            continue
        source, end = (target, reference.source) if reference.turned else (reference.source, target)
        links.append(Link(source, reference.relation, end, reference.ref.at, reference.words))
    return _Meant(tuple(links), tuple(resolved), tuple(unresolved))
