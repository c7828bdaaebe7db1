"""What is no photo, or would cost too much, is refused with a reason before anything is made of it."""

from __future__ import annotations

import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile, PngImagePlugin, WebPImagePlugin

from goldenthread.media.copies import whole
from goldenthread.media.opening import MOST_BYTES, MOST_PIXELS
from goldenthread.media.worker import Examined, Refusal, develop, examine
from tests.media.conftest import corners
from tests.media.planted import chunk, jpeg, mpo

Photo = Callable[..., bytes]
HEIC = Path(__file__).with_name("corners.heic").read_bytes()


def refused(data: bytes) -> str:
    """The code by which a photo is refused, by both who decode it; "" where it is not."""
    found = examine(data)
    made = develop(data, whole(10, 10))
    assert isinstance(found, Refusal) == isinstance(made, Refusal)
    return found.code if isinstance(found, Refusal) else ""


def bomb(width: int, height: int) -> bytes:
    """The head of a PNG of so many pixels, and hardly more."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body


@pytest.mark.parametrize(
    "size",
    [(100_000, 100_000), (12_000, 12_000), (MOST_PIXELS // 1000 + 1, 1000), (2**31 - 1, 1)],
    ids=["raises", "only warns", "one more", "one line"],
)
def test_more_pixels_than_a_photo_has_are_not_decoded(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile.ImageFile, "load", never)
    assert refused(bomb(*size)) == "GT702"


def never(*_: object) -> None:
    raise AssertionError("this was decoded")


def test_a_jpeg_that_claims_many_pixels_is_not_decoded(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    data = photo("JPEG")
    at = data.index(b"\xff\xc0") + 5
    claims = data[:at] + struct.pack(">HH", 60_000, 60_000) + data[at + 4 :]
    monkeypatch.setattr(ImageFile.ImageFile, "load", never)
    assert refused(claims) == "GT702"


def test_as_many_pixels_as_are_allowed_are_decoded() -> None:
    out = BytesIO()
    Image.new("1", (MOST_PIXELS // 1000, 1000)).save(out, "PNG")
    assert refused(out.getvalue()) == ""


def test_more_bytes_than_a_photo_has_are_not_looked_at(photo: Photo) -> None:
    data = photo("JPEG")
    assert refused(data + b"\0" * (MOST_BYTES - len(data))) == ""
    assert refused(data + b"\0" * (MOST_BYTES - len(data) + 1)) == "GT702"


# More than one frame


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_many_frames_the_first_is_shown_and_no_other_decoded(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (60, 40), (number % 256, 0, 0)) for number in range(1, 200)]
    corners(60, 40).save(out, kind, save_all=True, append_images=frames, lossless=True)
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "seek", never)
    monkeypatch.setattr(WebPImagePlugin.WebPImageFile, "seek", never)
    made = develop(out.getvalue(), whole(60, 40))
    assert isinstance(made, tuple)
    with Image.open(BytesIO(made[-1])) as shown:
        assert near(shown, (10, 10), (255, 0, 0))
        assert near(shown, (50, 30), (255, 255, 0))


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    pixel = image.getpixel(place)
    assert isinstance(pixel, tuple)
    return sum(abs(a - b) for a, b in zip(pixel, colour, strict=True)) < 90


@pytest.mark.parametrize("offset", [0, 7, 2**32 - 1], ids=["itself", "nowhere", "far beyond"])
def test_where_the_second_picture_of_a_phone_is_said_to_lie_does_not_matter(offset: int) -> None:
    data = mpo(corners(60, 40))
    second = data.rindex(b"\xff\xd8\xff") - data.index(b"MPF\0") - 4
    assert struct.pack("<I", second) in data
    made = develop(data.replace(struct.pack("<I", second), struct.pack("<I", offset)), whole(60, 40))
    assert isinstance(made, tuple)
    with Image.open(BytesIO(made[-1])) as shown:
        assert near(shown, (10, 10), (255, 0, 0))


# Cut short, damaged


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_photo_cut_short_is_refused(photo: Photo, kind: str, part: float) -> None:
    data = photo(kind, (300, 200))
    assert refused(data[: int(len(data) * part)]) == "GT702"


@pytest.mark.parametrize("length", [0, 1, 3, 20])
def test_what_only_begins_is_refused(photo: Photo, length: int) -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        assert refused(photo(kind)[:length]) == "GT702"


def test_a_checksum_that_is_wrong_is_refused(photo: Photo) -> None:
    data = photo("PNG")
    at = data.index(b"IDAT") + struct.unpack(">I", data[data.index(b"IDAT") - 4 : data.index(b"IDAT")])[0] + 4
    assert refused(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) == "GT702"


def test_a_damaged_byte_never_raises_anything_else(photo: Photo) -> None:
    data = photo("JPEG", (80, 60), comment=b"x" * 40)
    for place in range(0, len(data), 7):
        damaged = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        found = examine(damaged)
        if isinstance(found, Refusal):
            assert found.code == "GT702"
        else:
            assert isinstance(develop(damaged, whole(found.width, found.height)), tuple)


# What is something else


OTHERS = {
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n",
    "PDF": b"%PDF-1.7\n",
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "HTML": b"<!doctype html><title>Sign in</title>",
    "FITS": b"SIMPLE  =                    T".ljust(2880),
    "GIF": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "zeros": b"\0" * 1000,
    "a film": b"\0\0\0\x18ftypmp42" + b"\0" * 100,
}
OTHER_FORMATS = ("GIF", "TIFF", "BMP", "ICO", "TGA", "PPM", "PCX", "JPEG2000", "EPS", "PDF", "AVIF")


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_called_a_photo_and_is_none_is_refused(name: str) -> None:
    assert refused(OTHERS[name]) == "GT702"


@pytest.mark.parametrize("kind", OTHER_FORMATS)
def test_a_picture_in_another_format_is_refused(kind: str) -> None:
    out = BytesIO()
    corners(60, 40).save(out, kind)
    assert refused(out.getvalue()) == "GT702"


def test_a_pointer_is_told_as_one() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    assert refused(pointer) == "GT701"


def test_an_archive_behind_a_photo_is_not_in_its_copies() -> None:
    out = BytesIO(jpeg(corners(60, 40)))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("page.html", "<script>alert(1)</script>")
    assert zipfile.is_zipfile(out)
    made = develop(out.getvalue(), whole(60, 40))
    assert isinstance(made, tuple)
    assert [zipfile.is_zipfile(BytesIO(copy)) for copy in made] == [False, False]


# HEIC


def test_a_photo_in_heic_is_shown_with_the_extra() -> None:
    pytest.importorskip("pi_heif")
    found = examine(HEIC)
    assert isinstance(found, Examined)
    assert (found.width, found.height) == (64, 48)
    made = develop(HEIC, whole(64, 48))
    assert isinstance(made, tuple)
    with Image.open(BytesIO(made[-1])) as shown:
        for place, colour in {(8, 8): (255, 0, 0), (56, 8): (0, 255, 0), (8, 40): (0, 0, 255)}.items():
            assert near(shown, place, colour)
    assert all(b"CANARY" not in copy for copy in made)
    assert b"CANARY" in HEIC


def test_without_the_extra_it_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    assert refused(HEIC) == "GT704"


def test_a_photo_in_heic_cut_short_is_refused() -> None:
    pytest.importorskip("pi_heif")
    for length in (12, 100, 400, len(HEIC) - 50):
        assert refused(HEIC[:length]) == "GT702"
