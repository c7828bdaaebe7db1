"""The model walked: which fields of an entry hold references, prose, files or further entries.

In: a type of the model, or an entry. Out: its fields by what they hold, as their annotations say. Guaranteed: a field
added to the model is found by whatever walks it: linking, checking, cutting, writing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from typing import Any, cast, get_args, get_type_hints

from pydantic.fields import FieldInfo

from goldenthread.model.entry import Entry, LieIn, Part, Refers, Relation
from goldenthread.model.fields import PLAIN_TEXT, Prose, Ref


@dataclasses.dataclass(frozen=True, slots=True)
class FieldFacts:
    """What an annotation says of a field: the key it is typed under, and what it holds."""

    name: str
    key: str
    types: frozenset[Any]
    refers: Refers | None
    lies: LieIn | None
    is_text: bool
    several: bool

    @property
    def inner(self) -> type[Any] | None:
        """The type of what stands under its key, where that has keys of its own."""
        return next((one for one in self.types if hasattr(one, "__pydantic_config__")), None)

    @property
    def lies_in(self) -> str | None:
        """The folder, below that of the meeting, in which the files lie that it names; `None` where it names none."""
        return self.lies.folder if self.lies else None


def fields_of(kind: type[Any]) -> tuple[FieldFacts, ...]:
    """The fields of a type of the model, in order."""
    return _fields(
        cast(Hashable, kind)
    )  # mypy takes no class for hashable: https://github.com/python/mypy/issues/11470


@cache
def _fields(kind: Any) -> tuple[FieldFacts, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_facts(field.name, hints[field.name]) for field in dataclasses.fields(kind))


def _facts(name: str, hint: Any) -> FieldFacts:
    leaves = list(_leaves(hint))
    alias = next((one.alias for one in leaves if isinstance(one, FieldInfo) and one.alias), None)
    refers = next((one for one in leaves if isinstance(one, Refers)), None)
    lies = next((one for one in leaves if isinstance(one, LieIn)), None)
    types = frozenset(one for one in leaves if isinstance(one, type) and one is not type(None))
    return FieldFacts(name, alias or name, types, refers, lies, PLAIN_TEXT in leaves, ... in leaves)


def _leaves(hint: Any) -> Iterator[Any]:
    """The types and the marks in an annotation, from the outside in."""
    inner = get_args(hint)
    for one in inner:
        yield from _leaves(one)
    if not inner:
        yield hint


@cache
def _with(kind: Any, what: str) -> tuple[FieldFacts, ...]:
    tests: dict[str, Callable[[FieldFacts], bool]] = {
        "refs": lambda facts: facts.refers is not None,
        "prose": lambda facts: Prose in facts.types,
        "words": lambda facts: facts.is_text or Prose in facts.types,
        "files": lambda facts: facts.lies_in is not None,
        "entries": lambda facts: facts.inner is not None,
    }
    return tuple(facts for facts in fields_of(kind) if tests[what](facts))


def _type(entry: Any) -> Hashable:
    return cast(Hashable, type(entry))


def several(value: Any) -> tuple[Any, ...]:
    """A value of a field as a tuple: of one, of several, or of none."""
    return value if isinstance(value, tuple) else () if value in (None, "") else (value,)


def references_in(entry: Any) -> Iterator[tuple[Refers, Ref]]:
    """The references in an entry's own fields, with the relation in which each stands."""
    for facts in _with(_type(entry), "refs"):
        for ref in several(getattr(entry, facts.name)):
            if facts.refers:
                yield facts.refers, ref


def proses_in(entry: Any) -> Iterator[Prose]:
    """The Markdown in an entry's own fields."""
    for facts in _with(_type(entry), "prose"):
        yield getattr(entry, facts.name)


def words_apart(kind: type[Any]) -> dict[str, str]:
    """The keys of an entry's words that can be kept back while the rest of it is public, with the fields they fill.

    Not what an entry cannot be without, nor what its id follows from.
    """
    return _apart(cast(Hashable, kind))


@cache
def _apart(kind: Any) -> dict[str, str]:
    needed = {name for names in (*getattr(kind, "ABOUT", ()), getattr(kind, "NAMED_BY", ())) for name in names}
    empty = {one.name for one in dataclasses.fields(kind) if one.default in ("", (), Prose())}
    words = _with(kind, "words")
    return {facts.key: facts.name for facts in words if facts.name in empty and facts.name not in needed}


def kept_apart(entry: Any) -> frozenset[str]:
    """The fields of an entry whose words are internal where it is public."""
    if not isinstance(entry, Entry) or not entry.internal:
        return frozenset()
    named = words_apart(type(entry))
    return frozenset(named[one.key] for one in entry.internal if one.key in named)


def words_in(entry: Any) -> Iterator[Prose | str]:
    """The words that people wrote in an entry's own fields, Markdown or not, in order."""
    for facts in _with(_type(entry), "words"):
        yield from several(getattr(entry, facts.name))


def files_in(entry: Any) -> Iterator[str]:
    """The files that an entry's own fields name, below the folder of its meeting."""
    for facts in _with(_type(entry), "files"):
        for path in several(getattr(entry, facts.name)):
            yield f"{facts.lies_in}{path}"


def files_referred_to(entry: Any) -> Iterator[tuple[Relation, str]]:
    """The files by which an entry's own fields show or say something, in which way, below the folder of its meeting."""
    for facts in _with(_type(entry), "files"):
        if facts.lies and facts.lies.relation:
            for path in several(getattr(entry, facts.name)):
                yield facts.lies.relation, f"{facts.lies.folder}{path}"


def folders_in(entry: Any) -> Iterator[str]:
    """The folders, below that of its meeting, in which the files lie that an entry's own fields name."""
    for facts in _with(_type(entry), "files"):
        yield facts.lies_in or ""


def entries_in(entry: Any) -> Iterator[tuple[str, Any]]:
    """The entries that an entry holds, with the field that holds each; not those inside them."""
    for facts in _with(_type(entry), "entries"):
        for one in several(getattr(entry, facts.name)):
            if isinstance(one, Entry):
                yield facts.name, one


def every_entry(entry: Any) -> Iterator[Entry]:
    """An entry, then all that are in it, in order."""
    yield entry
    for _, inner in entries_in(entry):
        yield from every_entry(inner)


def has_derived_id(entry: Any) -> bool:
    """Whether nothing can refer to an entry, because its id follows from its words."""
    return isinstance(entry, Part) and entry.derived
