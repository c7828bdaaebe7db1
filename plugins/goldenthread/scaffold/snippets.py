"""Snippets for VS Code: what its YAML extension completes in `.yml` files, as far as the heads of Markdown need it too.

In: the schemas, which come from the model. Out: a snippet by its name: a head, an entry of a list, or a key with its
values. Guaranteed: each key of a head is there; a head is one that can be read as it is put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from goldenthread.read.records import LISTS
from goldenthread.scaffold.schemas import Schema, schemas

PATH = ".vscode/records.code-snippets"
_HEADS = {"meeting": "Meeting", "flip-chart": "FlipChart"}
_FIRST = {"date": "2026-05-06", "title": "Title", "id": "short-name"}
"""What stands in a new head or entry until it is typed over."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """What is typed for it, what it is for, and its lines in VS Code's own notation."""

    prefix: str
    description: str
    body: tuple[str, ...]


@cache
def snippets() -> Mapping[str, Snippet]:
    """The snippets by name."""
    made = schemas()
    found: dict[str, Snippet] = {}
    for name, kind in _HEADS.items():
        known = made[name]["definitions"][kind]
        head = _required(known, "")
        found[f"head of a {name}"] = Snippet(f"{name} head", known["description"], ("---", *head, "---", "$0"))
        for key, value in known["properties"].items():
            if f"key {key}" not in found:
                found[f"key {key}"] = Snippet(key, value["description"], tuple(_key(key, value)))
    for name, entry in LISTS.items():
        known = made["meeting"]["definitions"][entry.__name__]
        lines = "\n".join(_required(known, "  ")) or "  $0"
        body = tuple(f"- {lines[2:]}".split("\n"))
        found[f"entry of {name}"] = Snippet(f"- {known['title'].lower()}", known["description"], body)
    return found


def in_vscode() -> Mapping[str, object]:
    """The snippets as VS Code reads them from a file, for Markdown alone."""
    return {
        name: {"scope": "markdown", "prefix": one.prefix, "description": one.description, "body": list(one.body)}
        for name, one in snippets().items()
    }


def _required(known: Schema, indent: str) -> Sequence[str]:
    """The keys that a head or an entry must have, its id first."""
    keys = sorted(known["required"], key=lambda key: key != "id")
    return [f"{indent}{key}: {_stop(n, key, known['properties'][key])}" for n, key in enumerate(keys, 1)]


def _stop(number: int, key: str, value: Schema) -> str:
    """Where the cursor stops: at one of the words that a key takes, or at words to type over."""
    return _choice(number, value) or f"${{{number}:{_FIRST.get(key, 'words')}}}"


def _choice(number: int, value: Schema) -> str:
    words = [word for word in value.get("enum", ()) if isinstance(word, str)]
    return f"${{{number}|{','.join(words)}|}}" if words else ""


def _key(key: str, value: Schema) -> Iterator[str]:
    """A key with its values: the words of which it takes one, a list, or a place to type at."""
    if choice := _choice(1, value):
        yield f"{key}: {choice}"
    elif value.get("type") == "array":
        yield f"{key}:"
        yield "  - $0"
    else:
        yield f"{key}: $0"
