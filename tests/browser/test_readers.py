"""Pages of each kind before their readers: at 320 and 1280 pixels, light, dark and with forced colours.

A run tries the page of each kind that has the most in it: wide as it was loaded, also with forced colours; narrow with
all of it opened in the dark; and that of a meeting in every state. `GOLDENTHREAD_READERS=full` tries each page of
the site in every state, and at 768 pixels too:

    GOLDENTHREAD_READERS=full .venv/bin/python -m pytest tests/browser/test_readers.py
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import Allowed, stale
from tests.browser.harness import FULL, Visitor
from tests.browser.kinds import EVERY, KINDS, address_of, pages
from tests.browser.readers import WIDTHS, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ALLOWED = (
    Allowed(
        "color-contrast",
        "nonBmp",
        ".gt-shape[aria-hidden]",
        "flip chart",
        "the sign of a pen has no letters; the words beside it have its colour, and are measured",
    ),
    Allowed(
        "color-contrast",
        "elmPartiallyObscuring",
        ".gt-nav__section > ul a",
        "meeting",
        "the two lines of a link lie over different parts of the page, all of them hidden by the panel between",
    ),
    Allowed(
        "color-contrast",
        "elmPartiallyObscuring",
        ".language-console code span",
        "handbook",
        "what a command printed is broken over many lines of a telephone, which axe takes for parts that cover one "
        "another; the same words are measured at the wider widths",
    ),
    Allowed(
        "color-contrast",
        "elmPartiallyObscured",
        ".md-typeset__scrollwrap :is(td, td *)",
        "keys of the format",
        "a table wider than the screen scrolls; what it hides is measured at the widths at which it need not",
    ),
    Allowed(
        "color-contrast",
        "elmPartiallyObscured",
        ".gt-facet label *",
        "search",
        "a long list of choices scrolls; the same words in the same colours are measured where they are in view",
    ),
    Allowed(
        "color-contrast",
        "nonBmp",
        ".gt-transcript .gt-paper *",
        "flip chart",
        "a pen's sign has no letters; its colours are measured on the words of the legend",
    ),
    Allowed(
        "color-contrast",
        "elmPartiallyObscured",
        ".gt-transcript > p",
        "flip chart",
        "the transcript scrolls beside the photo; the same words are measured at the narrow width",
    ),
    Allowed(
        "color-contrast",
        "pseudoContent",
        ".gt-step-head > strong",
        "goal",
        "the ring of a step on the golden line stands beside its word, not behind it",
    ),
)


def chosen(kind: str) -> list[Path]:
    """The pages of a kind that are tried."""
    return pages(kind) if FULL else pages(kind)[-1:]


@pytest.mark.parametrize("kind", EVERY if FULL else KINDS)
def test_a_page_has_no_faults_for_any_reader(visit: Visitor, kind: str) -> None:
    used: set[Allowed] = set()
    for path in chosen(kind):
        seen = visit(address_of(path))
        assert seen.status == 200
        assert seen.page.locator("h1").count() == 1
        reading = read(seen, ALLOWED, WIDTHS if FULL else (WIDTHS[0], WIDTHS[-1]), thoroughly=FULL or kind == "meeting")
        used |= reading.used
        assert reading.lines == []
        assert seen.faults == []
        visit.close()
    assert stale([one for one in ALLOWED if one.kind == kind], used) == []
