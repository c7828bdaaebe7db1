"""The view of a meeting: the report that whoever held it owes, what it agreed first.

In: a `Book`. Out: `MeetingView`. Guaranteed: all that was recorded of a meeting, and that the edition may show, is on
its page or one click away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from goldenthread.language import N_
from goldenthread.ledger import BroughtForward, Carried, standing_before
from goldenthread.model.archive import Reported
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.meeting import ExpectedOutput, Meeting, RequiredInput
from goldenthread.model.update import FINAL
from goldenthread.publish.addresses import anchor
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Backlink, FileView, Mark, Name, Row, Told
from goldenthread.publish.views.lists import (
    ChartRow,
    DocumentView,
    Part,
    chart_row,
    documents,
    only_proposed,
    parts,
    span_of,
)
from goldenthread.publish.views.photos import PhotoView, meeting_photos
from goldenthread.publish.views.programme import Attendee, FocusView, SessionView, attendees, focus_view, session_view
from goldenthread.publish.views.updates import files_named, update_told
from goldenthread.publish.words import FINDINGS, RECEIVED


@dataclass(frozen=True, slots=True)
class Forward:
    """Something brought forward: how it stood before the meeting, and what was reported there."""

    name: Name
    before: Mark | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Needing:
    """The support that one group, or person, asked for at a meeting."""

    name: Name
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class InputView:
    """A required input: who was to bring it, and whether each did."""

    entry: RequiredInput
    providers: tuple[Name, ...]
    received: tuple[tuple[Name, str], ...]
    said: str
    evidence: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class OutputView:
    """An expected output: whether it came, what shows it, and what was reported of it later."""

    entry: ExpectedOutput
    anchor: str
    mark: Mark | None
    evidence: tuple[FileView, ...]
    see: tuple[Name, ...]
    later: tuple[Told, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """How the minutes of a meeting stand, and where they were approved."""

    mark: Mark
    approved: tuple[Told, ...]
    others: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting: what it agreed, what was brought forward and reported, what the room wrote, and the minutes."""

    key: Key
    meeting: Meeting
    mark: Mark | None
    date: str
    series: tuple[Name, ...]
    themes: tuple[Name, ...]
    minutes: Minutes | None
    actions: tuple[Row, ...]
    decisions: tuple[Row, ...]
    only_proposed: bool
    support: tuple[Needing, ...]
    forward: tuple[Forward, ...]
    other_updates: tuple[Told, ...]
    left_open: int
    inputs: tuple[InputView, ...]
    outputs: tuple[OutputView, ...]
    focus: tuple[FocusView, ...]
    charts: tuple[ChartRow, ...]
    written_by: tuple[Name, ...]
    programme: tuple[SessionView, ...]
    findings: tuple[tuple[str, tuple[Row, ...]], ...]
    others: tuple[Part, ...]
    attendees: tuple[Attendee, ...]
    documents: tuple[DocumentView, ...]
    photos: tuple[PhotoView, ...]
    notes_internal: bool
    formed: tuple[Name, ...]
    part_backlinks: Mapping[str, tuple[Backlink, ...]]
    previous: Name | None
    next: Name | None
    backlinks: tuple[Backlink, ...]


def meeting_view(book: Book, meeting: Meeting, carried: BroughtForward) -> MeetingView:
    """The page of one meeting; `carried` knows what the ledger brings forward to each."""
    key, archive = Key(Kind.MEETING, meeting.id), book.archive
    here = archive.updates_at.get(meeting.id, ())
    forward = tuple(_forward(book, one, here) for one in carried.to(meeting.id))
    told_above = {told.key for one in forward for told in one.told}
    actions = _rows(book, Kind.ACTION, meeting.actions)
    previous, following = book.neighbours(key)
    return MeetingView(
        key=key,
        meeting=meeting,
        mark=None if meeting.happened else book.mark_of(meeting.status),
        date=span_of(meeting.date, meeting.end, book.words),
        series=book.names(archive.targets(key, Relation.SERIES)),
        themes=book.names(archive.targets(key, Relation.ABOUT_THEME)),
        minutes=_minutes(book, key),
        actions=actions,
        decisions=_rows(book, Kind.DECISION, meeting.decisions),
        only_proposed=only_proposed(meeting),
        support=_by_need(book, meeting),
        forward=forward,
        other_updates=tuple(update_told(book, reported) for reported in here if reported.key not in told_above),
        left_open=_left_open(book, meeting, [one.name.key for one in forward]),
        inputs=tuple(_input(book, meeting.id, one) for one in meeting.required_inputs),
        outputs=tuple(_output(book, meeting.id, one) for one in meeting.expected_outputs),
        focus=tuple(focus_view(book, meeting, area) for area in meeting.focus_areas),
        charts=tuple(chart_row(book, Key.of_chart(meeting.id, chart.id)) for chart in meeting.charts),
        written_by=book.names(archive.targets(key, Relation.WRITTEN_BY)),
        programme=tuple(session_view(book, meeting, session) for session in meeting.programme),
        findings=_findings(book, meeting),
        others=_others(book, meeting),
        attendees=attendees(book, meeting),
        documents=documents(book, meeting),
        photos=meeting_photos(book, meeting),
        notes_internal=archive.settings.default_audience.of("process_notes", "internal") == "internal",
        formed=book.names(archive.sources(key, Relation.FORMED_AT)),
        part_backlinks=_of_parts(book, meeting),
        previous=previous,
        next=following,
        backlinks=book.backlinks(key, Relation.FORMED_AT, Relation.REPORTS_ON),
    )


def _rows(book: Book, kind: Kind, things: tuple[object, ...]) -> tuple[Row, ...]:
    return tuple(book.row(Key(kind, getattr(thing, "id", ""))) for thing in things)


def _minutes(book: Book, key: Key) -> Minutes | None:
    mark = book.mark(key)
    told = [update_told(book, reported) for reported in book.archive.updates_about.get(key, ())]
    approved = tuple(one for one in told if one.mark and one.mark.status == "approved")
    return Minutes(mark, approved, tuple(one for one in told if one not in approved)) if mark else None


def _by_need(book: Book, meeting: Meeting) -> tuple[Needing, ...]:
    """The support plan of each team: what was asked for, by who needs it."""
    of: dict[Key | None, list[Row]] = {}
    for support in meeting.support:
        key = Key(Kind.SUPPORT, support.id)
        for needing in book.archive.targets(key, Relation.NEEDED_BY) or (None,):
            of.setdefault(needing, []).append(book.row(key))
    return tuple(
        Needing(book.name(needing) if needing else Name(book.words(N_("Others"))), tuple(rows))
        for needing, rows in of.items()
    )


def _forward(book: Book, one: Carried, here: tuple[Reported, ...]) -> Forward:
    told = tuple(update_told(book, reported) for reported in here if reported.about == one.key)
    return Forward(book.name(one.key), book.mark_of(one.status), told)


def _left_open(book: Book, meeting: Meeting, forward: list[Key | None]) -> int:
    """How many of the things brought forward, and of those that arose, stood open when the meeting ended."""
    after = (meeting.end or meeting.date).latest + timedelta(days=1)
    arose = [Key(one.KIND, one.id) for one in (*meeting.actions, *meeting.support)]
    keys = dict.fromkeys((*forward, *arose))
    return sum(1 for key in keys if key and standing_before(book.history(key), after) not in FINAL)


def _input(book: Book, meeting: str, one: RequiredInput) -> InputView:
    resolved = book.archive.resolved
    providers = [key for ref in one.providers if (key := resolved.get(ref.at))]
    received = tuple(
        (book.name(key), book.words(RECEIVED[each.state]))
        for each in one.received
        if each.who and (key := resolved.get(each.who.at))
    )
    said = [book.words(RECEIVED[each.state]) for each in one.received if not each.who]
    told = {name.key for name, _ in received}
    silent = tuple(book.name(key) for key in providers if key not in told)
    return InputView(one, silent, received, ", ".join(said), files_named(book, meeting, one.evidence))


def _output(book: Book, meeting: str, one: ExpectedOutput) -> OutputView:
    key = Key.of_part(Kind.OUTPUT, meeting, one.id)
    later = tuple(update_told(book, reported) for reported in book.archive.updates_about.get(key, ()))
    return OutputView(
        entry=one,
        anchor=anchor(key),
        mark=None if one.met == "expected" and later else book.mark_of(one.met),
        evidence=files_named(book, meeting, one.evidence),
        see=book.names(book.archive.targets(key, Relation.SEE)),
        later=later,
        backlinks=book.backlinks_of_part(key, Relation.REPORTS_ON),
    )


def _findings(book: Book, meeting: Meeting) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """What was found, by its sort."""
    of: dict[str, list[Row]] = {sort: [] for sort in FINDINGS}
    for finding in meeting.findings:
        of[finding.kind].append(book.row(Key(Kind.FINDING, finding.id)))
    return tuple((book.words(FINDINGS[sort]), tuple(rows)) for sort, rows in of.items() if rows)


def _others(book: Book, meeting: Meeting) -> tuple[Part, ...]:
    """The goals and the questions of a meeting, those asked on its charts included."""
    keys = [Key(one.KIND, one.id) for one in (*meeting.goals, *meeting.questions)]
    keys += [key for key in book.asked_on_charts(meeting.id) if key not in keys]
    return parts(book, keys, {Kind.GOAL: N_("Goals"), Kind.QUESTION: N_("Questions")})


def _of_parts(book: Book, meeting: Meeting) -> Mapping[str, tuple[Backlink, ...]]:
    """What refers to the photos of a meeting, by their anchors."""
    found = {}
    for key in book.things_in(meeting.id):
        if key.kind is Kind.PHOTO:
            found[anchor(key)] = book.backlinks_of_part(key)
    return found
