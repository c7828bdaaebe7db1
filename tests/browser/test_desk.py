"""The page of `goldenthread boxes`: boxes drawn by pointer and by keys, undone, saved, and refused, in a browser.

Each test runs the command as a process on records of its own. Of a record that was saved nothing but boxes may differ.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from goldenthread.cli import main
from goldenthread.markup.attributes import print_box
from goldenthread.model.chart import Box
from tests.browser.desks import TWO, Open, lies, without_boxes
from tests.browser.harness import Visitor, serve
from tests.browser.keys import all_stops
from tests.written import CHART, HEAD, MEETING, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
SHEETS = ROOT.parent / "shared" / "corpora" / "flip-chart-photos"
SAMPLE = "meetings/2026/2026-01-20-late-returns/flip-charts/why-late.md"


@pytest.mark.parametrize(
    "other",
    [TWO.replace("\n", "\r\n"), f"\ufeff{TWO}", TWO.replace("First", "First "), TWO[:-1], TWO.replace("- F", "-  F")],
)
def test_what_compares_records_without_their_boxes_sees_every_other_byte(other: str) -> None:
    boxed = TWO.replace("First", 'First {box="one.jpg 0 0 1 1"}').replace("Second", "Second {.star}")
    assert without_boxes(boxed.encode()) == TWO.replace("Second", "Second {.star}").encode()
    assert without_boxes(other.encode()) != TWO.encode()


# A whole morning's work


def test_boxes_drawn_and_resized_and_saved_are_all_that_changes_in_a_record(open_desk: Open, sample: Path) -> None:
    desk = open_desk(sample, SAMPLE)
    before = desk.record.read_bytes()
    form, never = (100, 200, 400, 30), (120, 600, 350, 40)
    desk.draw("1 THE FORM", form)
    desk.draw("WE SEND & NEVER HEAR", never)
    desk.photos.focus()
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown", "ArrowLeft"):
        desk.page.keyboard.press(key)
    assert lies(desk.fields(), (115, 600, 360, 45))
    expect(desk.page.locator("[data-gt-count]")).to_contain_text("not saved yet: 2")
    desk.save()
    assert without_boxes(desk.record.read_bytes()) == without_boxes(before)
    assert without_boxes(before) != desk.record.read_bytes() != before
    assert lies(desk.line("1 THE FORM").attributes.box, form)
    assert lies(desk.line("WE SEND").attributes.box, (115, 600, 360, 45))
    wrote = desk.page.locator("[data-gt-wrote] li").all_inner_texts()
    place = f"records/{SAMPLE}:{desk.line('1 THE FORM').at.line}: box="
    assert [len(wrote), wrote[0].startswith(place)] == [2, True]
    expect(desk.page.locator("[data-gt-count]")).not_to_contain_text("not saved")
    assert desk.visit.faults == []


def test_on_the_page_of_the_built_chart_a_box_lies_where_it_was_drawn(
    open_desk: Open, browser: Browser, two: Path
) -> None:
    desk = open_desk(two)
    desk.draw("Second", (120, 310, 400, 60))
    desk.save()
    site = two.parent / "site"
    done = CliRunner().invoke(main, ["build", "--records", str(two), "--site", str(site)])
    assert done.exit_code == 0, done.output
    with serve(site) as address:
        visitor = Visitor(browser, address)
        page = visitor("/meetings/review/flip-charts/staffing/").page
        over = page.locator("svg", has=page.locator(f'a[href="#{desk.line("Second").id}"] rect'))
        left, top, width, height = over.evaluate(MARKED)
        edges = [over.bounding_box(), page.locator(".gt-photo img").first.bounding_box()]
        visitor.close()
    assert lies(Box(left, top, width, height), (120, 310, 400, 60))
    assert edges[0] == edges[1]


MARKED = """
(svg) => {
  const box = svg.querySelector("rect").getBBox(), whole = svg.viewBox.baseVal;
  const parts = [box.x / whole.width, box.y / whole.height, box.width / whole.width, box.height / whole.height];
  return parts.map((part) => Math.round(part * 1000));
}
"""


@pytest.mark.skipif(not SHEETS.is_dir(), reason="the photos of real flip charts are not here")
def test_boxes_on_a_real_chart_lie_on_its_notes_and_are_all_that_changes(open_desk: Open, tmp_path: Path) -> None:
    root = tmp_path / "records"
    with (SHEETS / "inst/extdata/flipcharts_part2.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["group"] == "bd"]
    typed = "".join(
        f"## {row['challenge']}\n" + "".join(f"- {one.strip()}\n" for one in row["approach"].split(";") if one != "na")
        for row in rows
    )
    taken = SHEETS / "data-raw/pictures_flipcharts_fairqual_workshop_itd24/2nd_round_group_bd.JPG"
    head = "---\ntitle: Challenges\nphotos: [group-bd.jpg]\nalt: Notes in orange and yellow.\n---\n"
    write(
        root, {MEETING: f"{HEAD}---\n", CHART: head + typed, "meetings/review/photos/group-bd.jpg": taken.read_bytes()}
    )
    desk = open_desk(root)
    before = desk.record.read_bytes()
    notes = {
        "annonymisation": (76, 245, 153, 68),
        "loss of context": (317, 235, 152, 67),
        "learning opportunities": (544, 233, 153, 70),
    }
    for words, box in notes.items():
        desk.draw(words, box)
    desk.save()
    after = desk.record.read_bytes()
    assert (without_boxes(after), after.count(b"box=")) == (before, len(notes))
    assert [lies(desk.line(words).attributes.box, box) for words, box in notes.items()] == [True] * len(notes)
    pictures = [colour_in(desk.page, box) for box in notes.values()]
    assert pictures == ["orange", "yellow", "orange"]


def colour_in(page: Page, box: tuple[int, int, int, int]) -> str:
    """The colour of paper in the middle of a box, as the page shows the photo."""
    red, green, *_ = page.evaluate(COLOUR, [box[0] + box[2] * 0.85, box[1] + box[3] * 0.15])
    return "yellow" if green > 0.9 * red else "orange" if red > 1.4 * green else f"{red}, {green}"


COLOUR = """
([x, y]) => {
  const image = document.querySelector("[data-photo] img"), canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  canvas.getContext("2d").drawImage(image, -x / 1000 * image.naturalWidth, -y / 1000 * image.naturalHeight);
  return [...canvas.getContext("2d").getImageData(0, 0, 1, 1).data];
}
"""


# By pointer


def test_a_box_is_moved_by_its_middle_and_resized_by_its_corners(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    desk.draw("First", (200, 200, 300, 200))
    desk.pull(desk.point(300, 300), desk.point(400, 250))
    assert lies(desk.fields(), (300, 150, 300, 200))
    corner = desk.page.locator('[data-corner="0"]').bounding_box()
    assert corner
    desk.pull((corner["x"] + 6, corner["y"] + 6), desk.point(100, 100))
    assert lies(desk.fields(), (100, 100, 500, 250))
    desk.pull(desk.point(350, 225), desk.point(990, 990))
    assert lies(desk.fields(), (500, 750, 500, 250))


def test_a_click_on_a_box_chooses_its_line_and_a_pull_over_it_draws(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    desk.draw("First", (100, 100, 600, 600))
    desk.choose("Second")
    assert desk.fields() is None
    desk.pull(desk.point(200, 200), desk.point(400, 400))
    assert lies(desk.fields(), (200, 200, 200, 200))
    desk.page.mouse.click(*desk.point(600, 450))
    expect(desk.page.get_by_role("radio", name="First")).to_be_checked()
    assert lies(desk.fields(), (100, 100, 600, 600))
    expect(desk.page.get_by_role("radio", name="Second")).to_have_accessible_name("Second box on one.jpg")
    expect(desk.page.get_by_role("radio", name="Third")).to_have_accessible_name("Third no box")


def test_without_a_line_nothing_is_drawn_and_the_page_says_what_to_do(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    desk.pull(desk.point(200, 200), desk.point(400, 400))
    expect(desk.told).to_have_text("Choose a line first: its box is drawn then.")
    expect(desk.page.locator(".gt-drawn")).to_have_count(0)


def test_a_box_on_the_second_photo_says_so_in_the_record(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    desk.page.locator('[data-photo="1"]').evaluate("photo => photo.scrollIntoView()")
    desk.draw("Second", (100, 100, 300, 200), photo=1)
    desk.save()
    box = desk.line("Second").attributes.box
    assert box
    assert (box.photo, lies(box, (100, 100, 300, 200))) == ("two.jpg", True)
    desk.page.locator("[name=photo]").select_option("one.jpg")
    desk.save()
    moved = replace(box, photo="one.jpg")
    assert desk.record.read_text() == TWO.replace("Second", f'Second {{box="{print_box(moved)}"}}')


def test_a_box_drawn_on_a_larger_photo_lies_where_it_was_drawn(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    for _ in range(3):
        desk.page.get_by_role("button", name="Larger").click()
    expect(desk.page.locator("[data-gt-size]")).to_have_text("300 %")
    desk.page.locator("[data-gt-pane]").evaluate("pane => pane.scrollTo(0, 0)")
    desk.draw("First", (50, 50, 100, 60))
    assert lies(desk.fields(), (50, 50, 100, 60))
    desk.page.locator("[data-gt-pane]").evaluate("pane => pane.scrollTo(2000, 2000)")
    desk.choose("Second")
    desk.choose("First")
    expect(desk.page.locator(".gt-drawn--chosen")).to_be_in_viewport()


# By keys


def test_all_of_it_can_be_done_by_keys(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    keys = desk.page.keyboard
    desk.page.get_by_role("radio", name="First").focus()
    keys.press("ArrowDown")
    expect(desk.page.get_by_role("radio", name="Second")).to_be_checked()
    for _ in range(6):
        keys.press("Tab")
    expect(desk.page.get_by_role("button", name="Put a box in the middle")).to_be_focused()
    keys.press("Enter")
    put = desk.fields()
    assert put
    expect(desk.photos).to_be_focused()
    for key in ("ArrowRight", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowUp"):
        keys.press(key)
    moved = Box(put.left + 5, put.top - 5, put.width + 5, put.height - 5)
    assert desk.fields() == moved
    keys.press("Control+s")
    expect(desk.told).to_contain_text("Saved")
    assert desk.line("Second").attributes.box == replace(moved, photo="one.jpg")
    keys.press("Delete")
    assert desk.fields() is None
    keys.press("Control+z")
    assert desk.fields() == moved
    keys.press("Delete")
    keys.press("Control+s")
    expect(desk.told).to_contain_text("Saved")
    assert desk.record.read_text() == TWO
    keys.press("Enter")
    expect(desk.page.get_by_role("radio", name="Third")).to_be_checked()
    assert [fault for stop in all_stops(desk.page) for fault in stop.faults] == []


def test_undo_goes_back_step_by_step_and_keys_held_down_are_one_step(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    desk.draw("First", (100, 100, 300, 200))
    first = desk.fields()
    assert first
    desk.photos.focus()
    for _ in range(5):
        desk.page.keyboard.press("ArrowRight")
    assert desk.fields() == replace(first, left=first.left + 25)
    undo = desk.page.get_by_role("button", name="Undo")
    undo.click()
    assert desk.fields() == first
    undo.click()
    assert desk.fields() is None
    undo.click()
    expect(desk.told).to_have_text("Nothing has been changed.")
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.told).to_have_text("Nothing has been changed.")
    assert desk.record.read_text() == TWO


def test_numbers_can_be_typed_and_what_is_no_box_is_taken_back(open_desk: Open, two: Path) -> None:
    desk = open_desk(two)
    desk.draw("First", (100, 100, 300, 200))
    for name, number in (("left", "0.25"), ("top", "0.333"), ("width", "0.5"), ("height", "0.1")):
        desk.page.locator(f"[name={name}]").fill(number)
    desk.page.keyboard.press("Tab")
    assert desk.fields() == Box(250, 333, 500, 100)
    for number, stands in (("2", 250), ("-1", 250), ("", 250), ("0.9", 500)):
        desk.page.locator("[name=left]").fill(number)
        desk.page.keyboard.press("Tab")
        assert desk.fields() == Box(stands, 333, 500, 100)
    assert desk.record.read_text() == TWO
