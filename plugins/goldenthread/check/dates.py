"""Rules about dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.model.agreed import Action, Support
from goldenthread.model.archive import Archive, entries_of
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Entry
from goldenthread.model.walk import fields_of
from goldenthread.problem import Problem, problem
from goldenthread.source import Place


def date_is_within_the_archives_years(archive: Archive) -> Iterator[Problem]:
    """A year of 0006 or 2206 is a slip."""
    earliest, latest = archive.settings.earliest_year, archive.settings.latest_year
    for date, at in _dates(archive):
        if date.earliest.year < earliest or date.latest.year > latest:
            yield problem("GT501", at, date=date.text, earliest=earliest, latest=latest)


def what_begins_ends_later(archive: Archive) -> Iterator[Problem]:
    """A meeting, a strategy, a goal and a session end after they begin."""
    for entry, begin, end in _spans(archive):
        if begin and end and end.latest < begin.earliest:
            yield problem("GT502", entry.at, date=begin.text, end=end.text)
    for meeting in archive.meetings:
        for session in meeting.programme:
            if session.until and session.until < session.time:
                yield problem("GT502", session.at, date=session.time, end=session.until)


def _spans(archive: Archive) -> Iterator[tuple[Entry, PartialDate | None, PartialDate | None]]:
    for strategy in archive.strategies:
        yield strategy, strategy.since, strategy.until
    for meeting in archive.meetings:
        yield meeting, meeting.date, meeting.end
        yield from ((goal, goal.period, goal.until) for goal in meeting.goals)


def action_is_due_after_its_meeting(archive: Archive) -> Iterator[Problem]:
    """Nothing is agreed for a day that has passed."""
    for meeting in archive.meetings:
        asked_for: tuple[Action | Support, ...] = (*meeting.actions, *meeting.support)
        for asked in asked_for:
            if asked.due and asked.due.latest < meeting.date.earliest:
                yield problem("GT503", asked.at, due=asked.due.text, date=meeting.date.text)


def what_was_not_held_reports_nothing(archive: Archive) -> Iterator[Problem]:
    """A meeting that is planned, postponed or cancelled has reported, agreed and decided nothing."""
    for meeting in archive.meetings:
        if not meeting.happened:
            agreed = (action for action in meeting.actions if action.standing == "agreed")
            judged = (output for output in meeting.expected_outputs if output.met != "expected")
            said = (*meeting.updates, *meeting.decisions, *meeting.support, *meeting.findings, *meeting.feedback)
            came = (area for area in meeting.focus_areas if area.outcomes)
            for entry in (*said, *agreed, *judged, *came):
                yield problem("GT513", entry.at, status=meeting.status)


def meeting_is_dated_as_its_folder_is_called(archive: Archive) -> Iterator[Problem]:
    """A date in the folder's name and another in the head: one of them is a slip."""
    for meeting in archive.meetings:
        if not archive.settings.earliest_year <= meeting.date.earliest.year <= archive.settings.latest_year:
            continue  # told already
        named = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?![\d-]\d)", meeting.folder.rpartition("/")[2])
        if named and not (meeting.date.text.startswith(named[0]) or named[0].startswith(meeting.date.text)):
            yield problem("GT512", meeting.at, date=meeting.date.text, named=named[0])


RULES_OF_EACH = (
    date_is_within_the_archives_years,
    what_begins_ends_later,
    action_is_due_after_its_meeting,
    meeting_is_dated_as_its_folder_is_called,
    what_was_not_held_reports_nothing,
)


def _dates(archive: Archive) -> Iterator[tuple[PartialDate, Place]]:
    """Every date in a record, with the entry that it stands in."""
    for entry in entries_of(archive):
        for facts in fields_of(type(entry)):
            value = getattr(entry, facts.name)
            if isinstance(value, PartialDate):
                yield value, entry.at
