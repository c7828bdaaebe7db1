"""Names where ids are meant: what the registers call by a name is proposed by its id.

In: the problems of reading, and the archive. Out: the problems, with the ids that were meant. Guaranteed: an id is
proposed only where one thing alone has that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from goldenthread.model.archive import REGISTERS, Archive
from goldenthread.problem import Problem

_NO_ID = "GT204"


def proposed_by_name(problems: Iterable[Problem], archive: Archive) -> tuple[Problem, ...]:
    """The problems; where words stand for an id and are the name of one thing, its id is what they propose."""
    ids: dict[str, set[str]] = defaultdict(set)
    for register in REGISTERS:
        for one in getattr(archive, register):
            for name in (one.name, *one.former_names):
                ids[name.casefold()].add(one.id)
    return tuple(_proposed(found, ids) if found.code == _NO_ID else found for found in problems)


def _proposed(found: Problem, ids: dict[str, set[str]]) -> Problem:
    meant = ids.get(dict(found.facts)["value"].casefold(), set())
    if len(meant) != 1:
        return found
    (proposal,) = meant
    return replace(found, facts=tuple((name, proposal if name == "proposal" else told) for name, told in found.facts))
