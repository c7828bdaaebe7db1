"""Figures that were measured, as they are stored: what the page about performance is written from.

In: results of comparisons. Out: `Figures`, and JSON. Guaranteed: what was stored is read back the same; figures of one
comparison stay together, because only what ran in turn can be compared.
"""

from __future__ import annotations

import math
import os
import platform
import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from .measure import MIB, Result

STORED = Path(__file__).with_name("results.json")
PHASE = re.compile(r"^(\S.*?) {2,}(\d+\.\d) s +\d+%$", re.MULTILINE)
"""A line of what `goldenthread build --timings` prints."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several values, the smallest and the largest."""

    median: float
    least: float
    most: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        return Spread(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Measured:
    """One side: a value for each round, in seconds and in MiB, and what the last round wrote."""

    name: str
    wall: tuple[float, ...]
    cpu: tuple[float, ...] = ()
    peak: tuple[float, ...] = ()
    own: tuple[float, ...] = ()
    """The peak without the search's engine."""
    pages: int = 0
    page_bytes: int = 0
    bytes: int = 0
    phases: dict[str, float] = field(default_factory=dict)
    """The median of each phase in seconds, where it says them."""
    once: tuple[float, ...] = ()
    """The own peak with what processes share counted once."""

    @staticmethod
    def of(result: Result) -> Measured:
        """What is kept of a result."""
        runs, output = result.runs, result.output
        phases: dict[str, list[float]] = {}
        for run in runs:
            for name, seconds in PHASE.findall(run.said):
                phases.setdefault(name, []).append(float(seconds))
        return Measured(
            result.side.name,
            tuple(round(run.wall, 3) for run in runs),
            tuple(round(run.cpu, 3) for run in runs),
            tuple(round(run.peak / MIB, 1) for run in runs),
            tuple(round(run.own / MIB, 1) for run in runs),
            output.pages,
            output.page_bytes,
            output.bytes,
            {name: statistics.median(values) for name, values in phases.items()},
            tuple(round(run.once / MIB, 1) for run in runs),
        )


@dataclass(frozen=True)
class Comparison:
    """Sides that ran in turn: builds of so many meetings, previews of them, or so many photos."""

    size: int
    load: float
    """How many processes wanted a processor in the minute before it began."""
    sides: tuple[Measured, ...]
    content: str = ""
    """What else is to be said of what was built."""

    def side(self, name: str) -> Measured | None:
        """The side of this name."""
        return next((side for side in self.sides if side.name == name), None)

    def ratio(self, mine: str, theirs: str, of: Callable[[Measured], tuple[float, ...]]) -> float | None:
        """The median of the ratios of one side to another, round by round; `None` where one was not measured."""
        one, other = self.side(mine), self.side(theirs)
        if not one or not other:
            return None
        return statistics.median(a / b for a, b in zip(of(one), of(other), strict=True))


@dataclass(frozen=True)
class Figures:
    """All that is stored; each list of comparisons in the order of size."""

    machine: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    builds: tuple[Comparison, ...] = ()
    previews: tuple[Comparison, ...] = ()
    photos: tuple[Comparison, ...] = ()

    def having(self, **found: Comparison) -> Figures:
        """With comparisons that take the place of those of their kind and size: `builds=…`."""
        kept: dict[str, Any] = {}
        for kind, one in found.items():
            others = [other for other in getattr(self, kind) if other.size != one.size]
            kept[kind] = tuple(sorted((*others, one), key=lambda other: other.size))
        return replace(self, **kept)

    def growth(self, name: str, smaller: int, larger: int) -> float | None:
        """The exponent with which a side's time grows from one number of meetings to another; 1 is in step."""
        seconds = []
        for size in (smaller, larger):
            build = next((build for build in self.builds if build.size == size), None)
            side = build.side(name) if build else None
            if not side:
                return None
            seconds.append(statistics.median(side.wall))
        return math.log(seconds[1] / seconds[0]) / math.log(larger / smaller)


_FIGURES = TypeAdapter(Figures)


def read(path: Path = STORED) -> Figures:
    """The stored figures; none where there is no file."""
    return _FIGURES.validate_json(path.read_bytes()) if path.exists() else Figures()


def store(figures: Figures, path: Path = STORED) -> None:
    """Write figures down."""
    path.write_bytes(_FIGURES.dump_json(figures, indent=1) + b"\n")


def machine() -> str:
    """What this machine is, without names."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB / 1024
    return f"{os.cpu_count()} processors, {memory:.0f} GiB of memory, {platform.system()}"
