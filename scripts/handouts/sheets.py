"""Spreadsheets: a sheet for each second-level heading, with numbers, dates and sums of money as what they are.

In: an `Outline` and its `Facts`. Out: the bytes of an .xlsx. Guaranteed: the same outline gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from handouts.archive import repacked
from handouts.facts import Facts
from handouts.outline import Block, Heading, Outline, OutlineError, Rule, Table, Words, of_figures, plain

_FONT = "Calibri"
_NUMBER = re.compile(r"([-−+]?)([£€$]?)\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(%?)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"(19|20)\d\d")
_MOST_WIDE, _LEAST_WIDE = 48, 9
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

Value = str | int | float | date


def make_sheets(outline: Outline, facts: Facts) -> bytes:
    """The outline as a spreadsheet."""
    book = Workbook()
    book.remove(book.active)
    for name, blocks in _sheets(outline):
        sheet = book.create_sheet(name)
        _write(sheet, blocks, facts)
    _sign(book, facts)
    out = BytesIO()
    book.save(out)
    saved = facts.made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    def dated(name: str, part: bytes) -> bytes:
        # The library writes the moment of saving whatever the properties say.
        return _SAVED.sub(rb"\g<1>" + saved, part) if name == "docProps/core.xml" else part

    return repacked(out.getvalue(), dated)


def _sheets(outline: Outline) -> Iterator[tuple[str, list[Block]]]:
    """Each sheet's name and blocks; what stands above the first sheet's heading comes first on it."""
    sheets: list[tuple[str, list[Block]]] = []
    above: list[Block] = []
    for block in outline.blocks:
        if isinstance(block, Heading) and block.level == 2:
            sheets.append((_name(plain(block.words)), above))
            above = []
        elif sheets:
            sheets[-1][1].append(block)
        else:
            above.append(block)
    yield from sheets or [(_name(outline.title or "Sheet 1"), above)]


def _name(words: str) -> str:
    """The name of a sheet: the heading's words, as many of them as a name may hold."""
    name = _FORBIDDEN.sub(" ", words).strip()
    while len(name) > _LONGEST_NAME:
        name = name.rpartition(" ")[0].rstrip(" ,;–-") if " " in name else name[:_LONGEST_NAME]
    if not name:
        raise OutlineError(f"a sheet is called {words!r}, which leaves no name")
    return name


def _sign(book: Any, facts: Facts) -> None:
    """The properties of the file."""
    properties = book.properties
    properties.title, properties.creator, properties.lastModifiedBy = facts.title, facts.author, facts.author
    properties.language, properties.created = facts.language, facts.made


def _write(sheet: Any, blocks: list[Block], facts: Facts) -> None:
    """The blocks below one another; the first table's headings stay in sight."""
    row = 1
    for block in blocks:
        match block:
            case Table():
                row += 1 if row > 1 else 0
                sheet.freeze_panes = sheet.freeze_panes or f"A{row + 1}"
                row = _table(sheet, block, row, facts) + 1
            case Rule():
                row += 1
            case Heading():
                cell = sheet.cell(row, 1, plain(block.words))
                cell.font = Font(_FONT, 14 if block.level == 1 else 12, bold=True, color=facts.accent)
                row += 1
            case _:
                sheet.cell(row, 1, block.text if hasattr(block, "text") else plain(block.words)).font = Font(_FONT, 11)
                row += 1
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _table(sheet: Any, block: Table, top: int, facts: Facts) -> int:
    """A table from a row on; returns the row below it."""
    line = Side("thin", color="BFBFBF")
    for number, cells in enumerate(block.rows):
        for at, words in enumerate(cells):
            cell = sheet.cell(top + number, at + 1)
            value, shown = ("", "") if not plain(words) else _value(plain(words), heading=number == 0)
            cell.value = value if plain(words) else None
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"
            cell.number_format = shown or "General"
            bold = number == 0 or _bold(words)
            cell.font = Font(_FONT, 11, bold=bold, color="FFFFFF" if number == 0 else "262626")
            cell.border = Border(bottom=line)
            side = "right" if of_figures(block, at) else "left"
            indent = int(side == "left" and at > 0)
            cell.alignment = Alignment(side, "top", wrap_text=isinstance(value, str), indent=indent)
            if number == 0:
                cell.fill = PatternFill("solid", facts.accent)
    for at in range(len(block.rows[0])):
        longest = max(len(plain(row[at])) for row in block.rows)
        column = sheet.column_dimensions[get_column_letter(at + 1)]
        column.width = max(column.width if at + 1 < top else 0, min(max(longest + 4, _LEAST_WIDE), _MOST_WIDE))
    return top + len(block.rows)


def _bold(words: Words) -> bool:
    return all(run.bold for run in words) and bool(words)


def _value(text: str, heading: bool) -> tuple[Value, str]:
    """What a cell holds, and the format in which it is shown."""
    if heading:
        return text, ""
    if _DATE.fullmatch(text):
        return date.fromisoformat(text), "yyyy-mm-dd"
    found = _NUMBER.fullmatch(text)
    if not found or (len(found[3]) > 1 and found[3].startswith("0")):
        return text, ""
    sign, money, whole, part, per_cent = found[1], found[2], found[3], found[4] or "", found[5]
    number: int | float = float(whole.replace(",", "") + part) if part else int(whole.replace(",", ""))
    number = -number if sign in ("-", "−") else number
    places = f".{'0' * (len(part) - 1)}" if part else ""
    if per_cent:
        return round(number / 100, 6), f"0{places}%"
    if money:
        return number, f'"{money}"#,##0{places}'
    return number, f"0{places}" if _YEAR.fullmatch(text) or "," not in whole else f"#,##0{places}"
