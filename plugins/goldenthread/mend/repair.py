"""What a repair works with: a problem, and the text in which it stands as it is typed.

In: a problem and the bytes of its file. Out: `Fault`, with the line, what is left of it from the place on, and edits in
it. Guaranteed: a repair that does not find what it expects changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from goldenthread.mend.edits import Edit, Source
from goldenthread.problem import Problem

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Fault:
    """A problem in the bytes of its file."""

    found: Problem
    data: bytes

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """What the message was filled with."""
        return dict(self.found.facts)

    @cached_property
    def source(self) -> Source:
        """The text as it is typed."""
        return Source(self.data)

    @cached_property
    def start(self) -> int:
        """Where the problem stands in the text."""
        return self.source.offset(self.found.at)

    @cached_property
    def line_start(self) -> int:
        """Where its line begins."""
        return self.start - self.found.at.column + 1

    @cached_property
    def rest(self) -> str:
        """Its line, from the place on."""
        return _LINE_END.split(self.source.text[self.start :], maxsplit=1)[0]

    @cached_property
    def line(self) -> str:
        """Its whole line."""
        return self.source.text[self.line_start : self.start] + self.rest

    def lines(self) -> list[str]:
        """All lines of the file."""
        return _LINE_END.split(self.source.text)

    def with_line(self, line: str) -> bytes:
        """The bytes with another line in place of its own."""
        return self.source.edited([Edit(self.line_start, self.line_start + len(self.line), line)])

    def exchanged(self, old: str, new: str) -> bytes | None:
        """The bytes with other words at the place, where these stand there."""
        if not old or not self.source.text.startswith(old, self.start):
            return None
        return self.source.edited([self.source.exchanged(self.start, old, new)])


Repair = Callable[[Fault], bytes | None]
"""From a fault to the bytes of the file without it; `None` where it takes somebody who knows what is meant."""


def near(word: str, known: str) -> str:
    """The one word of those known, commas between them, that a slip of one letter, of case or of spaces made `word`.

    "" where there is none, or more than one; a number for another is no slip.
    """
    folded = _folded(word)
    found = [one for one in known.split(", ") if _folded(one) == folded or _one_letter_off(folded, _folded(one))]
    return found[0] if len(found) == 1 else ""


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", word.strip().casefold())


def _one_letter_off(one: str, other: str) -> bool:
    """Whether a letter too many, too few, another, or two that have changed places make one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) < 3 or len(other) - len(one) > 1:
        return False
    first = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[first:] == other[first + 1 :] and not other[first].isdigit()
    differ = one[first : first + 2], other[first : first + 2]
    if any(character.isdigit() for pair in differ for character in pair[:1]):
        return False
    swapped = differ[0] == differ[1][::-1] and one[first + 2 :] == other[first + 2 :]
    return swapped or one[first + 1 :] == other[first + 1 :]
