"""A stage: a room of three dimensions, drawn face by face as a camera in it sees it.

In: faces and shapes at places in metres: x to the right, y up, z away from the camera. Out: a picture. Guaranteed:
what is farther away is drawn first, and nothing behind the camera is drawn at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.alphabet import Point
from drawing.light import Box, Colour, shaded
from drawing.writing import rounded

Spot = tuple[float, float, float]
"""A place in metres: to the right, up, away."""
_NEAR = 0.2


def upright(box: Box, z: float) -> list[Spot]:
    """The corners of a face across the room: left, low, right, high."""
    left, low, right, high = box
    return [(left, low, z), (right, low, z), (right, high, z), (left, high, z)]


def level(box: Box, y: float) -> list[Spot]:
    """The corners of a face as level as a floor: left, near, right, far."""
    left, near, right, far = box
    return [(left, y, near), (right, y, near), (right, y, far), (left, y, far)]


def side(box: Box, x: float) -> list[Spot]:
    """The corners of a face along the room: near, low, far, high."""
    near, low, far, high = box
    return [(x, low, near), (x, low, far), (x, high, far), (x, high, near)]


@dataclass(frozen=True, slots=True)
class Eye:
    """Where the camera stands, how it is turned (radians, to the right and down), and how long its lens is."""

    at: Spot
    yaw: float = 0
    pitch: float = 0
    lens: float = 1.0


@dataclass(slots=True)
class Stage:
    """A picture in the making."""

    picture: Image.Image
    eye: Eye
    props: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    dark: list[tuple[list[Point], int]] = field(default_factory=list)

    def face(self, spots: Sequence[Spot], colour: Colour) -> None:
        """A flat face with these corners."""
        points = self.seen(spots)
        if len(points) > 2:
            ImageDraw.Draw(self.picture).polygon(points, colour)

    def upright(self, box: Box, z: float, colour: Colour) -> None:
        """A face across the room: left, low, right, high."""
        self.face(upright(box, z), colour)

    def level(self, box: Box, y: float, colour: Colour) -> None:
        """A face as level as a floor: left, near, right, far."""
        self.face(level(box, y), colour)

    def side(self, box: Box, x: float, colour: Colour) -> None:
        """A face along the room: near, low, far, high."""
        self.face(side(box, x), colour)

    def line(self, spots: Sequence[Spot], wide: float, colour: Colour) -> None:
        """A line through spots, `wide` metres wide where it is seen."""
        points = self.seen(spots, closed=False)
        if len(points) > 1:
            thick = max(1, round(wide * self.scale(spots[0])))
            draw = ImageDraw.Draw(self.picture)
            draw.line(points, colour, thick, joint="curve")
            for x, y in (points[0], points[-1]):
                draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), colour)

    def shape(self, at: Spot, outline: Iterable[Point], colour: Colour, smooth: bool = True) -> None:
        """An outline facing the camera: metres to the right of and above a spot."""
        spots = [(at[0] + x, at[1] + y, at[2]) for x, y in outline]
        points = self.seen(spots)
        if len(points) > 2:
            closed = rounded((*points, points[0])) if smooth else points
            ImageDraw.Draw(self.picture).polygon(list(closed), colour)

    def round(self, at: Spot, across: float, up: float, colour: Colour) -> None:
        """An ellipse facing the camera, by its half axes."""
        turns = [step * math.tau / 28 for step in range(28)]
        self.shape(at, [(across * math.cos(turn), up * math.sin(turn)) for turn in turns], colour, smooth=False)

    def box(self, low: Spot, high: Spot, colour: Colour, turn: float = 0) -> None:
        """A box by two of its corners, turned around its own middle; its top is lit, its sides less."""
        (x0, y0, z0), (x1, y1, z1) = low, high
        cx, cz = (x0 + x1) / 2, (z0 + z1) / 2

        def turned(x: float, y: float, z: float) -> Spot:
            dx, dz = x - cx, z - cz
            return cx + dx * math.cos(turn) - dz * math.sin(turn), y, cz + dx * math.sin(turn) + dz * math.cos(turn)

        sides = [
            ([(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)], -0.3),
            ([(x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)], -0.1),
            ([(x1, y0, z0), (x1, y0, z1), (x1, y1, z1), (x1, y1, z0)], -0.26),
            ([(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)], -0.18),
        ]
        faces = [([turned(*spot) for spot in spots], shade) for spots, shade in sides]
        faces.sort(key=lambda face: -self._far(face[0]))
        # Of a solid box the two nearer sides are seen, and its top or its underside.
        level = y1 if self.eye.at[1] > y1 else y0
        lid = [turned(x0, level, z0), turned(x1, level, z0), turned(x1, level, z1), turned(x0, level, z1)]
        for spots, shade in faces:
            self.face(spots, shaded(colour, shade))
        self.face(lid, colour if level == y1 else shaded(colour, -0.45))

    def prop(self, z: float, draw: Callable[[], None]) -> None:
        """Something that stands at a distance, to be drawn when all that is behind it has been."""
        self.props.append((z, draw))

    def shade(self, spots: Sequence[Spot], deep: int) -> None:
        """A soft shadow on what is drawn so far; all of them are laid together by `settle`."""
        points = self.seen(spots)
        if len(points) > 2:
            self.dark.append((points, deep))

    def settle(self, soft: float) -> None:
        """Lay the shadows, so many pixels soft."""
        coarse = 8
        size = (self.picture.width // coarse, self.picture.height // coarse)
        mask = Image.new("L", size, 255)
        for points, deep in self.dark:
            layer = Image.new("L", size, 255)
            ImageDraw.Draw(layer).polygon([(x / coarse, y / coarse) for x, y in points], 255 - deep)
            mask = ImageChops.multiply(mask, layer)
        self.dark = []
        mask = mask.filter(ImageFilter.GaussianBlur(soft / coarse)).resize(self.picture.size, Image.Resampling.BILINEAR)
        self.picture = ImageChops.multiply(self.picture, mask.convert("RGB"))

    def finish(self) -> Image.Image:
        """Draw all props, the farthest first, and give the picture."""
        for _, draw in sorted(self.props, key=lambda prop: -prop[0]):
            draw()
        self.props = []
        return self.picture

    def scale(self, spot: Spot) -> float:
        """Pixels to the metre at a spot."""
        return self.picture.width * self.eye.lens / max(_NEAR, self._turned(spot)[2])

    def seen(self, spots: Sequence[Spot], closed: bool = True) -> list[Point]:
        """Where spots come to lie in the picture, cut off just before the camera."""
        turned = [self._turned(spot) for spot in spots]
        kept: list[Spot] = []
        last: Spot | None = None
        for one, other in pairwise([*turned, turned[0]] if closed else turned):
            if one[2] >= _NEAR:
                kept.append(one)
            if (one[2] >= _NEAR) != (other[2] >= _NEAR):
                part = (_NEAR - one[2]) / (other[2] - one[2])
                kept.append((one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1]), _NEAR))
            last = other
        if not closed and last and last[2] >= _NEAR:
            kept.append(last)
        size = self.picture.size
        long = size[0] * self.eye.lens
        return [(size[0] / 2 + long * x / z, size[1] / 2 - long * y / z) for x, y, z in kept]

    def _turned(self, spot: Spot) -> Spot:
        """A spot as the camera has it: from its own place, along its own axes."""
        x, y, z = (one - own for one, own in zip(spot, self.eye.at, strict=True))
        x, z = (
            x * math.cos(self.eye.yaw) - z * math.sin(self.eye.yaw),
            x * math.sin(self.eye.yaw) + z * math.cos(self.eye.yaw),
        )
        y, z = (
            y * math.cos(self.eye.pitch) + z * math.sin(self.eye.pitch),
            z * math.cos(self.eye.pitch) - y * math.sin(self.eye.pitch),
        )
        return x, y, z

    def _far(self, spots: Sequence[Spot]) -> float:
        middle = [sum(spot[axis] for spot in spots) / len(spots) for axis in range(3)]
        return math.dist(middle, self.eye.at)
