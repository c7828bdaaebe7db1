"""Ids of the lines of a chart: those typed, and for a line without one an id derived from its words.

In: the blocks of a transcript. Out: the same, each line with an id, and problems. Guaranteed: no two lines of a chart
share an id; what is internal leaves no trace in the ids of what is public.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from goldenthread.model.chart import Block, Line, Span
from goldenthread.model.fields import OURS, slug
from goldenthread.problem import Problem, problem
from goldenthread.source import Place


def identified(blocks: tuple[Block, ...], problems: list[Problem]) -> tuple[Block, ...]:
    """Give each line that has no id, or another line's, one derived from its words and its block's."""
    places = list(_places(blocks))
    namer = _Namer()
    # Those that the public may see come first, as if there were no others: the others leave no trace in their ids.
    named: dict[int, Line] = {}
    for internal in (False, True):
        chosen = {number: place for number, place in enumerate(places) if place.internal is internal}
        explicit = {number: namer.take(place.line, problems) for number, place in chosen.items() if place.line.id}
        named |= {number: explicit.get(number) or namer.derive(place) for number, place in chosen.items()}
    lines = iter(named[number] for number in range(len(places)))
    return tuple(
        replace(block, heading=next(lines) if block.heading else None, lines=tuple(next(lines) for _ in block.lines))
        for block in blocks
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """A line and where it stands: what names its block, whether it is a heading, and whether it is internal."""

    line: Line
    block: str
    heading: bool
    internal: bool


def _places(blocks: tuple[Block, ...]) -> Iterator[_Standing]:
    """Every line with where it stands; what stands under something internal is internal too."""
    level: int | None = None
    for block in blocks:
        heading = block.heading
        if level is None or block.level <= level:
            level = block.level if heading and _is_internal(heading) else None
        where = (f"#{heading.id}" if heading.id else _shown(heading.spans)) if heading else ""
        if heading:
            yield _Standing(heading, "", True, level is not None)
        depth: int | None = None
        for line in block.lines:
            if depth is None or line.depth <= depth:
                depth = line.depth if _is_internal(line) else None
            yield _Standing(line, where, False, level is not None or depth is not None)


def _is_internal(line: Line) -> bool:
    return line.attributes.audience == "internal"


@dataclass(slots=True)
class _Namer:
    """Gives ids: `used` are those that lines have, `seen` counts the lines that the same words would name."""

    used: dict[str, Place] = field(default_factory=dict)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, line: Line, problems: list[Problem]) -> Line | None:
        """The line with its own id; `None` where a heading has come to that id by its words."""
        first = self.used.setdefault(line.id, line.at)
        if first is line.at:
            return line
        problems.append(problem("GT309", line.at, id=line.id, first=first))
        return None

    def derive(self, standing: _Standing) -> Line:
        """The line with an id of its words: of a heading's plainly, of another's with its block's and their count."""
        line, words = standing.line, _shown(standing.line.spans)
        id = slug(line.attributes.short_name or words) if standing.heading else ""
        same = (standing.block, words)
        if not id or id in self.used or id.startswith(OURS):
            self.seen[same] += 1
            id, clash = derived_id(*same, self.seen[same]), 0
            while id in self.used:
                clash += 1
                id = derived_id(*same, self.seen[same] + clash * 1_000_003)
        self.used[id] = line.at
        return replace(line, id=id, derived=True)


def _shown(spans: tuple[Span, ...]) -> str:
    """The words of these spans, without those that are internal, and without the ids of things mentioned."""
    return "".join(_own(span) + _shown(span.spans) for span in spans if span.attributes.audience != "internal")


def _own(span: Span) -> str:
    return "" if span.target and span.text == span.target.target else span.text


def derived_id(block: str, words: str, occurrence: int) -> str:
    """The id of a line without one: from its block, its words, and how often they stood there before."""
    text = f"{block}\0{words}\0{occurrence}"
    return f"line-{hashlib.blake2b(text.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"
