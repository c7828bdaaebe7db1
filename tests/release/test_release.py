"""The switch from one site to the next: whole or not at all, and never over a folder that is none of ours."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from goldenthread.release import Refused, staging, switching
from tests.release.faults import child

SITE = ["site", "site/assets", "site/assets/goldenthread", "site/index.html", "site/manifest-sha256.txt"]


def published(site: Path, words: str) -> None:
    (site / "assets" / "goldenthread").mkdir(parents=True)
    (site / "index.html").write_text(words)


def publish(site: Path, words: str, keep: int = 0) -> None:
    with staging(site) as staged:
        published(staged.folder, words)
        staged.publish(keep)


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_the_first_site_takes_its_place(tmp_path: Path) -> None:
    publish(tmp_path / "new" / "site", "first")
    assert (tmp_path / "new" / "site" / "index.html").read_text() == "first"
    assert everything(tmp_path / "new") == SITE


def test_the_next_site_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    publish(tmp_path / "site", "first")
    (tmp_path / "site" / "withdrawn.html").write_text("")
    publish(tmp_path / "site", "second")
    assert (tmp_path / "site" / "index.html").read_text() == "second"
    assert everything(tmp_path) == SITE


def test_where_names_cannot_be_exchanged_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switching, "_exchanged", lambda one, other: False)
    publish(tmp_path / "site", "first")
    publish(tmp_path / "site", "second")
    assert (tmp_path / "site" / "index.html").read_text() == "second"
    assert everything(tmp_path) == SITE


def test_a_build_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path / "site", "first")
    with pytest.raises(ZeroDivisionError), staging(tmp_path / "site") as staged:
        published(staged.folder, "half")
        raise ZeroDivisionError
    assert (tmp_path / "site" / "index.html").read_text() == "first"
    assert everything(tmp_path) == SITE


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    for name in ("new", "ready-ab12", "gone-3", "007", "٣", "of another version"):
        published(tmp_path / ".site.releases" / name, "left behind")
    (tmp_path / ".site.releases" / "lock").write_text("")
    publish(tmp_path / "site", "first")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def fail(site: Path) -> None:
    """A build that comes to nothing."""
    with pytest.raises(ZeroDivisionError), staging(site):
        raise ZeroDivisionError


@pytest.mark.parametrize("begun", ["ready-ab12", "back-ab12"])
def test_a_site_lost_between_two_renames_is_what_it_was_to_be(tmp_path: Path, begun: str) -> None:
    published(tmp_path / ".site.releases" / "4", "first")
    published(tmp_path / ".site.releases" / begun, "second")
    fail(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "second"
    assert (tmp_path / ".site.releases" / "4" / "index.html").read_text() == "first"


def test_a_site_that_was_taken_away_stays_away(tmp_path: Path) -> None:
    published(tmp_path / ".site.releases" / "4", "first")
    fail(tmp_path / "site")
    assert not (tmp_path / "site").exists()
    publish(tmp_path / "site", "second", keep=1)
    assert (tmp_path / "site" / "index.html").read_text() == "second"
    assert (tmp_path / ".site.releases" / "4" / "index.html").read_text() == "first"


def test_a_linked_site_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "disk" / "site")
    publish(tmp_path / "site", "first")
    publish(tmp_path / "site", "second")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "disk" / "site" / "index.html").read_text() == "second"


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site", "first")
    assert (tmp_path / "site" / "index.html").read_text() == "first"


def test_a_folder_that_we_did_not_build_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(Refused, match="something in it that goldenthread did not build"), staging(tmp_path):
        pass
    assert everything(tmp_path) == ["thesis.docx"]


@pytest.mark.parametrize("site", [".", "..", "records/..", "/"])
def test_a_folder_that_holds_what_is_kept_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    records = tmp_path / "here" / "records"
    records.mkdir(parents=True)
    published(tmp_path / "here", "looks like a site")
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(Refused, match="publishing would replace it whole"), staging(Path(site), records):
        pass
    assert records.is_dir()


def test_the_folder_of_the_records_is_refused(tmp_path: Path) -> None:
    published(tmp_path / "records", "looks like a site")
    with pytest.raises(Refused, match="publishing would replace it whole"):
        publish_over(tmp_path / "records", tmp_path / "records")


def publish_over(site: Path, records: Path) -> None:
    with staging(site, records) as staged:
        staged.publish()


def test_a_folder_inside_the_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="the site would become part of it"):
        publish_over(tmp_path / "records" / "site", tmp_path / "records")
    assert everything(tmp_path) == []


def test_a_git_repository_is_refused(tmp_path: Path) -> None:
    published(tmp_path / "pages", "a branch checked out")
    (tmp_path / "pages" / ".git").write_text("gitdir: elsewhere")
    with pytest.raises(Refused, match="is a git repository"), staging(tmp_path / "pages"):
        pass


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")
    with pytest.raises(Refused, match="is a file, not a folder"), staging(tmp_path / "site"):
        pass


def test_a_mount_point_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.setattr("os.path.ismount", lambda path: Path(path) == tmp_path / "site")
    with pytest.raises(Refused, match="is a mount point"), staging(tmp_path / "site"):
        pass


def test_where_two_builds_cannot_be_kept_apart_none_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unlocked(handle: int, how: int) -> None:
        raise OSError(37, "No locks available")

    with monkeypatch.context() as patch:
        patch.setattr("fcntl.lockf", unlocked)
        with pytest.raises(Refused, match="No locks available"), staging(tmp_path / "site"):
            pass
    monkeypatch.setitem(sys.modules, "fcntl", None)  # as on Windows
    with pytest.raises(Refused, match="needs Linux or macOS"), staging(tmp_path / "site"):
        pass
    assert not (tmp_path / "site").exists()


def test_whoever_waits_is_told_once(tmp_path: Path) -> None:
    with staging(tmp_path / "site"):
        waiting = child(told_in, tmp_path, kill_after=0.3)
    assert waiting == -signal.SIGKILL
    assert (tmp_path / "told").read_text() == "waiting"


def told_in(folder: Path) -> None:
    with staging(folder / "site", waiting=lambda: appended(folder / "told", "waiting")):
        appended(folder / "told", "its turn")


def appended(file: Path, words: str) -> None:
    with file.open("a") as opened:
        opened.write(words)


def test_nobody_else_may_look_at_what_is_not_published(tmp_path: Path) -> None:
    with staging(tmp_path / "site") as staged:
        assert staged.folder.parent.stat().st_mode & 0o077 == 0
    publish(tmp_path / "site", "first")
    assert (tmp_path / "site").stat().st_mode == tmp_path.joinpath("site", "assets").stat().st_mode


def test_git_is_not_told_of_earlier_releases(tmp_path: Path) -> None:
    for words in ("first", "second"):
        with staging(tmp_path / "site") as staged:
            published(staged.folder, words)
            staged.publish(1)
    assert sorted(path.name for path in (tmp_path / ".site.releases").iterdir()) == [".gitignore", "1"]
    assert (tmp_path / ".site.releases" / ".gitignore").read_text() == "*\n"
