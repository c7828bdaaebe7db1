"""The manifest finds whatever is not as it was published, and others can read it."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from goldenthread.release import MANIFEST, digest, intact, listed_in, staging
from goldenthread.release.manifest import Unreadable, read
from tests.release.faults import build, written

SEED = 20261126


@pytest.fixture
def site(tmp_path: Path) -> Path:
    with staging(tmp_path / "site") as staged:
        written(staged.folder, 1)
        for name in (".well-known", "with a space", "geändert", "line\nend", "back\\slash"):
            (staged.folder / name).write_text(name)
        staged.publish()
    return tmp_path / "site"


def found(site: Path) -> list[str]:
    return [f"{one.code} {one.at.path}" for one in intact(site)]


def test_a_site_as_it_was_published_is_intact(site: Path) -> None:
    assert found(site) == []
    assert {"assets/1.css", ".well-known", "line\nend", "back\\slash"} < read(site).keys()
    assert listed_in(site) == len([path for path in site.rglob("*") if path.is_file()]) - 1


def test_any_bit_that_flips_is_found_by_the_name_of_its_file(site: Path) -> None:
    chance = random.Random(SEED)
    files = [path for path in sorted(site.rglob("*")) if path.is_file() and path.name != MANIFEST]
    for _ in range(100):
        file = chance.choice(files)
        whole = file.read_bytes()
        at, bit = chance.randrange(len(whole)), chance.randrange(8)
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        assert found(site) == [f"GT921 {file.relative_to(site).as_posix()}"]
        file.write_bytes(whole)
    assert found(site) == []


def test_what_is_missing_and_what_was_added_is_named(site: Path) -> None:
    (site / "page-3.html").unlink()
    shutil.rmtree(site / "assets")
    (site / ".hidden").mkdir()
    (site / ".hidden" / "new.html").write_text("")
    told = found(site)
    assert told[:2] == ["GT923 .hidden/new.html", "GT922 assets/0.css"]
    assert told[-1] == "GT922 page-3.html"
    assert len(told) == 8


def test_a_link_is_no_file_of_a_release(site: Path) -> None:
    same = (site / "page-3.html").rename(site.parent / "elsewhere.html")
    (site / "page-3.html").symlink_to(same)
    (site / "more").symlink_to(site.parent)
    assert found(site) == ["GT923 more", "GT921 page-3.html"]


@pytest.mark.parametrize("text", [None, "", "no manifest\n", f"{'a' * 64} one space\n", f"{'A' * 64}  capital\n"])
def test_without_a_manifest_nothing_is_intact(site: Path, text: str | None) -> None:
    if text is None:
        (site / MANIFEST).unlink()
    else:
        (site / MANIFEST).write_text(text)
        with pytest.raises(Unreadable):
            read(site)
    assert found(site) == [f"GT924 {MANIFEST}"]
    assert listed_in(site) == (0 if text is not None else None)


def test_a_release_has_a_digest(site: Path, tmp_path: Path) -> None:
    first = digest(site)
    assert len(first) == 64
    (site / MANIFEST).write_bytes((site / MANIFEST).read_bytes()[1:])
    assert digest(site) != first
    assert digest(tmp_path / "nowhere") == ""


def test_the_same_files_have_the_same_manifest(tmp_path: Path) -> None:
    for name in ("one", "other"):
        build(tmp_path / name, 1, 0)
    assert digest(tmp_path / "one") == digest(tmp_path / "other")


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not here")
def test_sha256sum_reads_it(site: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "--quiet", MANIFEST]
    assert subprocess.run(command, cwd=site, capture_output=True, check=False).returncode == 0
    (site / "page-3.html").write_text("changed")
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == "page-3.html: FAILED\n"
