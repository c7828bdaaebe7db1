"""The linked archive: every thing under its key, every reference resolved, every link known from both ends.

In: records that the linker has resolved. Out: `Archive`. Guaranteed: each link's source and target are things of this
archive; meetings and updates stand in the order of time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from goldenthread.memory import kept
from goldenthread.model.agreed import Question
from goldenthread.model.chart import Block, FlipChart, Line
from goldenthread.model.dates import PartialDate
from goldenthread.model.document import DocumentText
from goldenthread.model.entry import Entry, Key, Kind, Relation
from goldenthread.model.meeting import Attachment, Meeting
from goldenthread.model.query import SavedQuery
from goldenthread.model.register import Group, Indicator, Named, Person, Series, Strategy, Term, Theme
from goldenthread.model.settings import Settings
from goldenthread.model.update import Update
from goldenthread.model.walk import entries_in, every_entry, files_in
from goldenthread.source import NOWHERE, Place


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


Thing = Entry | Block | Line
REGISTERS: Mapping[str, type[Named]] = {
    "people": Person,
    "groups": Group,
    "themes": Theme,
    "series": Series,
    "strategies": Strategy,
    "indicators": Indicator,
    "glossary": Term,
    "queries": SavedQuery,
}
"""The registers, by the name of their file and of their field in an archive; each query has a file of its own."""


NUMBERED = "~"
"""What stands before the number of an update, where there are several about one thing: no id holds it."""


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
    """A photo that can be shown: its size upright, in pixels, with digests of what it shows and of its file."""

    width: int
    height: int
    pixels: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Archive:
    """All that one archive says. Registers are sorted by id, meetings by date, updates by date."""

    settings: Settings
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    themes: tuple[Theme, ...] = ()
    series: tuple[Series, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    glossary: tuple[Term, ...] = ()
    queries: tuple[SavedQuery, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    updates: tuple[Reported, ...] = ()
    links: tuple[Link, ...] = ()
    files: frozenset[str] = frozenset()
    photos: Mapping[str, Picture] = field(default_factory=dict)
    """The photos that can be shown, by path relative to the records folder."""
    documents: Mapping[str, DocumentText] = field(default_factory=dict)
    """What the files say of which a meeting says something, by path relative to the records folder."""
    originals: Mapping[str, str] = field(default_factory=dict)
    """Those of these files that are published as they are, each with the SHA-256 of its bytes."""
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
    def series_of(self) -> Mapping[str, Key]:
        """The series of each meeting that is of one, by the id of the meeting."""
        of_series = (link for link in self.links if link.relation is Relation.SERIES)
        return MappingProxyType({link.source.id: link.target for link in of_series})

    @cached_property
    def meetings_in(self) -> Mapping[Key, tuple[Meeting, ...]]:
        """The meetings of each series that has any, in the order of time."""
        found: dict[Key, list[Meeting]] = defaultdict(list)
        for meeting in self.meetings:
            if series := self.series_of.get(meeting.id):
                found[series].append(meeting)
        return MappingProxyType({series: tuple(meetings) for series, meetings in found.items()})

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

    @cached_property
    def named_files(self) -> tuple[tuple[str, Entry, str], ...]:
        """The files that entries name, existing or not: path below the records folder, who names it, and its folder."""
        return tuple(_named_files(self))

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
    for name in REGISTERS:
        for named in getattr(archive, name):
            yield Key(named.KIND, named.id), Located(named)
    for meeting in archive.meetings:
        yield from located_in(meeting)
    for reported in archive.updates:
        yield reported.key, Located(reported.update, reported.meeting or "")


def located_in(meeting: Meeting) -> Iterator[tuple[Key, Located]]:
    """A meeting and what arises in it, updates apart."""
    yield Key(Kind.MEETING, meeting.id), Located(meeting, meeting.id)
    yield from _arising_in(meeting)


@kept
def _arising_in(meeting: Meeting) -> tuple[tuple[Key, Located], ...]:
    """What arises in a meeting; not the meeting, which would never go if it were among what is kept with it."""
    return tuple(_each_arising_in(meeting))


def _each_arising_in(meeting: Meeting) -> Iterator[tuple[Key, Located]]:
    for _, entry in entries_in(meeting):
        if key := key_in(meeting.id, entry):
            yield key, Located(entry, meeting.id, entry.id if isinstance(entry, FlipChart) else "")
        if isinstance(entry, FlipChart):
            yield from _written_on(entry, meeting.id)


def _written_on(chart: FlipChart, meeting: str) -> Iterator[tuple[Key, Located]]:
    """The blocks and lines of a chart, and the questions that its lines ask."""
    where = f"{meeting}/{chart.id}"
    for block in chart.blocks:
        if block.heading:
            yield Key.of_part(Kind.BLOCK, where, block.id), Located(block, meeting, chart.id)
        for line in block.lines:
            yield Key.of_part(Kind.LINE, where, line.id), Located(line, meeting, chart.id)
        for line in block.every_line():
            if asks(line):
                asked = Question(id=line.id, what=line.words, at=line.at)
                yield Key(Kind.QUESTION, line.id), Located(asked, meeting, chart.id)


def asks(line: Line) -> bool:
    """Whether a line asks a question that has a name, so that it can be answered later."""
    return "question" in line.attributes.marks and not line.derived


def key_in(meeting: str, entry: Entry) -> Key | None:
    """The key of an entry that stands in a meeting's record; `None` for one that has none of its own."""
    kind: Kind | None = getattr(entry, "KIND", None)
    id: str = getattr(entry, "id", "")
    match kind:
        case None | Kind.UPDATE:
            return None
        case Kind.CHART:
            return Key(kind, f"{meeting}/{id}")
        case Kind.FILE | Kind.PHOTO:
            return Key(kind, f"{meeting}/{next(files_in(entry))}")
        case Kind.SESSION | Kind.FOCUS | Kind.FEEDBACK | Kind.OUTPUT:
            return Key.of_part(kind, meeting, id)
        case _:
            return Key(kind, id)


def named_photos(archive: Archive) -> tuple[str, ...]:
    """The photos that charts and meetings name and that exist, by path relative to the records folder."""
    named = (path for path, entry, _ in archive.named_files if isinstance(entry, FlipChart) or _is_photo(entry))
    return tuple(path for path in dict.fromkeys(named) if path in archive.files)


def attachments(archive: Archive) -> tuple[tuple[str, Attachment], ...]:
    """The files of which meetings say something and that exist, by path relative to the records folder."""
    named = (
        (f"{meeting.folder}/{path}", one)
        for meeting in archive.meetings
        for one in meeting.files
        for path in files_in(one)
    )
    return tuple((path, one) for path, one in named if path in archive.files)


def _is_photo(entry: Entry) -> bool:
    return getattr(entry, "KIND", None) is Kind.PHOTO


def outermost(archive: Archive) -> Iterator[Entry]:
    """The entries that stand in no other; updates at meetings stand in their meeting."""
    for name in (*REGISTERS, "meetings"):
        yield from getattr(archive, name)
    yield from (reported.update for reported in archive.updates if not reported.meeting)
    yield from archive.settings.withdrawn


def entries_of(archive: Archive) -> Iterator[Entry]:
    """Every entry of every record, each before what is in it."""
    for one in outermost(archive):
        yield from every_entry(one)


def _named_files(archive: Archive) -> Iterator[tuple[str, Entry, str]]:
    for meeting in archive.meetings:
        yield from _named_in(meeting)
    for reported in archive.updates:
        if not reported.meeting:
            yield from ((f"updates/{path}", reported.update, "updates") for path in files_in(reported.update))


@kept
def _named_in(meeting: Meeting) -> tuple[tuple[str, Entry, str], ...]:
    """The files that the entries of a meeting name."""
    folder = meeting.folder
    return tuple((f"{folder}/{path}", entry, folder) for entry in every_entry(meeting) for path in files_in(entry))
