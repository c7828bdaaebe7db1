"""Nothing that a file says beside its picture is in any copy of it: not of place, time, people, camera or maker."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from goldenthread.media.copies import part, whole
from goldenthread.media.worker import Examined, develop, examine
from tests.media.conftest import corners
from tests.media.planted import CANARY, originals, told

ORIGINALS = originals(corners(60, 40))
OF_THE_PICTURE = {"SourceFile", "ExifTool", "File", "JFIF", "RIFF", "Composite"}
"""The groups in which exiftool tells what follows from the picture alone."""


def copies(data: bytes) -> tuple[bytes, ...]:
    """All copies of a photo, whole and of a part, in both formats."""
    found = examine(data)
    assert isinstance(found, Examined), found
    size = (found.width, found.height)
    made = develop(data, (*whole(*size), *part(*size, (100, 100, 500, 500))))
    assert isinstance(made, tuple)
    return made


@pytest.mark.parametrize("place", ORIGINALS)
def test_what_is_planted_is_found_by_the_search(place: str) -> None:
    assert told(ORIGINALS[place])


@pytest.mark.parametrize("place", ORIGINALS)
def test_no_copy_says_what_its_original_did(place: str) -> None:
    made = copies(ORIGINALS[place])
    assert len(made) == 4
    assert [told(copy) for copy in made] == [False] * 4


@pytest.mark.parametrize("place", ORIGINALS)
def test_no_copy_holds_a_part_that_could_say_something(place: str) -> None:
    for copy in copies(ORIGINALS[place]):
        for sign in (b"Exif", b"http", b"ICC", b"8BIM", b"XMP", b"MPF", b"jumb", b"\xff\xfe\0", b"VP8X"):
            assert sign not in copy
        assert copy.endswith(b"\xff\xd9") or copy.startswith(b"RIFF")


def groups(path: Path) -> tuple[set[str], str]:
    """The groups of tags that exiftool finds in a file, and all that it says of it."""
    run = subprocess.run(["exiftool", "-j", "-G", "-a", "-u", "-ee3", path], capture_output=True, check=False)
    (found,) = json.loads(run.stdout)
    return {name.partition(":")[0] for name in found}, run.stdout.decode("utf-8", "replace")


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
@pytest.mark.parametrize("place", ["Exif", "thumbnail", "XMP", "IPTC", "comment", "ICC", "MPO", "iTXt", "WebP Exif"])
def test_exiftool_finds_what_is_planted_and_no_word_in_a_copy(place: str, tmp_path: Path) -> None:
    original = tmp_path / "original.jpg"
    original.write_bytes(ORIGINALS[place])
    found, said = groups(original)
    assert found - OF_THE_PICTURE or CANARY in said
    for number, copy in enumerate(copies(ORIGINALS[place])):
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(copy)
        found, said = groups(path)
        assert found <= OF_THE_PICTURE
        assert CANARY not in said


def test_a_thumbnail_of_what_was_there_before_is_not_what_is_shown() -> None:
    """A face that somebody covered may still be in the thumbnail that the camera made."""
    for copy in copies(ORIGINALS["thumbnail"]):
        assert copy.count(b"\xff\xd8\xff") <= 1


def test_a_copy_that_keeps_its_metadata_is_noticed() -> None:
    """The search is not blind: what Pillow writes when it is told to keep everything is found."""
    from io import BytesIO

    with Image.open(BytesIO(ORIGINALS["comment"])) as image:
        out = BytesIO()
        image.save(out, "JPEG")
    assert told(out.getvalue())
