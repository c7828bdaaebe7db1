"""Mistakes made in the records, and what came of each.

In: how many, and a seed. Out: each `Mistake`, with what a clerk is told of it, whether `check --fix` mends it, and what
a plain reader of YAML makes of it. Guaranteed: the same seed makes the same mistakes, and the records stay as they are.
"""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from goldenthread.cache import cache_of
from goldenthread.compile import compile_archive
from goldenthread.mend import prepare_mends
from goldenthread.mend.changes import problems_with
from goldenthread.problem import Problem
from scripts.mistyping.records import RECORDS
from scripts.mistyping.slips import CLASSES

Plain = Literal["same", "here", "elsewhere", "silent"]
"""What a plain reader of YAML and Markdown does: it reads what was meant, complains at the line or elsewhere, or reads
something else without a word."""
_HEAD = re.compile(r"\A---\n(.*?)^---\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Mistake:
    """One mistake: its class, where it was made, what stands in the line, what was said, whether it was mended."""

    name: str
    path: str
    line: int
    typed: str
    told: tuple[Problem, ...]
    mended: bool
    plain: Plain

    @property
    def right(self) -> bool:
        """Whether the first message is one that a clerk needs; silence is right where there is no mistake."""
        wanted = CLASSES[self.name].right
        return self.told[0].code in wanted if self.told and wanted else not wanted and not self.told

    @property
    def placed(self) -> bool:
        """Whether a message stands at the line, or beside it."""
        return any(one.at.path == self.path and abs(one.at.line - self.line) <= 1 for one in self.told)


def mistakes(count: int, seed: int, *, fix: bool = True) -> Iterator[Mistake]:
    """So many mistakes, of each class as many as of any other."""
    names = list(CLASSES)
    for number in range(count):
        name = names[number % len(names)]
        made = _made(name, random.Random(f"{seed} {number}"))
        with tempfile.TemporaryDirectory() as folder:
            told = _told(name, *made, Path(folder) / "records", fix=fix)
            shutil.rmtree(cache_of(Path(folder) / "records", "any").folder.parent, ignore_errors=True)
        yield told


def _made(name: str, chance: random.Random) -> tuple[str, str, int]:
    """A mistake of a class: the file, its text, and the line."""
    while True:
        path = chance.choice(CLASSES[name].files)
        made = CLASSES[name].make(RECORDS[path], chance)
        if made is not None and made[0] != RECORDS[path]:
            return path, *made


def _told(name: str, path: str, text: str, line: int, records: Path, *, fix: bool) -> Mistake:
    for other, content in {**RECORDS, path: text}.items():
        (records / other).parent.mkdir(parents=True, exist_ok=True)
        (records / other).write_text(content, "utf-8")
    told = compile_archive(records)[1]
    after = {change.path: change.after for change in prepare_mends(records).changes} if fix and told else {}
    mended = bool(after) and not problems_with(records, after)
    return Mistake(name, path, line, text.split("\n")[line - 1], told, mended, _plainly(path, text, line))


def _plainly(path: str, text: str, line: int) -> Plain:
    """What a plain reader makes of a file with a mistake in a line."""
    try:
        return "same" if _read(path, text) == _read(path, RECORDS[path]) else "silent"
    except yaml.MarkedYAMLError as error:
        above = 1 if path.endswith(".md") else 0
        stumbled = error.problem_mark.line + 1 + above if error.problem_mark else 0
        return "here" if abs(stumbled - line) <= 1 else "elsewhere"
    except ValueError:  # a day that the calendar has not, without a word of where
        return "elsewhere"


def _read(path: str, text: str) -> Any:
    """What is in a file: its data, of a Markdown record its head and the words below; all is words without a head."""
    if not path.endswith(".md"):
        return yaml.safe_load(text)
    head = _HEAD.match(text)
    return (yaml.safe_load(head[1]), text[head.end() :]) if head else text
