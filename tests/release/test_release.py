"""The switch from one site to the next: whole or not at all, and never over a folder that is none of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread import release
from goldenthread.release import Refused, staging, switch


def published(site: Path, words: str) -> None:
    (site / "assets" / "goldenthread").mkdir(parents=True)
    (site / "index.html").write_text(words)


def publish(site: Path, words: str) -> None:
    with staging(site) as folder:
        published(folder, words)
        switch(site)


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_the_first_site_takes_its_place(tmp_path: Path) -> None:
    publish(tmp_path / "new" / "site", "first")
    assert (tmp_path / "new" / "site" / "index.html").read_text() == "first"
    assert everything(tmp_path / "new") == ["site", "site/assets", "site/assets/goldenthread", "site/index.html"]


def test_the_next_site_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    publish(tmp_path / "site", "first")
    (tmp_path / "site" / "withdrawn.html").write_text("")
    publish(tmp_path / "site", "second")
    assert (tmp_path / "site" / "index.html").read_text() == "second"
    assert everything(tmp_path) == ["site", "site/assets", "site/assets/goldenthread", "site/index.html"]


def test_where_names_cannot_be_exchanged_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "_exchanged", lambda one, other: False)
    publish(tmp_path / "site", "first")
    publish(tmp_path / "site", "second")
    assert (tmp_path / "site" / "index.html").read_text() == "second"
    assert everything(tmp_path) == ["site", "site/assets", "site/assets/goldenthread", "site/index.html"]


def test_a_build_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path / "site", "first")
    with pytest.raises(ZeroDivisionError), staging(tmp_path / "site") as folder:
        published(folder, "half")
        raise ZeroDivisionError
    assert (tmp_path / "site" / "index.html").read_text() == "first"
    assert everything(tmp_path) == ["site", "site/assets", "site/assets/goldenthread", "site/index.html"]


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    for name in (".site.goldenthread-new", ".site.goldenthread-old"):
        published(tmp_path / name, "left behind")
    publish(tmp_path / "site", "first")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_lost_between_two_renames_comes_back(tmp_path: Path) -> None:
    published(tmp_path / ".site.goldenthread-old", "first")
    with pytest.raises(ZeroDivisionError), staging(tmp_path / "site"):
        raise ZeroDivisionError
    assert (tmp_path / "site" / "index.html").read_text() == "first"


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
    with staging(site, records):
        switch(site)


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
