"""Photos from one build to the next: what may not be published any more is gone, from the site and the cache."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from goldenthread.cli.progress import Telling
from goldenthread.progress import PHOTOS
from tests.archives import HOUSING, MEETING, write

Run = Callable[..., subprocess.CompletedProcess[str]]
LISTED = (
    "photos:\n  - {photo: ana.jpg, alt: Ana at work, people: ana, audience: public}\n"
    "  - {photo: hall.jpg, alt: The hall, audience: public}\n"
)
FOLDER = MEETING.removesuffix("meeting.md")


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (700, 500), colour).save(out, "JPEG")
    return out.getvalue()


ANA, HALL = picture("magenta"), picture("green")


def records(folder: Path, consent: str, photos: str = LISTED) -> None:
    """Records with two photos, one of them of Ana."""
    meeting = HOUSING[MEETING].replace("---\nWe", f"{photos}---\nWe")
    assert photos in meeting
    people = f"- {{id: ana, name: Ana, photo_consent: {consent}}}\n"
    write(folder, {**HOUSING, MEETING: meeting, "registers/people.yml": people})
    for name, data in {"ana.jpg": ANA, "hall.jpg": HALL}.items():
        path = folder / FOLDER / "photos" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def pictures(site: Path) -> set[str]:
    return {path.name for path in site.rglob("*") if path.suffix in (".jpg", ".webp")}


def kept(cache: Path, edition: str, original: bytes) -> int:
    """How many copies of a photo are in the cache of an edition."""
    digest = hashlib.sha256(original).hexdigest()
    return len(list(cache.glob(f"archive-*/{edition}/{digest}-*")))


ALL = {f"{name}{width}.{kind}" for name in ("ana", "hall") for width in ("", "~480") for kind in ("jpg", "webp")}
OF_THE_HALL = {name for name in ALL if name.startswith("hall")}


def test_a_photo_is_gone_from_site_and_cache_when_consent_is(tmp_path: Path, goldenthread: Run) -> None:
    cache = tmp_path / "cache"

    def build(edition: str = "public") -> set[str]:
        done = goldenthread("build", "--edition", edition, "--site", edition, GOLDENTHREAD_CACHE=str(cache))
        assert done.returncode == 0, done.stdout + done.stderr
        return pictures(tmp_path / edition)

    records(tmp_path / "records", "yes")
    assert build() == ALL
    assert (kept(cache, "public", ANA), kept(cache, "public", HALL)) == (4, 4)
    records(tmp_path / "records", "no")
    assert build("internal") == ALL
    assert build() == OF_THE_HALL
    assert (kept(cache, "public", ANA), kept(cache, "public", HALL)) == (0, 4)
    assert kept(cache, "internal", ANA) == 4
    heading, _, hall = LISTED.splitlines(keepends=True)
    records(tmp_path / "records", "no", heading + hall)
    assert build("internal") == OF_THE_HALL
    digest = hashlib.sha256(ANA).hexdigest()
    assert [path for path in cache.rglob("*") if path.name.startswith(digest)] == []


def test_a_photo_that_cannot_be_shown_is_told_with_its_place_and_leaves_the_site(
    tmp_path: Path, goldenthread: Run
) -> None:
    records(tmp_path / "records", "yes")
    assert goldenthread("build").returncode == 0
    before = pictures(tmp_path / "site")
    (tmp_path / "records" / FOLDER / "photos" / "hall.jpg").write_bytes(HALL[:300])
    done = goldenthread("build")
    assert done.returncode == 1
    assert f"records/{FOLDER}photos/hall.jpg:1:1: error GT702" in done.stdout
    assert "Traceback" not in done.stderr
    assert pictures(tmp_path / "site") == before


def test_a_cache_among_the_records_is_refused_in_words(tmp_path: Path, goldenthread: Run) -> None:
    records(tmp_path / "records", "yes")
    done = goldenthread("check", GOLDENTHREAD_CACHE=str(tmp_path / "records" / ".cache"))
    assert done.returncode == 1
    assert "GOLDENTHREAD_CACHE" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "records" / ".cache").exists()


# Progress


def told(*seconds: float, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is told of photos that are done at these seconds."""
    clock = iter(seconds)
    monkeypatch.setattr("goldenthread.cli.progress.time.monotonic", lambda: next(clock))
    with Telling() as heard:
        for done, _ in enumerate(seconds):
            heard.count(PHOTOS, done, len(seconds))
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("seconds", "lines"),
    [
        ((0, 0.5, 1.9), []),
        ((0, 1, 2.1, 3, 11, 13), ["Photos: 2 of 6", "Photos: 5 of 6"]),
        ((100, 101, 107), ["Photos: 2 of 3"]),
    ],
)
def test_progress_is_told_where_it_takes_a_while_and_not_too_often(
    seconds: tuple[float, ...], lines: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(*seconds, monkeypatch=monkeypatch, capsys=capsys) == lines


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there is no terminal to try it on")
def test_on_a_terminal_progress_is_one_line_that_goes(tmp_path: Path) -> None:
    master, slave = os.openpty()
    code = (
        "import time\nfrom goldenthread.cli import progress\nprogress.AT_ONCE = 0\n"
        "with progress.Telling() as heard:\n"
        "    for done in range(4):\n        heard.count('Photos', done, 3)\n        time.sleep(0.2)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stderr=slave, env={**os.environ, "TERM": "xterm"}, check=True)
    os.close(slave)
    said = b""
    while b"3/3" not in said:
        said += os.read(master, 4096)
    os.close(master)
    assert done.returncode == 0
    assert b"Photos" in said
    assert b"Photos: " not in said
