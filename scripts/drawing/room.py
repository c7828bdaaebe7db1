"""A room in which people met, seen from the back of it.

In: the words of a photo (its alternative text and caption) and its key. Out: an RGB picture of `SIZE`. Guaranteed: the
same words and key give the same pixels; nobody in it can be recognised, because nobody is in it but shapes.
"""

from __future__ import annotations

from random import Random

from PIL import Image, ImageChops, ImageFilter

from drawing.gathering import gather
from drawing.light import grained, lit, shaded
from drawing.stage import Eye, Stage
from drawing.walls import Room, build, some_room

SIZE = (1600, 1067)
_LARGE = (2800, 1867)
"""The size before the picture is made smaller, which smooths its edges."""


def draw_room(words: str, key: str) -> Image.Image:
    """A photo of a room in which there is what the words speak of."""
    rng = Random(f"{key} room")
    room = some_room(words, rng)
    eye = Eye(
        at=(room.wide / 2 - room.side * rng.uniform(0.5, 1.2), rng.uniform(1.62, 1.85), 0.1),
        yaw=room.side * rng.uniform(-0.02, 0.1),
        pitch=rng.uniform(0.1, 0.15),
        lens=rng.uniform(0.66, 0.74),
    )
    stage = Stage(Image.new("RGB", _LARGE, shaded(room.wall, 0.3)), eye)
    build(stage, room, rng)
    gather(stage, room, rng)
    stage.settle(26)
    return _developed(stage.finish(), room, rng)


def _developed(picture: Image.Image, room: Room, rng: Random) -> Image.Image:
    """The picture as a telephone takes it: a little soft, lit from the windows, with glare around them and grain."""
    picture = picture.resize(SIZE, Image.Resampling.LANCZOS)
    if not room.late:
        bright = picture.convert("L").point([0 if level < 226 else (level - 226) * 5 for level in range(256)])
        halo = bright.resize((400, 267)).filter(ImageFilter.GaussianBlur(9)).resize(SIZE, Image.Resampling.BICUBIC)
        halo = halo.point([round(level * 0.22) for level in range(256)])
        picture = ImageChops.screen(picture, halo.convert("RGB"))
    at = (0.5, 0.25) if room.late else (0.08 if room.side < 0 else 0.92, 0.35)
    tint = (1.0, 0.95, 0.84) if room.late else rng.choice(((1.0, 0.99, 0.96), (1.0, 0.98, 0.94), (0.985, 0.995, 1.0)))
    picture = lit(picture, at, rng.uniform(60, 80), tint)
    return grained(picture.filter(ImageFilter.GaussianBlur(0.5)), rng, 0.06)
