"""The room: a sheet on its easel or taped to a wall, seen by somebody who holds a camera not quite straight.

In: the picture of a sheet, and the chart's key. Out: an RGB picture of `SIZE`. Guaranteed: the same sheet and key give
the same pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.alphabet import Point

SIZE = (1600, 2100)
_LARGE = (3200, 4200)
"""The size before the picture is made smaller, which smooths its edges."""
_PLANE = (3200, 4200)
"""The plane in which sheet, board and tape lie."""
Corners = tuple[Point, Point, Point, Point]
"""Top left, top right, bottom right, bottom left."""


def photograph(sheet: Image.Image, key: str, taped: bool) -> Image.Image:
    """A photo of the sheet: taped to a wall beside another one, or on an easel."""
    rng = Random(f"{key} camera")
    wall = (196, 205, 200) if taped else (214, 206, 192)
    plane = _taped(sheet, rng) if taped else _on_easel(sheet)
    room = _wall(wall, taped)
    seen = plane.transform(
        _LARGE, Image.Transform.PERSPECTIVE, _coefficients(_corners(rng, taped)), Image.Resampling.BICUBIC
    )
    room.paste(seen, mask=seen.getchannel("A"))
    small = room.resize(SIZE, Image.Resampling.LANCZOS)
    lit = ImageChops.multiply(small, _light(taped))
    return _grain(lit.filter(ImageFilter.GaussianBlur(0.55)), rng)


def _wall(colour: tuple[int, int, int], taped: bool) -> Image.Image:
    """What is behind: a painted wall, and for an easel the skirting and floor below it."""
    picture = Image.new("RGB", _LARGE, colour)
    draw = ImageDraw.Draw(picture)
    if not taped:
        draw.rectangle((0, 3880, _LARGE[0], 4000), (232, 228, 220))
        draw.rectangle((0, 3872, _LARGE[0], 3882), (168, 160, 150))
        draw.rectangle((0, 4000, _LARGE[0], _LARGE[1]), (122, 112, 104))
    return picture.filter(ImageFilter.GaussianBlur(5))


def _on_easel(sheet: Image.Image) -> Image.Image:
    """The plane of an easel: legs, a board, the sheet, and the bar that clamps it."""
    plane = Image.new("RGBA", _PLANE, (0, 0, 0, 0))
    _shadow(plane, (330, 330, 2950, 3960), 60, 120)
    draw = ImageDraw.Draw(plane)
    for left, right in (((620, 3300), (520, 4200)), ((2580, 3300), (2680, 4200))):
        draw.line((left, right), (92, 94, 98, 255), 74)
    draw.rounded_rectangle((290, 300, 2910, 3850), 30, (70, 72, 78, 255))
    draw.rounded_rectangle((304, 314, 2896, 3836), 26, (226, 228, 230, 255))
    _shadow(plane, (404, 380, 2806, 3708), 16, 110)
    plane.paste(_curled(sheet), (400, 370))
    draw.rounded_rectangle((270, 300, 2930, 424), 26, (58, 60, 66, 255))
    draw.rectangle((290, 316, 2910, 336), (112, 116, 124, 255))
    for x in (520, 2680):
        draw.ellipse((x - 46, 316, x + 46, 408), (34, 35, 40, 255))
        draw.ellipse((x - 30, 326, x + 22, 378), (88, 90, 98, 255))
    return plane


def _taped(sheet: Image.Image, rng: Random) -> Image.Image:
    """The plane of a wall: the edge of a neighbouring sheet, this one, and tape on its corners."""
    plane = Image.new("RGBA", _PLANE, (0, 0, 0, 0))
    _shadow(plane, (-600, 640, 250, 3940), 22, 110)
    ImageDraw.Draw(plane).rectangle((-600, 620, 234, 3920), (240, 238, 230, 255))
    _shadow(plane, (408, 392, 2818, 3706), 24, 120)
    plane.paste(_curled(sheet), (400, 370))
    for x, y in ((400, 380), (2800, 384), (2792, 3662), (408, 3660), (230, 640)):
        _tape(plane, x, y, rng)
    return plane


def _tape(plane: Image.Image, x: int, y: int, rng: Random) -> None:
    """A torn piece of masking tape across a corner."""
    slope = rng.choice((-1, 1)) * rng.uniform(0.5, 0.9)
    across, wide = rng.uniform(120, 150), 42
    ax, ay = math.cos(slope) * across, math.sin(slope) * across
    nx, ny = -math.sin(slope) * wide, math.cos(slope) * wide
    edge: list[Point] = []
    for side in (-1, 1):
        torn = [(part, rng.uniform(-14, 14)) for part in (-1, -0.5, 0, 0.5, 1)]
        for part, tear in torn:
            out = side + tear / across
            edge.append((x + ax * out + nx * part * -side, y + ay * out + ny * part * -side))
    layer = Image.new("RGBA", _PLANE, (0, 0, 0, 0))
    ImageDraw.Draw(layer).polygon(edge, (226, 208, 158, 232))
    plane.alpha_composite(layer)


def _shadow(plane: Image.Image, box: tuple[int, int, int, int], soft: int, dark: int) -> None:
    """A soft shadow of a rectangle, a little below and beside where the thing itself will lie."""
    mask = Image.new("L", (_PLANE[0] // 4, _PLANE[1] // 4), 0)
    ImageDraw.Draw(mask).rectangle([side // 4 for side in box], dark)
    mask = mask.filter(ImageFilter.GaussianBlur(soft / 4)).resize(_PLANE, Image.Resampling.BICUBIC)
    layer = Image.new("RGBA", _PLANE, (30, 28, 30, 0))
    layer.putalpha(mask)
    plane.alpha_composite(layer)


def _curled(sheet: Image.Image) -> Image.Image:
    """The sheet with the shades of paper that has been rolled: across its width and towards its lower edge."""

    def shade(x: float, y: float) -> float:
        roll = 3.5 * math.sin(y * 9.5 + 0.8) + 2.0 * math.sin(x * 6 + y * 3)
        low = max(0.0, (y - 0.86) / 0.14)
        return 250 + roll - 20 * low * low

    return ImageChops.multiply(sheet, _field(shade, sheet.size).convert("RGB"))


def _light(taped: bool) -> Image.Image:
    """Light from a window on one side, falling off towards the corners; warm by lamps, cool by day."""
    bright = 0.14 if taped else 0.84

    def level(x: float, y: float) -> float:
        away = math.hypot((x - bright) * 0.9, (y - 0.3) * 0.8)
        return 255 - 40 * away * math.sqrt(away) - 8 * y

    field = _field(level, SIZE)
    tint = (0.985, 1.0, 0.995) if taped else (1.0, 0.985, 0.945)
    return Image.merge("RGB", [field.point([round(value * part) for value in range(256)]) for part in tint])


def _field(value: Callable[[float, float], float], size: tuple[int, int]) -> Image.Image:
    """A smooth grey picture whose levels a function of x and y (0 to 1 each) gives."""
    wide, high = 48, 64
    levels = [min(255, max(0, round(value(x / (wide - 1), y / (high - 1))))) for y in range(high) for x in range(wide)]
    return Image.frombytes("L", (wide, high), bytes(levels)).resize(size, Image.Resampling.BICUBIC)


def _grain(picture: Image.Image, rng: Random) -> Image.Image:
    """The noise of a small camera indoors."""
    noise = Image.frombytes("L", SIZE, rng.randbytes(SIZE[0] * SIZE[1])).filter(ImageFilter.GaussianBlur(0.7))
    quiet = noise.point([round((level - 128) * 0.07) + 128 for level in range(256)])
    return ImageChops.add(picture, quiet.convert("RGB"), 1, -128)


def _corners(rng: Random, taped: bool) -> Corners:
    """Where the plane's corners come to lie: a camera to the left of an easel, or to the right of a taped sheet."""
    lean = rng.uniform(60, 110) * (1 if taped else -1)
    tilt = rng.uniform(14, 30)

    def shaken(x: float, y: float) -> Point:
        return x + rng.uniform(-18, 18), y + rng.uniform(-18, 18)

    width, height = _LARGE
    return (
        shaken(-60 + tilt, -150 - lean),
        shaken(width + 60 + tilt, -150 + lean),
        shaken(width + 130 - tilt, height + 130 - lean),
        shaken(-130 - tilt, height + 130 + lean),
    )


def _coefficients(corners: Corners) -> tuple[float, ...]:
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
    wide, high = _PLANE
    last = inverse[2][2]
    rows = [[part * size / last for part in row] for row, size in zip(inverse, (wide, high, 1), strict=True)]
    return (*rows[0], *rows[1], rows[2][0], rows[2][1])
