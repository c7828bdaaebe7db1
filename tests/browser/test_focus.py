"""Every stop of Tab on a few kinds of page: the focus is seen, in the window and under nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness import Scheme, Visit, Visitor
from tests.browser.keys import all_stops
from tests.browser.kinds import address

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NARROW, WIDE = 360, 1280


@dataclass(frozen=True)
class Look:
    """A window, and the colours chosen."""

    width: int
    scheme: Scheme

    def __str__(self) -> str:
        return f"{self.width} {self.scheme}"


@pytest.fixture(scope="module", params=[Look(NARROW, "dark"), Look(WIDE, "light")], ids=str)
def opened(request: pytest.FixtureRequest, browser: Browser, site_url: str) -> Iterator[Visit]:
    look: Look = request.param
    visitor = Visitor(browser, site_url)
    yield visitor("/", width=look.width, scheme=look.scheme)
    visitor.close()


@pytest.fixture
def page(opened: Visit) -> Iterator[Page]:
    yield opened.page
    assert opened.faults == []


def targets_in_order(page: Page) -> int:
    """How many elements a keyboard should reach: those that are shown, and of each set, as of radio buttons, one."""
    count: int = page.evaluate(
        '[...document.querySelectorAll(\'a[href]:not([tabindex="-1"]), button, summary, select, [tabindex="0"], '
        "input:not([type=radio]), input[type=radio]:checked')]"
        ".filter((element) => element.checkVisibility({visibilityProperty: true})).length"
    )
    return count


@pytest.mark.parametrize("kind", ["home", "meeting", "flip chart", "action", "decisions"])
def test_the_focus_is_seen_at_every_stop(page: Page, site_url: str, kind: str) -> None:
    page.goto(site_url + address(kind))
    expected = targets_in_order(page)
    stops = all_stops(page)
    assert {stop.said: stop.faults for stop in stops if stop.faults} == {}
    assert len(stops) == expected, "Tab reaches all that is shown, and nothing that is not"
