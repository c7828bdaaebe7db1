"""Every code of the catalogue is shown: the faulty example is told with its message alone, and the twin is clean."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.problem import Problem
from goldenthread.problem.catalogue import CATALOGUE
from tests.problem.shown import EXAMPLES, RECORDS, Elsewhere, Example, examples, lay

ROOT = Path(__file__).parents[2]
SHOWN = examples()
IN_RECORDS = {code: one for code, one in SHOWN.items() if isinstance(one, Example)}
ELSEWHERE = {code: one for code, one in SHOWN.items() if isinstance(one, Elsewhere)}


def lacking(shown: Mapping[str, Example | Elsewhere]) -> list[str]:
    """The codes that nothing shows, and what shows no code."""
    return sorted(set(CATALOGUE) ^ set(shown))


def told(problems: tuple[Problem, ...]) -> str:
    return "".join(f"{found.line(RECORDS)}\n" for found in problems)


def pattern(template: str) -> str:
    """What a template of the catalogue may say."""
    return (
        re.sub(r"\\\{\w+\\\}", ".+", re.escape(template.replace("{{", "\0").replace("}}", "\1")))
        .replace("\0", r"\{")
        .replace("\1", r"\}")
    )


def test_every_code_is_shown() -> None:
    assert lacking(SHOWN) == []


def test_a_code_that_nothing_shows_is_found(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "GT121", tmp_path / "GT121")
    shutil.copytree(EXAMPLES / "GT010", tmp_path / "GT010")
    shutil.copytree(EXAMPLES / "GT010", tmp_path / "GT099")
    found = lacking(examples(tmp_path))
    assert len(found) == len(CATALOGUE) - 2 + 1
    assert "GT099" in found


def test_the_shared_archive_has_no_problem(tmp_path: Path) -> None:
    lay(tmp_path)
    assert told(compile_archive(tmp_path)[1]) == ""


@pytest.mark.parametrize("example", IN_RECORDS.values(), ids=IN_RECORDS)
def test_an_example_is_told_as_its_message_says_and_its_twin_is_clean(tmp_path: Path, example: Example) -> None:
    lay(tmp_path / "faulty", example.faulty, without=example.without)
    (found,) = compile_archive(tmp_path / "faulty")[1]
    assert (found.code, told((found,))) == (example.code, example.message)
    lay(tmp_path / "mended", example.mended)
    assert told(compile_archive(tmp_path / "mended")[1]) == ""


def test_an_example_that_is_no_longer_told_is_found(tmp_path: Path) -> None:
    example = IN_RECORDS["GT121"]
    lay(tmp_path, example.mended)
    assert told(compile_archive(tmp_path)[1]) != example.message


@pytest.mark.parametrize("example", ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_records_cannot_show_says_why_and_names_the_test_that_does(example: Elsewhere) -> None:
    explanation = CATALOGUE[example.code]
    said = f"{explanation.level} {example.code} {explanation.message} - {explanation.mend}"
    assert re.fullmatch(rf"\S.*:\d+:\d+: {pattern(said)}", example.message)
    assert example.because.endswith(".")
    path, _, name = example.shown_by.partition("::")
    text = (ROOT / path).read_text("utf-8")
    assert name in {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)}
    assert example.code in text
