"""Entries put at the end of a list that stands in a record, without touching anything else in it.

In: the bytes of a YAML file, or of a Markdown record and the key of a list in its head; and the text of an entry.
Out: the bytes with the entry in the list. Guaranteed: comments, order, indents and line ends stay; a list in brackets,
or a record that cannot be read, is left to people.
"""

from __future__ import annotations

import re

from goldenthread.read.nodes import ListNode, MappingNode, Node, parse_yaml
from goldenthread.read.text import Record, decode, split
from goldenthread.source import Place

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Unfit(ValueError):
    """A list that people must extend by hand: it stands in brackets, or its file cannot be read."""


def in_file(data: bytes, item: str) -> bytes:
    """A file that is one list, with another entry at its end; raises `Unfit`."""
    text = data.decode("utf-8", "replace")
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n")):
        return (text + ("" if not text or text.endswith("\n") else "\n") + item).encode()
    node = _tree(data)
    if not isinstance(node, ListNode):
        raise Unfit
    lines = _LINE.findall(text)
    return _with(lines, _begin(lines, node), len(lines), item, node.at.column - 1)


def has_list(data: bytes, key: str) -> bool:
    """Whether the head of a Markdown record has a list of its own; raises `Unfit` where it cannot be read."""
    return key in _head(data)[0].pairs


def in_head(data: bytes, key: str, item: str) -> bytes:
    """A Markdown record with another entry at the end of a list in its head; raises `Unfit`."""
    node, record = _head(data)
    lines = _LINE.findall(data.decode("utf-8"))
    fence = record.body_at.line - 2
    """How many lines stand before the one that ends the head."""
    key_at, listed = node.pairs[key]
    if not isinstance(listed, ListNode):
        raise Unfit
    return _with(lines, _begin(lines, listed), fence, item, listed.at.column - 1, key_at.column)


def _head(data: bytes) -> tuple[MappingNode, Record]:
    """The keys of a head, and the record it stands in."""
    text, _ = decode(data, "")
    record = split(text, "")[0] if text else None
    node = parse_yaml(record.head, record.head_at)[0] if record else None
    if not record or not isinstance(node, MappingNode):
        raise Unfit
    return node, record


def _tree(data: bytes) -> Node | None:
    text, _ = decode(data, "")
    return parse_yaml(text, Place(""))[0] if text else None


def _begin(lines: list[str], node: ListNode) -> int:
    """The line on which a list begins; raises `Unfit` where it stands in brackets."""
    number, column = node.at.line - 1, node.at.column - 1
    if not lines[number].removeprefix("\ufeff")[column:].startswith("-"):
        raise Unfit
    return number


def _with(lines: list[str], begin: int, end: int, item: str, indent: int, key_column: int = 0) -> bytes:
    """The lines with an entry behind the last one, before `end`, that belongs to the list beginning at `begin`."""
    last = begin + 1
    for number in range(begin, end):
        words = lines[number].rstrip("\r\n")
        if not words.strip() or words.startswith("#"):
            continue
        if key_column and not re.match(rf"[ ]{{{key_column}}}|[ ]{{{indent}}}-(?:[ ]|$)", words):
            break
        last = number + 1
    ends = next((found[0] for line in lines if (found := re.search(r"\r\n|\r|\n", line))), "\n")
    added = re.sub("(?m)^(?=.)", " " * indent, item).replace("\n", ends)
    before = "".join(lines[:last])
    if not before.endswith(("\n", "\r")):
        before += ends
    return (before + added + "".join(lines[last:])).encode()
