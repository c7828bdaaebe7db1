"""The view of a flip chart: photo and transcript beside each other, its rounds, what was ranked, and what refers to it.

In: a `Book`. Out: `ChartView`. Guaranteed: every line of the transcript is in it, in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from goldenthread.model.chart import Block, FlipChart, Line
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.publish.addresses import photo_address
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Backlink, Name
from goldenthread.publish.views.lines import BoxView, LineView, Reader
from goldenthread.publish.views.pens import PenView, RoundView, pens_of, rounds_of
from goldenthread.publish.views.photos import PhotoView, chart_photos
from goldenthread.publish.views.ranking import HowRanked, Ranked, how_ranked, ranked_in, ranking


@dataclass(frozen=True, slots=True)
class BoxedPhoto:
    """A photo of a chart, with the boxes of the lines that stand on it, in their order."""

    photo: PhotoView
    boxes: tuple[BoxView, ...]


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
class ChartView:
    """A flip chart."""

    key: Key
    chart: FlipChart
    meeting: Name
    date: str
    session: tuple[Name, ...]
    themes: tuple[Name, ...]
    pens: tuple[PenView, ...]
    rounds: tuple[RoundView, ...]
    photos: tuple[BoxedPhoto, ...]
    blocks: tuple[BlockView, ...]
    lines: int
    ranking: tuple[Ranked, ...]
    how_ranked: HowRanked
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
    photos = chart_photos(book, key, chart, meeting.folder)
    pens = pens_of(book, chart)
    rounds = rounds_of(chart, pens)
    shown = {photo.address for photo in photos}
    on = {name: where for name in chart.photos if (where := photo_address(meeting.id, name)) in shown}
    reader = Reader(book, key, chart, pens, frozenset(one.number for one in rounds), on)
    blocks = tuple(_block(reader, block) for block in chart.blocks)
    boxes = [box for _, line in chart.lines() if (box := reader.box(line))]
    previous, following = book.neighbours(key)
    siblings = [Key.of_chart(meeting.id, other.id) for other in meeting.charts if other.id != chart.id]
    return ChartView(
        key=key,
        chart=chart,
        meeting=book.name(Key(Kind.MEETING, meeting.id)),
        date=book.words.date(meeting.date),
        session=book.names(book.archive.targets(key, Relation.MADE_IN)),
        themes=book.names(book.archive.targets(key, Relation.ABOUT_THEME)),
        pens=tuple(pens.values()),
        rounds=rounds,
        photos=tuple(BoxedPhoto(photo, tuple(box for box in boxes if box.photo == photo.address)) for photo in photos),
        blocks=blocks,
        lines=sum(1 for _ in chart.lines()),
        ranking=ranking(book, key, chart),
        how_ranked=how_ranked(book, chart),
        ranked_in=book.names(ranked_in(book, key)) if chart.priorities() else (),
        siblings=book.names(siblings),
        previous=previous,
        next=following,
        backlinks=book.backlinks(key),
    )


def _block(reader: Reader, block: Block) -> BlockView:
    below = {one for line in block.lines for one in reader.raised(Key.of_part(Kind.LINE, reader.key.id, line.id))}
    heading = reader.line(block.heading, Kind.BLOCK, below) if block.heading else None
    short = block.heading.attributes.short_name if block.heading else ""
    return BlockView(block.id, heading, short, _nested(reader, block.lines))


def _nested(reader: Reader, lines: tuple[Line, ...]) -> tuple[Nested, ...]:
    """Lines by their depth: from the last to the first, each takes the deeper ones that follow it."""
    waiting: list[tuple[int, Nested]] = []
    for line in reversed(lines):
        under = []
        while waiting and line.bullet and waiting[-1][0] > line.depth:
            under.append(waiting.pop()[1])
        depth = line.depth if line.bullet else 0
        waiting.append((depth, Nested(reader.line(line, Kind.LINE), tuple(under))))
    return tuple(one for _, one in reversed(waiting))


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring lines that are all bullets, or all paragraphs."""

    bullets: bool
    lines: tuple[Nested, ...]


def runs(lines: tuple[Nested, ...]) -> tuple[Run, ...]:
    """Lines as a page sets them: each run of bullets is one list."""
    grouped = groupby(lines, key=lambda nested: nested.line.bullet)
    return tuple(Run(bullets, tuple(group)) for bullets, group in grouped)
