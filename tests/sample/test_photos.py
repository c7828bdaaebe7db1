"""The photos of the sample are drawn from what the records say of them: no one may change without the other.

Drawing all of them takes about a minute, so a few are drawn and compared; `GOLDENTHREAD_SAMPLE=full` has all compared.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from PIL import ExifTags, Image, ImageStat

from goldenthread.markup.attributes import print_box
from goldenthread.read import read_records

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / "records"
MOST_BYTES = 350_000
LONGEST = 1600
FEW = 4
FULL = os.environ.get("GOLDENTHREAD_SAMPLE") == "full"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "draw-photos"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def photos(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.glob("meetings/**/photos/*.*"))}


def metadata(path: Path) -> Image.Exif:
    with Image.open(path) as picture:
        return picture.getexif()


def chosen() -> list[str]:
    """All photos, or the few that are drawn."""
    names = list(photos(RECORDS))
    return names if FULL else Random("photos").sample(names, min(FEW, len(names)))


@pytest.fixture
def one_chart(tmp_path: Path) -> Path:
    """Records with one meeting, whose only chart is yet to be written."""
    meeting = tmp_path / "meetings" / "one"
    (meeting / "flip-charts").mkdir(parents=True)
    (tmp_path / "archive.yml").write_text("format: 1\ntitle: One\n", encoding="utf-8")
    (meeting / "meeting.md").write_text("---\ntitle: One\ndate: 2025-01-01\n---\nWords.\n", encoding="utf-8")
    return tmp_path


def write_chart(records: Path, body: str, photos: str = "[chart.jpg]", colour: str = "black") -> None:
    head = f"title: Chart\nphotos: {photos}\nalt: A sheet taped to a wall.\npens:\n"
    head += f"  first: {{colour: {colour}, default: yes}}\n"
    path = records / "meetings" / "one" / "flip-charts" / "chart.md"
    path.write_text(f"---\n{head}---\n{body}\n", encoding="utf-8")


@pytest.mark.slow
def test_photos_are_what_the_records_say_now(tmp_path: Path) -> None:
    names = chosen()
    only = [argument for name in names for argument in ("--only", name)]
    done = run("--records", str(RECORDS), "--out", str(tmp_path), *only)
    assert done.returncode == 0, done.stderr
    drawn = photos(tmp_path)
    assert sorted(drawn) == sorted(names)
    stale = [name for name, path in drawn.items() if path.read_bytes() != (RECORDS / name).read_bytes()]
    assert not stale, "run scripts/draw-photos, look at the photos, and commit them"


def test_every_photo_is_drawn_and_can_be_drawn_again() -> None:
    done = run("--records", str(RECORDS), "--dry-run")
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split()) == list(photos(RECORDS))


def test_photos_are_small_enough_to_keep_and_large_enough_to_read() -> None:
    for name, path in photos(RECORDS).items():
        assert path.stat().st_size < MOST_BYTES, name
        with Image.open(path) as picture:
            assert LONGEST * 0.95 < max(picture.size) <= LONGEST, name


def test_photos_are_held_in_every_way_and_some_were_sent_on_without_metadata() -> None:
    held = {metadata(path).get(ExifTags.Base.Orientation) for path in photos(RECORDS).values()}
    assert held == {None, 1, 3, 6, 8}


def test_what_a_telephone_writes_must_be_taken_out_and_names_no_place_on_land() -> None:
    written = [exif for path in photos(RECORDS).values() if len(exif := metadata(path))]
    assert written
    for exif in written:
        assert exif[ExifTags.Base.Artist] == "Nobody in particular"
        assert exif[ExifTags.Base.Make] in ("Sample Camera", "Made-up Telephones")
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        assert [int(place[tag][0]) for tag in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude)] == [41, 38]


def test_two_photos_of_a_chart_show_it_whole_and_nearer(one_chart: Path) -> None:
    write_chart(one_chart, "## FIRST\n- ONE\n- TWO\n\n## SECOND\n- THREE", photos="[chart.jpg, chart-top.jpg]")
    done = run("--records", str(one_chart))
    assert done.returncode == 0, done.stderr
    whole, near = (photos(one_chart)[f"meetings/one/photos/chart{name}.jpg"] for name in ("", "-top"))
    # Nearer, the same strokes cover more of the picture.
    assert ink(near) > 1.5 * ink(whole)


def ink(path: Path) -> float:
    """How much of a photo is as dark as black ink."""
    with Image.open(path) as picture:
        return float(ImageStat.Stat(picture.convert("L").point([255 * (level < 80) for level in range(256)])).mean[0])


def test_french_and_every_mark_can_be_written(one_chart: Path) -> None:
    write_chart(one_chart, "ÉÈÊËÀÂÇÔÎÏÙÛŒ éèêëàâçôîïùûœ « OÙ ? » – “L’ÉTÉ”…\n- A → B ≠ C × 2 ½ ★ ✓ £€ 5 % & @ # [x]")
    done = run("--records", str(one_chart), "--dry-run")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("body", "colour", "said"),
    [
        ("БETOH", "black", "'Б'"),
        ("BETON", "invisible", "'invisible'"),
        ("- TOO LONG TO BE WRITTEN ON ONE SHEET OF PAPER BY ANYBODY\n" * 120, "black", "too long for one sheet"),
    ],
    ids=["letter", "ink", "length"],
)
def test_what_cannot_be_drawn_is_an_error(one_chart: Path, body: str, colour: str, said: str) -> None:
    write_chart(one_chart, body, colour=colour)
    done = run("--records", str(one_chart))
    assert done.returncode == 1
    assert said in done.stderr
    assert not photos(one_chart)


def test_a_box_is_where_the_drawing_has_the_words() -> None:
    done = run("--records", str(RECORDS), "--boxes")
    assert done.returncode == 0, done.stderr
    drawn = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    charts = [chart for meeting in read_records(RECORDS)[0].meetings for chart in meeting.charts]
    lines = (line for chart in charts for _, line in chart.lines())
    boxed = {str(line.at): print_box(line.attributes.box) for line in lines if line.attributes.box}
    assert len(boxed) > 60
    astray = [at for at, box in boxed.items() if drawn[at] != f'box="{box}"']
    assert not astray, "take what scripts/draw-photos --boxes says"
