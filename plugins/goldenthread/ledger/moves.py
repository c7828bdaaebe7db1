"""What moved: what was decided, agreed, asked and ranked first at each meeting, and each change of a status since.

In: an archive, its histories, and the day as of which they stand. Out: `Moved`, newest first: a meeting, or a month
between meetings, with its `Move`s. Guaranteed: the last move of a thing leaves it as its history says it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby

from goldenthread.ledger.loose import Standing
from goldenthread.model.agreed import Action
from goldenthread.model.archive import Archive
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind
from goldenthread.model.history import Event, Histories, History, whole

HOW = (
    *("decided", "agreed", "known before", "proposed", "asked for", "asked", "set", "ranked first", "judged"),
    "moved",
)
"""How a thing may move, in the order in which it is told: the last for what was there before."""
_ARISING = {
    Kind.ACTION: "agreed",
    Kind.SUPPORT: "asked for",
    Kind.DECISION: "decided",
    Kind.QUESTION: "asked",
    Kind.GOAL: "set",
}
_NOT_JUDGED = ("expected", "not recorded")


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that moved: how, when, at which meeting ("" between meetings), and from which status to which.

    `due`: the date it then had, where that is new. `see`: what replaced it, what it waits for, or whose end set it
    going again. `by`: those whose own word is another than that on the whole. `told`: the updates that say so.
    """

    key: Key
    how: str
    when: PartialDate
    meeting: str
    before: str = ""
    after: str = ""
    due: PartialDate | None = None
    see: tuple[Key, ...] = ()
    by: tuple[tuple[Key, str], ...] = ()
    told: tuple[Key, ...] = ()

    @property
    def name(self) -> str:
        """What it is called for good: a thing moves once at a meeting, or on a date, after it arose there."""
        return f"{self.key}/{self.how.replace(' ', '-')}/{self.meeting or self.when.text}"


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved at a meeting, or in a month between meetings (`meeting` is "")."""

    meeting: str
    when: PartialDate
    moves: tuple[Move, ...]


def moved(archive: Archive, histories: Histories, as_of: date) -> tuple[Moved, ...]:
    """All that moved, newest first; months and meetings that nothing moved in are left out."""
    standing = Standing(archive, histories, as_of)
    found: dict[tuple[str, str], list[Move]] = {}
    for move in (*_of_things(standing), *_ranked(standing)):
        found.setdefault((move.meeting, "" if move.meeting else _month(move.when)), []).append(move)
    groups = (_group(standing, meeting, month, moves) for (meeting, month), moves in found.items())
    return tuple(sorted(groups, key=lambda one: (_newest(one.moves), one.meeting), reverse=True))


def anything_moved(archive: Archive, histories: Histories, as_of: date) -> bool:
    """Whether there is anything that moved."""
    standing = Standing(archive, histories, as_of)
    return any(True for _ in chain(_of_things(standing), _ranked(standing)))


def _group(standing: Standing, meeting: str, month: str, moves: Iterable[Move]) -> Moved:
    when = standing.archive.meeting_by_id[meeting].date if meeting else PartialDate.parse(month)
    told = sorted(moves, key=lambda move: (HOW.index(move.how), move.key))
    return Moved(meeting, when, tuple(sorted(told, key=lambda move: _day(move.when), reverse=True)))


def _month(when: PartialDate) -> str:
    """The month of a date, or its year where no more is known."""
    return when.text[:7]


def _newest(moves: Iterable[Move]) -> tuple[date, date]:
    return max(_day(move.when) for move in moves)


def _day(when: PartialDate) -> tuple[date, date]:
    return when.latest, when.earliest


def _of_things(standing: Standing) -> Iterator[Move]:
    held = standing.held.keys()
    for history in standing.histories.values():
        arose = next(event for event in history.events if event.cause.kind is Kind.MEETING)
        if arose.cause.id in held and (how := _arising(standing.archive, history.key, arose.status)):
            yield Move(history.key, how, arose.when, arose.cause.id, after=arose.status, due=arose.due)
        yield from _since(standing, history, arose)


def _arising(archive: Archive, key: Key, status: str) -> str:
    """How a thing came into the archive; "" for one that only what follows moves, such as the minutes of a meeting."""
    thing = archive.index[key].thing
    if key.kind is Kind.OUTPUT:
        return "" if status in _NOT_JUDGED else "judged"
    if isinstance(thing, Action) and thing.standing == "proposed":
        return "proposed"
    if isinstance(thing, Action) and thing.agreed_before_archive:
        return "known before"
    return _ARISING.get(key.kind, "")


def _since(standing: Standing, history: History, arose: Event) -> Iterator[Move]:
    """What moved after a thing arose; a report that it stands as before is none. Reports of one day count together."""
    status, due, stood = arose.status, arose.due, history.standings(arose.when)
    thing = standing.archive.index[history.key].thing
    proposed = isinstance(thing, Action) and thing.standing == "proposed"
    later = (event for event in history.events if event is not arose)
    for when, told in groupby(later, key=lambda event: event.when):
        events, stands = tuple(told), history.standings(when)
        after = whole(history.key.kind, stands) if stands else status
        new = next((e.due for e in reversed(events) if e.due and e.due != due), None)
        by = tuple(_own(events, after, stood))
        agreed = proposed and any(event.status for event in events)
        if after != status or new or by or agreed:
            see = tuple(dict.fromkeys(key for event in events for key in _seen(event)))
            told_by = tuple(event.cause for event in events if event.cause.kind is Kind.UPDATE)
            where = _meeting(standing, events[-1])
            how, before = ("agreed", "") if agreed and after == status else ("moved", status)
            yield Move(history.key, how, when, where, before, after, new, see, by, told_by)
        status, due, stood, proposed = after, new or due, stands, proposed and not agreed


def _own(events: Iterable[Event], after: str, stood: dict[Key | None, str]) -> Iterator[tuple[Key, str]]:
    """What those who report said anew, where that is not what holds of the whole."""
    for event in events:
        for who in event.by if event.status not in ("", after) else ():
            if stood.get(who, stood.get(None)) != event.status:
                yield who, event.status


def _seen(event: Event) -> tuple[Key, ...]:
    """What replaced a thing, what it waits for, or what has ended that it waited for."""
    return event.blocked_by if event.cause.kind is Kind.UPDATE else (event.cause,)


def _meeting(standing: Standing, event: Event) -> str:
    """The meeting at which something happened to a thing; where the end of another freed it, that at which it ended."""
    if event.cause.kind is Kind.UPDATE or event.status == "superseded":
        return standing.archive.index[event.cause].meeting
    ended = [one for one in standing.histories[event.cause].events if one.status and one.when == event.when]
    return standing.archive.index[ended[-1].cause].meeting if ended and ended[-1].cause.kind is Kind.UPDATE else ""


def _ranked(standing: Standing) -> Iterator[Move]:
    """What came first on each chart; where it stands above all headings, the chart."""
    for meeting in standing.held.values():
        for chart in meeting.charts:
            key = Key.of_chart(meeting.id, chart.id)
            blocks = (Key.of_part(Kind.BLOCK, key.id, one.block) for one in chart.priorities() if one.rank == 1)
            for block in dict.fromkeys(block if block in standing.archive.index else key for block in blocks):
                yield Move(block, "ranked first", meeting.date, meeting.id)
