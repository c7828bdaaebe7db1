"""Answers: what somebody typed for the keys of a new entry, held against the format one by one.

In: the type of an entry, and words for some of its keys. Out: what is wrong with one answer, or the entry and its text.
Guaranteed: an answer is right if `read` takes it; the text is quoted as it must be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from goldenthread.model.walk import FieldFacts, fields_of
from goldenthread.problem import Problem
from goldenthread.read.nodes import ListNode, MappingNode, Node
from goldenthread.read.schema import entry
from goldenthread.source import Place, Written
from goldenthread.write.nodes import items, text_of
from goldenthread.write.schema import node_of

T = TypeVar("T")
Answers = Mapping[str, Sequence[str]]
"""By key, one value or several."""
_ENTRY = Place("", 1, 1)


def wrong(kind: type[Any], key: str, values: Sequence[str]) -> str:
    """What is wrong with the values of one key, and what to type instead; "" where nothing is."""
    _, problems = entry(_node({key: values}), kind)
    found = next((one for one in problems if one.at != _ENTRY), None)
    return f"{found.message} - {found.mend}" if found else ""


def entry_of(kind: type[T], answers: Answers) -> tuple[T | None, tuple[Problem, ...]]:
    """The entry that these answers make, or all that is wrong with them."""
    return entry(_node(answers), kind)


def text_of_entry(made: Any) -> str:
    """An entry as it stands in a list."""
    return text_of(items([node_of(made)]))


def _node(answers: Answers) -> MappingNode:
    found = MappingNode(_ENTRY)
    for line, (key, values) in enumerate(answers.items(), 2):
        at = Place("", line, 1)
        written: list[Node] = [
            Written(value, Place("", line, column), "quoted") for column, value in enumerate(values, 2)
        ]
        found.pairs[key] = (at, written[0] if len(written) == 1 else ListNode(at, written))
    return found


def facts_of_key(kind: type[Any], key: str) -> FieldFacts:
    """What a key of an entry takes."""
    return next(facts for facts in fields_of(kind) if facts.key == key)
