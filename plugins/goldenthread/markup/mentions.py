"""`[[mentions]]` in prose and on lines: where a record names another thing.

In: a `Prose` or a `Line`. Out: its mentions with their places and the words around them, the prose with mentions
replaced; and what was perhaps meant as one. Guaranteed: code spans, fenced code and escaped brackets hold no mentions,
as in the Markdown that pages show; the cost grows in step with the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goldenthread.model.chart import Line
from goldenthread.model.fields import Prose, Ref
from goldenthread.source import Place

MENTION = r"\[\[(?=\s*[^\s|\[\]])([^\[\]|\n]{1,200})(?:\|([^\[\]]{1,400}))?\]\]"
"""A mention for an inline processor, which has taken code and escapes away before."""
Words = tuple[str, str, str]
"""The words before a mention, its own ("" for those of the thing), and the words after it."""

_INLINE = re.compile(rf"\\.|{MENTION}|(?P<ticks>`+)", re.DOTALL)
_ID = r"[a-z0-9]+(?:[-/#:._][a-z0-9]+)+"
_UNFINISHED = re.compile(
    rf"(?<![\[\\`])(?:\[\[({_ID})(?:\|[^\[\]\n]{{1,200}})?\](?!\])|\[({_ID})\]\](?!\])|\[\[({_ID})(?![\w\]|/#:-])(?![^\[\]]*\]\]))"
)
"""An id of several words with one bracket less than a mention has."""
_LINK = re.compile(
    r"\\.|(?<!\])\]\(<?(?![a-z][a-z0-9+.-]*:|[/\\#)\s])([^()<>\n]+)|(?P<ticks>`+)", re.DOTALL | re.IGNORECASE
)
"""A link whose address begins neither with a scheme nor at the root, and leads to no place of its own page."""
_TICKS = re.compile(r"`+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
MOST_AROUND = 90
_ENOUGH = 4 * MOST_AROUND
"""So many characters of Markdown hold the words wanted, whatever markup is in them."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: its target as a reference, the words shown for it ("" for the thing's own), and where it stands."""

    target: Ref
    words: str
    start: int
    end: int


def mentions(prose: Prose) -> Iterator[Mention]:
    """The mentions in a prose, in order."""
    places = None
    for found in _found(prose.text) if "[[" in prose.text else ():
        places = places or prose.places
        target = Ref(found[1].strip(), places.of(found.start(1)))
        yield Mention(target, on_one_line(found[2] or ""), found.start(), found.end())


def in_prose(prose: Prose) -> Iterator[tuple[Ref, Words]]:
    """What a prose mentions, with the words around each mention."""
    for mention in mentions(prose):
        before, after = around(prose, mention)
        yield mention.target, (before, mention.words, after)


def in_line(line: Line) -> Iterator[tuple[Ref, Words]]:
    """What a line of a chart mentions, with the words around each mention."""
    words, end = line.words, 0
    for span in line.walk():
        if span.target:
            start = end
            end = start + len(span.text)
            yield span.target, (words[:start], span.text, words[end:])
        else:
            end += len(span.text)


def unfinished(prose: Prose) -> Iterator[tuple[Place, str, str]]:
    """What begins or ends like a mention and lacks a bracket: its place, its words, and the id in it."""
    for found in _UNFINISHED.finditer(prose.text):
        yield prose.places.of(found.start()), found[0], next(id for id in found.groups() if id)


def relative(prose: Prose) -> Iterator[tuple[Place, str]]:
    """The addresses of links that lead elsewhere from each page, with their places: a prose stands on several."""
    for found in _found(prose.text, _LINK) if "](" in prose.text else ():
        yield prose.places.of(found.start(1)), found[1].split()[0]


def replaced(prose: Prose, words_for: Callable[[Mention], str | None]) -> Prose:
    """The prose with each mention replaced by the words that `words_for` gives, or kept where it gives `None`.

    What is kept still knows the place where it was written.
    """
    return replaced_at(prose, words_for)[0]


def replaced_at(
    prose: Prose, words_for: Callable[[Mention], str | None]
) -> tuple[Prose, tuple[tuple[Mention, tuple[int, int]], ...]]:
    """The same, and each mention that was replaced with where its words begin and end now."""
    cuts = [(one, words) for one in mentions(prose) if (words := words_for(one)) is not None]
    if not cuts:
        return prose, ()
    places, old = prose.places, deque(prose.breaks)
    parts: list[str] = []
    breaks: list[tuple[int, Place]] = []
    spans: list[tuple[int, int]] = []
    length = begin = 0
    whole = len(prose.text)
    for start, end, words in (*((one.start, one.end, words) for one, words in cuts), (whole, whole, "")):
        breaks.append((length, places.of(begin)))
        while old and old[0][0] < start:
            offset, place = old.popleft()
            if offset > begin:
                breaks.append((length + offset - begin, place))
        parts += [prose.text[begin:start], words]
        length += start - begin
        spans.append((length, length + len(words)))
        length += len(words)
        begin = end
    made = Prose("".join(parts), prose.at, tuple(breaks))
    return made, tuple(zip((one for one, _ in cuts), spans[:-1], strict=True))


def on_one_line(words: str) -> str:
    """Words as they are read: a line end in them is a space."""
    return " ".join(words.split())


def around(prose: Prose, mention: Mention) -> tuple[str, str]:
    """The words before and after a mention, within its paragraph, cut at a word."""
    before = plain(prose.text[max(0, mention.start - _ENOUGH) : mention.start].rpartition("\n\n")[2])
    after = plain(prose.text[mention.end : mention.end + _ENOUGH].partition("\n\n")[0])
    if len(before) > MOST_AROUND:
        before = "… " + before[-MOST_AROUND:].split(" ", 1)[-1]
    if len(after) > MOST_AROUND:
        after = after[:MOST_AROUND].rsplit(" ", 1)[0] + " …"
    return before, after


def plain(markdown: str) -> str:
    """The words of a piece of Markdown on one line, its commonest marks taken away."""
    parts, end = [], 0
    for found in _found(markdown) if "[[" in markdown else ():
        parts += [markdown[end : found.start()], found[2] or found[1]]
        end = found.end()
    text = "".join(parts) + markdown[end:]
    text = re.sub(r"^\s*(?:[#>]+|[-*+]|\d+[.)])\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", text)
    return re.sub(r"\s+", " ", text)


def _found(text: str, sort: re.Pattern[str] = _INLINE) -> Iterator[re.Match[str]]:
    """The mentions of a text, or what else its first group holds, paragraph by paragraph, code left out."""
    for start, end in _paragraphs(text):
        runs: dict[int, list[int]] = defaultdict(list)
        for run in _TICKS.finditer(text, start, end):
            runs[len(run[0])].append(run.start())
        position = start
        while found := sort.search(text, position, end):
            position = found.end()
            if found[1]:
                yield found
            elif found["ticks"]:
                alike = runs[len(found["ticks"])]
                closing = bisect_left(alike, position)
                if closing < len(alike):
                    position = alike[closing] + len(found["ticks"])


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a Markdown text begin and end; a fence that nothing closes is no fence."""
    lines = text.splitlines(keepends=True)
    fences = [_FENCE.match(line) for line in lines]
    closing: dict[str, list[int]] = defaultdict(list)
    for number, fence in enumerate(fences):
        if fence and not fence[2].strip():
            closing[fence[1]].append(number)
    start = end = number = 0
    while number < len(lines):
        fence = fences[number]
        until = number
        if fence:
            ends = closing[fence[1]]
            after = bisect_right(ends, number)
            until = ends[after] + 1 if after < len(ends) else number
        if until > number or not lines[number].strip():
            if end > start:
                yield start, end
            until = max(until, number + 1)
            start = end = end + sum(map(len, lines[number:until]))
        else:
            until += 1
            end += len(lines[number])
        number = until
    if end > start:
        yield start, end
