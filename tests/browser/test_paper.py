"""Ten pages printed on A4 and on Letter: all of it is there, nothing is cut, and nothing that only a screen can use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness import FULL, Visitor
from tests.browser.kinds import address
from tests.browser.paper import HEIGHTS, WIDTHS, Format, cut, lay_out, print_out, written

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PRINTED = (
    "home", "actions", "meeting", "flip chart", "action", "decision", "strategy", "indicator", "group", "handbook",
)  # fmt: skip
WITH_TABLES = {"actions", "meeting", "group"}

OF_THE_MENU = ("Whoandwhat", "Onthispage", "Automatic")


@pytest.fixture(scope="module")
def opened(browser: Browser, site_url: str) -> Iterator[Page]:
    visitor = Visitor(browser, site_url)
    yield visitor("/").page
    visitor.close()


@pytest.fixture
def page(opened: Page) -> Iterator[Page]:
    yield opened
    opened.emulate_media(media="null")  # or the next page would be printed as it stands on the screen


@pytest.mark.parametrize(
    ("kind", "size"),
    [(kind, size) for kind in PRINTED for size in get_args(Format) if FULL or size == "A4" or kind in WITH_TABLES],
)
def test_a_page_is_whole_on_paper(page: Page, site_url: str, kind: str, size: Format) -> None:
    page.goto(site_url + address(kind))
    printed = print_out(page, size)
    assert printed.sizes == {(round(WIDTHS[size]), round(HEIGHTS[size]))}
    assert printed.astray == []
    lay_out(page, size)
    expected = written(page)
    assert [words for words in (*OF_THE_MENU, *expected.controls) if words in printed.words] == []
    assert page.locator("button:visible, input:visible").count() == 0
    assert bool(expected.cells) or kind not in WITH_TABLES
    assert bool(expected.lines and expected.pens) == (kind == "flip chart")
    assert expected.missing(printed) == []
    assert cut(page) == []


def test_the_photo_of_a_chart_is_on_paper(page: Page, site_url: str) -> None:
    page.goto(site_url + address("flip chart"))
    photos = page.locator(".gt-photos img").count()
    assert photos
    assert print_out(page, "A4").pictures >= photos


def test_pictures_further_down_are_fetched_for_printing(page: Page, site_url: str) -> None:
    page.goto(site_url + address("photos"))
    lazy = page.locator("#gt-content img[loading=lazy]")
    assert lazy.count()
    lay_out(page, "A4")
    assert lazy.count() == 0


def test_the_addresses_of_links_in_the_text_are_written_out(page: Page, site_url: str) -> None:
    page.goto(site_url + address("action"))
    lay_out(page, "A4")
    assert f"({site_url}/meetings/" in " ".join(written(page).addresses)


def test_a_folded_part_is_unfolded_on_paper(page: Page, site_url: str) -> None:
    page.goto(site_url + address("action"))
    page.evaluate(
        "document.querySelector('#gt-content').insertAdjacentHTML('beforeend',"
        "'<details><summary>More</summary><p>Words folded away</p></details>')"
    )
    assert "Wordsfoldedaway" in print_out(page, "A4").words
    assert page.locator("#gt-content details[open]").count() == 0, "and folded again afterwards"
