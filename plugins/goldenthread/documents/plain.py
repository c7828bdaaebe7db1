"""Plain files (.csv, .txt): all they hold is what is seen.

In: bytes in UTF-8. Out: one sheet, or one section. Guaranteed: nothing is left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from goldenthread.documents.reading import damaged
from goldenthread.documents.words import paragraph, table
from goldenthread.model.document import DocumentPart


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise damaged("it is not written in UTF-8") from None


def read_csv(data: bytes) -> Iterator[DocumentPart]:
    """The one table of a file of comma-separated values; semicolons and tabs part them too, as the first line tells."""
    text = _text(data)
    first = re.sub('"[^"]*"', "", text.partition("\n")[0])
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True))
    except csv.Error:
        raise damaged("its values are not parted as in a table") from None
    yield DocumentPart("sheet", 1, passages=table(rows, headed=True))


def read_text(data: bytes) -> Iterator[DocumentPart]:
    """The paragraphs of a text, empty lines between them."""
    blocks = re.split(r"\n[ \t]*\n", _text(data).replace("\r\n", "\n"))
    yield DocumentPart("section", 1, passages=tuple(passage for block in blocks for passage in paragraph(block)))
