"""The handbook and the guides are true: followed word by word, each command prints what the page says it prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.docs.followed import Typed, alike, clone, commands, follow, run
from tests.docs.pages import DOCS, ONLY_SHOWN, TOGETHER, Block, blocks_of, first_line, read

PAGES = tuple(page for group in TOGETHER for page in group)


# Every page, every block


def test_every_page_of_the_handbook_and_both_guides_are_followed() -> None:
    handbook = {path.relative_to(DOCS).as_posix() for path in (DOCS / "handbook").iterdir()}
    assert set(PAGES) == handbook | {"evaluators.md", "running.md"}


def test_every_page_of_the_handbook_is_in_the_menu() -> None:
    menu = (DOCS.parent / "mkdocs.yml").read_text("utf-8")
    assert [page for page in PAGES if f": {page}\n" not in menu] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_block_is_tried_or_listed_with_the_reason_why_not(page: str) -> None:
    assert read(page) or page == "handbook/cheat-sheet.md"


def test_what_is_only_shown_is_still_there() -> None:
    shown = {
        first_line(block) for page in PAGES for block in read(page) if block.language == "text" and not block.title
    }
    assert shown == set(ONLY_SHOWN)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_each_command_prints_what_the_page_says(page: str, typed: dict[str, list[Typed]]) -> None:
    differing = [one for one in typed[page] if one.differs]
    assert [f"{one.place}: $ {one.command}\n{alike(one.printed)}" for one in differing] == []


@pytest.mark.slow
def test_many_commands_were_typed(typed: dict[str, list[Typed]]) -> None:
    assert sum(len(commands) for commands in typed.values()) >= 60
    assert {one.command.split()[0] for many in typed.values() for one in many} == {
        "goldenthread",
        "git",
        "mkdocs",
        "properdocs",
    }


# That these tests can fail

PAGE = """# A page

```yaml title="records/archive.yml"
format: 1
title: Ours
```

```console
$ goldenthread check
No problems in records.
```
"""


def followed(text: str, folder: Path) -> list[Typed]:
    """The commands of a page that somebody made up."""
    return follow(blocks_of("made-up.md", text), folder)


def test_a_page_that_says_what_is_printed_is_true(tmp_path: Path) -> None:
    assert [one.differs for one in followed(PAGE, tmp_path)] == [False]


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("No problems in records.", "No problems."),
        ("No problems in records.\n", ""),
        ("No problems in records.", "No problems in records.\nAll is well."),
        ("title: Ours", "titel: Ours"),
    ],
)
def test_a_page_that_says_something_else_is_found(tmp_path: Path, typed: str, instead: str) -> None:
    assert [one.differs for one in followed(PAGE.replace(typed, instead), tmp_path)] == [True]


@pytest.mark.parametrize("info", ["", "yaml", "bash", "text", "console here", "yaml title=records"])
def test_a_block_that_nothing_tries_is_refused(info: str) -> None:
    with pytest.raises(ValueError, match="block"):
        blocks_of("made-up.md", f"```{info}\n$ anything\n```\n")


@pytest.mark.parametrize("command", ["rm -r records", "curl example.org"])
def test_a_command_that_no_page_needs_is_refused(tmp_path: Path, command: str) -> None:
    with pytest.raises(ValueError, match="no test may run"):
        run(command, tmp_path)


def test_words_before_the_first_command_are_refused() -> None:
    with pytest.raises(ValueError, match="begins with"):
        commands("goldenthread check\n")


def test_a_clone_takes_what_is_pushed(tmp_path: Path) -> None:
    mine = clone(tmp_path)
    (mine / "records").mkdir()
    (mine / "records" / "archive.yml").write_text("format: 1\n")
    block = Block("made-up.md", 1, "console", "", "$ git add records\n$ git commit -q -m Begin\n$ git push -q\n")
    assert [
        one.printed for one in follow([block, replace(block, text="$ git log --format=%s origin/main\n")], mine)
    ] == [
        "",
        "",
        "",
        "Begin\n",
    ]
