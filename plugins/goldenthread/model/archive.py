"""The linked archive: every thing under its key, every reference resolved, every link known from both ends.

In: records that the linker has resolved. Out: `Archive`. Guaranteed: each link's source and target are things of this
archive; meetings and updates stand in the order of time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from goldenthread.model.chart import Block, FlipChart, Line
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind
from goldenthread.model.meeting import Action, Decision, Meeting, Session, Update
from goldenthread.model.register import Group, Person, Series, Settings, Theme
from goldenthread.source import NOWHERE, Place


class Relation(StrEnum):
    """How one thing refers to another: the source's word for the target."""

    MENTIONS = "mentions"
    SERIES = "series"
    ABOUT_THEME = "theme"
    ATTENDED_BY = "attended by"
    LED_BY = "led by"
    PRESENTED_BY = "presented by"
    WRITTEN_BY = "written by"
    MADE_IN = "made in"
    OWNED_BY = "owned by"
    RAISED_ON = "raised on"
    WAITS_FOR = "waits for"
    SUPERSEDES = "supersedes"
    REPORTS_ON = "reports on"
    REPORTED_BY = "reported by"
    BLOCKED_BY = "blocked by"
    MEMBER_OF = "member of"
    PART_OF = "part of"
    HELD_BY = "held by"
    SEE = "see"
    COVERED_BY = "covered by"
    CONCERNS = "about"


@dataclass(frozen=True, slots=True)
class Link:
    """One reference, resolved, and where it was written; `words` are those around a mention: before, own, after.

    The same link may be written more than once, in two mentions, or by an action and by its line.
    """

    source: Key
    relation: Relation
    target: Key
    at: Place = field(default=NOWHERE, compare=False)
    words: tuple[str, str, str] = ("", "", "")


Thing = Meeting | Session | FlipChart | Block | Line | Action | Decision | Update | Person | Group | Theme | Series


@dataclass(frozen=True, slots=True)
class Reported:
    """An update with what it is about, when it was reported, and at which meeting (`None`: between meetings)."""

    key: Key
    update: Update
    about: Key
    when: PartialDate
    meeting: str | None


@dataclass(frozen=True, slots=True)
class Located:
    """A thing, and the ids of the meeting and chart it stands in ("" for none)."""

    thing: Thing
    meeting: str = ""
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The size of a photo as published, in pixels."""

    width: int
    height: int


@dataclass(frozen=True)
class Archive:
    """All that one archive says. Registers are sorted by id, meetings by date, updates by date."""

    settings: Settings
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    themes: tuple[Theme, ...] = ()
    series: tuple[Series, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    updates: tuple[Reported, ...] = ()
    links: tuple[Link, ...] = ()
    files: frozenset[str] = frozenset()
    photos: Mapping[str, Picture] = field(default_factory=dict)
    """The photos that can be shown, by path relative to the records folder."""
    resolved: Mapping[Place, Key] = field(default_factory=dict, compare=False)
    """What each reference means, by the place where it is written."""

    @cached_property
    def index(self) -> Mapping[Key, Located]:
        """Every thing by its key."""
        return MappingProxyType(dict(located(self)))

    @cached_property
    def links_from(self) -> Mapping[Key, tuple[Link, ...]]:
        """The links of each source."""
        return _grouped(self.links, "source")

    @cached_property
    def links_to(self) -> Mapping[Key, tuple[Link, ...]]:
        """The links to each target: its backlinks."""
        return _grouped(self.links, "target")

    @cached_property
    def meeting_by_id(self) -> Mapping[str, Meeting]:
        """The meetings by id."""
        return MappingProxyType({meeting.id: meeting for meeting in self.meetings})

    @cached_property
    def updates_about(self) -> Mapping[Key, tuple[Reported, ...]]:
        """The updates about each thing, in the order of time."""
        found: dict[Key, list[Reported]] = defaultdict(list)
        for reported in self.updates:
            found[reported.about].append(reported)
        return MappingProxyType({key: tuple(value) for key, value in found.items()})

    @cached_property
    def updates_at(self) -> Mapping[str, tuple[Reported, ...]]:
        """The updates reported at each meeting, by its id."""
        found: dict[str, list[Reported]] = defaultdict(list)
        for reported in self.updates:
            if reported.meeting:
                found[reported.meeting].append(reported)
        return MappingProxyType({id: tuple(value) for id, value in found.items()})

    def targets(self, source: Key, *relations: Relation) -> tuple[Key, ...]:
        """What a thing refers to in one of these ways, each once."""
        found = self.links_from.get(source, ())
        return tuple(dict.fromkeys(link.target for link in found if link.relation in relations))

    def sources(self, target: Key, *relations: Relation) -> tuple[Key, ...]:
        """What refers to a thing in one of these ways, each once."""
        found = self.links_to.get(target, ())
        return tuple(dict.fromkeys(link.source for link in found if link.relation in relations))


def _grouped(links: tuple[Link, ...], end: str) -> Mapping[Key, tuple[Link, ...]]:
    found: dict[Key, list[Link]] = defaultdict(list)
    for link in links:
        found[getattr(link, end)].append(link)
    return MappingProxyType({key: tuple(value) for key, value in found.items()})


def located(archive: Archive) -> Iterator[tuple[Key, Located]]:
    """Every thing with its key, in a fixed order."""
    for register in (archive.people, archive.groups, archive.themes, archive.series):
        for named in register:
            yield Key(named.KIND, named.id), Located(named)
    for meeting in archive.meetings:
        yield from located_in(meeting)
    for reported in archive.updates:
        yield reported.key, Located(reported.update, reported.meeting or "")


def located_in(meeting: Meeting) -> Iterator[tuple[Key, Located]]:
    """A meeting and what arises in it, updates apart."""
    yield Key(Kind.MEETING, meeting.id), Located(meeting, meeting.id)
    for session in meeting.programme:
        yield Key(Kind.SESSION, f"{meeting.id}#{session.id}"), Located(session, meeting.id)
    for chart in meeting.charts:
        yield Key(Kind.CHART, f"{meeting.id}/{chart.id}"), Located(chart, meeting.id, chart.id)
        for block in chart.blocks:
            if block.heading:
                yield Key(Kind.BLOCK, f"{meeting.id}/{chart.id}#{block.id}"), Located(block, meeting.id, chart.id)
            for line in block.lines:
                yield Key(Kind.LINE, f"{meeting.id}/{chart.id}#{line.id}"), Located(line, meeting.id, chart.id)
    for action in meeting.actions:
        yield Key(Kind.ACTION, action.id), Located(action, meeting.id)
    for decision in meeting.decisions:
        yield Key(Kind.DECISION, decision.id), Located(decision, meeting.id)


def named_photos(archive: Archive) -> tuple[str, ...]:
    """The photos that charts name and that exist, by path relative to the records folder."""
    photos = (f"{m.folder}/photos/{photo}" for m in archive.meetings for chart in m.charts for photo in chart.photos)
    return tuple(path for path in dict.fromkeys(photos) if path in archive.files)


def named_files(archive: Archive) -> Iterator[str]:
    """The photos and the evidence that things name, by path relative to the records folder, existing or not."""
    for meeting in archive.meetings:
        for chart in meeting.charts:
            yield from (f"{meeting.folder}/photos/{photo}" for photo in chart.photos)
    for reported in archive.updates:
        folder = archive.meeting_by_id[reported.meeting].folder if reported.meeting else "updates"
        yield from (f"{folder}/{path}" for path in reported.update.evidence)
