"""A page before its readers: each width, each choice of colours, as it was loaded and with all of it opened.

In: a visited page. Out: all that axe and the eye of a test find wrong in any of these states, each with its state. The
page is loaded once and then made narrower, wider, light and dark, as a reader's own device would do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.axe import Allowed, examine
from tests.browser.harness import SCHEMES, Scheme, Visit, show

WIDTHS = (1280, 768, 320)
"""From the width at which pages are loaded to the narrowest at which nothing may be lost (WCAG 1.4.10)."""

# Where the page is wide, the sections of the menu open above it and each hides a part of the next: they stay closed
# here, and are opened after, every other at once.
OPEN_ALL = """
() => {
  const button = document.querySelector(".gt-menu-button");
  if (button?.checkVisibility() && button.getAttribute("aria-expanded") !== "true") button.click();
  for (const part of document.querySelectorAll("details")) {
    const list = part.querySelector(":scope > ul");
    part.open = true;
    if (part.matches(".gt-nav__section") && getComputedStyle(list).position === "absolute") part.open = false;
  }
}
"""
OPEN_OVERLAYS = """
(turn) => {
  let opened = 0;
  document.querySelectorAll(".gt-nav__section").forEach((part, place) => {
    const above = getComputedStyle(part.querySelector(":scope > ul")).position === "absolute";
    if (!above || !part.checkVisibility()) return;
    part.open = place % 2 === turn;
    opened += part.open;
  });
  return opened;
}
"""
NO_TURN = 2

# All that axe can read of a page but its colours: the elements and their attributes, where each lies, and whether it is
# seen. Lines and decorations are left out, which the rules about colour read.
DESCRIBE = """
() => {
  const said = [document.documentElement.outerHTML.replaceAll(/data-(gt|md-color)-scheme="[a-z]+"/g, "")];
  for (const element of document.querySelectorAll("body, body *")) {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    said.push(box.x, box.y, box.width, box.height, style.display, style.visibility, style.opacity, style.position,
      style.zIndex, style.overflowX, style.overflowY, style.pointerEvents, style.clipPath, style.fontSize,
      style.fontWeight);
  }
  let sum = 0;
  for (const letter of said.join()) sum = (Math.imul(sum, 31) + letter.codePointAt(0)) | 0;
  return `${said.length}:${sum}`;
}
"""


@dataclass
class Reading:
    """What was found while a page was shown: each fault with the states that have it, and the allowances it took."""

    page: Page
    allowed: Sequence[Allowed]
    faults: dict[str, list[str]] = field(default_factory=dict)
    used: set[Allowed] = field(default_factory=set)
    runs: int = 0
    _described: set[str] = field(default_factory=set)
    _coloured: set[tuple[str, Scheme]] = field(default_factory=set)

    @property
    def lines(self) -> list[str]:
        """One line for each fault, with the states in which it was found."""
        return [f"{fault} [{', '.join(states)}]" for fault, states in self.faults.items()]

    def look(self, width: int, scheme: Scheme, state: str) -> None:
        """Have axe examine the page as it stands, with as many rules as can find something new.

        Two states that differ in nothing but colours differ for none of axe's rules but those of its category
        "cat.color": the others were tried on the first of them. Two that differ in nothing at all are one.
        """
        described = f"{width}:{self.page.evaluate(DESCRIBE)}"
        if (described, scheme) not in self._coloured:
            self._note(f"{width} {scheme} {state}", colours=described in self._described)
        self._described.add(described)
        self._coloured.add((described, scheme))

    def look_at_overlays(self, width: int, scheme: Scheme) -> None:
        """Have axe examine the sections of the menu that open above the page."""
        for turn in range(NO_TURN):
            if self.page.evaluate(OPEN_OVERLAYS, turn):
                self._note(f"{width} {scheme} menu {turn + 1}", colours=scheme != SCHEMES[0], within=".gt-nav")
        self.page.evaluate(OPEN_OVERLAYS, NO_TURN)

    def note(self, fault: str, state: str) -> None:
        """Keep a fault with the state that has it."""
        self.faults.setdefault(fault, []).append(state)

    def _note(self, state: str, *, colours: bool, within: str | None = None) -> None:
        self.runs += 1
        found = examine(self.page, self.allowed, colours=colours, within=within)
        self.used |= found.used
        for line in found.lines:
            self.note(line, state)


def states(page: Page, widths: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Bring the page into each width and state in turn; opening comes last, for it cannot be undone."""
    for state, in_turn in (("as loaded", widths), ("opened", widths[::-1])):
        for width in in_turn:
            show(page, width, SCHEMES[0])
            if state == "opened":
                page.evaluate(OPEN_ALL)
            yield width, state


def few_states(page: Page, widths: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The same where a page is one of many that are looked at: wide as it was loaded, narrow with all of it opened."""
    show(page, widths[0], SCHEMES[0])
    yield widths[0], "as loaded"
    show(page, widths[-1], SCHEMES[0])
    page.evaluate(OPEN_ALL)
    yield widths[-1], "opened"


def read(
    visit: Visit, allowed: Sequence[Allowed] = (), widths: Sequence[int] = WIDTHS, *, thoroughly: bool = True
) -> Reading:
    """Show a page in every state, or in few of them, and note what is wrong in each."""
    reading = Reading(visit.page, allowed)
    for width, state in (states if thoroughly else few_states)(visit.page, widths):
        if (wide := visit.page.evaluate("document.documentElement.scrollWidth")) > width:
            reading.note(f"the page is {wide} pixels wide", f"{width} {state}")
        for scheme in SCHEMES if thoroughly else SCHEMES[1:2] if state == "opened" else SCHEMES[::2]:
            if scheme != SCHEMES[0]:
                show(visit.page, width, scheme)
            reading.look(width, scheme, state)
            if thoroughly and state == "opened":
                reading.look_at_overlays(width, scheme)
    return reading
