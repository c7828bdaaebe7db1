"""Sheets are read as they show their cells."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from goldenthread.documents.formats import read_document
from goldenthread.documents.numbers import shown
from goldenthread.model.document import DocumentPart, Paragraph, Table
from tests.documents.office import book, replaced, saved


def read(made: Any) -> tuple[DocumentPart, ...]:
    reading = read_document("xlsx", made if isinstance(made, bytes) else saved(made))
    assert not reading.refused
    return reading.text.parts


@pytest.mark.parametrize(
    ("value", "format", "words"),
    (
        (1234.5, "General", "1234.5"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (41, "0", "41"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0.125, "0%", "13%"),
        (0.125, "0.0%", "12.5%"),
        (12, '0 "km"', "12 km"),
        (5, "00", "05"),
        (1234, "[$£-809]#,##0", "£1,234"),
        (-3, "0;(0)", "(3)"),
        (-3, "0", "-3"),
        (-0.2, "0", "0"),
        (0, '0;-0;"none"', "none"),
        (7, ";;;", ""),
        ("secret", ";;;", ""),
        ("words", '0;0;0;"said: "@', "said: words"),
        (1.5, "0.0##", "1.5"),
        (2.345, "0.00", "2.35"),
        (1500, "0.0,", "1.5"),
        (1500, '0.0,"k"', "1.5k"),
        (12345, "0.00E+00", "12345"),
        (0.5, "# ?/?", "0.5"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        (date(2026, 3, 1), "d mmm yyyy", "2026-03-01"),
        (datetime(2026, 3, 1, 9, 30), "d/m/yyyy h:mm", "2026-03-01 09:30"),
        (datetime(2026, 3, 1), "mmm yyyy", "2026-03"),
        (datetime(2026, 3, 1, 9, 30), "h:mm", "09:30"),
        (time(9, 30), "h:mm AM/PM", "09:30"),
        (time(9, 30, 5), "h:mm:ss", "09:30:05"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (date(2026, 3, 1), ";;;", ""),
    ),
)
def test_a_value_is_shown_as_its_format_says(value: object, format: str, words: str) -> None:
    assert shown(value, format) == words


def test_rows_that_stand_together_are_a_table_and_lines_above_it_are_paragraphs() -> None:
    made = book()
    sheet = made.active
    sheet.delete_rows(1, 2)
    for row in (["Counts of the winter"], [], ["Week", "Missed"], [14, 41], [], ["By the forum"]):
        sheet.append(row or [None])
    assert read(made)[0].passages == (
        Paragraph("Counts of the winter"),
        Table((("Week", "Missed"), ("14", "41")), headed=True),
        Paragraph("By the forum"),
    )


def test_sheets_are_counted_as_shown() -> None:
    made = book()
    made.create_sheet("Working").sheet_state = "hidden"
    made.create_sheet("Sums")["A1"] = "All"
    assert [(part.anchor, part.title) for part in read(made)] == [("sheet-1", "Counts"), ("sheet-2", "Sums")]


def test_hidden_rows_and_columns_leave_no_gap() -> None:
    made = book()
    sheet = made.active
    sheet.insert_cols(2)
    sheet["B1"], sheet["B2"] = "hidden", 1
    sheet.append([15, 2, 38])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True
    assert read(made)[0].passages == (Table((("The umbrella", "Missed"), ("15", "38")), headed=True),)


def test_a_formula_shows_the_value_that_was_stored_with_it() -> None:
    made = book()
    made.active["B3"] = "=SUM(B2:B2)"
    stored = replaced(saved(made), "xl/worksheets/sheet1.xml", b"</f><v></v>", b"</f><v>41</v>")
    assert read(stored)[0].passages == (Table((("The umbrella", "Missed"), ("14", "41"), ("", "41")), headed=True),)


def test_a_first_row_of_numbers_is_no_head() -> None:
    made = book()
    made.active.delete_rows(1)
    made.active.append([15, 38])
    assert read(made)[0].passages == (Table((("14", "41"), ("15", "38"))),)


def test_a_sheet_that_is_longer_than_a_page_can_be_ends_with_a_whole_row() -> None:
    made = book()
    for number in range(3_000):
        made.active.append([number, "x" * 150])
    reading = read_document("xlsx", saved(made))
    assert not reading.text.whole
    (table,) = reading.text.parts[0].passages
    assert isinstance(table, Table)
    assert 2_500 < len(table.rows) < 2_700 and len(table.rows[-1][1]) == 150
