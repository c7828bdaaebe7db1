"""Opening a photo: its bytes become pixels, or are refused with a reason.

In: the bytes of a file that is called a photo. Out: a picture decoded whole, its first frame only. Guaranteed: nothing
but the decoders of these formats sees the bytes, and none decodes more than `MOST_PIXELS`.
"""

from __future__ import annotations

import warnings
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000
MOST_BYTES = 40_000_000
_LFS = b"version https://git-lfs.github.com/spec/"
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
"""The brands by which files of the formats that need the extra say what they are."""


class Refused(ValueError):
    """A photo that cannot be shown: the code of the problem, and why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


def opened(data: bytes, least: float = 1.0) -> tuple[Image.Image, tuple[int, int]]:
    """The photo as it is stored, and its size; raises `Refused`.

    The picture may be smaller than its size, by no more than `least`, where that is faster to decode.
    """
    if data.startswith(_LFS):
        raise Refused("GT701", "a pointer")
    if len(data) > MOST_BYTES:
        raise Refused("GT702", f"it has more than {MOST_BYTES // 1_000_000} MB")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(BytesIO(data), formats=_formats(data))
            size = image.size
            if image.width * image.height > MOST_PIXELS:
                raise Refused("GT702", f"it has more than {MOST_PIXELS // 1_000_000} million pixels")
            if image.format == "PNG":  # which is decoded without a look at the checksums of its pixels
                image.verify()
                image = Image.open(BytesIO(data), formats=("PNG",))
            if least < 1:
                image.draft(None, (round(size[0] * least), round(size[1] * least)))
            image.load()
        except Refused:
            raise
        except UnidentifiedImageError:
            raise Refused("GT702", "it is none of these formats") from None
        except MemoryError:
            raise Refused("GT702", "decoding it takes more memory than a photo may") from None
        except Exception as error:
            raise Refused("GT702", str(error) or type(error).__name__) from None
    return image, size


def upright(image: Image.Image) -> Image.Image:
    """The picture as it was seen, however the camera was held."""
    with suppress(Exception):  # what the camera wrote may be damaged
        ImageOps.exif_transpose(image, in_place=True)
    return image


def _formats(data: bytes) -> tuple[str, ...]:
    """The formats in which a file may be: JPEG, with the MPO that some phones begin as one, PNG, WebP; HEIC by name."""
    if data[4:8] != b"ftyp" or data[8:12] not in _HEIC:
        return "JPEG", "PNG", "WEBP"
    try:
        from pi_heif import register_heif_opener  # noqa: PLC0415 - an extra
    except ImportError:
        raise Refused("GT704", "HEIC") from None
    register_heif_opener(thumbnails=False)
    return ("HEIF",)
