"""A flip chart: photos, pens, and a transcript of blocks and lines that stays faithful to what the room wrote.

In: nothing. Out: `FlipChart` and its parts. Guaranteed: the text of the spans in order is the text on the chart;
what an editor adds (who wrote it, what it leads to, a corrected reading) stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from goldenthread.model.entry import PEOPLE, SESSIONS, THEMES, Addressed, Kind, LieIn, Refers, Relation
from goldenthread.model.fields import (
    Audience,
    Count,
    Counts,
    FilePaths,
    Id,
    Prose,
    ProseField,
    Ref,
    RefField,
    Refs,
    Text,
    Texts,
    YesNo,
)
from goldenthread.source import NOWHERE, Place

MARKS = ("star", "question", "option", "note", "assumption", "unclear")
LABELS = ("theme", "action", "outcome", "timescale", "who")
NOBODY_KNOWN = ("unknown", "everyone")
"""Words that may stand for the writer of a pen without being a group."""

Label = Literal["theme", "action", "outcome", "timescale", "who"]
Form = Literal["text", "mention", "strike"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pen:
    """Who wrote in which colour in which round. One pen of a chart is the default; a colour may be uncertain."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    GIVEN: ClassVar[frozenset[str]] = frozenset({"name"})

    at: Place = field(default=NOWHERE, compare=False)
    name: Id = ""
    colours: Annotated[Texts, Field(alias="colour")] = ()
    by: Annotated[Refs, Refers(Relation.WRITTEN_BY, PEOPLE)] = ()
    round: Count | None = None
    purpose: Text = ""
    default: YesNo = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """How the ranks on a chart came about, and which of them the record lacks."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    at: Place = field(default=NOWHERE, compare=False)
    method: Text
    scope: Text = ""
    by: Annotated[Refs, Refers(Relation.WRITTEN_BY, PEOPLE)] = ()
    session: Annotated[RefField | None, Refers(Relation.RANKED_IN, SESSIONS)] = None
    not_recorded: Counts = ()
    voters: Count | None = None
    """How many took part in it."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a photo: the corner at the top left, width and height, in thousandths of the photo's.

    `photo` names the one that is meant where a chart has several.
    """

    left: int
    top: int
    width: int
    height: int
    photo: str = ""

    WHOLE: ClassVar[int] = 1000


@dataclass(frozen=True, slots=True)
class Attributes:
    """What an editor says about a line, a heading or a span, in braces behind it.

    `pen` and `marks` are written as classes (`.plenary .star`), the rest as keys (`rank=1`, `action=housing-survey`).
    `votes` are the dots, strokes or hands that were counted; `box` is where a whole line stands on its photo.
    """

    id: str = ""
    pen: str = ""
    marks: tuple[str, ...] = ()
    implied: bool = False
    label: Label | None = None
    rank: int | None = None
    votes: int | None = None
    short_name: str = ""
    sic: str = ""
    actions: tuple[Ref, ...] = ()
    see: tuple[Ref, ...] = ()
    leads_to: tuple[Ref, ...] = ()
    covered_by: tuple[Ref, ...] = ()
    waits_for: tuple[Ref, ...] = ()
    about: tuple[Ref, ...] = ()
    box: Box | None = None
    audience: Audience | None = None


NO_ATTRIBUTES = Attributes()


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one pen and reading, perhaps with spans inside it. A mention keeps its target and words."""

    text: str = ""
    form: Form = "text"
    attributes: Attributes = NO_ATTRIBUTES
    spans: tuple[Span, ...] = ()
    target: Ref | None = None
    at: Place = field(default=NOWHERE, compare=False)

    @property
    def words(self) -> str:
        """The words as they stand on the chart."""
        return self.text + "".join(inner.words for inner in self.spans)

    def walk(self) -> Iterator[Span]:
        """This span, then those inside it, in order."""
        yield self
        for inner in self.spans:
            yield from inner.walk()


@dataclass(frozen=True, slots=True)
class Line:
    """One unit on a chart: a bullet or a paragraph, indented `depth` deep.

    `id` is the one typed, or one that follows from the words (`derived`). `formerly` is the latter where one was typed:
    what the line may have been published under before.
    """

    KIND: ClassVar[Kind] = Kind.LINE

    spans: tuple[Span, ...]
    id: str = ""
    derived: bool = False
    bullet: bool = True
    depth: int = 0
    attributes: Attributes = NO_ATTRIBUTES
    at: Place = field(default=NOWHERE, compare=False)
    formerly: str = field(default="", compare=False)

    @property
    def words(self) -> str:
        """The words of the line as they stand on the chart."""
        return "".join(span.words for span in self.spans)

    @property
    def votes(self) -> int | None:
        """The votes counted for it: those of the whole line, or else of the first words in it that have any."""
        counted = (self.attributes.votes, *(span.attributes.votes for span in self.walk()))
        return next((votes for votes in counted if votes is not None), None)

    def walk(self) -> Iterator[Span]:
        """All its spans, outer ones first, in order."""
        for span in self.spans:
            yield from span.walk()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with what stands under it. The first block of a chart may have none: what stands above them all."""

    KIND: ClassVar[Kind] = Kind.BLOCK

    heading: Line | None
    lines: tuple[Line, ...] = ()
    level: int = 2

    @property
    def id(self) -> str:
        """The heading's id; "" for what stands above all headings."""
        return self.heading.id if self.heading else ""

    @property
    def name(self) -> str:
        """The short name an editor gave it, or else the words of its heading, without the ranks written there."""
        if not self.heading:
            return ""
        unranked = "".join(span.words for span in self.heading.spans if not span.attributes.rank)
        return self.heading.attributes.short_name or unranked.strip() or self.heading.words

    def every_line(self) -> Iterator[Line]:
        """The heading, then the lines."""
        if self.heading:
            yield self.heading
        yield from self.lines


@dataclass(frozen=True, slots=True)
class Priority:
    """A rank as it is written on a chart: in which block, on which line, by which pen, and with how many votes."""

    rank: int
    block: str
    line: str
    pen: str
    votes: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FlipChart(Addressed):
    """Photos and transcript of one chart; `id` is the name of its file."""

    KIND: ClassVar[Kind] = Kind.CHART
    GIVEN: ClassVar[frozenset[str]] = frozenset({"id", "blocks"})

    title: Text
    themes: Annotated[Refs, Field(alias="theme"), Refers(Relation.ABOUT_THEME, THEMES)] = ()
    sessions: Annotated[Refs, Field(alias="session"), Refers(Relation.MADE_IN, SESSIONS)] = ()
    order: Count | None = None
    photos: Annotated[FilePaths, LieIn("photos/")] = ()
    alt: Text = ""
    source: Text = ""
    transcribed_by: Text = ""
    checked_by: Text = ""
    pens: tuple[Pen, ...] = ()
    ranking: Ranking | None = None
    note: ProseField = Prose()
    blocks: tuple[Block, ...] = ()

    def lines(self) -> Iterator[tuple[Block, Line]]:
        """Every line, headings included, with the block it stands in."""
        for block in self.blocks:
            for line in block.every_line():
                yield block, line

    def pen(self, name: str) -> Pen | None:
        """The pen of this name; for "" the default one."""
        for pen in self.pens:
            if pen.name == name or (not name and pen.default):
                return pen
        return None

    def priorities(self) -> tuple[Priority, ...]:
        """The ranks written on this chart, by rank, then in the order in which they stand."""
        found = []
        for block, line in self.lines():
            pen = line.attributes.pen
            if line.attributes.rank:
                found.append(Priority(line.attributes.rank, block.id, line.id, pen, line.votes))
            for span in line.walk():
                own = span.attributes
                if own.rank:
                    votes = line.votes if own.votes is None else own.votes
                    found.append(Priority(own.rank, block.id, line.id, own.pen or pen, votes))
        return tuple(sorted(found, key=lambda priority: priority.rank))
