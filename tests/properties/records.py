"""Any records: made of the model's annotations alone, every reference to a thing that is there.

In: what hypothesis draws. Out: `Records`, in the order in which their files are read. Guaranteed: each field of each
type may be filled, with whatever it takes; ids are each given once; a field added to the model is filled as well.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic import BeforeValidator

from goldenthread.model.archive import REGISTERS
from goldenthread.model.chart import FlipChart, Pen, Ranking
from goldenthread.model.entry import Entry
from goldenthread.model.fields import FilePath, Id, KeyName, OneOf, Prose, Ref
from goldenthread.model.meeting import Meeting
from goldenthread.model.records import Records
from goldenthread.model.settings import Settings
from goldenthread.model.update import Update
from goldenthread.model.walk import fields_of, words_apart
from goldenthread.read.records import LISTS
from goldenthread.source import Place
from tests.properties.charts import OPEN, Draw, blocks
from tests.properties.references import Referring, named
from tests.properties.words import BODY, DATE, OF_TYPE

STEMS = ("a", "no-", "2015-09-17-", "0x", "1.", "null_", "x--y.", "")
_ALWAYS = frozenset({"programme", "actions"})


@st.composite
def records(draw: st.DrawFn, *, everything: bool = False) -> Records:
    """Records with a group, a session and an action, for what must refer to one, and with anything else.

    With `everything` they fill every register, every list, and every field of each entry.
    """
    made = _Maker(draw, everything).records()
    referring: Records = Referring(draw, named(made)).resolved(made)
    return referring


@dataclass
class _Maker:
    """Makes entries whose references are still open; `number` is that of the last name given."""

    draw: Draw
    everything: bool
    number: int = 0

    def some(self, names: Sequence[str], most: int) -> set[str]:
        """At most so many of these."""
        if self.everything or not names:
            return set(names)
        chosen: set[str] = self.draw(st.sets(st.sampled_from(names), max_size=most))
        return chosen

    def name(self, stems: tuple[str, ...] = STEMS) -> str:
        """A name that nothing else has."""
        self.number += 1
        return f"{self.draw(st.sampled_from(stems))}{self.number}"

    def records(self) -> Records:
        chosen = self.some(sorted(REGISTERS), most=3) | {"groups"}
        registers: dict[str, Any] = {name: self.several(REGISTERS[name]) for name in sorted(chosen)}
        registers["queries"] = tuple(sorted(registers.get("queries", ()), key=lambda one: f"{one.id}.yml"))
        meetings = [self.meeting(first=number == 0) for number in range(self.draw(st.integers(1, 2)))]
        updates = [self.update() for _ in range(self.draw(st.integers(0, 3)))]
        return Records(
            settings=self.entry(Settings),
            **registers,
            meetings=tuple(sorted(meetings, key=folder_of)),
            updates=tuple(sorted(updates, key=file_of)),
        )

    def several(self, kind: type[Any]) -> tuple[Any, ...]:
        given = (
            {"id": self.name()} if "id" in getattr(kind, "GIVEN", ()) else {}
            for _ in range(self.draw(st.integers(1, 2)))
        )
        return tuple(self.entry(kind, **one) for one in given)

    def entry(self, kind: Any, **given: Any) -> Any:
        """An entry with some of its fields, those included that it must have."""
        hints = _hints(kind)
        passed_over = {"at", "internal", *given, *getattr(kind, "GIVEN", ())}
        fields = [one for one in dataclasses.fields(kind) if one.name not in passed_over]
        needed = [one.name for one in fields if one.default is dataclasses.MISSING]
        free = [one.name for one in fields if one.name not in needed]
        names = [*needed, *sorted(self.some(free, most=4))]
        said = {name: self.value(hints[name]) for name in names}
        if issubclass(kind, Entry) and "internal" not in given and (apart := sorted(words_apart(kind))):
            said["internal"] = tuple(KeyName(key) for key in sorted(self.some(apart[:3], most=1)))
        return kind(**said, **given)

    def value(self, hint: Any) -> Any:
        """A value for a field with this annotation."""
        for one in _readings(hint):
            if one in OF_TYPE:
                return self.draw(OF_TYPE[one])
            if one == Id:
                return self.name()
            if one == FilePath:
                return self.name(("a/b", "no", "x.y-", "0")) + ".pdf"
        if hint is Ref:
            return OPEN
        if known := _known(hint):
            return self.draw(st.sampled_from(known))
        inner = [one for one in get_args(hint) if one is not type(None)]
        match get_origin(hint):
            case None:
                return self.entry(hint)
            case one if one is tuple:
                return tuple(self.value(inner[0]) for _ in range(self.draw(st.integers(0, 3))))
            case _ if hasattr(hint, "__metadata__"):
                return self.value(hint.__origin__)
            case _:
                return self.value(self.draw(st.sampled_from(inner)))

    def meeting(self, first: bool) -> Meeting:
        lists = self.some(tuple(LISTS), most=4) | (_ALWAYS if first else frozenset())
        hints = _hints(Meeting)
        given = {name: self.several(get_args(hints[name])[0]) for name in sorted(lists)}
        pens = tuple(self.pens(self.draw(st.integers(0, 2))))
        ranking = self.ranking()
        charts = [self.chart(pens, ranking) for _ in range(self.draw(st.integers(0, 2)))]
        made: Meeting = self.entry(
            Meeting,
            **{name: given.get(name, ()) for name in LISTS},
            pens=pens,
            ranking=ranking,
            charts=tuple(sorted(charts, key=lambda chart: (chart.order is None, chart.order or 0, chart.id))),
            body=Prose(self.draw(BODY)),
        )
        if not self.draw(st.booleans()):
            return made
        folder = self.draw(st.sampled_from(("meetings", "meetings/a/b", "meetings/2015")))
        last = made.id if self.draw(st.booleans()) else self.name(("other", "2015-"))
        return replace(made, at=Place(f"{folder}/{last}/meeting.md", 2, 1))

    def pens(self, count: int) -> Iterator[Pen]:
        for _ in range(count):
            yield self.entry(Pen, name=self.name(("first", "p.", "2-")))

    def ranking(self) -> Ranking | None:
        made: Ranking | None = self.entry(Ranking) if self.everything or self.draw(st.booleans()) else None
        return made

    def chart(self, inherited: tuple[Pen, ...], ranking: Ranking | None) -> FlipChart:
        """A chart with the pens and the ranking of its meeting, which it may describe otherwise, and with others."""
        known = [self.changed(pen) if self.draw(st.booleans()) else pen for pen in inherited]
        pens = (*known, *self.pens(self.draw(st.integers(0, 1))))
        ids = [self.name(("line", "l.", "3-")) for _ in range(3)]
        written = blocks(self.draw, [pen.name for pen in pens], ids)
        own = self.ranking() or ranking
        chart: FlipChart = self.entry(FlipChart, id=self.name(), pens=pens, ranking=own, blocks=written)
        return chart

    def changed(self, pen: Pen) -> Pen:
        """A pen as a chart may describe it otherwise; no words and no number cannot be said."""
        other = self.entry(Pen, name=pen.name)
        values = {facts.name: getattr(other, facts.name) for facts in fields_of(Pen) if facts.name != "at"}
        return replace(pen, **{name: value for name, value in values.items() if value not in ("", None)})

    def update(self) -> Update:
        dated: Update = self.entry(Update, date=self.draw(DATE))
        file = self.draw(st.sampled_from(("", "updates/a.yml", "updates/2020.yml", "updates/x/b.yml")))
        return replace(dated, at=Place(file, 1, 3)) if file else dated


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _readings(hint: Any) -> tuple[Any, ...]:
    """An annotation as it is, and with one of its marks only: `FilePath` in `Annotated[FilePath, LieIn("")]`."""
    return (hint, *(Annotated[hint.__origin__, mark] for mark in getattr(hint, "__metadata__", ())))


def _known(hint: Any) -> tuple[str, ...]:
    """The words that a field takes, where it takes only some."""
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, BeforeValidator) and isinstance(mark.func, OneOf):
            return mark.func.known
    return ()


def folder_of(meeting: Meeting) -> str:
    """The folder of a meeting's record, in the order of which meetings are read."""
    return f"{meeting.folder or f'meetings/{meeting.date.earliest.year}/{meeting.id}'}/"


def file_of(update: Update) -> str:
    """The file of an update between meetings, in the order of which they are read."""
    assert update.date
    return update.at.path or f"updates/{update.date.earliest.year}.yml"
