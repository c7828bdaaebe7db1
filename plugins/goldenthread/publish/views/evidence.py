"""Views of what shows that it was so: all photos, all documents, and what was ranked on charts.

In: a `Book`. Out: `GatheredView`, `PriorityView`. Guaranteed: each picture, document
and rank is one click from the meeting it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.model.chart import Block, FlipChart
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Name, Row
from goldenthread.publish.views.lines import LineView, as_written
from goldenthread.publish.views.lists import DocumentView, documents, newest_first
from goldenthread.publish.views.photos import PhotoView, chart_photos, meeting_photos
from goldenthread.publish.views.ranking import HowRanked, Ranked, how_ranked, ranked_in, ranking


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one meeting has of something: photos, documents or ranks."""

    meeting: Name
    date: str
    photos: tuple[tuple[Name, PhotoView], ...] = ()
    documents: tuple[DocumentView, ...] = ()
    ranked: tuple[RankedOn, ...] = ()


@dataclass(frozen=True, slots=True)
class GatheredView:
    """Something of all meetings, newest first."""

    meetings: tuple[Gathered, ...]


@dataclass(frozen=True, slots=True)
class RankedOn:
    """What was ranked on one chart, and how."""

    chart: Name
    how: HowRanked
    ranked: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class PriorityView:
    """What was ranked in one block of a chart: its ranks, how they came about, its words, and what it led to."""

    key: Key
    chart: Name
    meeting: Name
    date: str
    session: tuple[Name, ...]
    themes: tuple[Name, ...]
    ranked: tuple[Ranked, ...]
    how: HowRanked
    not_recorded: tuple[int, ...]
    heading: LineView | None
    lines: tuple[LineView, ...]
    led: tuple[Row, ...]
    beside: tuple[tuple[int, Name, str], ...]


def photos_view(book: Book) -> GatheredView:
    """Every photo that can be shown, those of charts included."""
    found = []
    for meeting in newest_first(book.archive.meetings):
        photos: list[tuple[Name, PhotoView]] = []
        for chart in meeting.charts:
            key = Key(Kind.CHART, f"{meeting.id}/{chart.id}")
            photos += [(book.name(key), view) for view in chart_photos(book, key, chart, meeting.folder)]
        on_charts = {view.address for _, view in photos}
        for view in meeting_photos(book, meeting):
            if view.address not in on_charts:
                photos.append((Name(view.caption or view.alt), view))
        if photos:
            key = Key(Kind.MEETING, meeting.id)
            found.append(Gathered(book.name(key), book.words.date(meeting.date), photos=tuple(photos)))
    return GatheredView(tuple(found))


def documents_view(book: Book) -> GatheredView:
    """Every document."""
    found = []
    for meeting in newest_first(book.archive.meetings):
        if meeting.files:
            key = Key(Kind.MEETING, meeting.id)
            listed = documents(book, meeting)
            found.append(Gathered(book.name(key), book.words.date(meeting.date), documents=listed))
    return GatheredView(tuple(found))


def priorities_view(book: Book) -> GatheredView:
    """What was ranked at each meeting, chart by chart, by whatever method that chart was ranked."""
    found = []
    for meeting in newest_first(book.archive.meetings):
        ranked = tuple(
            _ranked_on(book, Key(Kind.CHART, f"{meeting.id}/{chart.id}"), chart)
            for chart in meeting.charts
            if chart.priorities()
        )
        if ranked:
            key = Key(Kind.MEETING, meeting.id)
            found.append(Gathered(book.name(key), book.words.date(meeting.date), ranked=ranked))
    return GatheredView(tuple(found))


def _ranked_on(book: Book, key: Key, chart: FlipChart) -> RankedOn:
    return RankedOn(chart=book.name(key), how=how_ranked(book, chart), ranked=ranking(book, key, chart))


def _lines(book: Book, chart: Key, block: Block) -> Iterator[LineView]:
    for line in block.lines:
        written = as_written(book, Key(Kind.LINE, f"{chart.id}#{line.id}"))
        if written and line.words.strip():
            yield written


@dataclass(frozen=True, slots=True)
class RankedAt:
    """A rank with the chart it was written on, when, and by which method: what later ranks may be read beside."""

    date: str
    chart: Name
    method: str
    ranked: Ranked


def ranked_about(book: Book, charts: Iterable[Key]) -> tuple[RankedAt, ...]:
    """What was ranked on these charts, in the order of time, then by rank."""
    found = []
    for key in charts:
        chart, meeting = book.chart_of(key), book.meeting_of(key)
        assert meeting
        method = chart.ranking.method if chart.ranking else ""
        for one in ranking(book, key, chart):
            row = RankedAt(book.words.short_date(meeting.date), book.name(key), method, one)
            found.append((meeting.date, one.rank, row))
    return tuple(row for _, _, row in sorted(found, key=lambda one: one[:2]))


def priority_view(book: Book, key: Key) -> PriorityView:
    """The page of what was ranked in one block."""
    chart, meeting = book.chart_of(key), book.meeting_of(key)
    assert meeting
    chart_key = Key(Kind.CHART, key.id.partition("#")[0])
    own = key.id.partition("#")[2]
    block = next((one for one in chart.blocks if one.id == own), None)
    rows = ranking(book, chart_key, chart)
    mine = tuple(one for one in rows if one.name and one.block == own)
    return PriorityView(
        key=key,
        chart=book.name(chart_key),
        meeting=book.name(Key(Kind.MEETING, meeting.id)),
        date=book.words.date(meeting.date),
        session=book.names(ranked_in(book, chart_key)),
        themes=book.names(book.archive.targets(chart_key, Relation.ABOUT_THEME)),
        ranked=mine,
        how=how_ranked(book, chart),
        not_recorded=chart.ranking.not_recorded if chart.ranking else (),
        heading=as_written(book, key) if block and block.heading else None,
        lines=tuple(_lines(book, chart_key, block)) if block else (),
        led=tuple(dict.fromkeys(row for one in mine for row in one.led)),
        beside=tuple(
            (one.rank, one.name, one.address) for one in rows if one.name and one.address and one.block != own
        ),
    )
