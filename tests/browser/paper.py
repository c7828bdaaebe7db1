"""Pages on paper: printed to PDF and read again, and laid out at the width of a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Literal

from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from tests.browser.keys import probe

Format = Literal["A4", "Letter"]

MARGIN = 18
"""The margin in millimetres, as the style sheet asks for it."""

WIDTHS: dict[Format, float] = {"A4": 210, "Letter": 215.9}
HEIGHTS: dict[Format, float] = {"A4": 297, "Letter": 279.4}

POINTS = 72 / 25.4
PIXELS = 96 / 25.4


@dataclass(frozen=True)
class Printed:
    """A printed page: the words of each sheet without their spaces, and what stands beyond the margins."""

    sheets: list[str]
    pictures: int
    astray: list[str]
    sizes: set[tuple[int, int]]

    @property
    def words(self) -> str:
        return "".join(self.sheets)

    def has(self, words: str) -> bool:
        """Whether this is on paper, on one sheet or begun on one and ended on the next."""
        if words in self.words:
            return True
        turns = [(words[:place], words[place:]) for place in range(1, len(words))]
        return any(start in one and end in other for one, other in pairwise(self.sheets) for start, end in turns)


@dataclass(frozen=True)
class Written:
    """What has to stand on paper, each without its spaces; `controls` are of use on a screen only."""

    controls: list[str]
    cells: list[str]
    headings: list[str]
    lines: list[str]
    pens: list[str]
    addresses: list[str]

    def missing(self, printed: Printed) -> list[str]:
        """What is not on paper."""
        every = [*self.cells, *self.headings, *self.lines, *self.pens, *self.addresses]
        return [words for words in every if not printed.has(words)]


def print_out(page: Page, size: Format) -> Printed:
    """Print the page as a reader would, and read what came out."""
    sheets = PdfReader(BytesIO(page.pdf(format=size))).pages
    astray: list[str] = []
    words = ["".join(_read(sheet, astray).split()) for sheet in sheets]
    boxes = [sheet.mediabox for sheet in sheets]
    sizes = {(round(float(box.width) / POINTS), round(float(box.height) / POINTS)) for box in boxes}
    return Printed(words, sum(len(sheet.images) for sheet in sheets), astray, sizes)


def _read(sheet: PageObject, astray: list[str]) -> str:
    """The words of a sheet; those that begin beyond its margins are noted besides."""
    left, right = MARGIN * POINTS, float(sheet.mediabox.width) - MARGIN * POINTS

    def note(text: str, matrix: list[float], own: list[float], font: object, points: float) -> None:
        begins = own[4] * matrix[0] + own[5] * matrix[2] + matrix[4]
        if text.strip() and not left - 1 <= begins <= right:
            astray.append(text.strip())

    return sheet.extract_text(visitor_text=note)


def lay_out(page: Page, size: Format) -> None:
    """Show the page as it stands on paper, in a window as wide as the text on a sheet."""
    width, height = (round((length - 2 * MARGIN) * PIXELS) for length in (WIDTHS[size], HEIGHTS[size]))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def written(page: Page) -> Written:
    """What has to stand on paper; the page is laid out for it."""
    return Written(**page.evaluate(probe("written")))


def cut(page: Page) -> list[str]:
    """What reaches past the edge of the sheet or is cut by a box; the page is laid out for it."""
    found: list[str] = page.evaluate(probe("cut"))
    return found
