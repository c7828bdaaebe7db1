"""The view of a flip chart: photo and transcript, each line with its pen, and what came of it.

In: a `Book`. Out: `ChartView`. Guaranteed: the words of the lines, in order, are those of the transcript; every pen
is named in words and has a shape of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import groupby

from goldenthread.language import N_
from goldenthread.ledger import EFFECTS
from goldenthread.model.agreed import Finding
from goldenthread.model.chart import Attributes, Block, FlipChart, Line, Pen, Span
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.publish.addresses import priority_address
from goldenthread.publish.views.book import OWNING, Book
from goldenthread.publish.views.common import Backlink, Name, Row
from goldenthread.publish.views.photos import PhotoView, chart_photos, crop
from goldenthread.publish.words import COLOURS, LABELS, MARKS

SHAPES = "▲◆✚▼◗▶⬟⬢"
"""A shape for each pen but the default one, in the order in which they are declared."""


@dataclass(frozen=True, slots=True)
class PenView:
    """A pen: its shape, the class of its colour, and in words its colour, writers, round and purpose."""

    name: str
    shape: str
    colour: str
    words: str
    by: tuple[Name, ...]
    round: int | None
    purpose: str
    default: bool


@dataclass(frozen=True, slots=True)
class SpanView:
    """A run of words: its form and pen, what an editor noted about it, and what it leads to."""

    text: str
    form: str
    pen: PenView | None
    rank: int | None
    sic: str
    marks: tuple[str, ...]
    unclear: bool
    link: Name | None
    spans: tuple[SpanView, ...]


@dataclass(frozen=True, slots=True)
class Led:
    """What a line refers to, how, and the word for it."""

    relation: str
    label: str
    name: Name


@dataclass(frozen=True, slots=True)
class LineView:
    """A line: its anchor, words, pen and label, and what it led to."""

    id: str
    spans: tuple[SpanView, ...]
    pen: PenView | None
    bullet: bool
    label: str
    implied: bool
    marks: tuple[str, ...]
    actions: tuple[Row, ...]
    led: tuple[Led, ...]
    backlinks: tuple[Backlink, ...]
    rank: int | None
    sic: str = ""
    says_rank: bool = False
    crop: PhotoView | None = None
    """Where it is quoted: the part of the chart's photo that shows it."""


@dataclass(frozen=True, slots=True)
class Nested:
    """A line with the lines indented under it."""

    line: LineView
    under: tuple[Nested, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block: its heading, its short name, and its lines as they are nested."""

    id: str
    heading: LineView | None
    short_name: str
    lines: tuple[Nested, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One rank of a chart: the block it was given to, by which pen; no block where it was not recorded."""

    rank: int
    name: Name | None
    pen: PenView | None
    led: tuple[Row, ...] = ()
    block: str = ""
    address: str = ""
    done: int = 0
    """How much of what it led to has been done or provided."""
    effects: int = 0
    """How many effects have been found of what it led to."""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A flip chart."""

    key: Key
    chart: FlipChart
    meeting: Name
    date: str
    session: tuple[Name, ...]
    themes: tuple[Name, ...]
    pens: tuple[PenView, ...]
    photos: tuple[PhotoView, ...]
    blocks: tuple[BlockView, ...]
    ranking: tuple[Ranked, ...]
    ranked_by: str
    ranked_in: tuple[Name, ...]
    siblings: tuple[Name, ...]
    previous: Name | None
    next: Name | None
    backlinks: tuple[Backlink, ...]


def chart_view(book: Book, key: Key) -> ChartView:
    """The page of one flip chart."""
    chart, meeting = book.archive.index[key].thing, book.meeting_of(key)
    assert isinstance(chart, FlipChart)
    assert meeting
    pens = {pen.name: view for pen, view in zip(chart.pens, _pens(book, chart), strict=True)}
    reader = _Reader(book, key, pens)
    previous, following = book.neighbours(key)
    siblings = [Key(Kind.CHART, f"{meeting.id}/{other.id}") for other in meeting.charts if other.id != chart.id]
    return ChartView(
        key=key,
        chart=chart,
        meeting=book.name(Key(Kind.MEETING, meeting.id)),
        date=book.words.date(meeting.date),
        session=book.names(book.archive.targets(key, Relation.MADE_IN)),
        themes=book.names(book.archive.targets(key, Relation.ABOUT_THEME)),
        pens=tuple(pens.values()),
        photos=chart_photos(book, key, chart, meeting.folder),
        blocks=tuple(reader.block(block) for block in chart.blocks),
        ranking=ranking(book, key, chart),
        ranked_by=book.written_by(chart.ranking.by if chart.ranking else ()),
        ranked_in=book.names(ranked_in(book, key)) if chart.priorities() else (),
        siblings=book.names(siblings),
        previous=previous,
        next=following,
        backlinks=book.backlinks(key),
    )


def as_written(book: Book, key: Key) -> LineView | None:
    """A line, or the heading of a block, as its chart shows it: with pens, what is struck out, readings, its photo."""
    thing, chart = book.archive.index[key].thing, book.chart_of(key)
    line = thing.heading if isinstance(thing, Block) else thing
    pens = {pen.name: view for pen, view in zip(chart.pens, _pens(book, chart), strict=True)}
    reader = _Reader(book, Key(Kind.CHART, key.id.partition("#")[0]), pens)
    return replace(reader.line(line, key.kind), crop=crop(book, key)) if isinstance(line, Line) else None


def _pens(book: Book, chart: FlipChart) -> list[PenView]:
    shapes = iter(SHAPES * len(chart.pens))
    views = []
    for pen in chart.pens:
        shape = "" if pen.default else next(shapes)
        writers = [book.writer(ref) for ref in pen.by]
        views.append(
            PenView(
                pen.name, shape, _colour(pen), book.words.pen(pen), tuple(writers), pen.round, pen.purpose, pen.default
            )
        )
    return views


def _colour(pen: Pen) -> str:
    if len(pen.colours) == 1 and pen.colours[0] in COLOURS:
        return pen.colours[0]
    return "uncertain" if pen.colours else "unknown"


def ranking(book: Book, key: Key, chart: FlipChart) -> tuple[Ranked, ...]:
    """The ranks on a chart, in order, with those that it is known to lack."""
    pens = {pen.name: view for pen, view in zip(chart.pens, _pens(book, chart), strict=True)}
    ranked = []
    for priority in chart.priorities():
        block = book.ranked_block(key, priority)
        led = _led_to(book, chart, key, priority.block)
        where = priority_address(block)
        pen, ended, effects = pens.get(priority.pen), _done(led), _effects(book, led)
        ranked.append(Ranked(priority.rank, book.name(block), pen, led, priority.block, where, ended, effects))
    missing = chart.ranking.not_recorded if chart.ranking else ()
    return tuple(sorted([*ranked, *(Ranked(rank, None, None) for rank in missing)], key=lambda one: one.rank))


def _done(led: tuple[Row, ...]) -> int:
    return sum(row.mark is not None and row.mark.status in ("done", "provided") for row in led)


def _effects(book: Book, led: tuple[Row, ...]) -> int:
    """The effects and successes found of these things, each once."""
    found = {source for row in led for source in book.archive.sources(row.key, Relation.CONCERNS)}
    things = (book.archive.index[source].thing for source in found)
    return sum(isinstance(one, Finding) and one.kind in EFFECTS for one in things)


def ranked_in(book: Book, chart: Key) -> tuple[Key, ...]:
    """The session in which a chart was ranked: as it says, or the only one of its meeting that was for ranking."""
    if said := book.archive.targets(chart, Relation.RANKED_IN):
        return said
    meeting = book.meeting_of(chart)
    sessions = [one for one in meeting.programme if one.kind == "prioritisation"] if meeting else []
    return (Key(Kind.SESSION, f"{meeting.id}#{sessions[0].id}"),) if meeting and len(sessions) == 1 else ()


def _led_to(book: Book, chart: FlipChart, key: Key, block: str) -> tuple[Row, ...]:
    """What a block led to, whichever of its lines says so."""
    lines = [line for one, line in chart.lines() if one.id == block]
    keys = [Key(kind, f"{key.id}#{line.id}") for line in lines for kind in (Kind.BLOCK, Kind.LINE)]
    raised = dict.fromkeys(one for each in keys for one in book.archive.sources(each, Relation.RAISED_ON))
    return tuple(book.row(one) for one in raised if one.kind is not Kind.QUESTION and one.kind in OWNING)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the lines of one chart into views."""

    book: Book
    key: Key
    pens: dict[str, PenView]

    def block(self, block: Block) -> BlockView:
        below = {one for line in block.lines for one in self._raised(Key(Kind.LINE, f"{self.key.id}#{line.id}"))}
        heading = self.line(block.heading, Kind.BLOCK, below) if block.heading else None
        short = block.heading.attributes.short_name if block.heading else ""
        return BlockView(block.id, heading, short, self.nested(block.lines))

    def _raised(self, key: Key) -> tuple[Key, ...]:
        return self.book.archive.sources(key, Relation.RAISED_ON)

    def nested(self, lines: tuple[Line, ...]) -> tuple[Nested, ...]:
        """Lines by their depth: from the last to the first, each takes the deeper ones that follow it."""
        waiting: list[tuple[int, Nested]] = []
        for line in reversed(lines):
            under = []
            while waiting and line.bullet and waiting[-1][0] > line.depth:
                under.append(waiting.pop()[1])
            depth = line.depth if line.bullet else 0
            waiting.append((depth, Nested(self.line(line, Kind.LINE), tuple(under))))
        return tuple(one for _, one in reversed(waiting))

    def line(self, line: Line, kind: Kind, besides: Collection[Key] = ()) -> LineView:
        """One line; what came of it is listed, but for what stands `besides`."""
        key = Key(kind, f"{self.key.id}#{line.id}")
        words = self.book.words
        attributes = line.attributes
        pen = self.pens.get(attributes.pen)
        raised = self._raised(key)
        rows = {one for one in raised if one.kind in OWNING}
        return LineView(
            id=line.id,
            spans=tuple(self.span(span, pen) for span in line.spans),
            pen=pen,
            bullet=line.bullet,
            label=words(LABELS[attributes.label]) if attributes.label else "",
            implied=attributes.implied,
            marks=tuple(words(MARKS[mark]) for mark in attributes.marks),
            actions=tuple(self.book.row(one) for one in raised if one not in besides and one.kind in OWNING),
            led=tuple(self._led(key)),
            backlinks=tuple(one for one in self.book.backlinks(key) if one.name.key not in rows),
            rank=attributes.rank,
            sic=attributes.sic,
            says_rank=bool(re.search(rf"\b{attributes.rank}\b", line.words)),
        )

    def _led(self, key: Key) -> list[Led]:
        words = self.book.words
        labels = {
            Relation.SEE: words(N_("See")),
            Relation.COVERED_BY: words(N_("Covered by")),
            Relation.WAITS_FOR: words(N_("Waits for")),
            Relation.CONCERNS: words(N_("About")),
        }
        links = self.book.archive.links_from.get(key, ())
        found = dict.fromkeys((link.relation, link.target) for link in links if link.relation in labels)
        return [Led(relation, labels[relation], self.book.name(target)) for relation, target in found]

    def span(self, span: Span, outer: PenView | None) -> SpanView:
        attributes: Attributes = span.attributes
        pen = self.pens.get(attributes.pen) if attributes.pen else None
        link = None
        text = span.text
        if span.target and (target := self.book.archive.resolved.get(span.target.at)):
            link = self.book.name(target)
            text = link.title if text == span.target.target else text
        return SpanView(
            text=text,
            form=span.form,
            pen=pen if pen is not outer else None,
            rank=attributes.rank,
            sic=attributes.sic,
            marks=tuple(self.book.words(MARKS[mark]) for mark in attributes.marks if mark != "unclear"),
            unclear="unclear" in attributes.marks,
            link=link,
            spans=tuple(self.span(inner, pen or outer) for inner in span.spans),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring lines that are all bullets, or all paragraphs."""

    bullets: bool
    lines: tuple[Nested, ...]


def runs(lines: tuple[Nested, ...]) -> tuple[Run, ...]:
    """Lines as a page sets them: each run of bullets is one list."""
    grouped = groupby(lines, key=lambda nested: nested.line.bullet)
    return tuple(Run(bullets, tuple(group)) for bullets, group in grouped)
