"""Lines amended: an id or a box set, changed or taken out in the braces of a line, and everything around it kept.

In: the bytes of a chart's record and, for some of its lines, what is to be said of them. Out: the bytes with that.
Guaranteed: read again, the chart differs in nothing else; words, comments, order, line ends, a byte order mark and
whatever else stands in the braces stay as they were typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import Final, Literal

from goldenthread.markup.attributes import TOKEN, print_box
from goldenthread.markup.lines import SIGN, TypedLine, typed_lines
from goldenthread.mend.edits import Edit, Source
from goldenthread.model.chart import Box
from goldenthread.read.text import decode, split
from goldenthread.source import Place


class Kept(Enum):
    """The one value that says nothing: what a line says stays."""

    KEEP = "keep"


KEEP: Final = Kept.KEEP


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to be said of a line: an id ("" leaves it its own, or none), and a box (`None` takes it out)."""

    id: str = ""
    box: Box | Literal[Kept.KEEP] | None = KEEP


def amended(data: bytes, wanted: Mapping[Place, Amendment]) -> bytes:
    """The bytes of a chart's record with lines and headings amended, each named by its `Line.at`.

    Braces go when all that they said is taken out, and with them a paragraph that has no words. A `ValueError` says
    that no line stands at a place: these are not the bytes in which it was read.
    """
    lines = _lines(data)
    for at in wanted:
        if (at.line, at.column) not in lines:
            raise ValueError(f"no line stands at {at}")
    source = Source(data)
    return source.edited(_edit(lines[at.line, at.column], amendment, source) for at, amendment in wanted.items())


def _lines(data: bytes) -> dict[tuple[int, int], TypedLine]:
    """The lines of a record, by line and column of the file."""
    text, _ = decode(data, "")
    record, _ = split(text, "") if text is not None else (None, ())
    lines = typed_lines(record.body, record.body_at) if record else ()
    return {(line.at.line, line.at.column): line for line in lines}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in braces as it is typed, behind the space before it; `key` is "#" for an id."""

    gap: str
    typed: str
    key: str = ""


def _edit(line: TypedLine, amendment: Amendment, source: Source) -> Edit:
    """What stands in the braces said anew; where there were none, or where nothing is left in them, all of them."""

    def at(character: int) -> int:
        return source.offset(line.places.of(character))

    last = line.places.of(max(len(line.words) - 1, 0))
    words_end = source.offset(last) + (1 if line.words else 0)
    if not line.braces:
        said = _said([], amendment)
        alone = source.text[source.offset(last.down(0)) : words_end].strip() if line.words else ""
        if said and SIGN.fullmatch(alone):
            return Edit(words_end - len(alone), words_end, f"\\{alone} {{{said}}}")  # a space makes it more than a word
        return Edit(words_end, words_end, f"{' ' if line.words else ''}{{{said}}}" if said else "")
    inside = line.braces.start(1)
    tokens = [token for token in TOKEN.finditer(line.braces[1]) if not token["space"]]
    stand = [(at(inside + token.start()), at(inside + token.end() - 1) + 1) for token in tokens]
    gaps = [" ", *(source.text[end:start] for (_, end), (start, _) in pairwise(stand))]
    words = [
        _Word(gap, source.text[start:end], "#" if token["id"] else token["key"] or "")
        for gap, (start, end), token in zip(gaps, stand, tokens, strict=True)
    ]
    if said := _said(words, amendment):
        return Edit(stand[0][0], stand[-1][1], said)
    return Edit(words_end, at(line.braces.end(1)) + 1, "")


def _said(words: list[_Word], amendment: Amendment) -> str:
    """The words of a pair of braces, amended: an id comes first, a box last, where there was none."""
    if amendment.id:
        words = _with(words, "#", f"#{amendment.id}", 0)
    if amendment.box is not KEEP:
        words = _with(words, "box", f'box="{print_box(amendment.box)}"' if amendment.box else "", len(words))
    return "".join(word.gap + word.typed for word in words).lstrip()


def _with(words: list[_Word], key: str, new: str, place: int) -> list[_Word]:
    """The words with a new one, or none, for those that have this key; where none has, it goes to a place."""
    changed = list(words)
    old = [number for number, word in enumerate(words) if word.key == key]
    if new and old:
        changed[old[0]] = replace(words[old[0]], typed=new)
    elif new:
        changed.insert(place, _Word(" ", new))
    for number in reversed(old[1:] if new else old):
        gone = changed.pop(number)
        if changed[number:] and not changed[number].gap:
            changed[number] = replace(changed[number], gap=gone.gap or " ")
    return changed
