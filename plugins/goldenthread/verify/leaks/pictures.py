"""Pictures compared by what they show, whatever their size and format.

In: the bytes of pictures. Out: whether one shows what another does. Guaranteed: the site's copies of a photo are found
to show it; no input raises.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

_SIDE = 16
_APART = 8.0
"""How far two pictures of one thing may be from each other, in steps of brightness of which there are 256."""
_SMALLEST = 24
"""Pictures with a shorter side than this, in pixels, are signs, which show nothing."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "MPO")


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture looks like from afar: its colours in a raster, row by row, and how wide it is for its height."""

    colours: bytes
    shape: float

    def apart(self, other: Look) -> float:
        """How far two pictures are from each other."""
        if abs(self.shape - other.shape) > 0.06 * self.shape:
            return 256.0
        return sum(abs(one - two) for one, two in zip(self.colours, other.colours, strict=True)) / len(self.colours)


def look(data: bytes) -> Look | None:
    """What a picture looks like; `None` for what is none, or too small to show anything."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMATS) as opened:
                if min(opened.size) < _SMALLEST:
                    return None
                opened.draft("RGB", (_SIDE * 8, _SIDE * 8))
                upright = ImageOps.exif_transpose(opened)
                small = upright.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BOX)
                return Look(small.tobytes(), upright.width / upright.height)
    except Exception:
        return None


def shows(one: Look, withheld: Iterable[Look], public: Iterable[Look]) -> bool:
    """Whether a picture shows something withheld, and nothing public that it is as near to."""
    nearest = min((one.apart(other) for other in withheld), default=256.0)
    return nearest < _APART and nearest < min((one.apart(other) for other in public), default=256.0)
