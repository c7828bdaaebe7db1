"""Names of people who have a pseudonym, among words: no program can put the pseudonym in their place.

In: an archive, and those who have one. Out: a problem for each place, whoever may see it; `compile` asks the same of
what the public edition shows. Guaranteed: only names of several words are looked for, as whole words, whatever their
capitals and accents; one that somebody without a pseudonym has too is none; no message says the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.check.words import texts_in
from goldenthread.language import folded
from goldenthread.model.archive import Archive, outermost
from goldenthread.model.register import Person
from goldenthread.problem import Problem, problem

_WORD = re.compile(r"\w+")


def hidden(archive: Archive) -> tuple[Person, ...]:
    """Those who have a pseudonym."""
    return tuple(person for person in archive.people if person.pseudonym)


def real_names(archive: Archive, people: Sequence[Person]) -> Iterator[Problem]:
    """Each text that holds the name of somebody who has a pseudonym."""
    known = {_said(name) for person in archive.people if not person.pseudonym for name in _names(person)}
    wanted = {_said(name): person.pseudonym for person in people for name in _names(person)}
    looked_for = {name: pseudonym for name, pseudonym in wanted.items() if " " in name and name not in known}
    texts = (one for entry in outermost(archive) for one in texts_in(entry)) if looked_for else ()
    for text, where in texts:
        said = f" {_said(text)} "
        for name, pseudonym in looked_for.items():
            if f" {name} " in said:
                yield problem("GT811", where(_offset(text, name)), pseudonym=pseudonym)


def _names(person: Person) -> tuple[str, ...]:
    return (person.name, *person.former_names)


def _said(text: str) -> str:
    return " ".join(_WORD.findall(folded(text)))


def _offset(text: str, name: str) -> int:
    """Where a name begins: at the first of the words with which it does so."""
    words = [*_WORD.finditer(text)]
    length = name.count(" ") + 1
    starts = (
        one.start() for at, one in enumerate(words) if _said(" ".join(w[0] for w in words[at : at + length])) == name
    )
    return next(starts, 0)
