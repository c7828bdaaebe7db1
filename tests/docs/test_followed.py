"""The handbook and the guides are true: followed word by word, each command prints what the page says it prints."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.docs.followed import Typed, alike, clone, commands, follow, run
from tests.docs.pages import DOCS, ONLY_SHOWN, TOGETHER, Block, blocks_of, first_line, read

PAGES = tuple(page for group in TOGETHER for page in group)


def everything_in(site: Path) -> bytes:
    """All bytes of a site."""
    return b"\n".join(path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file())


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


# What they leave behind who follow them: the archive of the ferries


@pytest.mark.slow
def test_the_page_of_an_action_shows_the_thread_that_the_handbook_tells_of(ferries: Path) -> None:
    page = (ferries / "site/actions/hold-the-last-bus/index.html").read_text("utf-8")
    thread = page[page.index('id="gt-thread"') :]
    steps = ("HOLD BUS TEN MINS", "Priority 1", "Agreed", "Held on eleven evenings", "keep it for the winter")
    places = [thread.index(step) for step in steps]
    assert places == sorted(places)


@pytest.mark.slow
@pytest.mark.parametrize("words", [b"two people could not hear", b"asks for money first", b"fears for her post"])
def test_what_the_handbook_keeps_internal_is_in_the_internal_edition_only(ferries: Path, words: bytes) -> None:
    assert run("goldenthread build --edition internal --site site-within", ferries)
    assert words in everything_in(ferries / "site-within")
    assert words not in everything_in(ferries / "site")


@pytest.mark.slow
def test_the_archive_as_of_june_knows_nothing_of_september(ferries: Path) -> None:
    page = (ferries / "site-2026-06-30/actions/hold-the-last-bus/index.html").read_text("utf-8")
    assert "As things stood on 30 June 2026" in page
    assert "Held on eleven evenings" not in page


@pytest.mark.slow
def test_templates_and_words_of_a_sites_own_are_heeded(ferries: Path) -> None:
    page = (ferries / "site/meetings/2026-05-06-ferry-day/index.html").read_text("utf-8")
    assert "A meeting by the river" in page
    assert "Kept by the river council" in page
    assert "Made with Golden Thread" not in page


@pytest.mark.slow
def test_without_its_base_a_site_in_a_sub_folder_has_broken_links_on_one_page_only(ferries: Path) -> None:
    config = (ferries / "mkdocs.yml").read_text("utf-8") + "site_url: https://riverside.example/archive/\n"
    (ferries / "below.yml").write_text(config, "utf-8")
    assert "Built the public edition" in run("goldenthread build --config below.yml --site below", ferries)
    places = re.findall(r"(?m)^below/(\S+?):\d+:\d+: error GT90\d ", run("goldenthread verify below", ferries))
    assert set(places) == {"404.html"}


@pytest.mark.slow
@pytest.mark.parametrize("workflow", [".github/workflows/site.yml", ".gitlab-ci.yml"])
def test_the_commands_of_a_workflow_work(ferries: Path, workflow: str) -> None:
    lines = re.findall(r"(?m)^ *- (?:run: )?(goldenthread .+)$", (ferries / workflow).read_text("utf-8"))
    assert lines
    for line in lines:
        command = re.sub(r"(?:\.\./)?(?:base|proposal)/", "", line)  # here both are one folder
        said = run(command, ferries)
        assert re.search(r"(?m)^(Built the public edition|Nothing has changed|No problems)", said), command


@pytest.mark.slow
@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_mkdocs_and_properdocs_make_the_same_pages(ferries: Path, program: str) -> None:
    ours = {path.relative_to(ferries / "site") for path in (ferries / "site").rglob("*.html")}
    theirs = ferries / f"site-by-{program}"
    assert {path.relative_to(theirs) for path in theirs.rglob("*.html")} == ours


# The traps


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
