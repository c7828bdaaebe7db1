"""A register as a table to take away.

In: a `Book` and the things of one kind. Out: the bytes of the table. Guaranteed: one line for each thing, in the order
given; dates as exact as they are known, in the form that sorts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from goldenthread.language import N_
from goldenthread.model.agreed import Action, Finding, Goal, Support
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.publish.tables import table
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Name
from goldenthread.publish.views.facets import evidence_of
from goldenthread.publish.views.things import OWNED
from goldenthread.publish.words import BASES

Cell = Callable[[Book, Key], str]


def table_of(book: Book, kind: Kind, keys: Iterable[Key]) -> bytes:
    """The table of these things."""
    columns = tuple(_columns(kind))
    headings = [book.words(heading) for heading, _ in columns]
    return table(headings, ([cell(book, key) for _, cell in columns] for key in keys))


def _columns(kind: Kind) -> Iterator[tuple[str, Cell]]:
    """The columns that the things of a kind have, with their headings."""
    yield N_("What"), lambda book, key: book.title(key)
    if kind is Kind.FINDING:
        yield N_("Sort"), lambda book, key: book.row(key).label
        yield N_("Basis"), _basis
    else:
        yield N_("How it stands"), lambda book, key: mark.label if (mark := book.mark(key)) else ""
        yield N_("Since"), lambda book, key: book.history(key).since.text
    if kind in (Kind.ACTION, Kind.SUPPORT):
        yield N_("Late"), lambda book, key: book.words(N_("yes")) if book.history(key).late else ""
        yield N_("Due"), lambda book, key: due.text if (due := book.history(key).due) else ""
        yield N_("Due, as it was said"), _due_said
    if kind is Kind.ACTION:
        yield N_("Proposed only"), _proposed
    if kind is Kind.GOAL:
        yield N_("Period"), _period
    yield OWNED[kind], lambda book, key: _titles(book, book.row(key).owners)
    if kind in _CONCERNED:
        yield _CONCERNED[kind], lambda book, key: _titles(book, book.row(key).concerned)
    if kind is not Kind.QUESTION:
        yield N_("Priority"), lambda book, key: str(rank) if (rank := book.row(key).rank) else ""
    yield N_("Themes"), lambda book, key: _related(book, key, Relation.ABOUT_THEME)
    yield N_("Strategy"), lambda book, key: _related(book, key, Relation.FOLLOWS)
    if kind is Kind.DECISION:
        yield N_("Replaces"), lambda book, key: _related(book, key, Relation.SUPERSEDES)
        yield N_("Replaced by"), lambda book, key: _titles(book, book.row(key).replaced_by)
    yield N_("Evidence"), lambda book, key: "; ".join(path.rpartition("/")[2] for path in evidence_of(book, key))
    yield N_("Meeting"), lambda book, key: book.row(key).meeting.title
    yield N_("Date"), lambda book, key: meeting.date.text if (meeting := book.meeting_of(key)) else ""
    yield N_("Series"), _series
    yield N_("Address"), lambda book, key: book.address(key)


_CONCERNED = {Kind.SUPPORT: N_("For"), Kind.QUESTION: N_("Asked of"), Kind.FINDING: N_("About")}


def _titles(book: Book, names: Iterable[Name]) -> str:
    """Names in full; pages shorten those of groups and people."""
    return "; ".join(book.title(name.key) if name.key else name.title for name in names)


def _related(book: Book, key: Key, relation: Relation) -> str:
    return _titles(book, book.names(book.archive.targets(key, relation)))


def _series(book: Book, key: Key) -> str:
    meeting = book.meeting_of(key)
    return _related(book, Key(Kind.MEETING, meeting.id), Relation.SERIES) if meeting else ""


def _basis(book: Book, key: Key) -> str:
    thing = book.archive.index[key].thing
    return book.words(BASES[thing.basis]) if isinstance(thing, Finding) and thing.basis else ""


def _due_said(book: Book, key: Key) -> str:
    thing = book.archive.index[key].thing
    return thing.due_said if isinstance(thing, (Action, Support)) else ""


def _proposed(book: Book, key: Key) -> str:
    return book.words(N_("yes")) if book.row(key).proposed else ""


def _period(book: Book, key: Key) -> str:
    thing = book.archive.index[key].thing
    dates = (thing.period, thing.until) if isinstance(thing, Goal) else ()
    return "/".join(date.text for date in dates if date)
