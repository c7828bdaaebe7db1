"""The page of `goldenthread boxes` as a test works with it: lines chosen, boxes pulled, and what the record then says.

In: a visit to the page of a chart. Out: a `Desk`. Guaranteed: nothing is pulled before the page's script is at work.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from playwright.sync_api import Locator, Page, expect

from goldenthread.compile import compile_archive
from goldenthread.model.chart import Box, Line
from tests.browser.harness import Visit

NEAR = 2
"""How many thousandths a box may lie beside where the pointer drew it: pixels are no thousandths."""
_BOX = re.compile(rb' ?\{box="[^"]*"\}| ?box="[^"]*"')
TWO = "---\ntitle: Two sheets\nphotos: [one.jpg, two.jpg]\nalt: Two sheets.\n---\n- First\n- Second\n- Third\n"
"""A chart of three lines and two photos."""


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


def without_boxes(record: bytes) -> bytes:
    """A record as it is where no line has a box."""
    return _BOX.sub(b"", record)


def lies(box: Box | None, drawn: tuple[int, int, int, int]) -> bool:
    """Whether a box lies where it was drawn, but for what pixels and thousandths differ."""
    assert box
    found = (box.left, box.top, box.left + box.width, box.top + box.height)
    edges = (drawn[0], drawn[1], drawn[0] + drawn[2], drawn[1] + drawn[3])
    return all(abs(one - other) <= NEAR for one, other in zip(found, edges, strict=True))
