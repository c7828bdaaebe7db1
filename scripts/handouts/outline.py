"""An outline: what a handout is to hold, written in Markdown.

In: the text of an outline. Out: an `Outline`, its properties and its blocks in order. Guaranteed: no line is left out;
a line that cannot be read raises `OutlineError`, which says where.

The Markdown is a small part of it: headings, paragraphs, bulleted and numbered lists, quotations, tables, `---`
between slides, `**bold**`, `*slanted*`. Besides: `Author: …` and `Language: …` above everything else say what the
file's properties say; of slides, `Notes: …` is what the speaker says; of a Word file, `Comment (Somebody): …` is a
comment in the margin of what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,4})\s+(.+?)\s*#*")
_ITEM = re.compile(r"(\s*)([-*+]|\d+[.)])\s+(.+)")
_ASIDES = {
    ".docx": re.compile(r"Comment(?:\s+\(([^)]*)\))?:\s*(.+)"),
    ".pptx": re.compile(r"Notes(?:\s+\(([^)]*)\))?:\s*(.+)"),
}
"""Which files have asides, and how an outline marks them; elsewhere the words stand on the page like any others."""
_NO_ASIDE = re.compile(r"(?!)")
_PROPERTY = re.compile(r"(Author|Language):\s+(.+)")
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}")
_DIVIDER = re.compile(r"\s*:?-+:?\s*")
_FIGURE = re.compile(r"[-−+]?[£€$]?\s?\d[\d,. ]*\s?(%|[a-z]{1,3})?|\d{4}-\d\d-\d\d|[-–—]")
_RUN = re.compile(r"\*\*(.+?)\*\*|\*(\S(?:.*?\S)?)\*|\[([^]]+)\]\([^)]+\)")


class OutlineError(ValueError):
    """An outline that cannot be made into a handout."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face."""

    text: str
    bold: bool = False
    slanted: bool = False


Words = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, of level 1 to 4."""

    words: Words
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `quoted` where it is somebody's words, set apart."""

    words: Words
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, `depth` deep; `number` is 0 where it has a bullet."""

    words: Words
    depth: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length; the first row holds the headings."""

    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across: the end of a slide."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What does not stand on the page itself: the speaker's notes to a slide, or a comment on the block before."""

    text: str
    author: str = ""


Block = Heading | Paragraph | Item | Table | Rule | Aside


@dataclass(frozen=True, slots=True)
class Outline:
    """What a handout is to hold, and who its properties say wrote it in which language ("" where it does not say)."""

    blocks: tuple[Block, ...]
    author: str = ""
    language: str = ""

    @property
    def title(self) -> str:
        """The words of its first heading."""
        return next((plain(block.words) for block in self.blocks if isinstance(block, Heading)), "")


def written(outline: Outline) -> Iterator[str]:
    """All its words, block by block."""
    for block in outline.blocks:
        match block:
            case Table():
                yield from (plain(cell) for row in block.rows for cell in row)
            case Aside():
                yield block.text
            case Heading() | Paragraph() | Item():
                yield plain(block.words)


def plain(words: Words) -> str:
    """The words without their faces."""
    return "".join(run.text for run in words)


def of_figures(table: Table, column: int) -> bool:
    """Whether all below a column's heading are figures, which stand at the right."""
    below = [text for row in table.rows[1:] if (text := plain(row[column]))]
    return bool(below) and all(_FIGURE.fullmatch(text) for text in below)


def shares(table: Table) -> tuple[float, ...]:
    """How much of a table's width each column gets, by what it holds; together 1."""
    longest = [max(len(plain(cell)) for cell in column) for column in zip(*table.rows, strict=True)]
    weights = [min(max(long, 7), 34) + 3 for long in longest]
    return tuple(weight / sum(weights) for weight in weights)


def read_outline(text: str, suffix: str) -> Outline:
    """The outline that a text holds, of a file with this suffix; raises `OutlineError`."""
    lines = text.replace("\u00a0", " ").splitlines()
    start, properties = 0, {}
    while start < len(lines) and (not lines[start].strip() or _PROPERTY.fullmatch(lines[start])):
        if found := _PROPERTY.fullmatch(lines[start]):
            properties[found[1].lower()] = found[2].strip()
        start += 1
    blocks = tuple(_blocks(lines, start, _ASIDES.get(suffix, _NO_ASIDE)))
    if not blocks:
        raise OutlineError("the outline is empty")
    return Outline(blocks, **properties)


def _blocks(lines: list[str], at: int, aside: re.Pattern[str]) -> Iterator[Block]:
    """The blocks from a line on, each of one line or several."""
    indents: list[int] = []
    starts = (_HEADING, _ITEM, _RULE, aside)

    def goes_on(more: str) -> bool:
        return bool(more) and more[0] not in "|>" and not any(one.fullmatch(more) for one in starts)

    while at < len(lines):
        line = lines[at].rstrip()
        at += 1
        if not line.strip():
            continue
        if found := _HEADING.fullmatch(line):
            yield Heading(_words(found[2]), len(found[1]))
        elif _RULE.fullmatch(line.strip()):
            yield Rule()
        elif line.lstrip().startswith("|"):
            rows, at = _gather(lines, at, line, lambda more: more.startswith("|"))
            yield _table(rows, at)
        elif found := _ITEM.fullmatch(line):
            rest, at = _gather(lines, at, found[3], goes_on)
            number = int(found[2][:-1]) if found[2][0].isdigit() else 0
            yield Item(_words(" ".join(rest)), _depth(len(found[1].expandtabs(4)), indents), number)
            continue
        elif found := aside.fullmatch(line):
            rest, at = _gather(lines, at, found[2], goes_on)
            yield Aside(" ".join(rest), found[1] or "")
        elif line.startswith(">"):
            rest, at = _gather(lines, at, line, lambda more: more.startswith(">"))
            yield Paragraph(_words(" ".join(part.lstrip("> ") for part in rest)), quoted=True)
        else:
            rest, at = _gather(lines, at, line, goes_on)
            yield Paragraph(_words(" ".join(rest)))
        indents.clear()


def _depth(indent: int, indents: list[int]) -> int:
    """How deep an item lies; `indents` are those of the items around it, and are kept up to date."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents) - 1


def _gather(lines: list[str], at: int, first: str, belongs: Callable[[str], bool]) -> tuple[list[str], int]:
    """A block's first line with those below that belong to it, and where the next block may begin."""
    found = [first.strip()]
    while at < len(lines) and belongs(lines[at].strip()):
        found.append(lines[at].strip())
        at += 1
    return found, at


def _table(rows: list[str], at: int) -> Table:
    cells = [_cells(row) for row in rows]
    cells = [row for row in cells if not all(_DIVIDER.fullmatch(cell) for cell in row)]
    wide = len(cells[0]) if cells else 0
    for row in cells:
        if len(row) != wide:
            raise OutlineError(f"in the table that ends in line {at}, a row has {len(row)} cells, the first {wide}")
    return Table(tuple(tuple(_words(cell) for cell in row) for row in cells))


def _cells(row: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))
    return [part.replace("\\|", "|").strip() for part in parts]


def _words(text: str) -> Words:
    """The runs of a line: bold, slanted and plain ones; of a link its words."""
    runs, done = [], 0
    for found in _RUN.finditer(text):
        runs.append(Run(text[done : found.start()]))
        runs.append(Run(found[1] or found[2] or found[3], bold=bool(found[1]), slanted=bool(found[2])))
        done = found.end()
    runs.append(Run(text[done:]))
    return tuple(run for run in runs if run.text)
