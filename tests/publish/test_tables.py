"""Tables to take away: every cell comes back as it was, and none is a formula."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.publish.tables import safe, table

FORMULAS = ["=1+1", "+49 30", "-1+1", "@SUM(A1)", "\tx", "\rx", "＝1", "  =1", '=HYPERLINK("x")']


def read(made: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(made.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_a_spreadsheet_would_calculate_is_words(cell: str) -> None:
    assert read(table([cell], [[cell]])) == [[f"'{cell}"], [f"'{cell}"]]


@pytest.mark.parametrize("cell", ["", "Survey", "-3.5", "+4", "12", "Is it? =1", 'é; ü, "quoted"', "two\nlines"])
def test_everything_else_stays_as_it_is(cell: str) -> None:
    assert read(table(["What"], [[cell, "end"]])) == [["What"], [cell, "end"]]


def test_lines_end_as_the_standard_has_them() -> None:
    assert table(["A", "B"], [["1", "2"]]) == b"\xef\xbb\xbfA,B\r\n1,2\r\n"


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_whatever_stands_in_a_cell_comes_back(rows: list[list[str]]) -> None:
    assert read(table(["A", "B"], rows))[1:] == [[safe(cell) for cell in row] for row in rows]
