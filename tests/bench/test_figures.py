"""Stored figures, what follows from them, and the page that is written from them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from scripts.benching import figures, sides
from scripts.benching.aims import AIMS
from scripts.benching.figures import Comparison, Figures, Measured, read, store
from scripts.benching.measure import MIB, Output, Result, Run, Side
from scripts.benching.page import PAGE, page
from scripts.benching.tools import HERE, LOCK, versions

SAID = """Pages: 1 of 257
Records     1.1 s    9%
Links, all  0.5 s   11%
Built the public edition in 11.8 s. It begins at site/index.html; to look at it: goldenthread serve
"""


def side(name: str, *wall: float, own: float = 100) -> Measured:
    some = tuple(1.0 for _ in wall)
    return Measured(name, wall, some, some, tuple(own for _ in wall), 5, 6, 7, {"Records": 0.5})


def build(size: int, *more: Measured, load: float = 0) -> Comparison:
    return Comparison(size, load, (side(sides.OURS, 4.0, 6.0, 5.0), side(sides.HUGO_FOUND, 8.0, 10.0, 20.0), *more))


def row(text: str, start: str) -> list[str]:
    found = re.search(rf"^\| {re.escape(start)}.*$", text, re.MULTILINE)
    assert found, start
    return [cell.strip() for cell in found[0].strip("|").split("|")]


def test_the_page_is_what_the_stored_figures_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(read())


def test_other_figures_give_another_page() -> None:
    stored = read()
    first = stored.builds[0]
    slower = replace(first.sides[0], wall=tuple(1 + seconds for seconds in first.sides[0].wall))
    assert page(stored.having(builds=replace(first, sides=(slower, *first.sides[1:])))) != page(stored)


def test_figures_are_read_back_as_they_were_stored(tmp_path: Path) -> None:
    stored = Figures("two processors", {"Hugo": "1.2"}, (build(10), build(100)), (build(10),), (build(5),))
    store(stored, tmp_path / "results.json")
    assert read(tmp_path / "results.json") == stored
    assert read(tmp_path / "nothing.json") == Figures()
    text = (tmp_path / "results.json").read_text(encoding="utf-8")
    (tmp_path / "results.json").write_text(text.replace('"size": 10,', '"size": "ten",'), encoding="utf-8")
    with pytest.raises(ValidationError, match="size"):
        read(tmp_path / "results.json")


def test_a_new_comparison_takes_the_place_of_the_one_of_its_size() -> None:
    stored = Figures(builds=(build(10), build(1_000)))
    found = stored.having(builds=build(100, load=2)).having(builds=build(10, load=3))
    assert [(one.size, one.load) for one in found.builds] == [(10, 3), (100, 2), (1_000, 0)]


def test_a_side_keeps_its_rounds_and_the_median_of_its_phases() -> None:
    runs = [Run(1.23456, 2, 30 * MIB, 20 * MIB, 10 * MIB, SAID.replace("1.1", said)) for said in ("1.1", "3.1", "1.4")]
    kept = Measured.of(Result(Side("A", lambda _: []), tuple(runs), Output(1, 2, 3)))
    assert kept.wall == (1.235, 1.235, 1.235)
    assert (kept.peak[0], kept.own[0], kept.once[0], kept.pages, kept.bytes) == (30, 20, 10, 1, 3)
    assert kept.phases == {"Records": 1.4, "Links, all": 0.5}


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    assert build(10).ratio(sides.OURS, sides.HUGO_FOUND, lambda one: one.wall) == 0.5
    assert build(10).ratio(sides.OURS, "nobody", lambda one: one.wall) is None


@pytest.mark.parametrize(("seconds", "exponent"), [(10.0, 1.0), (100.0, 2.0), (1.0, 0.0)])
def test_growth_is_the_slope_between_two_sizes(seconds: float, exponent: float) -> None:
    found = Figures(builds=(Comparison(10, 0, (side("A", 1.0),)), Comparison(100, 0, (side("A", seconds),))))
    assert found.growth("A", 10, 100) == pytest.approx(exponent)
    assert found.growth("A", 10, 1_000) is None
    assert found.growth("B", 10, 100) is None


def test_the_page_says_which_aims_were_missed() -> None:
    more = (side(sides.HUGO, 2.0, 3.0, 2.5), side(sides.UNCHANGED, 0.4, 0.6, 0.5, own=90))
    text = page(Figures(builds=(build(1_000, *more),)))
    assert row(text, "Cold, 1,000 meetings: our time to that of Hugo + Pagefind")[1:] == ["1.00", "0.50", "reached"]
    assert row(text, "Cold, 1,000 meetings: our time to that of Hugo alone")[1:] == ["1.00", "2.00", "**missed**"]
    assert row(text, "Warm, 1,000 meetings, nothing")[1:] == ["0.100", "0.100", "reached"]
    assert row(text, "Cold, 1,000 meetings: peak memory")[1:] == ["500 MiB", "100 MiB", "reached"]
    assert row(text, "Preview")[2:] == ["not measured", "unknown"]
    assert len(re.findall(r"not measured \| unknown", text)) == len(AIMS) - 4


def test_the_page_says_when_the_machine_was_busy() -> None:
    assert "busy" not in page(Figures(builds=(build(10),)))
    assert "busy with other work: 3.5 processes" in page(Figures(builds=(build(10, load=3.5),)))


def test_every_side_that_is_measured_is_explained() -> None:
    measured = {one.name for comparison in read().builds for one in comparison.sides}
    assert measured
    assert measured <= sides.NOTES.keys()


def test_the_versions_are_those_of_the_locks() -> None:
    found = versions()
    assert {
        "Golden Thread",
        "MkDocs",
        "Material for MkDocs",
        "Hugo",
        "Zensical",
        "Eleventy",
        "Pagefind",
    } <= found.keys()
    assert f"hugo=={found['Hugo']} " in LOCK.read_text(encoding="utf-8")
    assert all(re.match(r"\d+\.\d+", version) for version in found.values())


def test_the_locks_of_the_peers_name_no_registry() -> None:
    assert '"resolved"' not in (HERE / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in LOCK.read_text(encoding="utf-8")
    assert figures.STORED.parent == HERE
