"""The updates of an archive: each with what it is about, in the order of time, under a key of its own.

In: `Records`, and the names of an archive. Out: `Reported`, and problems. Guaranteed: an update whose subject is not
known is left out, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import partial

from goldenthread.link.names import Names
from goldenthread.link.references import Context, Reference, of_update
from goldenthread.link.unmeant import Unmeant
from goldenthread.memory import Itself, Memory
from goldenthread.model.archive import NUMBERED, Archive, Reported
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind
from goldenthread.model.meeting import Meeting
from goldenthread.model.records import Records
from goldenthread.model.update import Update
from goldenthread.problem import Problem, problem


@dataclass(frozen=True, slots=True)
class _Written:
    """An update as it was found: in which meeting, on which date, what it says it is about, and when it was made."""

    update: Update
    meeting: str | None
    when: PartialDate
    about: Reference
    order: tuple[object, ...]

    @staticmethod
    def of(update: Update, meeting: str | None, when: PartialDate) -> _Written:
        about = next(of_update(Key(Kind.UPDATE, ""), update, Context(meeting or "")))
        return _Written(update, meeting, when, about, _time_of(update, meeting, when))


def _written(updates: Iterable[Update], meetings: Iterable[Meeting], memory: Memory) -> Iterator[_Written]:
    for meeting in meetings:
        yield from memory.recall(("written", meeting.id), Itself(meeting), partial(_written_in, meeting))
    for update in updates:
        if update.date:
            make = partial(_Written.of, update, None, update.date)
            yield memory.recall(("written", update.at), Itself(update), make)


def _written_in(meeting: Meeting) -> tuple[_Written, ...]:
    return tuple(_Written.of(update, meeting.id, update.date or meeting.date) for update in meeting.updates)


def reported_in(
    records: Records, archive: Archive, names: Names, unmeant: Unmeant, memory: Memory
) -> tuple[tuple[Reported, ...], tuple[Problem, ...]]:
    """The updates whose subject is known, in the order of time, each with a key of its own; and why others are not."""
    problems = [problem("GT505", update.at) for update in records.updates if not update.date]
    reported: list[Reported] = []
    taken: set[str] = set()
    for one in sorted(_written(records.updates, archive.meetings, memory), key=lambda one: one.order):
        about = names.meant(one.about)
        if about is None:
            problems += [found] if (found := unmeant.why(one.about)) else []
            continue
        where = one.meeting or one.when.text
        # Counted apart, what is internal leaves no gap in what is public.
        shown = one.update.audience or archive.settings.default_audience.of("updates", "internal")
        id = name = f"{where}/{about.id}" if shown == "public" else f"{where}/internal/{about.id}"
        number = 1
        while id in taken:
            number += 1
            id = f"{name}{NUMBERED}{number}"
        taken.add(id)
        make = partial(Reported, Key(Kind.UPDATE, id), one.update, about, one.when, one.meeting)
        reported.append(memory.recall(("reported", id), (Itself(one.update), about, one.when, one.meeting), make))
    return tuple(reported), tuple(problems)


def _time_of(update: Update, meeting: str | None, when: PartialDate) -> tuple[object, ...]:
    """When an update was reported; those of a meeting as they stand there, others of one day by what they say."""
    if meeting:
        return when.earliest, when.latest, meeting, (update.at.line, update.at.column)
    said = (update.about.target, update.status, update.note.text, *(ref.target for ref in update.by))
    return when.earliest, when.latest, "", said, _all_of(update)


def _all_of(value: object) -> str:
    """All that a value says, wherever it is written."""
    if isinstance(value, tuple):
        return "\n".join(map(_all_of, value))
    if is_dataclass(value):
        return "\n".join(_all_of(getattr(value, one.name)) for one in fields(value) if one.compare)
    return str(value)
