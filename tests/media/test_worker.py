"""What is published of a photo: its picture, whole or in part, upright and in its colours."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageStat

from goldenthread.media.copies import LONGEST, WIDTHS, part, whole
from goldenthread.media.worker import Examined, Refusal, develop, examine
from tests.media.conftest import corners
from tests.media.planted import chunk

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


def held(orientation: int, kind: str = "JPEG") -> bytes:
    """The four corners as a camera held this way stores them, at a size at which a decoder may be told to shrink."""
    scene = corners(600, 400)
    how = HOW_IT_IS_STORED[orientation]
    exif, out = Image.Exif(), BytesIO()
    exif[ExifTags.Base.Orientation] = orientation
    (scene if how is None else scene.transpose(how)).save(out, kind, quality=95, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", HOW_IT_IS_STORED)
def test_a_photo_is_upright_however_the_camera_was_held(orientation: int, kind: str) -> None:
    data = held(orientation, kind)
    assert examined(data) == (600, 400)
    assert [seen(copy) for copy in copies(data)] == [UPRIGHT] * 4


@pytest.mark.parametrize("orientation", HOW_IT_IS_STORED)
def test_a_part_is_the_one_meant_of_the_upright_photo(orientation: int) -> None:
    quarters = [(left, top, 400, 400) for top in (50, 550) for left in (50, 550)]
    made = develop(held(orientation), tuple(part(600, 400, quarter)[1] for quarter in quarters))
    assert isinstance(made, tuple)
    assert [seen(copy) for copy in made] == [[colour] * 4 for colour in UPRIGHT]


@pytest.mark.parametrize("exif", [b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff"])
def test_how_a_camera_was_held_is_not_known_where_that_cannot_be_read(photo: Photo, exif: bytes) -> None:
    data = photo("JPEG", exif=exif)
    assert examined(data) == (60, 40)
    assert seen(published(data)) == UPRIGHT


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


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "L"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "1")])
def test_a_photo_without_colours_keeps_its_light_and_dark(photo: Photo, kind: str, mode: str) -> None:
    with Image.open(BytesIO(published(photo(kind, mode=mode)))) as shown:
        dark, light = (ImageStat.Stat(shown.crop((x, 24, x + 20, 36))).mean[0] for x in (5, 35))
    assert dark < 60
    assert light > 200


def test_colours_of_16_bits_keep_their_shades() -> None:
    rows = b"".join(b"\0" + struct.pack(">HHH", 32768, 16384, 65535) * 20 for _ in range(20))
    head = struct.pack(">IIBBBBB", 20, 20, 16, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    with Image.open(BytesIO(published(b"\x89PNG\r\n\x1a\n" + body))) as shown:
        assert distance(shown.getpixel((10, 10)), (128, 64, 255)) < 8


def distance(found: object, wanted: tuple[int, int, int]) -> int:
    assert isinstance(found, tuple)
    return max(abs(int(a) - b) for a, b in zip(found, wanted, strict=True))


def p3() -> bytes:
    """A profile of the colours that telephones store: those of Display P3, with a plain gamma."""

    def numbers(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 3) + b"P3\0" + b"\0" * 79,
        b"wtpt": numbers(0.9642, 1, 0.8249),
        b"rXYZ": numbers(0.51512, 0.2412, -0.00105),
        b"gXYZ": numbers(0.29198, 0.69225, 0.04189),
        b"bXYZ": numbers(0.1571, 0.06657, 0.78407),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    body, table = b"", struct.pack(">I", len(tags))
    for name, data in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(data))
        body += data.ljust(-(-len(data) // 4) * 4, b"\0")
    head = struct.pack(">I4sI4s4s4s", 132 + len(table) - 4 + len(body), b"", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + numbers(0.9642, 1, 0.8249)[8:] + b"\0" * 48
    return head + table + body


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("stored", "shown"),
    [((200, 100, 100), (216, 92, 96)), ((100, 200, 100), (43, 204, 86)), ((90, 90, 90), (90, 90, 90))],
)
def test_the_wide_colours_of_a_telephone_are_those_it_showed(
    kind: str, stored: tuple[int, int, int], shown: tuple[int, int, int]
) -> None:
    """The numbers shown follow from the primaries of Display P3 and sRGB, and differ from those stored."""
    out = BytesIO()
    Image.new("RGB", (40, 40), stored).save(out, kind, quality=98, icc_profile=p3())
    with Image.open(BytesIO(published(out.getvalue()))) as made:
        assert distance(made.getpixel((20, 20)), shown) <= 5


def test_a_profile_that_cannot_be_followed_leaves_the_picture_as_it_is(photo: Photo) -> None:
    assert seen(published(photo("JPEG", icc_profile=b"no profile"))) == UPRIGHT


def test_colours_with_transparency_follow_their_profile_too() -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 40), (200, 100, 100, 255)).save(out, "PNG", icc_profile=p3())
    with Image.open(BytesIO(published(out.getvalue()))) as made:
        assert distance(made.getpixel((20, 20)), (216, 92, 96)) <= 5
