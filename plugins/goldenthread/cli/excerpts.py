"""The line in which a problem stands, with a mark under the place: what a terminal shows below each message.

In: a problem and the folder its path begins in. Out: lines for a terminal. Guaranteed: one line of the file at most, as
wide as the terminal; nothing in it that a terminal would obey; nothing where there is no such line.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from unicodedata import combining, east_asian_width

import click

from goldenthread.problem import Problem

NARROWEST = 40
MOST_BYTES = 2_000_000
"""The largest file of which a line is shown; records are not larger."""
COLOURS = {"error": "red", "warning": "yellow"}


Excerpt = Callable[[Problem], Iterator[str]]


def excerpts(root: str, width: int = 0) -> Excerpt:
    """What gives the line and the mark, `width` columns at most: by default as many as the terminal has.

    A file is read once as long as problems of it follow each other.
    """
    read = lru_cache(maxsize=1)(_lines)

    def excerpt(found: Problem) -> Iterator[str]:
        lines = read(Path(root) / found.at.path)
        return _excerpt(found, lines, width) if 0 < found.at.line <= len(lines) else iter(())

    return excerpt


def _excerpt(found: Problem, lines: list[str], width: int) -> Iterator[str]:
    gutter = f"{found.at.line:>5} | "
    line, before = lines[found.at.line - 1], found.at.column - 1
    marked = _marked(found, line[before:])
    room = max(width or shutil.get_terminal_size().columns, NARROWEST) - len(gutter) - 1
    first = _first_shown(line, before, marked, room)
    shown = _within(line[first:], room)
    mark = " " * sum(map(_wide, line[first:before])) + "^" * max(sum(map(_wide, line[before : before + marked])), 1)
    yield f"{click.style(gutter, fg='bright_black')}{shown}"
    blank = click.style(f"{'|':>7} ", fg="bright_black")
    yield f"{blank}{click.style(_within(mark, room), fg=COLOURS[found.level], bold=True)}"


def _lines(path: Path) -> list[str]:
    """The lines of a file, each with a visible sign for what has no shape; none where it is no text."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return []
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return ["".join(c if c.isprintable() else "→" if c == "\t" else "·" for c in line) for line in text.split("\n")]


def _marked(found: Problem, rest: str) -> int:
    """How many characters the problem is about: those of the longest of its facts that stand at its place."""
    return max((len(words) for _, words in found.facts if words and rest.startswith(words)), default=1)


def _first_shown(line: str, before: int, marked: int, room: int) -> int:
    """Where a line begins to be shown, so that the place is seen."""
    if sum(map(_wide, line[: before + marked])) <= room:
        return 0
    return max(before - room // 3, 0)


def _within(line: str, room: int) -> str:
    """As much of a line as there is room for."""
    used = 0
    for number, character in enumerate(line):
        used += _wide(character)
        if used > room:
            return f"{line[: max(number - 1, 0)]}…"
    return line


def _wide(character: str) -> int:
    """How many columns of a terminal a character takes."""
    return 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
