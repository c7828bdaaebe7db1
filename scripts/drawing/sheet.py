"""A sheet of flip-chart paper, seen straight on, with what the pens wrote on it.

In: a `FlipChart` and its key. Out: an RGB picture of `SIZE`. Guaranteed: the same chart gives the same pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFilter

from drawing.alphabet import Point
from drawing.hand import Trace, write_row
from drawing.layout import Area, lay_out
from goldenthread.model.chart import FlipChart, Pen

Colour = tuple[int, int, int]
SIZE = (2400, 3300)
_AREA = Area(150, 150, 2290, 3190)
_PAPER: Colour = (250, 248, 241)
_SQUARES: Colour = (222, 228, 232)
_INKS: dict[str, Colour] = {
    "black": (34, 34, 40),
    "lilac": (146, 84, 190),
    "red": (196, 44, 44),
    "green": (34, 128, 70),
    "blue": (38, 70, 160),
    "orange": (226, 120, 30),
    "brown": (110, 70, 40),
}
_FADED = 0.78
"""How much ink is left of a pen whose colour nobody can tell any more."""


def draw_sheet(chart: FlipChart, key: str, squared: bool) -> Image.Image:
    """The sheet of a chart, on plain or squared paper."""
    picture = _paper(squared)
    default = chart.pen("")
    rows = lay_out(chart, _AREA)
    traces = [
        trace
        for number, row in enumerate(rows)
        for trace in write_row(row, number, key, default.name if default else "")
    ]
    for pen in sorted(chart.pens, key=lambda pen: pen.round or 0):
        _ink(picture, [trace for trace in traces if trace.pen == pen.name], pen)
    return picture


def _paper(squared: bool) -> Image.Image:
    picture = Image.new("RGB", SIZE, _PAPER)
    if squared:
        draw = ImageDraw.Draw(picture)
        for x in range(75, SIZE[0], 75):
            draw.line((x, 0, x, SIZE[1]), _SQUARES, 3)
        for y in range(75, SIZE[1], 75):
            draw.line((0, y, SIZE[0], y), _SQUARES, 3)
    return picture


def _ink(picture: Image.Image, traces: list[Trace], pen: Pen) -> None:
    """Lay a pen's traces on the paper. Every other one lies on a second coat, so that crossings come out darker."""
    colour, strength = _colour(pen)
    for coat in (traces[::2], traces[1::2]):
        mask = Image.new("L", SIZE, 0)
        draw = ImageDraw.Draw(mask)
        for trace in coat:
            for x, y, radius in _dabs(trace):
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), round(255 * trace.ink * strength))
        picture.paste(colour, mask=mask.filter(ImageFilter.GaussianBlur(1.1)))


def _colour(pen: Pen) -> tuple[Colour, float]:
    """A pen's ink and how strong it is; of several colours that it may be, the mean, faded."""
    known = [_INKS[colour] for colour in pen.colours]
    red, green, blue = (sum(parts) // len(known) for parts in zip(*known, strict=True))
    return (red, green, blue), (_FADED if len(known) > 1 else 1)


def _dabs(trace: Trace) -> Iterator[tuple[int, int, int]]:
    """Discs along a trace, heavier where the marker sets down and lighter where it lifts: centre and radius."""
    length = sum(math.dist(start, stop) for start, stop in zip(trace.points, trace.points[1:], strict=False))
    done = 0.0
    for start, stop in zip(trace.points, trace.points[1:], strict=False):
        long = math.dist(start, stop)
        steps = max(1, round(long / 2.5))
        for step in range(steps + 1):
            x, y = _along(start, stop, step / steps)
            part = (done + long * step / steps) / (length or 1)
            press = 1.06 - 0.2 * part * part
            yield round(x), round(y), max(2, round(trace.width * press / 2))
        done += long


def _along(start: Point, stop: Point, part: float) -> Point:
    return start[0] + (stop[0] - start[0]) * part, start[1] + (stop[1] - start[1]) * part
