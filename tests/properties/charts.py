"""Transcripts of any shape, as the parser would give them: of spans in spans, no two of bare words side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from goldenthread.model.chart import LABELS, MARKS, NO_ATTRIBUTES, Attributes, Block, Box, Line, Span
from goldenthread.model.fields import Ref
from tests.properties.words import LINE

Draw = Callable[[st.SearchStrategy[Any]], Any]
"""Draws a value from a strategy."""
OPEN = Ref("?")
"""A reference whose target is drawn when all things are known."""
DEEPEST = 3
_SHORT = LINE.filter(str.strip)
_MENTIONED = st.sampled_from(("", "what we said", "a {b} ~c~ é", "1. # x: 'y'"))


def attributes(draw: Draw, pens: Sequence[str]) -> Attributes:
    """What braces may say, ids apart; something, most times."""
    chosen = draw(st.sets(st.sampled_from(sorted(_PARTS)), max_size=3))
    made = Attributes(**{name: draw(_PARTS[name]) for name in sorted(chosen)})
    return replace(made, pen=draw(st.sampled_from(pens))) if pens and draw(st.booleans()) else made


_REFS = st.integers(1, 2).map(lambda count: (OPEN,) * count)
_PARTS: dict[str, st.SearchStrategy[Any]] = {
    "marks": st.lists(st.sampled_from(MARKS), min_size=1, max_size=3, unique=True).map(tuple),
    "implied": st.just(True),
    "label": st.sampled_from(LABELS),
    "rank": st.integers(1, 99),
    "votes": st.integers(0, 9999),
    "short_name": _SHORT,
    "sic": _SHORT,
    "audience": st.sampled_from(("public", "internal")),
    **dict.fromkeys(("actions", "see", "leads_to", "covered_by", "waits_for", "about"), _REFS),
}


_SIDE = st.integers(0, 499)
_BOXES = st.none() | st.builds(
    lambda left, top, photo: Box(left, top, left + 1, top + 1, photo),
    _SIDE,
    _SIDE,
    st.sampled_from(("", "sheet-2.jpg")),
)


def spans(draw: Draw, pens: Sequence[str], deep: int = 0, struck: bool = False) -> tuple[Span, ...]:
    """A few spans; neighbours of bare words are joined, as in what is read."""
    found: list[Span] = []
    for _ in range(draw(st.integers(0, 3))):
        span = _span(draw, pens, deep, struck)
        if _is_bare(span) and found and _is_bare(found[-1]):
            found[-1] = Span(found[-1].text + span.text)
        elif span.text or not _is_bare(span):
            found.append(span)
    return tuple(found)


def _span(draw: Draw, pens: Sequence[str], deep: int, struck: bool) -> Span:
    forms = ["text", "attributed", "mention", *([] if struck else ["strike"])]
    form = draw(st.sampled_from(forms))
    if form == "mention":
        return Span(draw(_MENTIONED), "mention", target=OPEN)
    inner = spans(draw, pens, deep + 1, struck or form == "strike") if deep < DEEPEST and form != "text" else ()
    if form == "strike":
        return Span("", "strike", spans=inner) if len(inner) > 1 else Span(draw(_SHORT), "strike")
    said = attributes(draw, pens) if form == "attributed" else NO_ATTRIBUTES
    if len(inner) > 1 or (inner and not _is_bare(inner[0])):
        return Span("", attributes=said, spans=inner)
    return Span(inner[0].text if inner else draw(LINE), attributes=said)


def _is_bare(span: Span) -> bool:
    return span.form == "text" and span.attributes == NO_ATTRIBUTES and not span.spans


def line(draw: Draw, pens: Sequence[str], id: str, *, bullet: bool, depth: int = 0) -> Line:
    """A line. Spaces at its ends are no words."""
    said = replace(attributes(draw, pens), id=id, box=draw(_BOXES))
    found = list(spans(draw, pens))
    while found and _is_bare(found[0]) and not found[0].text.strip():
        del found[0]
    while found and _is_bare(found[-1]) and not found[-1].text.strip():
        del found[-1]
    if found and _is_bare(found[0]):
        found[0] = Span(found[0].text.lstrip())
    if found and _is_bare(found[-1]):
        found[-1] = Span(found[-1].text.rstrip())
    if not found:
        said = replace(said, audience=None)  # of no words there is nothing to keep (GT804)
    return Line(tuple(found), id, bullet=bullet, depth=depth, attributes=said)


def blocks(draw: Draw, pens: Sequence[str], ids: Sequence[str]) -> tuple[Block, ...]:
    """Some blocks, each line with an id of these or none; the first block may have no heading."""
    unused = list(ids)

    def id() -> str:
        return unused.pop() if unused and draw(st.booleans()) else ""

    made = []
    for number in range(draw(st.integers(1, 2))):
        headed = number > 0 or draw(st.booleans())
        heading = line(draw, pens, id(), bullet=False) if headed else None
        lines: list[Line] = []
        deepest = 0
        for _ in range(draw(st.integers(0 if headed else 1, 3))):
            bullet = draw(st.booleans())
            depth = draw(st.integers(0, deepest)) if bullet else 0
            one = line(draw, pens, id(), bullet=bullet, depth=depth)
            if not bullet and not one.spans and one.attributes == NO_ATTRIBUTES:
                one = replace(one, attributes=Attributes(implied=True))  # an empty line is no line
            lines.append(one)
            deepest = depth + 1 if bullet else 0
        made.append(Block(heading, tuple(lines), draw(st.integers(1, 6)) if headed else 2))
    return tuple(made)
