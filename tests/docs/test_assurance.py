"""The page of assurance is true: it has every hazard, and each test that it names is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.hazards import Hazard, faults, page, read, stored

ROOT = Path(__file__).resolve().parents[2]
HAZARDS = read(ROOT / "tests" / "hazards.toml")


def test_the_page_is_what_its_script_prints() -> None:
    assert page(HAZARDS, stored()) == (ROOT / "docs" / "assurance.md").read_text("utf-8"), (
        "run scripts/assurance --write"
    )


def test_a_row_that_is_missing_is_found() -> None:
    less = {name: one for name, one in HAZARDS.items() if name != "G2"}
    assert faults(less) == ["G2 is missing"]
    with pytest.raises(ValueError, match="G2 is missing"):
        page(less, {})


@pytest.mark.parametrize(
    "hazard",
    [
        Hazard("x"),
        Hazard("x", tests=("edition/test_cut.py::test_that_nobody_wrote",)),
        Hazard("x", tests=("edition/test_no_such_file.py::test_x",)),
        Hazard("x", tests=("edition/test_monotone.py::test_no_slip_makes_anything_public",), cannot="Never."),
    ],
)
def test_a_row_that_shows_nothing_is_found(hazard: Hazard) -> None:
    assert len(faults({**HAZARDS, "G2": hazard})) == 1


def test_a_row_of_no_hazard_is_found() -> None:
    assert faults({**HAZARDS, "Z1": HAZARDS["A1"]}) == ["Z1 is none of the hazards"]
