"""Transcripts of flip charts: Markdown headings, bullets and paragraphs, with bracketed spans and attributes.

In: the text under a chart's head, its place, and the pens declared. Out: blocks of lines of spans, with problems.
Guaranteed: the words are those typed, in order; a line has an explicit id or a derived one that no other line's
insertion, removal or move changes; no two lines of a chart share an id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from goldenthread.markup.attributes import misplaced_audience, parse_attributes
from goldenthread.markup.ids import identified
from goldenthread.markup.lines import TypedLine, typed_lines
from goldenthread.model.chart import NO_ATTRIBUTES, Attributes, Block, Form, Line, Span
from goldenthread.model.fields import Ref
from goldenthread.problem import Problem, problem
from goldenthread.source import NOWHERE, Place, Places

_SPAN_ATTRIBUTES = re.compile(r"\{((?:[^{}\"]|\"(?:[^\"\\]|\\.)*\")*)\}")
_INLINE = re.compile(
    r"""
      (?P<escape>\\[\\\[\]{}~\#*+<-])
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
_SIGNS = re.compile(r'\\.|<!--|["{}]', re.DOTALL)
"""What matters for where a comment begins: braces, quotes in them, and what is escaped."""
_UNSPACED_HEADING = re.compile(r"#{2,6}[^\s#]")
DEEPEST_SPAN = 12


def parse_transcript(
    text: str, at: Place, pens: frozenset[str] = frozenset()
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of a transcript whose first character stands at `at`, always in column 1."""
    problems: list[Problem] = []
    blocks: list[Block] = []
    heading: Line | None = None
    level, lines = 2, list[Line]()
    for typed in typed_lines(text, at):
        line = _parse_line(typed, pens, problems)
        if typed.level:
            if heading or lines:
                blocks.append(Block(heading, tuple(lines), level))
            heading, level, lines = line, typed.level, []
        elif line.bullet or line.spans or line.attributes != NO_ATTRIBUTES:
            lines.append(line)
    if heading or lines:
        blocks.append(Block(heading, tuple(lines), level))
    return identified(tuple(blocks), problems), tuple(problems)


def _comment(words: str) -> int | None:
    """Where a comment begins among the words of a line; what braces hold is none of them."""
    in_braces = quoted = False
    held: int | None = None
    for found in _SIGNS.finditer(words):
        match found[0]:
            case "<!--" if not in_braces:
                return found.start()
            case "<!--" if held is None:
                held = found.start()
            case '"' if in_braces:
                quoted = not quoted
            case "{" if not in_braces:
                in_braces = True
            case "}" if not quoted:
                in_braces, held = False, None
    return held  # in braces that never close


def _parse_line(typed: TypedLine, pens: frozenset[str], problems: list[Problem]) -> Line:
    words, attributes = typed.words, NO_ATTRIBUTES
    if braces := typed.braces:
        attributes = parse_attributes(braces[1], typed.places, braces.start(1), pens, problems)
    spans = _parse_spans(words, typed.places, pens, problems)
    if braces and attributes.pen and spans and _is_bare(spans[-1]) and _BRACKETS_LAST.search(words):
        problems.append(problem("GT313", typed.places.of(braces.start())))
    if misplaced := next((found for found in _LOOKALIKE.finditer(words) if found["words"]), None):
        problems.append(problem("GT312", typed.places.of(misplaced.start()), words=misplaced["words"]))
    if not typed.level and not typed.bullet and _UNSPACED_HEADING.match(words):
        problems.append(problem("GT319", typed.at, words=words))
    if (comment := _comment(words)) is not None:
        problems.append(problem("GT317", typed.places.of(comment)))
    line = Line(spans, attributes.id, False, typed.bullet, typed.depth, attributes, typed.at)
    alone = braces[0].strip() if braces and attributes.audience and not words else ""
    if found_audience := alone or misplaced_audience(line.words):
        # Whoever typed it wanted something kept: so is all of the line, and the build stops.
        problems.append(problem("GT804", typed.at, words=found_audience))
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
            shown = (token["words"] or "").strip() or target.target
            stack[-1].add(Span(shown, "mention", target=target, at=place))
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
            return _trimmed([Span(words, at=places.of(0))])
    while len(stack) > 1:
        stack.pop().spill(stack[-1])
    return _trimmed(stack[0].close())


def _trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """The spans of a line without space at its ends, which may have stood in brackets."""
    if spans and _is_bare(spans[0]):
        spans[0] = replace(spans[0], text=spans[0].text.lstrip())
    if spans and _is_bare(spans[-1]):
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
    return tuple(span for span in spans if span.text or not _is_bare(span))


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
    attributes = parse_attributes(braces[1], places, braces.start(1), pens, problems)
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
