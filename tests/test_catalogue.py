"""The catalogue of problems and the code agree: what is used is explained, and what is explained is used."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from goldenthread.problem.catalogue import CATALOGUE, Explanation

PACKAGE = Path(__file__).parents[1] / "plugins" / "goldenthread"
CODE = re.compile(r"GT\d{3}")
ALWAYS = {
    "problem": frozenset[str](),
    "refused": frozenset({"key", "said"}),  # read.schema adds the key at which the value stands, and its twin in words
    "_problem": frozenset({"target"}),  # ledger.rules adds what the update is about
}
"""The functions that make a problem of a code and facts, and the facts that they add themselves."""


def modules(package: Path) -> list[Path]:
    """The modules of the package."""
    return sorted(package.rglob("*.py"))


def codes_in(node: ast.AST) -> Iterator[str]:
    """The codes that stand in the strings of a piece of code; those in docstrings only explain."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and CODE.fullmatch(inner.value):
            yield inner.value


def used(package: Path) -> set[str]:
    """The codes that a package uses."""
    return {code for path in modules(package) for code in codes_in(ast.parse(path.read_text("utf-8")))}


def facts_given(package: Path) -> dict[str, list[frozenset[str]]]:
    """The facts that callers give with each code, call by call, where that can be seen."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for path in modules(package):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ALWAYS):
                continue
            if call.args and all(keyword.arg for keyword in call.keywords):
                facts = ALWAYS[call.func.id] | {keyword.arg for keyword in call.keywords if keyword.arg}
                for code in codes_in(call.args[0]):
                    found[code].append(facts)
    return found


FACTS = facts_given(PACKAGE)


def places_in(texts: Iterable[str]) -> set[str]:
    """The names that stand in braces."""
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_that_is_used_is_in_the_catalogue() -> None:
    assert sorted(used(PACKAGE) - set(CATALOGUE)) == []


def test_every_code_of_the_catalogue_is_used() -> None:
    assert sorted(set(CATALOGUE) - used(PACKAGE)) == []


def test_a_code_that_nobody_has_explained_is_found(tmp_path: Path) -> None:
    source = (PACKAGE / "check" / "dates.py").read_text("utf-8")
    (tmp_path / "dates.py").write_text(source.replace('"GT503"', '"GT599"'), "utf-8")
    assert sorted(used(tmp_path) - set(CATALOGUE)) == ["GT599"]


def test_codes_stand_in_order() -> None:
    text = (PACKAGE / "problem" / "catalogue.toml").read_text("utf-8")
    codes = re.findall(r"^\[(.+)\]$", text, re.MULTILINE)
    assert codes == sorted(codes)
    assert codes == list(tomllib.loads(text))


def test_calls_that_give_facts_are_seen() -> None:
    assert len(FACTS) > len(CATALOGUE) * 3 // 4


@pytest.mark.parametrize("code", sorted(FACTS))
def test_every_fact_that_a_message_or_mend_names_is_given_by_every_caller(code: str) -> None:
    explanation = CATALOGUE[code]
    named = places_in((explanation.message, explanation.mend))
    assert [sorted(named - facts) for facts in FACTS[code] if not named <= facts] == []


def test_a_fact_that_no_caller_gives_is_found(tmp_path: Path) -> None:
    source = (PACKAGE / "check" / "dates.py").read_text("utf-8")
    (tmp_path / "dates.py").write_text(source.replace("due=asked.due.text, ", ""), "utf-8")
    (facts,) = facts_given(tmp_path)["GT503"]
    assert places_in([CATALOGUE["GT503"].message]) - facts == {"due"}


@pytest.mark.parametrize("explanation", CATALOGUE.values(), ids=CATALOGUE)
def test_an_explanation_says_what_why_and_the_mend(explanation: Explanation) -> None:
    assert CODE.fullmatch(explanation.code)
    assert explanation.title
    assert explanation.title[0].isupper() or explanation.title.startswith("A ")
    assert explanation.why.endswith(".")
    assert not explanation.message.endswith(".")
    assert not explanation.mend.endswith(".")
    assert explanation.level in ("error", "warning")


def test_titles_tell_codes_apart() -> None:
    titles = [explanation.title for explanation in CATALOGUE.values()]
    assert sorted(titles) == sorted(set(titles))
