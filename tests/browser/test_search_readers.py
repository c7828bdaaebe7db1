"""The search to every reader: each state in each view, and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe as engine
from tests.browser.harness import VIEWS, Scheme, Visitor
from tests.browser.kinds import SITE
from tests.browser.searching import asked, settled
from tests.pages import links

pytestmark = [pytest.mark.browser, pytest.mark.slow]


Axe = Callable[[Page], list[str]]

STATES = ["", "q=damp", "q=xyzzy", "q=leaflit", "since=yesterday", "kind=decision&holds=yes&sort=oldest"]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_in_any_state(visit: Visitor, scheme: Scheme, width: int) -> None:
    """In the dark, what has to do with colours: nothing else differs."""
    for query in STATES:
        found = visit(f"/search/?{query}", width=width, scheme=scheme)
        settled(found.page)
        found.page.locator("[data-gt-facets]").evaluate("one => (one.open = true)")
        found.page.wait_for_timeout(400)
        assert engine.axe(found.page, colours=scheme != "light") == [], query
        assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), query
        assert found.faults == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_suggestions(visit: Visitor, axe: Axe, scheme: Scheme, width: int) -> None:
    found = visit("/", width=width, scheme=scheme)
    found.page.locator("#gt-search").fill("damp")
    found.page.wait_for_selector("[role=option]")
    found.page.keyboard.press("ArrowDown")
    assert axe(found.page) == []
    box = found.page.locator("[role=listbox]").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_without_scripts_the_lists_lead_to_everything(visit: Visitor) -> None:
    page = visit("/", javascript=False).page
    page.locator("#gt-search").fill("damp")
    with page.expect_navigation():
        page.locator(".gt-search-box button").click()
    assert asked(page) == {"q": ["damp"]}
    expect(page.locator("[data-gt-without]")).to_be_visible()
    expect(page.locator("[data-gt-search-page]")).to_be_hidden()
    expect(page.locator(".gt-letters a").first).to_be_visible()


def test_the_lists_hold_every_thing_with_a_title() -> None:
    listed = {
        link.attributes["href"] for path in SITE.glob("search/*/index.html") for link in links(path.read_text("utf-8"))
    }
    missing = [
        address
        for path in (SITE / "actions", SITE / "people", SITE / "meetings", SITE / "priorities")
        for page in path.rglob("index.html")
        if "data-gt-about" in page.read_text("utf-8")
        and (address := f"../../{page.parent.relative_to(SITE).as_posix()}/") not in listed
    ]
    assert missing == []
