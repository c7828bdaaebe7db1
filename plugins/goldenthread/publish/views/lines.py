"""Views of the lines of a flip chart: each with its pens, its rounds and its box, and what came of it.

In: a `Book` and a chart. Out: `LineView`s. Guaranteed: the words of a line, in order, are those of the transcript; a
box is there only where the photo that it lies on is shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from goldenthread.language import N_
from goldenthread.model.chart import Attributes, Block, Box, FlipChart, Line, Span
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.publish.views.book import OWNING, Book
from goldenthread.publish.views.common import Backlink, Name, Row
from goldenthread.publish.views.pens import PenView, pens_of
from goldenthread.publish.views.photos import PhotoView, crop
from goldenthread.publish.words import LABELS, MARKS


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
    votes: int | None = None
    round: int | None = None
    """The round in which it was written, where it can be shown or not."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Led:
    """What a line refers to, how, and the word for it."""

    relation: str
    label: str
    name: Name


@dataclass(frozen=True, slots=True)
class BoxView:
    """Where a line stands on a photo, in thousandths of it: its own anchor, the line's, the line's words, the photo."""

    box: Box
    anchor: str
    line: str
    words: str
    photo: str


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
    votes: int | None = None
    round: int | None = None
    """The round of its own words, where they can be shown or not."""
    rounds: tuple[int, ...] = ()
    """The rounds that wrote something in it; none where something in it is of no round, and so is always shown."""
    box: BoxView | None = None
    """Where it stands on a photo, if that is shown."""
    says_label: bool = False
    crop: PhotoView | None = None
    """Where it is quoted: the part of the chart's photo that shows it."""
    formerly: str = ""
    """The anchor that it had before it was given an id."""


def as_written(book: Book, key: Key) -> LineView | None:
    """A line, or the heading of a block, as its chart shows it: with pens, what is struck out, readings, its photo."""
    thing, chart = book.archive.index[key].thing, book.chart_of(key)
    line = thing.heading if isinstance(thing, Block) else thing
    reader = Reader(book, key.chart, chart, pens_of(book, chart))
    return replace(reader.line(line, key.kind), crop=crop(book, key)) if isinstance(line, Line) else None


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns the lines of one chart into views. `rounds`: those that can be shown or not; `photos`: the addresses of
    those that are shown, by their names."""

    book: Book
    key: Key
    chart: FlipChart
    pens: dict[str, PenView]
    rounds: frozenset[int] = frozenset()
    photos: Mapping[str, str] = field(default_factory=dict)

    def raised(self, key: Key) -> tuple[Key, ...]:
        """What a line says that it led to."""
        return self.book.archive.sources(key, Relation.RAISED_ON)

    def line(self, line: Line, kind: Kind, besides: Collection[Key] = ()) -> LineView:
        """One line; what came of it is listed, but for what stands `besides`."""
        key = Key.of_part(kind, self.key.id, line.id)
        words = self.book.words
        attributes = line.attributes
        pen = self.pens.get(attributes.pen)
        label = words(LABELS[attributes.label]) if attributes.label else ""
        raised = self.raised(key)
        rows = {one for one in raised if one.kind in OWNING}
        return LineView(
            id=line.id,
            formerly=line.formerly,
            spans=tuple(self.span(span, pen) for span in line.spans),
            pen=pen,
            bullet=line.bullet,
            label=label,
            implied=attributes.implied,
            marks=tuple(words(MARKS[mark]) for mark in attributes.marks),
            actions=tuple(self.book.row(one) for one in raised if one not in besides and one.kind in OWNING),
            led=tuple(self._led(key)),
            backlinks=tuple(one for one in self.book.backlinks(key) if one.name.key not in rows),
            rank=attributes.rank,
            sic=attributes.sic,
            says_rank=bool(re.search(rf"\b{attributes.rank}\b", line.words)),
            says_label=bool(re.search(rf"\b{re.escape(label)}\b", line.words, re.IGNORECASE)),
            votes=attributes.votes,
            round=self.round(pen or self.pens.get(self._default)),
            rounds=self._rounds(line),
            box=self.box(line),
        )

    @property
    def _default(self) -> str:
        """The name of the pen of words that say none."""
        default = self.chart.pen("")
        return default.name if default else ""

    def round(self, pen: PenView | None) -> int | None:
        """The round of a pen, where it can be shown or not."""
        return pen.round if pen and pen.round in self.rounds else None

    def _rounds(self, line: Line) -> tuple[int, ...]:
        """The rounds that wrote something in a line; none where something in it is always shown."""
        pens = set(_writing(line.spans, line.attributes.pen or self._default))
        found = {self.round(self.pens.get(name)) for name in pens}
        return tuple(sorted(one for one in found if one is not None)) if None not in found else ()

    def box(self, line: Line) -> BoxView | None:
        """Where a line stands on a photo, if that is shown."""
        box = line.attributes.box
        photo = self.photos.get(box.photo or next(iter(self.chart.photos), "")) if box else None
        return (
            BoxView(box, f"gt-box-{line.id}", line.id, line.words.strip() or line.id, photo) if box and photo else None
        )

    def _led(self, key: Key) -> list[Led]:
        words = self.book.words
        labels = {
            Relation.LEADS_TO: words(N_("Leads to")),
            Relation.SEE: words(N_("See")),
            Relation.COVERED_BY: words(N_("Covered by")),
            Relation.LEADS_TO: words(N_("Leads to")),
            Relation.WAITS_FOR: words(N_("Waits for")),
            Relation.CONCERNS: words(N_("About")),
        }
        links = self.book.archive.links_from.get(key, ())
        found = dict.fromkeys((link.relation, link.target) for link in links if link.relation in labels)
        return [Led(relation, labels[relation], self.book.name(target)) for relation, target in found]

    def span(self, span: Span, outer: PenView | None) -> SpanView:
        attributes: Attributes = span.attributes
        pen = self.pens.get(attributes.pen)
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
            votes=attributes.votes,
            round=self.round(pen) if pen is not outer else None,
            label=self.book.words(LABELS[attributes.label]) if attributes.label else "",
        )


def _writing(spans: tuple[Span, ...], pen: str) -> Iterator[str]:
    """The names of the pens that wrote words in spans; `pen` is that of those that say none."""
    for span in spans:
        own = span.attributes.pen or pen
        if span.text.strip():
            yield own
        yield from _writing(span.spans, own)
