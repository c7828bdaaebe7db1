"""What looks at pages as their readers do turns red on a fault that is planted, and on no good page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import Allowed, stale
from tests.browser.harness import Visitor
from tests.browser.planted import page
from tests.browser.readers import Reading, read

pytestmark = pytest.mark.browser

PALE = "color: #999; background: #fff"
OVER_COLOURS = (
    "<style>p { background: linear-gradient(#fff, #eee) }</style><p class='words'>Words over a gradient of colours.</p>"
)
GRADIENT = Allowed("color-contrast", "bgGradient", "p.words", "a page", "it is pale from end to end")


def planted(look: Visitor, folder: Path, body: str, *allowed: Allowed) -> Reading:
    (folder / "index.html").write_text(page(body))
    return read(look("/"), allowed)


def test_a_good_page_passes(look: Visitor, folder: Path) -> None:
    assert planted(look, folder, "<p>Words.</p><details><summary>More</summary><p>Of them.</p></details>").lines == []


def test_pale_letters_are_found_in_every_state(look: Visitor, folder: Path) -> None:
    [line] = planted(look, folder, f"<style>p {{ {PALE} }}</style><p>Words.</p>").lines
    assert line.startswith("color-contrast (serious)")
    assert line.endswith("[1280 light as loaded, 1280 dark as loaded, 768 light as loaded, 768 dark as loaded, "
                         "320 light as loaded, 320 dark as loaded]")  # fmt: skip


@pytest.mark.parametrize(
    ("when", "states"),
    [
        ("prefers-color-scheme: dark", "[1280 dark as loaded, 768 dark as loaded, 320 dark as loaded]"),
        ("max-width: 400px", "[320 light as loaded, 320 dark as loaded]"),
    ],
)
def test_pale_letters_are_found_where_only_some_readers_see_them(
    look: Visitor, folder: Path, when: str, states: str
) -> None:
    [line] = planted(look, folder, f"<style>@media ({when}) {{ p {{ {PALE} }} }}</style><p>Words.</p>").lines
    assert line.endswith(states)


def test_letters_lost_with_forced_colours_are_found(look: Visitor, folder: Path) -> None:
    fault = "forced-color-adjust: none; color: #eee; background: #fff"
    [line] = planted(
        look, folder, f"<style>@media (forced-colors: active) {{ p {{ {fault} }} }}</style><p>Words.</p>"
    ).lines
    assert line.startswith("color-contrast (serious)")
    assert line.endswith("[1280 forced as loaded, 768 forced as loaded, 320 forced as loaded]")


def test_a_fault_that_only_dark_readers_meet_is_found_by_rules_that_read_no_colour(look: Visitor, folder: Path) -> None:
    style = "<style>img { display: none } @media (prefers-color-scheme: dark) { img { display: block } }</style>"
    [line] = planted(look, folder, f'{style}<img src="data:," width="30" height="30">').lines
    assert line.startswith("image-alt (critical)")
    assert line.endswith("[1280 dark as loaded, 768 dark as loaded, 320 dark as loaded]")


def test_a_fault_in_what_opens_is_found(look: Visitor, folder: Path) -> None:
    [line] = planted(
        look, folder, '<details><summary>More</summary><img src="data:," width="9" height="9"></details>'
    ).lines
    assert line.startswith("image-alt (critical)")
    assert line.endswith("[320 light opened, 768 light opened, 1280 light opened]")


@pytest.mark.parametrize("place", [0, 1])
def test_a_fault_in_a_menu_that_opens_above_the_page_is_found(look: Visitor, folder: Path, place: int) -> None:
    style = (
        "summary { line-height: 24px } ul { position: absolute; z-index: 1; background: #fff } .pale { color: #999 }"
    )
    parts = "".join(
        f'<details class="gt-nav__section"><summary>Part {number}</summary><ul style="left: {200 * number}px">'
        f"<li><span{' class=pale' if number == place else ''}>Words</span></li></ul></details>"
        for number in (0, 1)
    )
    [line] = planted(look, folder, f'<style>{style}</style><nav class="gt-nav">{parts}</nav>').lines
    assert line.startswith("color-contrast (serious)")
    assert f"1280 dark menu {place + 1}" in line


def test_a_target_too_small_is_found(look: Visitor, folder: Path) -> None:
    small = "<style>button { width: 16px; height: 16px; padding: 0 }</style>"
    lines = planted(look, folder, f"{small}<button>a</button><button>b</button>").lines
    assert [line for line in lines if line.startswith("target-size (serious)")]


def test_what_axe_cannot_judge_is_a_fault(look: Visitor, folder: Path) -> None:
    lines = planted(look, folder, OVER_COLOURS).lines
    assert [line for line in lines if line.startswith("color-contrast (cannot say: bgGradient)")]


def test_what_is_allowed_is_no_fault(look: Visitor, folder: Path) -> None:
    reading = planted(look, folder, OVER_COLOURS, GRADIENT)
    assert reading.lines == []
    assert stale([GRADIENT], reading.used) == []


def test_an_allowance_excuses_no_violation(look: Visitor, folder: Path) -> None:
    allowed = Allowed("color-contrast", "bgGradient", "p", "a page", "planted")
    assert planted(look, folder, f"<style>p {{ {PALE} }}</style><p>Words.</p>", allowed).lines


def test_an_allowance_that_nothing_needs_is_a_fault(look: Visitor, folder: Path) -> None:
    reading = planted(look, folder, "<p>Words.</p>", GRADIENT)
    assert stale([GRADIENT], reading.used) == [
        "p.words is allowed in color-contrast (bgGradient), and a page has none: strike the entry out"
    ]


def test_a_page_wider_than_a_narrow_screen_is_found(look: Visitor, folder: Path) -> None:
    lines = planted(look, folder, "<style>p { width: 400px; margin: 0 }</style><p>Words.</p>").lines
    assert [line.partition(" [")[2] for line in lines if line.startswith("the page is ")] == [
        "320 as loaded, 320 opened]"
    ]
