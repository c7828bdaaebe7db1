"""A sheet of flip-chart paper, seen straight on, with what the pens wrote on it.

In: a `FlipChart`, its key and its paper. Out: a `Sheet` of `SIZE`. Guaranteed: the same chart gives the same pixels;
each pen's ink lies over that of the rounds before it; a colour that no pen here has raises `UnknownInk`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.alphabet import Point
from drawing.layout import Area, Layout, Row, lay_out
from drawing.writing import Trace, write_row, write_rule
from goldenthread.model.chart import FlipChart, Pen

Colour = tuple[int, int, int]
SIZE = (1500, 2062)
_AREA = Area(94, 94, 1431, 1994)
SQUARE = 47
"""The side of a square of squared paper, in pixels."""
PAPERS: dict[str, Colour] = {
    "plain": (250, 248, 241),
    "squared": (250, 249, 244),
    "brown": (204, 172, 130),
    "yellow": (250, 238, 170),
}
_LINES: Colour = (218, 225, 230)
_INKS: dict[str, Colour] = {
    "black": (34, 34, 40),
    "grey": (116, 118, 124),
    "silver": (150, 152, 158),
    "pencil": (96, 96, 102),
    "blue": (38, 70, 160),
    "navy": (30, 42, 96),
    "turquoise": (20, 150, 160),
    "teal": (14, 110, 116),
    "green": (34, 128, 70),
    "olive": (104, 112, 40),
    "lime": (120, 176, 40),
    "red": (196, 44, 44),
    "maroon": (120, 30, 44),
    "pink": (222, 84, 150),
    "magenta": (190, 40, 130),
    "purple": (112, 52, 150),
    "violet": (112, 70, 176),
    "lilac": (146, 84, 190),
    "orange": (226, 116, 30),
    "yellow": (226, 184, 30),
    "gold": (184, 140, 40),
    "brown": (110, 70, 40),
}
_SAME = {"gray": "grey", "mauve": "lilac", "crimson": "red", "lavender": "lilac"}
_SHADES = {"dark": -0.35, "deep": -0.3, "light": 0.35, "pale": 0.4, "bright": 0.05, "faded": 0.3}
_FADED = 0.78
"""How much ink is left of a pen whose colour nobody can tell any more."""
_DOTS = re.compile(r"(\d+) (?:DOTS?|dots?)\b")
_STICKER = 15


class UnknownInk(ValueError):
    """A pen has a colour that cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a sheet, and how far down it is written on."""

    picture: Image.Image
    lowest: float


def draw_sheet(chart: FlipChart, key: str, paper: str, dots: str = "", fielded: bool = False) -> Sheet:
    """The sheet of a chart on paper of a kind, perhaps parted into fields; `dots` is the colour of the dots stuck
    beside a count of dots."""
    picture = paper_of(paper)
    default = chart.pen("")
    layout = chart_layout(chart, key, fielded)
    rows = layout.rows
    pens = [*sorted(chart.pens, key=lambda pen: pen.round or 0)]
    if not default:
        pens.insert(0, Pen(name="", colours=("black",)))
    first = default.name if default else ""
    rng = Random(f"{key} rules")
    traces = [write_rule(start, stop, first, 6, rng) for start, stop in layout.rules]
    traces += _traces(rows, key, first)
    for pen in pens:
        picture = inked(picture, [trace for trace in traces if trace.pen == pen.name], *_colour(pen))
    if dots:
        _stick(picture, rows, key, ink_of(dots))
    return Sheet(picture, max(row.baseline for row in rows) if rows else _AREA.top)


def check_sheet(chart: FlipChart, key: str, fielded: bool = False) -> None:
    """See that a chart can be drawn, without drawing it; raises `UnknownLetter`, `UnknownInk` or `SheetFull`."""
    chart_layout(chart, key, fielded)
    for pen in chart.pens:
        _colour(pen)


def chart_layout(chart: FlipChart, key: str, fielded: bool = False) -> Layout:
    """Where the words of a chart stand on its sheet; raises `UnknownLetter` or `SheetFull`."""
    return lay_out(chart, key, _AREA, fielded)


def _traces(rows: Iterable[Row], key: str, default: str) -> list[Trace]:
    """What is written, row by row. Rows of the same words are told apart, so that they do not look the same."""
    seen: Counter[str] = Counter()
    traces: list[Trace] = []
    for row in rows:
        traces += write_row(row, seen[row.line.words], key, default)
        seen[row.line.words] += 1
    return traces


def paper_of(kind: str, size: tuple[int, int] = SIZE) -> Image.Image:
    """An empty sheet of a kind of paper."""
    picture = Image.new("RGB", size, PAPERS[kind])
    if kind == "squared":
        draw = ImageDraw.Draw(picture)
        for x in range(SQUARE, size[0], SQUARE):
            draw.line((x, 0, x, size[1]), _LINES, 2)
        for y in range(SQUARE, size[1], SQUARE):
            draw.line((0, y, size[0], y), _LINES, 2)
    return picture


def inked(picture: Image.Image, traces: Sequence[Trace], colour: Colour, strength: float) -> Image.Image:
    """A pen's traces on the paper. Every other one lies on a second coat, so that crossings come out darker."""
    for coat in (traces[::2], traces[1::2]):
        mask = Image.new("L", picture.size, 0)
        draw = ImageDraw.Draw(mask)
        for trace in coat:
            ink = round(255 * trace.ink * strength)
            for x, y, radius in _dabs(trace):
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), ink)
        layer = Image.new("RGB", picture.size, "white")
        layer.paste(colour, mask=mask.filter(ImageFilter.GaussianBlur(0.8)))
        picture = ImageChops.multiply(picture, layer)
    return picture


def _colour(pen: Pen) -> tuple[Colour, float]:
    """A pen's ink and how strong it is; of several colours that it may be, the mean, faded."""
    known = [ink_of(colour) for colour in pen.colours] or [_INKS["black"]]
    red, green, blue = (sum(parts) // len(known) for parts in zip(*known, strict=True))
    return (red, green, blue), (_FADED if len(known) > 1 else 1)


def ink_of(words: str) -> Colour:
    """The ink that words name, such as "red" or "dark green"; raises `UnknownInk`."""
    *shades, name = words.lower().replace("-", " ").split()
    name = _SAME.get(name, name)
    if name not in _INKS or not all(shade in _SHADES for shade in shades):
        raise UnknownInk(f"no pen writes in {words!r}: add the colour to {__name__}")
    by = sum(_SHADES[shade] for shade in shades)
    red, green, blue = (round(part + (255 - part) * by) if by > 0 else round(part * (1 + by)) for part in _INKS[name])
    return red, green, blue


def _dabs(trace: Trace) -> Iterator[tuple[float, float, float]]:
    """Discs along a trace, heavier where the marker sets down and lighter where it lifts: centre and radius."""
    length = sum(math.dist(start, stop) for start, stop in zip(trace.points, trace.points[1:], strict=False))
    done = 0.0
    gap = max(1.2, trace.width * 0.22)
    for start, stop in zip(trace.points, trace.points[1:], strict=False):
        long = math.dist(start, stop)
        across = abs(math.sin(math.atan2(stop[1] - start[1], stop[0] - start[0]) + trace.nib)) if long else 1
        broad = trace.width * (1 - trace.chisel * (0.85 - across))
        steps = max(1, round(long / gap))
        for step in range(steps + 1):
            x, y = _along(start, stop, step / steps)
            part = (done + long * step / steps) / (length or 1)
            press = 1.06 - 0.2 * part * part
            yield x, y, max(1.3, broad * press / 2)
        done += long


def _along(start: Point, stop: Point, part: float) -> Point:
    return start[0] + (stop[0] - start[0]) * part, start[1] + (stop[1] - start[1]) * part


def _stick(picture: Image.Image, rows: Iterable[Row], key: str, colour: Colour) -> None:
    """Sticky dots, as many as the heading beside them counts."""
    rng = Random(f"{key} dots")
    shade = Image.new("L", SIZE, 0)
    stickers: list[Point] = []
    # A heading that goes on below has its dots behind its last row.
    headings = {id(row.line): row for row in rows if row.heading and row.pieces}
    for row in headings.values():
        found = _DOTS.search(row.line.words)
        if not found:
            continue
        x, y = row.pieces[-1].end + 2.6 * _STICKER, row.baseline - 0.5 * row.pieces[0].cap
        for number in range(int(found[1])):
            across, down = divmod(number, 2)
            at = (x + across * 2.2 * _STICKER + rng.gauss(0, 4), y + (down - 0.5) * 2.2 * _STICKER + rng.gauss(0, 4))
            stickers.append((min(at[0], SIZE[0] - 2 * _STICKER), at[1]))
    for x, y in stickers:
        ImageDraw.Draw(shade).ellipse((x - 16, y - 13, x + 18, y + 20), 90)
    picture.paste((60, 50, 50), mask=shade.filter(ImageFilter.GaussianBlur(3)))
    for x, y in stickers:
        part = rng.uniform(0.92, 1.06)
        fill = tuple(min(255, round(level * part)) for level in colour)
        ImageDraw.Draw(picture).ellipse((x - _STICKER, y - _STICKER, x + _STICKER, y + _STICKER), fill)
