"""Photos: a hundred of twelve megapixels, drawn by ourselves, to all copies that are published, beside plain loops.

In: `python -m benching.photographs WAY PHOTOS OUT`. Out: files of copies. Guaranteed: the ways that make all copies
make them in the same sizes and formats.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageOps

from goldenthread.media.copies import LONGEST, Copy, whole
from goldenthread.media.pool import each
from goldenthread.media.worker import QUALITY, develop

from .measure import Side

SIZE = (4000, 3000)
COUNT = 100
NOISE = 12
SCRIPTS = Path(__file__).resolve().parents[1]
SAMPLE = SCRIPTS.parent / "records"
PLAIN, PLAIN_ALL = "plain Pillow loop, one JPEG", "plain Pillow loop, all copies"
OURS, OURS_2 = "Golden Thread, 1 process", "Golden Thread, 2 processes"


def draw(folder: Path, count: int) -> None:
    """Photos as a telephone takes them: the drawn ones of the sample in twelve megapixels, each with its own noise."""
    folder.mkdir(parents=True)
    drawn = sorted(SAMPLE.rglob("photos/*.jpg"))
    random = Random(count)
    for number in range(count):
        with Image.open(drawn[number % len(drawn)]) as image:
            large = ImageOps.fit(image.convert("RGB"), SIZE)
        tile = Image.effect_noise((SIZE[0] // 2, SIZE[1] // 2), NOISE).resize(SIZE).convert("RGB")
        turned = Image.Exif()
        turned[0x0112] = random.choice((1, 1, 1, 6, 3))
        photo = Image.blend(large, tile, 0.12)
        photo.save(folder / f"{number:03}.jpg", quality=90, exif=turned)


def sides(photos: Path) -> Iterator[Side]:
    """Each way as a side."""
    run = [sys.executable, "-m", "benching.photographs"]
    for way in WAYS:
        yield Side(way, partial(_command, [*run, way, str(photos)]), {"PYTHONPATH": str(SCRIPTS)})


def _command(run: Sequence[str], out: Path) -> list[str]:
    return [*run, str(out)]


def plain(data: bytes) -> bytes:
    """What many a script does: decode, turn, shrink, store."""
    out = BytesIO()
    with Image.open(BytesIO(data)) as image:
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST, LONGEST))
        upright.convert("RGB").save(out, "JPEG", quality=QUALITY["jpg"])
    return out.getvalue()


def plain_all(data: bytes) -> tuple[bytes, ...]:
    """The same for each size and format that is published."""
    made = []
    with Image.open(BytesIO(data)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    for copy in whole(*upright.size):
        out = BytesIO()
        shown = upright.resize((copy.width, copy.height), Image.Resampling.LANCZOS)
        shown.save(out, "WEBP" if copy.format == "webp" else "JPEG", quality=QUALITY[copy.format])
        made.append(out.getvalue())
    return tuple(made)


def pooled(files: Iterable[tuple[str, bytes]], workers: int) -> Iterator[tuple[str, object]]:
    """As a build makes them, in so many processes."""
    yield from each(develop, ((name, (data, copies(data))) for name, data in files), workers)


def copies(data: bytes) -> tuple[Copy, ...]:
    """The copies that are published of a photo."""
    with Image.open(BytesIO(data)) as image:
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        width, height = reversed(image.size) if turned else image.size
    return whole(width, height)


Way = Callable[[Iterable[tuple[str, bytes]]], Iterator[tuple[str, object]]]


def _each(work: Callable[[bytes], object]) -> Way:
    return lambda files: ((name, work(data)) for name, data in files)


WAYS: dict[str, Way] = {
    PLAIN: _each(plain),
    PLAIN_ALL: _each(plain_all),
    OURS: lambda files: pooled(files, 1),
    OURS_2: lambda files: pooled(files, 2),
}


def main(arguments: Sequence[str]) -> int:
    """Make copies in one way, and write them."""
    way, photos, out = arguments[0], Path(arguments[1]), Path(arguments[2])
    out.mkdir(parents=True)
    files = ((path.name, path.read_bytes()) for path in sorted(photos.glob("*.jpg")))
    for name, made in WAYS[way](files):
        stored = (made,) if isinstance(made, bytes) else made
        assert isinstance(stored, tuple), f"{name}: {stored}"
        for number, data in enumerate(stored):
            (out / f"{name}.{number}").write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
