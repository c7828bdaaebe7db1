"""Repairs of files whose text cannot be read, or does not begin as a record does."""

from __future__ import annotations

import codecs
import re

from goldenthread.mend.repair import Fault
from goldenthread.model.entry import WHO_MAY_SEE
from goldenthread.problem import did_you_mean
from goldenthread.read.text import CONTROL, end_of_keys

_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What some programs take for the end of a line: words on both sides of it stay apart."""
_REST_OF_LIST = re.compile(r"---[ \t]*\s(?:\s*#[^\n]*\n)*\s*(?:- |\Z)")


def utf8(fault: Fault) -> bytes | None:
    """Save UTF-16 as UTF-8, where the file says that it is UTF-16."""
    if not fault.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        return fault.data.decode("utf-16").encode()
    except UnicodeDecodeError:
        return None


def without_controls(fault: Fault) -> bytes | None:
    """Take out the characters that nobody sees; where one ends a line of its own, a space keeps the words apart."""
    text = fault.source.text
    begin = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(begin)
    return (begin + CONTROL.sub(lambda found: " " if found[0] in _BREAKS else "", text)).encode()


def begun_with_fence(fault: Fault) -> bytes | None:
    """Take out the empty lines above the head."""
    text = fault.source.text.removeprefix("\ufeff")
    begun = text.lstrip()
    return begun.encode() if begun.startswith("---") else None


def closed_head(fault: Fault) -> bytes | None:
    """Close a head where the text begins; a list last above may belong to either, and what withholds stays above."""
    above = fault.lines()[: fault.found.at.line - 1]
    begins = re.match(r"\W*(\w*)", fault.source.text[fault.line_start :])
    assert begins, "it matches anything"
    behind, only = end_of_keys(fault.lines())
    sure = only and behind == fault.found.at.line - 1 and not above[-1].startswith("- ")
    if not sure or did_you_mean(begins[1], WHO_MAY_SEE):
        return None
    end = "\r\n" if "\r\n" in fault.source.text else "\n"
    return fault.with_line(f"---{end}{fault.line}" if fault.line.strip() else "---")


def fenced(fault: Fault) -> bytes | None:
    """Write the three hyphens of a fence."""
    return fault.with_line("---")


def one_document(fault: Fault) -> bytes | None:
    """Take out a `---` that has nothing below it, or only more entries of the list above it."""
    listed = fault.source.text.removeprefix("\ufeff").lstrip().startswith("- ")
    if not listed or fault.found.at.column != 1 or not _REST_OF_LIST.match(fault.source.text, fault.start):
        return None
    end = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?").match(fault.source.text, fault.start)
    assert end, "it matches anything"
    return (fault.source.text[: fault.start] + fault.source.text[end.end() :]).encode()


def as_entry(fault: Fault) -> bytes | None:
    """Make the one entry of a file that is to hold a list an entry of it."""
    if not fault.found.at.path.endswith(".yml") or (fault.found.at.line, fault.found.at.column) != (1, 1):
        return None
    if not re.match(r"[a-z_]+:[ \t\r\n]", fault.source.text):
        return None
    begun = fault.source.text[fault.start :]
    indented = re.sub(r"(?m)^(?=[^\r\n])", "  ", begun)
    return f"{fault.source.text[: fault.start]}- {indented[2:]}".encode()
