"""Transcripts of flip charts: Markdown headings, bullets and paragraphs, with bracketed spans and attributes.

In: the text under a chart's head, its place, and the pens declared. Out: blocks of lines of spans, with problems.
Guaranteed: the words are those typed, in order; a line has an explicit id or a derived one that no other line's
insertion, removal or move changes; no two lines of a chart share an id.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from goldenthread.markup.attributes import misplaced_audience, parse_attributes
from goldenthread.model.chart import NO_ATTRIBUTES, Attributes, Block, Form, Line, Span
from goldenthread.model.fields import OURS, Ref, slug
from goldenthread.problem import Problem, problem
from goldenthread.source import NOWHERE, Place, Places

_HEADING = re.compile(r"(#{1,6})[ \t]+")
_BULLET = re.compile(r"([ \t]*)[-*+][ \t]+")
_CLOSING_ATTRIBUTES = re.compile(r"(?:^|(?<=\s))\{(?=\s*[^\s}])((?:[^{}\"\\]|\"(?:[^\"\\]|\\.)*\"|\\.)*)\}[ \t]*$")
_SPAN_ATTRIBUTES = re.compile(r"\{((?:[^{}\"]|\"(?:[^\"\\]|\\.)*\")*)\}")
_INLINE = re.compile(
    r"""
      (?P<escape>\\[\\\[\]{}~\#*+-])
    | \[\[(?=\s*[^\s|\[\]])(?P<target>[^\\\[\]|]{1,200})(?:\|(?P<words>[^\[\]]{1,400})(?<!\\))?\]\]
    | (?P<open>\[)
    | (?P<attributed>\](?=\{))
    | (?P<close>\])
    | (?P<strike>~~)
    | (?P<text>[^\\\[\]~]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LOOKALIKE = re.compile(
    rf"\]{_SPAN_ATTRIBUTES.pattern}|(?<![\]\\])(?P<words>\{{(?:[.#][a-z][\w-]*|[a-z_]+=)[^{{}}]*\}}?)"
)
"""Braces behind a bracket are passed over, with whatever stands in quotes in them."""
_BRACKETS_LAST = re.compile(r"(?<!\\)\[[^\[\]]*[^\[\]\\]\]$")
TAB = 4
INDENT = 2
DEEPEST_SPAN = 12


def parse_transcript(
    text: str, at: Place, pens: frozenset[str] = frozenset()
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of a transcript whose first character stands at `at`, always in column 1."""
    problems: list[Problem] = []
    blocks: list[Block] = []
    heading: Line | None = None
    level, lines = 2, list[Line]()
    for raw in _lines(text, at):
        line = _parse_line(raw, pens, problems)
        if raw.level:
            if heading or lines:
                blocks.append(Block(heading, tuple(lines), level))
            heading, level, lines = line, raw.level, []
        elif line.bullet or line.spans or line.attributes != NO_ATTRIBUTES:
            lines.append(line)
    if heading or lines:
        blocks.append(Block(heading, tuple(lines), level))
    return _with_ids(tuple(blocks), problems), tuple(problems)


@dataclass(frozen=True, slots=True)
class _Raw:
    """One line of the transcript before its inline markup is read: the words, and how they stand on the chart."""

    words: str
    places: Places
    level: int = 0
    bullet: bool = False
    depth: int = 0


def _lines(text: str, at: Place) -> Iterator[_Raw]:
    """The lines of a transcript; an indented line without a dash goes on with the one above it."""
    indents: list[int] = []
    pieces: list[tuple[str, Place]] = []
    for number, raw in enumerate(text.split("\n")):
        place = at.down(number)
        if pieces and raw[:1] in (" ", "\t") and raw.strip() and not _BULLET.match(raw):
            pieces.append((raw.strip(), place.right(len(raw) - len(raw.lstrip()))))
            continue
        if pieces:
            yield _raw_line(pieces, indents)
            pieces = []
        if _BULLET.match(raw):
            pieces = [(raw, place)]
        elif raw.strip():
            yield _raw_line([(raw, place)], indents)
    if pieces:
        yield _raw_line(pieces, indents)


def _raw_line(pieces: list[tuple[str, Place]], indents: list[int]) -> _Raw:
    """One line by its first characters; `indents` holds the widths of the bullets that enclose it."""
    raw, at = pieces[0]
    if heading := _HEADING.match(raw):
        indents.clear()
        start = heading.end()
        return _Raw(raw[start:].rstrip(), Places(raw[start:], at.right(start)), level=len(heading[1]))
    if bullet := _BULLET.match(raw):
        width = len(bullet[1].expandtabs(TAB))
        while indents and indents[-1] >= width:
            indents.pop()
        indents.append(width)
        start = bullet.end()
        return _Raw(
            *_joined([(raw[start:].rstrip(), at.right(start)), *pieces[1:]]), bullet=True, depth=len(indents) - 1
        )
    indents.clear()
    start = len(raw) - len(raw.lstrip())
    return _Raw(raw.strip(), Places(raw.strip(), at.right(start)))


def _joined(pieces: list[tuple[str, Place]]) -> tuple[str, Places]:
    """Several lines of the file as one, a space between them."""
    pieces = [piece for piece in pieces if piece[0]] or pieces[:1]
    breaks, length = [], 0
    for words, place in pieces:
        breaks.append((length, place))
        length += len(words) + 1
    joined = " ".join(words for words, _ in pieces)
    return joined, Places(joined, pieces[0][1], tuple(breaks))


def _parse_line(raw: _Raw, pens: frozenset[str], problems: list[Problem]) -> Line:
    words, attributes = raw.words, NO_ATTRIBUTES
    if closing := _CLOSING_ATTRIBUTES.search(words):
        attributes, found = parse_attributes(closing[1], raw.places.of(closing.start(1)), pens)
        problems += found
        words = words[: closing.start()].rstrip()
    spans = _parse_spans(words, raw.places, pens, problems)
    if closing and attributes.pen and spans and _is_bare(spans[-1]) and _BRACKETS_LAST.search(words):
        problems.append(problem("GT313", raw.places.of(closing.start())))
    if misplaced := next((found for found in _LOOKALIKE.finditer(words) if found["words"]), None):
        problems.append(problem("GT312", raw.places.of(misplaced.start()), words=misplaced["words"]))
    line = Line(spans, attributes.id, False, raw.bullet, raw.depth, attributes, raw.places.of(0))
    alone = closing[0].strip() if closing and attributes.audience and not words else ""
    if found_audience := alone or misplaced_audience(line.words):
        # Whoever typed it wanted something kept: so is all of the line, and the build stops.
        problems.append(problem("GT804", raw.places.of(0), words=found_audience))
        return replace(line, attributes=replace(attributes, audience="internal"))
    return line


@dataclass(slots=True)
class _Open:
    """A span, strike or line that has begun and not ended: what opened it, and what stands in it so far.

    Words without markup come in pieces, which are joined where the next span or the end is met.
    """

    opener: str
    at: Place
    spans: list[Span] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    pieces_at: Place = NOWHERE

    def write(self, words: str, at: Place) -> None:
        """Append bare words."""
        if words and not self.pieces:
            self.pieces_at = at
        if words:
            self.pieces.append(words)

    def add(self, span: Span) -> None:
        """Append a span; one without any markup is bare words."""
        if _is_bare(span):
            self.write(span.text, span.at)
            return
        self._join()
        self.spans.append(span)

    def close(self) -> list[Span]:
        """All its spans, in order."""
        self._join()
        return self.spans

    def spill(self, into: _Open) -> None:
        """It turns out to be no markup: its opener is text."""
        into.write(self.opener, self.at)
        for span in self.close():
            into.add(span)

    def _join(self) -> None:
        if self.pieces:
            self.spans.append(Span("".join(self.pieces), at=self.pieces_at))
            self.pieces = []


def _is_bare(span: Span) -> bool:
    return span.form == "text" and span.attributes == NO_ATTRIBUTES and not span.spans


def _parse_spans(words: str, places: Places, pens: frozenset[str], problems: list[Problem]) -> tuple[Span, ...]:
    """The spans of a line. A stack of what is open stands for recursion, so depth is counted, not overrun."""
    stack = [_Open("", places.of(0))]
    position = 0
    while position < len(words):
        token = _INLINE.match(words, position)
        assert token, "the last alternative takes any character"
        place, position = places.of(position), token.end()
        if token["target"] is not None:
            target = Ref(token["target"].strip(), place.right(2))
            stack[-1].add(Span((token["words"] or token["target"]).strip(), "mention", target=target, at=place))
        elif token["open"]:
            stack.append(_Open("[", place))
        elif token["attributed"]:
            position = _close_span(words, position, places, stack, pens, problems)
        elif token["close"]:
            _close_bracket(stack, place)
        elif token["strike"]:
            _strike(stack, place)
        else:
            stack[-1].write(token["escape"][1] if token["escape"] else token[0], place)
        if len(stack) > DEEPEST_SPAN:
            problems.append(problem("GT308", place, most=DEEPEST_SPAN))
            return (Span(words, at=places.of(0)),)
    while len(stack) > 1:
        stack.pop().spill(stack[-1])
    return tuple(stack[0].close())


def _close_span(
    words: str, position: int, places: Places, stack: list[_Open], pens: frozenset[str], problems: list[Problem]
) -> int:
    """A `]` with `{` behind it: close the nearest bracket with these attributes; returns where to read on."""
    braces = _SPAN_ATTRIBUTES.match(words, position)
    if not any(frame.opener == "[" for frame in stack) or not braces:
        if not braces:
            problems.append(problem("GT302", places.of(position)))
        stack[-1].write("]", places.of(position - 1))
        return position
    _unwind(stack, "[")
    attributes, found = parse_attributes(braces[1], places.of(braces.start(1)), pens)
    problems += found
    if attributes.id:
        problems.append(problem("GT314", places.of(braces.start(1)), id=attributes.id))
    if attributes.box:
        problems.append(problem("GT316", places.of(braces.start(1))))
    frame = stack.pop()
    stack[-1].add(_span(frame, "text", attributes))
    return braces.end()


def _span(frame: _Open, form: Form, attributes: Attributes = NO_ATTRIBUTES) -> Span:
    match frame.close():
        case []:
            return Span("", form, attributes, at=frame.at)
        case [only] if _is_bare(only):
            return Span(only.text, form, attributes, at=frame.at)
        case spans:
            return Span("", form, attributes, tuple(spans), at=frame.at)


def _close_bracket(stack: list[_Open], at: Place) -> None:
    if stack[-1].opener == "[":
        stack.pop().spill(stack[-1])
    stack[-1].write("]", at)


def _strike(stack: list[_Open], at: Place) -> None:
    if not any(frame.opener == "~~" for frame in stack):
        stack.append(_Open("~~", at))
        return
    _unwind(stack, "~~")
    frame = stack.pop()
    if frame.close():
        stack[-1].add(_span(frame, "strike"))
    else:
        stack[-1].write("~~~~", frame.at)


def _unwind(stack: list[_Open], opener: str) -> None:
    while stack[-1].opener != opener:
        stack.pop().spill(stack[-1])


def _with_ids(blocks: tuple[Block, ...], problems: list[Problem]) -> tuple[Block, ...]:
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
