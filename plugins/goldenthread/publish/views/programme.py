"""Views of a meeting's programme and participants: sessions with the feedback on them, focus areas, who came.

In: a `Book` and a meeting. Out: `SessionView`, `FocusView`, `Attendee`. Guaranteed: feedback stands under the session
that it was given on, by the headings of the checklist.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.language import N_
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.meeting import HEADINGS as CHECKLIST
from goldenthread.model.meeting import Feedback, FocusArea, Meeting, Session
from goldenthread.publish.addresses import anchor
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Backlink, FileView, Name
from goldenthread.publish.views.updates import files_named
from goldenthread.publish.words import ATTENDANCES, GROUP_IN_SESSION, HEADINGS, SESSIONS


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """One piece of feedback: who led it or said it, and what was answered."""

    entry: Feedback
    anchor: str
    led_by: tuple[Name, ...]
    speakers: tuple[Name, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The feedback under one heading of the checklist."""

    title: str
    feedback: tuple[FeedbackView, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """One entry of the programme."""

    session: Session
    anchor: str
    kind: str
    group_label: str
    led_by: tuple[Name, ...]
    presented_by: tuple[Name, ...]
    part_of: tuple[Name, ...]
    given_on: tuple[Name, ...]
    charts: tuple[Name, ...]
    focus: tuple[Name, ...]
    files: tuple[FileView, ...]
    feedback: tuple[Heading, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class FocusView:
    """A focus area: what it was to reach, what was done, what came out."""

    area: FocusArea
    anchor: str
    session: tuple[Name, ...]
    themes: tuple[Name, ...]
    part_of: tuple[Name, ...]
    strategies: tuple[Name, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class Attendee:
    """A participant as listed: who, as what, and whether they were there."""

    name: Name
    group: Name | None
    count: int | None
    designation: str
    role: str
    attendance: str
    substitute_for: Name | None
    note: str


def session_view(book: Book, meeting: Meeting, session: Session) -> SessionView:
    """One session, with the charts and files made in it and the feedback given on it."""
    key, archive = Key.of_part(Kind.SESSION, meeting.id, session.id), book.archive
    kind = book.words(SESSIONS[session.kind]) if session.kind else ""
    made = archive.sources(key, Relation.MADE_IN)
    return SessionView(
        session=session,
        anchor=anchor(key),
        kind="" if kind == session.title else kind,
        group_label=book.words(GROUP_IN_SESSION.get(session.kind, N_("Group"))),
        led_by=book.names(archive.targets(key, Relation.LED_BY)),
        presented_by=book.names(archive.targets(key, Relation.PRESENTED_BY)),
        part_of=book.names(archive.targets(key, Relation.PART_OF)),
        given_on=book.names(archive.targets(key, Relation.GIVEN_ON)),
        charts=book.names(one for one in made if one.kind is Kind.CHART),
        focus=book.names(one for one in made if one.kind is Kind.FOCUS),
        files=files_named(book, meeting.id, (f"files/{path}" for path in session.files)),
        feedback=_feedback(book, meeting, key),
        backlinks=book.backlinks_of_part(key, Relation.MADE_IN, Relation.GIVEN_ON, Relation.PART_OF),
    )


def _feedback(book: Book, meeting: Meeting, session: Key) -> tuple[Heading, ...]:
    given = book.archive.sources(session, Relation.GIVEN_ON)
    of: dict[str, list[FeedbackView]] = {heading: [] for heading in CHECKLIST}
    for entry in meeting.feedback:
        key = Key.of_part(Kind.FEEDBACK, meeting.id, entry.id)
        if key in given:
            led = book.names(book.archive.targets(key, Relation.LED_BY))
            spoke = book.names(book.archive.targets(key, Relation.SAID_BY))
            of[entry.heading].append(FeedbackView(entry, anchor(key), led, spoke, book.backlinks_of_part(key)))
    return tuple(Heading(book.words(HEADINGS[heading]), tuple(said)) for heading, said in of.items() if said)


def focus_view(book: Book, meeting: Meeting, area: FocusArea) -> FocusView:
    """One focus area."""
    key = Key.of_part(Kind.FOCUS, meeting.id, area.id)
    targets = book.archive.targets
    return FocusView(
        area=area,
        anchor=anchor(key),
        session=book.names(targets(key, Relation.MADE_IN)),
        themes=book.names(targets(key, Relation.ABOUT_THEME)),
        part_of=book.names(targets(key, Relation.PART_OF)),
        strategies=book.names(targets(key, Relation.FOLLOWS)),
        backlinks=book.backlinks_of_part(key),
    )


def attendees(book: Book, meeting: Meeting) -> tuple[Attendee, ...]:
    """Those who came and those who did not, as listed."""
    resolved = book.archive.resolved
    found = []
    for one in meeting.participants:
        refs = [ref for ref in (one.person, one.group) if ref]
        who = [*book.names(key for ref in refs if (key := resolved.get(ref.at)))]
        who += [Name(one.who)] if one.who else []
        if not who:
            continue
        instead_of = resolved.get(one.substitute_for.at) if one.substitute_for else None
        found.append(
            Attendee(
                name=who[0],
                group=who[1] if len(who) > 1 else None,
                count=one.count,
                designation=one.designation,
                role=one.role,
                attendance="" if one.attendance == "present" else book.words(ATTENDANCES[one.attendance]),
                substitute_for=book.name(instead_of) if instead_of else None,
                note=one.note,
            )
        )
    return tuple(found)
