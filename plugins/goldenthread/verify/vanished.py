"""What has vanished: the ids that an earlier build published, held against those that are published now.

In: the list that each build writes, `ids.txt`, of two builds. Out: problems. Guaranteed: lists of two audiences are
never compared; the place of a problem is the line of the earlier list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from goldenthread.problem import Problem, problem
from goldenthread.source import Place

NAME = "ids.txt"


@dataclass(frozen=True, slots=True)
class Published:
    """What a build published: for which audience, and each id with its line."""

    audience: str
    lines: tuple[tuple[str, int], ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids alone."""
        return frozenset(id for id, _ in self.lines)


def published(site_or_list: Path) -> Published | None:
    """What a site, or a list by itself, says was published; `None` where there is no such list."""
    path = site_or_list / NAME if site_or_list.is_dir() else site_or_list
    if not path.is_file():
        return None
    first, *lines = path.read_text("utf-8", "replace").splitlines() or [""]
    told = tuple((line.strip(), number) for number, line in enumerate(lines, 2) if line.strip())
    return Published(first.removeprefix("#").strip(), told)


def vanished(before: Published, now: Collection[str]) -> Iterator[Problem]:
    """Each id that was published and is no more."""
    for id, number in before.lines:
        if id not in now:
            yield problem("GT908", Place(NAME, number), target=id)
