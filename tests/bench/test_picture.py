"""The picture of what was measured: each dot a median, each name beside its line."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from scripts.benching import sides
from scripts.benching.figures import Comparison, Figures, Measured, read
from scripts.benching.picture import APART, BOTTOM, LEFT, PICTURE, RIGHT, STYLES, TOP, Scale, picture

SVG = "{http://www.w3.org/2000/svg}"


def drawn(figures: Figures) -> dict[str, list[tuple[float, float]]]:
    """The dots of each side, by its name."""
    groups = ET.fromstring(picture(figures)).findall(f"{SVG}g")
    found = ((group.find(f"{SVG}text"), group.findall(f"{SVG}circle")) for group in groups)
    return {
        str(name.text): [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in dots]
        for name, dots in found
        if name is not None and dots
    }


def build(size: int, **walls: tuple[float, ...]) -> Comparison:
    return Comparison(size, 0, tuple(Measured(getattr(sides, name), wall) for name, wall in walls.items()))


def test_the_picture_is_what_the_stored_figures_give() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(read())


def test_each_dot_is_a_median_that_was_measured() -> None:
    figures = Figures(
        builds=(build(10, OURS=(9.0, 1.0, 2.0), MKDOCS=(1.0,)), build(100, OURS=(10.0,)), build(1_000, OURS=(100.0,)))
    )
    found = drawn(figures)
    assert found.keys() == {sides.OURS, sides.MKDOCS}
    assert found[sides.MKDOCS] == [(LEFT, BOTTOM)]
    assert found[sides.OURS][1:] == [((LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2), (RIGHT, TOP)]
    assert found[sides.OURS][0] == (LEFT, Scale.over([1, 100], BOTTOM, TOP)(2.0))


def test_a_side_without_a_search_is_not_drawn() -> None:
    assert drawn(Figures(builds=(build(10, OURS=(2.0,), HUGO=(1.0,)), build(100, OURS=(3.0,))))).keys() == {sides.OURS}
    assert sides.HUGO not in STYLES


def test_names_of_lines_that_end_alike_do_not_cover_each_other() -> None:
    alike = build(10, OURS=(2.0,), MKDOCS=(2.0,), HUGO_FOUND=(2.1,))
    groups = ET.fromstring(picture(Figures(builds=(alike, build(100, OURS=(2.0,)))))).findall(f"{SVG}g")[1:]
    heights = sorted(float(text.attrib["y"]) for group in groups for text in group.findall(f"{SVG}text"))
    assert len(heights) == 3
    assert all(below - above >= APART - 0.01 for above, below in pairwise(heights))


@pytest.mark.parametrize(("value", "place"), [(10, 0), (100, 50), (1_000, 100)])
def test_a_scale_goes_by_powers_of_ten(value: float, place: float) -> None:
    assert Scale.over([10, 1_000], 0, 100)(value) == place
