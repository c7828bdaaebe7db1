"""One page of each kind of the built sample: without scripts, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from goldenthread.compile import compile_archive, edition_of
from tests.browser.harness import Visit, Visitor
from tests.browser.kinds import KINDS, SITE, address
from tests.pages import elements

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]

Axe = Callable[[Page], list[str]]


@pytest.mark.parametrize("kind", KINDS)
def test_all_of_a_page_is_there_without_javascript(visit: Visitor, kind: str) -> None:
    where = address(kind)
    built = elements((SITE / (where.lstrip("/") + "index.html" if where.endswith("/") else where[1:])).read_text())
    seen = visit(where, width=360, javascript=False)
    content = seen.page.locator("#gt-content")
    for tag in ("h1", "h2", "h3", "a"):
        expected = sum(element.tag == tag and "gt-content" in element.within for element in built)
        assert content.locator(f"{tag}:visible").count() == expected - closed(seen, tag), tag
    assert seen.page.locator(".gt-nav__list > li > a").first.is_visible()
    assert seen.faults == []


def test_an_old_address_leads_on_without_javascript_too(visit: Visitor) -> None:
    seen = visit("/meetings/2026-05-07-repairs-that-stay-mended/", javascript=False)
    seen.page.wait_for_url("**/meetings/2026-05-21-repairs-that-stay-mended/")
    assert "Repairs that stay mended" in seen.page.locator("h1").inner_text()
    assert seen.faults == []


def closed(seen: Visit, tag: str) -> int:
    """How many stand in a part that opens on request, or that only scripts show."""
    shut = ":is(details, dialog):not([open]), .gt-search-layout[hidden]"
    return seen.page.locator(f"#gt-content :is({shut}) {tag}").count()


def focused(seen: Visit) -> list[str]:
    """The classes of what has the focus."""
    classes: list[str] = seen.page.evaluate("[...document.activeElement.classList]")
    return classes


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_key_leads_past_the_menu(visit: Visitor, width: int) -> None:
    seen = visit("/", width=width)
    seen.page.keyboard.press("Tab")
    assert "gt-skip" in focused(seen)
    expect(seen.page.locator(".gt-skip")).to_be_in_viewport()
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "gt-content"


def test_the_menu_opens_and_closes_by_keys(visit: Visitor, axe: Axe) -> None:
    seen = visit("/", width=360)
    button, menu = seen.page.locator(".gt-menu-button"), seen.page.locator(".gt-nav")
    assert not menu.is_visible()
    for _ in range(10):
        seen.page.keyboard.press("Tab")
        if "gt-menu-button" in focused(seen):
            break
    expect(button).to_be_focused()
    seen.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(menu).to_be_visible()
    assert axe(seen.page) == []
    seen.page.keyboard.press("Tab")
    assert "gt-menu-button" not in focused(seen)
    seen.page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    expect(menu).not_to_be_visible()


def test_every_link_can_be_reached_by_keys(visit: Visitor) -> None:
    seen = visit(address("action"))
    wanted = seen.page.locator("#gt-content a:visible").count()
    reached = set()
    for _ in range(wanted + 60):
        seen.page.keyboard.press("Tab")
        place = seen.page.evaluate("[...document.querySelectorAll('#gt-content a')].indexOf(document.activeElement)")
        reached.add(place)
    assert len(reached - {-1}) == wanted


def test_a_reader_goes_from_home_to_the_newest_meeting_and_what_it_agreed(visit: Visitor) -> None:
    archive, _ = compile_archive(ROOT / "records")
    held = [meeting for meeting in edition_of(archive).archive.meetings if meeting.happened]
    newest = max(held, key=lambda meeting: meeting.date)
    seen = visit("/", width=360)
    seen.page.locator("#gt-content").get_by_role("link", name=newest.title).first.click()
    expect(seen.page.locator("h1")).to_have_text(newest.title)
    action = newest.actions[0]
    seen.page.locator("#gt-content").get_by_role("link", name=action.what).first.click()
    expect(seen.page).to_have_url(f"{visit.address}/actions/{action.id}/")
    expect(seen.page.locator("h1")).to_have_text(action.what)
    assert seen.faults == []


def test_a_reader_goes_from_a_line_on_a_chart_to_its_action_and_back(visit: Visitor) -> None:
    seen = visit(address("flip chart"))
    chart = seen.page.url
    line = seen.page.locator(".gt-line:has(> .gt-led a[href*='/actions/'])").first
    link = line.locator("a[href*='/actions/']").first
    words = link.inner_text()
    link.click()
    expect(seen.page.locator("h1")).to_have_text(words)
    back = chart.removeprefix(visit.address).removesuffix("/").rpartition("/")[2]
    seen.page.locator(f"#gt-content a[href*='/flip-charts/{back}/']").first.click()
    assert seen.page.url.partition("#")[0] == chart
    assert seen.page.url.partition("#")[2]
    assert seen.faults == []


def test_a_chosen_display_lasts(visit: Visitor) -> None:
    seen = visit("/", scheme="light")
    seen.page.locator("[data-gt-display] input[value=dark]").check(force=True)
    seen.page.locator("#gt-content a").first.click()
    seen.page.wait_for_load_state()
    assert seen.page.locator("html").get_attribute("data-gt-scheme") == "dark"
