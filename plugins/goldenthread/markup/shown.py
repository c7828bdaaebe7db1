"""What is left of a line's words where those that are internal are taken out.

In: spans. Out: spans without the internal ones. Guaranteed: where they stood no gap is left: of the spaces on both
sides one stays, and none at an end of the line or before a comma.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goldenthread.model.chart import Line, Span

_OPENING, _CLOSING = " (", ",.;:!?)"
"""What no space is typed behind, and what none is typed before."""


def is_internal(line: Line) -> bool:
    """Whether the public may see nothing of a line: it is marked so, or all its words are."""
    return line.attributes.audience == "internal" or bool(line.spans and not without_internal(line.spans))


def without_internal(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """These spans, or those of them that the public may see."""
    if not any(_is_internal(inner) for span in spans for inner in span.walk()):
        return spans
    return _rebuilt(spans, iter(_closed(list(_texts(spans)))))


def _closed(texts: list[str | None]) -> list[str | None]:
    """The same words, without a space that only what is taken out, for which `None` stands, parted from another."""
    before, gap = -1, False
    for at, text in enumerate(texts):
        if text is None:
            gap = True
        elif text:
            earlier = texts[before] or "" if before >= 0 else ""
            if gap and text.startswith(" ") and (not earlier or earlier[-1] in _OPENING):
                texts[at] = text[1:]
            elif gap and earlier.endswith(" ") and text[0] in _CLOSING:
                texts[before] = earlier[:-1]
            if texts[at]:
                before, gap = at, False
    if gap and before >= 0 and (last := texts[before]) and last.endswith(" "):
        texts[before] = last[:-1]
    return texts


def _texts(spans: tuple[Span, ...]) -> Iterator[str | None]:
    """The words of each span in order, those inside it behind its own; `None` for one that is internal."""
    for span in spans:
        if _is_internal(span):
            yield None
        else:
            yield span.text
            yield from _texts(span.spans)


def _rebuilt(spans: tuple[Span, ...], texts: Iterator[str | None]) -> tuple[Span, ...]:
    made = []
    for span in spans:
        text = next(texts)
        if text is None:
            continue
        inner = _rebuilt(span.spans, texts)
        if text or inner or not (span.text or span.spans):
            made.append(replace(span, text=text, spans=inner))
    return tuple(made)


def _is_internal(span: Span) -> bool:
    return span.attributes.audience == "internal"
