"""What watches keys, sizes, colours and paper turns red on a planted fault, and on none of a good page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.grey import links_without_underline, marks, runs, told_by_colour_alone
from tests.browser.harness import Visitor, serve
from tests.browser.keys import Reader, all_stops
from tests.browser.paper import cut, lay_out, print_out, written
from tests.browser.size import cramped, moving, space, targets

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STYLE = """
body { margin: 0; font: 16px/1.5 sans-serif; color: #000; }
:focus-visible { outline: 3px solid #00c; outline-offset: 2px; }
@page { margin: 18mm; }
"""

Plant = Callable[[str], Page]


@pytest.fixture
def plant(browser: Browser, tmp_path: Path) -> Iterator[Plant]:
    """`plant("<p>Words</p>")` opens a page whose content that is."""
    with serve(tmp_path) as address:
        visitor = Visitor(browser, address)

        def grow(content: str) -> Page:
            html = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><style>{STYLE}</style>'
            (tmp_path / "index.html").write_text(f'{html}<main id="gt-content">{content}</main></html>')
            return visitor("/").page

        yield grow
        visitor.close()


def faults_at_stops(page: Page) -> list[str]:
    return [fault for stop in all_stops(page) for fault in stop.faults]


def chart(words: str) -> str:
    return f'<div class="gt-paper"><p>Black words {words}</p></div>'


def pen(colour: str, sign: str, name: str) -> str:
    hidden = (
        f'<span class="gt-hidden" style="position: absolute; clip-path: inset(50%)">{name}: </span>' if name else ""
    )
    shape = f'<span class="gt-shape" aria-hidden="true">{sign}</span>' if sign else ""
    return f'<span style="color: {colour}">{shape}{hidden}other words</span>'


def test_a_good_page_has_no_faults(plant: Plant) -> None:
    page = plant(
        '<h1>A page</h1><p>Words and <a href="#one">a link</a> among them.</p>'
        + "<table><tr><th>Who<th>What</tr><tr><td>Ana<td>Hold the bus</tr></table>"
        + '<span class="gt-mark gt-mark--open" style="border: 1px solid">Open</span>'
        + chart(pen("#a00", "▲", "red pen"))
    )
    assert [stop.name for stop in all_stops(page)] == ["a link"]
    assert faults_at_stops(page) == []
    assert targets(page).faults == []
    assert moving(page) == 0
    assert told_by_colour_alone(runs(page)) == []
    assert all(mark.words and mark.edge for mark in marks(page))
    assert links_without_underline(page) == []
    space(page)
    assert cramped(page) == []
    printed = print_out(page, "A4")
    lay_out(page, "A4")
    assert written(page).cells == ["Who", "What", "Ana", "Holdthebus"]
    assert written(page).missing(printed) == []
    assert cut(page) == printed.astray == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('<a href="#" style="outline: none">A link</a>', "its outline is 0 px wide"),
        ('<a href="#" style="outline-color: #ddd">A link</a>', "its outline has a contrast of 1.4"),
        (
            '<div style="overflow: hidden; width: 4em"><a href="#" style="display: block">A link</a></div>',
            "its outline is cut by DIV",
        ),
        (
            '<p style="padding-top: 1em"><a href="#">A link</a></p>'
            '<header style="position: fixed; inset: 0 0 auto; height: 200px; background: #fff">Name</header>',
            "it is covered by HEADER",
        ),
        (
            'Words <nav style="position: fixed; left: 0; transform: translateX(-100%)"><a href="#">A link</a></nav>',
            "it is not in view",
        ),
        ('Words <a href="#" style="position: absolute; left: -999px">A link</a>', "it is not in view"),
    ],
)
def test_focus_that_cannot_be_seen_is_found(plant: Plant, content: str, fault: str) -> None:
    assert fault in faults_at_stops(plant(content))


def test_a_reader_says_where_a_task_got_stuck(plant: Plant) -> None:
    reader = Reader(
        plant('<a href="#one">One</a><span onclick="location = \'#two\'">Two</span><a href="#three">Three</a>')
    )
    with pytest.raises(AssertionError, match=r"Two.*Tab led out after a “Three”"):
        reader.follow("Two")


def test_a_reader_stops_where_the_focus_is_lost(plant: Plant) -> None:
    reader = Reader(plant('<a href="#" style="outline: 0">One</a><a href="#two">Two</a>'))
    with pytest.raises(AssertionError, match=r"focus is on a “One”.*0 px wide"):
        reader.follow("Two")


def test_a_target_of_ten_pixels_beside_another_is_found(plant: Plant) -> None:
    small = '<button style="width: 10px; height: 10px; padding: 0; border: 0">{}</button>'
    assert len(targets(plant(small.format("a") + small.format("b"))).faults) == 2


def test_a_small_target_far_from_others_is_none(plant: Plant) -> None:
    assert targets(plant('<button style="width: 10px; height: 10px; margin: 20px">a</button>')).faults == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('<p style="height: 1.5em; width: 12em; overflow: hidden">Words that just fit</p>', "cut off"),
        (
            '<p style="height: 3em; margin: 0; width: 12em">Words that just fit in it as they are</p><p>More</p>',
            "on one another",
        ),
    ],
)
def test_words_cut_off_when_they_are_spaced_out_are_found(plant: Plant, content: str, fault: str) -> None:
    page = plant(f"<style>p {{ line-height: 1.2 }}</style>{content}")
    assert cramped(page) == []
    page.evaluate("document.querySelector('p').append(' and then a few more words of it that do not')")
    space(page)
    assert any(found.startswith(fault) for found in cramped(page))


@pytest.mark.parametrize("overflow", ["visible", "auto"])
def test_scrolling_sideways_is_found(plant: Plant, overflow: str) -> None:
    page = plant(f'<div style="overflow: {overflow}"><p style="width: 2000px">Words</p></div>')
    assert cramped(page)


def test_an_animation_is_found(plant: Plant) -> None:
    page = plant("<style>@keyframes a { to { left: 9px } } p { animation: a 9s infinite }</style><p>Words</p>")
    assert moving(page) == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (pen("#a00", "", "red pen"), "has no sign"),
        (pen("#a00", "▲", ""), "has no pen"),
        (pen("#a00", "▲", "red pen") + pen("#060", "▲", "green pen"), "two pens share the sign ▲"),
        (pen("#a00", "▲", "red pen") + pen("#060", "◆", "red pen"), "two pens share the pen red pen"),
    ],
)
def test_a_pen_told_by_its_colour_alone_is_found(plant: Plant, content: str, fault: str) -> None:
    assert any(fault in found for found in told_by_colour_alone(runs(plant(chart(content)))))


def test_a_link_told_by_its_colour_alone_is_found(plant: Plant) -> None:
    assert links_without_underline(plant('<p>Words and <a href="#" style="text-decoration: none">a link</a>.</p>'))


def test_a_mark_told_by_its_ground_alone_is_found(plant: Plant) -> None:
    assert [
        mark.edge for mark in marks(plant('<b class="gt-mark gt-mark--late" style="background: red">Late</b>'))
    ] == [False]


def test_a_table_cut_in_print_is_found(plant: Plant) -> None:
    page = plant(
        '<div style="overflow: hidden"><table style="width: 1200px; table-layout: fixed">'
        "<tr><th>What<th>Who<th>Due</tr><tr><td>Hold the bus<td>Ana<td>July</tr></table></div>"
    )
    lay_out(page, "A4")
    assert any(found.startswith("cut by div") for found in cut(page))


def test_words_past_the_edge_of_the_sheet_are_found(plant: Plant) -> None:
    page = plant('<p style="white-space: nowrap; position: absolute; left: 600px">Words that go on past the edge</p>')
    lay_out(page, "Letter")
    assert any(found.startswith("past the edge") for found in cut(page))


def test_a_cell_that_is_not_printed_is_missed(plant: Plant) -> None:
    page = plant(
        "<style>@media print { td:last-child { visibility: hidden } }</style>"
        "<table><tr><th>What<th>Due</tr><tr><td>Hold the bus<td>In July</tr></table>"
    )
    printed = print_out(page, "A4")
    lay_out(page, "A4")
    assert written(page).missing(printed) == ["InJuly"]


def test_a_link_whose_address_is_not_printed_is_missed(plant: Plant) -> None:
    page = plant('<p>Words and <a href="/there/">a link</a>.</p>')
    printed = print_out(page, "A4")
    lay_out(page, "A4")
    assert [words.partition("(")[0] for words in written(page).missing(printed)] == ["alink"]
