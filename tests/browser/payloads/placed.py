"""Records in which payloads stand wherever somebody may write words, beside those that are files of their own.

What the reader refuses is noted with its code, and left out of what is built: the rest is published.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from goldenthread.compile import compile_archive
from goldenthread.problem import Problem
from tests.browser.payloads.files import FILES
from tests.browser.payloads.words import OUTSIDE, REFUSED, WORDS
from tests.publish.test_hostile import records

CANARY = "zqxoutside"
"""Stands in files beside the records and above them, and nowhere in them."""
NAMES = tuple(name for row in WORDS.values() for name in row)
_WORDS = {name: words for row in WORDS.values() for name, words in row.items()}
_MARK = "@slot@"
_SLOT = re.compile(r'"@(\d+)@"|@(\d+)@')
Filled = tuple[str, Sequence[Mapping[int, int]]]
"""The text of a file, and in each line of it the columns at which places for words begin, with their numbers."""
_STEP = 11
_ROUNDS = 12
"""What is refused may hide what else is: so often the rest is read again."""


@dataclass
class Placed:
    """Records that can be built, and of each payload how often it stands in them, and with which codes it was refused.

    `unplaced` are refusals without a place.
    """

    root: Path
    stands: Counter[str] = field(default_factory=Counter)
    refused: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unplaced: list[str] = field(default_factory=list)


def place(folder: Path, copies: int, seed: int = 0) -> Placed:
    """Write records with so many copies of every field that takes words, each with another payload, and all files."""
    outside = folder / "a" / "outside.txt"
    made = Placed(folder / "a" / "records")
    made.root.mkdir(parents=True)
    for path in (outside, folder / "outside.txt", folder / "a" / "secret" / "x.jpg"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{CANARY} {path.name}", "utf-8")
    others, templates, held = _fields(copies, seed)
    filed = dict(FILES)
    for _ in range(_ROUNDS):
        filled = {path: _filled(path, text, held, str(outside)) for path, text in templates.items()}
        _write(made.root, {**others, **{path: text for path, (text, _) in filled.items()}}, filed, str(outside))
        _, problems = compile_archive(made.root)
        errors = [found for found in problems if found.level == "error"]
        if not errors:
            made.stands.update((*held.values(), *filed))
            return made
        made.unplaced += [found.line() for found in errors if not found.at.path]
        blamed = [(found, *one) for found in errors for one in _blamed(found, filled, held, filed)]
        assert blamed, [found.line() for found in errors]
        for found, name, slot in blamed:
            made.refused[name or held[slot]].add(found.code)
        for _, name, slot in blamed:
            filed.pop(name, None)
            held.pop(slot, None)
    raise AssertionError("there is no end to what is refused")


def _fields(copies: int, seed: int) -> tuple[dict[str, bytes], dict[str, str], dict[int, str]]:
    """Files without words; files whose places for words are numbered; and the payload of each number."""
    others: dict[str, bytes] = {}
    templates: dict[str, str] = defaultdict(str)
    held: dict[int, str] = {}
    for copy in range(copies):
        first = len(held)
        for path, content in records(_MARK, f"{copy:03}").items():
            if isinstance(content, bytes):
                others[path] = content
            elif path != "archive.yml" or not copy:
                head, *rest = content.split(_MARK)
                templates[path] += head
                for text in rest:
                    # From copy to copy each payload moves on: with as many copies as payloads, each stands in all.
                    held[len(held)] = NAMES[(len(held) - first + copy * _STEP + seed) % len(NAMES)]
                    templates[path] += f"@{len(held) - 1}@{text}"
    return others, templates, held


def _filled(path: str, text: str, held: Mapping[int, str], outside: str) -> Filled:
    """A file with its payloads, and in each of its lines the places for words, by where they begin."""
    out: list[str] = []
    slots: list[Mapping[int, int]] = []
    for line in text.split("\n"):
        made, end = "", 0
        begins: dict[int, int] = {}
        for found in _SLOT.finditer(line):
            made += line[end : found.start()]
            number = int(found[1] or found[2])
            begins[len(made) + 1] = number
            typed = _WORDS.get(held.get(number, ""), "harmless").replace(OUTSIDE, outside)
            if found[1]:
                made += json.dumps(typed, ensure_ascii=False)
            else:
                made += typed if found[0] == line else re.sub(r"\s*\n\s*", " ", typed)
            end = found.end()
        lines = (made + line[end:]).split("\n")
        out += lines
        slots += [begins] * len(lines)
    return "\n".join(out), slots


def _blamed(
    found: Problem, filled: Mapping[str, Filled], held: Mapping[int, str], filed: Mapping[str, object]
) -> Iterator[tuple[str, int]]:
    """The payloads that a problem speaks of: a file, by its name, or the place for words at or before its column."""
    for name in filed:
        if found.at.path.startswith(f"{folder_of(name)}/"):
            yield name, -1
    if found.at.path in filled:
        begins = {
            column: slot for column, slot in filled[found.at.path][1][max(found.at.line, 1) - 1].items() if slot in held
        }
        before = [column for column in begins if column <= found.at.column]
        if begins:
            yield "", begins[max(before, default=min(begins))]


def folder_of(name: str) -> str:
    """Where the files of a payload lie in the records."""
    return f"meetings/posted-{list(FILES).index(name):02}"


def _write(root: Path, files: Mapping[str, str | bytes], filed: Mapping[str, object], outside: str) -> None:
    rmtree(root)
    posted = {f"{folder_of(name)}/{path}": content for name in filed for path, content in FILES[name].files.items()}
    for path, content in {**files, **posted}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            target.symlink_to(str(content).replace(OUTSIDE, outside))
        elif isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_bytes((content.replace(OUTSIDE, outside) if path in posted else content).encode())


def wrongly(made: Placed) -> list[str]:
    """The payloads that were neither refused as they should be nor published, or with another code than is noted."""
    told = made.unplaced.copy()
    for name, one in FILES.items():
        if (one.code not in made.refused[name]) if one.code else made.refused[name]:
            told.append(f"{name}: {one.code or 'to be published'}, not {sorted(made.refused[name])}")
    for name in NAMES:
        if other := made.refused[name] - REFUSED.get(name, set()):
            told.append(f"{name}: refused with {sorted(other)}")
    return told + [f"{name}: nowhere" for name in (*NAMES, *FILES) if not made.refused[name] and not made.stands[name]]
