"""What is published of a photo: its picture, upright and in its colours, and nothing else that its file says."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from goldenthread.media.copies import LONGEST, WIDTHS, whole
from goldenthread.media.opening import MOST_PIXELS
from goldenthread.media.worker import Examined, Refusal, develop, examine

Photo = Callable[..., bytes]

COLOURS = {(255, 0, 0): "red", (0, 255, 0): "lime", (0, 0, 255): "blue", (255, 255, 0): "yellow"}
UPRIGHT = ["red", "lime", "blue", "yellow"]
HOW_IT_IS_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What a camera held this way stores of an upright scene, by Exif's word for the orientation."""


def seen(data: bytes) -> list[str]:
    """The colours of the four corners, by rows."""
    with Image.open(BytesIO(data)) as image:
        rgb = image.convert("RGB")
    places = [(x, y) for y in (rgb.height // 4, rgb.height * 3 // 4) for x in (rgb.width // 4, rgb.width * 3 // 4)]
    return [near(rgb.getpixel(place)) for place in places]


def near(found: object) -> str:
    assert isinstance(found, tuple)
    return min(COLOURS.items(), key=lambda known: sum(abs(a - b) for a, b in zip(known[0], found, strict=True)))[1]


def published(data: bytes) -> bytes:
    """The largest JPEG that is published of a photo."""
    return copies(data)[-1]


def copies(data: bytes) -> tuple[bytes, ...]:
    """All copies of a photo, the largest JPEG last."""
    found = examine(data)
    assert isinstance(found, Examined), found
    made = develop(data, whole(found.width, found.height))
    assert not isinstance(made, Refusal), made
    return made


def examined(data: bytes) -> tuple[int, int] | str:
    """The size of a photo, or the code by which it is refused."""
    found = examine(data)
    return found.code if isinstance(found, Refusal) else (found.width, found.height)


def size_of(data: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(data)) as image:
        return image.size


@pytest.mark.parametrize("orientation", HOW_IT_IS_STORED)
def test_a_photo_is_upright_however_the_camera_was_held(photo: Photo, orientation: int) -> None:
    how = HOW_IT_IS_STORED[orientation]
    with Image.open(BytesIO(photo("PNG"))) as scene:
        stored = scene if how is None else scene.transpose(how)
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = orientation
        out = BytesIO()
        stored.save(out, "JPEG", quality=95, exif=exif)
    result = published(out.getvalue())
    assert seen(result) == UPRIGHT
    assert size_of(result) == (60, 40) == examined(out.getvalue())


def test_nothing_that_the_file_says_beside_its_picture_is_published(photo: Photo) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SECRET-maker"
    exif[ExifTags.Base.Artist] = "SECRET-name"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = b"SECRET-place"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    original = photo("JPEG", exif=exif, comment=b"SECRET-comment", icc_profile=profile, xmp=b"<x>SECRET-xmp</x>")
    for planted in (b"SECRET-maker", b"SECRET-name", b"SECRET-place", b"SECRET-comment", b"SECRET-xmp", b"ICC_PROFILE"):
        assert planted in original
    result = published(original)
    assert b"SECRET" not in result
    assert b"ICC_PROFILE" not in result
    with Image.open(BytesIO(result)) as image:
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_the_text_of_a_png_is_not_published(photo: Photo) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "SECRET-name")
    original = photo("PNG", pnginfo=text)
    assert b"SECRET" in original
    assert b"SECRET" not in published(original)


def test_what_follows_the_picture_in_its_file_is_not_published(photo: Photo) -> None:
    assert b"SECRET" not in published(photo("JPEG") + b"SECRET-film")


def test_a_photo_of_a_phone_with_a_second_picture_in_it_is_one_picture(photo: Photo) -> None:
    out = BytesIO()
    with Image.open(BytesIO(photo("PNG"))) as first:
        first.save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), "black")])
    assert seen(published(out.getvalue())) == UPRIGHT


def test_the_same_photo_gives_the_same_bytes(photo: Photo) -> None:
    assert published(photo()) == published(photo())


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "CMYK"),
        ("JPEG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "RGB"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
    ],
)
def test_every_way_to_store_colours_shows_them(photo: Photo, kind: str, mode: str) -> None:
    assert seen(published(photo(kind, mode=mode))) == UPRIGHT


def test_what_is_transparent_becomes_white(photo: Photo) -> None:
    out = BytesIO()
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    image.save(out, "PNG")
    with Image.open(BytesIO(published(out.getvalue()))) as shown:
        assert shown.getpixel((10, 10)) == (255, 255, 255)


def test_a_transparent_colour_of_a_palette_becomes_white() -> None:
    out = BytesIO()
    image = Image.new("P", (20, 20), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.save(out, "PNG", transparency=0)
    with Image.open(BytesIO(published(out.getvalue()))) as shown:
        assert shown.getpixel((10, 10)) == (255, 255, 255)


def test_a_grey_photo_of_16_bits_keeps_its_shades() -> None:
    out = BytesIO()
    image = Image.new("I;16", (20, 20), 32768)
    image.save(out, "PNG")
    with Image.open(BytesIO(published(out.getvalue()))) as shown:
        pixel = shown.getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert abs(pixel[0] - 128) < 3


@pytest.mark.parametrize(
    "size", [(1, 1), (1, 20_000), (20_000, 1), (479, 480), (480, 10), (481, 10), (LONGEST + 1, 10), (3000, 4000)]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_each_copy_has_the_size_told_and_none_is_larger_than_its_photo(
    photo: Photo, size: tuple[int, int], kind: str
) -> None:
    data = photo(kind, size)
    assert examined(data) == size
    told = whole(*size)
    assert [size_of(made) for made in copies(data)] == [(copy.width, copy.height) for copy in told]
    assert all(copy.width <= size[0] and copy.height <= size[1] for copy in told)
    assert max(told[-1].width, told[-1].height) == min(LONGEST, max(size))
    assert [copy.width for copy in told[:-2:2]] == [width for width in WIDTHS if width < told[-1].width]


def test_a_git_lfs_pointer_is_no_photo() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    assert examined(pointer) == "GT701"


def bomb() -> bytes:
    """The head of a PNG of ten thousand million pixels, and nothing else."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"<!doctype html><title>Sign in</title>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7\n",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"\0" * 1000,
        bomb(),
    ],
    ids=["empty", "three bytes", "HTML", "SVG", "PDF", "GIF", "zeros", "bomb"],
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    assert examined(data) == "GT702"
    assert isinstance(develop(data, whole(10, 10)), Refusal)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_photo_cut_short_is_refused(photo: Photo, kind: str, part: float) -> None:
    data = photo(kind, (300, 200))
    assert examined(data[: int(len(data) * part)]) == "GT702"


def test_a_photo_of_too_many_pixels_is_refused() -> None:
    out = BytesIO()
    Image.new("1", (MOST_PIXELS // 1000 + 1, 1000)).save(out, "PNG")
    assert examined(out.getvalue()) == "GT702"


def test_a_damaged_byte_never_raises_anything_else(photo: Photo) -> None:
    data = photo("JPEG", (80, 60), comment=b"x" * 40)
    for place in range(0, len(data), 7):
        damaged = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        told = examined(damaged)
        assert told == "GT702" or size_of(published(damaged)) == told
