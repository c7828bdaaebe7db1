"""Pictures in documents: whether one says more than it shows.

In: the bytes of a picture. Out: yes or no. Guaranteed: one that cannot be looked through says more.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image

_ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}
"""What can be looked through, with the bytes after which nothing may follow."""
_LOOKS = frozenset(
    [
        "jfif",
        "jfif_version",
        "jfif_density",
        "jfif_unit",
        "dpi",
        "adobe",
        "adobe_transform",
        "progressive",
        "progression",
        "gamma",
        "srgb",
        "chromaticity",
        "transparency",
        "interlace",
        "aspect",
    ]
)
"""What is stored in a picture that says only how it looks."""


def says_more_than_it_shows(data: bytes) -> bool:
    """Whether a picture holds remarks, what a camera or a program wrote, a second picture, or bytes after its end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=tuple(_ENDS))
            picture.load()
            more = set(picture.info) - _LOOKS or len(picture.getexif()) or getattr(picture, "n_frames", 1) > 1
            return bool(more) or not data.endswith(_ENDS[picture.format or ""])
    except (OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError, Warning):
        return True
