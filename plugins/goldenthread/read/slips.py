"""What YAML readers stumble over, in an editor's words: the slip that was made, at the line where it was made.

In: a complaint of the YAML reader, and the text. Out: a `Problem`. Guaranteed: one for each complaint, and a line of
the text for its place; the plainest slip that may have led to it is named, or else what the reader says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from goldenthread.model.fields import quoted
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

_LOOKS_LIKE_YAML = tuple("%@`&*!|>")
_KEY = re.compile(r"(?P<before>[ \t]*(?P<dash>- +)*)(?P<key>[a-z][a-z_]*):(?=[ \t]|$)")
_UNSPACED = re.compile(r"(?P<before>[ \t]*(?:- +)*)(?P<key>[a-z][a-z_]*):(?![ \t/]|$)")
"""A key with no space behind its colon, or one that is none to YAML."""
_NO_COLON = re.compile(r"(?P<before>[ \t]*(?:- +)*)(?P<key>[a-z][a-z_]*)(?:[;,.=] ?| )(?=[^\s:=])(?!.*: )")
_NO_DASH = re.compile(r"(?P<before>[ \t]*)(?P<sign>-(?=[^\s-])|[–—•·‣*](?=[ \t]*\S))")
"""What is typed where an entry of a list begins, and is no hyphen with a space."""
_QUOTED = re.compile(r"[ \t]*(?:- +)*(?:[a-z_]+:[ \t]+)?(?P<sign>[\"'])")
_ITEM = re.compile(r"(?P<before> *)- ")


@dataclass(frozen=True, slots=True)
class _Stumble:
    """Where the reader came to an end: its lines, the number of the last, and what it said."""

    at: Place
    lines: list[str]
    number: int
    place: Place
    reason: str
    context: str
    opened: Place

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def above(self) -> int:
        """The last line above that is not empty; -1 where there is none."""
        return next((number for number in range(self.number - 1, -1, -1) if self.line(number).strip()), -1)

    def place_in(self, number: int, column: int) -> Place:
        return Place(self.at.path, self.at.line + number, column + 1)


def slip(error: yaml.MarkedYAMLError, text: str, at: Place) -> Problem:
    """The slip that made a text, whose first line stands at `at`, unreadable."""
    unclosed = "end of stream" in (error.problem or "")
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    place = Place(at.path, at.line + mark.line, mark.column + 1) if mark else at
    number = mark.line if mark else 0
    reason = error.problem or "it is no YAML"
    begun = error.context_mark or mark
    opened = Place(at.path, at.line + begun.line, begun.column + 1) if begun else at
    stumble = _Stumble(at, text.split("\n"), number, place, reason, error.context or "", opened)
    return next(_slips(stumble), None) or problem("GT111", place, reason=reason)


def _slips(stumble: _Stumble) -> Iterator[Problem]:
    """The slips that the complaint may come from, the plainest first."""
    line, reason = stumble.line(stumble.number), stumble.reason
    key, _, words = line.strip(" -").partition(": ")
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in reason:
        yield problem("GT117", stumble.place)
    yield from _no_dash(stumble)
    if words.startswith(_LOOKS_LIKE_YAML):
        yield problem("GT120", stumble.place, words=words, quoted=quoted(words))
    if "cannot start any token" in reason:
        words = line[stumble.place.column - 1 :].strip()
        yield problem("GT120", stumble.place, words=words, quoted=quoted(words))
    if "mapping values are not allowed" in reason:
        if line.find(":") < stumble.place.column - 1:  # it is not the first colon of the line that is too much
            yield problem("GT121", stumble.place, key=key, quoted=quoted(words))
        yield from _colon_of_key(stumble, (stumble.above(),))
        yield from _dash_dropped(stumble, stumble.above(), stumble.number)
        yield problem("GT122", stumble.place, key=key.rstrip(":"))
    yield from _colon_of_key(stumble, (stumble.number, stumble.above()))
    yield from _quotes(stumble)
    if "expected ',' or" in reason:
        yield problem("GT135", stumble.opened, sign=reason[-2])
    yield from _dash_dropped(stumble, stumble.number, stumble.number)
    yield from _misaligned(stumble)


def _no_dash(stumble: _Stumble) -> Iterator[Problem]:
    """An entry that begins with another sign, or with a hyphen and no space: here, or above."""
    for number in (stumble.number, stumble.above(), stumble.above() - 1):
        line = stumble.line(number)
        if (found := _NO_DASH.match(line)) and not line.startswith("---"):
            yield problem("GT127", stumble.place_in(number, len(found["before"])), sign=found["sign"])


def _colon_of_key(stumble: _Stumble, numbers: tuple[int, ...]) -> Iterator[Problem]:
    """A key that has no colon, or no space behind it."""
    for number in numbers:
        line = stumble.line(number)
        if found := _UNSPACED.match(line):
            yield problem("GT124", stumble.place_in(number, len(found["before"])), key=found["key"])
        if (found := _NO_COLON.match(line)) and found["key"] in _known():
            yield problem("GT129", stumble.place_in(number, len(found["before"])), key=found["key"])


def _known() -> frozenset[str]:
    """Every key of the format: read where a record is broken, and not before."""
    from goldenthread.model.keys import FORMAT  # noqa: PLC0415

    return frozenset(key for kind in (*FORMAT.kinds.values(), *FORMAT.bases.values()) for key in kind.keys)


def _quotes(stumble: _Stumble) -> Iterator[Problem]:
    """A value whose quotes do not hold all of it."""
    before = stumble.line(stumble.number)[: stumble.place.column - 1].rstrip()
    if "quoted scalar" in stumble.context or before.endswith(("'", '"')):
        yield problem("GT134", _never_closed(stumble, before) or stumble.place)


def _never_closed(stumble: _Stumble, before: str) -> Place | None:
    """Where a quote above was opened, if the one that ended it here begins a value of its own."""
    sign = before[-1:]
    if sign not in ("'", '"') or not before[:-1].endswith((" ", "\t")):
        return None
    for number in range(stumble.number - 1, -1, -1):
        line = stumble.line(number)
        if (found := _QUOTED.match(line)) and found["sign"] == sign and line.count(sign) % 2:
            return stumble.place_in(number, found.end() - 1)
    return None


def _dash_dropped(stumble: _Stumble, number: int, last: int) -> Iterator[Problem]:
    """A key where an entry begins: others of the list begin in its column, or it names an entry and more follows."""
    found = _KEY.match(stumble.line(number))
    if not found or found["dash"]:
        return
    others = [item for line in stumble.lines if (item := _ITEM.match(line)) and item["before"] == found["before"]]
    inside = _KEY.match(stumble.line(last))
    deeper = number == last or bool(inside and len(inside["before"]) == len(found["before"]) + 2)
    if deeper and (others or (found["key"] == "id" and number != last)):
        yield problem("GT126", stumble.place_in(number, len(found["before"])), key=found["key"])


def _misaligned(stumble: _Stumble) -> Iterator[Problem]:
    """A key in a column in which no key of its entry stands."""
    found = _KEY.match(stumble.line(stumble.number))
    above = next((key for n in range(stumble.number - 1, -1, -1) if (key := _KEY.match(stumble.line(n)))), None)
    if found and above and len(found["before"]) != len(above["before"]) and "did not find expected" in stumble.reason:
        spaces = len(above["before"])
        yield problem("GT128", stumble.place_in(stumble.number, len(found["before"])), key=found["key"], spaces=spaces)
