"""The view of all loose ends: what was begun and not taken up again, sort by sort, each with what shows it.

In: a `Book`. Out: `LooseView`, and the same as tables. Guaranteed: both hold the same things in the same order; of a
sort with very many ends the page has the first ones, and the table all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from goldenthread.language import N_
from goldenthread.ledger import LooseEnd, loose_ends
from goldenthread.model.agreed import Arising
from goldenthread.model.entry import Key, Kind
from goldenthread.publish.addresses import LOOSE
from goldenthread.publish.tables import table
from goldenthread.publish.views.book import OWNING, Book
from goldenthread.publish.views.common import Mark, Name
from goldenthread.publish.views.volumes import FIRST, MOST
from goldenthread.publish.words import KINDS

SORTS = {
    "late": (N_("Late"), N_("Due before the day on which things stand so, and not ended.")),
    "not-reported-on": (
        N_("Not reported on"),
        N_("Several meetings of the series have passed without a word about it."),
    ),
    "deferred-often": (N_("Put off again and again"), N_("Its date has been moved several times.")),
    "blocked-by-what-has-ended": (
        N_("Blocked by what has ended"),
        N_("What held it up is over, and nobody has said since that it goes on."),
    ),
    "priority-without-action": (
        N_("Ranked, and nothing came of it"),
        N_("A room ranked it, and nothing arose from it."),
    ),
    "proposed-and-never-agreed": (
        N_("Proposed, and never agreed"),
        N_("Nobody has said since whether it is to be done."),
    ),
    "action-without-owner": (N_("Agreed without an owner"), N_("The record does not say who does it.")),
    "action-without-date": (N_("Agreed without a date"), N_("The record does not say until when.")),
    "done-without-effect": (
        N_("Done, with no effect recorded"),
        N_("It was for an outcome, and nobody has recorded whether that came. Done is not achieved."),
    ),
    "decision-that-nothing-followed": (
        N_("Decided, and not spoken of again"),
        N_("It holds, and neither an action nor a later meeting refers to it."),
    ),
    "question-without-answer": (N_("Asked, and not answered"), N_("No answer has been recorded.")),
    "support-without-answer": (
        N_("Support asked for, and not answered"),
        N_("The other group has neither accepted nor declined it."),
    ),
    "output-not-met": (N_("Expected of a meeting, and not met"), N_("What a meeting was to lead to, and did not.")),
    "input-never-received": (
        N_("Wanted for a meeting, and not received"),
        N_("What was to be brought to a meeting, and was not; beside it those who were to bring it."),
    ),
    "minutes-not-approved": (N_("Minutes not approved"), N_("Drafts still, although the series has met again.")),
    "starred-and-not-taken-up": (
        N_("Starred on a chart, and not taken up"),
        N_("Somebody put a star to it, and nothing refers to it."),
    ),
    "superseded-and-still-cited": (
        N_("Replaced, and still cited"),
        N_("Something refers to it that was written after it had been replaced."),
    ),
}
"""What each sort is called, and why a thing is in it."""


@dataclass(frozen=True, slots=True)
class LooseRow:
    """One loose end: what, how it stands, since when and how often, whose it is, where it arose, what shows it."""

    key: Key
    name: Name
    mark: Mark | None
    rank: int | None
    since: str
    times: str
    owners: tuple[Name, ...]
    meeting: Name | None
    see: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class LooseSort:
    """The loose ends of one sort, and where they lie as a table; of very many the beginning is shown, of `total`."""

    id: str
    title: str
    why: str
    rows: tuple[LooseRow, ...]
    total: int
    table: str


@dataclass(frozen=True, slots=True)
class LooseView:
    """Every sort that has any."""

    sorts: tuple[LooseSort, ...]


def loose_view(book: Book) -> LooseView:
    """The page of loose ends."""
    return LooseView(tuple(_sorts(book)))


def loose_tables(book: Book) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The same as tables: the address of each, and how to make its bytes."""
    for sort, ends in _loose(book).items():
        yield f"{LOOSE}{sort}.csv", partial(_table, book, sort, ends)


def _table(book: Book, sort: str, ends: tuple[LooseEnd, ...]) -> bytes:
    headings = [
        N_("What"),
        N_("Kind"),
        N_("How it stands"),
        N_("Since"),
        N_("How often"),
        N_("Whose"),
        N_("Meeting"),
        N_("Address"),
    ]
    rows = ([*_cells(book, _row(book, sort, end))] for end in ends)
    return table([book.words(heading) for heading in headings], rows)


def _cells(book: Book, row: LooseRow) -> Iterator[str]:
    yield row.name.title
    yield book.words(KINDS[row.key.kind])
    yield row.mark.label if row.mark else ""
    yield row.since
    yield row.times
    yield "; ".join(name.title for name in row.owners)
    yield row.meeting.title if row.meeting else ""
    yield book.address(row.key)


def _loose(book: Book) -> Mapping[str, tuple[LooseEnd, ...]]:
    as_of = book.edition.as_of
    return loose_ends(book.archive, book.edition.histories, as_of) if as_of else {}


def _sorts(book: Book) -> Iterator[LooseSort]:
    words = book.words
    for sort, ends in _loose(book).items():
        title, why = SORTS[sort]
        rows = tuple(_row(book, sort, end) for end in (ends if len(ends) <= MOST else ends[:FIRST]))
        yield LooseSort(f"gt-{sort}", words(title), words(why), rows, len(ends), f"{LOOSE}{sort}.csv")


def _row(book: Book, sort: str, end: LooseEnd) -> LooseRow:
    key, ranked = end.key, sort == "priority-without-action"
    owners = book.short(book.archive.targets(key, OWNING[key.kind])) if key.kind in OWNING else ()
    said = book.row(key).owners if isinstance(book.archive.index[key].thing, Arising) else ()
    meeting = book.meeting_of(key)
    return LooseRow(
        key=key,
        name=book.name(key),
        mark=book.mark(key),
        rank=end.times if ranked else None,
        since=book.words.date(end.since),
        times="" if ranked else _times(book, sort, end.times),
        owners=owners or said,
        meeting=book.name(Key(Kind.MEETING, meeting.id)) if meeting and key.kind is not Kind.MEETING else None,
        see=book.names(end.see),
    )


def _times(book: Book, sort: str, number: int) -> str:
    """How often, in words that fit the sort."""
    words = book.words
    match sort:
        case "not-reported-on" | "minutes-not-approved":
            return words.ngettext("%(num)s meeting since", "%(num)s meetings since", number)
        case "deferred-often":
            return words.ngettext("put off %(num)s time", "put off %(num)s times", number)
        case "input-never-received":
            return words.ngettext("%(num)s thing missing", "%(num)s things missing", number)
        case "superseded-and-still-cited":
            return words.ngettext("cited %(num)s time since", "cited %(num)s times since", number)
        case _:
            return ""
