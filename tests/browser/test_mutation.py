"""Markup that browsers repair into something else: on our pages it is still words when it has been read twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from goldenthread.publish import Site
from tests.browser.harness import Visitor
from tests.browser.planted import page
from tests.pages import elements
from tests.publish import conftest
from tests.written import HEAD, MEETING

pytestmark = [pytest.mark.browser, pytest.mark.slow]

published = conftest.published

RUN = "window.__x=1"
IMG = f"<img src=x onerror={RUN}>"
PAYLOADS = [
    f'<svg></p><style><a id="</style>{IMG}">',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;{IMG}">',
    f"<math><annotation-xml encoding=text/html><style></math>{IMG}",
    f'<noscript><p title="</noscript>{IMG}">',
    f"<svg><title><style></title>{IMG}</style>",
    f"<svg><foreignObject><p>{IMG}</p></foreignObject></svg>",
    f"<form><math><mtext></form><form><mglyph><style></math>{IMG}",
    f"<select><template shadowrootmode=open><style>{IMG}</style></template></select>",
    f"<textarea></textarea>{IMG}<xmp></xmp>{IMG}",
    f'<a title="`{IMG}`">`{IMG}`</a>',
    f"<p id=1><listing>&lt;img src=x onerror={RUN}&gt;</listing>",
    f"&lt;img src=x onerror={RUN}&gt; &amp;lt;img src=x onerror={RUN}&amp;gt;",
    f"<table><caption><svg><desc><table><caption></svg>{IMG}</caption></table>",
    f"<svg onload={RUN}></svg><details open ontoggle={RUN}></details>",
    f"]]>{IMG}<![CDATA[{IMG}]]>",
    f"<?xml {IMG} ?><!doctype x [{IMG}]>",
    f"<plaintext>{IMG}",
]
"""Each of them becomes something else when a browser reads, writes and reads it again."""
TWICE = """() => {
  const whole = new DOMParser().parseFromString(document.documentElement.outerHTML, "text/html");
  const part = document.createElement("div");
  document.body.append(part);
  for (let time = 0; time < 3; time += 1) part.innerHTML = (time ? part : whole.querySelector("main")).innerHTML;
  const named = (one) => [...one.querySelectorAll("*")].map((element) => element.localName).sort();
  const told = (one) => [...one.querySelectorAll("*")].flatMap((element) => element.getAttributeNames());
  return {
    same: named(part).join() === named(document.querySelector("main")).join(),
    elements: [...new Set(named(part))],
    handlers: [...new Set(told(part))].filter((name) => name.startsWith("on")),
    words: part.textContent,
  };
}"""


def run_in(page: Page) -> bool:
    """Whether a payload has run; a picture that cannot be loaded says so a moment later."""
    page.wait_for_load_state("networkidle")
    return bool(page.evaluate("window.__x === 1"))


def record(payloads: list[str]) -> dict[str, str]:
    """A meeting with every payload in every place that prose has, and in the words of an action."""
    ways = ("{}", "- {}", "> {}", "`{}`", "    {}", "[words](https://x.example '{}')", "**{}**", "|a|\n|-|\n|{}|")
    minutes = "\n\n".join(way.format(payload) for payload in payloads for way in ways)
    listed = "".join(
        f"  - {{id: one-{n}, what: {quoted(one)}, detail: {quoted(one)}}}\n" for n, one in enumerate(payloads)
    )
    return {MEETING: f"{HEAD}actions:\n{listed}---\n{minutes}\n"}


def quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def content(site: Site) -> str:
    (meeting,) = [one for one in site.pages if one.address == "meetings/review/"]
    return site.render(meeting).html


def test_what_a_browser_repairs_is_still_words(published: Callable[..., Site], look: Visitor, folder: Path) -> None:
    harmless = {element.tag for element in elements(content(published(record(["words"] * len(PAYLOADS)))))}
    html = content(published(record(PAYLOADS)))
    assert html.count("window.__x") > len(PAYLOADS) * 8
    (folder / "index.html").write_text(page(html), "utf-8")
    visit = look("/")
    assert not run_in(visit.page)
    found = visit.page.evaluate(TWICE)
    assert not run_in(visit.page)
    assert found["same"]
    assert set(found["elements"]) <= harmless
    assert found["handlers"] == []
    assert found["words"].count(IMG) > len(PAYLOADS) * 4


@pytest.mark.parametrize("payload", [PAYLOADS[0], PAYLOADS[5], PAYLOADS[13]])
def test_a_payload_that_is_no_words_runs(look: Visitor, folder: Path, payload: str) -> None:
    """What the test above would see."""
    (folder / "index.html").write_text(page(payload), "utf-8")
    assert run_in(look("/").page)
