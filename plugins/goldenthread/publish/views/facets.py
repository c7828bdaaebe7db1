"""What the things of a register can be told apart by and sorted by.

In: a `Book`, and the things of one kind in the order in which their register lists them. Out: `Filter`. Guaranteed: it
follows from the edition alone; every facet has two values or more, and every value something that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from goldenthread.language import N_, alphabetical
from goldenthread.model.agreed import Finding
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.update import STATUSES
from goldenthread.publish.views.book import Book
from goldenthread.publish.words import BASES, FINDINGS

FEWEST = 2
"""With fewer values than these there is nothing to choose from."""
BY_STATUS = "status"


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: its number on the page, what addresses and people call it, how many things have it."""

    number: int
    value: str
    label: str
    count: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a reader may ask for; `several`: more than one of its values at once."""

    name: str
    title: str
    options: tuple[Option, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort: by which of the places that each row has; `None` for the order of the register itself."""

    value: str
    label: str
    place: int | None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One row for those who filter and sort: its line in the table, the values it has, and its place in each order.

    Values are numbered through all facets.
    """

    line: int
    values: tuple[int, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """The facets and orders of a register, and how each of its rows stands in them."""

    facets: tuple[Facet, ...]
    orders: tuple[Order, ...]
    listed: Mapping[Key, Listed]


class Value(NamedTuple):
    """A value before it is counted; it is sorted by `order`, which is of one type in each facet."""

    order: tuple[str, ...] | int
    value: str
    label: str
    language: str = ""


def filter_of(book: Book, kind: Kind, keys: Sequence[Key]) -> Filter:
    """What a register offers to those who filter and sort."""
    facets: list[Facet] = []
    numbers: dict[Key, list[int]] = {key: [] for key in keys}
    number = count()
    for name, title, values in _FACETS:
        having: dict[Value, list[Key]] = {}
        for key in keys:
            for value in dict.fromkeys(values(book, key)):
                having.setdefault(value, []).append(key)
        if len(having) < FEWEST:
            continue
        options = []
        for value in sorted(having):
            options.append(Option(next(number), value.value, value.label, len(having[value]), value.language))
            for key in having[value]:
                numbers[key].append(options[-1].number)
        facets.append(Facet(name, book.words(title), tuple(options), several=name == BY_STATUS))
    orders, places = _orders(book, kind, keys)
    listed = {key: Listed(line, tuple(numbers[key]), places[key]) for line, key in enumerate(keys, 1)}
    return Filter(tuple(facets), orders, listed)


# Facets


def named(book: Book, key: Key) -> Value:
    """A thing as a value."""
    name = book.name(key)
    return Value(alphabetical(name.title), key.id, name.title, name.language)


def themes_of(book: Book, key: Key) -> Iterator[Value]:
    """What it is about, and the themes of which that is a part: who asks for a wider theme means all of it."""
    found = dict.fromkeys(book.archive.targets(key, Relation.ABOUT_THEME))
    waiting = list(found)
    while waiting:
        for wider in book.archive.targets(waiting.pop(), Relation.PART_OF):
            if wider not in found:
                found[wider] = None
                waiting.append(wider)
    return (named(book, theme) for theme in found)


def _involved(book: Book, key: Key, kind: Kind) -> Iterator[Value]:
    """Whose it is, as its row says; of a question also those of whom it was asked."""
    row = book.row(key)
    names = (*row.owners, *(row.concerned if key.kind is Kind.QUESTION else ()))
    return (named(book, name.key) for name in names if name.key and name.key.kind is kind)


def _needing(book: Book, key: Key) -> Iterator[Value]:
    needing = book.archive.targets(key, Relation.NEEDED_BY)
    return (named(book, group) for group in needing if group.kind is Kind.GROUP)


def series_of(book: Book, key: Key) -> Iterator[Value]:
    """The series to which its meeting belongs."""
    meeting = book.meeting_of(key)
    series = book.archive.series_of.get(meeting.id) if meeting else None
    return (named(book, one) for one in (series,) if one)


def year_of(book: Book, key: Key) -> Iterator[Value]:
    """The year of its meeting, the first it may have been."""
    if meeting := book.meeting_of(key):
        year = meeting.date.earliest.year
        yield Value(-year, f"{year:04}", f"{year:04}")


def _status(book: Book, key: Key) -> Iterator[Value]:
    if mark := book.mark(key):
        yield Value(STATUSES[key.kind].index(mark.status), mark.status.replace(" ", "-"), mark.label)


def _sort(book: Book, key: Key) -> Iterator[Value]:
    thing = book.archive.index[key].thing
    if isinstance(thing, Finding):
        yield Value([*FINDINGS].index(thing.kind), thing.kind.replace(" ", "-"), book.words(FINDINGS[thing.kind]))


def _basis(book: Book, key: Key) -> Iterator[Value]:
    thing = book.archive.index[key].thing
    if isinstance(thing, Finding) and thing.basis:
        yield Value([*BASES].index(thing.basis), thing.basis, book.words(BASES[thing.basis]))


def _rank(book: Book, key: Key) -> Iterator[Value]:
    rank, words = book.row(key).rank, book.words
    if rank is None:
        yield Value(2**31, "none", words(N_("Not ranked")))
    else:
        yield Value(rank, str(rank), words(N_("Priority %(number)s")) % {"number": rank})


def _late(book: Book, key: Key) -> Iterator[Value]:
    mark, words = book.mark(key), book.words
    late = bool(mark and mark.late)
    yield Value(0, "yes", words(N_("Late"))) if late else Value(1, "no", words(N_("Not late")))


def _evidence(book: Book, key: Key) -> Iterator[Value]:
    words, found = book.words, evidence_of(book, key)
    yield (Value(0, "yes", words(N_("With evidence"))) if found else Value(1, "no", words(N_("Without evidence"))))


def evidence_of(book: Book, key: Key) -> tuple[str, ...]:
    """The files that a thing and the updates about it name as evidence."""
    thing = book.archive.index[key].thing
    own = thing.evidence if isinstance(thing, Finding) else ()
    told = (path for one in book.archive.updates_about.get(key, ()) for path in one.update.evidence)
    return tuple(dict.fromkeys((*own, *told)))


_FACETS: tuple[tuple[str, str, Callable[[Book, Key], Iterator[Value]]], ...] = (
    ("theme", N_("Theme"), themes_of),
    ("group", N_("Group"), lambda book, key: _involved(book, key, Kind.GROUP)),
    ("owner", N_("Person"), lambda book, key: _involved(book, key, Kind.PERSON)),
    ("for", N_("For"), _needing),
    ("series", N_("Series"), series_of),
    ("year", N_("Year"), year_of),
    (BY_STATUS, N_("How it stands"), _status),
    ("kind", N_("Sort"), _sort),
    ("basis", N_("Basis"), _basis),
    ("rank", N_("Priority"), _rank),
    ("late", N_("Late"), _late),
    ("evidence", N_("Evidence"), _evidence),
)
"""The facets in the order of the page: the name of each in addresses, its title, and what values a thing has."""


# Orders


def newest_first(book: Book, keys: Sequence[Key]) -> list[Key]:
    """Things from those of the newest meeting to those of the oldest."""
    return sorted(keys, key=lambda key: (_date(book, key), key.id), reverse=True)


def _date(book: Book, key: Key) -> object:
    meeting = book.meeting_of(key)
    return meeting.date if meeting else ()


def _orders(book: Book, kind: Kind, keys: Sequence[Key]) -> tuple[tuple[Order, ...], dict[Key, tuple[int, ...]]]:
    """The orders of a register, and the place of each of its things in each of them."""
    words, newest = book.words, newest_first(book, keys)
    columns = [newest, book.alphabetical(newest)]
    orders = [
        Order("newest", words(N_("Newest first")), 0),
        Order("oldest", words(N_("Oldest first")), 0, backwards=True),
        Order("name", words(N_("By name")), 1),
    ]
    if kind in (Kind.ACTION, Kind.SUPPORT):
        orders.insert(0, Order("listed", words(N_("Late ones first")), None))
        orders.insert(3, Order("due", words(N_("By due date")), len(columns)))
        columns.append(sorted(newest, key=lambda key: _due(book, key)))
    if _vary(book, keys):
        orders.append(Order(BY_STATUS, words(N_("By how they stand")), len(columns)))
        columns.append(sorted(newest, key=lambda key: STATUSES[kind].index(book.history(key).status)))
    places = [{key: place for place, key in enumerate(column)} for column in columns]
    return tuple(orders), {key: tuple(column[key] for column in places) for key in keys}


def _due(book: Book, key: Key) -> tuple[bool, str]:
    """By the last day it may be done, those without a date last."""
    due = book.history(key).due
    return due is None, due.latest.isoformat() if due else ""


def _vary(book: Book, keys: Sequence[Key]) -> bool:
    """Whether things under one heading, ended or not, stand in different ways."""
    histories = [book.history(key) for key in keys if key in book.edition.histories]
    return len({(one.ended, one.status) for one in histories}) > len({one.ended for one in histories})
