"""References in records that hypothesis draws: each to something that is there, under any name it has.

In: records whose references are still open. Out: the same with targets of the kinds that each may have. Guaranteed:
what the annotations of the model call a reference is one; where there is nothing it could lead to, it is left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from goldenthread.model.archive import REGISTERS, Archive, located
from goldenthread.model.chart import NOBODY_KNOWN, Attributes, FlipChart, Span
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import (
    ACTIONS,
    ANYTHING,
    COVERING,
    ON_CHARTS,
    WAITED_FOR,
    Addressed,
    Kind,
    Refers,
    Relation,
)
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.meeting import Meeting
from goldenthread.model.records import Records
from goldenthread.model.settings import Settings
from goldenthread.model.walk import fields_of, several
from goldenthread.source import Place
from tests.properties.charts import Draw

_OF_LINES = {
    "actions": Refers(Relation.RAISED_ON, ACTIONS),
    "see": Refers(Relation.SEE, ANYTHING),
    "leads_to": Refers(Relation.LEADS_TO, ON_CHARTS),
    "covered_by": Refers(Relation.COVERED_BY, COVERING),
    "waits_for": Refers(Relation.WAITS_FOR, WAITED_FOR),
    "about": Refers(Relation.CONCERNS, ANYTHING),
}


@dataclass(frozen=True)
class _Name:
    """A name by which a thing may be referred to, and from where: anywhere, or from its meeting or chart."""

    name: str
    kind: Kind
    meeting: str = ""
    chart: str = ""


def named(made: Records) -> tuple[_Name, ...]:
    """Every name in these records."""
    registers = {name: getattr(made, name) for name in REGISTERS}
    archive = Archive(settings=made.settings, **registers, meetings=made.meetings)
    return tuple(name for key, found in located(archive) for name in _names(key.id, key.kind, found))


def _names(id: str, kind: Kind, found: Any) -> Iterator[_Name]:
    own = getattr(found.thing, "id", id)
    if not own:
        return  # what has no id of its own cannot be referred to
    names = [id]
    if isinstance(found.thing, Addressed):
        names += [id.removesuffix(own) + former for former in found.thing.formerly]
    for name in names:
        yield _Name(name, kind)
        if found.meeting and name.startswith((f"{found.meeting}/", f"{found.meeting}#")):
            short = name[len(found.meeting) + 1 :]
            yield _Name(short, kind, found.meeting)
            if found.chart and short.startswith(f"{found.chart}#"):
                yield _Name(short.removeprefix(found.chart), kind, found.meeting, found.chart)


@dataclass
class Referring:
    """Gives each open reference a target of the kinds it may have, or takes it out where there is none."""

    draw: Draw
    names: tuple[_Name, ...]
    by_kinds: dict[tuple[frozenset[Kind], str, str], list[_Name]] = field(default_factory=dict)
    meeting: str = ""
    chart: str = ""

    def target(self, kinds: frozenset[Kind], words: tuple[str, ...] = ()) -> Ref | None:
        """A reference to something of these kinds, as it may be typed here."""
        where = (kinds, self.meeting, self.chart)
        if where not in self.by_kinds:
            self.by_kinds[where] = [
                one
                for one in self.names
                if one.kind in kinds and one.meeting in ("", self.meeting) and one.chart in ("", self.chart)
            ]
        candidates: list[Any] = [*self.by_kinds[where], *words]
        if not candidates:
            return None
        chosen = self.draw(st.sampled_from(candidates))
        if isinstance(chosen, str):
            return Ref(chosen)
        return Ref(f"{chosen.kind}:{chosen.name}" if self.draw(st.booleans()) else chosen.name)

    def resolved(self, value: Any) -> Any:
        """The value with the references in it, and in what it holds."""
        match value:
            case tuple():
                return tuple(map(self.resolved, value))
            case Prose():
                return self.prose(value) if value.text and self.draw(st.integers(0, 4)) == 0 else value
            case Meeting():
                self.meeting = value.id
                made = self.fields(value)
                self.meeting = ""
                return made
            case FlipChart():
                self.chart = value.id
                made = self.fields(value)
                self.chart = ""
                return made
            case _ if dataclasses.is_dataclass(value) and not isinstance(value, (Place, Ref, PartialDate)):
                return self.fields(value)
            case _:
                return value

    def prose(self, prose: Prose) -> Prose:
        """A prose that mentions something, in a paragraph of its own."""
        found = self.target(ANYTHING)
        return Prose(f"{prose.text}\n\nSee [[{found.target}]].") if found else prose

    def fields(self, entry: Any) -> Any:
        """An entry with what its fields refer to."""
        made = replace(entry, **{one.name: self.field(entry, one.name) for one in dataclasses.fields(entry)})
        # A mention without words of its own shows its target.
        return replace(made, text=made.text or made.target.target) if isinstance(made, Span) and made.target else made

    def field(self, entry: Any, name: str) -> Any:
        value, refers = getattr(entry, name), _refers(entry).get(name)
        if not refers or not value:
            return self.resolved(value)
        words = NOBODY_KNOWN if refers.relation is Relation.WRITTEN_BY else ()
        found = [self.target(refers.kinds, words) for _ in several(value)]
        known = tuple(one for one in found if one)
        return known if isinstance(value, tuple) else next(iter(known), None)


def _refers(entry: object) -> dict[str, Refers]:
    """The fields of references, and what they may lead to; on lines of charts no annotation says it."""
    kind: Any = type(entry)
    return _refers_of(kind)


@cache
def _refers_of(kind: Any) -> dict[str, Refers]:
    if kind is Attributes:
        return _OF_LINES
    if kind is Span:
        return {"target": Refers(Relation.MENTIONS, ANYTHING)}
    annotated = fields_of(kind) if hasattr(kind, "__pydantic_config__") else ()
    return {facts.name: facts.refers for facts in annotated if facts.refers}


def references_of(value: Any) -> Iterator[tuple[Refers, Ref]]:
    """Every reference in a value, in its own fields and in what it holds, by whatever annotation says so."""
    if isinstance(value, tuple):
        for one in value:
            yield from references_of(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (Place, Settings)):
        for one in dataclasses.fields(value):
            held, refers = getattr(value, one.name), _refers(value).get(one.name)
            if refers:
                nobody = NOBODY_KNOWN if refers.relation is Relation.WRITTEN_BY else ()
                yield from ((refers, ref) for ref in several(held) if ref.target not in nobody)
            else:
                yield from references_of(held)
