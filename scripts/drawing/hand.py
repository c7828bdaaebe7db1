"""Hands: how one person's marker writes the alphabet, never twice the same.

In: rows of a layout. Out: `Trace`s, the paths of a marker in pixels, each with its pen. Guaranteed: the same chart
gives the same traces; a line's jitter comes from the chart and the line's own id, so editing one moves no other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from drawing.alphabet import CAPITAL, Point, Stroke, glyph
from drawing.layout import BREADTH, TRACKING, Piece, Row

_ROUNDING = 6
"""Points put between two of a rounded stroke."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody writes: slant, unsteadiness, and the width of the marker as a part of a capital's height."""

    slant: float
    wobble: float
    marker: float
    bounce: float


@dataclass(frozen=True, slots=True)
class Trace:
    """One movement of a marker: points in pixels, the marker's width there, and how much ink it leaves (0 to 1)."""

    pen: str
    points: tuple[Point, ...]
    width: float
    ink: float


def hand_of(chart: str, pen: str) -> Hand:
    """The hand that holds this pen of this chart."""
    rng = Random(f"{chart} hand {pen}")
    return Hand(
        slant=rng.uniform(-0.1, 0.26),
        wobble=rng.uniform(0.2, 0.3),
        marker=rng.uniform(0.135, 0.16) * (1.12 if pen else 1),
        bounce=rng.uniform(0.25, 0.5),
    )


def write_row(row: Row, number: int, chart: str, default: str) -> Iterator[Trace]:
    """The traces of one row: its bullet, its letters, then what was drawn across, under and around them."""
    rng = Random(f"{chart} {row.line.words} {number}")
    slope = rng.gauss(0, 0.0045)
    origin = row.pieces[0].x if row.pieces else 0.0
    drop = rng.gauss(0, 0.09)
    writer = _Writer(rng, chart, default, origin, row.baseline, slope, drop)
    if row.bullet_at is not None and row.pieces:
        yield from writer.bullet(row.bullet_at, row.pieces[0], row.line.depth)
    for piece in row.pieces:
        yield from writer.scribble(piece) if piece.scribble else writer.letters(piece)
    yield from writer.strikes(row.pieces)
    yield from writer.rings(row.pieces)
    if row.heading:
        yield from writer.underline(row.pieces)


@dataclass(slots=True)
class _Writer:
    """Somebody who writes one row: chance, and the line the words stand on."""

    rng: Random
    chart: str
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
        hand = self._hand(piece)
        yield from self._character("•" if depth else "-", x, piece, hand)

    def letters(self, piece: Piece) -> Iterator[Trace]:
        """The characters of a piece."""
        hand, x, scale = self._hand(piece), piece.x, piece.cap / CAPITAL
        for character in piece.text:
            yield from self._character(character, x, piece, hand)
            x += (glyph(character).width + TRACKING) * BREADTH * scale

    def scribble(self, piece: Piece) -> Iterator[Trace]:
        """A word that nobody can read: loops of uneven height, run together."""
        hand, cap, rng = self._hand(piece), piece.cap, self.rng
        x, points = piece.x, list[Point]()
        while x < piece.x + 0.7 * (piece.end - piece.x):
            tall = 1.0 if not points or rng.random() < 0.25 else 0.5
            high, foot = cap * tall * rng.uniform(0.8, 1.05), self.foot(x, cap)
            points += [(x, foot - rng.uniform(0, 0.1) * cap), (x + cap * 0.3, foot - high)]
            x += cap * rng.uniform(0.26, 0.5)
            points.append((x - cap * 0.22, foot - high * 0.9))
        yield self._trace(_rounded(tuple(points)), piece, hand, 0.9)

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
            middle = (first.x + last.end) / 2
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
            yield self._trace(_rounded(tuple(points)), first, self._hand(first), 0.95)

    def _hand(self, piece: Piece) -> Hand:
        return hand_of(self.chart, piece.style.pen or self.default)

    def _character(self, character: str, x: float, piece: Piece, hand: Hand) -> Iterator[Trace]:
        """The strokes of one character, shaken."""
        rng, scale = self.rng, piece.cap / CAPITAL
        grow_x, grow_y = rng.gauss(1, 0.05), rng.gauss(1, 0.045)
        lift, tilt = rng.gauss(0, hand.bounce), rng.gauss(0, 0.022)
        wobble = hand.wobble * (1.7 if piece.style.unclear else 1)
        foot = self.foot(x, piece.cap)
        for stroke in glyph(character).strokes:
            off = (rng.gauss(0, wobble * 0.7), rng.gauss(0, wobble * 0.7))
            points = []
            for gx, gy in stroke.points:
                high = (CAPITAL - gy) * grow_y
                jx, jy = rng.gauss(0, wobble), rng.gauss(0, wobble)
                across = gx * BREADTH * grow_x + hand.slant * high - tilt * high + off[0] + jx
                points.append((x + across * scale, foot - (high + lift + tilt * gx * 2 + off[1] + jy) * scale))
            yield self._trace(_path(stroke, tuple(points)), piece, hand, 1)

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
        return self._trace(_rounded(tuple(points)), first, self._hand(first), wide)

    def _trace(self, points: tuple[Point, ...], piece: Piece, hand: Hand, wide: float) -> Trace:
        rng = self.rng
        marker = piece.cap * hand.marker * wide * rng.uniform(0.9, 1.1)
        return Trace(piece.style.pen or self.default, points, marker, rng.uniform(0.84, 0.98))


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
    return _rounded(points) if stroke.rounded else points


def _rounded(points: tuple[Point, ...]) -> tuple[Point, ...]:
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
