"""Views of themes and series, and the lists of all themes, groups, people, series, strategies and terms.

In: a `Book`. Out: `TopicsView`, `ThemeView`, `SeriesView`, `GlossaryView`. Guaranteed: whatever refers to one is on its
page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from goldenthread.language import N_, alphabetical
from goldenthread.ledger import Balance, balance
from goldenthread.model.archive import REGISTERS
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.register import Named, Person, Series, Strategy, Term, Theme
from goldenthread.publish.addresses import anchor
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Backlink, Name
from goldenthread.publish.views.evidence import RankedAt, ranked_about
from goldenthread.publish.views.lists import (
    WHAT,
    ChartRow,
    MeetingRow,
    Part,
    chart_row,
    dated,
    meeting_row,
    meeting_rows,
    newest_first,
    parts,
)
from goldenthread.publish.views.plot import Bars, bars
from goldenthread.publish.views.register import Registers


@dataclass(frozen=True, slots=True)
class Topic:
    """An entry of a register in a list, with those that are part of it and what there is about it."""

    name: Name
    note: str
    things: int
    open: int
    parts: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """All entries of a register, nested."""

    kind: Kind
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class MeetingsOf:
    """The meetings of a series, newest first; `None` for those of no series."""

    name: Name | None
    meetings: tuple[MeetingRow, ...]


@dataclass(frozen=True, slots=True)
class MeetingsView:
    """All meetings, by series."""

    parts: tuple[MeetingsOf, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme: what was decided, agreed and found about it, charts and meetings, wider and narrower themes."""

    key: Key
    theme: Theme
    wider: tuple[Name, ...]
    narrower: tuple[Name, ...]
    parts: tuple[Part, ...]
    progress: tuple[Name, ...]
    others: tuple[Name, ...]
    charts: tuple[ChartRow, ...]
    ranked: tuple[RankedAt, ...]
    meetings: tuple[MeetingRow, ...]
    previous: Name | None
    next: Name | None
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One meeting of a series: what it opened, what had ended by its end, and what then stood open."""

    meeting: Name
    date: str
    opened: int
    closed: int
    open: int


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series: its meetings along the golden line, newest first, those to come before them."""

    key: Key
    series: Series
    held_by: tuple[Name, ...]
    coming: tuple[MeetingRow, ...]
    meetings: tuple[MeetingRow, ...]
    open: int
    balance: tuple[BalanceRow, ...]
    bars: Bars | None
    previous: Name | None
    next: Name | None
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """An entry of the glossary."""

    term: Term
    anchor: str
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """Every term, and the former names of everything, in the order of the alphabet."""

    terms: tuple[TermView, ...]
    former: tuple[tuple[str, Name], ...]


def topics_view(book: Book, kind: Kind) -> TopicsView:
    """The list of all entries of a register."""
    archive = book.archive
    keys = [key for key in archive.index if key.kind is kind]
    inside: dict[Key | None, list[Key]] = {}
    for key in keys:
        wider = archive.targets(key, Relation.PART_OF)
        inside.setdefault(wider[0] if wider else None, []).append(key)

    def topic(key: Key) -> Topic:
        about = (link.source for link in archive.links_to.get(key, ()) if link.relation is not Relation.PART_OF)
        counts = Counter(source.kind for source in dict.fromkeys(about))
        still = archive.sources(key, Relation.OWNED_BY, Relation.ABOUT_THEME, Relation.FOLLOWS)
        still_open = sum(not book.history(one).ended for one in still if one.kind is Kind.ACTION)
        inner = tuple(topic(part) for part in book.alphabetical(inside.get(key, ())))
        return Topic(book.name(key), _described(book, key), counts.total(), still_open, inner)

    return TopicsView(kind, tuple(topic(key) for key in book.alphabetical(inside.get(None, ()))))


def _described(book: Book, key: Key) -> str:
    match book.archive.index[key].thing:
        case Person() as person:
            return person.designation
        case Strategy() as strategy:
            return strategy.aim or book.described(strategy.note)
        case Named() as named:
            return book.described(named.note)
        case _:
            return ""


def meetings_view(book: Book) -> MeetingsView:
    """The list of all meetings."""
    archive = book.archive
    of: dict[Key | None, list[Key]] = {Key(Kind.SERIES, one.id): [] for one in archive.series}
    for meeting in archive.meetings:
        of.setdefault(archive.series_of.get(meeting.id), []).append(Key(Kind.MEETING, meeting.id))
    return MeetingsView(
        tuple(MeetingsOf(book.name(key) if key else None, meeting_rows(book, keys)) for key, keys in of.items())
    )


def theme_view(book: Book, registers: Registers, key: Key) -> ThemeView:
    """The page of one theme."""
    theme, archive = book.archive.index[key].thing, book.archive
    assert isinstance(theme, Theme)
    about = archive.sources(key, Relation.ABOUT_THEME)
    arose = [Key(Kind.MEETING, meeting.id) for one in about if (meeting := book.meeting_of(one))]
    previous, following = book.neighbours(key)
    return ThemeView(
        key=key,
        theme=theme,
        wider=book.names(archive.targets(key, Relation.PART_OF)),
        narrower=book.names(archive.sources(key, Relation.PART_OF)),
        parts=tuple(
            replace(part, whole=registers.whole(part.kind, "theme", key.id)) for part in parts(book, about, _ABOUT)
        ),
        progress=book.names(one for one in about if one.kind in (Kind.STRATEGY, Kind.INDICATOR)),
        others=dated(book, (one for one in about if one.kind in (Kind.FOCUS, Kind.FILE))),
        charts=tuple(chart_row(book, one) for one in about if one.kind is Kind.CHART),
        ranked=ranked_about(book, (one for one in about if one.kind is Kind.CHART)),
        meetings=meeting_rows(book, (*about, *arose)),
        previous=previous,
        next=following,
        backlinks=book.backlinks(key, Relation.PART_OF, Relation.ABOUT_THEME),
    )


_ABOUT = {
    **WHAT,
    Kind.DECISION: N_("What was decided"),
    Kind.ACTION: N_("What was agreed"),
    Kind.FINDING: N_("What was found"),
}


def series_view(book: Book, key: Key) -> SeriesView:
    """The page of one series."""
    series, archive = book.archive.index[key].thing, book.archive
    assert isinstance(series, Series)
    meetings = newest_first(archive.meeting_by_id[one.id] for one in book.meetings_in(key))
    arose = [Key(Kind.ACTION, action.id) for meeting in meetings for action in meeting.actions]
    previous, following = book.neighbours(key)
    rows = balance(reversed(meetings), book.edition.histories)
    return SeriesView(
        key=key,
        series=series,
        held_by=book.names(archive.targets(key, Relation.HELD_BY)),
        coming=tuple(meeting_row(book, one) for one in reversed(meetings) if one.status == "planned"),
        meetings=tuple(meeting_row(book, one) for one in meetings if one.status != "planned"),
        open=sum(not book.history(one).ended for one in arose),
        balance=tuple(_balance(book, one) for one in rows),
        bars=bars([(one.opened, one.closed) for one in rows]),
        previous=previous,
        next=following,
        backlinks=book.backlinks(key, Relation.SERIES),
    )


def _balance(book: Book, one: Balance) -> BalanceRow:
    meeting = book.archive.meeting_by_id[one.meeting]
    name = book.name(Key(Kind.MEETING, one.meeting))
    return BalanceRow(name, book.words.short_date(meeting.date), one.opened, one.closed, one.open)


def glossary_view(book: Book) -> GlossaryView:
    """The glossary: terms, and names that things had before."""
    terms = sorted(book.archive.glossary, key=lambda term: alphabetical(term.name))
    former = [
        (name, book.name(key))
        for register in REGISTERS.values()
        for key, found in book.archive.index.items()
        if isinstance(found.thing, register)
        for name in found.thing.former_names
    ]
    return GlossaryView(
        terms=tuple(TermView(one, anchor(key := Key(Kind.TERM, one.id)), book.backlinks(key)) for one in terms),
        former=tuple(sorted(former, key=lambda pair: alphabetical(pair[0]))),
    )
