"""What the project aims at, held against what was measured.

In: stored figures. Out: rows of a table. Guaranteed: an aim that was missed says so, and one that was not measured too.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .figures import Comparison, Figures
from .sides import EDITED, HUGO, HUGO_FOUND, MKDOCS, OURS, SERVED, UNCHANGED

Value = Callable[[Figures], float | None]


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim: its words, the most that reaches it, and how it is found and shown."""

    words: str
    most: float
    value: Value
    shown: str = "{:.2f}"
    unit: str = ""

    def row(self, figures: Figures) -> tuple[str, str, str, str]:
        """Its words, the most, what was measured, and whether that reaches it."""
        found, most = self.value(figures), self.shown.format(self.most) + self.unit
        if found is None:
            return self.words, most, "not measured", "unknown"
        return self.words, most, self.shown.format(found) + self.unit, "reached" if found <= self.most else "**missed**"


def _of(comparisons: tuple[Comparison, ...], size: int) -> Comparison | None:
    return next((one for one in comparisons if one.size == size), None)


def _ratio(mine: str, theirs: str, size: int) -> Value:
    def value(figures: Figures) -> float | None:
        build = _of(figures.builds, size)
        return build.ratio(mine, theirs, lambda side: side.wall) if build else None

    return value


def _own_peak(size: int) -> Value:
    def value(figures: Figures) -> float | None:
        build = _of(figures.builds, size)
        side = build.side(OURS) if build else None
        return statistics.median(side.once or side.own) if side else None

    return value


def _followed(size: int) -> Value:
    def value(figures: Figures) -> float | None:
        preview = _of(figures.previews, size)
        side = preview.side(SERVED) if preview else None
        return statistics.median(side.wall) if side and side.wall else None

    return value


AIMS = (
    Aim("Cold, 1,000 meetings: our time to that of Hugo + Pagefind", 1.0, _ratio(OURS, HUGO_FOUND, 1_000)),
    Aim("Cold, 1,000 meetings: our time to that of Hugo alone, which has no search", 1.0, _ratio(OURS, HUGO, 1_000)),
    Aim("Cold, 1,000 meetings: our time to that of MkDocs + Material", 1 / 6, _ratio(OURS, MKDOCS, 1_000), "{:.3f}"),
    Aim("Cold, 3,000 meetings: our time to that of Hugo + Pagefind", 0.7, _ratio(OURS, HUGO_FOUND, 3_000)),
    Aim("Cold, 1,000 meetings: peak memory without the search's engine", 500, _own_peak(1_000), "{:.0f}", " MiB"),
    Aim("Cold, growth from 100 to 3,000 meetings: the exponent", 1.05, lambda one: one.growth(OURS, 100, 3_000)),
    Aim("Warm, 1,000 meetings, nothing changed: to cold", 1 / 10, _ratio(UNCHANGED, OURS, 1_000), "{:.3f}"),
    Aim("Warm, 1,000 meetings, one record changed: to cold", 1 / 7, _ratio(EDITED, OURS, 1_000), "{:.3f}"),
    Aim("Preview, 1,000 meetings: from saving to the changed page, median", 1.0, _followed(1_000), "{:.2f}", " s"),
)


def rows(figures: Figures) -> Iterator[tuple[str, str, str, str]]:
    """A row for each aim."""
    for aim in AIMS:
        yield aim.row(figures)
