"""The record of a new meeting: what somebody said of it, with all that its series makes known.

In: an archive, and a meeting as far as it is known. Out: a `Draft`. Guaranteed: nobody is said to have been there of
whom nobody said it; what stood open on the eve of the meeting is brought forward, and nothing that came after it.
"""

from __future__ import annotations

from dataclasses import replace

from goldenthread.compile import edition_of
from goldenthread.model.archive import Archive
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Ref
from goldenthread.model.meeting import Meeting, Participant
from goldenthread.scaffold.agenda import Draft, agenda, meetings_of, written
from goldenthread.scaffold.naming import named

NOT_SAID = "not recorded"


def last_of(archive: Archive, series: str, before: PartialDate) -> Meeting | None:
    """The meeting of a series that was held last before a day."""
    held, _ = meetings_of(archive, Key(Kind.SERIES, series)) if series else ([], None)
    return next((meeting for meeting in reversed(held) if meeting.date < before), None)


def with_what_is_usual(meeting: Meeting, last: Meeting | None) -> Meeting:
    """A meeting with the place, the people and the pens of the last one, where nothing is said of them."""
    if last is None:
        return meeting
    attendance = NOT_SAID if meeting.happened else "expected"
    usual = tuple(
        replace(one, attendance=attendance, substitute_for=None, note="")
        for one in last.participants
        if (one.person or one.group) and one.attendance != "substitute"
    )
    return replace(
        meeting,
        place=meeting.place or last.place,
        participants=meeting.participants or usual,
        pens=meeting.pens or last.pens,
        language=meeting.language or last.language,
    )


def participant(archive: Archive, words: str, attendance: str) -> Participant:
    """Somebody who came, or is expected: by an id or a name that a register has, or else by these words."""
    for kind, field in ((Kind.PERSON, "person"), (Kind.GROUP, "group")):
        if id := named(archive, words, (kind,)):
            return Participant(**{field: Ref(id)}, attendance=attendance)  # type: ignore[arg-type]
    return Participant(who=words, attendance=attendance)


def draft_meeting(archive: Archive, meeting: Meeting) -> Draft:
    """The record of a meeting; of one in a series with what is brought forward to it."""
    series = meeting.series.target if meeting.series else ""
    last = last_of(archive, series, meeting.date)
    known = with_what_is_usual(meeting, last)
    if last is None:
        return Draft(*written(archive, known), 0)
    later = any(one.happened and one.date > meeting.date for one in archive.meetings)
    edition = edition_of(archive, "internal", meeting.date.earliest if later else None)
    draft = agenda(edition, series, known=known)
    assert draft, "of a meeting that is known there is always a draft"
    return draft
