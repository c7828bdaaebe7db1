"""The lines of rough notes as they were typed: how far in each begins, its bullet or number, and its words.

In: text from wherever people keep it. Out: `RoughLine`s. Guaranteed: each character that is no space, no control
character, no sign of a bullet and no drawn line is in the words of one of them, in order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
"""What no record may hold, and what nobody sees."""
_TAB = 4
_DASHES = "-–—‐‑−"
_DOTS = "•·◦‣▪▫■●○∙⁃➢➤►§\uf0b7\uf0a7\uf0d8"
_SIGN = re.compile(rf"([{_DASHES}*]|o(?=\s))(?:\s+|$)|([{_DOTS}])\s*|([{_DASHES}])(?=[^\W\d_])")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"(?:([-=_*~–—─━])\s*){3,}")
_NUMBER = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,4})[.):]\)?(?=\s|$)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s|$)"
)
_KEPT = re.compile(r"(?:[-=]>|[+→⇒!☐☑✓✔✗✘]|\?+)(?=\s+\S)")
"""Signs before a line that say something: they are its words too."""
FEW_STARS = 3
"""Asterisks stand for stars where bullets of another sign are at least so many times as many."""


@dataclass(frozen=True, slots=True)
class RoughLine:
    """One line that has words: `sign` is the bullet it was typed with ("" for none), `starred` that this was a star,
    `signs_mean` that the sign is among the words.

    `level` is that of a Markdown heading or of a line under it, `number` what was printed before its words; `gap` says
    that an empty line, or a line drawn across, stands before it.
    """

    words: str
    indent: int = 0
    start: int = 0
    sign: str = ""
    number: str = ""
    level: int = 0
    gap: bool = False
    starred: bool = False
    signs_mean: bool = False

    @property
    def letters(self) -> str:
        """The letters in its words."""
        return "".join(filter(str.isalpha, self.words))

    @property
    def capitals(self) -> bool:
        """Whether all its letters are capitals, of which it has some."""
        return len(self.letters) > 2 and self.letters == self.letters.upper() != self.letters.lower()


def rough_lines(text: str) -> tuple[RoughLine, ...]:
    """The lines of some rough notes."""
    lines = list(_typed(text))
    signs = Counter(line.sign for line in lines if line.sign)
    if "o" in signs and not (signs.keys() & set(_DOTS)):
        lines = [_without_sign(line) if line.sign == "o" else line for line in lines]
    lines = [line for line in lines if line.words]
    others = sum(signs.values()) - signs["*"]
    if signs["*"] and others >= FEW_STARS * signs["*"]:
        lines = [_as_star(line) if line.sign == "*" else line for line in lines]
    if signs["+"]:
        lines = [_with_meaning(line) if line.sign in _DASHES and line.sign else line for line in lines]
    return tuple(_nested_by_sign(lines))


def _typed(text: str) -> Iterator[RoughLine]:
    before: RoughLine | None = None
    gap = False
    for raw in _BREAKS.split(text):
        line = _UNSEEN.sub("", raw).replace("\xa0", " ").expandtabs(_TAB)
        if rule := _RULE.fullmatch(line.strip()):
            under = before and not gap and not before.sign and len(line.strip()) >= len(before.words) / 2
            if before and under and rule[1] in "=-_":
                before = replace(before, level=before.level or (1 if rule[1] == "=" else 2))
                continue
            gap = True
        elif not line.strip():
            gap = True
        else:
            if before:
                yield before
            before, gap = _line(line, gap), False
    if before:
        yield before


def _line(raw: str, gap: bool) -> RoughLine:
    words = raw.strip()
    indent = len(raw) - len(raw.lstrip())
    if hashes := _HASHES.match(words):
        return RoughLine(_spaced(words[hashes.end() :]), indent, indent, level=len(hashes[1]), gap=gap)
    if kept := _KEPT.match(words):
        return RoughLine(_spaced(words), indent, indent + kept.end() + 1, kept[0], gap=gap, signs_mean=True)
    found = _SIGN.match(words)
    sign = next(filter(None, found.groups()), "") if found else ""
    rest = words[found.end() :] if found else words
    start = indent + (found.end() if found else 0)
    number = _NUMBER.match(rest)
    return RoughLine(_spaced(rest), indent, start, sign, number[0] if number else "", gap=gap)


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _without_sign(line: RoughLine) -> RoughLine:
    """A line whose letter was no bullet but a word."""
    return replace(line, words=f"{line.sign} {line.words}".strip(), sign="", start=line.indent)


def _as_star(line: RoughLine) -> RoughLine:
    return replace(line, words=f"* {line.words}", starred=True)


def _with_meaning(line: RoughLine) -> RoughLine:
    """A line of a sheet of plus and minus, whose dash says something."""
    return replace(line, words=f"{line.sign} {line.words}", signs_mean=True)


def _nested_by_sign(lines: list[RoughLine]) -> Iterator[RoughLine]:
    """Where all bullets begin in one column and differ, as word processors paste them: one sign under the other."""
    listed = [line for line in lines if line.sign and not line.starred and not line.signs_mean]
    signs = list(dict.fromkeys(line.sign for line in listed))
    flat = len(signs) > 1 and len({line.indent for line in listed}) == 1 and bool(set(signs) & set(_DOTS))
    for line in lines:
        depth = signs.index(line.sign) if flat and line in listed else 0
        yield replace(line, indent=line.indent + depth * _TAB, start=line.start + depth * _TAB)
