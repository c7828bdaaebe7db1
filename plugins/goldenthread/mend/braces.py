"""Repairs between the braces of a transcript."""

from __future__ import annotations

import re

from goldenthread.mend.repair import Fault, near

_SPLIT = re.compile(r'\b(?P<key>as|sic)=(?P<words>[^\s"{}=#.][^"{}=#]*?)(?=\s+(?:[#.]|[a-z_]+=)|\s*\})')
"""A value of several words that no quotes keep together, up to what may follow it."""
_CURLED = re.compile(r"=[“”„‟‘’‚‛«»]([^“”„‟«»\"{}]*)[“”„‟‘’‚‛«»]")


def closed(fault: Fault) -> bytes | None:
    """Close the braces at the end of the line."""
    if "}" in fault.rest or not fault.rest.strip():
        return None
    return fault.with_line(f"{fault.line.rstrip()}}}")


def pen(fault: Fault) -> bytes | None:
    """Write the pen or the mark that was meant, where it is the only one so near."""
    meant = near(fault.facts["name"], fault.facts["known"])
    return fault.exchanged(f".{fault.facts['name']}", f".{meant}") if meant else None


def key(fault: Fault) -> bytes | None:
    """Write the key that was meant, where it is the only one so near."""
    meant = near(fault.facts["key"], fault.facts["known"])
    if not meant or meant == "audience":
        return None
    return fault.exchanged(f"{fault.facts['key']}=", f"{meant}=")


def word(fault: Fault) -> bytes | None:
    """Write the word that was meant, where it is the only one so near."""
    name, value = fault.facts["key"], fault.facts["value"]
    meant = near(value, fault.facts["known"].replace(" or ", ", "))
    return fault.exchanged(f"{name}={value}", f"{name}={meant}") if meant else None


def together(fault: Fault) -> bytes | None:
    """Put the words of a value in quotes."""
    column = fault.found.at.column - 1
    for found in _SPLIT.finditer(fault.line):
        if found.start() < column < found.end():
            return fault.with_line(f'{fault.line[: found.start("words")]}"{found["words"]}"{fault.line[found.end() :]}')
    return None


def straight(fault: Fault) -> bytes | None:
    """Make straight quotes of curly ones behind a key."""
    line, count = _CURLED.subn(r'="\1"', fault.line)
    return fault.with_line(line) if count else None
