"""The hazards, and the page that says of each which tests show what becomes of it.

In: `tests/hazards.toml`, and the figures that `scripts/assure --store` kept. Out: docs/assurance.md. Guaranteed: a
hazard that is missing, a test that does not exist, and a row that says neither is a `ValueError`.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
RESULTS = TESTS.parent / "scripts" / "assuring" / "results.json"
FAMILIES = {
    "A": ("Records: YAML and text", 20),
    "B": ("Names, links and dates", 10),
    "C": ("Files and their names", 10),
    "D": ("From words to pages and exports", 15),
    "E": ("Photos", 13),
    "F": ("Documents", 7),
    "G": ("What the public must not see", 15),
    "H": ("Builds and what they are made with", 10),
    "I": ("Publishing and keeping", 11),
    "J": ("The published site", 7),
    "L": ("Languages and letters", 5),
}
"""Each family of hazards, and how many there are."""
HEAD = """# Assurance

What could go wrong with records that many people write and some should not see, and how it is shown that it does not.
Each line is tried by the tests that it names, in every run of `scripts/test`; `scripts/assure` tries some at full size,
which is [below](#at-full-size). This page is made from the tests: a hazard without a test or a reason, and a test that
is not there, turn a test red.
"""


@dataclass(frozen=True, slots=True)
class Hazard:
    """What could go wrong: the tests that show what becomes of it, why it cannot happen, or what is not shown yet."""

    says: str
    tests: tuple[str, ...] = ()
    cannot: str = ""
    open: str = ""


def read(file: Path) -> dict[str, Hazard]:
    """The hazards of a file, by their names."""
    found = tomllib.loads(file.read_text("utf-8"))
    return {name: Hazard(**{**row, "tests": tuple(row.get("tests", ()))}) for name, row in found.items()}


def faults(hazards: Mapping[str, Hazard]) -> list[str]:
    """What is wrong with a list of hazards."""
    wanted = [f"{family}{number + 1}" for family, (_, count) in FAMILIES.items() for number in range(count)]
    told = [f"{name} is missing" for name in wanted if name not in hazards]
    told += [f"{name} is none of the hazards" for name in hazards if name not in wanted]
    for name, hazard in hazards.items():
        if sum(map(bool, (hazard.tests, hazard.cannot, hazard.open))) != 1:
            told.append(f"{name} needs either tests, or why it cannot happen, or what is not shown yet")
        told += [f"{name}: there is no {test}" for test in hazard.tests if not _exists(test)]
    return told


def _exists(test: str) -> bool:
    path, _, name = test.partition("::")
    return name in _functions(path)


@cache
def _functions(path: str) -> frozenset[str]:
    file = TESTS / path
    tree = ast.parse(file.read_text("utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def page(hazards: Mapping[str, Hazard], measured: Mapping[str, Any]) -> str:
    """The page, with what was measured at full size, by part; raises `ValueError` for a list that is not whole."""
    if told := faults(hazards):
        raise ValueError("; ".join(told))
    shown = sum(bool(one.tests) for one in hazards.values())
    cannot, open = (sum(bool(getattr(one, what)) for one in hazards.values()) for what in ("cannot", "open"))
    tests = {test for one in hazards.values() for test in one.tests}
    parts = [
        HEAD,
        f"**{len(hazards)} hazards: {shown} shown by {len(tests)} tests, {cannot} that cannot happen here, "
        f"{open} not shown, or not shown whole.**\n",
    ]
    for family, (title, count) in FAMILIES.items():
        parts.append(f"## {title}\n\n| | what could go wrong | what shows that it does not |\n|---|---|---|")
        names = (f"{family}{number + 1}" for number in range(count))
        parts.append("\n".join(f"| {name} | {hazards[name].says} | {_shown(hazards[name])} |" for name in names) + "\n")
    return "\n".join([*parts, *_at_full_size(measured)])


def stored() -> dict[str, Any]:
    """What `scripts/assure --store` kept last of each of its parts."""
    kept: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))
    return kept


def _at_full_size(measured: Mapping[str, Any]) -> Iterator[str]:
    told = "What `scripts/assure` showed when it was run last, part by part; with the seed it tries the same again."
    yield f"## At full size\n\n{told}\n"
    for name, part in measured.items():
        sizes = ", ".join(f"{size}={count}" for size, count in part["sizes"].items())
        yield (
            f"### {part['title'][0].upper()}{part['title'][1:]}\n\n`scripts/assure {name}`, {part['day']}, "
            f"seed {part['seed']} ({sizes}):\n\n| | tried | went wrong | |\n|---|---|---|---|"
        )
        yield (
            "\n".join(
                f"| {one['what']} | {one['tried']:,} | {one['wrong']:,} | {one['more']} |" for one in part["figures"]
            )
            + "\n"
        )


def _shown(hazard: Hazard) -> str:
    if hazard.tests:
        return ", ".join(
            f"`{test.partition('::')[2].removeprefix('test_').replace('_', ' ')}`" for test in hazard.tests
        )
    return f"Cannot happen: {hazard.cannot}" if hazard.cannot else f"**Not shown:** {hazard.open}"
