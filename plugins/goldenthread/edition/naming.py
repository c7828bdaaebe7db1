"""Naming: the second walk over an archive, which takes out references and mentions of what is not there any more.

In: entries of the model, and where something is referred to that is there. Out: the same, naming nothing withheld.
Guaranteed: a value that names nothing withheld stays the very same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from goldenthread.edition.parts import WITHOUT_PARTS, fields_in, unless_same
from goldenthread.markup.mentions import Mention, Words, in_line, in_prose, replaced
from goldenthread.memory import Itself, Memory
from goldenthread.model.archive import Reported, asks
from goldenthread.model.chart import NO_ATTRIBUTES, NOBODY_KNOWN, Line, Span
from goldenthread.model.entry import Entry
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.walk import files_referred_to
from goldenthread.source import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Naming:
    """Takes out references and mentions of what is not there any more; `nameless` stands for a name that was one."""

    shown: frozenset[Place]
    """Where something is referred to that is there still."""
    lost: frozenset[Place]
    """Where something is referred to that is not."""
    nameless: str
    memory: Memory
    turn: int
    """Counts the walks over an archive."""

    def is_shown(self, ref: Ref) -> bool:
        """Whether a reference may stand."""
        return ref.at in self.shown or (ref.target in NOBODY_KNOWN and ref.at not in self.lost)

    def known(self, name: Hashable, value: T) -> tuple[T, Mapping[Place, Words]]:
        """A meeting, or an update, that names nothing withheld, and where it refers to something."""
        named = (name, self.turn)
        refs, words, somewhere, anywhere = self.memory.recall(
            ("referring", *named), Itself(value), lambda: _placed(value)
        )
        if somewhere <= self.shown and anywhere.isdisjoint(self.lost):
            return value, words
        hidden = tuple(ref.at for ref in refs if not self.is_shown(ref))

        def make() -> tuple[T, Mapping[Place, Words]]:
            made: T = self.value(value)
            return made, referring(made)[1]

        return self.memory.recall(("named", *named), (Itself(value), hidden, self.nameless), make)

    def value(self, value: Any) -> Any:
        """A value of the model that names nothing withheld."""
        if value is NO_ATTRIBUTES:
            return value
        if isinstance(value, Prose):
            return replaced(value, self._words)
        if isinstance(value, tuple):
            if not value:
                return value
            kept = tuple(made for one in value if self._keep(one) and not says_nothing(one, made := self.value(one)))
            return unless_same(value, kept)
        if isinstance(value, Span) and value.target and not self.is_shown(value.target):
            words = value.text if value.text != value.target.target else self.nameless
            return dataclasses.replace(value, form="text", target=None, text=words)
        changes = {}
        for name in fields_in(type(value)):  # type: ignore[arg-type]  # mypy 11470
            before = getattr(value, name)
            if not before or type(before) in WITHOUT_PARTS:
                continue
            after = self.value(before) if self._keep(before) else None
            if after is not before:
                changes[name] = after
        return dataclasses.replace(value, **changes) if changes else value

    def _keep(self, value: Any) -> bool:
        return not isinstance(value, Ref) or self.is_shown(value)

    def _words(self, mention: Mention) -> str | None:
        return None if self.is_shown(mention.target) else mention.words or self.nameless


def _placed(value: object) -> tuple[tuple[Ref, ...], dict[Place, Words], frozenset[Place], frozenset[Place]]:
    """The same as `referring`, and the places of the references: to something, and of all."""
    refs, words = referring(value)
    somewhere = frozenset(ref.at for ref in refs if ref.target not in NOBODY_KNOWN)
    return refs, words, somewhere, frozenset(ref.at for ref in refs)


def says_nothing(before: Any, after: Any) -> bool:
    """Whether an entry has lost all of the references that say who or what it is about, or by whom it is."""
    if isinstance(before, Reported):
        return says_nothing(before.update, after.update)
    about = before.ABOUT if isinstance(before, Entry) else ()
    return any(
        any(getattr(before, one) for one in names) and not any(getattr(after, one) for one in names) for names in about
    )


def referring(value: Any) -> tuple[tuple[Ref, ...], dict[Place, Words]]:
    """Every reference and mention in a value, and where each was written, with the words around a mention."""
    refs: list[Ref] = []
    found: dict[Place, Words] = {}
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, tuple):
            pending += one
        elif isinstance(one, Ref):
            refs.append(one)
            found.setdefault(one.at, ("", "", ""))
        elif isinstance(one, Prose):
            for target, words in in_prose(one):
                refs.append(target)
                found[target.at] = words
        else:
            if isinstance(one, Entry) and any(files_referred_to(one)):
                found.setdefault(one.at, ("", "", ""))
            if isinstance(one, Line):
                if asks(one):
                    found.setdefault(one.at, ("", "", ""))
                found.update((target.at, words) for target, words in in_line(one))
            parts = (getattr(one, name) for name in fields_in(type(one)))  # type: ignore[arg-type]  # mypy 11470
            pending += [part for part in parts if part and type(part) not in WITHOUT_PARTS]
    return tuple(refs), found
