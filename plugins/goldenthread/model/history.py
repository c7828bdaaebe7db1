"""What the ledger derives: for each thing that has a status, the events of its life and how it stands.

In: nothing. Out: `Event` and `History`. Guaranteed: a history is never written in a record; it follows from dated
events, and says nothing that is later than its `as_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.model.entry import Key
from goldenthread.model.fields import PartialDate
from goldenthread.model.meeting import FINAL


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to another: when, by which update or decision, and the status it led to ("" for none)."""

    when: PartialDate
    cause: Key
    status: str = ""
    due: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The life of one thing up to `as_of`: its events in order, its status, and the date it is now due."""

    key: Key
    events: tuple[Event, ...]
    as_of: date

    @property
    def status(self) -> str:
        """The status that the newest event led to."""
        return next(event.status for event in reversed(self.events) if event.status)

    @property
    def since(self) -> PartialDate:
        """Since when it has had this status."""
        return next(event.when for event in reversed(self.events) if event.status)

    @property
    def due(self) -> PartialDate | None:
        """When it is due, the newest date named."""
        return next((event.due for event in reversed(self.events) if event.due), None)

    @property
    def ended(self) -> bool:
        """Whether it has reached a status that nothing is expected to change."""
        return self.status in FINAL

    @property
    def late(self) -> bool:
        """Whether its last possible day has passed and it has not ended."""
        return bool(self.due and self.due.latest < self.as_of and not self.ended)

    @property
    def deferrals(self) -> int:
        """How often it was put off."""
        return sum(event.status == "deferred" for event in self.events)


Histories = Mapping[Key, History]
