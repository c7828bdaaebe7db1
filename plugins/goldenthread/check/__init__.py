"""Checks: what must hold of an archive beyond each record alone.

In: a linked archive. Out: problems. Guaranteed: each rule is one small function `(archive) -> Iterator[Problem]`,
named for what must hold, and `RULES` is the list of them all.
"""

from __future__ import annotations

from goldenthread.check import audience, charts, dates, files, links, meetings, photos
from goldenthread.model.archive import Archive
from goldenthread.problem import Problem

RULES = (*audience.RULES, *dates.RULES, *links.RULES, *charts.RULES, *files.RULES, *photos.RULES, *meetings.RULES)


def check(archive: Archive) -> tuple[Problem, ...]:
    """Every problem that a rule finds."""
    return tuple(found for rule in RULES for found in rule(archive))
