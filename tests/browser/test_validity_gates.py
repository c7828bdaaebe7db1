"""Each checker of HTML turns red on a fault that is planted, and on no good page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.planted import page
from tests.browser.validity import Excused, Fault, html_validate, inexcusable, vnu

pytestmark = pytest.mark.browser

INVALID = {
    "wcag/h37: ": '<img src="data:,">',
    "aria-label-misuse: ": '<div aria-label="A name">Words.</div>',
    "no-implicit-close: ": "<p>Words.",
    "no-dup-id: ": '<p id="a">One.</p><p id="a">Two.</p>',
    "No “p” element in scope": "<p>Words<div>and a part</div></p>",
    "Section lacks heading": "<section><p>Words.</p></section>",
    "Bad value “#a#b” for attribute “href”": '<a href="#a#b">Words</a>',
}
"""What a checker says, and the body of a page of which it says that."""


@pytest.fixture(scope="module")
def invalid(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Pages in folders of their own: a good one, then one for each fault."""
    root = tmp_path_factory.mktemp("invalid pages")
    files = [root / str(number) / "index.html" for number in range(len(INVALID) + 1)]
    for file, body in zip(files, ["<p>Words.</p>", *INVALID.values()], strict=True):
        file.parent.mkdir()
        file.write_text(page(body))
    return files


@pytest.fixture(scope="module")
def found(invalid: list[Path]) -> dict[Path, list[str]]:
    """What both checkers say of each page, each checker having run once."""
    faults = html_validate(invalid) + vnu(invalid)
    return {file: [fault.says for fault in faults if fault.file == file] for file in invalid}


@pytest.mark.parametrize("says", INVALID)
def test_a_checker_finds_a_fault_in_any_file(invalid: list[Path], found: dict[Path, list[str]], says: str) -> None:
    bad = invalid[1 + list(INVALID).index(says)]
    assert [line for line in found[bad] if line.startswith(says)]


def test_no_checker_finds_a_fault_in_a_good_page(invalid: list[Path], found: dict[Path, list[str]]) -> None:
    assert found[invalid[0]] == []


def test_vnu_finds_a_fault_in_a_style_sheet(folder: Path) -> None:
    (folder / "good.css").write_text("p { color: light-dark(#000, #fff); }\n")
    (folder / "bad.css").write_text("p { colour: red; }\n")
    assert {fault.file.name for fault in vnu(sorted(folder.glob("*.css")), css=True)} == {"bad.css"}


def test_an_excuse_holds_for_its_own_element_and_no_other() -> None:
    excuse = Excused("valid-id: ", "#old", "planted")
    old, new = (Fault(Path("a.html"), 3, "valid-id: bad", element) for element in ("#old", "#new"))
    assert inexcusable([old], [excuse]) == []
    assert inexcusable([old, new], [excuse]) == ["a.html:3: valid-id: bad: #new"]


def test_an_excuse_that_nothing_needs_is_a_fault() -> None:
    assert inexcusable([], [Excused("valid-id", "#old", "planted")]) == [
        "no page has #old any more (valid-id): strike the excuse out"
    ]
