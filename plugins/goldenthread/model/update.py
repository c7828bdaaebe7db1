"""Updates: dated events about earlier things, and the statuses they may lead to.

In: nothing. Out: `Update`, `STATUSES`. Guaranteed: an update says what happened on its day; it changes no record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from goldenthread.model.entry import PEOPLE, WAITED_FOR, Entry, Kind, LieIn, Refers, Relation
from goldenthread.model.fields import (
    FilePaths,
    Number,
    Prose,
    ProseField,
    RefField,
    Refs,
    Text,
    Texts,
    When,
    one_of,
)
from goldenthread.model.register import ValueField

STATUSES = {
    Kind.ACTION: ("open", "in progress", "blocked", "deferred", "done", "dropped"),
    Kind.SUPPORT: ("asked", "accepted", "provided", "declined"),
    Kind.DECISION: ("holds", "superseded", "withdrawn"),
    Kind.QUESTION: ("open", "answered"),
    Kind.OUTPUT: ("expected", "met", "partly", "not met", "not recorded"),
    Kind.GOAL: ("set", "met", "partly", "not met"),
    Kind.MEETING: ("draft", "approved"),
}
"""The statuses by kind; the first is how a thing begins. Of a meeting they are those of its minutes."""
FINAL = frozenset(
    {
        *("done", "dropped", "superseded", "withdrawn", "provided", "declined"),
        *("answered", "met", "partly", "not met", "approved"),
    }
)
EVERY_STATUS = tuple(dict.fromkeys(status for known in STATUSES.values() for status in known))
REPORTED_ON = frozenset({*STATUSES, Kind.STRATEGY, Kind.INDICATOR})
"""What updates may be about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes(Entry):
    """What is new about an indicator from this day on."""

    baseline: ValueField | None = None
    target: ValueField | None = None
    unit: Text = ""
    method: ProseField = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Update(Entry):
    """A dated event about an earlier thing. In a meeting its date is the meeting's; between meetings it has its own."""

    KIND: ClassVar[Kind] = Kind.UPDATE
    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = (("about",), ("by",))

    about: Annotated[RefField, Refers(Relation.REPORTS_ON, REPORTED_ON)]
    status: Annotated[str, BeforeValidator(one_of(*EVERY_STATUS))] = ""
    note: ProseField = Prose()
    by: Annotated[Refs, Refers(Relation.REPORTED_BY, PEOPLE)] = ()
    due: When | None = None
    due_said: Text = ""
    blocked_by: Annotated[Refs, Refers(Relation.BLOCKED_BY, WAITED_FOR)] = ()
    reason: Text = ""
    evidence: Annotated[FilePaths, LieIn("", Relation.EVIDENCED_BY)] = ()
    date: When | None = None
    rating: Text = ""
    barriers: Texts = ()
    value: Number = ""
    measured: When | None = None
    source: Text = ""
    changes: Changes | None = None
    corrections: Texts = ()

    @property
    def says_something(self) -> bool:
        """Whether it has one of the fields of which an update needs at least one."""
        said = (self.status, self.note, self.due, self.due_said, self.value, self.changes, self.rating)
        return any(said) or bool(self.barriers or self.corrections)
