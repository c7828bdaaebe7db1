"""What the pages together claim: one whole archive, its thread, what is withheld, and what comes of a configuration."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.entry import Key, Kind
from tests.docs.ferries import picture
from tests.docs.followed import write
from tests.docs.pages import BROUGHT, DOCS, HANDBOOK, read

ROOT = DOCS.parent
SHELL = ROOT / "plugins/goldenthread/mkdocs_plugin/theme/material/goldenthread/shell.html"
POT = ROOT / "plugins/goldenthread/locale/goldenthread.pot"
QUOTING = ("handbook/actions.md", "handbook/audience.md", "handbook/photos.md", "evaluators.md", "running.md")
TRAPS = "handbook/traps.md"


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


def test_what_to_type_instead_has_no_problems(tmp_path: Path) -> None:
    records = written(tmp_path, HANDBOOK[: HANDBOOK.index(TRAPS)])
    for photo in BROUGHT[TRAPS]:
        write(tmp_path / photo, picture(photo))
    before, *sections = re.split(r"(?m)^### ", (DOCS / TRAPS).read_text("utf-8"))
    meeting, *others = read(TRAPS)
    blocks = [block for block in others if block.line > before.count("\n")]
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
