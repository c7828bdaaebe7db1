"""The view of the home page: what this archive is, what is new, what is open, what came first lately, what is next.

In: a `Book`. Out: `HomeView`. Guaranteed: each thing on it is one click from its page.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Prose
from goldenthread.model.meeting import Meeting
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Name, Row
from goldenthread.publish.views.lists import MeetingRow, chart_row, meeting_row, newest_first, only_proposed

MOST_OPEN = 6
MOST_NEXT = 4


@dataclass(frozen=True, slots=True)
class RankedFirst:
    """What a room ranked first on a chart: the block, the chart it stands on, and when."""

    name: Name
    chart: Name
    date: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    title: str
    description: Prose
    newest: MeetingRow | None
    agreed: tuple[Row, ...]
    only_proposed: bool
    decided: tuple[Row, ...]
    open: tuple[Row, ...]
    open_count: int
    late_count: int
    done_count: int
    first: tuple[RankedFirst, ...]
    next: tuple[MeetingRow, ...]
    meetings: int


def home_view(book: Book) -> HomeView:
    """The home page of an edition."""
    archive = book.archive
    held = newest_first(meeting for meeting in archive.meetings if meeting.happened)
    newest = held[0] if held else None
    planned = [meeting for meeting in archive.meetings if meeting.status == "planned"]
    histories = [history for key, history in book.edition.histories.items() if key.kind is Kind.ACTION]
    still = [history for history in histories if not history.ended and not book.row(history.key).proposed]
    still.sort(key=lambda h: (not h.late, h.due.latest.isoformat() if h.due else "9999", h.key.id))
    return HomeView(
        title=archive.settings.title,
        description=archive.settings.description,
        newest=meeting_row(book, newest) if newest else None,
        agreed=tuple(book.row(Key(Kind.ACTION, action.id)) for action in newest.actions) if newest else (),
        only_proposed=bool(newest and only_proposed(newest)),
        decided=tuple(book.row(Key(Kind.DECISION, one.id)) for one in newest.decisions) if newest else (),
        open=tuple(book.row(history.key) for history in still[:MOST_OPEN]),
        open_count=len(still),
        late_count=sum(history.late for history in still),
        done_count=sum(history.status == "done" for history in histories),
        first=_ranked_first(book, held),
        next=tuple(meeting_row(book, meeting) for meeting in planned[:MOST_NEXT]),
        meetings=len(held),
    )


def _ranked_first(book: Book, held: tuple[Meeting, ...]) -> tuple[RankedFirst, ...]:
    """What came first on each chart of the newest meeting that ranked anything."""
    for meeting in held:
        found = []
        for chart in meeting.charts:
            row = chart_row(book, Key(Kind.CHART, f"{meeting.id}/{chart.id}"))
            chart_name = row.name
            date = book.words.date(meeting.date)
            found += [RankedFirst(name, chart_name, date) for rank, name in row.ranked if rank == 1]
        if found:
            return tuple(found)
    return ()
