"""Figures: what was tried, how often, and how often it went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Figure:
    """One count: of `tried` things so many were `wrong`; `faults` are the first of these, in words.

    What tried nothing is wrong. `more` says in words what else was measured.
    """

    what: str
    tried: int
    wrong: int
    more: str = ""
    faults: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether what was to be shown has been shown."""
        return self.tried > 0 and not self.wrong

    def line(self) -> str:
        """The figure as a line of a terminal."""
        told = f"{self.what}: {self.wrong} of {self.tried} went wrong"
        return f"{told}; {self.more}" if self.more else told


class Part(Protocol):
    """What each module beside this one is."""

    TITLE: str
    FULL: Mapping[str, int]
    SMALL: Mapping[str, int]

    def run(self, sizes: Mapping[str, int], seed: int) -> Iterator[Figure]:
        """Show it."""
