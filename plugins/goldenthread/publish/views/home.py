"""The view of the home page: what this archive is, what is new, what is open, what came first lately, what is next.

In: a `Book`, the registers that the site's menu lists, and its hand-written guides. Out: `HomeView`. Guaranteed: each
thing on it is one click from its page; each sort of reader has a way in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from goldenthread.language import N_
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Prose
from goldenthread.model.history import History
from goldenthread.model.meeting import Meeting
from goldenthread.publish.addresses import LOOK
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Name, Row
from goldenthread.publish.views.lists import MeetingRow, chart_row, meeting_row, newest_first, only_proposed
from goldenthread.publish.words import Words

MOST_OPEN = 6
MOST_NEXT = 4
_ACTIONS = "actions/"
_WAYS = (
    (N_("What did we agree, and was it done?"), ("groups/", "people/", "meetings/", _ACTIONS), ""),
    (N_("What was decided, and does it hold?"), ("decisions/", "themes/", "priorities/", "findings/"), "evaluators"),
    (N_("Writing the records"), (), "editors"),
)
"""A question of each sort of reader, the registers that answer it, and the guide that may go with it."""
_GUIDES = {"evaluators": N_("Guide for evaluators"), "editors": N_("Handbook for editors")}


@dataclass(frozen=True, slots=True)
class RankedFirst:
    """What a room ranked first on a chart: the block, the chart it stands on, and when."""

    name: Name
    chart: Name
    date: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that says how much there is, the words after it, and where it is listed."""

    count: int
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of the bar of all actions: the word for style sheets, where it begins and how wide it is, of 100."""

    status: str
    begin: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way in for one sort of reader: the question they bring, and links by title and address."""

    question: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    title: str
    description: Prose
    figures: tuple[Figure, ...]
    newest: MeetingRow | None
    agreed: tuple[Row, ...]
    only_proposed: bool
    decided: tuple[Row, ...]
    open: tuple[Row, ...]
    bar: tuple[BarPart, ...]
    first: tuple[RankedFirst, ...]
    next: tuple[MeetingRow, ...]
    ways: tuple[Way, ...]


def home_view(book: Book, registers: tuple[tuple[str, str], ...], guides: Mapping[str, str]) -> HomeView:
    """The home page of an edition; `registers` are addresses and titles, `guides` addresses by whom they are for."""
    archive = book.archive
    held = newest_first(meeting for meeting in archive.meetings if meeting.happened)
    newest = held[0] if held else None
    planned = [meeting for meeting in archive.meetings if meeting.status == "planned"]
    agreed = [h for h in book.edition.histories.values() if h.key.kind is Kind.ACTION and not _proposed(book, h)]
    still = [history for history in agreed if not history.ended]
    still.sort(key=lambda h: (not h.late, h.due.latest.isoformat() if h.due else "9999", h.key.id))
    return HomeView(
        title=archive.settings.title,
        description=archive.settings.description,
        figures=tuple(_figures(book, len(held), agreed)),
        newest=meeting_row(book, newest) if newest else None,
        agreed=tuple(book.row(Key(Kind.ACTION, action.id)) for action in newest.actions) if newest else (),
        only_proposed=bool(newest and only_proposed(newest)),
        decided=tuple(book.row(Key(Kind.DECISION, one.id)) for one in newest.decisions) if newest else (),
        open=tuple(book.row(history.key) for history in still[:MOST_OPEN]),
        bar=_bar(book.words, agreed),
        first=_ranked_first(book, held),
        next=tuple(meeting_row(book, meeting) for meeting in planned[:MOST_NEXT]),
        ways=tuple(_ways(book.words, dict(registers), guides)),
    )


def _proposed(book: Book, history: History) -> bool:
    return not history.ended and book.row(history.key).proposed


def _figures(book: Book, held: int, agreed: list[History]) -> Iterator[Figure]:
    words = book.words.catalogue.ngettext
    late = sum(history.late for history in agreed)
    said = f", {book.words.ngettext('%(num)s late', '%(num)s late', late)}" if late else ""
    still = sum(not history.ended for history in agreed)
    done = sum(history.status == "done" for history in agreed)
    holds = sum(h.status == "holds" for h in book.edition.histories.values() if h.key.kind is Kind.DECISION)
    current, ended = ("actions/#gt-current", "actions/#gt-ended") if agreed else (_ACTIONS, _ACTIONS)
    yield Figure(held, words("meeting held", "meetings held", held), "meetings/")
    yield Figure(still, words("action still to be done", "actions still to be done", still) + said, current)
    yield Figure(done, words("action done", "actions done", done), ended)
    if holds:
        yield Figure(holds, words("decision holds", "decisions hold", holds), "decisions/")


def _bar(words: Words, agreed: list[History]) -> tuple[BarPart, ...]:
    """All actions as parts of one bar: done, in time, late, dropped; parts that are empty are left out."""
    late = sum(history.late for history in agreed)
    done = sum(history.status == "done" for history in agreed)
    in_time = sum(not history.ended and not history.late for history in agreed)
    dropped = len(agreed) - late - done - in_time
    parts = (
        ("done", done, words.ngettext("%(num)s done", "%(num)s done", done)),
        ("open", in_time, words.ngettext("%(num)s open", "%(num)s open", in_time)),
        ("late", late, words.ngettext("%(num)s late", "%(num)s late", late)),
        ("dropped", dropped, words.ngettext("%(num)s dropped", "%(num)s dropped", dropped)),
    )
    begin, placed = 0.0, []
    for status, count, said in parts:
        if count:
            width = 100 * count / len(agreed)
            placed.append(BarPart(status, round(begin, 2), round(width, 2), said))
            begin += width
    return tuple(placed)


def _ways(words: Words, registers: Mapping[str, str], guides: Mapping[str, str]) -> Iterator[Way]:
    for question, wanted, reader in _WAYS:
        links = [(registers[where], where) for where in wanted if where in registers]
        if reader in guides:
            links.append((words(_GUIDES[reader]), guides[reader]))
        if reader == "editors" and not links:
            continue
        yield Way(words(question), tuple(links))
    yield Way(words(N_("What do the signs mean?")), ((words(N_("Signs and colours")), LOOK),))


def _ranked_first(book: Book, held: Iterable[Meeting]) -> tuple[RankedFirst, ...]:
    """What came first on each chart of the newest meeting that ranked anything."""
    for meeting in held:
        found = []
        for chart in meeting.charts:
            row = chart_row(book, Key.of_chart(meeting.id, chart.id))
            date = book.words.date(meeting.date)
            found += [RankedFirst(name, row.name, date) for rank, name in row.ranked if rank == 1]
        if found:
            return tuple(found)
    return ()
