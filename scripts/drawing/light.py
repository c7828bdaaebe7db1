"""Light, shade and grain: what makes flat colours look like a photo.

In: pictures. Out: new pictures of the same size. Guaranteed: the same pictures and chance give the same pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.alphabet import Point

Colour = tuple[int, int, int]
Size = tuple[int, int]
Box = tuple[float, float, float, float]
_COARSE = 4
"""Soft shapes are drawn so many times smaller: nobody sees it, and it is sixteen times faster."""


def field(value: Callable[[float, float], float], size: Size) -> Image.Image:
    """A smooth grey picture whose levels (0 to 255) a function of x and y (0 to 1 each) gives."""
    wide, high = 48, 64
    levels = [min(255, max(0, round(value(x / (wide - 1), y / (high - 1))))) for y in range(high) for x in range(wide)]
    return Image.frombytes("L", (wide, high), bytes(levels)).resize(size, Image.Resampling.BICUBIC)


def lit(picture: Image.Image, at: Point, dark: float, tint: tuple[float, float, float]) -> Image.Image:
    """The picture by a light at a point (0 to 1 each), falling off towards the corners by up to `dark` levels."""

    def level(x: float, y: float) -> float:
        away = math.hypot((x - at[0]) * 0.9, (y - at[1]) * 0.8)
        return 255 - dark * away * math.sqrt(away) - 0.2 * dark * y

    grey = field(level, picture.size)
    light = Image.merge("RGB", [grey.point([round(min(255, value * part)) for value in range(256)]) for part in tint])
    return ImageChops.multiply(picture, light)


def grained(picture: Image.Image, rng: Random, strength: float = 0.07) -> Image.Image:
    """The picture with the noise of a small camera indoors."""
    wide, high = picture.size
    noise = Image.frombytes("L", picture.size, rng.randbytes(wide * high)).filter(ImageFilter.GaussianBlur(0.7))
    quiet = noise.point([round((level - 128) * strength) + 128 for level in range(256)])
    return ImageChops.add(picture, quiet.convert("RGB"), 1, -128)


def shadow(picture: Image.Image, shape: Box | list[Point], soft: float, dark: int) -> None:
    """Lay a soft shadow of a rectangle or polygon on a picture; `dark` of 255."""
    wide, high = picture.size
    mask = Image.new("L", (wide // _COARSE, high // _COARSE), 0)
    draw = ImageDraw.Draw(mask)
    if isinstance(shape, list):
        draw.polygon([(x / _COARSE, y / _COARSE) for x, y in shape], dark)
    else:
        draw.rectangle([side / _COARSE for side in shape], dark)
    mask = mask.filter(ImageFilter.GaussianBlur(soft / _COARSE)).resize(picture.size, Image.Resampling.BILINEAR)
    if picture.mode == "RGBA":
        layer = Image.new("RGBA", picture.size, (30, 28, 30, 0))
        layer.putalpha(mask)
        picture.alpha_composite(layer)
    else:
        picture.paste((30, 28, 30), mask=mask)


def shaded(colour: Colour, by: float) -> Colour:
    """A colour made darker (below 0) or lighter (above), -1 to 1."""
    red, green, blue = (round(part + (255 - part) * by) if by > 0 else round(part * (1 + by)) for part in colour)
    return red, green, blue


def mottled(size: Size, colour: Colour, rng: Random, deep: float, grain: tuple[int, int]) -> Image.Image:
    """A surface whose shade varies by up to `deep` levels; `grain` is the size of its spots across and down."""
    small = (max(2, size[0] // grain[0]), max(2, size[1] // grain[1]))
    noise = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    noise = noise.filter(ImageFilter.GaussianBlur(0.8)).resize(size, Image.Resampling.BICUBIC)
    bands = [
        noise.point([min(255, max(0, round(part + (level - 128) / 64 * deep))) for level in range(256)])
        for part in colour
    ]
    return Image.merge("RGB", bands)
