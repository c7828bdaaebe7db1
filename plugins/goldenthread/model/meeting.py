"""A meeting and what arises in it: objectives, programme, participants, actions, decisions, updates, flip charts.

In: nothing. Out: `Meeting` and its entries. Guaranteed: an entry says only what was so when the meeting was held;
what became of it is in later updates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from goldenthread.model.chart import FlipChart, Pen
from goldenthread.model.entry import Entry, Kind
from goldenthread.model.fields import (
    Clock,
    Count,
    FilePaths,
    Id,
    Ids,
    Language,
    Prose,
    ProseField,
    RefField,
    Refs,
    Text,
    Texts,
    When,
    one_of,
)
from goldenthread.source import Written

MEETING_STATUSES = ("planned", "held", "postponed", "cancelled")
ATTENDANCES = ("present", "part", "online", "apologies", "absent")
SESSION_KINDS = (
    "welcome",
    "minutes of last meeting",
    "matters arising",
    "presentation",
    "feedback",
    "group work",
    "report back",
    "prioritisation",
    "plenary",
    "any other business",
    "wrap-up",
    "break",
)
STATUSES = {
    Kind.ACTION: ("open", "in progress", "blocked", "deferred", "done", "dropped"),
    Kind.DECISION: ("holds", "superseded", "withdrawn"),
}
"""The statuses by kind; the first is how a thing begins."""
FINAL = frozenset({"done", "dropped", "superseded", "withdrawn"})
EVERY_STATUS = tuple(dict.fromkeys(status for known in STATUSES.values() for status in known))


def _as_entry(value: Any) -> Any:
    """An objective may be typed as words alone."""
    return {"text": value, "at": value.at} if isinstance(value, Written) else value


@dataclass(frozen=True, kw_only=True, slots=True)
class Objective(Entry):
    """What a meeting set out to do."""

    text: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant(Entry):
    """A person, or a group with a count, at a meeting."""

    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = (("person",), ("person", "group"))

    person: RefField | None = None
    group: RefField | None = None
    count: Count | None = None
    designation: Text = ""
    role: Text = ""
    attendance: Annotated[str, BeforeValidator(one_of(*ATTENDANCES))] = "present"


@dataclass(frozen=True, kw_only=True, slots=True)
class Session(Entry):
    """One entry of a programme."""

    KIND: ClassVar[Kind] = Kind.SESSION

    id: Id
    title: Text
    day: Count | None = None
    time: Clock = ""
    kind: Annotated[str, BeforeValidator(one_of(*SESSION_KINDS))] = ""
    lead: Refs = ()
    group: RefField | None = None
    commentary: ProseField = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Action(Entry):
    """Something proposed or agreed: what, by whom, by when, and the outcome it is judged by."""

    KIND: ClassVar[Kind] = Kind.ACTION

    id: Id
    what: Text
    detail: ProseField = Prose()
    standing: Annotated[str, BeforeValidator(one_of("proposed", "agreed"))] = "agreed"
    owners: Annotated[Refs, Field(alias="owner")] = ()
    owner_said: Text = ""
    due: When | None = None
    due_said: Text = ""
    outcome: Text = ""
    judged_by: Text = ""
    themes: Annotated[Refs, Field(alias="theme")] = ()
    raised_on: Annotated[Refs, Field(alias="from")] = ()
    waits_for: Refs = ()

    @property
    def title(self) -> str:
        """What lists call it."""
        return self.what


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision(Entry):
    """What was decided, why, instead of what, and which earlier decision it replaces."""

    KIND: ClassVar[Kind] = Kind.DECISION

    id: Id
    what: Text
    why: ProseField = Prose()
    alternatives: Texts = ()
    themes: Annotated[Refs, Field(alias="theme")] = ()
    raised_on: Annotated[Refs, Field(alias="from")] = ()
    supersedes: Refs = ()

    @property
    def title(self) -> str:
        """What lists call it."""
        return self.what


@dataclass(frozen=True, kw_only=True, slots=True)
class Update(Entry):
    """A dated event about an earlier thing. In a meeting its date is the meeting's; between meetings it has its own."""

    KIND: ClassVar[Kind] = Kind.UPDATE
    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = (("about",), ("by",))

    about: RefField
    status: Annotated[str, BeforeValidator(one_of(*EVERY_STATUS))] = ""
    note: ProseField = Prose()
    by: Refs = ()
    due: When | None = None
    blocked_by: Refs = ()
    reason: Text = ""
    evidence: FilePaths = ()
    date: When | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting(Entry):
    """One event and all that was recorded of it; `id` is the name of its folder unless the head says otherwise."""

    KIND: ClassVar[Kind] = Kind.MEETING
    GIVEN: ClassVar[frozenset[str]] = frozenset({"charts", "body"})

    id: Id
    title: Text
    date: When
    end: When | None = None
    series: RefField | None = None
    status: Annotated[str, BeforeValidator(one_of(*MEETING_STATUSES))] = "held"
    place: Text = ""
    language: Language = ""
    themes: Annotated[Refs, Field(alias="theme")] = ()
    formerly: Ids = ()
    summary: ProseField = Prose()
    objectives: tuple[Annotated[Objective, BeforeValidator(_as_entry)], ...] = ()
    participants: tuple[Participant, ...] = ()
    programme: tuple[Session, ...] = ()
    pens: tuple[Pen, ...] = ()
    actions: tuple[Action, ...] = ()
    decisions: tuple[Decision, ...] = ()
    updates: tuple[Update, ...] = ()
    process_notes: ProseField = Prose()
    charts: tuple[FlipChart, ...] = ()
    body: Prose = Prose()

    @property
    def happened(self) -> bool:
        """Whether it was held."""
        return self.status == "held"

    @property
    def folder(self) -> str:
        """The folder of its record, relative to the records folder."""
        return self.at.path.rpartition("/")[0]
