"""The picture of the page about performance: the time of each generator, from small archives to large ones.

In: stored figures. Out: an SVG. Guaranteed: each dot is a median that was measured; what a size was not measured of has
none, and the line goes no further. Both scales go by powers of ten, so that a line at forty-five degrees is in step.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from . import sides
from .figures import Figures

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "performance.svg"
TEMPLATES = Path(__file__).with_name("templates")
TITLE = "Seconds that a build takes, by the number of meetings"
WIDTH, HEIGHT = 690, 460
LEFT, RIGHT, TOP, BOTTOM = 72, 380, 20, 400
APART = 20.0
"""Labels stand no nearer to each other than that."""
OURS, OTHERS, LIMIT = "#1f4e79", "#6b5b3e", "#77736a"


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is drawn: its colour, how wide it is, and its dashes."""

    colour: str
    width: float = 1.5
    dashes: str = ""


STYLES = {
    sides.OURS: Style(OURS, 3),
    sides.UNCHANGED: Style(OURS, 1.5, "6 4"),
    sides.HUGO_FOUND: Style("#a8324a"),
    sides.ELEVENTY_FOUND: Style("#2e7d4f"),
    sides.MKDOCS: Style("#7b4aa0"),
    sides.ZENSICAL: Style("#a35a00"),
    sides.FLOOR: Style(LIMIT, 1.5, "2 4"),
}
"""The sides that are drawn: those that have a search, and what no build of ours can be faster than."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the picture, and what stands beside it."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """The times of one side: where its dots are, how it is drawn, and how high its name stands."""

    name: str
    dots: tuple[tuple[float, float], ...]
    label: float
    style: Style

    @property
    def points(self) -> str:
        """The dots as a polyline has them."""
        return " ".join(f"{x},{y}" for x, y in self.dots)

    @property
    def leader(self) -> str:
        """A thin line from the last dot to the name."""
        x, y = self.dots[-1]
        return f"{x},{y} {RIGHT},{y} {RIGHT + 20},{self.label}"


def picture(figures: Figures) -> str:
    """The whole picture; at least one build must be stored."""
    times = {name: found for name in STYLES if (found := _times(figures, name))}
    sizes = [build.size for build in figures.builds]
    seconds = [value for found in times.values() for value in found.values()]
    across, up = Scale.over(sizes, LEFT, RIGHT), Scale.over([*seconds, *_powers(seconds)], BOTTOM, TOP)
    dots = {name: tuple((across(size), up(value)) for size, value in found.items()) for name, found in times.items()}
    labels = dict(_labels({name: found[-1][1] for name, found in dots.items()}))
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template("picture.svg").render(
        title=TITLE,
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
        across=[Tick(across(size), f"{size:,}") for size in sizes],
        up=[Tick(up(value), f"{value:,g} s") for value in _powers(seconds)],
        lines=[Line(name, found, labels[name], STYLES[name]) for name, found in dots.items()],
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value stands between two edges, by powers of ten."""

    least: float
    most: float
    begin: float
    end: float

    @staticmethod
    def over(values: Sequence[float], begin: float, end: float) -> Scale:
        """The scale on which the smallest value stands at `begin` and the largest at `end`."""
        return Scale(math.log10(min(values)), math.log10(max(values)), begin, end)

    def __call__(self, value: float) -> float:
        """Where it stands, in units of the picture."""
        share = (math.log10(value) - self.least) / ((self.most - self.least) or 1)
        return round(self.begin + share * (self.end - self.begin), 1)


def _times(figures: Figures, name: str) -> dict[int, float]:
    """The median of a side in seconds, by the number of meetings."""
    found = ((build.size, build.side(name)) for build in figures.builds)
    return {size: statistics.median(side.wall) for size, side in found if side}


def _powers(values: Sequence[float]) -> list[float]:
    """The powers of ten around and between values."""
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [10.0**power for power in range(first, last + 1)]


def _labels(wanted: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """How high each name stands: beside the end of its line, or as near as those above it let it."""
    above = -math.inf
    for name, height in sorted(wanted.items(), key=lambda one: one[1]):
        above = max(height, above + APART)
        yield name, above
