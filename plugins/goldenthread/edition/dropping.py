"""Dropping: the first walk over an archive, which leaves out what is withheld.

In: entries of the model, and what is public unless they say otherwise. Out: the same without what may not be seen.
Guaranteed: what is unknown is withheld; a value in which nothing is withheld stays the very same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from goldenthread.edition.parts import WITHOUT_PARTS, fields_in, unless_same
from goldenthread.markup.shown import is_internal, without_internal
from goldenthread.memory import Itself, Memory
from goldenthread.model.archive import Reported
from goldenthread.model.chart import NO_ATTRIBUTES, Attributes, Block, FlipChart, Line, Pen
from goldenthread.model.entry import Entry
from goldenthread.model.fields import Audience, Prose, Ref
from goldenthread.model.meeting import Meeting, Participant
from goldenthread.model.register import Person
from goldenthread.model.settings import DefaultAudience
from goldenthread.model.update import Update
from goldenthread.model.walk import kept_apart

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dropping:
    """Drops every entry, line and span that is not public on a day, and every field whose default is internal."""

    defaults: DefaultAudience
    smallest_count: int = 0
    day: date | None = None
    embargoed: list[Entry] = field(default_factory=list)
    """What has a day of its own before which it is internal."""
    open_fields: dict[str, bool] = field(default_factory=dict)
    """Of each field met in something public, whether what is in it is public too."""

    def meeting(self, meeting: Meeting, memory: Memory) -> Meeting | None:
        """A meeting as it may be seen, or `None`."""

        return self._known(meeting.id, meeting, lambda apart: apart.one(meeting, "meetings", "internal"), memory)

    def reported(self, reported: Reported, memory: Memory) -> Reported | None:
        """An update as it may be seen, or `None`."""

        def make(apart: Dropping) -> Reported | None:
            update = apart.one(reported.update, "updates", "internal")
            return None if update is None else dataclasses.replace(reported, update=update)

        return self._known(reported.key, reported, make, memory)

    def _known(self, name: Hashable, value: T, make: Callable[[Dropping], T | None], memory: Memory) -> T | None:
        def made_apart() -> tuple[T | None, list[Entry]]:
            apart = dataclasses.replace(self, embargoed=[])
            return make(apart), apart.embargoed

        of = (Itself(value), self.defaults, self.smallest_count)
        made, embargoed = memory.recall(("dropped", name, self.day), of, made_apart)
        self.embargoed.extend(embargoed)
        return made

    def each(self, values: tuple[Any, ...], field: str, container: Audience) -> tuple[Any, ...]:
        """Those of a list that may be seen, without what in them may not; what stands under a line goes with it."""
        kept = []
        withheld: int | None = None
        for value in values:
            depth = _depth(value)
            if withheld is not None and depth > withheld:
                continue
            made = self.one(value, field, container)
            withheld = depth if made is None else None
            kept += [] if made is None else [made]
        return unless_same(values, tuple(kept))

    def one(self, value: Any, field: str, container: Audience) -> Any:
        """A value of the model as it may be seen, or `None`."""
        if isinstance(value, tuple):
            return self.each(value, field, container) if value else value
        if isinstance(value, Ref) or value is NO_ATTRIBUTES:
            return value
        names = fields_in(type(value))  # type: ignore[arg-type]  # mypy 11470
        if ((_own_audience(value) if names else None) or self.defaults.of(field, container)) != "public":
            return None
        if isinstance(value, Line) and (spans := without_internal(value.spans)) is not value.spans:
            value = dataclasses.replace(value, spans=spans)
        if isinstance(value, Entry):
            if not self._is_out(value) or len(kept_apart(value)) < len({one.key for one in value.internal}):
                return None  # where it is unknown what is to be kept back, all of it is
            value = self._disguised(value)
        apart = kept_apart(value)
        changes: dict[str, Any] = {"internal": ()} if apart else {}
        for name in names:
            before = getattr(value, name)
            if type(before) in WITHOUT_PARTS and name not in apart and self._is_open(name):
                continue
            after = None if name in apart else self.one(before, name, "public")
            if after is not before:
                changes[name] = _empty(before) if after is None else after
        if isinstance(value, FlipChart):
            if "blocks" in changes:
                changes["blocks"] = tuple(block for block in changes["blocks"] if block.heading or block.lines)
            # Of every chart alike, so that a pen which only something withheld was written with leaves no gap.
            pens = _used(value, changes.get("blocks", value.blocks))
            changes |= {"pens": pens} if pens != value.pens else {}
        made = dataclasses.replace(value, **changes) if changes else value
        return None if apart and isinstance(made, Update) and not made.says_something else made

    def _is_open(self, field: str) -> bool:
        if field not in self.open_fields:
            self.open_fields[field] = self.defaults.of(field, "public") == "public"
        return self.open_fields[field]

    def _is_out(self, entry: Entry) -> bool:
        """Whether the day is over before which an entry is internal."""
        if entry.publish_after is None:
            return True
        self.embargoed.append(entry)
        return self.day is not None and entry.publish_after.latest < self.day

    def _disguised(self, entry: Entry) -> Entry:
        """Somebody with a pseudonym under that alone, and no number of people so small that it tells who they are."""
        if isinstance(entry, Person) and entry.pseudonym:
            return Person(at=entry.at, id=entry.id, name=entry.pseudonym, groups=entry.groups)
        if isinstance(entry, Participant) and entry.count is not None and entry.count < self.smallest_count:
            return dataclasses.replace(entry, count=None)
        return entry


def _used(chart: FlipChart, blocks: tuple[Block, ...]) -> tuple[Pen, ...]:
    """The pens of a chart that the lines which are left were written with, and the default one."""
    lines = [line for block in blocks for line in block.every_line()]
    used = {one.pen for line in lines for one in (line.attributes, *(span.attributes for span in line.walk()))}
    return tuple(pen for pen in chart.pens if pen.default or pen.name in used)


def _depth(value: Any) -> int:
    """How deep a line or a block stands in those above it."""
    return value.depth if isinstance(value, Line) else value.level if isinstance(value, Block) else 0


def _own_audience(value: Any) -> Audience | None:
    if isinstance(value, (Entry, Attributes)):
        return value.audience
    line = getattr(value, "heading", None) or value
    if isinstance(line, Line) and is_internal(line):
        return "internal"
    attributes = getattr(line, "attributes", None)
    return attributes.audience if isinstance(attributes, Attributes) else None


def _empty(value: Any) -> Any:
    """What stands in a field from which all is withheld."""
    return {tuple: (), Prose: Prose(), str: ""}.get(type(value))
