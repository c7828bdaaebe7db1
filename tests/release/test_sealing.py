"""Files that have not changed are shared by releases; nothing is ever written through them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from goldenthread.release import intact, staging
from tests.release.faults import PAGES, SHARED, build, written

LONG_AGO = 1_000_000_000


@pytest.fixture
def site(tmp_path: Path) -> Path:
    build(tmp_path / "site", 1, 1)
    for path in (tmp_path / "site").rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return tmp_path / "site"


def before(site: Path) -> Path:
    return site.with_name(".site.releases") / "1"


def linked(site: Path) -> set[str]:
    """The files that a site shares with the release before it."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return {name for name in files if (before(site) / name).exists() and (before(site) / name).samefile(site / name)}


def test_a_file_with_the_same_bytes_is_the_same_file(site: Path) -> None:
    build(site, 2, 1)
    assert linked(site) == {f"assets/{number}.css" for number in range(SHARED)}
    assert (site / "assets" / "1.css").stat().st_mtime == LONG_AGO
    assert (site / "page-1.html").stat().st_mtime > LONG_AGO
    assert intact(site) == intact(before(site)) == ()


def test_nothing_is_written_into_an_earlier_release(site: Path) -> None:
    held = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    inodes = {path.stat().st_ino: path for path in held}
    build(site, 2, 3)
    build(site, 3, 3)
    kept = [path for path in before(site).rglob("*") if path.is_file()]
    assert len(kept) == len(held)
    for path in kept:
        assert path.read_bytes() == held[inodes[path.stat().st_ino]]
        assert path.stat().st_mtime == LONG_AGO


def test_a_file_that_somebody_changed_is_not_taken_over(site: Path) -> None:
    (site / "assets" / "1.css").write_text("changed by hand")
    (site / "assets" / "2.css").unlink()
    (site / "assets" / "2.css").symlink_to("3.css")
    (site / "assets" / "4.css").chmod(0o600)
    build(site, 2, 1)
    assert linked(site) == {"assets/0.css", "assets/3.css", "assets/5.css"}
    assert intact(site) == ()
    assert (site / "assets" / "4.css").stat().st_mode & 0o044


@pytest.mark.parametrize("fault", [errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSPC])
def test_where_files_cannot_be_linked_they_keep_their_times(
    site: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "link", link)
    build(site, 2, 1)
    assert linked(site) == set()
    assert (site / "assets" / "1.css").stat().st_mtime == LONG_AGO
    assert intact(site) == ()


def test_a_site_without_a_manifest_lends_nothing(site: Path) -> None:
    (site / "manifest-sha256.txt").unlink()
    build(site, 1, 1)
    assert linked(site) == set()


def test_the_same_site_again_takes_no_room(site: Path) -> None:
    build(site, 1, 1)
    assert len(linked(site)) == PAGES + SHARED


def test_a_link_among_the_new_files_is_refused(site: Path) -> None:
    with pytest.raises(OSError, match=r"secret"), staging(site) as staged:
        written(staged.folder, 2)
        (staged.folder / "secret").symlink_to("/etc/passwd")
        staged.publish()
    assert intact(site) == ()
