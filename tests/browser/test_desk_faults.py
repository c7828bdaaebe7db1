"""The page of `goldenthread boxes` where something goes wrong, and before every reader."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.desks import TWO, Open, lies, without_boxes
from tests.browser.harness import SCHEMES, Scheme, show
from tests.browser.size import cramped, targets
from tests.browser.validity import html_validate, vnu
from tests.written import CHART

pytestmark = [pytest.mark.browser, pytest.mark.slow]


# What may go wrong


def test_a_record_changed_meanwhile_is_not_overwritten_and_can_be_loaded_anew(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    desk.draw("First", (100, 100, 300, 200))
    desk.record.write_text(TWO.replace("Third", "Fourth"))
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.told).to_contain_text("The record has changed since it was loaded. Nothing was saved")
    assert desk.record.read_text() == TWO.replace("Third", "Fourth")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.page.on("dialog", leave)
    desk.page.get_by_role("button", name="Load the record anew").click()
    expect(desk.page.get_by_role("radio", name="Fourth")).to_be_visible()
    assert asked == ["beforeunload"]
    desk.draw("Fourth", (100, 100, 300, 200))
    desk.save()
    assert without_boxes(desk.record.read_bytes()).decode() == TWO.replace("Third", "Fourth")


def test_leaving_is_asked_about_only_while_something_is_not_saved(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.page.on("dialog", stay)
    desk.draw("First", (100, 100, 300, 200))
    desk.page.evaluate("location.reload()")
    expect(desk.page.locator("[data-gt-count]")).to_contain_text("not saved yet: 1")
    assert asked == ["beforeunload"]
    desk.save()
    with desk.page.expect_navigation():
        desk.page.evaluate("location.reload()")
    assert asked == ["beforeunload"]


def test_where_the_command_has_ended_nothing_that_was_drawn_is_lost(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    desk.draw("First", (100, 100, 300, 200))
    desk.process.send_signal(signal.SIGINT)
    assert desk.process.wait(timeout=20) == 0
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.told).to_contain_text("The command that shows this page has ended. Nothing was saved")
    assert lies(desk.fields(), (100, 100, 300, 200))


def test_what_is_wrong_with_a_record_is_told_when_it_is_opened_and_saved(open_desk: Open, two: Path) -> None:
    (two / CHART).write_text(TWO.replace("Third", "Third {.no-such-pen}"))
    desk = open_desk(two)
    problems = desk.page.locator("[data-gt-problems] li")
    place = f"records/{CHART}:8:10: error GT303"
    expect(problems).to_contain_text([place])
    desk.draw("First", (100, 100, 300, 200))
    desk.save()
    expect(problems).to_contain_text([place])
    assert without_boxes(desk.record.read_bytes()).decode() == TWO.replace("Third", "Third {.no-such-pen}")


def test_without_javascript_the_page_says_why_nothing_can_be_drawn(open_desk: Open, two: Path) -> None:
    desk = open_desk(two, javascript=False)
    expect(desk.page.locator("noscript p")).to_be_visible()


# For every reader


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_any_state(
    open_desk: Open, two: Path, axe: Callable[[Page], list[str]], scheme: Scheme
) -> None:
    (two / CHART).write_text(TWO.replace("Third", "Third {.no-such-pen}"))
    desk = open_desk(two)
    found = {}
    for state in ("opened", "drawn", "saved", "refused"):
        if state == "drawn":
            desk.draw("Second", (500, 100, 300, 200))
            desk.draw("First", (100, 100, 300, 200))
        elif state == "saved":
            desk.save()
        elif state == "refused":
            desk.record.write_text(TWO)
            desk.page.get_by_role("radio", name="First").check()
            desk.page.get_by_role("button", name="Remove the box").click()
            desk.page.get_by_role("button", name="Save").click()
            expect(desk.page.get_by_role("button", name="Load the record anew")).to_be_visible()
        for width in (1280, 800):
            show(desk.page, width, scheme)
            found[f"{state}, {width} px"] = [*axe(desk.page), *targets(desk.page).faults]
        show(desk.page, 1280, "light")
    assert {state: faults for state, faults in found.items() if faults} == {}
    assert [fault for fault in desk.visit.faults if "409" not in fault] == []


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_nothing_is_cut_off_or_lies_on_other_words(open_desk: Open, two: Path, width: int) -> None:
    desk = open_desk(two)
    desk.draw("First", (100, 100, 300, 200))
    show(desk.page, width, "light")
    assert cramped(desk.page) == []


def test_the_page_and_its_style_sheet_are_valid(open_desk: Open, two: Path, tmp_path: Path) -> None:
    desk = open_desk(two)
    html, sheet = tmp_path / "index.html", tmp_path / "desk.css"
    html.write_bytes(desk.page.request.get(desk.page.url).body())
    sheet.write_bytes(desk.page.request.get(f"{desk.page.url}desk.css").body())
    assert [str(fault) for fault in (*html_validate([html]), *vnu([html]), *vnu([sheet], css=True))] == []
