"""What tests of the search ask of its page: what it says and lists, what its address holds, where the focus is."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

FOCUSED = """() => {
  const focused = document.activeElement;
  return [focused.name, focused.value, focused.textContent.trim()].filter(Boolean).join(" ");
}"""
WAIT = (
    "() => { const told = document.querySelector('[data-gt-told]').textContent; return told && !told.endsWith('…'); }"
)
TALL = 40
MOST_STOPS = 1_000
"""Where the counts have not come yet, every value of every facet is a stop."""


def settled(page: Page) -> str:
    """What the page says once it has found what was asked."""
    page.wait_for_function(WAIT)
    return page.locator("[data-gt-told]").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator(".gt-results h3").all_inner_texts()


def asked(page: Page) -> dict[str, list[str]]:
    """What stands in the address."""
    return parse_qs(urlsplit(page.url).query)


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if str(page.evaluate(FOCUSED)).startswith(wanted):
            return
    pytest.fail(f"Tab does not reach {wanted}")
