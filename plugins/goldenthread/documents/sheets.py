"""Spreadsheets (.xlsx): the cells that can be seen, as they show their values.

In: the bytes of a workbook that `container` has looked through. Out: its sheets. Guaranteed: nothing of hidden sheets,
rows and columns, of comments, names and formulas; what stands between empty rows is a paragraph or a table of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from goldenthread.documents.numbers import shown
from goldenthread.documents.words import paragraph, table
from goldenthread.model.document import DocumentPart, Passage

MOST_COLUMNS = 16_384


def read_sheets(data: bytes) -> Iterator[DocumentPart]:
    """The sheets that are shown, in order and counted so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out: forms, validation, pictures
        book = load_workbook(BytesIO(data), data_only=True, keep_links=False)
    for number, sheet in enumerate((one for one in book.worksheets if one.sheet_state == "visible"), 1):
        yield DocumentPart("sheet", number, sheet.title, passages=tuple(_passages(sheet)))


def _passages(sheet: Any) -> Iterator[Passage]:
    """What stands in a sheet, block by block."""
    block: list[list[str]] = []
    for row in (*_rows(sheet), []):
        if any(row):
            block.append(row)
        elif block:
            yield from _block(block)
            block = []


def _block(rows: list[list[str]]) -> Iterator[Passage]:
    """Rows that stand together: those at the top with one cell filled are paragraphs, the others a table."""
    filled = [sum(map(bool, row)) for row in rows]
    first = next((at for at, count in enumerate(filled) if count > 1), len(rows))
    for row in rows[:first]:
        yield from paragraph("".join(row))
    below = rows[first:]
    if below:
        used = [column for column in range(len(below[0])) if any(row[column] for row in below)]
        headed = all(below[0][column] and not below[0][column][0].isdigit() for column in used)
        yield from table(below, headed=headed)


def _rows(sheet: Any) -> Iterator[list[str]]:
    """The rows that can be seen, each with the words of its cells that can; an empty one for each gap."""
    columns = _hidden_columns(sheet)
    for cells in sheet.iter_rows():
        if cells and not _is_hidden(sheet, cells[0].row):
            yield [shown(cell.value, cell.number_format) for cell in cells if cell.column not in columns]


def _is_hidden(sheet: Any, row: int) -> bool:
    given = row in sheet.row_dimensions
    own = sheet.row_dimensions[row] if given else None
    if own is not None and (own.hidden or own.height == 0):
        return True
    return bool(sheet.sheet_format.zeroHeight) and not (own is not None and own.height)


def _hidden_columns(sheet: Any) -> frozenset[int]:
    """The columns that are hidden, or no wider than nothing; one entry may stand for several."""
    found = set[int]()
    for letter, own in sheet.column_dimensions.items():
        if own.hidden or own.width == 0:
            first = own.min or next(n for n in range(1, MOST_COLUMNS + 1) if get_column_letter(n) == letter)
            found.update(range(first, min(own.max or first, sheet.max_column) + 1))
    return frozenset(found)
