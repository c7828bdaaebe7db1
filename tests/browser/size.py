"""What a page looks like to those who need it larger, looser or still: targets, text and motion."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.keys import probe

SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
"""What a reader may ask for (WCAG 1.4.12)."""

# A sheet made by a script, for the policy of the pages allows no style element.
ADD_SHEET = """
(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
"""


@dataclass(frozen=True)
class Targets:
    """How many targets were measured, and those that are too small and too near to others."""

    measured: int
    faults: list[str]


def targets(page: Page) -> Targets:
    """The targets of the page at its present size."""
    return Targets(**page.evaluate(probe("targets")))


def cramped(page: Page) -> list[str]:
    """Words that are cut off, lie on one another, or are reached only by scrolling sideways."""
    found: list[str] = page.evaluate(probe("cramped"))
    return found


def moving(page: Page) -> int:
    """How many animations and transitions run or are about to."""
    count: int = page.evaluate("document.getAnimations().length")
    return count


def space(page: Page) -> None:
    """Set the text as wide apart as a reader may."""
    page.evaluate(ADD_SHEET, SPACED)


def enlarge_text(page: Page, size: int) -> None:
    """Choose the browser's size of text; 16 px is the usual one."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size * 13 // 16}})
    session.detach()
