"""What the ledger derives: for each thing that has a status, the events of its life and how it stands.

In: nothing. Out: `Event` and `History`. Guaranteed: a history is never written in a record; it follows from dated
events, and says nothing that is later than its `as_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from goldenthread.model.agreed import Action
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind
from goldenthread.model.update import FINAL, STATUSES


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to another: when, by which update or decision, and the status it led to ("" for none).

    `by` names those who reported it; nobody named means that it holds for all. `blocked_by`: what it then waited for.
    """

    when: PartialDate
    cause: Key
    status: str = ""
    due: PartialDate | None = None
    by: tuple[Key, ...] = ()
    blocked_by: tuple[Key, ...] = ()


@dataclass(frozen=True)
class History:
    """The life of one thing up to `as_of`: its events in order, its status, and the date it is now due.

    Where several report on it, the whole has ended only when it has for each of them.
    """

    key: Key
    events: tuple[Event, ...]
    as_of: date

    @cached_property
    def course(self) -> tuple[tuple[PartialDate, str], ...]:
        """The status of the whole after each event that named one, with its date; reports of one day count together."""
        course: list[tuple[PartialDate, str]] = []
        for _, told in groupby((e for e in self.events if e.status), key=lambda event: event.when):
            when = next(told).when
            course.append((when, whole(self.key.kind, self.standings(when))))
        return tuple(course)

    def standings(self, until: PartialDate | None = None) -> dict[Key | None, str]:
        """What each of those who report on it said last; under `None` what was said for all."""
        return {who: event.status for who, event in self.newest(until).items()}

    def newest(self, until: PartialDate | None = None) -> dict[Key | None, Event]:
        """The event that each of those who report on it caused last; under `None` one that holds for all."""
        newest: dict[Key | None, Event] = {}
        for event in self.events:
            if not event.status or (until and event.when.latest > until.latest):
                continue
            if event.by:
                newest.pop(None, None)
                newest.update(dict.fromkeys(event.by, event))
            else:
                newest = {None: event}
        return newest

    @property
    def status(self) -> str:
        """How the whole stands."""
        return self.course[-1][1]

    @property
    def since(self) -> PartialDate:
        """Since when it has stood so: a report that it still does changes nothing."""
        course = self.course
        first = len(course) - 1
        while first and course[first - 1][1] == course[first][1]:
            first -= 1
        return course[first][0]

    @property
    def due(self) -> PartialDate | None:
        """When it is due, the newest date named."""
        return next((event.due for event in reversed(self.events) if event.due), None)

    @property
    def ended(self) -> bool:
        """Whether it has reached a status that nothing is expected to change."""
        return self.status in FINAL

    @property
    def taken_up(self) -> bool:
        """Whether a later report gave it a status: what was only proposed is agreed from then on."""
        return any(event.status for event in self.events[1:])

    @property
    def late(self) -> bool:
        """Whether its last possible day has passed and it has not ended."""
        return bool(self.due and self.due.latest < self.as_of and not self.ended)

    @property
    def deferrals(self) -> int:
        """How often it was put off."""
        return sum(event.status == "deferred" for event in self.events)


def whole(kind: Kind, standings: Mapping[Key | None, str]) -> str:
    """How a whole stands whose parts stand so: as all do; ended when all have; else it holds, is blocked or goes on."""
    found, known = set(standings.values()), STATUSES[kind]
    if len(found) == 1:
        return found.pop()
    if found <= FINAL:
        return "partly" if "partly" in known else next(status for status in known if status in found)
    going_on = known[0] if known[1] in FINAL else known[1]
    return next((status for status in ("holds", "blocked") if status in found), going_on)


Histories = Mapping[Key, History]


def still_proposed(thing: object, history: History | None) -> bool:
    """Whether an action is no more than proposed: no later report has taken it up."""
    return isinstance(thing, Action) and thing.standing == "proposed" and not (history and history.taken_up)
