"""One typing mistake of each class: what a clerk is told of it. `scripts/mistype` makes hundreds."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.problem.catalogue import CATALOGUE
from scripts.mistyping.command import Mistake, mistakes
from scripts.mistyping.records import RECORDS
from scripts.mistyping.slips import CLASSES

ELSEWHERE = {"id renamed where it stands", "fence missing"}
"""What is told where it is missed: at each reference, or where the head begins that does not end."""
MOST_TOLD = 4
"""As many as refer to one thing in these records; of every other mistake one thing is told."""


@pytest.fixture(scope="module")
def made() -> dict[str, Mistake]:
    return {one.name: one for one in mistakes(len(CLASSES), seed=7, fix=False)}


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
    assert len(mistake.told) <= (MOST_TOLD if name in ELSEWHERE else 1), [found.line() for found in mistake.told]
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
