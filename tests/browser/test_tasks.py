"""Twelve tasks, each done with keys alone: narrow and wide, with and without JavaScript.

A task begins at an address; after that it knows no other way than Tab, Enter, Space, Escape and the arrows, and at
every stop the focus can be seen. What is looked for is found in the sample, so that no record's words stand here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import Visit, Visitor
from tests.browser.keys import Reader, Wanted, tab
from tests.pages import elements

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SITE = Path(__file__).parents[2] / "site"

NARROW, WIDE = 360, 1280


@dataclass(frozen=True)
class Setting:
    """How a task is done."""

    width: int
    javascript: bool

    def __str__(self) -> str:
        return f"{self.width}{'' if self.javascript else ' without scripts'}"

    @property
    def folds(self) -> bool:
        """Whether the menu waits behind its button; without scripts it stands open."""
        return self.width == NARROW and self.javascript


SETTINGS = [Setting(width, javascript) for javascript in (True, False) for width in (NARROW, WIDE)]

Begin = Callable[[str], Reader]


@pytest.fixture(scope="module", params=SETTINGS, ids=str)
def setting(request: pytest.FixtureRequest) -> Setting:
    chosen: Setting = request.param
    return chosen


@pytest.fixture(scope="module")
def opened(browser: Browser, site_url: str, setting: Setting) -> Iterator[Visit]:
    """One page for all tasks of a setting: opening a fresh one each time would take longer than the tasks."""
    visitor = Visitor(browser, site_url)
    yield visitor("/", width=setting.width, javascript=setting.javascript)
    visitor.close()


@pytest.fixture
def begin(opened: Visit, site_url: str) -> Iterator[Begin]:
    """`begin("/actions/")` puts a reader at the top of a page; at the end nothing has gone wrong in any page."""

    def at(path: str) -> Reader:
        opened.page.goto(site_url + path)
        return Reader(opened.page)

    yield at
    assert not opened.faults


def page_with(pattern: str, *marks: str) -> str:
    """The address of the shortest page of that pattern whose source has all the marks."""
    for file in sorted(SITE.glob(pattern), key=lambda path: (path.stat().st_size, path)):
        if all(re.search(mark, file.read_text("utf-8")) for mark in marks):
            return "/" + file.relative_to(SITE).as_posix().removesuffix("index.html")
    raise AssertionError(f"no page {pattern} of the sample has {marks}")


def title_of(path: str) -> str:
    """The heading of the page at an address."""
    html = (SITE / path.strip("/") / "index.html").read_text("utf-8")
    return unescape(next(one.words for one in elements(html) if one.tag == "h1").strip())


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_reach_a_register_from_the_menu(begin: Begin, setting: Setting) -> None:
    reader = begin("/")
    if setting.folds:
        reader.open("Menu", "button")
    reader.open("Progress")
    reader.follow("Indicators", within=".gt-nav")
    assert heading(reader.page) == "Indicators"


def test_reach_a_flip_chart_from_home_by_way_of_its_meeting(begin: Begin) -> None:
    meeting = title_of(page_with("meetings/*/index.html", 'id="gt-charts"'))
    reader = begin("/")
    reader.skip()
    reader.follow(to="/meetings/", within=".gt-figures")
    reader.skip()
    reader.follow(meeting, within=".gt-list-title", row="flip chart")
    assert heading(reader.page) == meeting
    reader.skip()
    chart = reader.follow(to="/flip-charts/", within=".gt-list-title")
    assert heading(reader.page) == chart.name


def test_open_a_photo_at_full_size(begin: Begin, setting: Setting) -> None:
    reader = begin(page_with("meetings/*/flip-charts/*/index.html", "gt-photos"))
    reader.skip()
    if setting.javascript:  # over the page first
        reader.tab_to(Wanted("Open the photo at full size", "a"))
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator("dialog[open] img")).to_be_visible()
        reader.page.keyboard.press("Tab")  # past its end, to its beginning
        reader.follow("Open full size")
    else:
        reader.follow("Open the photo at full size")
    assert reader.page.evaluate("document.contentType").startswith("image/")


def test_go_from_a_line_of_a_chart_to_its_action_and_its_latest_update(begin: Begin) -> None:
    reader = begin(page_with("meetings/*/flip-charts/*/index.html", 'class="gt-led-to"', "gt-mark--done"))
    reader.skip()
    action = reader.follow(to="/actions/", within=".gt-line", row="Done")
    assert heading(reader.page) == action.name
    reader.skip()
    reader.follow(to="#update-", within=".gt-why")
    expect(reader.page.locator(":target")).to_be_in_viewport()


def test_go_from_an_action_back_to_the_line_it_came_from(begin: Begin) -> None:
    reader = begin(page_with("actions/*/index.html", "gt-step--raised", "/flip-charts/[a-z0-9-]+/#[a-z]"))
    action = heading(reader.page)
    reader.skip()
    line = reader.follow(to="/flip-charts/", within=".gt-step--raised").href.rpartition("#")[2]
    after = reader.tab()
    assert after is not None
    assert f"#{line}" in after.parts, "Tab goes on from the line"
    assert action in reader.page.locator(":target").inner_text()


def test_go_from_home_to_what_is_late(begin: Begin) -> None:
    reader = begin("/")
    reader.skip()
    reader.follow(to="/actions/", within=".gt-figures", row="late")
    late = reader.follow(to="/actions/", within=".gt-rows", row="Late")
    assert heading(reader.page) == late.name
    expect(reader.page.locator(".gt-state .gt-mark--late")).to_be_in_viewport()


def test_go_from_a_superseded_decision_to_what_replaced_it(begin: Begin) -> None:
    reader = begin("/decisions/")
    reader.skip()
    old = reader.follow(to="/decisions/", within=".gt-rows", row="Replaced by")
    assert heading(reader.page) == old.name
    reader.skip()
    new = reader.follow(to="/decisions/", within=".gt-state", row="")
    assert heading(reader.page) == new.name != old.name


def test_go_from_a_theme_to_a_decision_about_it(begin: Begin) -> None:
    theme = title_of(page_with("themes/*/index.html", 'scope="row"><a href="../../decisions/[a-z]'))
    reader = begin("/themes/")
    reader.skip()
    reader.follow(theme, to="/themes/")
    assert heading(reader.page) == theme
    reader.skip()
    decision = reader.follow(to="/decisions/", within=".gt-rows")
    assert heading(reader.page) == decision.name


def test_go_from_a_person_to_their_open_action(begin: Begin) -> None:
    person = title_of(page_with("people/*/index.html", 'id="gt-action"', "gt-mark--open"))
    reader = begin("/people/")
    reader.skip()
    reader.follow(person, to="/people/")
    reader.skip()
    action = reader.follow(to="/actions/", within=".gt-rows", row="Open")
    assert heading(reader.page) == action.name
    assert person in reader.page.locator(".gt-facts-list").inner_text()


def test_jump_to_a_section_of_a_long_page(begin: Begin, setting: Setting) -> None:
    reader = begin(page_with("meetings/*/index.html", 'id="gt-charts"', 'class="gt-toc"'))
    if setting.folds:
        reader.open("On this page")
    reader.follow("Flip charts", within=".gt-toc")
    expect(reader.page.locator("#gt-charts")).to_be_in_viewport()
    after = reader.tab()
    assert after is not None
    assert "/flip-charts/" in after.href, "Tab goes on in the section"


def test_go_to_what_came_before_in_a_series_and_to_what_came_after(begin: Begin) -> None:
    here = page_with("decisions/*/index.html", ">Before</span>", ">After</span>")
    reader = begin(here)
    title = heading(reader.page)
    reader.skip()
    before = reader.follow(within=".gt-neighbours", row="")
    assert heading(reader.page) == before.name
    reader.skip()
    reader.follow(title, within=".gt-neighbours")
    assert heading(reader.page) == title


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_choose_the_dark_display_and_keep_it_on_the_next_page(visit: Visitor, width: int) -> None:
    # The one task that needs JavaScript: without it there is no choice, and the device's own is followed.
    seen = visit("/", width=width, scheme="light")
    reader = Reader(seen.page)
    if width == NARROW:
        reader.open("Menu", "button")
    reader.tab_to(Wanted("Automatic", "input"))
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("ArrowRight")
    reader.follow(to="/meetings/", within=".gt-figures")
    assert seen.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert not seen.faults


def test_without_javascript_the_display_choice_takes_no_focus(visit: Visitor) -> None:
    seen = visit("/", width=NARROW, javascript=False)
    stops = []
    while (stop := tab(seen.page)) and "#gt-content" not in stop.parts:
        stops.append(stop)
    assert [stop.name for stop in stops if stop.tag == "a"].count("Actions") == 1, "the menu stands open"
    assert not [stop for stop in stops if stop.tag in {"input", "button"} and ".gt-search-box" not in stop.parts]
