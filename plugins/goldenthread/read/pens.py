"""The pens of a chart: those its meeting declares, with what the chart itself says of them.

In: the mapping `pens:` of a meeting and of a chart. Out: pens. Guaranteed: a chart's word overrides its meeting's.
"""

from __future__ import annotations

from dataclasses import replace

from goldenthread.model.chart import MARKS, Pen
from goldenthread.model.fields import ID
from goldenthread.problem import Problem, problem
from goldenthread.read.nodes import MappingNode, Node
from goldenthread.read.schema import entry, place_of


def read_pens(node: Node | None, inherited: Node | None = None) -> tuple[tuple[Pen, ...], tuple[Problem, ...]]:
    """The pens of a meeting, or of a chart in a meeting that declares some of them."""
    problems: list[Problem] = []
    mappings = []
    for given in (inherited, node):
        if isinstance(given, MappingNode):
            mappings.append(given)
        elif given is not None and given is node:
            problems.append(problem("GT110", place_of(given), wanted="'first: {colour: black}'"))
    names = dict.fromkeys(name for mapping in mappings for name in mapping.pairs)
    pens = []
    for name in names:
        places = [mapping.pairs[name] for mapping in mappings if name in mapping.pairs]
        key_at, own = places[-1]
        if not ID.fullmatch(name) or name in MARKS or name == "implied":
            problems.append(problem("GT310", key_at, name=name))
            continue
        merged = MappingNode(place_of(own))
        for _, value in places:
            if isinstance(value, MappingNode):
                merged.pairs.update(value.pairs)
        made, found = entry(merged if isinstance(own, MappingNode) else own, Pen)
        problems += found
        if made:
            pens.append(replace(made, name=name))
    return tuple(pens), tuple(problems)


def declared(*nodes: Node | None) -> frozenset[str]:
    """The names of all pens declared, also of those that could not be read: one fault is reported once."""
    return frozenset(name for node in nodes if isinstance(node, MappingNode) for name in node.pairs)
