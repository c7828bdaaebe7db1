"""What words are called otherwise: abbreviations and what they stand for, names and former names, both ways; ss for ß.

In: the registers of an edition. Out: for a text, the other forms of the names in it. Guaranteed: a name is found as
whole words; an abbreviation as it is spelt, or with an s behind it; anything else whatever its capitals and accents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from goldenthread.language import folded
from goldenthread.model.archive import REGISTERS, Archive
from goldenthread.model.register import Named, Term
from goldenthread.publish.search.letters import respelt

_WORD = re.compile(r"\w+")
_SPELT = re.compile(r"\w*(?:[A-Z]\w*[A-Z0-9]|\d\w*[A-Z])\w*")
"""A word with capitals past its first letter: `OOH`, `W6`, `DHMTs`."""

_HELD = 1024
"""So many texts are remembered with the names in them."""


@dataclass(frozen=True)
class Synonyms:
    """The names of an archive that have more than one form."""

    archive: Archive

    def also(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The other forms of the names in these texts, each once."""
        found: dict[str, None] = {}
        for text in texts:
            for forms in self._named_in(text):
                found.update(dict.fromkeys(forms))
            found.update(dict.fromkeys(respelt(text)))
        return tuple(found)

    @cached_property
    def _named_in(self) -> Callable[[str], tuple[tuple[str, ...], ...]]:
        """The forms of the names in a text: many things lead to one chart, and its name is looked through once."""
        return lru_cache(_HELD)(lambda text: tuple(self._named(text)))

    def _named(self, text: str) -> Iterator[tuple[str, ...]]:
        words = _WORD.findall(folded(text))
        if not self._lengths.keys().isdisjoint(words):  # most texts have no such name
            for start, word in enumerate(words):
                for length in self._lengths.get(word, ()):
                    yield from self._forms.get(" ".join(words[start : start + length]), ())
        for word in _WORD.findall(text):
            forms = self._forms.get(word, self._forms.get(word.removesuffix("s"), ()))
            if forms and _SPELT.fullmatch(word):
                yield from forms

    @cached_property
    def _forms(self) -> dict[str, list[tuple[str, ...]]]:
        """For each form of a name, spelt or folded, the forms that mean the same."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for field in REGISTERS:
            for one in getattr(self.archive, field):
                names = tuple(dict.fromkeys(filter(None, _names(one))))
                every = tuple(dict.fromkeys(filter(None, (*names, one.short))))
                for name in names if len(every) > 1 else ():
                    others = tuple(form for form in every if form != name)
                    found.setdefault(_looked_up(name), []).append(others)
        return found

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """How many words the names have that begin with a word."""
        found: dict[str, set[int]] = {}
        for name in self._forms:
            first, *rest = name.split(" ")
            found.setdefault(first, set()).add(1 + len(rest))
        return {first: tuple(sorted(lengths)) for first, lengths in found.items()}


def _names(one: Named) -> tuple[str, ...]:
    other = (one.stands_for, *one.also) if isinstance(one, Term) else ()
    return (one.name, *other, *one.former_names)


def _looked_up(name: str) -> str:
    return name if _SPELT.fullmatch(name) else " ".join(_WORD.findall(folded(name)))
