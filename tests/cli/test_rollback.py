"""`goldenthread rollback` and `goldenthread verify`, as whoever published something wrong types them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from goldenthread.release import MANIFEST, staging
from tests.archives import MEETING

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_what_was_published_before_comes_back(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    assert "there is no earlier release" in goldenthread("rollback").stderr
    goldenthread("build")
    page = tmp_path / "site" / "actions" / "survey" / "index.html"
    before = page.read_bytes()
    meeting = records / MEETING
    meeting.write_text(meeting.read_text("utf-8").replace("Survey the staff", "Count the staff"), "utf-8")
    goldenthread("build")
    assert page.read_bytes() != before

    done = goldenthread("rollback")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("site is what was published before: ")
    assert done.stderr.endswith("all as they were. Earlier releases left: 0.\n")
    assert page.read_bytes() == before
    verified = goldenthread("verify", "site")
    assert verified.returncode == 0, verified.stdout
    assert f"files held against {MANIFEST}." in verified.stderr

    data = page.read_bytes()
    page.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    (tmp_path / "site" / "ids.txt").unlink()
    (tmp_path / "site" / ".DS_Store").touch()
    verified = goldenthread("verify", "site")
    assert verified.returncode == 1
    told = [line.partition(": error ") for line in verified.stdout.splitlines()]
    assert [(place.partition(":")[0], said[:5]) for place, _, said in told] == [
        ("site/.DS_Store", "GT923"),
        ("site/actions/survey/index.html", "GT921"),
        ("site/ids.txt", "GT922"),
    ]


def test_nobody_goes_back_to_another_edition_or_to_a_damaged_release(tmp_path: Path, goldenthread: Run) -> None:
    for audience in ("internal", "public"):
        with staging(tmp_path / "site") as staged:
            (staged.folder / "assets" / "goldenthread").mkdir(parents=True)
            (staged.folder / "ids.txt").write_text(f"# {audience}\nsurvey\n")
            staged.publish(1)
    done = goldenthread("rollback")
    assert done.returncode == 1
    assert "the earlier release is the internal edition, and this one the public" in done.stderr
    assert (tmp_path / "site" / "ids.txt").read_text().startswith("# public")
    (tmp_path / "site").rename(tmp_path / "away")
    done = goldenthread("rollback")
    assert done.returncode == 1
    assert "the earlier release is the internal edition, and there is no site" in done.stderr
    assert not (tmp_path / "site").exists()
    (tmp_path / "away").rename(tmp_path / "site")

    (tmp_path / ".site.releases" / "1" / "ids.txt").write_text("# public\n")
    done = goldenthread("rollback")
    assert done.returncode == 1
    assert done.stdout.startswith(".site.releases/1/ids.txt:1:1: error GT921 ")
    assert done.stderr.endswith("Nothing was published; site is as it was.\n")


def test_a_site_without_a_manifest_says_that_it_has_none(tmp_path: Path, goldenthread: Run) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<!doctype html><title>x</title>")
    done = goldenthread("verify", "site")
    assert done.returncode == 0
    assert f"There is no {MANIFEST}: whether files have changed cannot be told." in done.stderr
