"""Attributes in braces: `{#housing .plenary rank=1 as="Staff housing"}`, after Pandoc's.

In: the text between the braces, where it stands, and the pens of a chart. Out: `Attributes`, and problems for what
is no attribute. Guaranteed: a word that is neither a pen nor a mark is a problem, never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from goldenthread.model.chart import LABELS, MARKS, Attributes, Box
from goldenthread.model.fields import FILE_NAME, ID, LONGEST_ID, OURS, Ref, slug
from goldenthread.problem import Problem, did_you_mean, problem
from goldenthread.source import Place, Places

TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | \#(?P<id>(?:[^\s{}="\\]|\\.)+)
    | \.(?P<class>(?:[^\s{}="\\]|\\.)+)
    | (?P<key>[a-z_]+)=(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>(?:[^\s{}"\\]|\\.)*))
    | (?P<other>"(?:[^"\\]|\\.)*"|(?:[^\s{}\\]|\\.)+|.)
    """,
    re.VERBOSE,
)
"""One word between braces, or the space around it. What is quoted or escaped is never taken apart."""
_CURLY = re.compile(r"(?:^|\s)(?P<key>[a-z_]+)=(?P<quote>[“”„‟‘’‚‛«»])")
"""A curly quote where a straight one is meant; one inside straight quotes stands behind no `=`."""
_REFERENCES = {
    "action": "actions",
    "see": "see",
    "leads_to": "leads_to",
    "covered_by": "covered_by",
    "waits_for": "waits_for",
    "about": "about",
}
"""The keys that refer to things, with the fields they fill."""
_FIELDS = {"as": "short_name"}
HIGHEST_RANK = 99
_WORDS = {
    "label": LABELS,
    "rank": tuple(str(rank) for rank in range(1, HIGHEST_RANK + 1)),
    "audience": ("internal", "public"),
}
"""The keys whose value is one of a few words."""
MOST_PROPOSED = 5
MOST_PROPOSALS = 20
KEYS = ("label", "rank", "votes", "as", "sic", "box", "audience", *_REFERENCES)
MOST_VOTES = 9999
_BOX = re.compile(
    rf"(?:(?P<photo>{FILE_NAME.pattern})\s+)?(?P<numbers>(?:(?:0?\.\d{{1,6}}|[01](?:\.0{{1,6}})?)(?:\s+|$)){{4}})"
)
"""A photo's name where it is needed, then four numbers from 0 to 1."""


@dataclass
class _Reading:
    """What has been read of one pair of braces so far."""

    pens: frozenset[str]
    places: Places
    start: int
    problems: list[Problem]
    values: dict[str, Any] = field(default_factory=dict)

    def at(self, offset: int) -> Place:
        """The place of a character between the braces."""
        return self.places.of(self.start + offset)

    def near(self, word: str, known: Iterable[str]) -> str:
        """The known word that may have been meant; looked for a few times only in a chart, for it takes long."""
        return did_you_mean(word, known) if len(self.problems) < MOST_PROPOSALS else ""

    def take(self, key: str, value: Any, at: Place, name: str = "") -> None:
        """Keep a value under the name of its field; the second one for a key is a problem."""
        if (name or key) in self.values:
            self.problems.append(problem("GT311", at, key=key))
        else:
            self.values[name or key] = value


def parse_attributes(
    text: str, places: Places, start: int, pens: frozenset[str], problems: list[Problem]
) -> Attributes:
    """Read the text between two braces, which begins at an offset of a line; what is wrong is added to the problems."""
    reading = _Reading(pens, places, start, problems)
    if found := _CURLY.search(text):
        reading.problems.append(problem("GT318", reading.at(found.start("quote")), key=found["key"]))
        return Attributes()
    before = len(problems)
    for token in TOKEN.finditer(text):
        place = reading.at(token.start())
        if token["id"] is not None:
            _take_id(token["id"], place, reading)
        elif token["class"] is not None:
            _take_class(token["class"], place, reading)
        elif token["key"] is not None:
            _take_key(token, place, reading)
        elif token["other"] is not None and not any(found.code == "GT304" for found in problems[before:]):
            reading.problems.append(problem("GT304", place, word=token["other"]))
    return Attributes(**reading.values)


def _take_id(name: str, at: Place, reading: _Reading) -> None:
    if name.startswith(OURS):
        reading.problems.append(problem("GT203", at, value=name, proposal=name.removeprefix(OURS) or "a-short-name"))
    elif ID.fullmatch(name) and len(name) <= LONGEST_ID:
        reading.take("id", name, at)
    else:
        reading.problems.append(problem("GT203", at, value=name, proposal=slug(name) or "a-short-name"))


def _take_class(name: str, at: Place, reading: _Reading) -> None:
    if name in MARKS:
        reading.values["marks"] = tuple(dict.fromkeys((*reading.values.get("marks", ()), name)))
    elif name == "implied":
        reading.values["implied"] = True
    elif name in reading.pens:
        if reading.values.get("pen", name) != name:
            reading.problems.append(problem("GT306", at, first=reading.values["pen"], second=name))
        reading.values["pen"] = name
    else:
        known = (*sorted(reading.pens), *MARKS, "implied")
        near = reading.near(name, known)
        mend = f"write .{near}" if near else f"declare a pen '{name}' under pens:, or write one of: {', '.join(known)}"
        reading.problems.append(problem("GT303", at, name=name, mend=mend, known=", ".join(known)))


def _take_key(token: re.Match[str], at: Place, reading: _Reading) -> None:
    key, quoted = token["key"], token["quoted"]
    value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else token["bare"]
    if key not in KEYS:
        near = reading.near(key, KEYS)
        reading.problems.append(problem("GT305", at, key=key, known=", ".join(KEYS), proposal=near or "one of these"))
    elif key in _REFERENCES:
        # An id holds no backslash, so that what is typed is as long as what it says.
        first = token.start("bare" if quoted is None else "quoted")
        refs = tuple(Ref(word[0], reading.at(first + word.start())) for word in re.finditer(r"\S+", value))
        reading.values[_REFERENCES[key]] = (*reading.values.get(_REFERENCES[key], ()), *refs)
        if not refs:
            reading.problems.append(problem("GT307", at, key=key, value=value, known="the id of what it refers to"))
    elif key == "audience" and value not in _WORDS[key]:
        reading.take(key, "internal", at)
        reading.problems.append(problem("GT801", at, value=value, proposal=_nearest(value, _WORDS[key], reading)))
    elif key in _WORDS and value not in _WORDS[key]:
        reading.problems.append(problem("GT307", at, key=key, value=value, known=_nearest(value, _WORDS[key], reading)))
    elif key in ("votes", "box"):
        _take_counted(key, value, at, reading)
    elif not value.strip():
        reading.problems.append(problem("GT307", at, key=key, value=value, known="some words"))
    else:
        reading.take(key, int(value) if key == "rank" else value, at, _FIELDS.get(key, ""))


def _take_counted(key: str, value: str, at: Place, reading: _Reading) -> None:
    """How many votes, or where on a photo."""
    if key == "box" and (box := read_box(value)):
        reading.take(key, box, at)
    elif key == "box":
        reading.problems.append(problem("GT315", at, value=value))
    elif re.fullmatch(r"[0-9]{1,4}", value):
        reading.take(key, int(value), at)
    else:
        known = f"a whole number from 0 to {MOST_VOTES}"
        reading.problems.append(problem("GT307", at, key=key, value=value, known=known))


def read_box(words: str) -> Box | None:
    """The box that `0.12 0.31 0.4 0.06` means; `None` where these are no four numbers, or it lies beyond the photo."""
    found = _BOX.fullmatch(words.strip())
    if not found:
        return None
    left, top, width, height = (round(float(number) * Box.WHOLE) for number in found["numbers"].split())
    if not width or not height or left + width > Box.WHOLE or top + height > Box.WHOLE:
        return None
    return Box(left, top, width, height, found["photo"] or "")


def print_box(box: Box) -> str:
    """A box as it is typed: the photo's name where it has one, then left, top, width and height as parts of one."""
    numbers = (
        f"{number / Box.WHOLE:.3f}".rstrip("0").rstrip(".") for number in (box.left, box.top, box.width, box.height)
    )
    return " ".join((*([box.photo] if box.photo else []), *numbers))


def _nearest(value: str, known: tuple[str, ...], reading: _Reading) -> str:
    return reading.near(value, known) or " or ".join(known[:MOST_PROPOSED])


def misplaced_audience(words: str) -> str:
    """What is said of an audience among words that are shown, where it marks nothing; "" where nothing is.

    In braces, or where a brace has been lost.
    """
    found = _AUDIENCE.search(words)
    return found[0] if found else ""


_AUDIENCE = re.compile(
    r"(?<!\\)\{[^{}]{0,200}\b(?:audi[ae]n[cs]e|internal)\b\s*[=:}]?[^{}]{0,50}\}?"
    r"|(?<!\w)(?<!\\\{)(?:\w{0,20}audi[ae]n[cs]e=[^{}\s]{0,50}\}?|\w{1,30}=internal\})",
    re.IGNORECASE,
)


def print_attributes(attributes: Attributes) -> str:
    """The braces and what stands in them, in one fixed order; "" where there is nothing to say."""
    parts = [f"#{attributes.id}"] if attributes.id else []
    parts += [f".{name}" for name in (attributes.pen, *attributes.marks) if name]
    parts += [".implied"] if attributes.implied else []
    parts += [f"label={attributes.label}"] if attributes.label else []
    parts += [f"rank={attributes.rank}"] if attributes.rank else []
    parts += [f"votes={attributes.votes}"] if attributes.votes is not None else []
    for key, words in (("as", attributes.short_name), ("sic", attributes.sic)):
        if words:
            parts.append(f'{key}="{_escaped(words)}"')
    for key, name in _REFERENCES.items():
        parts += [f"{key}={_quoted(ref.target)}" for ref in getattr(attributes, name)]
    parts += [f'box="{print_box(attributes.box)}"'] if attributes.box else []
    parts += [f"audience={attributes.audience}"] if attributes.audience else []
    return "{" + " ".join(parts) + "}" if parts else ""


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')


def _quoted(words: str) -> str:
    return words if re.fullmatch(r'[^\s{}"\\]+', words) else f'"{_escaped(words)}"'
