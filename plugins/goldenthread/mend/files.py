"""The records of a folder as an upgrade goes through them: each file with what its entries are, and their trees.

In: the paths of a folder, and bytes. Out: `RecordFile`s, and the entries in each. Guaranteed: what lies in `files/` and
`photos/` is nobody's record, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.mend.steps import ARCHIVE, CHARTS, MEETINGS
from goldenthread.problem import Problem
from goldenthread.read.nodes import ListNode, MappingNode, Node, parse_yaml
from goldenthread.read.text import decode, split
from goldenthread.source import Place

_MEETING = "meeting.md"
_KEPT = re.compile(r"(^|/)(files|photos)/")


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of the records, and what it holds: one entry (`archive`, `meetings`, `charts`) or the list of a name."""

    path: str
    holds: str


def record_files(paths: Iterable[str]) -> Iterator[RecordFile]:
    """The files that are records, by their places in the folder."""
    known = list(paths)
    meetings = {path.removesuffix(_MEETING) for path in known if re.fullmatch(rf"meetings/.+/{_MEETING}", path)}
    for path in known:
        folder = next((one for one in _above(path) if one in meetings), "")
        if holds := _holds(path.removeprefix(folder), bool(folder)):
            yield RecordFile(path, holds)


def _above(path: str) -> Iterator[str]:
    """The folders that a file lies in, outermost first: a meeting in the folder of another is none."""
    return (path[: slash.end()] for slash in re.finditer("/", path))


def _holds(path: str, in_meeting: bool) -> str:
    """What a file holds, by its path below the records folder or below that of its meeting."""
    name = r"([^/]+)"
    if in_meeting and re.fullmatch(rf"flip-charts/{name}\.md", path):
        return CHARTS
    if in_meeting and path == _MEETING:
        return MEETINGS
    if not in_meeting and path == "archive.yml":
        return ARCHIVE
    if not in_meeting and re.fullmatch(r"updates/.+\.yml", path) and not _KEPT.search(path):
        return "updates"
    if not in_meeting and re.fullmatch(rf"queries/{name}\.yml", path):
        return "queries"
    found = re.fullmatch(rf"{'' if in_meeting else 'registers/'}{name}\.yml", path)
    return found[1] if found else ""


def tree_of(file: RecordFile, data: bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a record, or of its head."""
    text, problems = decode(data, file.path)
    if text is None:
        return None, problems
    if not file.path.endswith(".md"):
        return parse_yaml(text, Place(file.path))
    record, problems = split(text, file.path)
    return parse_yaml(record.head, record.head_at) if record else (None, problems)


def entries_in(file: RecordFile, tree: Node, where: str) -> Iterator[MappingNode]:
    """The entries of a record that stand under this key of the format."""
    listed: Node | None = None
    if file.holds == where:
        listed = tree
    elif file.holds == MEETINGS and isinstance(tree, MappingNode) and where in tree.pairs:
        listed = tree.pairs[where][1]
    for entry in listed.items if isinstance(listed, ListNode) else [listed]:
        if isinstance(entry, MappingNode):
            yield entry
