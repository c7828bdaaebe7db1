"""Photos made in the test: four corners of known colours, and whatever a camera puts beside the picture."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

CORNERS = {"top left": "red", "top right": "lime", "bottom left": "blue", "bottom right": "yellow"}

Photo = Callable[..., bytes]


@pytest.fixture
def photo() -> Photo:
    """`photo("JPEG", (60, 40), exif=…)`: a picture with four coloured corners, stored as a camera would."""

    def make(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
        out = BytesIO()
        corners(*size).convert(mode).save(out, kind, **options)
        return out.getvalue()

    return make


def corners(width: int, height: int) -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    half = (width // 2, height // 2)
    places = [(0, 0), (half[0], 0), (0, half[1]), half]
    for colour, place in zip(CORNERS.values(), places, strict=True):
        image.paste(colour, (*place, place[0] + half[0], place[1] + half[1]))
    return image
