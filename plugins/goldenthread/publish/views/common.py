"""What the views of all kinds of page share: names, rows of registers, marks, events, and backlinks.

In: an edition. Out: `Book`, which answers for any key of it. Guaranteed: derived from the edition alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property

from goldenthread.markup.mentions import Mention, around, mentions, plain, replaced
from goldenthread.model.archive import Archive, Link, Relation, Reported
from goldenthread.model.chart import Block, FlipChart, Line, Priority
from goldenthread.model.dates import PartialDate
from goldenthread.model.edition import Edition
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Prose
from goldenthread.model.history import Event, History
from goldenthread.model.meeting import Action, Decision, Meeting, Session, Update
from goldenthread.model.register import Named
from goldenthread.publish.addresses import address
from goldenthread.publish.words import BACKLINKS, KINDS, STATUSES, Words
from goldenthread.source import NOWHERE, Place

LONGEST_DESCRIPTION = 155


@dataclass(frozen=True, slots=True)
class Name:
    """A thing as one speaks of it: its title, and its key where it has a page to go to."""

    title: str
    key: Key | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A status as a labelled mark: its own word for style sheets, the word people read, and whether it is overdue."""

    status: str
    label: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a register: an action or a decision, how it stands, whose it is, and where it arose."""

    key: Key
    title: str
    mark: Mark
    owners: tuple[Name, ...]
    due: str
    due_when_agreed: str
    meeting: Name
    date: str
    rank: int | None
    proposed: bool = False
    replaced_by: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Backlink:
    """Something that refers to the page's thing: what it is, how it refers, and the words around a mention."""

    name: Name
    kind: str
    how: str
    where: Name | None
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """An update as it is told: when, where, by whom, which status it led to, and what was said."""

    key: Key
    anchor: str
    date: str
    about: Name
    meeting: Name | None
    mark: Mark | None
    by: tuple[Name, ...]
    note: Prose
    due: str
    blocked_by: tuple[Name, ...]
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """An edition opened for reading: every question that views ask of it."""

    edition: Edition
    words: Words

    @property
    def archive(self) -> Archive:
        """The archive as the edition shows it."""
        return self.edition.archive

    # Names

    def title(self, key: Key) -> str:
        """What a thing is called in lists and links."""
        thing = self.archive.index[key].thing
        match thing:
            case Named():
                return thing.name
            case Block():
                return thing.name
            case Line():
                return thing.words
            case Meeting() | Session() | FlipChart() | Action() | Decision():
                return thing.title
            case Update():
                return self.title(self._reported(key).about)

    def name(self, key: Key, note: str = "") -> Name:
        """The name of a thing, with its key where it has an address."""
        return Name(self.title(key), key if self.address(key) else None, note)

    def names(self, keys: Iterable[Key]) -> tuple[Name, ...]:
        """The names of several things."""
        return tuple(self.name(key) for key in keys)

    def address(self, key: Key) -> str:
        """Where a thing lives on the site; an update where it was reported, or on the page of what it is about."""
        if key.kind is not Kind.UPDATE:
            return address(key)
        reported = self._reported(key)
        page = Key(Kind.MEETING, reported.meeting) if reported.meeting else reported.about
        return f"{address(page)}#{self.anchor(key)}"

    def anchor(self, update: Key) -> str:
        """The anchor of an update on its page."""
        return "update-" + update.id.replace("/", ":")

    def meeting_of(self, key: Key) -> Meeting | None:
        """The meeting in which a thing arose."""
        return self.archive.meeting_by_id.get(self.archive.index[key].meeting)

    def meetings_in(self, series: Key) -> tuple[Key, ...]:
        """The meetings of a series, in the order of time."""
        return self._in_series.get(series, ())

    @cached_property
    def _in_series(self) -> dict[Key, tuple[Key, ...]]:
        found: dict[Key, list[Key]] = {}
        for meeting in self.archive.meetings:
            key = Key(Kind.MEETING, meeting.id)
            for series in self.archive.targets(key, Relation.SERIES):
                found.setdefault(series, []).append(key)
        return {series: tuple(keys) for series, keys in found.items()}

    @cached_property
    def _by_key(self) -> dict[Key, Reported]:
        return {reported.key: reported for reported in self.archive.updates}

    def _reported(self, key: Key) -> Reported:
        return self._by_key[key]

    # How things stand

    def history(self, key: Key) -> History:
        """The history of an action or a decision."""
        return self.edition.histories[key]

    def mark(self, key: Key) -> Mark:
        """How an action or a decision stands."""
        history = self.history(key)
        return Mark(history.status, self.words(STATUSES[history.status]), history.late)

    def mark_of(self, status: str) -> Mark | None:
        """The mark of a status by itself."""
        return Mark(status, self.words(STATUSES[status])) if status else None

    def rank(self, key: Key) -> int | None:
        """The best rank given to a block from which an action or decision arose."""
        ranks = [priority.rank for _, priority in self.priorities_of(key)]
        return min(ranks, default=None)

    def priorities_of(self, key: Key) -> Iterator[tuple[Key, Priority]]:
        """The ranks of the blocks on which an action or decision was raised, with the keys of those blocks."""
        for raised in self.archive.targets(key, Relation.RAISED_ON):
            if raised.kind not in (Kind.BLOCK, Kind.LINE):
                continue
            block = self.block_of(raised)
            for priority in self.chart_of(raised).priorities():
                if priority.block == block.id.partition("#")[2]:
                    yield block, priority

    def chart_of(self, key: Key) -> FlipChart:
        """The chart on which a block or line stands."""
        chart = self.archive.index[Key(Kind.CHART, key.id.partition("#")[0])].thing
        assert isinstance(chart, FlipChart)
        return chart

    def place_of(self, key: Key) -> Place:
        """Where a thing stands in its record; of a block, its heading."""
        thing = self.archive.index[key].thing
        line = thing.heading if isinstance(thing, Block) else thing
        return line.at if line else NOWHERE

    def block_of(self, key: Key) -> Key:
        """The block in which a line stands; a block itself; the chart for what stands above all blocks."""
        chart_id, _, line = key.id.partition("#")
        if chart_id not in self._blocks:
            self._blocks[chart_id] = {one.id: block.id for block, one in self.chart_of(key).lines()}
        block = Key(Kind.BLOCK, f"{chart_id}#{self._blocks[chart_id].get(line, '')}")
        return block if block in self.archive.index else Key(Kind.CHART, chart_id)

    @cached_property
    def _blocks(self) -> dict[str, dict[str, str]]:
        return {}

    # Rows

    def row(self, key: Key) -> Row:
        """A thing of the ledger as one line of a register."""
        if key not in self._rows:
            self._rows[key] = self._row(key)
        return self._rows[key]

    @cached_property
    def _rows(self) -> dict[Key, Row]:
        return {}

    def _row(self, key: Key) -> Row:
        thing = self.archive.index[key].thing
        meeting = self.meeting_of(key)
        assert isinstance(thing, (Action, Decision))
        assert meeting
        history = self.history(key)
        owners = self.names(self.archive.targets(key, Relation.OWNED_BY))
        said = isinstance(thing, Action) and thing.owner_said
        due_said = thing.due_said if isinstance(thing, Action) else ""
        first = thing.due if isinstance(thing, Action) else None
        return Row(
            key=key,
            title=thing.what,
            mark=self.mark(key),
            owners=owners or ((Name(said),) if said else ()),
            due=self.words.short_date(history.due) if history.due else due_said,
            due_when_agreed=self.words.short_date(first) if first else due_said,
            meeting=self.name(Key(Kind.MEETING, meeting.id)),
            date=self.words.short_date(meeting.date),
            rank=self.rank(key),
            proposed=isinstance(thing, Action) and thing.standing == "proposed",
            replaced_by=self.names(self.archive.sources(key, Relation.SUPERSEDES)),
        )

    def told(self, reported: Reported) -> Told:
        """An update as pages tell it."""
        update, archive = reported.update, self.archive
        return Told(
            key=reported.key,
            anchor=self.anchor(reported.key),
            date=self.words.date(reported.when),
            about=self.name(reported.about),
            meeting=self.name(Key(Kind.MEETING, reported.meeting)) if reported.meeting else None,
            mark=self.mark_of(update.status),
            by=self.names(archive.targets(reported.key, Relation.REPORTED_BY)),
            note=update.note,
            due=self.words.date(update.due) if update.due else "",
            blocked_by=self.names(archive.targets(reported.key, Relation.BLOCKED_BY)),
            reason=update.reason,
            evidence=tuple(path.rpartition("/")[2] for path in update.evidence),
        )

    def told_of(self, event: Event) -> Told | None:
        """The update that caused an event, if one did."""
        return self.told(self._reported(event.cause)) if event.cause.kind is Kind.UPDATE else None

    # What refers to a thing

    def backlinks(self, key: Key, *elsewhere: Relation) -> tuple[Backlink, ...]:
        """What refers to a thing, each source once in each way, but for relations shown `elsewhere`."""
        found: dict[tuple[str, Key, tuple[str, str, str]], Backlink] = {}
        for link in self.archive.links_to.get(key, ()):
            if link.relation in BACKLINKS and link.relation not in elsewhere and link.source != key:
                found.setdefault((link.relation, link.source, link.words), self._backlink(link))
        return tuple(found.values())

    def _backlink(self, link: Link) -> Backlink:
        meeting = self.meeting_of(link.source)
        where = None
        if meeting and link.source.kind is not Kind.MEETING:
            where = self.name(Key(Kind.MEETING, meeting.id), self.words.short_date(meeting.date))
        name = self.name(link.source, self.words.short_date(meeting.date) if meeting else "")
        words = self._said(link)
        return Backlink(name, self.words(KINDS[link.source.kind]), self.words(BACKLINKS[link.relation]), where, words)

    def _said(self, link: Link) -> tuple[str, str, str]:
        """The words around a mention, other mentions among them by their titles."""
        if link.relation is not Relation.MENTIONS:
            return ("", "", "")
        thing = self.archive.index[link.source].thing
        values = [getattr(thing, field.name) for field in fields(thing)]
        for prose in (value for value in values if isinstance(value, Prose) and value):
            titled = replaced(prose, lambda one: None if one.target.at == link.at else self._called(one))
            for mention in mentions(titled):
                before, after = around(titled, mention)
                return (before, mention.words or self.title(link.target), after)
        return link.words

    def _called(self, mention: Mention) -> str:
        """The words that a mention shows."""
        key = self.archive.resolved.get(mention.target.at)
        return mention.words or (self.title(key) if key else mention.target.target)

    # Prose

    def targets_in(self, prose: Prose) -> dict[str, Key]:
        """What each mention in a prose means, by its target as written."""
        resolved = self.archive.resolved
        found = {mention.target.target: resolved.get(mention.target.at) for mention in mentions(prose)}
        return {target: key for target, key in found.items() if key}

    def described(self, *texts: Prose | str) -> str:
        """A description for lists of results: the first of these that says something, cut at a word."""
        for text in texts:
            words = plain(replaced(text, self._called).text).strip() if isinstance(text, Prose) else text.strip()
            if words:
                return (
                    words if len(words) <= LONGEST_DESCRIPTION else words[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + " …"
                )
        return ""


def newest_first(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Meetings from the newest to the oldest."""
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.id), reverse=True))


def span_of(date: PartialDate, end: PartialDate | None, words: Words) -> str:
    """When a meeting was: a day, or from one to another."""
    return f"{words.date(date)} – {words.date(end)}" if end else words.date(date)
