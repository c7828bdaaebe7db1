"""Pages understood without colour: the richest chart of each set of pens, marks, ranks and links."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.browser.grey import (
    links_without_underline,
    marks,
    runs,
    spoken,
    squeezed,
    told_by_colour_alone,
    without_colour,
)
from tests.browser.harness import Visitor
from tests.browser.kinds import SITE, address

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHARTS = [
    "/" + path.relative_to(SITE).as_posix().removesuffix("index.html")
    for path in sorted(SITE.glob("meetings/*/flip-charts/*/index.html"))
    if "gt-shape" in path.read_text("utf-8")
]


def test_every_pen_of_a_chart_has_a_sign_and_a_name_of_its_own(visit: Visitor) -> None:
    seen = visit("/")
    coloured = 0
    for chart in CHARTS:
        seen.page.goto(visit.address + chart)
        found = runs(seen.page)
        assert told_by_colour_alone(found) == [], chart
        coloured += len(found)
    assert coloured > len(CHARTS)


def test_the_pen_is_said_before_the_words_it_wrote(visit: Visitor) -> None:
    page = visit(address("flip chart")).page
    heard = spoken(page)
    found = runs(page)
    assert found
    assert [run for run in found if not run.words.lstrip("[").startswith(f"{run.pen}:")] == []
    assert [run for run in found if squeezed(run.words) not in heard] == []


def test_the_signs_of_pens_stay_where_the_system_chooses_the_colours(visit: Visitor) -> None:
    page = visit(address("flip chart")).page
    signs = [run.sign for run in runs(page)]
    page.emulate_media(forced_colors="active")
    shown = page.locator(".gt-paper .gt-shape:visible").all_inner_texts()
    assert shown == signs
    assert [mark for mark in marks(page) if not mark.edge] == []


@pytest.mark.parametrize("kind", ["flip chart", "actions", "decisions", "support", "goals"])
def test_marks_differ_in_words_and_links_by_their_underline(visit: Visitor, kind: str) -> None:
    page = visit(address(kind)).page
    without_colour(page)
    words = defaultdict(set)
    for mark in marks(page):
        assert mark.words
        assert mark.edge, mark
        words[mark.words].add(mark.kind)
    assert words
    assert [said for said, kinds in words.items() if len(kinds) > 1] == [], "one word for two kinds of mark"
    assert links_without_underline(page) == []
