"""Edits by position: words exchanged where they stand, and everything around them kept.

In: the bytes of a record, and places as `read` gives them. Out: edits, and the bytes with them made. Guaranteed:
comments, order, quotes, line ends and a byte order mark stay; an edit that overlaps another is a bug, and raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.source import Place, Written

_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters from `start` to `end` give way to others."""

    start: int
    end: int
    words: str


class Source:
    """The text of a record as it is typed, line ends and all."""

    def __init__(self, data: bytes) -> None:
        self.text = data.decode("utf-8")
        begin = 1 if self.text.startswith("\ufeff") else 0
        self._lines = [begin, *(found.end() for found in _LINE_END.finditer(self.text))]
        first = _LINE_END.search(self.text)
        self.line_end = first[0] if first else "\n"

    def offset(self, place: Place) -> int:
        """Where the character at a place stands in the text."""
        return self._lines[place.line - 1] + place.column - 1

    def key(self, place: Place, old: str, new: str) -> Edit:
        """Another key for the one at a place, in the quotes that it has."""
        start = self.offset(place)
        if quoted := _QUOTED.match(self.text, start):
            return Edit(start + 1, quoted.end() - 1, new)
        return self.exchanged(start, old, new)

    def value(self, written: Written, new: str) -> Edit:
        """Another word for the one that stands behind a key, in the quotes that it has."""
        start = self.offset(written.at)
        if written.style == "quoted" and (quoted := _QUOTED.match(self.text, start - 1)):
            return Edit(start, quoted.end() - 1, new)
        return self.exchanged(start, written.text.strip(), new)

    def pair(self, mapping: Place, key: str, value: str) -> Edit:
        """A key with its value before all others of a mapping."""
        start = self.offset(mapping)
        if self.text.startswith("{", start):
            return Edit(start + 1, start + 1, f"{key}: {value}, ")
        indent = " " * (mapping.column - 1)
        return Edit(start, start, f"{key}: {value}{self.line_end}{indent}")

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The bytes with these edits made."""
        parts, end = [], 0
        for edit in sorted(edits):
            if edit.start < end:
                raise ValueError(f"two edits overlap at {edit.start}")
            parts += [self.text[end : edit.start], edit.words]
            end = edit.end
        return "".join([*parts, self.text[end:]]).encode()

    def exchanged(self, start: int, old: str, new: str) -> Edit:
        """Other words for those that stand at an offset."""
        if not self.text.startswith(old, start):
            raise ValueError(f"'{old}' does not stand at {start}")
        return Edit(start, start + len(old), new)
