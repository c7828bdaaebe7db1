"""Views of what shows that it was so: all photos, all documents, and what was ranked on charts.

In: a `Book`. Out: `GatheredView`, also for each volume of a long list, and `PriorityView`. Guaranteed: each picture,
document and rank is one click from the meeting it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from goldenthread.language import N_
from goldenthread.model.chart import Block
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.meeting import Meeting
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Name, Row
from goldenthread.publish.views.lines import LineView, as_written
from goldenthread.publish.views.lists import DocumentView, documents, newest_first
from goldenthread.publish.views.photos import PhotoView, chart_photos, meeting_photos
from goldenthread.publish.views.ranking import HowRanked, Ranked, how_ranked, ranked_in, ranking
from goldenthread.publish.views.volumes import FIRST, Bound, Volume, bound, volumes_of


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one meeting has of something: photos, documents or ranks."""

    meeting: Name
    date: str
    photos: tuple[tuple[Name, PhotoView], ...] = ()
    documents: tuple[DocumentView, ...] = ()
    ranked: tuple[RankedOn, ...] = ()

    @property
    def is_filled(self) -> bool:
        """Whether it has any."""
        return bool(self.photos or self.documents or self.ranked)


@dataclass(frozen=True, slots=True)
class GatheredView:
    """Something of all meetings, newest first; `total` says of how many, where the page shows the beginning."""

    meetings: tuple[Gathered, ...]
    bound: Bound
    total: int


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


@dataclass(frozen=True)
class Gatherings:
    """What is gathered from all meetings: photos, documents and ranks, each a list by its address."""

    book: Book

    def view(self, name: str, volume: Volume | None = None) -> GatheredView:
        """A list, or a volume of it."""
        place, meetings = bound(self.volumes(name), volume), self.book.archive.meeting_by_id
        keys = volume.keys if volume else self._keys[name]
        found = (self._of(name, meetings[key.id]) for key in place.shown(keys))
        return GatheredView(tuple(one for one in found if one.is_filled), place, len(keys))

    def is_filled(self, name: str) -> bool:
        """Whether there is anything in a list."""
        return any(GATHERED[name].has(self.book, meeting) for meeting in self.book.archive.meetings)

    def volumes(self, name: str) -> tuple[Volume, ...]:
        """The volumes of a list; none where it is short."""
        return self._volumes[name]

    def _of(self, name: str, meeting: Meeting) -> Gathered:
        named = Gathered(self.book.name(Key(Kind.MEETING, meeting.id)), self.book.words.date(meeting.date))
        return GATHERED[name].fill(self.book, meeting, named)

    @cached_property
    def _keys(self) -> dict[str, tuple[Key, ...]]:
        """The meetings that have any of each, newest first."""
        newest = newest_first(self.book.archive.meetings)
        return {
            name: tuple(Key(Kind.MEETING, one.id) for one in newest if kind.has(self.book, one))
            for name, kind in GATHERED.items()
        }

    @cached_property
    def _volumes(self) -> dict[str, tuple[Volume, ...]]:
        book, keys = self.book, self._keys
        return {
            name: volumes_of(book, name, book.words(kind.title), keys[name], FIRST) for name, kind in GATHERED.items()
        }


def _has_photos(book: Book, meeting: Meeting) -> bool:
    on_charts = (name for chart in meeting.charts for name in chart.photos)
    named = chain(on_charts, (one.photo for one in meeting.photos))
    return any(f"{meeting.folder}/photos/{name}" in book.archive.photos for name in named)


def _has_documents(_: Book, meeting: Meeting) -> bool:
    return bool(meeting.files)


def _has_ranks(_: Book, meeting: Meeting) -> bool:
    return any(chart.priorities() for chart in meeting.charts)


def _photos(book: Book, meeting: Meeting, named: Gathered) -> Gathered:
    """Every photo of a meeting that can be shown, those of charts included."""
    photos: list[tuple[Name, PhotoView]] = []
    for chart in meeting.charts:
        key = Key.of_chart(meeting.id, chart.id)
        photos += [(book.name(key), view) for view in chart_photos(book, key, chart, meeting.folder)]
    on_charts = {view.address for _, view in photos}
    for view in meeting_photos(book, meeting):
        if view.address not in on_charts:
            photos.append((Name(view.caption or view.alt), view))
    return replace(named, photos=tuple(photos))


def _documents(book: Book, meeting: Meeting, named: Gathered) -> Gathered:
    return replace(named, documents=documents(book, meeting))


def _ranked(book: Book, meeting: Meeting, named: Gathered) -> Gathered:
    """What was ranked at a meeting, chart by chart, by whatever method that chart was ranked."""
    charts = ((Key.of_chart(meeting.id, chart.id), chart) for chart in meeting.charts if chart.priorities())
    ranked = (RankedOn(book.name(key), how_ranked(book, chart), ranking(book, key, chart)) for key, chart in charts)
    return replace(named, ranked=tuple(ranked))


class Gathering(NamedTuple):
    """What a list of what is gathered is called, what is said of it, which meetings have any, and what fills it."""

    title: str
    description: str
    has: Callable[[Book, Meeting], bool]
    fill: Callable[[Book, Meeting, Gathered], Gathered]


GATHERED = {
    "priorities": Gathering(
        N_("Priorities"),
        N_("What was ranked at each meeting, by which method, and what came of it."),
        _has_ranks,
        _ranked,
    ),
    "photos": Gathering(
        N_("Photos"), N_("Flip charts and rooms, as somebody photographed them."), _has_photos, _photos
    ),
    "documents": Gathering(
        N_("Documents"), N_("What was presented, handed out and filled in."), _has_documents, _documents
    ),
}
"""The lists of what is gathered, by their addresses."""


def _lines(book: Book, chart: Key, block: Block) -> Iterator[LineView]:
    for line in block.lines:
        written = as_written(book, Key.of_part(Kind.LINE, chart.id, line.id))
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
    chart_key, own = key.chart, key.own
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
