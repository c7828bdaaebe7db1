"""`goldenthread photos`: photos put to a meeting, each with the session during which it was taken."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli import asking, main
from goldenthread.compile import compile_archive
from tests.archives import write
from tests.docs.ferries import PUBLIC, picture

MEETING = """---
title: Ferry days
date: 2027-05-06
end: 2027-05-07
programme:
  - {id: welcome, title: Welcome, time: 9:30, until: 10:00}
  - {id: talks, title: Talks, time: 10:15}
  - {id: second-day, title: Second day, day: 2, time: 9:00}
---
"""
HERE = "meetings/2027-05-06-ferry-days"


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A meeting of two days, in the folder in which the command runs."""
    monkeypatch.chdir(tmp_path)
    files = {"archive.yml": f"format: 1\ntitle: Riverside\ndefault_audience:\n{PUBLIC}", f"{HERE}/meeting.md": MEETING}
    return write(tmp_path / "records", files)


def run(arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["photos", "2027-05-06-ferry-days", *shlex.split(arguments)], input=typed)


@pytest.mark.parametrize(
    ("taken", "session"),
    [
        ("2027:05:06 09:29:59", ""),
        ("2027:05:06 09:45:00", "welcome"),
        ("2027:05:06 10:10:00", ""),
        ("2027:05:06 16:00:00", "talks"),
        ("2027:05:07 08:00:00", "talks"),
        ("2027:05:07 09:00:00", "second-day"),
        ("2027:05:08 09:00:00", ""),
        ("2027:05:06", ""),
        ("", ""),
    ],
)
def test_a_photo_goes_to_the_session_that_had_begun_last(records: Path, taken: str, session: str) -> None:
    Path("IMG_1.PNG").write_bytes(picture("one", taken))
    done = run("IMG_1.PNG --alt 'A quay'")
    assert done.exit_code == 0, done.output
    archive, problems = compile_archive(records)
    (photo,) = archive.meetings[0].photos
    assert [ref.target for ref in photo.sessions] == ([session] if session else [])
    assert (photo.photo, photo.alt, problems) == ("img-1.png", "A quay", ())


def test_each_file_has_its_own_words_and_one_that_says_nothing_is_decorative(records: Path) -> None:
    for name in ("a.png", "b.png"):
        Path(name).write_bytes(picture(name))
    assert run("a.png b.png --caption One --caption - --alt 'A quay' --alt - --taken-by Ana").exit_code == 0
    assert (records / HERE / "photos.yml").read_text("utf-8") == (
        "- photo: a.png\n  alt: A quay\n  caption: One\n  taken_by: Ana\n"
        "- photo: b.png\n  decorative: yes\n  taken_by: Ana\n"
    )


def test_a_photo_that_is_there_is_not_copied_again(records: Path) -> None:
    Path("a.png").write_bytes(picture("a"))
    assert run("a.png --alt 'A quay'").exit_code == 0
    Path("other name.png").write_bytes(picture("a"))
    again = run("'other name.png' --alt 'A quay'")
    assert (again.exit_code, "among the photos of the meeting already, as a.png" in again.stderr) == (1, True)
    assert [path.name for path in (records / HERE / "photos").iterdir()] == ["a.png"]


def test_another_photo_of_the_same_name_gets_another(records: Path) -> None:
    Path("a.png").write_bytes(picture("a"))
    assert run("a.png --alt 'A quay'").exit_code == 0
    Path("a.png").write_bytes(picture("b"))
    assert run("a.png --alt 'A bus' --yes").exit_code == 0
    assert sorted(path.name for path in (records / HERE / "photos").iterdir()) == ["a-2.png", "a.png"]


def test_at_a_terminal_session_caption_and_words_are_proposed(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "somebody_is_there", lambda: True)
    Path("a.png").write_bytes(picture("a", "2027:05:06 10:20:00"))
    done = run("a.png", "Ana\n\nThe nine who waited\n\n")
    assert done.exit_code == 0, done.output
    assert (records / HERE / "photos.yml").read_text("utf-8") == (
        "- photo: a.png\n  alt: The nine who waited, at “Talks”, 2027-05-06\n  caption: The nine who waited\n"
        "  session: talks\n  taken: 2027-05-06\n  taken_by: Ana\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("no.png --alt x", "there is no file 'no.png'"),
        ("records/archive.yml --alt x", "is no photo that can be shown: it is none of these formats"),
        ("a.png", "Say with --alt what a.png shows"),
        ("a.png --alt x --alt y", "--alt is needed once for each of the 1 files"),
        ("a.png --alt x --session tlks", "it has: talks"),
    ],
)
def test_what_is_mistyped_is_told_and_nothing_is_written(records: Path, arguments: str, said: str) -> None:
    Path("a.png").write_bytes(picture("a"))
    before = sorted(records.rglob("*"))
    done = run(arguments)
    assert (done.exit_code, sorted(records.rglob("*"))) == (2, before)
    assert said in done.stderr
