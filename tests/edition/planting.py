"""Archives in two states: open, and the same with internal things planted in it.

In: records, and chance. Out: `Pair`. Guaranteed: the one that is open holds nothing but what the public may see, as far
as audiences go, and is what is left of the other when each planted thing is taken out. Nothing of the cut is used here.

What is planted is a copy of something that is there under a new id, before or behind it: an entry of any list, a line,
a chart, a meeting, an update. Open things refer to planted ones, mention them, and keep fields that are internal.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from goldenthread.model.archive import REGISTERS
from goldenthread.model.chart import NO_ATTRIBUTES, NOBODY_KNOWN, Attributes, Block, FlipChart, Line
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Addressed, Entry, Key, Kind, Part
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.meeting import Attachment, Meeting, Photo
from goldenthread.model.records import Records
from goldenthread.model.register import Person
from goldenthread.model.settings import DefaultAudience, Settings, governing
from goldenthread.model.update import Update
from goldenthread.model.walk import fields_of
from goldenthread.source import NOWHERE, Place
from tests.properties.records import records
from tests.properties.references import named

_LATER = PartialDate.parse("2049-11-05")
"""Later than anything else, so that an internal thing would move the day as of which all stands."""
_FIELDS = frozenset({"contact", "process_notes", "photo_consent"})
_KEYS = tuple(one.name for one in dataclasses.fields(DefaultAudience) if one.name != "at")
_WHOLE = (Place, Ref, PartialDate, DefaultAudience)
_TOLD = frozenset({"title", "what", "name", "text", "note", "term", "reason"})


@dataclass(frozen=True)
class Pair:
    """Records with internal things and without, and how many there are."""

    planted: Records
    open: Records
    count: int


def pair(made: Records, chance: Random) -> Pair:
    """Open these records, and plant internal things in them."""
    words = {key: chance.choice((None, "public", "internal")) for key in _KEYS}
    words |= dict.fromkeys(_FIELDS, "internal")
    told = replace(made.settings, default_audience=DefaultAudience(**words))  # type: ignore[arg-type]
    opened = _opened(replace(made, settings=told))
    planting = _Planting(chance, opened)
    return Pair(planting.records(), planting.mentioned(opened), planting.count)


def pairs(count: int, seed: int) -> list[Pair]:
    """So many of them, of any records; the same for a seed."""
    made: list[Records] = []

    @seeded(seed)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
    )
    @given(records())
    def draw(drawn: Records) -> None:
        made.append(drawn)

    draw()
    return [pair(drawn, Random(f"{seed} {number}")) for number, drawn in enumerate(made)]


def _opened(value: Any) -> Any:
    """A value in which nothing is internal of its own."""
    if isinstance(value, tuple):
        return tuple(_opened(one) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, _WHOLE) or value is NO_ATTRIBUTES:
        return value
    assert not isinstance(value, type)
    given = {one.name: _opened(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Attributes):
        given["audience"] = None
    if isinstance(value, Entry):
        given |= {"audience": "public", "publish_after": None}
    if isinstance(value, Records | Entry | Settings):
        given |= {name: _nothing(given[name]) for name in given if governing(name) in _FIELDS}
    return replace(value, **given)


def _nothing(value: Any) -> Any:
    return {tuple: (), Prose: Prose(), str: ""}.get(type(value))


@dataclass
class _Planting:
    """Plants in records; each copy has a name of its own."""

    chance: Random
    made: Records
    count: int = 0
    names: frozenset[str] = frozenset()
    secret: dict[Kind, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = frozenset(one.name for one in named(self.made) if not one.meeting)

    def records(self) -> Records:
        """The records with what is planted."""
        made = self.made
        given: dict[str, Any] = {name: self.among(getattr(made, name), always=True) for name in REGISTERS}
        given["queries"] = tuple(sorted(given["queries"], key=lambda one: f"{one.id}.yml"))
        given["meetings"] = tuple(self.planted(one) for one in made.meetings)
        given["updates"] = self.among(made.updates)
        given["meetings"] += tuple(self.meeting(one) for one in made.meetings if self.chance.random() < 0.5)
        return self.referring(self.mentioned(replace(made, **given), secretly=True))

    def name(self) -> str:
        self.count += 1
        return f"{self.chance.choice(('a', 'm', 'z'))}.secret-{self.count}"

    def among(self, values: tuple[Any, ...], *, always: bool = False) -> tuple[Any, ...]:
        """A list with copies among what is there, each before or behind its original."""
        kept: list[Any] = []
        for value in values:
            two = [self.planted(value)]
            if always or self.chance.random() < 0.6:
                two.insert(self.chance.randrange(2), self.hidden(value))
            kept += two
        return tuple(kept)

    def planted(self, entry: Any) -> Any:
        """An entry with copies in its own lists, and with words in its internal fields."""
        given: dict[str, Any] = {}
        for facts in fields_of(type(entry)):
            value = getattr(entry, facts.name)
            if isinstance(value, tuple) and value and isinstance(value[0], Entry):
                given[facts.name] = self.among(value)
            elif facts.name == "process_notes" or (facts.name == "contact" and isinstance(entry, Person)):
                given[facts.name] = Prose("Secret note") if isinstance(value, Prose) else "Secret note"
                self.count += 1
        if isinstance(entry, FlipChart):
            given["blocks"] = tuple(self.blocks(entry.blocks))
        return replace(entry, **given)

    def blocks(self, blocks: Iterable[Block]) -> Iterable[Block]:
        for block in blocks:
            if block.heading and block.heading.spans and self.chance.random() < 0.4:
                yield replace(block, heading=self.line(block.heading), lines=tuple(map(self.copied, block.lines)))
            lines: list[Line] = []
            for line in block.lines:
                if line.spans and line.bullet and self.chance.random() < 0.6:
                    lines.append(self.line(line))
                lines.append(line)
            yield replace(block, lines=tuple(lines))

    def line(self, line: Line) -> Line:
        made: Line = self.copied(line)
        return replace(made, attributes=replace(made.attributes, audience="internal"))

    def hidden(self, entry: Any) -> Any:
        """An internal copy of an entry."""
        made = self.copied(entry)
        given: dict[str, Any] = {"audience": "internal"}
        if self.chance.random() < 0.2:
            given = {"audience": "public", "publish_after": _LATER}
        for name in sorted(_TOLD & {one.name for one in dataclasses.fields(made)}):
            value = getattr(made, name)
            if value and self.chance.random() < 0.7:
                given[name] = Prose(f"Secret {value.text}") if isinstance(value, Prose) else f"Secret {value}"
        if isinstance(entry, Update) and entry.date and self.chance.random() < 0.5:
            given["date"] = _LATER
        if isinstance(made, Addressed):
            self.secret.setdefault(made.KIND, []).append(made.id)
        return replace(made, at=entry.at if isinstance(entry, Update) else NOWHERE, **given)

    def meeting(self, meeting: Meeting) -> Meeting:
        """An internal copy of a meeting with all that is in it, which refers to nothing by a short name."""
        made = self.hidden(
            self.far(replace(meeting, at=NOWHERE, pens=(), ranking=None, charts=(), files=(), photos=()))
        )
        copy: Meeting = replace(made, date=self.chance.choice((meeting.date, _LATER)), end=None, updates=())
        return copy

    def copied(self, value: Any) -> Any:
        """The same under new ids."""
        if isinstance(value, tuple):
            return tuple(self.copied(one) for one in value)
        if not dataclasses.is_dataclass(value) or isinstance(value, _WHOLE) or value is NO_ATTRIBUTES:
            return value
        assert not isinstance(value, type)
        given: dict[str, Any] = {one.name: self.copied(getattr(value, one.name)) for one in dataclasses.fields(value)}
        if isinstance(value, Attributes):
            given["id"] = ""
        if isinstance(value, Line):
            given |= {"id": "", "derived": False}
        if isinstance(value, Addressed):
            given |= {"id": self.name(), "formerly": ()}
        if isinstance(value, Part):
            given["id"] = self.name() if value.id else ""
        if isinstance(value, Attachment):
            given["file"] = f"{self.name()}.pdf"
        if isinstance(value, Photo):
            given["photo"] = f"{self.name()}.jpg"
        return replace(value, **given)

    def far(self, value: Any) -> Any:
        """A value without references that hold in one meeting only; `None` where it is nothing without them."""
        if isinstance(value, tuple):
            return tuple(made for one in value if (made := self.far(one)) is not None)
        if isinstance(value, Ref):
            return value if value.target.rpartition(":")[2] in self.names else None
        if isinstance(value, Prose):
            return Prose("Secret") if "[[" in value.text else value
        if not dataclasses.is_dataclass(value) or isinstance(value, _WHOLE):
            return value
        assert not isinstance(value, type)
        given = {}
        for one in dataclasses.fields(value):
            before = getattr(value, one.name)
            given[one.name] = self.far(before)
            if given[one.name] is None and before is not None and one.default is dataclasses.MISSING:
                return None
        return None if _about(value) and not _about(replace(value, **given)) else replace(value, **given)

    # What is open and speaks of something planted

    def mentioned(self, made: Records, *, secretly: bool = False) -> Records:
        """The open parts of records, whose prose mentions something planted, or says only the words for it."""
        themes = self.secret.get(Kind.THEME) or self.secret.get(Kind.GROUP, [])
        kind = Kind.THEME if Kind.THEME in self.secret else Kind.GROUP
        said = f"[[{Key(kind, themes[0])}|a word]]" if secretly and themes else "a word"

        def told(entry: Any) -> Any:
            if not dataclasses.is_dataclass(entry) or not isinstance(entry, Entry) or entry.audience != "public":
                return entry
            given: dict[str, Any] = {}
            for facts in fields_of(type(entry)):
                value = getattr(entry, facts.name)
                if isinstance(value, Prose) and value and governing(facts.name) not in _FIELDS:
                    given[facts.name] = Prose(f"Of {said}.\n\n{value.text}")
                elif isinstance(value, tuple):
                    given[facts.name] = tuple(map(told, value))
            return replace(entry, **given)

        lists: dict[str, Any] = {
            name: tuple(map(told, getattr(made, name))) for name in (*REGISTERS, "meetings", "updates")
        }
        return replace(made, **lists)

    def referring(self, made: Records) -> Records:
        """The records, whose open parts refer to planted things beside what they refer to."""
        lists: dict[str, Any] = {
            name: tuple(map(self.with_references, getattr(made, name))) for name in (*REGISTERS, "meetings", "updates")
        }
        return replace(made, **lists)

    def with_references(self, entry: Any) -> Any:
        if not isinstance(entry, Entry) or entry.audience != "public" or entry.publish_after:
            return entry
        given: dict[str, Any] = {}
        for facts in fields_of(type(entry)):
            value = getattr(entry, facts.name)
            if facts.refers and isinstance(value, tuple) and value and self.chance.random() < 0.5:
                if any(ref.target in NOBODY_KNOWN for ref in value):
                    continue
                known = [
                    str(Key(kind, id))
                    for kind in sorted(facts.refers.kinds)
                    if kind not in (Kind.SESSION, Kind.CHART, Kind.MEETING)
                    for id in self.secret.get(kind, ())
                ]
                if known:
                    refs = [*value]
                    refs.insert(self.chance.randrange(len(refs) + 1), Ref(self.chance.choice(known)))
                    given[facts.name] = tuple(refs)
                    self.count += 1
            elif isinstance(value, tuple):
                given[facts.name] = tuple(map(self.with_references, value))
        return replace(entry, **given)


def _about(entry: Any) -> bool:
    """Whether an entry that must be about something is about something; any other is."""
    about = entry.ABOUT if isinstance(entry, Entry) else ()
    return any(getattr(entry, name) for names in about for name in names)
