"""Knots: Markdown that no reader could follow and that holds up the programs that read it.

In: a `Prose`. Out: a problem where it has more of something open, nested or in a row than any record needs.
Guaranteed: the limits are counted, so that a record is as valid on a slow machine as on a fast one.
"""

from __future__ import annotations

import re

from goldenthread.model.fields import Prose
from goldenthread.problem import Problem, problem

MOST_OPEN = 50
MOST_TICKS = 20
MOST_QUOTED = 20
MOST_INDENT = 80
MOST_DEFINITIONS = 100
_TOKEN = re.compile(
    rf"""
      (?P<escape>\\.)
    | (?P<ticks>`{{{MOST_TICKS + 1},}})
    | (?P<quoted>^[ ]{{0,3}}(?:>[ ]{{0,3}}){{{MOST_QUOTED + 1},}})
    | (?P<indent>^[ \t]{{{MOST_INDENT + 1},}}(?=[-*+>]|\d+[.)]))
    | (?P<definition>^[ ]{{0,3}}:[ \t])
    | (?P<address>\]\()
    | (?P<mark>[\[\])])
    | (?P<paragraph>\n(?=[ \t]*\n))
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_LIMITS = {
    "ticks": ("backticks stand in a row", MOST_TICKS),
    "quoted": ("quotations stand inside each other", MOST_QUOTED),
    "indent": ("columns of indentation stand before this", MOST_INDENT),
}


def knot(prose: Prose) -> Problem | None:
    """The first knot in a prose."""
    brackets = addresses = definitions = 0
    for token in _TOKEN.finditer(prose.text):
        match token.lastgroup:
            case "ticks" | "quoted" | "indent" as kind:
                return _problem(prose, token.start(), *_LIMITS[kind])
            case "definition":
                definitions += 1
            case "address":
                brackets, addresses = max(brackets - 1, 0), addresses + 1
            case "mark" if token[0] == "[":
                brackets += 1
            case "mark" if token[0] == "]":
                brackets = max(brackets - 1, 0)
            case "mark":
                addresses = max(addresses - 1, 0)
            case "paragraph":
                brackets = addresses = definitions = 0
        if brackets > MOST_OPEN or addresses > MOST_OPEN:
            return _problem(prose, token.start(), "brackets are open", MOST_OPEN)
        if definitions > MOST_DEFINITIONS:
            return _problem(prose, token.start(), "definitions follow each other", MOST_DEFINITIONS)
    return None


def _problem(prose: Prose, offset: int, what: str, most: int) -> Problem:
    return problem("GT141", prose.places.of(offset), what=what, most=most)
