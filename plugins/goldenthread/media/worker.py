"""What is done in a process of its own: a photo decoded, and its copies made.

In: the bytes of a photo. Out: what it is, or its copies, or why it is refused. Guaranteed: the process takes no more
memory than `MOST_MEMORY`, where the platform can say so.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.synchronize import Semaphore

from PIL import Image

from goldenthread.media.colour import flattened, srgb
from goldenthread.media.copies import Copy
from goldenthread.media.opening import Refused, opened, upright

MOST_MEMORY = 3_000_000_000
QUALITY = {"jpg": 82, "webp": 80}


@dataclass(frozen=True, slots=True)
class Examined:
    """What a photo is: its size upright, in pixels, and a digest of these pixels."""

    width: int
    height: int
    pixels: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a photo cannot be shown: the code of the problem, and the reason."""

    code: str
    reason: str


def begin(begun: Semaphore) -> None:
    """Begin a worker: it keeps within its limits, and says that it has begun."""
    limit()
    begun.release()


def limit() -> None:
    """Limit what this process may take, and leave no image of its memory where a decoder brings it down."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    with suppress(ValueError, OSError):  # a platform that knows no such limit, or a lower one that holds already
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def examine(data: bytes) -> Examined | Refusal:
    """What a photo is, found by decoding it whole."""
    try:
        image, _ = opened(data)
    except Refused as refused:
        return Refusal(refused.code, refused.reason)
    image = upright(image)
    pixels = hashlib.sha256(f"{image.mode} {image.size}".encode() + image.tobytes())
    return Examined(*image.size, pixels.hexdigest())


def develop(data: bytes, copies: tuple[Copy, ...]) -> tuple[bytes, ...] | Refusal:
    """The copies of a photo, in their order."""
    try:
        image, size = opened(data, max(copy.scale for copy in copies))
    except Refused as refused:
        return Refusal(refused.code, refused.reason)
    shrunk = image.width / size[0]
    profile = image.info.get("icc_profile")
    image = flattened(upright(image))
    made: dict[tuple[object, ...], Image.Image] = {}
    for copy in copies:
        if copy.shows not in made:
            made[copy.shows] = _shown(image, copy, shrunk, profile)
    return tuple(_stored(made[copy.shows], copy.format) for copy in copies)


def _shown(image: Image.Image, copy: Copy, shrunk: float, profile: bytes | None) -> Image.Image:
    """What a copy shows of a photo that was decoded `shrunk`, in the copy's size, rebuilt from its pixels alone."""
    left, top, right, bottom = (edge * shrunk for edge in copy.part)
    box = (left, top, min(right, image.width), min(bottom, image.height))
    resized = image.resize((copy.width, copy.height), Image.Resampling.LANCZOS, box, reducing_gap=3)
    coloured = srgb(resized, profile)
    return Image.frombytes("RGB", coloured.size, coloured.tobytes())


def _stored(image: Image.Image, format: str) -> bytes:
    out = BytesIO()
    if format == "webp":
        image.save(out, "WEBP", quality=QUALITY[format], method=2)  # 4 takes twice as long for 4 per cent
    else:
        image.save(out, "JPEG", quality=QUALITY[format], optimize=True, progressive=True)
    return out.getvalue()
