"""Trees become typed entries: every key checked, every fault at its place.

In: a node of a record and the type it should be. Out: the entry, or problems - all of an entry's at once.
Guaranteed: an unknown key is an error, a missing one too; nothing is converted that was not asked for.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from goldenthread.model.fields import Mapped, quoted
from goldenthread.model.walk import fields_of
from goldenthread.problem import Problem, did_you_mean, problem
from goldenthread.read.nodes import ListNode, MappingNode, Node
from goldenthread.source import Place, Written

T = TypeVar("T")
# In what follows mypy takes no class for hashable: https://github.com/python/mypy/issues/11470
_PLACED = "at"


def entry(node: Node, kind: type[T], given: Mapping[str, Any] | None = None) -> tuple[T | None, tuple[Problem, ...]]:
    """One entry of this type from a mapping; `given` are values that the record's place decides, not its words."""
    words = getattr(kind, "WORDS", "")
    if isinstance(node, Written) and (key := _unspaced(node, kind)):
        return None, (problem("GT124", node.at, key=key),)
    if isinstance(node, Written) and words and (node.text or node.tail):
        node = MappingNode(node.at, {words: (node.at, node)})
    if isinstance(node, MappingNode) and words and (found := _colon_among_words(node, kind)):
        return None, (found,)
    if not isinstance(node, MappingNode):
        return None, (problem("GT110", place_of(node), wanted=_example(kind)),)
    try:
        values = {**_plain(node, _given(kind)), **(given or {})}
        made = cast(T, _adapter(kind).validate_python(values))  # type: ignore[arg-type]
    except ValidationError as error:
        return None, _without_echoes(tuple(_problem(details, node, kind) for details in _causes(error)))
    return made, ()


def _unspaced(node: Written, kind: type[Any]) -> str:
    """The key that words begin with, where a space is missing behind its colon; else ""."""
    key, colon, value = node.text.partition(":")
    return key if node.style == "plain" and colon and value and key in keys_of(kind) else ""


def _colon_among_words(node: MappingNode, kind: type[Any]) -> Problem | None:
    """Words that a colon has made a key with a value."""
    if len(node.pairs) != 1:
        return None
    ((key, (at, value)),) = node.pairs.items()
    if key in keys_of(kind) or did_you_mean(key, keys_of(kind)) or not isinstance(value, Written):
        return None
    return problem("GT130", at, key=key, quoted=quoted(f"{key}: {value.text}"))


def _without_echoes(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems, and no key told to be missing that was only misspelt."""
    meant = {facts["meant"] for one in found if one.code == "GT210" and (facts := dict(one.facts))["meant"]}
    return tuple(one for one in found if one.code != "GT211" or dict(one.facts)["key"] not in meant)


def _causes(error: ValidationError) -> Iterator[ErrorDetails]:
    """The complaints of a schema, one for each slip: a list that commas have split is one."""
    split = set()
    for details in error.errors(include_url=False):
        listed = details["loc"][:-1]
        if details["type"] == "GT132" and listed in split:
            continue
        split |= {listed} if details["type"] == "GT132" else set()
        yield details


def _example(kind: type[Any]) -> str:
    """The keys that an entry needs, or the first two it may have where it needs none."""
    needed = {
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    keys = [key for key, name in keys_of(kind).items() if name in needed]
    own = [key for key in keys_of(kind) if key not in ("audience", "id")]
    return " and ".join(f"'{key}: …'" for key in keys) or " or ".join(f"'{key}: …'" for key in own[:2])


def place_of(node: Node) -> Place:
    """Where a node begins."""
    return node.at


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def keys_of(kind: type[Any]) -> dict[str, str]:
    """The keys that may be typed for an entry of this type, with the names of the fields they fill."""
    passed_over = {_PLACED, *_given(kind)}
    return {facts.key: facts.name for facts in fields_of(kind) if facts.name not in passed_over}


def _given(kind: type[Any]) -> frozenset[str]:
    return getattr(kind, "GIVEN", frozenset())


def _plain(node: Node, given: frozenset[str] = frozenset()) -> Any:
    """The node as the values that a schema takes: dicts that know their place, lists, and words as written.

    A key of the record that names a field it may not fill gets a space behind it: no key of the format, so refused.
    """
    if isinstance(node, MappingNode):
        taken = {_PLACED, *given}
        values = {key: _plain(value) for key, (_, value) in node.pairs.items()}
        values = {f"{key} " if key in taken else key: value for key, value in values.items()}
        return Mapped({**values, _PLACED: node.at}, {key: at for key, (at, _) in node.pairs.items()})
    if isinstance(node, ListNode):
        return [_plain(item) for item in node.items]
    return node


def _problem(details: ErrorDetails, node: Node, kind: type[Any]) -> Problem:
    """A schema's complaint as a located problem."""
    location = list(details["loc"])
    key_at, value_at, key = _walk(node, location)
    type_ = details["type"]
    if type_ == "unexpected_keyword_argument":
        known = _known_keys(kind, location[:-1])
        name = str(location[-1]).strip()
        near = did_you_mean(name, known)
        mend = f"did you mean '{near}'?" if near else f"the keys here are: {', '.join(known)}"
        return problem("GT210", key_at, key=name, mend=mend, known=", ".join(known), meant=near)
    if type_ in ("missing", "missing_argument"):
        return problem("GT211", value_at, key=location[-1] if location else key)
    if type_.startswith("GT"):
        holder = location[: len(location) - 1 - location[::-1].index(key)] if key in location else location[:-1]
        has_twin = f"{key}_said" in _known_keys(kind, holder)
        said = f"; words as they were said go under {key}_said" if has_twin else ""
        return problem(type_, value_at, key=key, said=said, **details.get("ctx", {}))
    wanted = {"tuple_type": "a list, one item a line with '- ' before it", "dataclass_type": "keys with values"}
    found = node_at(node, location)
    if isinstance(found, Written) and not found.text.strip():
        return problem("GT201", value_at, key=key)
    return problem("GT202", value_at, key=key, wanted=wanted.get(type_, "another kind of value"), found=_shape(found))


def _shape(node: Node | None) -> str:
    return {MappingNode: "keys with values", ListNode: "a list", Written: "words"}.get(type(node), "nothing")


def node_at(node: Node, location: list[str | int]) -> Node | None:
    """The node to which a schema's path leads, or the last one on the way that exists."""
    for part in location:
        if isinstance(node, MappingNode) and str(part) in node.pairs:
            node = node.pairs[str(part)][1]
        elif isinstance(node, ListNode) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    return node


def _walk(node: Node, location: list[str | int]) -> tuple[Place, Place, str]:
    """The places of the key and of the value that a path names, and the key's name."""
    key_at = value_at = place_of(node)
    key = ""
    for part in location:
        name = str(part).rstrip(" ")
        if isinstance(node, MappingNode) and name in node.pairs:
            key_at, node = node.pairs[name]
            key, value_at = name, place_of(node)
        elif isinstance(node, ListNode) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            key_at = value_at = place_of(node)
    return key_at, value_at, key


def _known_keys(kind: type[Any], location: list[str | int]) -> list[str]:
    """The keys known where a path leads: of the entry itself, or of what one of its fields holds."""
    names = [part for part in location if isinstance(part, str)]
    for name in names:
        inner = _inner(kind, name)
        if inner is None:
            return []
        kind = inner
    return list(keys_of(kind))


def _inner(kind: type[Any], key: str) -> type[Any] | None:
    return next((facts.inner for facts in fields_of(kind) if facts.key == key), None)
