"""Records linked: the table of contents of this stage.

In: `Records`. Out: `Archive` and problems. Guaranteed: as the package says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from goldenthread.link.names import Context, Names
from goldenthread.link.references import Reference, of_meeting, of_registers, of_update
from goldenthread.model.archive import Archive, Link, Relation, Reported, located
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind
from goldenthread.model.meeting import Meeting, Update
from goldenthread.model.records import Records
from goldenthread.model.register import Named
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

N = TypeVar("N", bound=Named)


def link(records: Records) -> tuple[Archive, tuple[Problem, ...]]:
    """The archive of these records; what shares an id with an earlier thing, or leads nowhere, is left out."""
    problems: list[Problem] = []
    unlinked = _distinct(records, problems)
    names = Names(dict(located(unlinked)), records.unread)
    updates = tuple(_updates(records, unlinked, names, problems))
    references = [*of_registers(unlinked), *(ref for meeting in unlinked.meetings for ref in of_meeting(meeting))]
    for reported in updates:
        references += of_update(reported.key, reported.update, Context(reported.meeting or ""))
    links, resolved = _links(references, names, problems)
    return replace(unlinked, updates=updates, links=links, resolved=resolved), tuple(problems)


def _distinct(records: Records, problems: list[Problem]) -> Archive:
    """The things of an archive, each id once: the one that is written first, by path, keeps it."""
    seen: dict[tuple[str, str], Place] = {}

    def first(space: str, id: str, kind: Kind, at: Place) -> bool:
        earlier = seen.setdefault((space, id), at)
        if earlier is not at:
            problems.append(problem("GT401", at, id=id, kind=kind, first=earlier))
        return earlier is at

    def register(entries: tuple[N, ...], kind: Kind) -> tuple[N, ...]:
        kept = [one for one in sorted(entries, key=lambda one: one.at) if first(kind, one.id, kind, one.at)]
        return tuple(sorted(kept, key=lambda one: one.id))

    meetings = []
    for meeting in sorted(records.meetings, key=lambda meeting: meeting.at):
        if first("meeting", meeting.id, Kind.MEETING, meeting.at):
            here = f"in {meeting.id}"
            meetings.append(
                replace(
                    meeting,
                    programme=tuple(s for s in meeting.programme if first(here, s.id, Kind.SESSION, s.at)),
                    actions=tuple(a for a in meeting.actions if first("ledger", a.id, Kind.ACTION, a.at)),
                    decisions=tuple(d for d in meeting.decisions if first("ledger", d.id, Kind.DECISION, d.at)),
                )
            )
    return Archive(
        settings=records.settings,
        people=register(records.people, Kind.PERSON),
        groups=register(records.groups, Kind.GROUP),
        themes=register(records.themes, Kind.THEME),
        series=register(records.series, Kind.SERIES),
        meetings=tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.id))),
        files=records.files,
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """An update as it was found: in which meeting, and on which date."""

    update: Update
    meeting: str | None
    when: PartialDate


def _written(records: Records, meetings: Iterable[Meeting], problems: list[Problem]) -> Iterator[_Written]:
    for meeting in meetings:
        for update in meeting.updates:
            yield _Written(update, meeting.id, update.date or meeting.date)
    for update in records.updates:
        if update.date:
            yield _Written(update, None, update.date)
        else:
            problems.append(problem("GT505", update.at))


def _updates(records: Records, archive: Archive, names: Names, problems: list[Problem]) -> Iterator[Reported]:
    """The updates whose subject is known, in the order of time, each with a key of its own."""
    taken: set[str] = set()
    written = sorted(
        _written(records, archive.meetings, problems), key=lambda w: (w.when, w.meeting or "", w.update.at)
    )
    for one in written:
        reference = next(of_update(Key(Kind.UPDATE, ""), one.update, Context(one.meeting or "")))
        about, found = names.resolve(reference.ref, reference.kinds, reference.context, reference.said)
        if about is None:
            problems += [found] if found else []
            continue
        where = one.meeting or one.when.text
        # Counted apart, what is internal leaves no gap in what is public.
        shown = one.update.audience or archive.settings.default_audience.of("updates", "internal")
        id = name = f"{where}/{about.id}" if shown == "public" else f"{where}/internal/{about.id}"
        number = 1
        while id in taken:
            number += 1
            id = f"{name}-{number}"
        taken.add(id)
        yield Reported(Key(Kind.UPDATE, id), one.update, about, one.when, one.meeting)


def _links(
    references: Iterable[Reference], names: Names, problems: list[Problem]
) -> tuple[tuple[Link, ...], dict[Place, Key]]:
    """The references resolved, in a fixed order, and what is meant at each place."""
    links, resolved = [], {}
    for reference in references:
        target, found = names.resolve(reference.ref, reference.kinds, reference.context, reference.said)
        if target is None:
            if found and reference.relation is not Relation.REPORTS_ON:
                problems.append(found)
            continue
        resolved[reference.ref.at] = target
        if reference.source is None:
            continue
        source, end = (target, reference.source) if reference.turned else (reference.source, target)
        links.append(Link(source, reference.relation, end, reference.ref.at, reference.words))
    links.sort(key=lambda one: (one.source, one.relation, one.at, one.target))
    return tuple(links), resolved
