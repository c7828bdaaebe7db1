"""What a telephone writes into a photo besides the picture, all of it invented, for the photo pipeline to take out.

In: an upright picture, its key, the day it was taken. Out: the bytes of a JPEG. Guaranteed: turned as its orientation
says, it is upright; no place in it is on land; it has at most `MOST_BYTES`; the same release of Pillow gives the same.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from random import Random

from PIL import ExifTags, Image

MOST_BYTES = 350_000
_QUALITIES = (82, 78, 74, 70, 64, 56)
_HELD = (None, None, 1, 1, 1, 6, 6, 6, 8, 8, 3, 3)
"""How telephones are held: EXIF orientations, and `None` for a photo that was sent on without its metadata."""
_STORED = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
_CAMERAS = (("Sample Camera", "Invented 1"), ("Sample Camera", "Invented 2 Mini"), ("Made-up Telephones", "Pebble"))
_NORTH, _WEST = (41.0, 13.0), (38.0, 52.0)
"""Degrees and minutes of an invented place in the Atlantic."""


def stored(picture: Image.Image, key: str, day: date) -> bytes:
    """The picture as a telephone stores it."""
    rng = Random(f"{key} telephone")
    held = rng.choice(_HELD)
    exif = _metadata(rng, day, held) if held else Image.Exif()
    turned = picture.transpose(_STORED[held]) if held in _STORED else picture
    for quality in _QUALITIES:
        out = BytesIO()
        turned.save(out, "JPEG", quality=quality, optimize=True, exif=exif)
        if out.tell() < MOST_BYTES:
            return out.getvalue()
    raise AssertionError(f"{key}: a photo of this size fits at the lowest quality")


def _metadata(rng: Random, day: date, held: int) -> Image.Exif:
    taken = f"{day:%Y:%m:%d} {rng.randrange(10, 17)}:{rng.randrange(10, 60)}:{rng.randrange(10, 60)}"
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = rng.choice(_CAMERAS)
    exif[ExifTags.Base.Orientation] = held
    exif[ExifTags.Base.DateTime] = taken
    exif[ExifTags.Base.Artist] = "Nobody in particular"
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = taken
    inner[ExifTags.Base.ISOSpeedRatings] = rng.choice((64, 125, 200, 400, 640))
    inner[ExifTags.Base.FNumber] = rng.choice((1.8, 2.2, 2.4))
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (*_NORTH, rng.randrange(60) * 1.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "W", (*_WEST, rng.randrange(60) * 1.0)
    return exif
