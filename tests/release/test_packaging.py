"""A copy to be kept: a bag that a reader of others' making finds valid, whole or not there at all."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from goldenthread.release import Refused, manifest, package
from tests.release import faults
from tests.release.faults import PAGES, SHARED, build, written

ODD = "ein Blatt für später.txt"
FILES = PAGES + SHARED + 2


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published site, one of its names no plain English."""

    def more(folder: Path, version: int) -> None:
        written(folder, version)
        (folder / ODD).write_text("odd")

    monkeypatch.setattr(faults, "written", more)
    build(tmp_path / "site", 1, 0)
    return tmp_path / "site"


@pytest.fixture(params=["bag", "bag.zip"])
def bag(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Path:
    """The folder of a bag, packed and unpacked again in the second case."""
    to: Path = tmp_path / "kept" / request.param
    assert package(site, to, {"Source-Organization": "The river\ncouncil"}) == FILES
    if to.suffix == ".zip":
        with zipfile.ZipFile(to) as packed:
            packed.extractall(tmp_path / "unpacked")
        return tmp_path / "unpacked" / "bag"
    return to


def validated(bag: Path) -> tuple[int, str]:
    """What the reader of the Library of Congress says of a bag."""
    command = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(bag)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_an_independent_reader_finds_the_bag_valid(bag: Path, site: Path) -> None:
    status, told = validated(bag)
    assert (status, "is valid" in told) == (0, True), told
    assert "Source-Organization: The river council\n" in (bag / "bag-info.txt").read_text("utf-8")
    payload = {path.relative_to(bag / "data").as_posix(): path.read_bytes() for path in (bag / "data").rglob("*.*")}
    assert payload == {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.*")}
    assert ODD in payload


@pytest.mark.parametrize("name", ["data/page-3.html", "bag-info.txt", "manifest-sha256.txt"])
def test_an_independent_reader_finds_what_was_changed(bag: Path, name: str) -> None:
    data = (bag / name).read_bytes()
    (bag / name).write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    status, told = validated(bag)
    assert (status, "is invalid" in told) == (1, True), told


def test_a_path_is_written_as_the_standard_says(tmp_path: Path) -> None:
    """That reader does not know that a percent sign is escaped too (RFC 8493, 2.1.3), so its paths have none above."""
    written(tmp_path / "site", 1)
    (tmp_path / "site" / "100%.txt").write_text("")
    manifest.write(tmp_path / "site", {"100%.txt": manifest.hashed(tmp_path / "site" / "100%.txt")})
    package(tmp_path / "site", tmp_path / "bag", {})
    assert "  data/100%25.txt\n" in (tmp_path / "bag" / "manifest-sha256.txt").read_text()
    assert (tmp_path / "bag" / "data" / "100%.txt").exists()


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        package(site, tmp_path / name / "bag.zip", {})
    assert (tmp_path / "one" / "bag.zip").read_bytes() == (tmp_path / "two" / "bag.zip").read_bytes()


def test_a_file_that_is_not_as_it_was_published_gives_no_bag(site: Path, tmp_path: Path) -> None:
    (site / "page-3.html").write_text("changed by hand")
    with pytest.raises(Refused, match=r"page-3\.html has changed"):
        package(site, tmp_path / "kept" / "bag.zip", {})
    assert [*(tmp_path / "kept").iterdir()] == []


def test_nothing_is_replaced_and_no_site_holds_its_own_copy(site: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.zip").write_text("years of work")
    with pytest.raises(Refused, match="there already"):
        package(site, tmp_path / "thesis.zip", {})
    with pytest.raises(Refused, match="would be a part of it"):
        package(site, site / "bag", {})
