"""Tables to take away: rows as comma-separated values that spreadsheets open as words and numbers, never as formulas.

In: headings and rows of texts. Out: bytes, after RFC 4180, in UTF-8 with the mark by which spreadsheets know it.
Guaranteed: a cell that a spreadsheet would calculate has an apostrophe before it; nothing else is changed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from string import ascii_letters, digits
from unicodedata import normalize

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n")
_WORDS = frozenset(ascii_letters + digits)
"""A cell that begins with one of these is no formula."""


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as it is downloaded."""
    return b"\xef\xbb\xbf" + lines((headings,)) + lines(rows)


def lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Further lines of a table."""
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([cell if cell[:1] in _WORDS else safe(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8")


def safe(cell: str) -> str:
    """A cell that is words to every spreadsheet, with an apostrophe before what would be a formula."""
    first = normalize("NFKC", cell.lstrip(" ")[:1])
    return f"'{cell}" if first in _CALCULATED and first and not _NUMBER.fullmatch(cell) else cell
