"""Problems: what is wrong with a record, where, why, and how to mend it.

In: a code of the catalogue, a place and the facts of the case. Out: a `Problem`, a value that stages return beside
their result. Guaranteed: its code stands in `catalogue.toml` and never changes; its words may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import Literal

from goldenthread import language
from goldenthread.problem.catalogue import CATALOGUE, Explanation
from goldenthread.source import Place

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A located fault: `code` of the catalogue, place `at`, and the facts its message is filled with."""

    code: str
    at: Place
    facts: tuple[tuple[str, str], ...] = field(default=())

    @property
    def explanation(self) -> Explanation:
        """The catalogue's entry for this code."""
        return CATALOGUE[self.code]

    @property
    def level(self) -> Level:
        """Whether it stops a build (`error`) or is only reported (`warning`)."""
        return self.explanation.level

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        return _filled(self.explanation.message, self.facts)

    @property
    def mend(self) -> str:
        """What to type instead."""
        return _filled(self.explanation.mend, self.facts)

    def line(self, root: str = "") -> str:
        """One line: `path:line:column: level CODE message - mend`, the path under the folder `root` as typed."""
        where = f"{root.rstrip('/')}/{self.at}" if root else str(self.at)
        return f"{where}: {self.level} {self.code} {self.message} - {self.mend}"


def problem(code: str, at: Place, **facts: object) -> Problem:
    """A problem of the catalogue's `code`; the facts fill the `{names}` in its message and mend."""
    if code not in CATALOGUE:
        raise KeyError(f"{code} is not in problem/catalogue.toml")
    return Problem(code, at, tuple((name, _shown(value)) for name, value in facts.items()))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file, line and column."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.at, p.code, p.facts)))


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Whether these stop a build; with `strict` a warning does too."""
    return any(strict or found.level == "error" for found in problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word nearest to `word`, or "" where none is near: for a mend that proposes it.

    Where several are as near, the one with the same letters, then the one with the same first letter.
    """
    folded = word.casefold()
    near = get_close_matches(folded, sorted(known), n=5, cutoff=0.7)

    def nearness(candidate: str) -> tuple[float, bool, bool]:
        ratio = SequenceMatcher(None, folded, candidate).ratio()
        return (round(ratio, 1), sorted(candidate) == sorted(folded), candidate[:1] == folded[:1])

    return max(near, key=nearness, default="")


def _filled(template: str, facts: tuple[tuple[str, str], ...]) -> str:
    return language.catalogue().gettext(template).format_map(dict(facts))


def _shown(value: object) -> str:
    """A fact on one line, short, with nothing that a terminal would obey."""
    text = str(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


MOST_SHOWN = 240
