"""The lines of a transcript as they are typed: headings, bullets and paragraphs, each with the braces at its end.

In: the text under a chart's head, and its place. Out: `TypedLine`s. Guaranteed: each character that is no line end, no
indent and no sign of a heading or bullet is in one of them, in order, and knows its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from goldenthread.source import Place, Places

_HEADING = re.compile(r"(#{1,6})[ \t]+")
_BULLET = re.compile(r"([ \t]*)[-*+][ \t]+")
_BRACES = re.compile(r"(?:^|(?<=\s))\{(?=\s*[^\s}])((?:[^{}\"\\]|\"(?:[^\"\\]|\\.)*\"|\\.)*)\}[ \t]*$")
SIGN = re.compile(r"#{1,6}|[-*+]")
"""What begins a heading or a bullet where a space stands behind it."""
TAB = 4
INDENT = 2


@dataclass(frozen=True)
class TypedLine:
    """One line before its inline markup is read: its words with their braces, and how it stands on the chart.

    `level` is that of a heading, or 0. Of a bullet that goes on in indented lines of the file, `text` has them all, a
    space between them.
    """

    text: str
    places: Places
    level: int = 0
    bullet: bool = False
    depth: int = 0

    @property
    def at(self) -> Place:
        """The place of its first character."""
        return self.places.of(0)

    @cached_property
    def braces(self) -> re.Match[str] | None:
        """The braces at its end, what stands in them as the first group; `None` where it has none."""
        return _BRACES.search(self.text)

    @property
    def words(self) -> str:
        """What stands before the braces."""
        return self.text[: self.braces.start()].rstrip() if self.braces else self.text


def typed_lines(text: str, at: Place) -> Iterator[TypedLine]:
    """The lines of a transcript; an indented line without a dash goes on with the bullet above it."""
    indents: list[int] = []
    pieces: list[tuple[str, Place]] = []
    for number, raw in enumerate(text.split("\n")):
        place = at.down(number)
        if pieces and raw[:1] in (" ", "\t") and raw.strip() and not _BULLET.match(raw):
            pieces.append((raw.strip(), place.right(len(raw) - len(raw.lstrip()))))
            continue
        if pieces:
            yield _typed_line(pieces, indents)
            pieces = []
        if _BULLET.match(raw):
            pieces = [(raw, place)]
        elif raw.strip():
            yield _typed_line([(raw, place)], indents)
    if pieces:
        yield _typed_line(pieces, indents)


def _typed_line(pieces: list[tuple[str, Place]], indents: list[int]) -> TypedLine:
    """One line by its first characters; `indents` holds the widths of the bullets that enclose it."""
    raw, at = pieces[0]
    if heading := _HEADING.match(raw):
        indents.clear()
        start = heading.end()
        return TypedLine(raw[start:].rstrip(), Places(raw[start:], at.right(start)), level=len(heading[1]))
    if bullet := _BULLET.match(raw):
        width = len(bullet[1].expandtabs(TAB))
        while indents and indents[-1] >= width:
            indents.pop()
        indents.append(width)
        start = bullet.end()
        return TypedLine(
            *_joined([(raw[start:].rstrip(), at.right(start)), *pieces[1:]]), bullet=True, depth=len(indents) - 1
        )
    indents.clear()
    start = len(raw) - len(raw.lstrip())
    return TypedLine(raw.strip(), Places(raw.strip(), at.right(start)))


def _joined(pieces: list[tuple[str, Place]]) -> tuple[str, Places]:
    """Several lines of the file as one, a space between them."""
    pieces = [piece for piece in pieces if piece[0]] or pieces[:1]
    breaks, length = [], 0
    for words, place in pieces:
        breaks.append((length, place))
        length += len(words) + 1
    joined = " ".join(words for words, _ in pieces)
    return joined, Places(joined, pieces[0][1], tuple(breaks))
