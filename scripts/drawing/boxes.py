"""Where each line of a chart stands on its photo: as the photo was drawn, so it is known.

In: a chart, its key and what is said of its photo. Out: a `Box` for each line that has words. Guaranteed: the box holds
all rows of the line, with a little room around them, and lies within the photo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from PIL import Image

from drawing.alphabet import Point
from drawing.layout import Row
from drawing.places import on_photo
from drawing.sheet import SIZE, Sheet, chart_layout
from drawing.subjects import is_fielded, place_of
from goldenthread.model.chart import Box, FlipChart, Line

_ABOVE, _BELOW, _BESIDE = 1.25, 0.42, 0.35
"""How far writing reaches from the line it stands on, and the room beside it, in capitals."""


def boxes(chart: FlipChart, key: str, words: str) -> Iterator[tuple[Line, Box]]:
    """The lines of a chart with their boxes on its photo, which these words are said of."""
    rows = chart_layout(chart, key, is_fielded(words)).rows
    sheet = Sheet(Image.new("L", SIZE), max(row.baseline for row in rows))
    place = place_of(key, words)
    corners: dict[int, list[Point]] = defaultdict(list)
    for row in rows:
        if row.pieces:
            corners[id(row.line)] += [on_photo(point, sheet, key, place) for point in _corners(row)]
    for _, line in chart.lines():
        if points := corners.get(id(line)):
            yield line, _around(points)


def _corners(row: Row) -> list[Point]:
    cap = max(piece.cap for piece in row.pieces)
    left = (row.pieces[0].x if row.bullet_at is None else row.bullet_at) - _BESIDE * cap
    right, top, foot = row.pieces[-1].end + _BESIDE * cap, row.baseline - _ABOVE * cap, row.baseline + _BELOW * cap
    return [(left, top), (right, top), (right, foot), (left, foot)]


def _around(points: list[Point]) -> Box:
    """The smallest box around points, which are given in parts of the photo."""
    across, down = (
        [min(max(round(one * Box.WHOLE), 0), Box.WHOLE) for one in axis] for axis in zip(*points, strict=True)
    )
    return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
