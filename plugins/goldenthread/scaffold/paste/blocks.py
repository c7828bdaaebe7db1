"""Rough lines become blocks: which of them are headings, which go on with the line above, and what stands under what.

In: `RoughLine`s. Out: blocks as the transcript has them, and what was guessed. Guaranteed: every line is in one of
them, in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.language import N_
from goldenthread.markup.ids import DEEPEST_HEADING
from goldenthread.model.chart import Attributes, Block, Line, Span
from goldenthread.model.fields import OURS
from goldenthread.scaffold.naming import proposed
from goldenthread.scaffold.paste.lines import RoughLine
from goldenthread.scaffold.paste.words import (
    BOLD,
    Reading,
    begins_with_rank,
    has_rank,
    is_rank_alone,
    label_of,
    marks_of,
    spans_of,
    without_rank,
)

MOST_IN_HEADING = 9
MOSTLY = 0.7
LONG = 50
"""A line of so many letters was perhaps broken by the program in which it was typed."""
_ENDS_A_SENTENCE = re.compile(r"[.!;,]\W*$|^\(.*\)$")
_HIDES = re.compile(r"[<>|]{7}")
_PRINTED = re.compile(r"^[\W\d_]*(?:[a-z]\)\s+|[a-z]\.\s+)?", re.IGNORECASE)


@dataclass(slots=True)
class _Item:
    """A line as it is understood: a heading of a level (0: none), a label, or words at a depth."""

    line: RoughLine
    level: int = 0
    depth: int = 0
    bullet: bool = True


def blocks_of(lines: Sequence[RoughLine], reading: Reading) -> tuple[Block, ...]:
    """The blocks of some rough lines."""
    lines = _with_ranks_before(_continued(lines, reading), reading)
    levels = _levels(lines, reading)
    items = [_Item(line, level) for line, level in zip(lines, levels, strict=True)]
    _nest(items)
    blocks: list[Block] = []
    ids: set[str] = set()
    for item in items:
        made = _line(item, reading)
        if item.level:
            id = _id(made, ids)
            ids.add(id)
            heading = replace(made, bullet=False, attributes=replace(made.attributes, id=id), id=id)
            blocks.append(Block(heading, (), item.level))
        elif blocks:
            blocks[-1] = replace(blocks[-1], lines=(*blocks[-1].lines, made))
        else:
            blocks.append(Block(None, (made,)))
    return tuple(blocks)


# Which lines go together


def _continued(lines: Sequence[RoughLine], reading: Reading) -> list[RoughLine]:
    """The lines, each that only goes on with the one above put behind it."""
    found: list[RoughLine] = []
    for line in lines:
        above = found[-1] if found else None
        if above and above.sign and not (line.sign or line.number or line.gap or line.level) and _goes_on(above, line):
            if line.indent != above.start:
                reading.doubt(line.words, N_("the end of the line above"))
            found[-1] = replace(above, words=f"{above.words} {line.words}")
        else:
            found.append(line)
    return found


def _goes_on(above: RoughLine, line: RoughLine) -> bool:
    small = line.words[:1].islower() and above.words[-1:] not in ".!?;"
    if line.indent > above.indent:
        return line.indent == above.start or small
    return small and len(above.words) > LONG


def _with_ranks_before(lines: Sequence[RoughLine], reading: Reading) -> list[RoughLine]:
    """The lines, a rank that stands alone above what it ranks put before it."""
    found: list[RoughLine] = []
    pending: RoughLine | None = None
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if pending:
            reading.doubt(pending.words, N_("the rank of the line below it"))
            found.append(replace(line, words=f"{pending.words} {line.words}", gap=pending.gap))
            pending = None
        elif (
            is_rank_alone(line.words)
            and following
            and not (line.sign or following.sign or following.gap or has_rank(following.words))
            and (line.gap or not found)
        ):
            pending = line
        else:
            found.append(line)
    return found


# Which lines are headings


def _levels(lines: Sequence[RoughLine], reading: Reading) -> list[int]:
    """For each line the level of the heading that it is, or 0."""
    least = min((line.level for line in lines if line.level), default=1)
    page = _Page(
        tuple(lines),
        sum(line.capitals for line in lines) > MOSTLY * len(lines),
        min((line.indent for line in lines), default=0),
        frozenset(_style(line) for n, line in enumerate(lines) if _numbered(line) and _leads(lines, n)),
        not any(not line.sign and _leads(lines, n) for n, line in enumerate(lines)),
        frozenset(_unranked(line.words) for line in lines if has_rank(line.words) and not line.sign),
    )
    levels = []
    for number, line in enumerate(lines):
        sure, unsure = _is_heading(page, number)
        if unsure and not sure:
            reading.doubt(line.words, N_("a heading"))
        level = min(2 + max(line.level - least, 0), DEEPEST_HEADING)
        levels.append(level if sure or unsure else 0)
    return levels


@dataclass(frozen=True, slots=True)
class _Page:
    """All the lines, and what holds of them together.

    Whether most are in capitals, how far out they begin, how the numbers of headings are written, whether bullets alone
    order them, and what stands beside a rank.
    """

    lines: tuple[RoughLine, ...]
    capitals: bool
    outermost: int
    styles: frozenset[str]
    all_bullets: bool
    ranked: frozenset[str]


def _is_heading(page: _Page, number: int) -> tuple[bool, bool]:
    """Whether a line is a heading for sure; whether it may be one."""
    lines, line = page.lines, page.lines[number]
    if line.level:
        return True, True
    if line.starred or line.signs_mean or line.indent > page.outermost:
        return False, False
    if line.sign:
        below = _children(lines, number) and page.all_bullets
        return False, below and (has_rank(line.words) or (line.capitals and not lines[number + 1].capitals))
    leads = _leads(lines, number)
    if has_rank(line.words) and not is_rank_alone(line.words):
        return leads, leads or not begins_with_rank(line.words)
    if line.words in page.ranked:
        return leads, leads
    if label_of(line.words)[0] or is_rank_alone(line.words):
        return False, False
    if _numbered(line):
        return leads, _style(line) in page.styles
    return _is_heading_by_its_look(page, number, leads)


def _is_heading_by_its_look(page: _Page, number: int, leads: bool) -> tuple[bool, bool]:
    """The same of a line without bullet, number or rank: short, apart, in capitals or with a colon."""
    lines, line = page.lines, page.lines[number]
    apart = line.gap or number == 0
    short = len(line.words.split()) <= MOST_IN_HEADING and not _ENDS_A_SENTENCE.search(line.words)
    if not short:
        return False, False
    if not leads:
        following = lines[number + 1] if number + 1 < len(lines) else None
        over = following and following.gap and not following.sign and _leads(lines, number + 1)
        alone = line.capitals and not page.capitals and (not following or following.gap)
        title = number == 0 and any(_leads(lines, n) for n, one in enumerate(lines) if not one.sign)
        return False, bool(apart and (over or alone or title))
    if line.capitals and not page.capitals:
        return True, True
    if line.words.rstrip("* ").endswith(":"):
        return apart, True
    return False, apart


def _leads(lines: Sequence[RoughLine], number: int) -> bool:
    """Whether what stands below a line stands under it: bullets, lines further in, a label."""
    line = lines[number]
    if number + 1 == len(lines):
        return False
    below = lines[number + 1]
    if below.sign and not line.sign:
        return True
    below_says = label_of(below.words)[0] is not None or is_rank_alone(below.words)
    return below.indent > line.indent or below_says or (_numbered(line) and not _numbered(below) and not below.gap)


def _children(lines: Sequence[RoughLine], number: int) -> bool:
    return number + 1 < len(lines) and lines[number + 1].indent > lines[number].indent


def _numbered(line: RoughLine) -> bool:
    return bool(line.number) and not line.sign


def _unranked(words: str) -> str:
    """The words of a line without its rank."""
    return " ".join(without_rank(words).split()).strip("() –-:")


def _style(line: RoughLine) -> str:
    """How the number before a line is written, whatever number it is."""
    return re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]+", "A", re.sub(r"\d+", "1", line.number)))


# What stands under what


def _nest(items: list[_Item]) -> None:
    """Give each line its depth by how far in it begins: bullets, and what has none and stands further in."""
    indents: list[int] = []
    for number, item in enumerate(items):
        line = item.line
        if item.level or (not line.sign and _stands_alone(items, number)):
            indents.clear()
            item.bullet = bool(_HIDES.match(line.words))
            continue
        while indents and indents[-1] >= line.indent:
            indents.pop()
        item.depth = len(indents)
        indents.append(line.indent)


def _stands_alone(items: list[_Item], number: int) -> bool:
    """Whether a line without a bullet is a paragraph: it stands as far out as the heading above it, or as a label."""
    line = items[number].line
    if label_of(line.words)[0] or is_rank_alone(line.words) or number == 0:
        return True
    heading = next((one for one in reversed(items[:number]) if one.level), None)
    outermost = heading.line.indent if heading else min(one.line.indent for one in items)
    return line.indent <= outermost and not line.number


# One line


def _line(item: _Item, reading: Reading) -> Line:
    words = item.line.words
    label, alone = (None, False) if item.level else label_of(words)
    if label and not alone:
        reading.doubt(words, N_("a line with the label “{label}”"), label=label)
    spans = spans_of(words, reading)
    marks = () if item.level else marks_of(words, reading, starred=item.line.starred)
    spans, pen = _pen_of_all(spans)
    return Line(spans, bullet=item.bullet, depth=item.depth, attributes=Attributes(pen=pen, marks=marks, label=label))


def _pen_of_all(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], str]:
    """The spans of a line that one pen wrote whole without its name, and that name."""
    if len(spans) == 1 and spans[0].attributes.pen == BOLD:
        only = replace(spans[0], attributes=replace(spans[0].attributes, pen=""))
        return (only.spans if only.spans and only.attributes == Attributes() else (only,)), BOLD
    return spans, ""


def _id(heading: Line, taken: set[str]) -> str:
    """An id for a heading: of its words, without what is printed before them and the ranks written there."""
    words = "".join(span.words for span in heading.spans if not span.attributes.rank)
    plain = _PRINTED.sub("", words, count=1) or words
    id = proposed(plain, taken, "block")
    return id if not id.startswith(OURS) else f"block-{id}"
