"""The fields of planted entries: of each type of the model, any value that it takes, with internal ones among them.

In: chance, and the names of all things that are to be. Out: text with marks around what is internal (`marks`).
Guaranteed: an entry is without errors, and what is marked in it is what the public may not see, and no more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, cast, get_args, get_type_hints

from pydantic import BeforeValidator

from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import SESSIONS, WHO_MAY_SEE, Addressed, Entry, Kind, Part, Refers, Relation
from goldenthread.model.fields import Clock, Language, Number, OneOf, Prose
from goldenthread.model.meeting import Participant, Received
from goldenthread.model.settings import DefaultAudience, governing
from goldenthread.model.update import Update
from goldenthread.model.walk import FieldFacts, fields_of, words_apart
from tests.edition.marks import enclosed, hidden, is_hidden, joined, mapped, quoted

NEVER, LATER, PAST = "2049-01-01", "2022-06-01", "2001-01-01"
"""A day that has not come; one that has come only for those who see what is internal; and one that has."""
KEYS = tuple(one.name for one in dataclasses.fields(DefaultAudience) if one.name != "at")
_WORDS = [
    "survey",
    "rooms",
    "lorry",
    "ferry",
    "clinic",
    "roster",
    "paint",
    "école",
    "Übergabe",
    "boats",
    "list",
    "QX1",
    "QX2",
    "QX3",
]
_FORWARD = frozenset({Relation.PART_OF, Relation.WAITS_FOR, Relation.SUPERSEDES, Relation.GIVEN_ON})
"""Relations that must not lead in a circle."""
_OWN_WAY = frozenset({*WHO_MAY_SEE, "id", "at", "formerly", "agreed_before_archive", "met", "tentative"})
_PLAIN = {Clock: ("09:30",), Language: ("en", "fr"), Number: ("4", "12.50", "-3")}


@dataclass(frozen=True)
class Name:
    """A thing that is to be: its name in a reference, whether it is internal, where it arises and when."""

    kind: Kind
    id: str
    secret: bool = field(compare=False)
    meeting: str = ""
    day: date = date(2010, 1, 1)
    lost: bool = field(default=False, compare=False)
    """Whether it is internal only because of what it is about."""

    @property
    def own(self) -> str:
        """Its id without those of what it stands in."""
        return self.id.rpartition("#")[2].rpartition("/")[2]

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


NOBODY = Name(Kind.MEETING, "", False)


@dataclass
class Planted:
    """What is known of an archive that is being made."""

    chance: Random
    defaults: dict[str, str | None]
    names: list[Name] = field(default_factory=list)
    evidence: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    """The files that a meeting may name, and whether the public may not see them."""
    count: int = 0
    """How many things are internal."""
    number: int = 0

    def often(self, share: float) -> bool:
        """Whether something is so that is so in this share of cases."""
        return self.chance.random() < share

    def fresh(self, secret: bool) -> str:
        """An id that nothing else has, anywhere among the others in the order of the alphabet."""
        self.number += 1
        return f"{self.chance.choice('amz')}{self.number}{'-secret' if secret else ''}"

    def public(self, key: str) -> bool:
        """Whether what stands under this key is public where it does not itself say."""
        return key not in KEYS or self.defaults[key] == "public"

    def words(self, about: Name) -> str:
        """Some words; what is internal says so."""
        self.number += 1
        words = self.chance.sample(_WORDS, 2)
        words += ["secret"] if about.secret else []
        words += [str(self.number)] if self.often(0.7) else []
        return " ".join(words)

    def prose(self, about: Name) -> str:
        """Some words, most times with mentions of other things."""
        said = [self.words(about)]
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            said += [self.mention(about), self.words(about)]
        return " ".join(said)

    def mention(self, about: Name, *, bare: bool = True) -> str:
        """A mention of anything, with words of its own or without.

        On a chart the id of a line tells "(not published)" from the same words typed: none can be typed instead.
        """
        name = self.chance.choice([one for one in self.names if one.kind is not Kind.FILE])
        words = self.words(replace(about, secret=False)) if self.often(0.5) or (name.secret and not bare) else ""
        typed = f"[[{name}|{words}]]" if words else f"[[{name}]]"
        return hidden(typed, words or "(not published)") if name.secret else typed

    def entry(self, kind: type[Any], key: str, name: Name, more: Sequence[tuple[str, str]] = (), skip: str = "") -> str:
        """An entry of a list under this key: its id, what its fields say, and who may see it."""
        parts = []
        if name.id and (issubclass(kind, (Addressed, Part))) and "id" not in kind.GIVEN:
            parts.append(("id", quoted(name.own)))
        parts += [*more, *self.fields(kind, name, {*skip.split(), *(one for one, _ in more)})]
        if issubclass(kind, Addressed) and self.often(0.2):
            parts.append(("formerly", quoted(self.fresh(name.secret))))
        made = mapped([*self.kept_apart(kind, parts, name), *self.audience(key, name)])
        self.count += name.secret
        return hidden(made) if name.secret else made

    def kept_apart(self, kind: type[Any], parts: Sequence[tuple[str, str]], name: Name) -> list[tuple[str, str]]:
        """What an entry says, some of its words now and then internal while it is public."""
        known = words_apart(kind).keys() - {"alt"}  # a photo without words is an error, and so is an update
        known -= {"note", "reason"} if kind is Update else set()
        apart = [key for key, value in parts if key in known and not is_hidden(value) and self.often(0.1)]
        if name.secret or not apart:
            return [*parts]
        self.count += len(apart)
        made = [(key, hidden(value) if key in apart else value) for key, value in parts]
        return [*made, ("internal", hidden(f"[{', '.join(apart)}]"))]

    def audience(self, key: str, name: Name) -> Iterator[tuple[str, str]]:
        """What an entry says of who may see it, in one of the ways in which that can be said."""
        public = self.public(key)
        if not name.secret or name.lost:
            if not public or self.often(0.2):
                yield "audience", "public"
            if self.often(0.15) and not name.secret and key != "meetings":  # by whose days others come out
                yield "publish_after", hidden(PAST)
        elif self.often(0.3):
            yield "publish_after", self.chance.choice((NEVER, LATER))
            if not public or self.often(0.5):
                yield "audience", "public"
        elif public or self.often(0.5):
            yield "audience", "internal"

    def fields(self, kind: type[Any], about: Name, skip: set[str]) -> Iterator[tuple[str, str]]:
        """Some of the fields of an entry, those included that it must have."""
        needed = {one.name for one in dataclasses.fields(kind) if one.default is dataclasses.MISSING}
        lost = {name for names in kind.ABOUT for name in names} if issubclass(kind, Entry) else set[str]()
        for facts in fields_of(kind):
            if facts.name in _OWN_WAY | skip | getattr(kind, "GIVEN", frozenset()) or facts.key in skip:
                continue
            must = facts.name in needed
            if facts.refers and facts.name in lost:
                if not must and not about.lost and facts.name != "needed_by" and self.often(0.5):
                    continue
                value = self.those(facts, facts.refers, about)
            elif must or self.often(0.4):
                value = self.value(kind, facts, about, must)
            else:
                continue
            if value and facts.name in KEYS and not facts.refers and not self.public(governing(facts.name)):
                value = hidden(value)
            if value:
                yield facts.key, value

    def value(self, kind: type[Any], facts: FieldFacts, about: Name, must: bool) -> str:
        """A value for a field; "" for none."""
        if facts.refers:
            return self.some(facts, facts.refers, about, must)
        if facts.lies:
            return self.files(facts, about)
        if facts.inner:
            return self.inner(facts, about)
        if Prose in facts.types:
            return quoted(self.prose(about))
        if facts.is_text:
            several = [quoted(self.words(about)) for _ in range(self.chance.randint(1, 2))]
            return enclosed("[", several, "]") if facts.several else several[0]
        if PartialDate in facts.types:
            return str(
                about.day + timedelta(self.chance.randint(1, 90) + (400 if facts.name in ("until", "end") else 0))
            )
        if known := _choices(cast(Hashable, kind))[facts.name]:
            return quoted(self.chance.choice(known))
        if bool in facts.types:
            return self.chance.choice(("yes", "no"))
        return str(self.chance.randint(0, 30)) if int in facts.types else ""

    def those(self, facts: FieldFacts, refers: Refers, about: Name) -> str:
        """What an entry must be about: something public at least, or only what is internal."""
        names = self.known(refers, about)
        wanted = [one for one in names if one.secret is about.lost or (about.secret and not about.lost)]
        if not wanted:
            assert not about.lost, f"{about} can be about nothing internal"
            return ""
        first = self.chance.choice(wanted)
        if not facts.several:
            return quoted(str(first))
        more = [one for one in names if one != first and (one.secret or not about.lost) and self.often(0.2)]
        return references([first, *more] if self.often(0.5) else [*more, first])

    def some(self, facts: FieldFacts, refers: Refers, about: Name, must: bool) -> str:
        names = self.known(refers, about)
        if must:
            names = [one for one in names if not one.secret]
        if not names:
            return ""
        if facts.several:
            return references(self.chance.sample(names, min(len(names), self.chance.randint(1, 3))))
        return references([self.chance.choice(names)], several=False)

    def known(self, refers: Refers, about: Name) -> list[Name]:
        """What an entry may refer to: sessions of its own meeting, and in no circle."""
        names = [one for one in self.names if one.kind in refers.kinds and one != about]
        if refers.kinds == SESSIONS or about.kind in (Kind.FOCUS, Kind.SESSION):
            names = [one for one in names if one.meeting == about.meeting]
        if refers.relation in _FORWARD and about in self.names:
            at = self.names.index(about)
            names = [one for one in names if one.kind is not about.kind or self.names.index(one) < at]
        return names

    def files(self, facts: FieldFacts, about: Name) -> str:
        """Names of files: of those in a folder of their own, all are internal where files are."""
        folder = facts.lies_in or ""
        known = [(path, secret) for path, secret in self.evidence.get(about.meeting, ()) if path.startswith(folder)]
        chosen = self.chance.sample(known, min(len(known), self.chance.randint(1, 2)))
        named = [hidden(path) if secret else path for path, secret in chosen]
        return enclosed("[", [path.replace(folder, "", 1) if folder else path for path in named], "]")

    def inner(self, facts: FieldFacts, about: Name) -> str:
        """Entries within an entry, some of them internal."""
        assert facts.inner
        if facts.inner is Received:
            refers = next(one.refers for one in fields_of(Received) if one.refers)
            names = self.chance.sample(known := self.known(refers, about), min(2, len(known)))
            states = self.chance.choices(("yes", "late", "no"), k=len(names))
            parts = (f"{quoted(str(name))}: {state}" for name, state in zip(names, states, strict=True))
            return enclosed(
                "{", [hidden(part) if name.secret else part for name, part in zip(names, parts, strict=True)], "}"
            )
        made = self.several(facts.inner, facts.name, about)
        return enclosed("[", made, "]") if facts.several else made[0]

    def several(self, kind: type[Any], key: str, about: Name) -> list[str]:
        """Entries that nothing refers to."""
        made = []
        for _ in range(self.chance.randint(1, 3)):
            inner = replace(about, id="", secret=about.secret or self.often(0.4))
            made.append(self.participant(inner) if kind is Participant else self.entry(kind, key, inner))
        return made

    def perhaps_lost(self, kind: type[Any], name: Name) -> Name:
        """The name of an entry; some that are internal are so only because all that they are about is."""
        fields = [
            one
            for one in fields_of(kind)
            if one.refers and one.name in {name for names in kind.ABOUT for name in names}
        ]
        possible = all(any(found.secret for found in self.known(one.refers, name)) for one in fields if one.refers)
        return replace(name, lost=True) if name.secret and fields and possible and self.often(0.4) else name

    def participant(self, name: Name) -> str:
        """A person, a group or words, with a count that may be too small to be told."""
        lost = name.secret and self.often(0.3)
        name = replace(name, lost=lost)
        facts = [one for one in fields_of(Participant) if one.name in ("person", "group")]
        way = self.chance.choice(facts)
        assert way.refers
        about = self.those(way, way.refers, name)
        more = [(way.key, about)] if about and (lost or self.often(0.7)) else [("who", quoted(self.words(name)))]
        if way.name == "group" and self.often(0.5):
            count = self.chance.randint(1, 9)
            more.append(("count", hidden(str(count)) if count < SMALLEST else str(count)))
        return self.entry(Participant, "participants", name, more, "person group who count attendance substitute_for")


SMALLEST = 4
"""Below it nobody is told how many came."""


def references(names: Sequence[Name], several: bool = True) -> str:
    made = [hidden(quoted(str(name))) if name.secret else quoted(str(name)) for name in names]
    return enclosed("[", made, "]") if several else joined(made)


@cache
def _choices(kind: Any) -> dict[str, tuple[str, ...]]:
    """The words that each field of a type takes, where it takes only some."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: next(_known(hint), ()) for name, hint in hints.items()}


def _known(hint: Any) -> Iterator[tuple[str, ...]]:
    if hint in _PLAIN:
        yield _PLAIN[hint]
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, BeforeValidator) and isinstance(mark.func, OneOf):
            yield mark.func.known
    for inner in get_args(hint):
        if not isinstance(inner, BeforeValidator):
            yield from _known(inner)
