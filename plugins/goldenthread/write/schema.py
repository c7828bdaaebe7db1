"""Typed entries become trees: the inverse of `read.schema`.

In: an entry of the model. Out: its node. Guaranteed: which keys there are, and what each holds, the annotations of the
model say; a value that the entry would have anyhow is not written.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

from yaml import Node

from goldenthread.model.chart import Pen
from goldenthread.model.dates import PartialDate
from goldenthread.model.fields import KeyName, Prose, Ref
from goldenthread.model.meeting import Received
from goldenthread.model.walk import FieldFacts, fields_of, has_derived_id
from goldenthread.write.nodes import items, mapping, words

_MISSING = dataclasses.MISSING
# In what follows mypy takes no class for hashable: https://github.com/python/mypy/issues/11470


def node_of(entry: Any) -> Node:
    """The node of an entry: its keys and values, or its words alone where it says nothing else."""
    pairs = list(pairs_of(entry))
    short = getattr(entry, "WORDS", "")
    return pairs[0][1] if short and [key for key, _ in pairs] == [short] else mapping(pairs)


def pairs_of(entry: Any, **instead: Node | None) -> Iterator[tuple[str, Node]]:
    """The keys of an entry with their values, those fields left out that are as they would be anyhow.

    `instead` has nodes for fields that depend on more than the entry itself, `None` for one that is not written.
    """
    for facts in _typed(type(entry)):  # type: ignore[arg-type]
        value = getattr(entry, facts.name)
        if facts.name in instead:
            node = instead[facts.name]
        else:
            node = None if _goes_without_saying(entry, facts, value) else value_of(value)
        if node is not None:
            yield facts.key, node


@cache
def _typed(kind: type[Any]) -> tuple[FieldFacts, ...]:
    """The fields of a type that have a key: its id first, and last who may see it."""
    order = {"id": -1, "audience": 1, "publish_after": 2, "internal": 3}
    passed_over = {"at", *getattr(kind, "GIVEN", ())}
    kept = [facts for facts in fields_of(kind) if facts.name not in passed_over]
    return tuple(sorted(kept, key=lambda facts: order.get(facts.name, 0)))


def _goes_without_saying(entry: Any, facts: FieldFacts, value: Any) -> bool:
    if isinstance(value, Prose) and not value:
        return True
    if facts.name == "id" and has_derived_id(entry):
        return True
    default = _defaults(type(entry))[facts.name]  # type: ignore[arg-type]
    return default is not _MISSING and bool(value == default)


@cache
def _defaults(kind: type[Any]) -> dict[str, Any]:
    return {field.name: field.default for field in dataclasses.fields(kind)}


def value_of(value: Any) -> Node:
    """The node of what a field holds."""
    match value:
        case bool():
            return words("yes" if value else "no")
        case Prose():
            return words(value.text.strip())
        case Ref():
            return words(value.target)
        case KeyName():
            return words(value.key)
        case PartialDate():
            return words(value.text)
        case str() | int():
            return words(str(value).strip())
        case tuple():
            return _several(value)
        case _:
            return node_of(value)


def _several(values: tuple[Any, ...]) -> Node:
    """Several values: a mapping where the format has one, one value alone where that will do, or else a list."""
    match values:
        case (Pen(), *_):
            return mapping((pen.name, node_of(pen)) for pen in values)
        case (Received(who=None, audience=None) as whole,):
            return words(whole.state)
        case (Received(), *_) if by_provider := _by_provider(values):
            return mapping((who, words(state)) for who, state in by_provider.items())
        case (str() | Ref() | KeyName() as only,):
            return value_of(only)
        case _:
            return items(value_of(one) for one in values)


def _by_provider(received: tuple[Received, ...]) -> dict[str, str]:
    """A word for each provider, where that says all there is to say."""
    found = {one.who.target: one.state for one in received if one.who and not one.audience}
    return found if len(found) == len(received) else {}


def own_pens(pens: tuple[Pen, ...], inherited: tuple[Pen, ...]) -> Node | None:
    """The pens of a chart as its head has them: what it says of each beyond what its meeting says."""
    known = {pen.name: pen for pen in inherited}
    own = [(pen.name, _beyond(pen, known[pen.name]) if pen.name in known else node_of(pen)) for pen in pens]
    said = [(name, node) for name, node in own if node]
    return mapping(said) if said else None


def _beyond(pen: Pen, inherited: Pen) -> Node | None:
    """Where a pen differs from the one it inherits from; no words and no number cannot be said, and are inherited."""
    values = [(facts, getattr(pen, facts.name)) for facts in _typed(Pen)]
    pairs = [
        (facts.key, value_of(value))
        for facts, value in values
        if value != getattr(inherited, facts.name) and value not in ("", None)
    ]
    return mapping(pairs) if pairs else None
