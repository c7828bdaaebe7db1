"""Transcripts printed: the inverse of the parser.

In: blocks of lines. Out: the text of a transcript. Guaranteed: parsed again it gives the same blocks; derived ids
are not written.
"""

from __future__ import annotations

import re
from dataclasses import replace

from goldenthread.markup.attributes import print_attributes
from goldenthread.markup.lines import INDENT, SIGN
from goldenthread.model.chart import NO_ATTRIBUTES, Block, Line, Span

_SPECIAL = re.compile(r"[\\\[\]{}~]|<(?=!--)")
_LEADING = re.compile(rf"^(?:(?:{SIGN.pattern})(?=[ \t])|#{{2}})")  # what is a heading or item, or looks like one


def print_transcript(blocks: tuple[Block, ...]) -> str:
    """The transcript of these blocks, a blank line between them."""
    return "\n".join(_print_block(block) for block in blocks)


def _print_block(block: Block) -> str:
    lines = [f"{'#' * block.level} {_print_line(block.heading)}"] if block.heading else []
    for line in block.lines:
        words = _print_line(line)
        if line.bullet:
            lines.append(f"{' ' * INDENT * line.depth}- {words}")
        else:
            lines.append(_LEADING.sub(lambda found: "\\" + found[0], words, count=1) if words else words)
    return "\n".join(lines) + "\n"


def _print_line(line: Line) -> str:
    attributes = line.attributes if line.attributes.id or line.derived else replace(line.attributes, id=line.id)
    words = "".join(_print_span(span) for span in line.spans)
    return " ".join(part for part in (words, print_attributes(attributes)) if part)


def _print_span(span: Span) -> str:
    if span.form == "mention" and span.target:
        same = span.text == span.target.target
        return f"[[{span.target.target}]]" if same else f"[[{span.target.target}|{span.text}]]"
    inner = _SPECIAL.sub(r"\\\g<0>", span.text) + "".join(_print_span(part) for part in span.spans)
    if span.form == "strike":
        inner = f"~~{inner}~~"
        return f"[{inner}]{print_attributes(span.attributes)}" if span.attributes != NO_ATTRIBUTES else inner
    if span.attributes != NO_ATTRIBUTES or span.spans:
        return f"[{inner}]{print_attributes(span.attributes) or '{}'}"
    return inner
