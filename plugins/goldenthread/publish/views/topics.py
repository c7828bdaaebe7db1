"""Views of themes and groups: everything about one, and the lists of them.

In: a `Book`. Out: `TopicsView`, `ThemeView`, `GroupView`. Guaranteed: whatever refers to one is on its
page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from goldenthread.model.archive import Relation
from goldenthread.model.entry import Key, Kind
from goldenthread.model.meeting import Meeting
from goldenthread.model.register import Group, Theme
from goldenthread.publish.views.common import Backlink, Book, Name, Row, Told, newest_first
from goldenthread.publish.views.meeting import ChartRow, MeetingRow, chart_row, meeting_row


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme or group in a list, with those that are part of it and what there is about it."""

    name: Name
    note: str
    things: int
    open: int
    parts: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """All themes, or all groups, nested."""

    kind: Kind
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme: what was decided and agreed about it, charts and meetings, wider and narrower themes."""

    key: Key
    theme: Theme
    wider: tuple[Name, ...]
    narrower: tuple[Name, ...]
    actions: tuple[Row, ...]
    decisions: tuple[Row, ...]
    charts: tuple[ChartRow, ...]
    meetings: tuple[MeetingRow, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group: what it agreed to do, reported, presented and wrote, where it took part, and what it is part of."""

    key: Key
    group: Group
    wider: tuple[Name, ...]
    narrower: tuple[Name, ...]
    members: tuple[Name, ...]
    series: tuple[Name, ...]
    actions: tuple[Row, ...]
    proposed: tuple[Row, ...]
    told: tuple[Told, ...]
    sessions: tuple[Name, ...]
    charts: tuple[ChartRow, ...]
    meetings: tuple[MeetingRow, ...]
    backlinks: tuple[Backlink, ...]


def topics_view(book: Book, kind: Kind) -> TopicsView:
    """The list of all themes or of all groups."""
    archive = book.archive
    register = archive.themes if kind is Kind.THEME else archive.groups
    keys = [Key(kind, one.id) for one in register]
    parts: dict[Key | None, list[Key]] = {}
    for key in keys:
        wider = archive.targets(key, Relation.PART_OF)
        parts.setdefault(wider[0] if wider else None, []).append(key)

    def topic(key: Key) -> Topic:
        about = (link.source for link in archive.links_to.get(key, ()) if link.relation is not Relation.PART_OF)
        counts = Counter(source.kind for source in dict.fromkeys(about))
        still = [k for k in archive.sources(key, Relation.OWNED_BY, Relation.ABOUT_THEME) if k.kind is Kind.ACTION]
        still_open = sum(not book.history(one).ended for one in still)
        one = archive.index[key].thing
        note = book.described(one.note) if isinstance(one, (Theme, Group)) else ""
        inner = tuple(topic(part) for part in sorted(parts.get(key, ()), key=book.title))
        return Topic(book.name(key), note, counts.total(), still_open, inner)

    return TopicsView(kind, tuple(topic(key) for key in sorted(parts.get(None, ()), key=book.title)))


def theme_view(book: Book, theme: Theme) -> ThemeView:
    """The page of one theme."""
    key, archive = Key(Kind.THEME, theme.id), book.archive
    about = archive.sources(key, Relation.ABOUT_THEME)
    return ThemeView(
        key=key,
        theme=theme,
        wider=book.names(archive.targets(key, Relation.PART_OF)),
        narrower=book.names(archive.sources(key, Relation.PART_OF)),
        actions=_rows(book, about, Kind.ACTION),
        decisions=_rows(book, about, Kind.DECISION),
        charts=tuple(chart_row(book, one) for one in about if one.kind is Kind.CHART),
        meetings=_meetings(book, (*about, *_arose(book, about))),
        backlinks=book.backlinks(key, Relation.PART_OF),
    )


def group_view(book: Book, group: Group) -> GroupView:
    """The page of one group."""
    key, archive = Key(Kind.GROUP, group.id), book.archive
    reported = frozenset(archive.sources(key, Relation.REPORTED_BY))
    owned = _rows(book, archive.sources(key, Relation.OWNED_BY), Kind.ACTION)
    members = archive.sources(key, Relation.MEMBER_OF)
    attended = [one for who in (key, *members) for one in archive.sources(who, Relation.ATTENDED_BY)]
    return GroupView(
        key=key,
        group=group,
        wider=book.names(archive.targets(key, Relation.PART_OF)),
        narrower=book.names(archive.sources(key, Relation.PART_OF)),
        members=book.names(archive.sources(key, Relation.MEMBER_OF)),
        series=book.names(archive.sources(key, Relation.HELD_BY)),
        actions=tuple(row for row in owned if not row.proposed),
        proposed=tuple(row for row in owned if row.proposed),
        told=tuple(book.told(one) for one in archive.updates if one.key in reported) if reported else (),
        sessions=tuple(_session(book, one) for one in archive.sources(key, Relation.PRESENTED_BY, Relation.LED_BY)),
        charts=tuple(
            chart_row(book, one) for one in archive.sources(key, Relation.WRITTEN_BY) if one.kind is Kind.CHART
        ),
        meetings=_meetings(book, (*attended, *archive.sources(key, Relation.WRITTEN_BY))),
        backlinks=book.backlinks(key, Relation.PART_OF),
    )


def _session(book: Book, key: Key) -> Name:
    meeting = book.meeting_of(key)
    return book.name(key, book.words.short_date(meeting.date) if meeting else "")


def _rows(book: Book, keys: tuple[Key, ...], kind: Kind) -> tuple[Row, ...]:
    """Rows of one kind: what is open first, then by id."""
    chosen = sorted((key for key in keys if key.kind is kind), key=lambda key: (book.history(key).ended, key.id))
    return tuple(book.row(key) for key in chosen)


def _arose(book: Book, keys: tuple[Key, ...]) -> list[Key]:
    """The meetings in which these things arose."""
    meetings = (book.meeting_of(key) for key in keys)
    return [Key(Kind.MEETING, meeting.id) for meeting in meetings if meeting]


def _meetings(book: Book, keys: tuple[Key, ...]) -> tuple[MeetingRow, ...]:
    ids = dict.fromkeys(key.id for key in keys if key.kind is Kind.MEETING)
    found: list[Meeting] = [book.archive.meeting_by_id[id] for id in ids]
    return tuple(meeting_row(book, meeting) for meeting in newest_first(found))
