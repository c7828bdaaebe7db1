"""Rules about dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.model.archive import Archive
from goldenthread.model.dates import PartialDate
from goldenthread.problem import Problem, problem
from goldenthread.source import Place


def date_is_within_the_archives_years(archive: Archive) -> Iterator[Problem]:
    """A year of 0006 or 2206 is a slip."""
    earliest, latest = archive.settings.earliest_year, archive.settings.latest_year
    for date, at in _dates(archive):
        if date.earliest.year < earliest or date.latest.year > latest:
            yield problem("GT501", at, date=date.text, earliest=earliest, latest=latest)


def meeting_ends_after_it_begins(archive: Archive) -> Iterator[Problem]:
    """The end of a meeting is not before its date."""
    for meeting in archive.meetings:
        if meeting.end and meeting.end.latest < meeting.date.earliest:
            yield problem("GT502", meeting.at, date=meeting.date.text, end=meeting.end.text)


def action_is_due_after_its_meeting(archive: Archive) -> Iterator[Problem]:
    """Nothing is agreed for a day that has passed."""
    for meeting in archive.meetings:
        for action in meeting.actions:
            if action.due and action.due.latest < meeting.date.earliest:
                yield problem("GT503", action.at, due=action.due.text, date=meeting.date.text)


def what_was_not_held_reports_nothing(archive: Archive) -> Iterator[Problem]:
    """A meeting that is planned, postponed or cancelled has reported, agreed and decided nothing."""
    for meeting in archive.meetings:
        if not meeting.happened:
            agreed = (action for action in meeting.actions if action.standing == "agreed")
            for entry in (*meeting.updates, *meeting.decisions, *agreed):
                yield problem("GT513", entry.at, status=meeting.status)


def meeting_is_dated_as_its_folder_is_called(archive: Archive) -> Iterator[Problem]:
    """A date in the folder's name and another in the head: one of them is a slip."""
    for meeting in archive.meetings:
        named = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?![\d-]\d)", meeting.folder.rpartition("/")[2])
        if named and not (meeting.date.text.startswith(named[0]) or named[0].startswith(meeting.date.text)):
            yield problem("GT512", meeting.at, date=meeting.date.text, named=named[0])


RULES = (
    date_is_within_the_archives_years,
    meeting_ends_after_it_begins,
    action_is_due_after_its_meeting,
    meeting_is_dated_as_its_folder_is_called,
    what_was_not_held_reports_nothing,
)


def _dates(archive: Archive) -> Iterator[tuple[PartialDate, Place]]:
    for meeting in archive.meetings:
        yield meeting.date, meeting.at
        if meeting.end:
            yield meeting.end, meeting.at
        for action in meeting.actions:
            if action.due:
                yield action.due, action.at
    for reported in archive.updates:
        yield reported.when, reported.update.at
        if reported.update.due:
            yield reported.update.due, reported.update.at
