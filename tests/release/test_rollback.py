"""Going back to what was published before, as far as it was kept, and only if it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.release import Refused, earlier, roll_back, staging, switching
from tests.release.faults import PAGES, SHARED, build, version_of


def kept(site: Path) -> list[int]:
    folder = site.with_name(".site.releases")
    return [version_of(path) for path in sorted(folder.glob("[0-9]*"), key=lambda path: int(path.name))]


@pytest.mark.parametrize("exchange", [True, False])
def test_one_goes_back_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(switching, "_exchanged", lambda one, other: False)
    site = tmp_path / "site"
    for version in (1, 2, 3, 4):
        build(site, version, 2)
    assert kept(site) == [2, 3]
    back = roll_back(site)
    assert (back.files, back.left, back.problems) == (PAGES + SHARED, 1, ())
    assert version_of(site) == 3
    assert roll_back(site).left == 0
    assert version_of(site) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    with pytest.raises(Refused, match="there is no earlier release"):
        roll_back(site)
    assert version_of(site) == 2


def test_as_many_are_kept_as_was_said(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for version in range(12):
        build(site, version, 11)
    assert kept(site) == list(range(11))
    build(site, 12, 3)
    assert kept(site) == [9, 10, 11]
    build(site, 13, 0)
    assert kept(site) == []
    assert earlier(site) is None


def test_earlier_releases_can_go_without_a_new_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for version in range(4):
        build(site, version, 3)
    with staging(site) as staged:
        staged.keep_only(1)
    assert (kept(site), version_of(site)) == ([2], 3)
    with staging(site) as staged:
        staged.keep_only(0)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_damaged_release_is_not_published(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, 1, 1)
    build(site, 2, 1)
    release = earlier(site)
    assert release is not None
    (release / "page-7.html").write_text("changed")
    back = roll_back(site)
    assert [f"{one.code} {one.at.path}" for one in back.problems] == ["GT921 page-7.html"]
    assert version_of(site) == 2


def test_a_site_that_is_lost_may_come_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, 1, 2)
    build(site, 2, 2)
    build(site, 3, 2)
    site.rename(tmp_path / "lost")
    roll_back(site)
    assert version_of(site) == 2
