"""The photos of the sample are drawn from its transcripts: no one may change without the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import ExifTags, Image

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / "records"
MOST_BYTES = 450_000


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "draw-photos"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def photos(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.glob("meetings/**/photos/*.jpg"))}


def metadata(path: Path) -> Image.Exif:
    with Image.open(path) as picture:
        return picture.getexif()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("drawn")
    done = run("--records", str(RECORDS), "--out", str(out))
    assert done.returncode == 0, done.stderr
    return photos(out)


@pytest.mark.slow
def test_photos_are_what_the_transcripts_say_now(drawn: dict[str, Path]) -> None:
    committed = photos(RECORDS)
    assert list(drawn) == list(committed)
    stale = [name for name, path in drawn.items() if path.read_bytes() != committed[name].read_bytes()]
    assert not stale, "run scripts/draw-photos, look at the photos, and commit them"


def test_photos_are_small_enough_to_keep() -> None:
    assert all(path.stat().st_size < MOST_BYTES for path in photos(RECORDS).values())


def test_one_photo_has_what_must_be_taken_out_of_it() -> None:
    found = [metadata(path) for path in photos(RECORDS).values()]
    turned = [exif for exif in found if len(exif)]
    assert len(turned) == 1
    assert turned[0][ExifTags.Base.Orientation] == 6
    assert turned[0][ExifTags.Base.Make] == "Sample Camera"
    assert turned[0].get_ifd(ExifTags.IFD.GPSInfo)


def test_a_letter_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    meeting = tmp_path / "meetings" / "one"
    (meeting / "flip-charts").mkdir(parents=True)
    (tmp_path / "archive.yml").write_text("format: 1\ntitle: One\n", encoding="utf-8")
    (meeting / "meeting.md").write_text("---\ntitle: One\ndate: 2025-01-01\n---\nWords.\n", encoding="utf-8")
    (meeting / "flip-charts" / "chart.md").write_text(
        "---\ntitle: Chart\nphotos: chart.jpg\npens:\n  first: {colour: black, default: yes}\n---\nBÉTON\n",
        encoding="utf-8",
    )
    done = run("--records", str(tmp_path))
    assert done.returncode == 1
    assert "'É'" in done.stderr
    assert not photos(tmp_path)
