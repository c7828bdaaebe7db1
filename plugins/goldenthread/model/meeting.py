"""A meeting and all that was recorded of it: who came, what was planned and done, what arose, and what was handed out.

In: nothing. Out: `Meeting` and its entries. Guaranteed: an entry says only what was so when the meeting was held;
what became of it is in later updates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from goldenthread.model.agreed import Action, Decision, Finding, Goal, Question, Strategies, Support
from goldenthread.model.chart import FlipChart, Pen, Ranking
from goldenthread.model.entry import (
    GROUPS,
    PEOPLE,
    PERSONS,
    SESSIONS,
    THEMES,
    Addressed,
    Entry,
    Kind,
    LieIn,
    Part,
    Refers,
    Relation,
)
from goldenthread.model.fields import (
    Clock,
    Count,
    FilePath,
    FilePaths,
    Language,
    Mapped,
    Prose,
    ProseField,
    RefField,
    Refs,
    Text,
    Texts,
    When,
    YesNo,
    one_of,
)
from goldenthread.model.update import Update
from goldenthread.source import NOWHERE, Written

MEETING_STATUSES = ("planned", "held", "postponed", "cancelled")
ATTENDANCES = ("present", "part", "online", "apologies", "absent", "substitute", "observer", "expected", "not recorded")
RECEIVED = ("yes", "late", "part", "no")
MET = ("expected", "met", "partly", "not met", "not recorded")
HEADINGS = ("clarification", "more information", "reasons", "effects", "suggestion", "other")
"""The headings of the checklist under which feedback is given; the first four ask for clarification."""
FILE_KINDS = ("presentation", "worksheet", "tool", "document")
RELEASES = ("title", "text", "original")
"""What readers get of a file: what it is, what it says as well, or the file itself as well."""
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

InSessions = Annotated[Refs, Field(alias="session"), Refers(Relation.MADE_IN, SESSIONS)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Objective(Entry):
    """What a meeting, or one strand of it, set out to do."""

    WORDS: ClassVar[str] = "text"

    text: Text
    note: ProseField = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Received(Entry):
    """Whether one provider's part of a required input was there; of no provider in particular, the whole."""

    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = (("who",),)

    who: Annotated[RefField | None, Refers(Relation.PROVIDED_BY, PEOPLE)] = None
    state: Annotated[str, BeforeValidator(one_of(*RECEIVED))]


def _received(value: Any) -> Any:
    """One word for all, or a word for each provider: `{lakeside-team: yes, hill-team: late}`."""
    if isinstance(value, (Written, str)):
        return ({"state": value, "at": value.at if isinstance(value, Written) else NOWHERE},)
    if not isinstance(value, Mapping):
        return value
    places = value.places if isinstance(value, Mapped) else {}
    return tuple(
        {"who": Written(key, places[key]) if key in places else key, "state": state, "at": value["at"]}
        for key, state in value.items()
        if key != "at"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class RequiredInput(Entry):
    """What was to be brought to a meeting, by whom, and whether it was."""

    WORDS: ClassVar[str] = "what"

    what: Text
    providers: Annotated[Refs, Field(alias="by"), Refers(Relation.PROVIDED_BY, PEOPLE)] = ()
    received: Annotated[tuple[Received, ...], BeforeValidator(_received)] = ()
    evidence: Annotated[FilePaths, LieIn("", Relation.EVIDENCED_BY)] = ()
    note: ProseField = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpectedOutput(Part):
    """What a meeting was to lead to, whether it did, and what shows it."""

    KIND: ClassVar[Kind] = Kind.OUTPUT
    NAMED_BY: ClassVar[tuple[str, ...]] = ("what",)
    WORDS: ClassVar[str] = "what"

    what: Text
    met: Annotated[str, BeforeValidator(one_of(*MET))] = "expected"
    note: ProseField = Prose()
    evidence: Annotated[FilePaths, LieIn("", Relation.EVIDENCED_BY)] = ()
    see: Annotated[Refs, Refers(Relation.SEE, frozenset(Kind) - {Kind.UPDATE})] = ()

    @property
    def title(self) -> str:
        """What lists call it."""
        return self.what


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant(Entry):
    """A person, a group, or people of whom only words are known, with a count where there were several."""

    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = (("person",), ("person", "group", "who"))
    WORDS: ClassVar[str] = "who"

    person: Annotated[RefField | None, Refers(Relation.ATTENDED_BY, PERSONS)] = None
    group: Annotated[RefField | None, Refers(Relation.ATTENDED_BY, GROUPS)] = None
    who: Text = ""
    count: Count | None = None
    designation: Text = ""
    role: Text = ""
    attendance: Annotated[str, BeforeValidator(one_of(*ATTENDANCES))] = "present"
    substitute_for: Annotated[RefField | None, Refers(Relation.SUBSTITUTES_FOR, PERSONS)] = None
    note: Text = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session(Addressed):
    """One entry of a programme: what was planned, and what was said of how it went."""

    KIND: ClassVar[Kind] = Kind.SESSION

    title: Text
    day: Count | None = None
    time: Clock = ""
    until: Clock = ""
    length: Text = ""
    kind: Annotated[str, BeforeValidator(one_of(*SESSION_KINDS))] = ""
    part_of: Annotated[RefField | None, Refers(Relation.PART_OF, SESSIONS)] = None
    lead: Annotated[Refs, Refers(Relation.LED_BY, PEOPLE)] = ()
    group: Annotated[Refs, Refers(Relation.PRESENTED_BY, GROUPS)] = ()
    on: Annotated[RefField | None, Refers(Relation.GIVEN_ON, SESSIONS)] = None
    activities: Texts = ()
    explanation: ProseField = Prose()
    materials: Texts = ()
    commentary: ProseField = Prose()
    process_notes: ProseField = Prose()
    files: Annotated[FilePaths, LieIn("files/", Relation.USES)] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FocusArea(Part):
    """One strand of a meeting or of a session: what it was to reach, what was done, and what came out."""

    KIND: ClassVar[Kind] = Kind.FOCUS
    NAMED_BY: ClassVar[tuple[str, ...]] = ("title",)

    title: Text
    sessions: InSessions = ()
    themes: Annotated[Refs, Field(alias="theme"), Refers(Relation.ABOUT_THEME, THEMES)] = ()
    part_of: Annotated[RefField | None, Refers(Relation.PART_OF, frozenset({Kind.FOCUS}))] = None
    strategies: Strategies = ()
    objectives: Texts = ()
    planned: Texts = ()
    activities: Texts = ()
    outcomes: Texts = ()
    note: ProseField = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Feedback(Part):
    """What was said to a team about its presentation, under a heading of the checklist; who led, and who said it."""

    KIND: ClassVar[Kind] = Kind.FEEDBACK
    NAMED_BY: ClassVar[tuple[str, ...]] = ("on", "heading", "text")
    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = (("on",),)

    on: Annotated[RefField, Refers(Relation.GIVEN_ON, SESSIONS)]
    led_by: Annotated[Refs, Refers(Relation.LED_BY, PEOPLE)] = ()
    speakers: Annotated[Refs, Field(alias="by"), Refers(Relation.SAID_BY, PEOPLE)] = ()
    by_said: Text = ""
    heading: Annotated[str, BeforeValidator(one_of(*HEADINGS))] = "other"
    text: ProseField
    answer: ProseField = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment(Entry):
    """A file that was handed out, shown or made: what it is, whose, from where, and who typed and checked it."""

    KIND: ClassVar[Kind] = Kind.FILE

    file: Annotated[FilePath, LieIn("files/")]
    title: Text = ""
    kind: Annotated[str, BeforeValidator(one_of(*FILE_KINDS))] = "document"
    made_by: Annotated[Refs, Field(alias="by"), Refers(Relation.WRITTEN_BY, PEOPLE)] = ()
    sessions: InSessions = ()
    themes: Annotated[Refs, Field(alias="theme"), Refers(Relation.ABOUT_THEME, THEMES)] = ()
    source: Text = ""
    transcribed_by: Text = ""
    checked_by: Text = ""
    language: Language = ""
    release: Annotated[str, BeforeValidator(one_of(*RELEASES))] = "text"
    note: ProseField = Prose()

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.file.rpartition("/")[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo(Entry):
    """A photo of a meeting: what it shows in words, when and by whom it was taken, and who is on it."""

    KIND: ClassVar[Kind] = Kind.PHOTO

    photo: Annotated[FilePath, LieIn("photos/")]
    alt: Text = ""
    decorative: YesNo = False
    """Whether it tells a reader nothing, so that those who cannot see it miss nothing."""
    caption: Text = ""
    sessions: InSessions = ()
    taken: When | None = None
    taken_by: Text = ""
    shows: Annotated[Refs, Field(alias="people"), Refers(Relation.SHOWS, PEOPLE)] = ()
    source: Text = ""


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it can be kept with it
class Meeting(Addressed):
    """One event and all that was recorded of it; `id` is the name of its folder unless the head says otherwise."""

    KIND: ClassVar[Kind] = Kind.MEETING
    GIVEN: ClassVar[frozenset[str]] = frozenset({"charts", "body"})

    title: Text
    date: When
    date_said: Text = ""
    end: When | None = None
    tentative: YesNo = False
    series: Annotated[RefField | None, Refers(Relation.SERIES, frozenset({Kind.SERIES}))] = None
    status: Annotated[str, BeforeValidator(one_of(*MEETING_STATUSES))] = "held"
    reason: Text = ""
    minutes: Annotated[str, BeforeValidator(one_of("draft", "approved"))] = ""
    reference: Text = ""
    source: Text = ""
    place: Text = ""
    length: Text = ""
    language: Language = ""
    themes: Annotated[Refs, Field(alias="theme"), Refers(Relation.ABOUT_THEME, THEMES)] = ()
    summary: ProseField = Prose()
    objectives: tuple[Objective, ...] = ()
    required_inputs: tuple[RequiredInput, ...] = ()
    expected_outputs: tuple[ExpectedOutput, ...] = ()
    participants: tuple[Participant, ...] = ()
    programme: tuple[Session, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    pens: tuple[Pen, ...] = ()
    ranking: Ranking | None = None
    actions: tuple[Action, ...] = ()
    support: tuple[Support, ...] = ()
    decisions: tuple[Decision, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    goals: tuple[Goal, ...] = ()
    updates: tuple[Update, ...] = ()
    files: tuple[Attachment, ...] = ()
    photos: tuple[Photo, ...] = ()
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
