"""Writing: hands at work, never twice the same.

In: rows of a layout. Out: `Trace`s, the paths of a marker in pixels, each with its pen. Guaranteed: the same chart
gives the same traces; a line's jitter comes from the chart and the line's own words, so editing one moves no other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from drawing.alphabet import CAPITAL, Point, Stroke
from drawing.hand import Hand
from drawing.layout import Piece, Row, Style

_ROUNDING = 6
"""Points put between two of a rounded stroke."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One movement of a marker: points in pixels, the marker's width there, and how much ink it leaves (0 to 1).

    A tip cut askew by `chisel` (0 to 1) and held at the angle `nib` writes broader across it than along it.
    """

    pen: str
    points: tuple[Point, ...]
    width: float
    ink: float
    chisel: float = 0
    nib: float = 0


def write_row(row: Row, number: int, chart: str, default: str) -> Iterator[Trace]:
    """The traces of one row: its bullet, its letters, then what was drawn across, under and around them."""
    rng = Random(f"{chart} {row.line.words} {number}")
    slope = rng.gauss(0, 0.0045)
    origin = row.pieces[0].x if row.pieces else 0.0
    drop = rng.gauss(0, 0.09)
    writer = _Writer(rng, default, origin, row.baseline, slope, drop)
    if row.bullet_at is not None and row.pieces:
        yield from writer.bullet(row.bullet_at, row.pieces[0], row.line.depth)
    for piece in row.pieces:
        yield from writer.scribble(piece) if piece.scribble else writer.letters(piece)
    yield from writer.strikes(row.pieces)
    yield from writer.rings(row.pieces)
    if row.heading:
        yield from writer.underline(row.pieces)


def write_rule(start: Point, stop: Point, pen: str, wide: float, rng: Random) -> Trace:
    """A line drawn by hand from one point to another."""
    steps = 9
    points = []
    for step in range(steps + 1):
        x, y = (a + (b - a) * step / steps for a, b in zip(start, stop, strict=True))
        points.append((x + rng.gauss(0, 2.2), y + rng.gauss(0, 2.2)))
    return Trace(pen, rounded(tuple(points)), wide, rng.uniform(0.84, 0.98))


def write_words(text: str, at: Point, cap: float, hand: Hand, pen: str, rng: Random) -> Iterator[Trace]:
    """Words that stand alone, from a point on the line they stand on."""
    writer = _Writer(rng, pen, at[0], at[1], rng.gauss(0, 0.004), 0)
    yield from writer.letters(Piece(text, Style(pen), hand, at[0], cap))


def write_scribble(at: Point, wide: float, cap: float, hand: Hand, pen: str, rng: Random) -> Trace:
    """A word that stands alone and that nobody can read."""

    def foot(x: float, _: float) -> float:
        return at[1] + (x - at[0]) * slope

    slope = rng.gauss(0, 0.01)
    marker = cap * hand.marker * rng.uniform(0.8, 0.95)
    return Trace(pen, rounded(_loops(rng, at[0], wide, cap, foot)), marker, rng.uniform(0.84, 0.98))


@dataclass(slots=True)
class _Writer:
    """Somebody who writes one row: chance, and the line the words stand on."""

    rng: Random
    default: str
    origin: float
    baseline: float
    slope: float
    drop: float

    def foot(self, x: float, cap: float) -> float:
        """Where the row's line runs at `x`: nobody writes quite level."""
        along = x - self.origin
        return self.baseline + along * self.slope + self.drop * cap + math.sin(along / 310) * cap * 0.05

    def bullet(self, x: float, piece: Piece, depth: int) -> Iterator[Trace]:
        """A dash before a line; before an inner one a dot."""
        yield from self._character("•" if depth else "-", x, piece)

    def letters(self, piece: Piece) -> Iterator[Trace]:
        """The characters of a piece."""
        x = piece.x
        for character in piece.text:
            yield from self._character(character, x, piece)
            x += piece.hand.advance(character, piece.cap)

    def scribble(self, piece: Piece) -> Iterator[Trace]:
        """A word that nobody can read."""
        points = _loops(self.rng, piece.x, 0.7 * (piece.end - piece.x), piece.cap, self.foot)
        yield self._trace(rounded(points), piece, 0.9)

    def strikes(self, pieces: tuple[Piece, ...]) -> Iterator[Trace]:
        """A line through words struck out."""
        for first, last in _groups(pieces, "struck"):
            middle = 0.45 * first.cap
            yield self._sweep(first, last, (-0.2, 0.2), (middle, middle), 1.1)

    def underline(self, pieces: tuple[Piece, ...]) -> Iterator[Trace]:
        """A line under a heading, under what its first writer wrote."""
        own = [piece for piece in pieces if not piece.style.ringed]
        if own:
            below = -0.3 * own[0].cap
            yield self._sweep(own[0], own[-1], (-0.1, self.rng.uniform(0.05, 0.3)), (below, below), 0.95)

    def rings(self, pieces: tuple[Piece, ...]) -> Iterator[Trace]:
        """A loop around a rank, begun and ended not quite at the same place."""
        for first, last in _groups(pieces, "ringed"):
            cap = first.cap
            middle = (first.x + last.end) / 2 + first.hand.slant * 0.48 * cap
            across, up = (last.end - first.x) / 2 + 0.62 * cap, 0.92 * cap
            start = self.rng.uniform(2.2, 2.7)
            points = []
            for step in range(27):
                turn = start + step * math.tau / 24
                out = 1 + 0.004 * step + self.rng.gauss(0, 0.006)
                # A power below one makes the loop squarer than an ellipse, as hands do around words.
                x, y = math.cos(turn), math.sin(turn)
                x, y = math.copysign(abs(x) ** 0.75, x), math.copysign(abs(y) ** 0.8, y)
                points.append((middle + across * out * x, self.foot(middle, cap) - 0.48 * cap + up * out * y))
            yield self._trace(rounded(tuple(points)), first, 0.95)

    def _character(self, character: str, x: float, piece: Piece) -> Iterator[Trace]:
        """The strokes of one character, shaken."""
        rng, hand, scale = self.rng, piece.hand, piece.cap / CAPITAL
        grow_x, grow_y = rng.gauss(1, 0.05), rng.gauss(1, 0.045)
        lift, tilt = rng.gauss(0, hand.bounce), rng.gauss(0, 0.022)
        wobble = hand.wobble * (1.7 if piece.style.unclear else 1)
        foot = self.foot(x, piece.cap)
        for stroke in hand.form(character).strokes:
            off = (rng.gauss(0, wobble * 0.7), rng.gauss(0, wobble * 0.7))
            points = []
            for gx, gy in stroke.points:
                high = (CAPITAL - gy) * grow_y
                jx, jy = rng.gauss(0, wobble), rng.gauss(0, wobble)
                across = gx * hand.breadth * grow_x + hand.slant * high - tilt * high + off[0] + jx
                points.append((x + across * scale, foot - (high + lift + tilt * gx * 2 + off[1] + jy) * scale))
            yield self._trace(_path(stroke, tuple(points)), piece, 1)

    def _sweep(
        self, first: Piece, last: Piece, beyond: tuple[float, float], above: tuple[float, float], wide: float
    ) -> Trace:
        """One stroke along a row; `beyond` in capitals, `above` in pixels over the line the words stand on."""
        cap, rng = first.cap, self.rng
        left, right = first.x + beyond[0] * cap, last.end + beyond[1] * cap
        points = []
        for step in range(7):
            x = left + (right - left) * step / 6
            high = above[0] + (above[1] - above[0]) * step / 6 + rng.gauss(0, 0.03) * cap
            points.append((x, self.foot(x, cap) - high))
        return self._trace(rounded(tuple(points)), first, wide)

    def _trace(self, points: tuple[Point, ...], piece: Piece, wide: float) -> Trace:
        rng, hand = self.rng, piece.hand
        marker = piece.cap * hand.marker * wide * rng.uniform(0.9, 1.1)
        pen = piece.style.pen or self.default
        return Trace(pen, points, marker, rng.uniform(0.84, 0.98), hand.chisel, hand.nib)


def _loops(
    rng: Random, left: float, wide: float, cap: float, foot: Callable[[float, float], float]
) -> tuple[Point, ...]:
    """Loops of uneven height, run together."""
    x, points = left, list[Point]()
    while x < left + wide:
        tall = 1.0 if not points or rng.random() < 0.25 else 0.5
        high, low = cap * tall * rng.uniform(0.8, 1.05), foot(x, cap)
        points += [(x, low - rng.uniform(0, 0.1) * cap), (x + cap * 0.3, low - high)]
        x += cap * rng.uniform(0.26, 0.5)
        points.append((x - cap * 0.22, low - high * 0.9))
    return tuple(points)


def _groups(pieces: tuple[Piece, ...], what: str) -> Iterator[tuple[Piece, Piece]]:
    """The first and the last of each run of pieces that are all struck, or all ringed."""
    run: list[Piece] = []
    for piece in pieces:
        if getattr(piece.style, what):
            run.append(piece)
        elif run:
            yield run[0], run[-1]
            run = []
    if run:
        yield run[0], run[-1]


def _path(stroke: Stroke, points: tuple[Point, ...]) -> tuple[Point, ...]:
    return rounded(points) if stroke.rounded else points


def rounded(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A curve through the points (Catmull-Rom, its ends doubled)."""
    if len(points) < 3:
        return points
    ends = (points[0], *points, points[-1])
    curve = []
    for before, start, stop, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        curve += [_between(before, start, stop, after, step / _ROUNDING) for step in range(_ROUNDING)]
    return (*curve, points[-1])


def _between(before: Point, start: Point, stop: Point, after: Point, part: float) -> Point:
    def one(a: float, b: float, c: float, d: float) -> float:
        return b + part * ((c - a) + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a))) / 2

    return one(before[0], start[0], stop[0], after[0]), one(before[1], start[1], stop[1], after[1])
