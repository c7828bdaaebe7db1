"""The page of `goldenthread boxes`: boxes drawn by pointer and by keys, undone, saved, and refused, in a browser.

Each test runs the command as a process on records of its own. Of a record that was saved nothing but boxes may differ.
"""

from __future__ import annotations

import csv
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import Popen

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from goldenthread.cli import main
from goldenthread.compile import compile_archive
from goldenthread.markup.attributes import print_box
from goldenthread.model.chart import Box, Line
from tests.browser.harness import SCHEMES, Scheme, Visit, Visitor, serve, show
from tests.browser.keys import all_stops
from tests.browser.size import cramped, targets
from tests.browser.validity import html_validate, vnu
from tests.preview.conftest import picture
from tests.preview.served import serving
from tests.seeded import copied
from tests.written import ARCHIVE, CHART, HEAD, MEETING, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
SHEETS = ROOT.parent / "shared" / "corpora" / "flip-chart-photos"
SAMPLE = "meetings/2026/2026-01-20-late-returns/flip-charts/why-late.md"
NEAR = 2
"""How many thousandths a box may lie beside where the pointer drew it: pixels are no thousandths."""
_BOX = re.compile(rb' ?\{box="[^"]*"\}| ?box="[^"]*"')
TWO = "---\ntitle: Two sheets\nphotos: [one.jpg, two.jpg]\nalt: Two sheets.\n---\n- First\n- Second\n- Third\n"


@dataclass(frozen=True)
class Desk:
    """The page, and the record that it is of."""

    visit: Visit
    record: Path
    root: Path
    process: Popen[str]

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def told(self) -> Locator:
        return self.page.locator("[data-gt-told]")

    @property
    def photos(self) -> Locator:
        return self.page.get_by_role("application", name="Photos")

    def choose(self, words: str) -> None:
        """Choose the line that begins with these words, once the page's script is at work."""
        expect(self.page.locator("[data-gt-count]")).not_to_be_empty()
        self.page.get_by_role("radio", name=re.compile(f"^{re.escape(words)}")).check()

    def point(self, left: float, top: float, photo: int = 0) -> tuple[float, float]:
        """Where a place of a photo, in thousandths, is in the window."""
        size = self.page.locator(f'[data-photo="{photo}"]').bounding_box()
        assert size
        return size["x"] + size["width"] * left / 1000, size["y"] + size["height"] * top / 1000

    def pull(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press, pull and let go."""
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        mouse.move(*end)
        mouse.up()

    def draw(self, words: str, box: tuple[int, int, int, int], photo: int = 0) -> None:
        """Choose a line and draw its box: left, top, width and height in thousandths."""
        self.choose(words)
        left, top, width, height = box
        self.pull(self.point(left, top, photo), self.point(left + width, top + height, photo))

    def fields(self) -> Box | None:
        """The chosen line's box as the fields have it."""
        typed = [self.page.locator(f"[name={name}]").input_value() for name in ("left", "top", "width", "height")]
        if not all(typed):
            return None
        left, top, width, height = (round(float(number) * 1000) for number in typed)
        return Box(left, top, width, height)

    def save(self) -> None:
        """Save, and wait until the page says so."""
        self.page.get_by_role("button", name="Save").click()
        expect(self.told).to_contain_text("Saved", timeout=30_000)

    def line(self, words: str) -> Line:
        """The line that begins with these words, as it is read now; the record has no errors."""
        archive, problems = compile_archive(self.root)
        assert [found.line() for found in problems if found.level == "error"] == []
        charts = [chart for meeting in archive.meetings for chart in meeting.charts]
        (found,) = [
            line
            for chart in charts
            if self.root / chart.at.path == self.record
            for _, line in chart.lines()
            if line.words.startswith(words)
        ]
        return found


Open = Callable[..., Desk]


@pytest.fixture
def open_desk(browser: Browser) -> Iterator[Open]:
    """`open_desk(root, CHART)` runs the command for a chart of the records in a folder, and opens its page."""
    with ExitStack() as stack:

        def start(root: Path, chart: str = CHART, *, javascript: bool = True) -> Desk:
            command = stack.enter_context(serving(root.parent, f"{root.name}/{chart}"))
            visitor = Visitor(browser, command.address.rstrip("/"))
            stack.callback(visitor.close)
            return Desk(visitor("/", javascript=javascript), root / chart, root, command.process)

        yield start


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the small records of all tests: its photos are looked at once."""
    return tmp_path_factory.mktemp("desk") / "records"


@pytest.fixture
def two(folder: Path) -> Path:
    """Records with a chart of three lines and two photos."""
    photos = {f"meetings/review/photos/{name}.jpg": picture() for name in ("one", "two")}
    write(folder, {"archive.yml": ARCHIVE, MEETING: f"{HEAD}---\n", CHART: TWO, **photos})
    return folder


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample archive."""
    return copied(tmp_path) / "records"


def without_boxes(record: bytes) -> bytes:
    """A record as it is where no line has a box."""
    return _BOX.sub(b"", record)


def lies(box: Box | None, drawn: tuple[int, int, int, int]) -> bool:
    """Whether a box lies where it was drawn, but for what pixels and thousandths differ."""
    assert box
    found = (box.left, box.top, box.left + box.width, box.top + box.height)
    edges = (drawn[0], drawn[1], drawn[0] + drawn[2], drawn[1] + drawn[3])
    return all(abs(one - other) <= NEAR for one, other in zip(found, edges, strict=True))


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
