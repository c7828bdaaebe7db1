"""axe, and what it finds in a page as it stands now.

In comes a page; out come findings: rules that are broken, and those of which axe cannot say whether they hold
("incomplete"). Each of the latter is a fault too, unless an `Allowed` says why it may be.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# axe takes the colour of letters from -webkit-text-fill-color. With forced colours Chromium still answers that with
# the sheet's colour, though it paints the forced one, which it gives as the color.
READ_FORCED_COLOURS = """
() => {
  const asked = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    const forced = name === "-webkit-text-fill-color" && matchMedia("(forced-colors: active)").matches;
    return asked.call(this, forced ? "color" : name);
  };
}
"""

RUN_AXE = """
async ({tags, colours, within, allowed}) => {
  const ofColour = axe.getRules(tags).filter((rule) => rule.tags.includes("cat.color")).map((rule) => rule.ruleId);
  const found = await axe.run(within ?? document, {
    runOnly: colours ? {type: "rule", values: ofColour} : {type: "tag", values: tags},
    resultTypes: ["violations", "incomplete"],
    elementRef: true,
  });
  const place = (node) => `${node.target.join(" ")}: ${node.html.slice(0, 160)}`;
  const lines = found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} (${rule.impact}): ${rule.help}: ${place(node)}`));
  const used = new Set();
  for (const rule of found.incomplete) {
    for (const node of rule.nodes) {
      const checks = [...node.any, ...node.all, ...node.none];
      const reason = checks.map((check) => check.data?.messageKey ?? check.id)[0] ?? "";
      const index = allowed.findIndex((one) =>
        one.rule === rule.id && one.reason === reason && node.element.matches(one.selector));
      if (index < 0) lines.push(`${rule.id} (cannot say: ${reason}): ${rule.help}: ${place(node)}`);
      else used.add(index);
    }
  }
  return {lines, used: [...used]};
}
"""


@dataclass(frozen=True)
class Allowed:
    """Something axe cannot judge and we can: its rule, axe's word for the reason, which elements, a page, and why.

    `kind` is a kind of page that has such an element; if it has none any more, the entry must go.
    """

    rule: str
    reason: str
    selector: str
    kind: str
    why: str


@dataclass(frozen=True)
class Findings:
    """What axe found: one line per faulty element, and the allowances that it took to have no more of them."""

    lines: tuple[str, ...]
    used: frozenset[Allowed]


@functools.cache
def _source() -> str:
    if not AXE.is_file():
        raise FileNotFoundError(f"{AXE} is missing: run 'npm ci --ignore-scripts' in {AXE.parents[2]}, or scripts/test")
    return AXE.read_text(encoding="utf-8")


def prepare(page: Page) -> None:
    """Bring axe into a page, once; it stays until another page is opened."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
        page.evaluate(READ_FORCED_COLOURS)


def examine(
    page: Page, allowed: Sequence[Allowed] = (), *, colours: bool = False, within: str | None = None
) -> Findings:
    """What axe finds in the page, or in a part of it; with `colours`, by the rules that read colours alone."""
    prepare(page)
    options = {
        "tags": AXE_TAGS,
        "colours": colours,
        "within": within,
        "allowed": [{"rule": one.rule, "reason": one.reason, "selector": one.selector} for one in allowed],
    }
    found = page.evaluate(RUN_AXE, options)
    return Findings(tuple(found["lines"]), frozenset(allowed[index] for index in found["used"]))


def axe(page: Page, *, colours: bool = False) -> list[str]:
    """What axe finds wrong in the page as it stands now, menus opened by the test included; or in its colours alone.

    One line per faulty element: rule, impact, what must hold, where, and the element.
    """
    return [line for line in examine(page, colours=colours).lines if "(cannot say: " not in line]


def stale(allowed: Iterable[Allowed], used: Iterable[Allowed]) -> list[str]:
    """A line for each allowance that was not needed."""
    taken = frozenset(used)
    return [
        f"{one.selector} is allowed in {one.rule} ({one.reason}), and {one.kind} has none: strike the entry out"
        for one in allowed
        if one not in taken
    ]
