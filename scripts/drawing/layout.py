"""Where each word of a transcript stands on its sheet.

In: a `FlipChart` and the measures of a sheet. Out: `Row`s of `Piece`s. Guaranteed: every word of the transcript
stands on the sheet once, in order, in its pen; the writing is made smaller until all of it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from drawing.alphabet import CAPITAL, glyph
from goldenthread.model.chart import FlipChart, Line, Span

TRACKING = 2.05
"""The room between two letters, on the alphabet's grid."""
BREADTH = 1.17
"""How much broader than the grid people write on a sheet as wide as this."""
_PITCH = 1.72
_INDENT = 1.8
_HEADING_GAP, _UNDERLINED = 0.5, 0.1
_LARGEST, _SHRINK = 66.0, 0.98
_SCRIBBLE = "illegible"


@dataclass(frozen=True, slots=True)
class Style:
    """How words stand on the sheet: in which pen ("" the default one), struck out, ringed, hardly legible."""

    pen: str = ""
    struck: bool = False
    ringed: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one style at `x`, written with capitals of height `cap`. A scribble has words nobody can read."""

    text: str
    style: Style
    x: float
    cap: float

    @property
    def scribble(self) -> bool:
        """Whether the transcript says only that something illegible stands here."""
        return self.style.unclear and self.text.strip("[]") == _SCRIBBLE

    @property
    def end(self) -> float:
        """Where the last letter ends."""
        return self.x + width(self.text, self.cap) - TRACKING * BREADTH * self.cap / CAPITAL


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


@dataclass(slots=True)
class _Writing:
    """The rows written so far and where the next one stands."""

    area: Area
    cap: float
    y: float
    rows: list[Row] = field(default_factory=list)


def width(text: str, cap: float) -> float:
    """How wide these characters are, in pixels, the room behind the last one included."""
    return sum(glyph(character).width + TRACKING for character in text) * BREADTH * cap / CAPITAL


def lay_out(chart: FlipChart, area: Area) -> tuple[Row, ...]:
    """The rows of a chart, as large as they fit."""
    cap = _LARGEST
    while True:
        writing = _Writing(area, cap, area.top + cap)
        for block in chart.blocks:
            if block.heading:
                writing.y += _HEADING_GAP * cap if writing.rows else 0
                _write(block.heading, writing, heading=True)
            for line in block.lines:
                _write(line, writing)
        if writing.rows[-1].baseline < area.bottom:
            return tuple(writing.rows)
        cap *= _SHRINK


def _write(line: Line, writing: _Writing, heading: bool = False) -> None:
    """Write a line from the left, going on below where it is too long."""
    cap = writing.cap * (1.08 if heading else 0.93 if line.depth else 1)
    space = width(" ", cap)
    bullet_at = writing.area.left + line.depth * _INDENT * cap if line.bullet and not heading else None
    left = writing.area.left if bullet_at is None else bullet_at + 0.8 * cap
    x, pieces = left, list[Piece]()
    for word in _words(line):
        wide = sum(width(text, cap) for text, _ in word)
        x += 1.3 * cap if pieces and word[0][1].ringed and not pieces[-1].style.ringed else 0
        if pieces and x + wide > writing.area.right:
            _end_row(line, pieces, bullet_at, heading, writing)
            x, pieces, bullet_at = left, [], None
        for text, style in word:
            pieces.append(Piece(text, style, x, cap))
            x += width(text, cap)
        x += space
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
