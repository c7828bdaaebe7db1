"""YAML as written: a tree of mappings, lists and scalars, each with its place, and no value guessed.

In: YAML text and where it begins. Out: a `Node`, or problems. Guaranteed: YAML 1.2's structure only - no tags, anchors,
aliases, duplicate keys or second documents, at most `DEEPEST` levels; every scalar keeps the characters typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast
from unicodedata import normalize

import yaml

from goldenthread.problem import Problem, problem
from goldenthread.read.slips import slip
from goldenthread.read.text import CONTROL
from goldenthread.source import Breaks, Place, Written

DEEPEST = 50
MOST_NODES = 200_000
MOST_BETWEEN = 1_000
"""The most characters of line ends looked for between two lines of a scalar."""
_COMMENT = re.compile(r"[ \t]*(#[^\n]*)")
_BULLETS = ("• ", "· ", "‣ ")
"""What a list pasted from elsewhere begins its lines with."""
_COLON = re.compile(r"[ \t]*:")


@dataclass(slots=True)
class MappingNode:
    """Keys with values, in order; each key with its place."""

    at: Place
    pairs: dict[str, tuple[Place, Node]] = field(default_factory=dict)


@dataclass(slots=True)
class ListNode:
    """Items in order."""

    at: Place
    items: list[Node] = field(default_factory=list)


Node = MappingNode | ListNode | Written


class _Refused(Exception):
    """Reading cannot go on: carries the problem to report."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


@dataclass(slots=True)
class _Frame:
    """A collection being built; `key` is the key whose value comes next; `flow` whether it is typed in brackets."""

    node: MappingNode | ListNode
    flow: bool
    key: str = ""
    key_at: Place | None = None


def parse_yaml(text: str, at: Place) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a YAML text whose first character stands at `at`, in column 1."""
    try:
        node = _Builder(text, at).build()
        return node, (() if node is not None else (problem("GT104", at),))
    except _Refused as refused:
        return None, (refused.problem,)
    except yaml.MarkedYAMLError as error:
        return None, (slip(error, text, at),)
    except (yaml.YAMLError, ValueError) as error:
        return None, (problem("GT111", at, reason=str(error).split("\n", 1)[0]),)


class _Builder:
    """Builds the tree from libyaml's events, so that depth is counted and nothing is resolved."""

    def __init__(self, text: str, at: Place) -> None:
        self.text, self.at = text, at
        self.lines = text.split("\n")
        self.frames: list[_Frame] = []
        self.root: Node | None = None
        self.count = 0

    def build(self) -> Node | None:
        documents = 0
        for event in self._events():
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(problem("GT116", self._place(event)))
            elif isinstance(event, yaml.AliasEvent):
                raise _Refused(problem("GT114", self._place(event)))
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._close()
        return self.root

    def _events(self) -> Iterator[yaml.Event]:
        yield from yaml.parse(self.text, Loader=yaml.CSafeLoader)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark, "libyaml marks every event"
        return Place(self.at.path, self.at.line + mark.line, mark.column + 1)

    def _node(self, event: yaml.NodeEvent) -> None:
        place = self._place(event)
        if event.anchor is not None:
            raise _Refused(problem("GT114", place))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _Refused(problem("GT113", place, tag=tag.replace("tag:yaml.org,2002:", "!!")))
        self.count += 1
        if self.count > MOST_NODES:
            raise _Refused(problem("GT119", place, most=MOST_NODES))
        frame = self.frames[-1] if self.frames else None
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, place, frame)
            return
        if frame and isinstance(frame.node, MappingNode) and frame.key_at is None:
            raise _Refused(problem("GT118", place))
        if len(self.frames) >= DEEPEST:
            raise _Refused(problem("GT115", place, most=DEEPEST))
        node = MappingNode(place) if isinstance(event, yaml.MappingStartEvent) else ListNode(place)
        self.frames.append(_Frame(node, bool(getattr(event, "flow_style", False))))

    def _scalar(self, event: yaml.ScalarEvent, place: Place, frame: _Frame | None) -> None:
        if frame and isinstance(frame.node, MappingNode) and frame.key_at is None:
            key = normalize("NFC", event.value)
            if frame.flow and not event.style and not self._colon_follows(event):
                raise _Refused(problem("GT133", place, words=event.value))
            if key in frame.node.pairs:
                raise _Refused(problem("GT112", place, key=key, first=frame.node.pairs[key][0].line))
            if not key.strip():
                raise _Refused(problem("GT118", place))
            frame.key, frame.key_at = key, place
            return
        self._put(self._written(event, place, frame))

    def _colon_follows(self, event: yaml.ScalarEvent) -> bool:
        end = _end(event)
        return bool(_COLON.match(self._line(end.line), end.column))

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _written(self, event: yaml.ScalarEvent, place: Place, frame: _Frame | None) -> Written:
        if found := CONTROL.search(event.value):
            raise _Refused(problem("GT102", place, character=f"U+{ord(found[0]):04X}"))
        breaks = self._breaks(event)
        if event.style in ("|", ">"):
            return Written(event.value, breaks[0][1] if breaks else place, "block", breaks=breaks)
        if event.style in ("'", '"'):
            return Written(event.value, place.right(1), "quoted", breaks=breaks)
        for start, where in breaks:
            if event.value.startswith("- ", start):
                raise _Refused(problem("GT123", where, words=self._line(where.line - self.at.line).strip()))
            if event.value[start : start + 2] in _BULLETS:
                raise _Refused(problem("GT127", where, sign=event.value[start]))
        end = _end(event)
        comment = _COMMENT.match(self._line(end.line), end.column)
        tail = comment[1].strip() if comment else ""
        flow = bool(frame and frame.flow and isinstance(frame.node, ListNode))
        if not event.value and frame and frame.key_at:
            place = frame.key_at
        return Written(event.value, place, "plain", tail, flow, breaks)

    def _breaks(self, event: yaml.ScalarEvent) -> Breaks:
        """Where the lines of a scalar begin in its text: YAML makes one line of several, and takes indents away."""
        first, last = self._place(event).line - self.at.line, _end(event)
        stop = last.column - 1 if event.style in ("'", '"') else last.column
        found: list[tuple[int, Place]] = []
        offset = 0
        for number in range(first + 1, last.line + 1):
            line = self._line(number)
            words = (line[:stop] if number == last.line else line).strip()
            at = event.value.find(words, offset, offset + len(words) + MOST_BETWEEN)
            if words and at >= 0:
                indent = len(line) - len(line.lstrip())
                found.append((at, Place(self.at.path, self.at.line + number, indent + 1)))
                offset = at + len(words)
        return tuple(found)

    def _put(self, node: Node) -> None:
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if isinstance(frame.node, ListNode):
            frame.node.items.append(node)
        else:
            assert frame.key_at
            frame.node.pairs[frame.key] = (frame.key_at, node)
            frame.key_at = None

    def _close(self) -> None:
        frame = self.frames.pop()
        if isinstance(frame.node, ListNode) and frame.flow and len(frame.node.items) == 1:
            frame.node.items = [_alone(frame.node.items[0])]
        self._put(frame.node)


def _end(event: yaml.Event) -> yaml.error.Mark:
    mark = event.end_mark
    assert mark, "libyaml marks every event"
    return cast(yaml.error.Mark, mark)


def _alone(node: Node) -> Node:
    """A single item between brackets: no comma has split it."""
    return Written(node.text, node.at, node.style, node.tail) if isinstance(node, Written) else node
