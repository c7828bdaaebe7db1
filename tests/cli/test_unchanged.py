"""A build of what has not changed is none; of anything that has, it is a whole one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli import main
from goldenthread.compile import compile_archive
from goldenthread.verify import verify
from tests.archives import CONFIG, write

MEETING = "records/meetings/2025-01-10-review/meeting.md"
SAME = "Nothing has changed"
EXTENDED = CONFIG + "markdown_extensions: [toc]\n"


@pytest.fixture
def project(records: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with pages and a configuration of its own, built once."""
    folder = records.parent
    monkeypatch.chdir(folder)
    write(folder, {"mkdocs.yml": EXTENDED, "docs/about.md": "# About\n", "overrides/.keep": ""})
    first = built()
    assert first.exit_code == 0, first.output
    assert SAME not in first.output
    return folder


def built(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "--config", "mkdocs.yml", *arguments])


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        text = (project / path).read_text("utf-8")
        assert old in text
        (project / path).write_text(text.replace(old, new), "utf-8")

    return change


def test_a_second_build_changes_nothing_and_says_so(project: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")}
    again = built()
    assert again.exit_code == 0
    assert SAME in again.output
    assert {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")} == before


def test_warnings_are_said_again(project: Path) -> None:
    replaced(MEETING, "date: 2025-01-10", "date: 2025-01-10\nphotos:\n  - photo: gone.jpg")(project)
    first, again = built(), built()
    said = [line for line in first.stdout.splitlines() if " warning GT" in line or " error GT" in line]
    assert said
    if first.exit_code == 0:
        assert SAME in again.output
    assert [line for line in again.stdout.splitlines() if " GT" in line] == said


@pytest.mark.parametrize(
    "change",
    [
        replaced(MEETING, "First review", "A first review"),
        replaced("docs/about.md", "About", "About us"),
        replaced("mkdocs.yml", "site_name: Ours", "site_name: Theirs"),
        lambda project: (project / "docs/extra.txt").write_text("more"),
        lambda project: write(project, {"docs/my__pycache__/more.md": "# More\n"}),
        lambda project: (project / "site/index.html").chmod(0o600),
        lambda project: (project / "records/meetings/2025-01-10-review/README.md").write_text("more"),
        lambda project: (project / "site/index.html").unlink(),
        lambda project: (project / "site/more.html").write_text("more"),
        replaced("site/index.html", "First review", "Last review"),
    ],
    ids=["record", "page", "configuration", "file", "folder", "closed", "beside-a-record", "lost", "added", "altered"],
)
def test_what_has_changed_is_built_anew(project: Path, change: Callable[[Path], None]) -> None:
    change(project)
    again = built()
    assert again.exit_code == 0, again.output
    assert SAME not in again.output
    assert SAME in built().output


@pytest.mark.parametrize("option", [("--edition", "internal"), ("--as-of", "2025-06-30"), ("--no-cache",)])
def test_what_is_asked_for_otherwise_is_built_anew(project: Path, option: tuple[str, ...]) -> None:
    assert SAME not in built(*option).output


@pytest.mark.parametrize(
    "more",
    [
        "hooks: [hook.py]\n",
        "INHERIT: other.yml\n",
        "site_author: !ENV NOBODY\n",
        "plugins: [goldenthread, offline]\n",
        "markdown_extensions: [toc, pymdownx.snippets]\n",
        "site_author: !!python/object/apply:os.getcwd []\n",
        "markdown_extensions: [{pymdownx.emoji: {options: {custom_icons: [docs]}}}]\n",
    ],
)
def test_what_may_read_anything_is_built_every_time(project: Path, more: str) -> None:
    key = more.partition(":")[0]
    lines = [line for line in EXTENDED.splitlines(keepends=True) if not line.startswith(f"{key}:")]
    write(project, {"mkdocs.yml": "".join(lines) + more, "hook.py": "", "other.yml": "copyright: none\n"})
    for _ in range(2):
        again = built()
        assert again.exit_code == 0, again.output
        assert SAME not in again.output


def test_what_is_installed_may_be_named(project: Path) -> None:
    emoji = "markdown_extensions: [{pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }}]\n"
    write(project, {"mkdocs.yml": CONFIG + emoji})
    assert SAME not in built().output
    assert SAME in built().output


def test_a_configuration_in_other_letters_is_not_looked_through(project: Path) -> None:
    (project / "mkdocs.yml").write_text(CONFIG, "utf-16")
    for _ in range(2):
        assert SAME not in built().output


def test_what_was_written_during_a_build_and_put_back_counts_as_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = project / "docs/about.md"
    replaced("docs/about.md", "About", "About us")(project)
    before = page.read_text("utf-8")

    def slipped(*arguments: Any, **named: Any) -> Any:
        page.write_text("# A slip\n", "utf-8")
        return compile_archive(*arguments, **named)

    def verified(*arguments: Any, **named: Any) -> Any:
        page.write_text(before, "utf-8")
        return verify(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr("goldenthread.cli.building.compile_archive", slipped)
        patch.setattr("goldenthread.cli.building.verify", verified)
        assert built().exit_code == 0
    assert "A slip" in (project / "site/about/index.html").read_text("utf-8")
    assert SAME not in built().output
    assert "A slip" not in (project / "site/about/index.html").read_text("utf-8")


def test_without_a_date_in_the_records_pages_have_that_of_the_clock(project: Path) -> None:
    for folder in ("records/meetings", "site"):
        rmtree(project / folder)
    for _ in range(2):
        again = built()
        assert again.exit_code == 0, again.output
        assert SAME not in again.output


def test_what_a_link_leads_to_is_built_every_time(project: Path) -> None:
    (project / "elsewhere.md").write_text("# Elsewhere\n")
    (project / "docs/linked.md").symlink_to(project / "elsewhere.md")
    for _ in range(2):
        again = built()
        assert again.exit_code == 0, again.output
        assert SAME not in again.output


def test_no_cache_keeps_nothing(project: Path) -> None:
    replaced("docs/about.md", "About", "About us")(project)
    built("--no-cache")
    assert SAME not in built().output
