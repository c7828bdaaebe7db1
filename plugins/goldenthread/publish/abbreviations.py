"""Abbreviations: which of the glossary's stand on a page, and what each is short for.

In: the terms of an edition, and every text that a page shows. Out: those it shows, in the order of the alphabet.
Guaranteed: a term is found as a word of its own and as it is spelt, and its plural; one without words that it stands
for is no abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from goldenthread.language import alphabetical
from goldenthread.model.entry import Key, Kind
from goldenthread.model.register import Term


@dataclass(frozen=True)
class Abbreviations:
    """The abbreviations of an edition, and those of them that the page in hand has shown so far."""

    terms: tuple[Term, ...]
    _shown: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """Begin a page: it has shown none yet."""
        self._shown.clear()

    def seen(self, value: object) -> object:
        """Note what a text shows, and hand it back as it is; markup is made of texts that were seen before."""
        if self.pattern and isinstance(value, str) and not isinstance(value, Markup):
            self._shown.update(self.pattern.findall(value))
        return value

    def shown(self) -> Iterator[tuple[Term, Key]]:
        """The terms that the page has shown, each with its key."""
        for name in sorted(self._shown, key=alphabetical):
            term = self.by_name[name]
            yield term, Key(Kind.TERM, term.id)

    @cached_property
    def by_name(self) -> dict[str, Term]:
        """Each abbreviation by its name."""
        return {term.name: term for term in self.terms if term.stands_for}

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds a name as a word of its own, the longest first; `None` where there is none to find."""
        return re.compile(self.expression) if self.by_name else None

    @property
    def expression(self) -> str:
        """The same as text, for the parser of prose."""
        names = _any_of(sorted(self.by_name, key=len, reverse=True))
        return rf"(?<![\w\[])({names})(?=s?(?!\w))"


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in names)
