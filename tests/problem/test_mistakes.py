"""One typing mistake of each class: what a clerk is told of it. `scripts/mistype` makes hundreds."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.problem.catalogue import CATALOGUE
from scripts.mistyping import worst
from scripts.mistyping.making import Mistake, mistakes
from scripts.mistyping.records import RECORDS
from scripts.mistyping.slips import CLASSES

ELSEWHERE = {"id renamed where it stands"}
"""What is told where it is missed."""


@pytest.fixture(scope="module")
def made() -> dict[str, Mistake]:
    return {one.name: one for one in mistakes(len(CLASSES), seed=1, fix=False)}


def test_the_records_have_no_problem_before(tmp_path: Path) -> None:
    for path, text in RECORDS.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    assert compile_archive(tmp_path)[1] == ()


@pytest.mark.parametrize("name", CLASSES)
def test_a_mistake_gets_the_message_that_a_clerk_needs_once_and_where_it_was_made(
    made: dict[str, Mistake], name: str
) -> None:
    mistake = made[name]
    assert CLASSES[name].right <= set(CATALOGUE)
    assert mistake.right, [found.line() for found in mistake.told]
    assert len(mistake.told) <= 1, [found.line() for found in mistake.told]
    assert mistake.placed or not mistake.told or name in ELSEWHERE


def test_chance_makes_the_same_mistakes_of_the_same_seed() -> None:
    names = ["dash dropped", "key misspelt"]
    assert [CLASSES[name].make is not None for name in names] == [True, True]
    first, again = (next(mistakes(1, seed=3, fix=False)) for _ in range(2))
    assert (first.path, first.line, first.typed) == (again.path, again.line, again.typed)


def test_what_can_be_mended_safely_is_mended() -> None:
    (mistake,) = mistakes(1, seed=7)
    assert mistake.name == next(iter(CLASSES))
    assert mistake.mended is False, "a dropped dash may begin an entry, or be one too few blanks"


def parts_of(text: str) -> list[str]:
    """The parts of the page that show a mistake each."""
    return re.findall(r"(?m)^\n## \d+\. (?:.*\n){5}", text)


def untrue(text: str, made: Mapping[str, Mistake]) -> list[str]:
    """The parts of a page that are not as these mistakes come out."""
    called = {name.capitalize(): one for name, one in made.items()}
    names = [part.splitlines()[1].partition(". ")[2] for part in parts_of(text)]
    true = [worst.shown(number, called[name]) for number, name in enumerate(names, 1)]
    return [part for part, now in zip(parts_of(text), true, strict=True) if part != now]


def test_the_page_of_the_worst_shows_what_a_clerk_is_told_now(made: dict[str, Mistake]) -> None:
    text = worst.PAGE.read_text("utf-8")
    assert len(parts_of(text)) == worst.MOST
    assert untrue(text, made) == [], "run scripts/mistype --write"
    (part,) = untrue(text.replace("has no value", "lacks a value"), made)
    assert "lacks a value" in part


def test_the_worst_are_those_that_nobody_would_see_and_that_are_told_badly(made: dict[str, Mistake]) -> None:
    renamed, misspelt, tab = (made[name] for name in ("id renamed where it stands", "key misspelt", "tab"))
    assert [one.plain for one in (renamed, misspelt, tab)] == ["silent", "silent", "here"]
    assert worst.points(renamed) > worst.points(misspelt) > worst.points(tab)
    assert worst.points(replace(tab, mended=True)) == worst.points(tab) - 1
    assert worst.points(replace(tab, told=(*tab.told, *tab.told))) == worst.points(tab) + 1
    assert worst.points(replace(tab, told=())) == worst.points(tab) + 3
    harmless = made["space before the colon"]
    assert [name for name, _ in worst.worst([tab, harmless, renamed])] == [renamed.name, tab.name]


@pytest.mark.skipif(os.environ.get("GOLDENTHREAD_MISTAKES") != "full", reason="made by scripts/mistype --write")
def test_the_figures_of_the_worst_are_counted_anew() -> None:
    assert worst.PAGE.read_text("utf-8") == worst.page(tuple(mistakes(300, seed=1)))
