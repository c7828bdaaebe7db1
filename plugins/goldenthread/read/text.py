"""The text of a record: bytes become characters, and a Markdown record comes apart into head and body.

In: the bytes of a file. Out: its text with `\\n` for every line end, or the problems that make it no record.
Guaranteed: what comes out has no control characters and no conflict markers; positions in it are positions in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.problem import Problem, problem
from goldenthread.source import Place

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_FENCE = re.compile(r"---[ \t]*")
_OTHER_FENCE = re.compile(r"(?!---[ \t]*$)[-–—―_=*]{1,5}[ \t]*")
"""What keyboards make of three hyphens, and what is typed in their place."""
_LONG_DASH = re.compile(r"(?:[–—―]{1,3}|--|-{4,5})[ \t]*")
"""Those of them that stand in a line of their own for nothing else."""
_KEY = re.compile(r"[a-z_]+:(?:[ \t]|$)")
_GOES_ON = re.compile(r"[ \t]+\S|- |[\]}]")
_BETWEEN = re.compile(r"[ \t]*(?:#|$)")
_UTF7 = re.compile(rb"\+/v[89+/]")


@dataclass(frozen=True, slots=True)
class Record:
    """A Markdown record: the YAML of its head and the text under it, each with its place."""

    head: str
    head_at: Place
    body: str
    body_at: Place


def decode(data: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The characters of a file, or why it is no text that people can read."""
    start = Place(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (data[:200].count(0) > len(data[:200]) // 4 and data):
        return None, (problem("GT107", start),)
    if _UTF7.match(data):
        return None, (problem("GT101", start, offset=0),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _lines_ended_alike(data[: error.start].decode("utf-8"))
        return None, (problem("GT101", start.within(before, len(before)), offset=error.start),)
    text = _lines_ended_alike(text)
    if not text.strip():
        return None, (problem("GT104", start),)
    problems = []
    if found := CONTROL.search(text):
        problems.append(problem("GT102", start.within(text, found.start()), character=f"U+{ord(found[0]):04X}"))
    if conflict := _CONFLICT.search(text):
        problems.append(problem("GT103", start.within(text, conflict.start())))
    return (None if problems else text), tuple(problems)


def _lines_ended_alike(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def split(text: str, path: str) -> tuple[Record | None, tuple[Problem, ...]]:
    """A Markdown record's head, between two lines `---`, and its body."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        first = next((number for number, line in enumerate(lines) if line.strip()), 0)
        if _OTHER_FENCE.fullmatch(lines[first]):
            return None, (problem("GT137", Place(path, first + 1), words=lines[first].strip()),)
        late = bool(_FENCE.fullmatch(lines[first]))
        return None, (problem("GT105" if late else "GT108", Place(path, first + 1)),)
    for number in range(1, len(lines)):
        if _FENCE.fullmatch(lines[number]):
            head = "\n".join(lines[1:number]) + "\n"
            if not head.strip():
                return None, (problem("GT104", Place(path)),)
            body = "\n".join(lines[number + 1 :])
            return Record(head, Place(path, 2), body, Place(path, number + 2)), ()
    dash = next((number for number in range(1, len(lines)) if _LONG_DASH.fullmatch(lines[number])), 0)
    end = dash or end_of_keys(lines)[0]
    if end < len(lines) and _OTHER_FENCE.fullmatch(lines[end]):
        return None, (problem("GT137", Place(path, end + 1), words=lines[end].strip()),)
    return None, (problem("GT106", Place(path, end + 1 if "".join(lines[end:]).strip() else 1)),)


def end_of_keys(lines: list[str]) -> tuple[int, bool]:
    """Behind which of a record's lines its keys end, as far as can be seen, and whether nothing else is among them."""
    end, only, others = 1, True, False
    for number, line in enumerate(lines[1:], 1):
        if _KEY.match(line):
            end, only = number + 1, not others
        elif number == end and _GOES_ON.match(line):
            end = number + 1
        else:
            others = others or not _BETWEEN.match(line)
    return end, only
