"""What the pages together claim: one whole archive, its thread, what is withheld, and what comes of a configuration."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.entry import Key, Kind
from tests.docs.ferries import picture
from tests.docs.followed import run, write
from tests.docs.pages import BROUGHT, DOCS, HANDBOOK, read

ROOT = DOCS.parent
SHELL = ROOT / "plugins/goldenthread/mkdocs_plugin/theme/material/goldenthread/shell.html"
POT = ROOT / "plugins/goldenthread/locale/goldenthread.pot"
QUOTING = ("handbook/actions.md", "handbook/audience.md", "handbook/photos.md", "evaluators.md", "running.md")
TRAPS = "handbook/traps.md"

slow = pytest.mark.slow


def written(folder: Path, pages: tuple[str, ...]) -> Path:
    """The records of these pages, each file as it stands there last."""
    for page in pages:
        for photo in BROUGHT.get(page, ()):
            write(folder / photo, picture(photo))
        for block in read(page):
            if block.title:
                write(folder / block.title, block.text.encode())
    return folder / "records"


def problems_in(records: Path) -> list[str]:
    """What is wrong with a folder of records."""
    return [problem.line() for problem in compile_archive(records)[1]]


def everything_in(site: Path) -> bytes:
    """All bytes of a site."""
    return b"\n".join(path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file())


def test_the_pages_together_are_an_archive_without_problems(tmp_path: Path) -> None:
    records = written(tmp_path, HANDBOOK)
    assert problems_in(records) == []
    assert [meeting.title for meeting in compile_archive(records)[0].meetings] == [
        "First meeting",
        "Ferry day",
        "Review on the quay",
        "After the summer",
        "The lamps",
        "Winter day",
    ]


def test_the_pages_together_tell_one_whole_thread(tmp_path: Path) -> None:
    archive, _ = compile_archive(written(tmp_path, HANDBOOK))
    key = Key(Kind.ACTION, "hold-the-last-bus")
    history = edition_of(archive).histories[key]
    assert (history.status, history.since.text, len(history.events)) == ("done", "2026-09-02", 3)
    leading = {link.source.kind for link in archive.links if link.target == key}
    assert {Kind.UPDATE, Kind.FINDING, Kind.MEETING} <= leading
    assert any(link.source == key and link.target.kind is Kind.BLOCK for link in archive.links)


@slow
def test_the_page_of_an_action_shows_the_thread_that_the_handbook_tells_of(ferries: Path) -> None:
    page = (ferries / "site/actions/hold-the-last-bus/index.html").read_text("utf-8")
    thread = page[page.index('id="gt-thread"') :]
    steps = ("HOLD BUS TEN MINS", "Priority 1", "Agreed", "Held on eleven evenings", "keep it for the winter")
    places = [thread.index(step) for step in steps]
    assert places == sorted(places)


@slow
@pytest.mark.parametrize("words", [b"two people could not hear", b"asks for money first", b"fears for her post"])
def test_what_the_handbook_keeps_internal_is_in_the_internal_edition_only(ferries: Path, words: bytes) -> None:
    assert run("goldenthread build --edition internal --site site-within", ferries)
    assert words in everything_in(ferries / "site-within")
    assert words not in everything_in(ferries / "site")


@slow
def test_the_archive_as_of_june_knows_nothing_of_september(ferries: Path) -> None:
    page = (ferries / "site-2026-06-30/actions/hold-the-last-bus/index.html").read_text("utf-8")
    assert "As things stood on 30 June 2026" in page
    assert "Held on eleven evenings" not in page


@slow
def test_templates_and_words_of_a_sites_own_are_heeded(ferries: Path) -> None:
    page = (ferries / "site/meetings/2026-05-06-ferry-day/index.html").read_text("utf-8")
    assert "A meeting by the river" in page
    assert "Kept by the river council" in page
    assert "Made with Golden Thread" not in page


@slow
def test_without_its_base_a_site_in_a_sub_folder_has_broken_links_on_one_page_only(ferries: Path) -> None:
    config = (ferries / "mkdocs.yml").read_text("utf-8") + "site_url: https://riverside.example/archive/\n"
    (ferries / "below.yml").write_text(config, "utf-8")
    assert "Built the public edition" in run("goldenthread build --config below.yml --site below", ferries)
    places = re.findall(r"(?m)^below/(\S+?):\d+:\d+: error GT90\d ", run("goldenthread verify below", ferries))
    assert set(places) == {"404.html"}


@slow
@pytest.mark.parametrize("workflow", [".github/workflows/site.yml", ".gitlab-ci.yml"])
def test_the_commands_of_a_workflow_work(ferries: Path, workflow: str) -> None:
    lines = re.findall(r"(?m)^ *- (?:run: )?(goldenthread .+)$", (ferries / workflow).read_text("utf-8"))
    assert lines
    for command in lines:
        assert re.search(r"(?m)^(Built the public edition|No problems)", run(command, ferries)), command


@slow
@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_mkdocs_and_properdocs_make_the_same_pages(ferries: Path, program: str) -> None:
    ours = {path.relative_to(ferries / "site") for path in (ferries / "site").rglob("*.html")}
    theirs = ferries / f"site-by-{program}"
    assert {path.relative_to(theirs) for path in theirs.rglob("*.html")} == ours


# The traps


def test_what_to_type_instead_has_no_problems(tmp_path: Path) -> None:
    records = written(tmp_path, HANDBOOK[: HANDBOOK.index(TRAPS)])
    for photo in BROUGHT[TRAPS]:
        write(tmp_path / photo, picture(photo))
    sections = re.split(r"(?m)^### ", (DOCS / TRAPS).read_text("utf-8"))[1:]
    meeting, *blocks = read(TRAPS)
    write(tmp_path / meeting.title, meeting.text.encode())
    assert len(blocks) == 3 * len(sections) >= 75
    for typed, told, instead in zip(blocks[::3], blocks[1::3], blocks[2::3], strict=True):
        assert typed.title == instead.title, typed.place
        assert (told.language, told.text.startswith("$ goldenthread check\n")) == ("console", True), told.place
        write(tmp_path / typed.title, typed.text.encode())
        assert problems_in(records), typed.place
        write(tmp_path / instead.title, instead.text.encode())
        assert problems_in(records) == [], instead.place


# What the pages quote


@pytest.mark.parametrize("page", QUOTING)
def test_the_words_that_a_page_quotes_are_words_of_the_site(page: str) -> None:
    known = re.sub(r'"\n"', "", POT.read_text("utf-8")) + SHELL.read_text("utf-8")
    known += (SHELL.parents[1] / "partials/goldenthread/words.html").read_text("utf-8")
    known += "".join(path.read_text("utf-8") for path in (ROOT / "plugins/goldenthread/mkdocs_plugin").glob("*.py"))
    prose = " ".join(line for line in (DOCS / page).read_text("utf-8").split("\n") if not line.startswith(">"))
    quoted = [" ".join(words.split()) for words in re.findall(r"“([^”]+)”", prose)]
    assert quoted
    assert [words for words in quoted if words not in known] == []


def test_the_policy_that_the_guide_names_is_the_one_in_every_page() -> None:
    policy = next(block.text for block in read("running.md") if block.text.startswith("default-src"))
    assert f'content="{" ".join(policy.split())}"' in SHELL.read_text("utf-8")
