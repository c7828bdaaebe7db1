"""The pens of a flip chart: each with a sign, a colour and words of its own, and the rounds in which they wrote.

In: a `Book` and a chart. Out: `PenView`s, `RoundView`s. Guaranteed: every pen is named in words and, but for the
default one, has a shape; a round is listed where a chart can be shown without it, so never a single one.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.model.chart import FlipChart, Pen
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Name
from goldenthread.publish.words import COLOURS

SHAPES = "▲◆✚▼◗▶⬟⬢"
"""A shape for each pen but the default one, in the order in which they are declared."""


@dataclass(frozen=True, slots=True)
class PenView:
    """A pen: its shape, the class of its colour, and in words its colour, writers, round and purpose."""

    name: str
    shape: str
    colour: str
    words: str
    by: tuple[Name, ...]
    round: int | None
    purpose: str
    default: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round of a chart and the pens that wrote in it."""

    number: int
    pens: tuple[PenView, ...]


def pens_of(book: Book, chart: FlipChart) -> dict[str, PenView]:
    """The pens of a chart by their names, in the order in which they are declared."""
    shapes = iter(SHAPES * len(chart.pens))
    return {
        pen.name: PenView(
            name=pen.name,
            shape="" if pen.default else next(shapes),
            colour=_colour(pen),
            words=book.words.pen(pen),
            by=tuple(book.writer(ref) for ref in pen.by),
            round=pen.round,
            purpose=pen.purpose,
            default=pen.default,
        )
        for pen in chart.pens
    }


def _colour(pen: Pen) -> str:
    if len(pen.colours) == 1 and pen.colours[0] in COLOURS:
        return pen.colours[0]
    return "uncertain" if pen.colours else "unknown"


def rounds_of(chart: FlipChart, pens: dict[str, PenView]) -> tuple[RoundView, ...]:
    """The rounds in which a chart was written, in order; none where it was all written in one."""
    wrote = [pen for pen in pens.values() if pen.name in _wrote(chart)]
    numbers = sorted({pen.round for pen in wrote if pen.round is not None})
    rounds = tuple(RoundView(one, tuple(pen for pen in wrote if pen.round == one)) for one in numbers)
    return rounds if len(rounds) > 1 else ()


def _wrote(chart: FlipChart) -> frozenset[str]:
    """The names of the pens that wrote something on a chart."""
    default = chart.pen("")
    names = {default.name} if default else set()
    for _, line in chart.lines():
        names |= {line.attributes.pen, *(span.attributes.pen for span in line.walk())}
    return frozenset(names)
