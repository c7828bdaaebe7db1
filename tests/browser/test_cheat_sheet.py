"""The cheat-sheet of the handbook, printed: one sheet of paper, with all that it is for on it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.harness import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ESSENTIALS = (
    "meeting.md",
    "participants:",
    "actions:",
    "updates:",
    "{.plenary rank=1}",
    "{audience=internal}",
    "deferred",
    "superseded",
    "goldenthread check",
)
PRINTABLE = (657, 680)
"""What lies between the margins of A4 and of Letter, in pixels."""


def printed(visit: Visitor, address: str, paper: str, folder: Path) -> Path:
    """A page as it comes out of the printer, with the margins that its style sheet asks for."""
    made = folder / f"{paper}.pdf"
    visit(address).page.pdf(path=made, format=paper)
    return made


def pages_of(made: Path) -> int:
    """How many sheets a print has: PDF names each of its pages by a `/Type /Page`."""
    return len(re.findall(rb"/Type\s*/Page\b", made.read_bytes()))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_cheat_sheet_is_one_sheet(visit: Visitor, tmp_path: Path, paper: str) -> None:
    assert pages_of(printed(visit, "/handbook/cheat-sheet/", paper, tmp_path)) == 1


def test_a_page_that_is_longer_is_counted_so(visit: Visitor, tmp_path: Path) -> None:
    assert pages_of(printed(visit, "/handbook/traps/", "A4", tmp_path)) > 2


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="reading a print needs pdftotext (poppler-utils)")
def test_what_matters_is_on_paper(visit: Visitor, tmp_path: Path) -> None:
    made = printed(visit, "/handbook/cheat-sheet/", "A4", tmp_path)
    done = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, encoding="utf-8", check=True)
    assert [words for words in ESSENTIALS if words not in done.stdout] == []


@pytest.mark.parametrize("width", PRINTABLE)
def test_nothing_of_it_is_cut_off(visit: Visitor, width: int) -> None:
    seen = visit("/handbook/cheat-sheet/", width=width)
    seen.page.emulate_media(media="print")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    text = seen.page.locator("#gt-content").inner_text()
    assert [words for words in ESSENTIALS if words not in text] == []
