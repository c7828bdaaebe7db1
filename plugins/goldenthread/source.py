"""Places in files: where a thing was written.

In: positions as the lexers and the YAML reader meet them. Out: `Place`, which every entry, reference and problem
carries. Guaranteed: paths are relative to the records folder, with `/`; lines and columns count from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One point in a file of the records: path relative to the records folder, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def within(self, text: str, offset: int) -> Place:
        """The place of `text[offset]`, where `text[0]` stands here and later lines begin in column 1."""
        newlines = text.count("\n", 0, offset)
        if not newlines:
            return self.right(offset)
        return Place(self.path, self.line + newlines, offset - text.rfind("\n", 0, offset))

    def right(self, columns: int) -> Place:
        """The place so many columns further on in the same line."""
        return Place(self.path, self.line, self.column + columns)

    def down(self, lines: int) -> Place:
        """The first column, so many lines further down."""
        return Place(self.path, self.line + lines, 1)


Breaks = tuple[tuple[int, Place], ...]
"""The offsets at which a text goes on elsewhere in its file than one column further, line ends apart; and where."""


class Places:
    """Where each character of a text stands in its file. Made once for a text, it finds each place by bisection."""

    def __init__(self, text: str, at: Place, breaks: Breaks = ()) -> None:
        lines: Iterable[tuple[int, Place | None]] = ((found.end(), None) for found in re.finditer("\n", text))
        self._places = [at]
        self._offsets = [0]
        for offset, place in sorted((*lines, *breaks), key=lambda point: point[0]):
            self._offsets.append(offset)
            self._places.append(place or self._places[-1].down(1))

    def of(self, offset: int) -> Place:
        """The place of the character at this offset."""
        number = bisect_right(self._offsets, offset) - 1
        return self._places[number].right(offset - self._offsets[number])


NOWHERE = Place("", 0, 0)
"""Where a thing made by a program, not read from a file, was written."""


@dataclass(frozen=True, slots=True)
class Written:
    """Words as somebody typed them in a record: one scalar, before anything decides what it means.

    `style` says how: `plain`, `quoted` or `block` (after `|` or `>`). `tail` is what a ` #` on the same line turned
    into a comment; `flow` says that it stands as one of several items in `[…]`. `breaks` say where its later lines
    begin.
    """

    text: str
    at: Place
    style: str = "plain"
    tail: str = ""
    flow: bool = False
    breaks: Breaks = ()
