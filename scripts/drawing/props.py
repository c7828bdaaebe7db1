"""What is with a sheet where it hangs or lies: its curl and creases, tape, pins, a cup, a pen, the light of a window.

In: a picture or the plane of a place, and where on it. Out: the same, with the thing drawn on it. Guaranteed: the same
key gives the same pixels.
"""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.alphabet import Point
from drawing.light import Colour, field, shaded, shadow

PLANE = (2700, 3262)
"""The size of the plane on which a sheet hangs or lies, in pixels."""


def curled(sheet: Image.Image, rng: Random) -> Image.Image:
    """The sheet with the shades of paper that was rolled or folded: across its width, and towards its lower edge."""
    wave, slant = rng.uniform(7, 11), rng.uniform(1, 4)
    folded = rng.random() < 0.25

    def shade(x: float, y: float) -> float:
        roll = 3.5 * math.sin(y * wave + 0.8) + 2.0 * math.sin(x * 6 + y * slant)
        low = max(0.0, (y - 0.86) / 0.14)
        return 250 + roll - 20 * low * low

    picture = ImageChops.multiply(sheet, field(shade, sheet.size).convert("RGB"))
    if folded:
        _creases(picture)
    return picture


def _creases(picture: Image.Image) -> None:
    """The folds of a sheet that travelled home in a bag."""
    dark = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(dark)
    wide, high = picture.size
    for line in ((0, high // 2, wide, high // 2), (wide // 2, 0, wide // 2, high)):
        draw.line(line, 34, 5)
        draw.line([side + 9 for side in line], 12, 14)
    picture.paste((120, 112, 100), mask=dark.filter(ImageFilter.GaussianBlur(3)))


def draw_tape(plane: Image.Image, at: tuple[int, int], colour: Colour, rng: Random) -> None:
    """A torn piece of tape across a corner."""
    slope = rng.choice((-1, 1)) * rng.uniform(0.5, 0.9)
    across, wide = rng.uniform(75, 95), 27
    ax, ay = math.cos(slope) * across, math.sin(slope) * across
    nx, ny = -math.sin(slope) * wide, math.cos(slope) * wide
    edge: list[Point] = []
    for side in (-1, 1):
        for part in (-1, -0.5, 0, 0.5, 1):
            out = side + rng.uniform(-9, 9) / across
            edge.append((at[0] + ax * out + nx * part * -side, at[1] + ay * out + ny * part * -side))
    left, top = min(x for x, _ in edge), min(y for _, y in edge)
    right, foot = max(x for x, _ in edge), max(y for _, y in edge)
    layer = Image.new("RGBA", (round(right - left) + 2, round(foot - top) + 2), (*colour, 0))
    ImageDraw.Draw(layer).polygon([(x - left, y - top) for x, y in edge], (*colour, 226))
    plane.alpha_composite(layer, (max(0, round(left)), max(0, round(top))))


def draw_disc(plane: Image.Image, at: tuple[int, int], radius: int, colour: Colour) -> None:
    """A magnet or the head of a pin, with its shadow and a gleam."""
    x, y = at
    draw = ImageDraw.Draw(plane)
    draw.ellipse((x - radius + 5, y - radius + 8, x + radius + 8, y + radius + 11), (70, 68, 66, 255))
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
    gleam = radius * 0.4
    draw.ellipse((x - gleam * 1.5, y - gleam * 1.6, x - gleam * 0.3, y - gleam * 0.4), shaded(colour, 0.45))


def draw_cup(plane: Image.Image, at: tuple[int, int], rng: Random) -> None:
    """A cup of tea from above, on its saucer."""
    x, y = at
    china = rng.choice(((244, 244, 240), (150, 180, 200), (224, 190, 120)))
    shadow(plane, (x - 110, y - 100, x + 150, y + 160), 30, 110)
    draw = ImageDraw.Draw(plane)
    for radius, colour in (
        (165, china),
        (120, shaded(china, -0.1)),
        (104, china),
        (88, (122, 76, 42)),
        (80, (138, 88, 50)),
    ):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
    draw.rounded_rectangle((x + 92, y - 20, x + 190, y + 20), 18, shaded(china, -0.05))


def draw_marker(plane: Image.Image, at: tuple[int, int], turn: float, rng: Random) -> None:
    """A felt marker lying at an angle."""
    colour = rng.choice(((34, 34, 40), (146, 84, 190), (196, 44, 44), (34, 128, 70), (38, 70, 160)))
    pen = Image.new("RGBA", (420, 420), (0, 0, 0, 0))
    draw = ImageDraw.Draw(pen)
    draw.rounded_rectangle((22, 184, 410, 240), 22, (40, 36, 34, 70))
    draw.rounded_rectangle((16, 176, 400, 228), 20, (238, 238, 234, 255))
    draw.rounded_rectangle((16, 176, 150, 228), 20, colour)
    draw.rectangle((150, 176, 168, 228), shaded(colour, -0.2))
    draw.rectangle((180, 180, 390, 188), (255, 255, 255, 255))
    pen = pen.rotate(math.degrees(turn), Image.Resampling.BICUBIC)
    plane.alpha_composite(pen, (max(0, min(at[0] - 210, PLANE[0] - 420)), at[1] - 210))


def sunlit(picture: Image.Image, rng: Random) -> Image.Image:
    """The light of a window lying across the picture: brighter panes, parted by the shadow of their frame."""
    wide, high = picture.size
    mask = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(mask)
    lean, left, top = rng.uniform(0.25, 0.6), rng.uniform(0.05, 0.5) * wide, rng.uniform(-0.1, 0.3) * high
    for across in range(2):
        for down in range(3):
            x, y = left + across * 0.26 * wide, top + down * 0.24 * high
            corner = x + y * lean * 0.3
            w, h = 0.23 * wide, 0.21 * high
            draw.polygon(
                [
                    (corner, y),
                    (corner + w, y + w * 0.12),
                    (corner + w + h * lean, y + h),
                    (corner + h * lean, y + h - 20),
                ],
                255,
            )
    mask = mask.filter(ImageFilter.GaussianBlur(9))
    dark = picture.point([round(level * 0.9) for level in range(256)] * 3)
    bright = ImageChops.multiply(picture, Image.new("RGB", picture.size, (255, 252, 240)))
    return Image.composite(bright, dark, mask)
