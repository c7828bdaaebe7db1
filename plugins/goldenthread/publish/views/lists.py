"""Lists that several pages show: meetings, flip charts, documents, and rows of things by their kind.

In: a `Book` and keys. Out: frozen view objects. Guaranteed: each thing in a list is one click from its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.language import N_
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.fields import Prose
from goldenthread.model.meeting import Attachment, Meeting
from goldenthread.model.walk import files_in
from goldenthread.publish.addresses import anchor
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Mark, Name, Row
from goldenthread.publish.words import FILES, FORMATS, Words


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as one line of a list: when, what it was called, and how much came of it."""

    key: Key
    name: Name
    date: str
    tentative: bool
    place: str
    mark: Mark | None
    summary: Prose
    came: tuple[str, ...]
    """How much came of it, by kind, in words."""
    note: str = ""
    """What the list says of it besides, such as that somebody sent apologies."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A flip chart as its meeting lists it, with what was ranked on it."""

    key: Key
    name: Name
    ranked: tuple[tuple[int, Name], ...]
    not_recorded: tuple[int, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as its meeting lists it: what it is, whose, and who typed and checked it."""

    name: Name
    anchor: str
    kind: str
    format: str
    file: str
    made_by: tuple[Name, ...]
    session: tuple[Name, ...]
    themes: tuple[Name, ...]
    note: Prose
    source: str
    transcribed_by: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A register that shows nothing but what a page is about: how many things it then has, and its address."""

    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of things of one kind under a heading, and the register that has them to filter and take away."""

    id: str
    title: str
    kind: Kind
    rows: tuple[Row, ...]
    whole: Whole | None = None


def only_proposed(meeting: Meeting) -> bool:
    """Whether nothing was agreed or decided at a meeting, and something was proposed."""
    return bool(meeting.actions) and not meeting.decisions and all(a.standing == "proposed" for a in meeting.actions)


def newest_first(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Meetings from the newest to the oldest."""
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.id), reverse=True))


def span_of(date: PartialDate, end: PartialDate | None, words: Words) -> str:
    """When a meeting was: a day, or from one to another."""
    return f"{words.date(date)} – {words.date(end)}" if end else words.date(date)


def meeting_row(book: Book, meeting: Meeting) -> MeetingRow:
    """A meeting as one line of a list."""
    key = Key(Kind.MEETING, meeting.id)
    return MeetingRow(
        key=key,
        name=book.name(key),
        date=span_of(meeting.date, meeting.end, book.words),
        tentative=meeting.tentative,
        place=meeting.place,
        mark=None if meeting.happened else book.mark_of(meeting.status),
        summary=meeting.summary,
        came=tuple(_came_of(book.words, meeting)),
    )


def _came_of(words: Words, meeting: Meeting) -> Iterator[str]:
    proposed = sum(action.standing == "proposed" for action in meeting.actions)
    if number := len(meeting.decisions):
        yield words.ngettext("%(num)s decision", "%(num)s decisions", number)
    if number := len(meeting.actions) - proposed:
        yield words.ngettext("%(num)s action agreed", "%(num)s actions agreed", number)
    if proposed:
        yield words.ngettext("%(num)s action proposed", "%(num)s actions proposed", proposed)
    if number := len(meeting.charts):
        yield words.ngettext("%(num)s flip chart", "%(num)s flip charts", number)


def meeting_rows(book: Book, keys: Iterable[Key]) -> tuple[MeetingRow, ...]:
    """Those of these things that are meetings, each once, newest first."""
    ids = dict.fromkeys(key.id for key in keys if key.kind is Kind.MEETING)
    return tuple(meeting_row(book, meeting) for meeting in newest_first(book.archive.meeting_by_id[id] for id in ids))


def chart_row(book: Book, key: Key) -> ChartRow:
    """A flip chart as a list shows it."""
    chart = book.chart_of(key)
    ranked = []
    for priority in chart.priorities():
        ranked.append((priority.rank, book.name(book.ranked_block(key, priority))))
    return ChartRow(
        key=key,
        name=book.name(key),
        ranked=tuple(ranked),
        not_recorded=chart.ranking.not_recorded if chart.ranking else (),
        lines=sum(1 for _ in chart.lines()),
    )


def documents(book: Book, meeting: Meeting) -> tuple[DocumentView, ...]:
    """The documents of a meeting."""
    return tuple(document_view(book, meeting, one) for one in meeting.files)


def document_view(book: Book, meeting: Meeting, one: Attachment) -> DocumentView:
    """A document of a meeting."""
    key, targets = Key(Kind.FILE, f"{meeting.id}/{next(files_in(one))}"), book.archive.targets
    return DocumentView(
        name=book.name(key),
        anchor=anchor(key),
        kind=book.words(FILES[one.kind]),
        format=book.words(FORMATS[ending]) if (ending := one.name.rpartition(".")[2]) in FORMATS else "",
        file=one.name,
        made_by=book.names(targets(key, Relation.WRITTEN_BY)),
        session=book.names(targets(key, Relation.MADE_IN)),
        themes=book.names(targets(key, Relation.ABOUT_THEME)),
        note=one.note,
        source=one.source,
        transcribed_by=one.transcribed_by,
        checked_by=one.checked_by,
    )


def parts(book: Book, keys: Iterable[Key], titles: dict[Kind, str]) -> tuple[Part, ...]:
    """Things by kind, in the order of these titles: what is open first, then by id."""
    return tuple(_parts(book, tuple(keys), titles))


def _parts(book: Book, keys: tuple[Key, ...], titles: dict[Kind, str]) -> Iterator[Part]:
    for kind, title in titles.items():
        chosen = sorted((key for key in keys if key.kind is kind), key=lambda key: (_ended(book, key), key.id))
        if chosen:
            yield Part(f"gt-{kind}", book.words(title), kind, tuple(book.row(key) for key in chosen))


def _ended(book: Book, key: Key) -> bool:
    history = book.edition.histories.get(key)
    return bool(history and history.ended)


def dated(book: Book, keys: Iterable[Key]) -> tuple[Name, ...]:
    """The names of things, each with the date of its meeting."""
    names = []
    for key in keys:
        meeting = book.meeting_of(key)
        names.append(book.name(key, book.words.short_date(meeting.date) if meeting else ""))
    return tuple(names)


WHAT = {
    Kind.DECISION: N_("Decisions"),
    Kind.ACTION: N_("Actions"),
    Kind.SUPPORT: N_("Support"),
    Kind.GOAL: N_("Goals"),
    Kind.QUESTION: N_("Questions"),
    Kind.FINDING: N_("Findings"),
}
"""What arises in meetings, in the order in which pages list it."""
