"""Rules about what is recorded of a meeting: what a reader needs in order to make sense of it."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.model.archive import Archive
from goldenthread.problem import Problem, problem


def participant_is_named(archive: Archive) -> Iterator[Problem]:
    """A participant is a person, a group, or people of whom words are known."""
    for meeting in archive.meetings:
        for participant in meeting.participants:
            if not (participant.person or participant.group or participant.who):
                yield problem("GT603", participant.at)


def words_for_a_participant_are_no_id(archive: Archive) -> Iterator[Problem]:
    """Who stands in a register is named by a key, so that the page of the meeting and theirs lead to each other."""
    ids = {one.id: one.KIND for one in (*archive.groups, *archive.people)}
    for meeting in archive.meetings:
        for participant in meeting.participants:
            if participant.who in ids:
                yield problem("GT613", participant.at, words=participant.who, kind=ids[participant.who])


def substitute_says_for_whom(archive: Archive) -> Iterator[Problem]:
    """Who came in somebody's stead says in whose."""
    for meeting in archive.meetings:
        for participant in meeting.participants:
            if (participant.attendance == "substitute") != bool(participant.substitute_for):
                yield problem("GT607", participant.at)


def support_says_for_whom(archive: Archive) -> Iterator[Problem]:
    """Support without anybody who needs it is an action."""
    for meeting in archive.meetings:
        for support in meeting.support:
            if not support.needed_by:
                yield problem("GT608", support.at)


def what_is_held_is_not_tentative(archive: Archive) -> Iterator[Problem]:
    """The date of a meeting that was held is known."""
    for meeting in archive.meetings:
        if meeting.happened and meeting.tentative:
            yield problem("GT609", meeting.at)


RULES = (words_for_a_participant_are_no_id,)
RULES_OF_EACH = (
    participant_is_named,
    substitute_says_for_whom,
    support_says_for_whom,
    what_is_held_is_not_tentative,
)
