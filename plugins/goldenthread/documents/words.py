"""Words as pages can show them: what a program stores between them taken out.

In: text as a document holds it. Out: lines in which one blank parts two words. Guaranteed: no character that steers a
terminal or a browser is left.
"""

from __future__ import annotations

import re

from goldenthread.model.document import Paragraph, Passage, Table

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\xa0]+")
_STEERING = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def tidy(text: str) -> str:
    """Words without what steers, no blank twice, and no empty line."""
    text = _STEERING.sub("", _BREAKS.sub("\n", text))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def paragraph(text: str, depth: int = 0) -> tuple[Passage, ...]:
    """A paragraph of these words; none where there are none."""
    words = tidy(text)
    return (Paragraph(words, depth),) if words else ()


def table(rows: list[list[str]], *, headed: bool) -> tuple[Passage, ...]:
    """A table without rows and columns that are empty; what has one cell is a paragraph."""
    tidied = [[tidy(cell) for cell in row] for row in rows]
    width = max(map(len, tidied), default=0)
    padded = [row + [""] * (width - len(row)) for row in tidied]
    columns = [column for column in range(width) if any(row[column] for row in padded)]
    kept = tuple(tuple(row[column] for column in columns) for row in padded if any(row))
    if len(columns) == 1 and len(kept) == 1:
        return (Paragraph(kept[0][0]),)
    return (Table(kept, headed and len(kept) > 1),) if kept else ()
