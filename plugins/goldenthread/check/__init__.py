"""Checks: what must hold of an archive beyond each record alone.

In: a linked archive. Out: problems. Guaranteed: each rule is one small function `(archive) -> Iterator[Problem]`,
named for what must hold, and `RULES` and `RULES_OF_EACH` are the lists of them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from goldenthread.check import audience, charts, dates, files, links, meetings, photos
from goldenthread.memory import Itself, Memory
from goldenthread.model.archive import Archive, outermost
from goldenthread.problem import Problem

RULES = (*audience.RULES, *links.RULES, *files.RULES, *photos.RULES, *meetings.RULES)
RULES_OF_EACH = (
    *audience.RULES_OF_EACH,
    *dates.RULES_OF_EACH,
    *charts.RULES_OF_EACH,
    *photos.RULES_OF_EACH,
    *meetings.RULES_OF_EACH,
)
"""Those that ask a meeting, or an entry of a register, nothing but what it says itself, and the settings."""


def check(archive: Archive, memory: Memory | None = None) -> tuple[Problem, ...]:
    """Every problem that a rule finds; what a meeting says by itself is not looked at again by the same memory."""
    return (*(found for rule in RULES for found in rule(archive)), *each_by_itself(archive, memory or Memory()))


def each_by_itself(archive: Archive, memory: Memory) -> Iterator[Problem]:
    """What `RULES_OF_EACH` find, meeting by meeting, and in all that stands in none."""
    rest = replace(archive, meetings=())
    of = (tuple(map(Itself, outermost(rest))), archive.settings)
    yield from memory.recall(("checked", ""), of, partial(_found, rest))
    alone = Archive(replace(archive.settings, withdrawn=()))
    for meeting in archive.meetings:
        look = partial(_found, replace(alone, meetings=(meeting,)))
        yield from memory.recall(("checked", meeting.id), (Itself(meeting), archive.settings), look)


def _found(archive: Archive) -> tuple[Problem, ...]:
    return tuple(found for rule in RULES_OF_EACH for found in rule(archive))
