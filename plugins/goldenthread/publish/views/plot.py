"""Small pictures of numbers: where points, lines and bars stand, in units of the picture.

In: numbers with their dates. Out: `Plot`, `Bars`. Guaranteed: what a picture shows stands in words or in a table beside
it as well; values that were measured in different ways are never joined into one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.model.dates import PartialDate

WIDTH, HEIGHT = 600.0, 150.0
_EDGE = 10.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One value: when it was so, how much, and the number of the way in which it was measured."""

    when: PartialDate
    value: float
    way: int


@dataclass(frozen=True, slots=True)
class Plot:
    """Values over time: the points, a line through those measured in one way, and how high the target lies."""

    points: tuple[tuple[float, float], ...]
    lines: tuple[str, ...]
    target: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    """What came and what went at one time: where it stands, how high each is, and how many were left."""

    x: float
    width: float
    up: float
    down: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars above and below one line, and its height."""

    bars: tuple[Bar, ...]
    middle: float


def plot(values: Sequence[Measured], target: float | None) -> Plot | None:
    """The picture of at least two values; `None` for fewer."""
    if len(values) < 2:
        return None
    days = [one.when.latest.toordinal() for one in values]
    known = [one.value for one in values] + ([target] if target is not None else [])

    def across(day: int) -> float:
        return round(_EDGE + (day - min(days)) / (max(days) - min(days) or 1) * (WIDTH - 2 * _EDGE), 1)

    def up(value: float) -> float:
        share = (value - min(known)) / (max(known) - min(known) or 1)
        return round(HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE), 1)

    points = [(across(day), up(one.value)) for day, one in zip(days, values, strict=True)]
    ways = dict.fromkeys(one.way for one in values)
    lines = [" ".join(f"{x},{y}" for (x, y), one in zip(points, values, strict=True) if one.way == way) for way in ways]
    return Plot(tuple(points), tuple(line for line in lines if " " in line), up(target) if target is not None else None)


def bars(numbers: Sequence[tuple[int, int]]) -> Bars | None:
    """The picture of what came and what went, time after time; `None` for fewer than two times."""
    if len(numbers) < 2:
        return None
    most_up, most_down = (max(one[side] for one in numbers) for side in (0, 1))
    scale = (HEIGHT - 2 * _EDGE) / (most_up + most_down or 1)
    step = (WIDTH - 2 * _EDGE) / len(numbers)
    placed = [
        Bar(
            round(_EDGE + step * (place + 0.2), 1), round(step * 0.6, 1), round(came * scale, 1), round(went * scale, 1)
        )
        for place, (came, went) in enumerate(numbers)
    ]
    return Bars(tuple(placed), round(_EDGE + most_up * scale, 1))
