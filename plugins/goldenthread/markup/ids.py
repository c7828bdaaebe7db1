"""Ids of the lines of a chart: those typed, and for each line one that follows from its words.

In: the blocks of a transcript. Out: the same, each line with an id, and problems. Guaranteed: no two lines of a chart
share an id; one that follows from words depends on no line of other words, and what is internal leaves no trace in
those of what is public. The rule and its reasons: docs/decisions/2026-11-26-ids-of-lines.md.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from goldenthread.markup.shown import is_internal, without_internal
from goldenthread.model.chart import Block, Line, Span
from goldenthread.model.fields import OURS, slug
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

DEEPEST_HEADING = 6
MOST_ABOVE = 3
"""So many of the lines that a line stands under may tell it from others of the same words."""
LONGEST_READABLE = 40


def identified(blocks: tuple[Block, ...], problems: list[Problem]) -> tuple[Block, ...]:
    """The blocks with an id on each line: its own, or, where it has none or another line's, one of its words."""
    standing = tuple(_standing(blocks))
    namer = _Namer(problems)
    # Those that the public may see come first, as if there were no others.
    by_place = {
        line.at: line
        for internal in (False, True)
        for line in namer.named([one for one in standing if one.internal is internal])
    }
    lines = iter(by_place[one.line.at] for one in standing)
    return tuple(
        replace(block, heading=next(lines) if block.heading else None, lines=tuple(next(lines) for _ in block.lines))
        for block in blocks
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """A line and where it stands: the words of the lines above it, the nearest first, and whether it is internal."""

    line: Line
    words: str
    heading: bool
    above: tuple[str, ...]
    internal: bool

    def id(self, step: int) -> str:
        """What might name it, the least first: a heading's words as they are, any line's words, then those above it."""
        if step:
            return self.hashed(*self.above[: step - 1], *[""] * (step - 1 - len(self.above)))
        plain = slug(self.line.attributes.short_name or self.words) if self.heading else ""
        return "" if plain.startswith(OURS) else plain

    def hashed(self, *more: str) -> str:
        """An id of its words and some more."""
        text = "\0".join(("heading" if self.heading else "line", self.words, *more))
        return f"{OURS}line-{hashlib.blake2b(text.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def _standing(blocks: tuple[Block, ...]) -> Iterator[_Standing]:
    """Every line with where it stands; what stands under something internal is internal too."""
    above: list[tuple[int, _Standing]] = []
    for block in blocks:
        for line in block.every_line():
            heading = line is block.heading
            depth = block.level if heading else DEEPEST_HEADING + 1 + line.depth
            while above and above[-1][0] >= depth:
                above.pop()
            nearest = tuple(one.words for _, one in above[: -MOST_ABOVE - 1 : -1])
            internal = is_internal(line) or (bool(above) and above[-1][1].internal)
            one = _Standing(line, _shown(line.spans), heading, nearest, internal)
            yield one
            if heading or line.bullet:
                above.append((depth, one))


def readable(line: Line) -> str:
    """An id that an editor may write behind a line: of its short name or first words; "" where none can be made."""
    kept = tuple(span for span in line.spans if span.form != "strike")
    words = (line.attributes.short_name, _shown(kept), _shown(line.spans))
    plain = next(filter(None, map(slug, words)), "").removeprefix(OURS)
    if len(plain) > LONGEST_READABLE:
        plain = plain[: LONGEST_READABLE + 1].rpartition("-")[0] or plain[:LONGEST_READABLE]
    return "" if plain.startswith(OURS) else plain


def _shown(spans: tuple[Span, ...]) -> str:
    """The words of these spans, without those that are internal, and without the ids of things mentioned."""
    return "".join(map(_own, without_internal(spans)))


def _own(span: Span) -> str:
    words = "" if span.target and span.text == span.target.target else span.text
    return words + "".join(map(_own, span.spans))


@dataclass(slots=True)
class _Namer:
    """Gives ids: `taken` are those that lines have or had, and `alike` counts the lines that nothing tells apart."""

    problems: list[Problem]
    taken: dict[str, Place] = field(default_factory=dict)
    alike: Counter[str] = field(default_factory=Counter)

    def named(self, standing: Sequence[_Standing]) -> Iterator[Line]:
        """These lines with their ids."""
        own = {one.line.at for one in standing if one.line.id and self._takes_its_own(one.line)}
        follow = self._following(standing)
        for one in standing:
            id = follow[one.line.at]
            if one.line.at not in own:
                yield replace(one.line, id=id, derived=True)
            else:
                yield replace(one.line, formerly=id if id != one.line.id else "")

    def _takes_its_own(self, line: Line) -> bool:
        """Whether no other line has the id that was typed."""
        first = self.taken.setdefault(line.id, line.at)
        if first != line.at:
            self.problems.append(problem("GT309", line.at, id=line.id, first=first))
        return first == line.at

    def _following(self, standing: Sequence[_Standing]) -> dict[Place, str]:
        """The id that follows from the words of each line, whether or not it has one of its own.

        It is made of as little as tells the line from all others: so it changes with as few of them as may be.
        """
        found: dict[Place, str] = {}
        waiting = list(standing)
        for step in range(MOST_ABOVE + 2):
            ids = [one.id(step) for one in waiting]
            often = Counter(ids)
            for one, id in zip(waiting, ids, strict=True):
                if id and often[id] == 1 and self.taken.setdefault(id, one.line.at) == one.line.at:
                    found[one.line.at] = id
            waiting = [one for one in waiting if one.line.at not in found]
        for one in waiting:
            found[one.line.at] = self._numbered(one)
        return found

    def _numbered(self, one: _Standing) -> str:
        """An id for a line that nothing tells from others, by how many of them stand before it."""
        alike = one.hashed(*one.above)
        while True:
            self.alike[alike] += 1
            id = one.hashed(*one.above, str(self.alike[alike]))
            if self.taken.setdefault(id, one.line.at) == one.line.at:
                return id
