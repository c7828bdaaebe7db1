"""Every file of HTML in the built site is valid, as two checkers see it; so are our style sheets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.kinds import EVERY, SITE, pages
from tests.browser.validity import Excused, html_validate, inexcusable, vnu

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UNSEEN = (
    "Material's base.html draws it outside of all blocks, and no reader meets it: the style sheet leaves it undrawn"
)


WRITTEN = "Python-Markdown ends the pictures of hand-written pages so; browsers read on"


def several() -> list[Path]:
    """The pages of each kind with the least, the most and middling much in them; all with GOLDENTHREAD_READERS=full."""
    if os.environ.get("GOLDENTHREAD_READERS") == "full":
        return sorted(SITE.rglob("*.html"))
    of_a_kind = [pages(kind) for kind in EVERY]
    return sorted({found[place] for found in of_a_kind for place in (0, len(found) // 2, -1)})


def test_html_validate_finds_no_fault() -> None:
    excused = [
        Excused("input-missing-label", "#__drawer", UNSEEN),
        Excused("input-missing-label", "#__search", UNSEEN),
        Excused("valid-autocomplete", "#__drawer", UNSEEN),
        Excused("valid-autocomplete", "#__search", UNSEEN),
        Excused("void-style", "> img", WRITTEN),
    ]
    assert inexcusable(html_validate(several()), excused) == []


def test_vnu_finds_no_fault() -> None:
    excused = [
        Excused("Attribute “autocomplete” is only allowed", 'id="__drawer"', UNSEEN),
        Excused("Attribute “autocomplete” is only allowed", 'id="__search"', UNSEEN),
        Excused("Trailing slash on void elements", 'src="../images/performance.svg"', WRITTEN),
    ]
    assert inexcusable(vnu(sorted(SITE.rglob("*.html"))), excused) == []


def test_vnu_finds_no_fault_in_our_style_sheets() -> None:
    sheets = sorted((SITE / "assets" / "goldenthread").glob("*.css"))
    assert {sheet.name for sheet in sheets} == {"chart.css", "goldenthread.css", "photos.css", "shell.css"}
    assert [str(fault) for fault in vnu(sheets, css=True)] == []
