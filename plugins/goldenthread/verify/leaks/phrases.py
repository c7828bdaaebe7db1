"""What is looked for, and a search for all of it at once.

In: texts that are withheld, and what the public edition itself says. Out: `Phrases`, which find them in other texts.
Guaranteed: of a long text each run of six words is looked for; what the public says as well is not, and what is too
short to be told from other words is not; both are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import md5, sha1, sha256

from goldenthread.source import Place
from goldenthread.verify.leaks.plain import plain

RUN = 6
"""How many words of a long text are looked for at once."""
_STEP = 2
_LETTERS = 4
_DIGITS = 6
_DIGEST = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Words that are withheld, what they are - a text, an id, a name of a file - and where they are written."""

    words: str
    sort: str
    at: Place
    whole: bool = False
    """Whether it is looked for as a whole, as an address is, and not run by run."""
    by_chance: bool = False
    """Whether common words may stand side by side by chance: what a program wrote into a file."""


class Public:
    """What the public edition says, and what the site says of itself whatever the records say."""

    def __init__(self, said: Iterable[str], own: Iterable[str] = ()) -> None:
        self._words = plain(" ".join(said)).split()
        self._own = plain(" ".join(own)).split()
        self.vocabulary = frozenset(self._words) | frozenset(self._own)
        self._drafted = f" {' '.join(self._own)} "
        self._runs: dict[int, frozenset[str]] = {}

    def rarest(self, run: list[str]) -> int:
        """The place of the word by which a run is told soonest from what the public says."""
        pairs = [" ".join(run[place : place + 2]) for place in range(len(run))]
        said = self._of(2)
        return max(
            range(len(run)),
            key=lambda place: (run[place] not in self.vocabulary, pairs[place] not in said, len(run[place])),
        )

    def says(self, words: list[str], sort: str = "") -> bool:
        """Whether these words stand there side by side; of a remark, also whether our drafts make it."""
        if not self.vocabulary.issuperset(words):
            return False
        phrase = f" {' '.join(words)} "
        return phrase.strip() in self._of(len(words)) or (sort == "remark" and phrase in self._drafted)

    def _of(self, count: int) -> frozenset[str]:
        if count not in self._runs:
            sources = (self._words, self._own) if count <= 3 else (self._words,)
            self._runs[count] = frozenset(
                " ".join(source[start : start + count])
                for source in sources
                for start in range(len(source) - count + 1)
            )
        return self._runs[count]


@dataclass
class Phrases:
    """The phrases that are looked for, each by its rarest word."""

    sought: dict[str, Withheld] = field(default_factory=dict)
    short: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    _by_word: dict[str, dict[str, list[tuple[int, list[str], str]]]] = field(default_factory=dict)
    """Each phrase by its rarest word and the one after it, with the place of that word in it."""
    _digests: dict[str, Withheld] = field(default_factory=dict)

    def add(self, one: Withheld, public: Public) -> None:
        """Look for these words too."""
        words = plain(one.words).split()
        if one.whole or len(words) <= RUN + _STEP:
            runs = [words]
        else:
            starts = [*range(0, len(words) - RUN, _STEP), len(words) - RUN]
            runs = [words[start : start + RUN] for start in starts]
        for run in runs:
            phrase = f" {' '.join(run)} "
            if phrase in self.sought or phrase in self.said or phrase in self.short:
                continue
            if not telling(run) or (one.by_chance and _common(run, public)):
                self.short.add(phrase)
            elif public.says(run, one.sort):
                self.said.add(phrase)
            else:
                self.sought[phrase] = one
                place = public.rarest(run)
                word, after = (*run, "")[place : place + 2]
                self._by_word.setdefault(word, {}).setdefault(after, []).append((place, run, phrase))
        if len(runs) == 1 and f" {' '.join(words)} " in self.sought:
            for spelling in {one.words, one.words.strip().lower()}:
                for digest in (md5, sha1, sha256):
                    self._digests[digest(spelling.encode(), usedforsecurity=False).hexdigest()] = one

    def found_in(self, text: str) -> Iterator[Withheld]:
        """What of it stands in a text."""
        words = plain(text).split()
        near = self._by_word.keys() & set(words)
        for number in (number for number, word in enumerate(words) if word in near) if near else ():
            begun = self._by_word[words[number]]
            for place, run, phrase in (*begun.get((*words[number + 1 : number + 2], "")[0], ()), *begun.get("", ())):
                if words[max(number - place, 0) : number - place + len(run)] == run:
                    yield self.sought[phrase]
        for digest in _DIGEST.findall(text):
            if (one := self._digests.get(digest.lower())) is not None:
                yield one

    def add_digest(self, digest: str, one: Withheld) -> None:
        """Look for the digest of something."""
        self._digests[digest] = one


def _common(run: list[str], public: Public) -> bool:
    """Whether words may well stand somewhere by chance: a short one alone, or a few that are all in use."""
    return len("".join(run)) < 6 or (len(run) < 4 and public.vocabulary.issuperset(run))


def telling(words: list[str]) -> bool:
    """Whether words can be told from any others: a few letters alone cannot, nor a round number."""
    whole = "".join(words)
    letters = sum(3 if ord(one) > 0x0DFF and one.isalpha() else one.isalpha() for one in whole)
    digits = [one for one in whole if one.isdigit()]
    return letters >= _LETTERS + (len(words) > 1) or (len(digits) >= _DIGITS and len(set(digits)) > 2)
