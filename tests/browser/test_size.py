"""Pages enlarged, spaced out, narrowed and without motion, and the size of what is pressed; axe sees none of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness import Visit, Visitor
from tests.browser.kinds import KINDS, address
from tests.browser.size import cramped, enlarge_text, moving, space, targets

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NARROW, WIDE, HIGH = 360, 1280, 900
ZOOM = 4
FEWEST_TARGETS = 10
"""The menu alone has as many where it stands open."""


def fit(page: Page, width: int, height: int = HIGH) -> None:
    page.set_viewport_size({"width": width, "height": height})


@pytest.fixture(scope="module")
def opened(browser: Browser, site_url: str) -> Iterator[Visit]:
    """One page for all: opening a fresh one for each kind would take longer than measuring it."""
    visitor = Visitor(browser, site_url)
    yield visitor("/", width=WIDE)
    visitor.close()


@pytest.fixture
def page(opened: Visit) -> Iterator[Page]:
    yield opened.page
    enlarge_text(opened.page, 16)
    fit(opened.page, WIDE)
    assert opened.faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_can_be_pressed_enlarged_and_spaced_out(page: Page, site_url: str, kind: str) -> None:
    page.goto(site_url + address(kind))
    faults: dict[str, list[str]] = {}
    for width in (WIDE, NARROW):
        fit(page, width)
        measured = targets(page)
        assert measured.measured >= FEWEST_TARGETS or width == NARROW
        faults[f"targets at {width} px"] = measured.faults
    fit(page, WIDE // ZOOM, 1024 // ZOOM)
    faults["at 400 %"] = cramped(page)
    enlarge_text(page, 32)
    for width in (NARROW, WIDE):
        fit(page, width)
        faults[f"text at 200 %, {width} px"] = cramped(page)
    enlarge_text(page, 16)
    space(page)
    for width in (WIDE, NARROW):
        fit(page, width)
        faults[f"spaced out, {width} px"] = cramped(page)
    assert {what: found for what, found in faults.items() if found} == {}


@pytest.mark.parametrize("kind", ["home", "meeting", "flip chart"])
def test_nothing_moves_for_those_who_ask_for_stillness(page: Page, site_url: str, kind: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(site_url + address(kind))
    assert moving(page) == 0
    for _ in range(3):
        page.keyboard.press("Tab")
        page.mouse.wheel(0, 400)
        assert moving(page) == 0
