"""What a page tells without colour: pens by sign and word, marks by word, links by their underline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.browser.keys import probe

LINKS_WITHOUT_UNDERLINE = """
() => [...document.querySelectorAll("#gt-content a[href]")]
  .filter((link) => link.textContent.trim() && !link.matches(".headerlink"))
  .filter((link) => !getComputedStyle(link).textDecorationLine.includes("underline"))
  .map((link) => link.outerHTML.slice(0, 120))
"""

MARKS = """
() => [...document.querySelectorAll("#gt-content :is(.gt-mark, .gt-rank, .gt-written-rank)")].map((mark) => ({
  kind: [...mark.classList].find((name) => name.startsWith("gt-mark--")) || mark.textContent.trim(),
  words: mark.textContent.trim(),
  edge: getComputedStyle(mark).borderWidth.split(" ").some((width) => parseFloat(width) >= 1),
}))
"""


@dataclass(frozen=True)
class Run:
    """Words in a colour of their own, with the sign before them and the pen that is named to those who hear them."""

    colour: str
    sign: str
    pen: str
    words: str


@dataclass(frozen=True)
class Mark:
    """How something stands or ranks: its kind, its words, and whether a line is drawn around or under them."""

    kind: str
    words: str
    edge: bool


def without_colour(page: Page) -> CDPSession:
    """See the page as one who sees no colours does."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    return session


def runs(page: Page) -> list[Run]:
    """All on a flip chart that has a colour of its own."""
    return [Run(**one) for one in page.evaluate(probe("pens"))]


def told_by_colour_alone(found: list[Run]) -> list[str]:
    """The runs without a sign or a name, and the colours that share either."""
    faults = [f"“{run.words}” has no {what}" for run in found for what in ("sign", "pen") if not getattr(run, what)]
    told = {(run.colour, run.sign, run.pen) for run in found if run.sign and run.pen}
    for place, what in enumerate(("colour", "sign", "pen")):
        values = [one[place] for one in told]
        faults += [f"two pens share the {what} {value}" for value in set(values) if values.count(value) > 1]
    return faults


def spoken(page: Page) -> str:
    """All words of the page in the order in which a screen reader gets them, without their spaces."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()

    def words(node: dict[str, Any]) -> str:
        if node.get("role", {}).get("value") == "StaticText":
            return str(node["name"]["value"])
        return "".join(words(nodes[child]) for child in node.get("childIds", ()) if child in nodes)

    return squeezed(words(next(iter(nodes.values()))))


def squeezed(words: str) -> str:
    return "".join(words.split())


def marks(page: Page) -> list[Mark]:
    """The marks and ranks of a page."""
    return [Mark(**one) for one in page.evaluate(MARKS)]


def links_without_underline(page: Page) -> list[str]:
    """The links in the text that only their colour tells from it."""
    found: list[str] = page.evaluate(LINKS_WITHOUT_UNDERLINE)
    return found
