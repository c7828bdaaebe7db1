"""Photos: from what phones and cameras store to pictures that may be published.

In: the bytes of a photo. Out: its size, or an upright JPEG in sRGB rebuilt from its pixels. Guaranteed: no byte of an
original is in what comes out, and so nothing that it said of place, time, camera or maker; no input raises.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from goldenthread.model.archive import Picture
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

FORMATS = ("JPEG", "PNG", "WEBP")
"""What phones and cameras store; the MPO of some phones is opened as the JPEG that it begins with."""
LONGEST = 1800
"""The longer side of a published photo, in pixels: enough to read handwriting."""
QUALITY = 82
MOST_PIXELS = 50_000_000
MOST_BYTES = 40_000_000
_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)
_LFS = b"version https://git-lfs.github.com/spec/"

Load = Callable[[str], bytes | None]
"""From a path relative to the records folder to its bytes, or `None` where they cannot be read."""


def inspect(named: Iterable[str], load: Load) -> tuple[Mapping[str, Picture], tuple[Problem, ...]]:
    """The size at which each photo will be published, and a problem for each that cannot be."""
    photos: dict[str, Picture] = {}
    problems = []
    for path in named:
        data = load(path)
        if data is None:
            reason = f"it has more than {MOST_BYTES // 1_000_000} MB, or cannot be opened"
            problems.append(problem("GT702", Place(path), reason=reason))
            continue
        try:
            photos[path] = Picture(*_fitted(_upright_size(_opened(data))))
        except _Refused as refused:
            problems.append(problem(refused.code, Place(path), reason=refused.reason))
    return photos, tuple(problems)


def published(data: bytes) -> bytes:
    """The photo as it is published, a JPEG; raises `ValueError` for what `inspect` refuses."""
    image = ImageOps.exif_transpose(_srgb(_opened(data)))
    image = image.resize(_fitted(image.size), Image.Resampling.LANCZOS, reducing_gap=2)
    rebuilt = Image.frombytes("RGB", image.size, image.tobytes())
    out = BytesIO()
    rebuilt.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


class _Refused(ValueError):
    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def _opened(data: bytes) -> Image.Image:
    """The photo as stored, decoded whole, at its own size or a little above the published one."""
    if data.startswith(_LFS):
        raise _Refused("GT701", "a pointer")
    if len(data) > MOST_BYTES:
        raise _Refused("GT702", f"it has more than {MOST_BYTES // 1_000_000} MB")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(data), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise _Refused("GT702", f"it has more than {MOST_PIXELS // 1_000_000} million pixels")
            image.draft("RGB", (LONGEST, LONGEST))
            image.load()
        except _Refused:
            raise
        except UnidentifiedImageError:
            raise _Refused("GT702", "it is none of these formats") from None
        except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, Warning) as error:
            raise _Refused("GT702", str(error)) from None
    return image


def _upright_size(image: Image.Image) -> tuple[int, int]:
    turned = image.getexif().get(_ORIENTATION, 1) in _SIDEWAYS
    return (image.height, image.width) if turned else image.size


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    """The published size of a photo of this size: its longer side at most `LONGEST`."""
    scale = min(1.0, LONGEST / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _srgb(image: Image.Image) -> Image.Image:
    """The picture in sRGB by its own profile, its transparent parts white."""
    profile = image.info.get("icc_profile")
    exif = image.getexif()
    if image.mode.startswith("I"):  # grey in 16 bits, which `convert` would cut off rather than scale
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("RGBA", "LA", "P", "PA"):
        image = image.convert("RGBA")
        background = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(background, image)
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            image = converted or image
        except ImageCms.PyCMSError:
            image = image.convert("RGB")
    image = image.convert("RGB")
    image.getexif().update(exif)
    return image
