"""Killed, without room, or against each other: builds on the release layer leave a whole site and nothing else.

Few of each here; `scripts/assure releases` tries hundreds, with the real command too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.release import faults
from tests.release.faults import build, version_of

SEED = 20261126


def tried(found: Iterator[str], at_least: int) -> None:
    """All went well, and it was tried so often."""
    every = list(found)
    assert [fault for fault in every if fault] == []
    assert len(every) >= at_least


@pytest.mark.parametrize("exchange", [True, False])
def test_killed_at_a_change_of_names(tmp_path: Path, exchange: bool) -> None:
    tried(faults.killed_at_each_operation(tmp_path, exchange=exchange, every=False), 20)


def test_killed_on_the_way_back(tmp_path: Path) -> None:
    tried(faults.killed_at_each_operation(tmp_path, exchange=True, every=False, back=True), 12)


def test_killed_at_any_moment(tmp_path: Path) -> None:
    tried(faults.killed_at_random(tmp_path, 8, SEED), 8)


def test_disks_that_are_full(tmp_path: Path) -> None:
    tried(faults.full_disks(tmp_path, 6, SEED), 6)


def test_builds_against_each_other(tmp_path: Path) -> None:
    tried(faults.races(tmp_path, 4, SEED), 4)


def test_a_mixed_site_and_half_a_site_are_told_from_a_whole_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, 1, 0)
    assert version_of(site) == 1
    page = site / "page-3.html"
    page.write_text(page.read_text().replace("1", "2", 1))
    with pytest.raises(AssertionError):
        version_of(site)
    page.unlink()
    with pytest.raises(AssertionError):
        version_of(site)


def test_a_build_in_the_site_itself_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_place(site: Path, version: int, keep: int, fault: faults.Fault = faults.NONE) -> None:
        for page in site.glob("page-*.html"):
            page.write_text("being written")
        written_into(site, version)

    def written_into(site: Path, version: int) -> None:
        for page in range(faults.PAGES):
            (site / f"page-{page}.html").write_text(f"{version} {page}")

    build(tmp_path / "site", 1, 0)
    monkeypatch.setattr(faults, "build", in_place)
    assert any(faults.killed_at_random(tmp_path, 2, SEED))
