"""Where each word of a transcript stands on its sheet.

In: a `FlipChart`, its key and the measures of a sheet. Out: a `Layout`, rows of pieces. Guaranteed: every word of the
transcript stands on the sheet once, in order, in its pen; the writing is made smaller until all of it fits, and where
nobody could read it any more, `SheetFull` is raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from drawing.alphabet import CAPITAL, Point
from drawing.hand import Hand, hand_of
from goldenthread.model.chart import Block, FlipChart, Line, Span

_PITCH = 1.72
_INDENT = 1.8
_HEADING_GAP, _UNDERLINED = 0.5, 0.2
_LARGEST, _SHRINK, _SMALLEST = (39.0, 46.0), 0.98, 15.0
"""Capitals in pixels: how large they are where there is room, by what they shrink, and where that ends."""
_SCRIBBLE = "illegible"


class SheetFull(ValueError):
    """A transcript is longer than anybody could write on one sheet."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words stand on the sheet: in which pen ("" the default one), struck out, ringed, hardly legible."""

    pen: str = ""
    struck: bool = False
    ringed: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one style at `x`, written by a hand with capitals of height `cap`."""

    text: str
    style: Style
    hand: Hand
    x: float
    cap: float

    @property
    def scribble(self) -> bool:
        """Whether the transcript says only that something illegible stands here."""
        return self.style.unclear and self.text.strip("[]") == _SCRIBBLE

    @property
    def end(self) -> float:
        """Where the last letter ends."""
        room = self.hand.tracking * self.hand.breadth * self.cap / CAPITAL
        return self.x + self.hand.width(self.text, self.cap) - room


@dataclass(frozen=True, slots=True)
class Row:
    """One row of writing: the line it belongs to, its pieces, and the line they stand on."""

    line: Line
    baseline: float
    pieces: tuple[Piece, ...]
    bullet_at: float | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """The part of a sheet that is written on, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a chart, and the lines that part its fields, each from one point to another."""

    rows: tuple[Row, ...]
    rules: tuple[tuple[Point, Point], ...] = ()


@dataclass(slots=True)
class _Writing:
    """The rows written so far and where the next one stands."""

    area: Area
    chart: FlipChart
    key: str
    cap: float
    y: float
    rows: list[Row] = field(default_factory=list)

    def hand(self, pen: str) -> Hand:
        """The hand that holds a pen ("" the default one)."""
        default = self.chart.pen("")
        first = default.name if default else ""
        return hand_of(self.key, pen or first, first=pen in ("", first))

    def write(self, block: Block) -> None:
        """Write a block below what is there."""
        if block.heading:
            self.y += _HEADING_GAP * self.cap if self.rows else 0
            _write(block.heading, self, heading=True)
        for line in block.lines:
            _write(line, self)

    @property
    def fits(self) -> bool:
        """Whether all rows stand inside the area."""
        low = self.rows[-1].baseline if self.rows else 0.0
        wide = max((row.pieces[-1].end for row in self.rows if row.pieces), default=0.0)
        return low < self.area.bottom and wide <= self.area.right


def lay_out(chart: FlipChart, key: str, area: Area, fielded: bool = False) -> Layout:
    """The rows of a chart, as large as they fit; `fielded` ones in fields, two abreast. Raises `SheetFull`."""
    cap = Random(f"{key} size").uniform(*_LARGEST)
    while cap >= _SMALLEST:
        layout = _in_fields(chart, key, area, cap) if fielded else _in_one(chart, key, area, cap)
        if layout:
            return layout
        cap *= _SHRINK
    raise SheetFull(f"{key}: the transcript is too long for one sheet, however small the hand; part it into two charts")


def _in_one(chart: FlipChart, key: str, area: Area, cap: float) -> Layout | None:
    """All blocks below one another, if they fit."""
    writing = _Writing(area, chart, key, cap, area.top + cap)
    for block in chart.blocks:
        writing.write(block)
    return Layout(tuple(writing.rows)) if writing.fits else None


def _in_fields(chart: FlipChart, key: str, area: Area, cap: float) -> Layout | None:
    """What has no heading on top; the other blocks in fields, two abreast, if they fit."""
    top = _Writing(area, chart, key, cap, area.top + cap)
    for block in chart.blocks:
        if not block.heading:
            top.write(block)
    blocks = [block for block in chart.blocks if block.heading]
    high = (area.bottom - top.y) / ((len(blocks) + 1) // 2)
    middle = (area.left + area.right) / 2
    rows, fits = [*top.rows], top.fits
    for number, block in enumerate(blocks):
        left, right = (middle + cap, area.right) if number % 2 else (area.left, middle - cap)
        upper = top.y + number // 2 * high
        field_area = Area(left, upper + 0.5 * cap, right, upper + high - 0.5 * cap)
        writing = _Writing(field_area, chart, key, cap, field_area.top + cap)
        writing.write(block)
        rows += writing.rows
        fits = fits and writing.fits
    across = [((area.left, top.y + high * n), (area.right, top.y + high * n)) for n in range((len(blocks) + 1) // 2)]
    return Layout(tuple(rows), (((middle, top.y), (middle, area.bottom)), *across)) if fits else None


def _write(line: Line, writing: _Writing, heading: bool = False) -> None:
    """Write a line from the left, going on below where it is too long."""
    cap = writing.cap * (1.08 if heading else 0.93 if line.depth else 1)
    own = writing.hand(line.attributes.pen)
    bullet_at = writing.area.left + line.depth * _INDENT * cap if line.bullet and not heading else None
    left = writing.area.left if bullet_at is None else bullet_at + 0.8 * cap
    x, pieces = left, list[Piece]()
    for word in _words(line):
        parts = [(text, style, writing.hand(style.pen)) for text, style in word]
        wide = sum(hand.width(text, cap * hand.size) for text, _, hand in parts)
        if pieces and word[0][1].ringed != pieces[-1].style.ringed:
            x += (1.3 if word[0][1].ringed else 0.6) * cap
        if pieces and x + wide > writing.area.right:
            _end_row(line, pieces, bullet_at, heading, writing)
            x, pieces, bullet_at = left, [], None
        for text, style, hand in parts:
            pieces.append(Piece(text, style, hand, x, cap * hand.size))
            x += hand.width(text, cap * hand.size)
        x += own.width(" ", cap)
    _end_row(line, pieces, bullet_at, heading, writing)


def _end_row(line: Line, pieces: list[Piece], bullet_at: float | None, heading: bool, writing: _Writing) -> None:
    writing.rows.append(Row(line, writing.y, tuple(pieces), bullet_at, heading))
    writing.y += (_PITCH + (_UNDERLINED if heading else 0)) * writing.cap


def _words(line: Line) -> Iterator[list[tuple[str, Style]]]:
    """The words of a line; a word may change its pen in the middle."""
    word: list[tuple[str, Style]] = []
    for text, style in _runs(line.spans, Style(line.attributes.pen)):
        for part in re.findall(r"\s+|\S+", text):
            if not part.isspace():
                word.append((part, style))
            elif word:
                yield word
                word = []
    if word:
        yield word


def _runs(spans: tuple[Span, ...], outer: Style) -> Iterator[tuple[str, Style]]:
    """The words of spans with what holds for them, inner ones included."""
    for span in spans:
        style = replace(
            outer,
            pen=span.attributes.pen or outer.pen,
            struck=outer.struck or span.form == "strike",
            ringed=outer.ringed or span.attributes.rank is not None,
            unclear=outer.unclear or "unclear" in span.attributes.marks,
        )
        if span.text:
            yield span.text, style
        yield from _runs(span.spans, style)
