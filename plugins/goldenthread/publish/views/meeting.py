"""Views of meetings: the list of them, and a page for each, what it agreed first.

In: a `Book`. Out: `MeetingsView`, `MeetingView`. Guaranteed: all that was recorded of a meeting, and that the edition
may show, is on its page or one click away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from goldenthread.language import N_
from goldenthread.ledger import Carried, standing_before
from goldenthread.model.archive import Relation, Reported
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Prose
from goldenthread.model.meeting import FINAL, Meeting, Session
from goldenthread.model.register import Series
from goldenthread.publish.views.common import Backlink, Book, Mark, Name, Row, Told, newest_first, span_of
from goldenthread.publish.words import ATTENDANCES, GROUP_IN_SESSION, SESSIONS


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as one line of a list: when, what it was called, and how much came of it."""

    key: Key
    title: str
    date: str
    place: str
    mark: Mark | None
    summary: Prose
    agreed: int
    proposed: int
    decided: int
    charts: int


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """A series with its meetings, newest first; the last part of a list holds those of no series."""

    key: Key | None
    title: str
    note: Prose
    group: tuple[Name, ...]
    meetings: tuple[MeetingRow, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class MeetingsView:
    """All meetings, by series."""

    parts: tuple[SeriesPart, ...]


@dataclass(frozen=True, slots=True)
class Attendee:
    """A participant as listed: who, as what, and whether they were there."""

    name: Name
    group: Name | None
    count: int | None
    designation: str
    role: str
    attendance: str


@dataclass(frozen=True, slots=True)
class SessionView:
    """One entry of the programme."""

    session: Session
    anchor: str
    kind: str
    group_label: str
    led_by: tuple[Name, ...]
    presented_by: tuple[Name, ...]
    charts: tuple[Name, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class Forward:
    """Something brought forward: how it stood before the meeting, and what was reported there."""

    name: Name
    before: Mark | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A flip chart as its meeting lists it, with what was ranked on it."""

    key: Key
    title: str
    ranked: tuple[tuple[int, Name], ...]
    not_recorded: tuple[int, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting: what it agreed, what was brought forward and reported, what the room wrote, and the minutes."""

    key: Key
    meeting: Meeting
    mark: Mark | None
    date: str
    series: tuple[Name, ...]
    themes: tuple[Name, ...]
    actions: tuple[Row, ...]
    decisions: tuple[Row, ...]
    forward: tuple[Forward, ...]
    other_updates: tuple[Told, ...]
    left_open: int
    charts: tuple[ChartRow, ...]
    written_by: tuple[Name, ...]
    programme: tuple[SessionView, ...]
    attendees: tuple[Attendee, ...]
    notes_internal: bool
    previous: Name | None
    next: Name | None
    backlinks: tuple[Backlink, ...]


def meetings_view(book: Book) -> MeetingsView:
    """The list of all meetings."""
    archive = book.archive
    of: dict[Key | None, list[Meeting]] = {Key(Kind.SERIES, one.id): [] for one in archive.series}
    for meeting in archive.meetings:
        series = archive.targets(Key(Kind.MEETING, meeting.id), Relation.SERIES)
        of.setdefault(series[0] if series else None, []).append(meeting)
    parts = []
    for one in archive.series:
        key = Key(Kind.SERIES, one.id)
        parts.append(_part(book, key, one, of[key]))
    if None in of:
        parts.append(_part(book, None, None, of[None]))
    return MeetingsView(tuple(parts))


def _part(book: Book, key: Key | None, series: Series | None, meetings: list[Meeting]) -> SeriesPart:
    group = book.names(book.archive.targets(key, Relation.HELD_BY)) if key else ()
    rows = tuple(meeting_row(book, meeting) for meeting in newest_first(meetings))
    backlinks = book.backlinks(key) if key else ()
    return SeriesPart(key, series.name if series else "", series.note if series else Prose(), group, rows, backlinks)


def meeting_row(book: Book, meeting: Meeting) -> MeetingRow:
    """A meeting as one line of a list."""
    return MeetingRow(
        key=Key(Kind.MEETING, meeting.id),
        title=meeting.title,
        date=span_of(meeting.date, meeting.end, book.words),
        place=meeting.place,
        mark=None if meeting.happened else book.mark_of(meeting.status),
        summary=meeting.summary,
        agreed=sum(action.standing == "agreed" for action in meeting.actions),
        proposed=sum(action.standing == "proposed" for action in meeting.actions),
        decided=len(meeting.decisions),
        charts=len(meeting.charts),
    )


def meeting_view(book: Book, meeting: Meeting, carried: Mapping[str, tuple[Carried, ...]]) -> MeetingView:
    """The page of one meeting; `carried` is what the ledger brings forward to each."""
    key, archive = Key(Kind.MEETING, meeting.id), book.archive
    here = archive.updates_at.get(meeting.id, ())
    forward = tuple(_forward(book, one, here) for one in carried.get(meeting.id, ()))
    told_above = {told.key for one in forward for told in one.told}
    actions = tuple(book.row(Key(Kind.ACTION, action.id)) for action in meeting.actions)
    after = (meeting.end or meeting.date).latest + timedelta(days=1)
    keys = dict.fromkeys((*(one.name.key for one in forward), *(row.key for row in actions)))
    left = [key for key in keys if key and standing_before(book.history(key), after) not in FINAL]
    previous, following = _neighbours(book, key)
    return MeetingView(
        key=key,
        meeting=meeting,
        mark=None if meeting.happened else book.mark_of(meeting.status),
        date=span_of(meeting.date, meeting.end, book.words),
        series=book.names(archive.targets(key, Relation.SERIES)),
        themes=book.names(archive.targets(key, Relation.ABOUT_THEME)),
        actions=actions,
        decisions=tuple(book.row(Key(Kind.DECISION, decision.id)) for decision in meeting.decisions),
        forward=forward,
        other_updates=tuple(book.told(reported) for reported in here if reported.key not in told_above),
        left_open=len(left),
        charts=tuple(chart_row(book, Key(Kind.CHART, f"{meeting.id}/{chart.id}")) for chart in meeting.charts),
        written_by=book.names(archive.targets(key, Relation.WRITTEN_BY)),
        programme=tuple(_session(book, meeting, session) for session in meeting.programme),
        attendees=tuple(_attendees(book, meeting)),
        notes_internal=archive.settings.default_audience.of("process_notes", "internal") == "internal",
        previous=previous,
        next=following,
        backlinks=book.backlinks(key),
    )


def _forward(book: Book, one: Carried, here: tuple[Reported, ...]) -> Forward:
    told = tuple(book.told(reported) for reported in here if reported.about == one.key)
    return Forward(book.name(one.key), book.mark_of(one.status), told)


def _neighbours(book: Book, key: Key) -> tuple[Name | None, Name | None]:
    """The meetings of the same series before and after this one."""
    series = book.archive.targets(key, Relation.SERIES)
    if not series:
        return None, None
    row = book.meetings_in(series[0])
    place = row.index(key)
    before = book.name(row[place - 1]) if place else None
    after = book.name(row[place + 1]) if place + 1 < len(row) else None
    return before, after


def chart_row(book: Book, key: Key) -> ChartRow:
    """A flip chart as a list shows it."""
    chart = book.chart_of(key)
    ranked = []
    for priority in chart.priorities():
        block = Key(Kind.BLOCK, f"{key.id}#{priority.block}")
        ranked.append((priority.rank, book.name(block if block in book.archive.index else key)))
    return ChartRow(
        key=key,
        title=book.title(key),
        ranked=tuple(ranked),
        not_recorded=chart.ranking.not_recorded if chart.ranking else (),
        lines=sum(1 for _ in chart.lines()),
    )


def _session(book: Book, meeting: Meeting, session: Session) -> SessionView:
    key = Key(Kind.SESSION, f"{meeting.id}#{session.id}")
    archive = book.archive
    kind = book.words(SESSIONS[session.kind]) if session.kind else ""
    return SessionView(
        session=session,
        anchor=f"session-{session.id}",
        kind="" if kind == session.title else kind,
        group_label=book.words(GROUP_IN_SESSION.get(session.kind, N_("Group"))),
        led_by=book.names(archive.targets(key, Relation.LED_BY)),
        presented_by=book.names(archive.targets(key, Relation.PRESENTED_BY)),
        charts=book.names(archive.sources(key, Relation.MADE_IN)),
        backlinks=book.backlinks(key, Relation.MADE_IN),
    )


def _attendees(book: Book, meeting: Meeting) -> list[Attendee]:
    resolved = book.archive.resolved
    found = []
    for participant in meeting.participants:
        refs = [ref for ref in (participant.person, participant.group) if ref]
        who = book.names(key for ref in refs if (key := resolved.get(ref.at)))
        if not who:
            continue
        attendance = "" if participant.attendance == "present" else book.words(ATTENDANCES[participant.attendance])
        found.append(
            Attendee(
                name=who[0],
                group=who[1] if len(who) > 1 else None,
                count=participant.count,
                designation=participant.designation,
                role=participant.role,
                attendance=attendance,
            )
        )
    return found
