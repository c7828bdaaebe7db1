"""A camera held not quite straight.

In: a flat surface on which something lies, and how the camera is held. Out: the picture that it takes. Guaranteed:
straight lines stay straight, and the same view gives the same pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image

from drawing.alphabet import Point

_FAR = 4200.0
"""From the camera to the surface, in the surface's own pixels; nearer makes the perspective stronger."""


@dataclass(frozen=True, slots=True)
class View:
    """How a camera is held: the point of the surface in the middle of the picture, the size of the surface's pixels
    there, and its turns in radians: to the side, up, and in its own plane."""

    middle: Point
    zoom: float
    yaw: float = 0
    pitch: float = 0
    roll: float = 0

    def seen(self, point: Point, size: tuple[int, int]) -> Point:
        """Where a point of the surface comes to lie in a picture of a size."""
        x, y = point[0] - self.middle[0], point[1] - self.middle[1]
        x, y = x * math.cos(self.roll) - y * math.sin(self.roll), x * math.sin(self.roll) + y * math.cos(self.roll)
        across, deep = x * math.cos(self.yaw), x * math.sin(self.yaw)
        down, deep = (
            y * math.cos(self.pitch) - deep * math.sin(self.pitch),
            deep * math.cos(self.pitch) + y * math.sin(self.pitch),
        )
        scale = self.zoom * _FAR / (_FAR + deep)
        return size[0] / 2 + across * scale, size[1] / 2 + down * scale


def taken(surface: Image.Image, view: View, size: tuple[int, int]) -> Image.Image:
    """The surface as the camera sees it; empty where there is nothing of it."""
    wide, high = surface.size
    corners = [view.seen(corner, size) for corner in ((0, 0), (wide, 0), (wide, high), (0, high))]
    return surface.transform(
        size, Image.Transform.PERSPECTIVE, _coefficients(corners, surface.size), Image.Resampling.BICUBIC
    )


def _coefficients(corners: list[Point], plane: tuple[int, int]) -> tuple[float, ...]:
    """What Pillow needs: for a point of the photo, the point of the plane seen there (Heckbert 1989, inverted)."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    dx1, dx2, dx3 = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, dy3 = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    by = dx1 * dy2 - dx2 * dy1
    g, h = (dx3 * dy2 - dx2 * dy3) / by, (dx1 * dy3 - dx3 * dy1) / by
    a, b, c = x1 - x0 + g * x1, x3 - x0 + h * x3, x0
    d, e, f = y1 - y0 + g * y1, y3 - y0 + h * y3, y0
    inverse = (
        (e - f * h, c * h - b, b * f - c * e),
        (f * g - d, a - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    last = inverse[2][2]
    rows = [[part * size / last for part in row] for row, size in zip(inverse, (*plane, 1), strict=True)]
    return (*rows[0], *rows[1], rows[2][0], rows[2][1])
