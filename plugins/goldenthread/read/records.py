"""A records folder, read: the table of contents of this stage.

In: a folder laid out as `records/` is. Out: `Records`, and every problem met. Guaranteed: a fault in one entry drops
that entry alone; a fault in one file, that file's record alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from goldenthread.markup.attributes import misplaced_audience
from goldenthread.markup.knots import knot
from goldenthread.markup.mentions import relative, unfinished
from goldenthread.markup.transcript import parse_transcript
from goldenthread.memory import Memory
from goldenthread.model.archive import REGISTERS
from goldenthread.model.chart import FlipChart
from goldenthread.model.entry import Entry
from goldenthread.model.fields import Prose, slug
from goldenthread.model.meeting import Meeting
from goldenthread.model.query import SavedQuery
from goldenthread.model.records import Records
from goldenthread.model.settings import FORMAT, Settings
from goldenthread.model.update import Update
from goldenthread.model.walk import every_entry, fields_of, proses_in
from goldenthread.problem import Problem, problem
from goldenthread.read.files import MOST_TEXT, list_files, read_bytes, stamp
from goldenthread.read.nodes import ListNode, MappingNode, Node, parse_yaml
from goldenthread.read.pens import declared, read_pens
from goldenthread.read.schema import entry
from goldenthread.read.text import Record, decode, split
from goldenthread.read.version import other_version
from goldenthread.source import Place, Written

T = TypeVar("T")
_APART = frozenset({"charts", "pens", "ranking"})
LISTS: Mapping[str, type[Any]] = {
    facts.key: facts.inner for facts in fields_of(Meeting) if facts.inner and facts.name not in _APART
}
"""The lists of a meeting's head that may stand in a file of their own name instead."""
_MEETING = "meeting.md"
_KEPT = ("photos/", "files/")
"""The folders, beside a meeting's record and beside the updates, of what records name."""
_BRACES = ("GT302", "GT304", "GT312", "GT318")
"""The codes of braces in which an id may stand that is not read."""
_REMARKED = re.compile(
    r"(?:^|[ \t])#+[ \t]*(?:- )?(?P<key>audience|publish_after|internal(?=[ \t]*:[ \t]*(?:\[|\w+[ \t]*$)))[ \t]*:",
    re.MULTILINE,
)
"""What says who may see something, in a remark; a sentence about what is internal is one for those who edit."""
_AN_ID = re.compile(r"(?:\bid:[ \t]*['\"]?|\{#)([a-z0-9][a-z0-9._-]*)")


def read_records(root: Path, memory: Memory | None = None) -> tuple[Records, tuple[Problem, ...]]:
    """Everything below `root`. Where `archive.yml` cannot be read, all is internal and the problems say so.

    A meeting whose files are as they were when it was read into `memory` is not read again.
    """
    if not root.is_dir():
        return Records(settings=_NO_SETTINGS), (problem("GT001", Place("")),)
    files, problems = list_files(root)
    refused = frozenset(found.at.path for found in problems)
    reader = _Reader(root, files, list(problems), refused=refused, memory=memory or Memory())
    records = reader.read()
    return records, tuple(reader.problems)


_NO_SETTINGS = Settings(format=FORMAT, title="Untitled archive")


@dataclass
class _Reader:
    """What one run over a folder has met so far: its problems, the files it used, the names it could not read.

    `refused` are the paths at which something lies that is no plain file, and is reported as that.
    """

    root: Path
    files: tuple[str, ...]
    problems: list[Problem]
    used: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    refused: frozenset[str] = frozenset()
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def present(self) -> frozenset[str]:
        """The files there are, for asking whether one is among them."""
        return frozenset(self.files)

    def below(self, folder: str) -> tuple[str, ...]:
        """The files in a folder, which is named with its `/`, and in those inside it."""
        first = bisect_left(self.files, folder)
        return self.files[first : bisect_left(self.files, folder[:-1] + "0", first)]  # "0" comes right after "/"

    def read(self) -> Records:
        refused = "archive.yml" in self.refused
        other, settings = (None, _NO_SETTINGS) if refused else self._file("archive.yml", _Reader._settings)
        if other:
            self.problems = [other]  # the rest is written in words that are not known here
            return Records(settings=_NO_SETTINGS)
        registers: dict[str, Any] = {
            name: self._file(f"registers/{name}.yml", partial(_Reader._list_file, kind=kind))
            for name, kind in REGISTERS.items()
            if kind is not SavedQuery
        }
        queries = tuple(query for path in self.below("queries/") if (query := self._file(path, _Reader._query)))
        meetings = tuple(meeting for folder in self._meeting_folders() if (meeting := self._remembered(folder)))
        updates = tuple(
            update
            for path in self.below("updates/")
            if path.endswith(".yml")
            for update in self._file(path, partial(_Reader._list_file, kind=Update))
        )
        kept = self._kept("updates/") | frozenset(path for m in meetings for path in self._kept(f"{m.folder}/"))
        self.used |= kept
        self.problems += [problem("GT018", Place(path)) for path in self.files if path not in self.used]
        return Records(
            settings=settings,
            **registers,
            queries=queries,
            meetings=meetings,
            updates=updates,
            files=kept,
            unread=frozenset(self.unread),
        )

    # Files

    def _text(self, path: str) -> str | None:
        self.used.add(path)
        data, problems = read_bytes(self.root, path, MOST_TEXT)
        self.problems += problems
        if data is None:
            return None
        text, problems = decode(data, path)
        self.problems += problems
        if text is None:
            self._no_record(data.decode("utf-8", "replace"))
        return text

    def _no_record(self, text: str) -> None:
        """What looks like an id in a text that cannot be read is a name that references may still lead to."""
        self.unread.update(_AN_ID.findall(text))

    def _kept(self, folder: str) -> frozenset[str]:
        return frozenset(path for name in _KEPT for path in self.below(f"{folder}{name}"))

    def _yaml(self, path: str) -> Node | None:
        text = self._text(path)
        return None if text is None else self._tree(text, Place(path))

    def _tree(self, text: str, at: Place) -> Node | None:
        node, problems = parse_yaml(text, at)
        self.problems += problems
        for found in _REMARKED.finditer(text) if "#" in text else ():
            start = found.start("key")
            place = Place(at.path, at.line + text.count("\n", 0, start), start - text.rfind("\n", 0, start))
            self.problems.append(problem("GT812", place, key=found["key"]))
        if node is None:
            self._no_record(text)
        return node

    def _record(self, path: str) -> tuple[Record | None, Node | None]:
        """A Markdown record, and the tree of its head; both or neither."""
        text = self._text(path)
        if text is None:
            return None, None
        record, problems = split(text, path)
        self.problems += problems
        node = self._tree(record.head, record.head_at) if record else None
        if node is None:
            self._no_record(text)
        return (record, node) if node is not None else (None, None)

    # Entries

    def _entry(self, node: Node, kind: type[T], **given: Any) -> T | None:
        made, problems = entry(node, kind, given)
        self.problems += problems
        knots = [found for prose in _proses(made) if (found := knot(prose))]
        knots += [
            problem("GT804", prose.at, words=words)
            for prose in _proses(made)
            if (words := misplaced_audience(prose.text))
        ]
        self.problems += [
            problem("GT218", at, words=words, id=id) for prose in _proses(made) for at, words, id in unfinished(prose)
        ]
        if knots:
            self.problems += knots
            made = None
        self.problems += [
            problem("GT219", at, address=address) for prose in _proses(made) for at, address in relative(prose)
        ]
        if made is None and isinstance(node, MappingNode) and "id" in node.pairs:
            name = node.pairs["id"][1]
            self.unread |= {name.text, slug(name.text)} if isinstance(name, Written) else set()
        return made

    def _list(self, node: Node, kind: type[T]) -> tuple[T, ...]:
        if not isinstance(node, ListNode):
            empty = isinstance(node, Written) and not node.text and not node.tail
            self.problems.append(problem("GT201", node.at, key="this list") if empty else problem("GT109", node.at))
            return ()
        return tuple(made for item in node.items if (made := self._entry(item, kind)) is not None)

    def _list_file(self, path: str, kind: type[T]) -> tuple[T, ...]:
        if path not in self.present:
            return ()
        node = self._yaml(path)
        return () if node is None else self._list(node, kind)

    def _settings(self, path: str) -> tuple[Problem | None, Settings]:
        """What archive.yml says of how all the rest is to be read; or that this is another version of the format."""
        if path not in self.present:
            self.problems.append(problem("GT002", Place(path)))
            return None, _NO_SETTINGS
        node = self._yaml(path)
        other = other_version(node) if node is not None else None
        settings = self._entry(node, Settings) if node is not None and not other else None
        return other, settings or _NO_SETTINGS

    def _query(self, path: str) -> SavedQuery | None:
        """A query, which has the name of its file."""
        name = path.removeprefix("queries/").removesuffix(".yml")
        if "/" in name or not path.endswith(".yml"):
            return None
        node = self._yaml(path)
        query = self._entry(node, SavedQuery, id=name) if node is not None else None
        if query is None:
            self.unread.add(name)
        return query

    # Meetings

    def _meeting_folders(self) -> list[str]:
        """The folders that hold a meeting; one inside another is none."""
        paths = [path for path in (*self.files, *self.refused) if path.startswith("meetings/")]
        folders = sorted(path.removesuffix(_MEETING) for path in paths if path.endswith(f"/{_MEETING}"))
        found: list[str] = []
        for folder in folders:
            if folder != "meetings/" and not (found and folder.startswith(found[-1])):
                found.append(folder)
        return found

    def _file(self, path: str, read: Callable[[_Reader, str], T]) -> T:
        """What a file holds by itself, as it was read before if it is as it was."""
        return self._apart(path, (path,) if path in self.present else (), lambda reader: read(reader, path))

    def _remembered(self, folder: str) -> Meeting | None:
        """The meeting of a folder, as it was read before if its files are as they were."""
        return self._apart(folder, self.below(folder), lambda reader: reader._meeting(folder))

    def _apart(self, name: str, files: tuple[str, ...], read: Callable[[_Reader], T]) -> T:
        """What a reader that knows these files alone makes of them, or made when they were so; and all it was told."""
        photos_and_files = tuple(name + kept for kept in _KEPT)
        stamps = tuple((path, path.startswith(photos_and_files) or stamp(self.root, path)) for path in files)

        def make() -> tuple[_Reader, T]:
            reader = _Reader(self.root, files, [])
            return reader, read(reader)

        part, made = self.memory.recall(("read", name), stamps, make)
        self.problems += part.problems
        self.used |= part.used
        self.unread |= part.unread
        return made

    def _meeting(self, folder: str) -> Meeting | None:
        self.used |= self._kept(folder)
        name = folder.rstrip("/").rsplit("/", 1)[-1]
        path = f"{folder}{_MEETING}"
        record, node = self._record(path) if path in self.present else (None, None)
        given: dict[str, Any] = {key: self._part(folder, key, kind, node) for key, kind in LISTS.items()}
        pens_node = node.pairs["pens"][1] if isinstance(node, MappingNode) and "pens" in node.pairs else None
        pens, problems = read_pens(pens_node)
        self.problems += problems
        paths = self.below(f"{folder}flip-charts/")
        ranking = node.pairs.get("ranking") if isinstance(node, MappingNode) else None
        found = [chart for path in paths if (chart := self._chart(folder, path, pens_node, ranking))]
        charts = tuple(sorted(found, key=lambda chart: (chart.order is None, chart.order or 0, chart.id)))
        meeting = None
        if record and node is not None:
            head = _without(node, (*LISTS, "pens"))
            if isinstance(head, MappingNode) and "id" not in head.pairs:
                given["id"] = name
            body = Prose(record.body, record.body_at)
            meeting = self._entry(head, Meeting, **given, pens=pens, charts=charts, body=body)
        if meeting is None:
            self.unread.add(name)
            self.unread.update(one.id for part in (*given.values(), charts) for one in part if hasattr(one, "id"))
        return meeting

    def _part(self, folder: str, key: str, kind: type[T], head: Node | None) -> tuple[T, ...]:
        """A list of a meeting, from its head or from the file of its name."""
        path = f"{folder}{key}.yml"
        in_head = head.pairs.get(key) if isinstance(head, MappingNode) else None
        if in_head and path in self.present:
            self.used.add(path)
            self.problems.append(problem("GT212", in_head[0], key=key))
        if in_head:
            return self._list(in_head[1], kind)
        return self._list_file(path, kind)

    def _chart(
        self, folder: str, path: str, inherited: Node | None, ranking: tuple[Place, Node] | None
    ) -> FlipChart | None:
        name = path.removeprefix(f"{folder}flip-charts/").removesuffix(".md")
        if "/" in name or not path.endswith(".md"):
            return None
        record, node = self._record(path)
        chart = None
        if record and node is not None:
            own = node.pairs["pens"][1] if isinstance(node, MappingNode) and "pens" in node.pairs else None
            pens, problems = read_pens(own, inherited)
            self.problems += problems
            blocks, problems = parse_transcript(record.body, record.body_at, declared(own, inherited))
            self.problems += problems
            if any(found.code in _BRACES for found in problems):
                self._no_record(record.body)
            head = _without(node, ("pens",))
            if ranking and isinstance(head, MappingNode) and "ranking" not in head.pairs:
                head = MappingNode(head.at, {**head.pairs, "ranking": ranking})
            chart = self._entry(head, FlipChart, id=name, pens=pens, blocks=blocks)
            if chart and not blocks and not chart.photos:
                self.problems.append(problem("GT104", chart.at))
        if chart is None:
            self.unread.add(name)
        return chart


def _proses(value: Any) -> Iterator[Prose]:
    """All the Markdown in an entry, that of the entries in it included."""
    for one in every_entry(value) if isinstance(value, Entry) else ():
        yield from proses_in(one)


def _without(node: Node, keys: tuple[str, ...]) -> Node:
    """A head less the keys that have been read apart."""
    if not isinstance(node, MappingNode):
        return node
    return MappingNode(node.at, {key: pair for key, pair in node.pairs.items() if key not in keys})
