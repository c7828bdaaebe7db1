"""What every entry of a record has, and how its type is declared.

In: nothing. Out: `Entry`, the base of all things that records name; `Kind`, the words for them; `Relation`, the words
for how one refers to another; and the marks by which a field says what it holds. Guaranteed: an entry's place is no
part of its identity: two archives with the same words are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import ConfigDict, Field

from goldenthread.model.fields import OURS, AudienceField, Id, Ids, KeyNames, When
from goldenthread.source import NOWHERE, Place, Written


class Kind(StrEnum):
    """The kinds of thing that have an address; the value is the word before the colon in a reference."""

    MEETING = "meeting"
    SESSION = "session"
    FOCUS = "focus"
    FEEDBACK = "feedback"
    OUTPUT = "output"
    CHART = "chart"
    BLOCK = "block"
    LINE = "line"
    ACTION = "action"
    SUPPORT = "support"
    DECISION = "decision"
    QUESTION = "question"
    FINDING = "finding"
    GOAL = "goal"
    UPDATE = "update"
    FILE = "file"
    PHOTO = "photo"
    PERSON = "person"
    GROUP = "group"
    THEME = "theme"
    SERIES = "series"
    STRATEGY = "strategy"
    INDICATOR = "indicator"
    TERM = "term"
    QUERY = "query"


ANYTHING = frozenset(Kind) - {Kind.UPDATE}
PEOPLE = frozenset({Kind.PERSON, Kind.GROUP})
GROUPS = frozenset({Kind.GROUP})
PERSONS = frozenset({Kind.PERSON})
THEMES = frozenset({Kind.THEME})
STRATEGIES = frozenset({Kind.STRATEGY})
SESSIONS = frozenset({Kind.SESSION})
ACTIONS = frozenset({Kind.ACTION})
ORIGINS = frozenset({Kind.LINE, Kind.BLOCK, Kind.CHART, Kind.SESSION, Kind.FOCUS, Kind.FEEDBACK, Kind.MEETING})
"""Where an action, a decision and the like may come from."""
COVERING = frozenset({Kind.MEETING, Kind.SESSION, Kind.CHART, Kind.BLOCK, Kind.LINE, Kind.FILE})
ON_CHARTS = frozenset({Kind.CHART, Kind.BLOCK, Kind.LINE})
WAITED_FOR = frozenset({Kind.ACTION, Kind.SUPPORT, Kind.DECISION})


ARISING = (Kind.ACTION, Kind.SUPPORT, Kind.DECISION, Kind.QUESTION, Kind.FINDING, Kind.GOAL)
"""What arises in meetings and has a life after them, in the order in which registers stand. It shares one space of ids:
`[[id]]` needs no word before it."""
WITH_PAGES = frozenset(Kind) - {
    *(Kind.SESSION, Kind.FOCUS, Kind.FEEDBACK, Kind.OUTPUT, Kind.BLOCK, Kind.LINE),
    *(Kind.UPDATE, Kind.PHOTO, Kind.TERM),
}
"""The kinds of which each thing has a page of its own."""


class Relation(StrEnum):
    """How one thing refers to another: the source's word for the target."""

    MENTIONS = "mentions"
    SERIES = "series"
    ABOUT_THEME = "theme"
    ATTENDED_BY = "attended by"
    SUBSTITUTES_FOR = "substitutes for"
    LED_BY = "led by"
    PRESENTED_BY = "presented by"
    WRITTEN_BY = "written by"
    MADE_IN = "made in"
    OWNED_BY = "owned by"
    NEEDED_BY = "needed by"
    PROVIDED_BY = "provided by"
    DECIDED_BY = "decided by"
    ASKED_BY = "asked by"
    ASKED_OF = "asked of"
    SAID_BY = "said by"
    RANKED_IN = "ranked in"
    FOUND_BY = "found by"
    SET_BY = "set by"
    GIVEN_ON = "given on"
    FOLLOWED_BY = "followed by"
    FOLLOWS = "strategy"
    MEASURED_BY = "measured by"
    HELPS = "helps"
    RAISED_ON = "raised on"
    WAITS_FOR = "waits for"
    SUPERSEDES = "supersedes"
    REPORTS_ON = "reports on"
    REPORTED_BY = "reported by"
    BLOCKED_BY = "blocked by"
    MEMBER_OF = "member of"
    PART_OF = "part of"
    HELD_BY = "held by"
    FORMED_AT = "formed at"
    SHOWS = "shows"
    SEE = "see"
    LEADS_TO = "leads to"
    COVERED_BY = "covered by"
    EVIDENCED_BY = "evidence"
    USES = "uses"
    CONCERNS = "about"
    ASKS_ABOUT = "asks about"
    FOUND = "found"


class Key(NamedTuple):
    """The one name of a thing in the archive; a tuple, so that Python compares keys by itself, and nowhere used as one.

    `id` is the thing's own id; for what lives in a meeting, `meeting/chart`, `meeting/chart#line`, `meeting#session`,
    `meeting/files/name`.
    """

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @staticmethod
    def of_chart(meeting: str, chart: str) -> Key:
        """The chart of a meeting, by the ids of both."""
        return Key(Kind.CHART, f"{meeting}/{chart}")

    @staticmethod
    def of_part(kind: Kind, whole: str, id: str) -> Key:
        """What is a part of a chart or of a meeting: the id of that, and its own within it."""
        return Key(kind, f"{whole}#{id}")

    @property
    def chart(self) -> Key:
        """The chart, of what stands on one and of a chart itself."""
        return Key(Kind.CHART, self.id.partition("#")[0])

    @property
    def own(self) -> str:
        """The id of a part within what it is a part of."""
        return self.id.partition("#")[2]


@dataclass(frozen=True, slots=True)
class Refers:
    """A mark on a field of references: in which relation they stand, and the kinds of thing they may lead to."""

    relation: Relation
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class LieIn:
    """A mark on a field of file paths: the folder of the meeting in which they lie, `""` for the meeting's own.

    `relation` says how the entry refers to what its meeting says of these files.
    """

    folder: str
    relation: Relation | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that a record names, where it was written, and who may see it (`None`: as archive.yml says)."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    GIVEN: ClassVar[frozenset[str]] = frozenset()
    """The fields that a record's place or body decides: no keys of its head."""
    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """The references that say who or what the entry is about: without any of them it says nothing."""
    WORDS: ClassVar[str] = ""
    """The field that the entry's words fill where it is typed as words alone."""

    at: Annotated[Place, Field(exclude=True)] = field(default=NOWHERE, compare=False)
    audience: AudienceField | None = None
    publish_after: When | None = None
    """Until the end of that day it is internal, whatever its audience."""
    internal: KeyNames = ()
    """The keys of it whose words are internal where the entry is public."""


WHO_MAY_SEE = frozenset({"audience", "publish_after", "internal"})
"""The fields of an entry that say who may see it: nothing to read in themselves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressed(Entry):
    """An entry with an address of its own in the archive, which it keeps when it is renamed."""

    KIND: ClassVar[Kind]

    id: Id
    formerly: Ids = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part(Entry):
    """An entry with a place on its meeting's page; where its id is not typed, it follows from `NAMED_BY`."""

    KIND: ClassVar[Kind]
    NAMED_BY: ClassVar[tuple[str, ...]] = ()
    """The fields whose words make the id."""

    id: Id = ""

    @property
    def derived(self) -> bool:
        """Whether its id follows from its words: nothing can refer to it."""
        return self.id.startswith(OURS)


def worded(name: str) -> Callable[[Any], Any]:
    """A validator that takes words alone for an entry with just this field."""

    def made(value: Any) -> Any:
        return {name: value, "at": value.at} if isinstance(value, Written) else value

    return made
