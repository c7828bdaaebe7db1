"""The words for every key of the format, as data: `keys.toml`, read once.

In: the file beside this one, and the types of the model. Out: `FORMAT`, for each kind of entry what it is and what each
of its keys says, with an example. Guaranteed: `undescribed` names every key of the model that has no words, and
`unknown` all words that belong to no key; a test holds that there are none of either.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from goldenthread.model.archive import REGISTERS
from goldenthread.model.chart import Attributes
from goldenthread.model.meeting import Meeting
from goldenthread.model.settings import Settings
from goldenthread.model.update import Update
from goldenthread.model.walk import FieldFacts, fields_of

SLOT = "@entry"
"""What stands in the frame of a kind where its entry goes."""
_PLACED = "at"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWords:
    """What a key says, in a sentence, and an example: the key in its entry, with others where it needs them.

    The rest is only for what the model's annotations do not tell: its type and default in words, when it is required,
    the code of the problem without it, the field that it fills where the two have different names, and the key of
    `default_audience` that decides about it besides its entry's.
    """

    says: str
    example: str
    type: str = ""
    default: str = ""
    required: str = ""
    refused: str = "GT211"
    field: str = ""
    governed: str = ""


@dataclass(frozen=True, kw_only=True)
class BaseWords:
    """The words for the keys of one class of the model, `type`, that several kinds of entry share."""

    name: str
    type: str
    keys: Mapping[str, KeyWords]
    title: str = ""
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class KindWords(BaseWords):
    """The words for one kind of entry: what it is, where it stands, and one in its file.

    `file` shows `frame`, with `entry` in its slot. `several` is its plural; `sees` says who sees it where no audience
    decides that.
    """

    chapter: str
    several: str
    stands: str
    file: str
    entry: str
    frame: str = f"- {SLOT}"
    sees: str = ""


@dataclass(frozen=True, slots=True)
class TypeWords:
    """What is typed where a value is of some type, and values as they are typed."""

    says: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Format:
    """The words for all of the format: kinds in the order in which an editor meets them, bases, things and types."""

    kinds: Mapping[str, KindWords]
    bases: Mapping[str, BaseWords]
    things: Mapping[str, tuple[str, str]]
    types: Mapping[str, TypeWords]

    @cached_property
    def by_type(self) -> Mapping[str, BaseWords]:
        """The words by the name of the class that they describe."""
        return {one.type: one for one in (*self.bases.values(), *self.kinds.values())}


def load(text: str) -> Format:
    """The words in this TOML; raises `TypeError` where an entry lacks a part or has one too many."""
    read = tomllib.loads(text)
    return Format(
        {name: KindWords(name=name, **_with_keys(parts)) for name, parts in read["kind"].items()},
        {name: BaseWords(name=name, **_with_keys(parts)) for name, parts in read["base"].items()},
        {name: (one, several) for name, (one, several) in read["thing"].items()},
        {name: TypeWords(parts["says"], tuple(parts["examples"])) for name, parts in read["type"].items()},
    )


def _with_keys(parts: dict[str, Any]) -> dict[str, Any]:
    return {**parts, "keys": {key: KeyWords(**words) for key, words in parts["keys"].items()}}


TEXT = resources.files("goldenthread.model").joinpath("keys.toml").read_text("utf-8")
FORMAT = load(TEXT)


@cache
def kinds_of_model() -> Mapping[str, type[Any]]:
    """Every class of the model that has keys of its own in a record, by its name."""
    found: dict[str, type[Any]] = {}
    pending: list[type[Any]] = [Settings, *REGISTERS.values(), Meeting, Update, Attributes]
    while pending:
        kind = pending.pop(0)
        if kind.__name__ not in found:
            found[kind.__name__] = kind
            pending += [facts.inner for facts in fields_of(kind) if facts.inner]
    return found


def typed_fields(kind: type[Any]) -> tuple[FieldFacts, ...]:
    """The fields of a class for which keys are typed; where a record's place decides one, there is no key for it."""
    passed_over = {_PLACED, *getattr(kind, "GIVEN", ())}
    return tuple(facts for facts in fields_of(kind) if facts.name not in passed_over)


def described(kind: type[Any], words: Format = FORMAT) -> Iterator[tuple[str, FieldFacts, BaseWords]]:
    """The keys of a class that have words, each with its field, and with the nearest class that has words for it."""
    sources = [words.by_type[one.__name__] for one in kind.__mro__ if one.__name__ in words.by_type]
    for facts in typed_fields(kind):
        for source in sources:
            if keys := [key for key, said in source.keys.items() if facts.name == said.field or facts.key == key]:
                yield from ((key, facts, source) for key in keys)
                break


def undescribed(words: Format = FORMAT) -> tuple[str, ...]:
    """The keys of the model, as `Action.due`, for which there are no words."""
    found = []
    for name, kind in kinds_of_model().items():
        known = {facts.name for _, facts, _ in described(kind, words)} if name in words.by_type else set()
        found += [f"{name}.{facts.key}" for facts in typed_fields(kind) if facts.name not in known]
    return tuple(found)


def unknown(words: Format = FORMAT) -> tuple[str, ...]:
    """The words, as `action.due`, that describe no key of the model."""
    used = {(source.name, key) for kind in kinds_of_model().values() for key, _, source in described(kind, words)}
    every = ((one.name, key) for one in words.by_type.values() for key in one.keys)
    return tuple(f"{name}.{key}" for name, key in every if (name, key) not in used)
