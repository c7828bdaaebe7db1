"""Repairs of YAML that cannot be read as it was meant: quotes, spaces, tabs and indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.mend.edits import Edit
from goldenthread.mend.repair import Fault
from goldenthread.mend.words import OPENING
from goldenthread.model.entry import WHO_MAY_SEE
from goldenthread.model.fields import quoted
from goldenthread.read.nodes import ListNode, MappingNode, Node, parse_yaml
from goldenthread.read.text import decode, split
from goldenthread.source import Place

_PAIR = re.compile(r"(?P<before>[ \t]*(?:- +)*(?:[A-Za-z_]+:[ \t]+)?)(?P<words>[^\s\"'\[{|>].*?)[ \t]*")
"""A line that is an item or a key, and the words behind it: no quotes, brackets or blocks."""
_ITEM = re.compile(r"(?P<before>[ \t]*(?:- +)+)(?P<words>[^\s\"'\[{|>].*?)[ \t]*")
_KEY = re.compile(r"(?P<before>[ \t]*(?:- +)*)[a-z_]+:(?:[ \t]|$)")
_BETWEEN_BRACES = re.compile(r"[^,{}\[\]\"'#]*(?:,(?!\s*[a-z_]+\s*:)[^,{}\[\]\"'#]*)*")
_QUOTED = re.compile(r"(?P<before>[ \t]*(?:- +)*(?:[a-z_]+:[ \t]+)?)(?P<words>[\"'].*?)[ \t]*")
_SHOWING = OPENING | WHO_MAY_SEE
"""The keys that decide who sees what: none is written by a program, and none of the settings."""
_TAB_WIDTHS = (2, 4, 8)


def in_quotes(fault: Fault) -> bytes | None:
    """Put the words of the line in quotes."""
    found = _PAIR.fullmatch(fault.line)
    if not found or fault.found.at.column > len(fault.line) + 1:
        return None
    return fault.with_line(found["before"] + quoted(found["words"]))


def item_in_quotes(fault: Fault) -> bytes | None:
    """Put an item of a list in quotes, whose words a colon has split."""
    found = _ITEM.fullmatch(fault.line)
    if not found or not fault.facts["quoted"].strip("\"'").startswith(found["words"][:1]):
        return None
    return fault.with_line(found["before"] + quoted(found["words"]))


def dash(fault: Fault) -> bytes | None:
    """Write a hyphen and a space where an entry of a list begins."""
    sign = re.match(rf"{re.escape(fault.facts['sign'])}[ \t]*", fault.rest)
    return fault.exchanged(sign[0], "- ") if sign else None


def aligned(fault: Fault) -> bytes | None:
    """Put a key in line with the keys above it."""
    words = fault.line.lstrip(" ")
    return fault.with_line(" " * int(fault.facts["spaces"]) + words) if words else None


def no_alias(fault: Fault) -> bytes | None:
    """Put words that begin like an alias in quotes, where no anchor makes it one."""
    name = re.match(r"[&*]([\w-]+)", fault.rest)
    meant = name and all(re.search(rf"(?m)(?:^|\s){sign}{name[1]}\b", fault.source.text) for sign in (r"\*", "&"))
    return None if meant else in_quotes(fault)


def no_tag(fault: Fault) -> bytes | None:
    """Put words that begin with one exclamation mark in quotes."""
    return None if fault.rest.startswith("!!") else in_quotes(fault)


def between_braces(fault: Fault) -> bytes | None:
    """Put the words that a comma has split in quotes: those from the last colon on up to the next key."""
    colon = fault.line.rfind(": ", 0, fault.found.at.column - 1)
    if colon < 0:
        return None
    found = _BETWEEN_BRACES.match(fault.line, colon + 2)
    words = found[0].strip() if found else ""
    if "," not in words or not found:
        return None
    begin = fault.line.index(words, colon + 2)
    return fault.with_line(fault.line[:begin] + quoted(words) + fault.line[begin + len(words) :])


def spaced(fault: Fault) -> bytes | None:
    """Put the missing space behind the colon of a key; none behind one that would let more people see more."""
    key = re.match(rf"{fault.facts['key']}:[\u00a0\u2007\u202f]*", fault.rest)
    return fault.exchanged(key[0], f"{fault.facts['key']}: ") if key and not _decides_who_sees(fault) else None


def with_colon(fault: Fault) -> bytes | None:
    """Put the missing colon behind a key; none behind one that would let more people see more."""
    key = fault.facts["key"]
    found = re.match(rf"{key}(?:[;,.=] ?| )", fault.rest)
    return fault.exchanged(found[0], f"{key}: ") if found and not _decides_who_sees(fault) else None


def _decides_who_sees(fault: Fault) -> bool:
    return fault.facts["key"] in _SHOWING or fault.found.at.path == "archive.yml"


def once(fault: Fault) -> bytes | None:
    """Take out a line that is typed twice in one entry, word by word."""
    lines = fault.lines()
    number, first = fault.found.at.line - 1, int(fault.facts["first"]) - 1
    begun = _PAIR.fullmatch(fault.line)
    if not begun or fault.line.strip() != lines[first].strip().removeprefix("- ") or _goes_on(lines, number):
        return None
    end = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?").match(fault.source.text, fault.line_start)
    assert end, "it matches anything"
    return (fault.source.text[: fault.line_start] + fault.source.text[end.end() :]).encode()


def whole_in_quotes(fault: Fault) -> bytes | None:
    """Put all of a value in quotes that its own do not hold: one that nothing closes goes, others are of the words."""
    found = _QUOTED.fullmatch(fault.line)
    if not found or " #" in fault.line or _goes_on(fault.lines(), fault.found.at.line - 1):
        return None
    words = found["words"]
    typed = words[1:] if words.count(words[0]) == 1 else words
    return fault.with_line(found["before"] + quoted(typed))


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether what stands below a line may belong to it."""
    below = next((line for line in lines[number + 1 :] if line.strip()), "---")
    column = re.match(r"[ \t]*(?:- +)*", lines[number])
    return not (_KEY.match(below) or below.startswith(("---", "- ", "#"))) or (
        column is not None and len(below) - len(below.lstrip()) > column.end()
    )


def dedented(fault: Fault) -> bytes | None:
    """Take a key back to the keys of its entry, those of the line to which it does not belong."""
    above = fault.lines()[: fault.found.at.line - 1]
    begun = next((found for line in reversed(above) if line.strip() and (found := _KEY.match(line))), None)
    words = fault.line.lstrip()
    if not begun or not re.match(r"[a-z_]+:(?:[ \t]|$)", words):
        return None
    return fault.with_line(" " * len(begun["before"]) + words)


def no_tabs(fault: Fault) -> bytes | None:
    """Make spaces of the tabs that lines begin with, where all widths that can be read say the same."""
    readings = {width: data for width in _TAB_WIDTHS if (data := _with_spaces(fault, width))}
    trees = {width: _shape(tree) for width, data in readings.items() if (tree := _tree(data, fault.found.at.path))}
    if not trees or len(set(trees.values())) > 1:
        return None
    return readings[next(iter(trees))]


def _with_spaces(fault: Fault, width: int) -> bytes:
    def edits() -> Iterator[Edit]:
        for found in re.finditer(r"(?m)^[ \t]*\t[ \t]*", fault.source.text):
            yield Edit(found.start(), found.end(), found[0].replace("\t", " " * width))

    return fault.source.edited(edits())


def _tree(data: bytes, path: str) -> Node | None:
    """The tree of a record, or of its head; `None` where it cannot be read."""
    text, _ = decode(data, path)
    if text is None:
        return None
    if not path.endswith(".md"):
        return parse_yaml(text, Place(path))[0]
    record, _ = split(text, path)
    return parse_yaml(record.head, record.head_at)[0] if record else None


def _shape(node: Node) -> str:
    """What a tree says, wherever it stands."""
    if isinstance(node, MappingNode):
        return "{" + ",".join(f"{key!r}:{_shape(value)}" for key, (_, value) in node.pairs.items()) + "}"
    if isinstance(node, ListNode):
        return "[" + ",".join(map(_shape, node.items)) + "]"
    return repr(node.text)
