"""An edition opened for reading: the one that every view asks.

In: an edition. Out: `Book`, which answers for any key of it. Guaranteed: derived from the edition alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from goldenthread.language import N_, alphabetical
from goldenthread.markup.mentions import Mention, around, mentions, plain, replaced, replaced_at
from goldenthread.model.agreed import Action, Arising, Finding, Support
from goldenthread.model.archive import Archive, Link, Reported
from goldenthread.model.chart import NOBODY_KNOWN, Block, FlipChart, Line, Priority
from goldenthread.model.edition import Edition
from goldenthread.model.entry import Entry, Key, Kind, Relation
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.history import History, still_proposed
from goldenthread.model.meeting import Attachment, ExpectedOutput, Feedback, FocusArea, Meeting, Photo, Session
from goldenthread.model.register import Named, Series
from goldenthread.model.update import Update
from goldenthread.model.walk import every_entry, proses_in
from goldenthread.publish.addresses import FOLDERS, address, page_of
from goldenthread.publish.views.common import Backlink, Mark, Name, Row
from goldenthread.publish.words import BACKLINKS, BASES, FINDINGS, KINDS, STATUSES, Words, words_of
from goldenthread.source import NOWHERE, Place

LONGEST_DESCRIPTION = 155
OWNING = {
    Kind.ACTION: Relation.OWNED_BY,
    Kind.SUPPORT: Relation.OWNED_BY,
    Kind.DECISION: Relation.DECIDED_BY,
    Kind.QUESTION: Relation.ASKED_BY,
    Kind.FINDING: Relation.FOUND_BY,
    Kind.GOAL: Relation.SET_BY,
}
"""Whose a thing of each kind is."""
CONCERNING = {Kind.SUPPORT: Relation.NEEDED_BY, Kind.QUESTION: Relation.ASKED_OF, Kind.FINDING: Relation.CONCERNS}
"""Whom else, or what, it concerns."""


@dataclass(frozen=True)
class Book:
    """An edition opened for reading: every question that views ask of it.

    What was answered once is kept for the next who asks, beside what the edition says.
    """

    edition: Edition
    words: Words
    _rows: dict[Key, Row] = field(default_factory=dict, init=False, repr=False, compare=False)
    _priorities: dict[Key, tuple[Priority, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _blocks: dict[Key, dict[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The block of each line of a chart, by the ids of both."""
    _around: dict[Key, dict[Place, tuple[str, str, str]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The words around each mention in a thing, by where it stands."""

    @staticmethod
    def of(edition: Edition) -> Book:
        """An edition in the language of its archive."""
        languages = edition.archive.settings.languages
        return Book(edition, words_of(languages[0] if languages else ""))

    @property
    def archive(self) -> Archive:
        """The archive as the edition shows it."""
        return self.edition.archive

    # Names

    def title(self, key: Key) -> str:
        """What a thing is called in lists and links."""
        thing = self.archive.index[key].thing
        match thing:
            case Named() | Block():
                return thing.name
            case Line():
                return thing.words
            case Meeting() | Session() | FocusArea() | FlipChart() | Arising() | ExpectedOutput():
                return thing.title
            case Feedback():
                on = self.archive.targets(key, Relation.GIVEN_ON)
                return self.words(KINDS[Kind.FEEDBACK]) + (f": {self.title(on[0])}" if on else "")
            case Attachment():
                return thing.title or thing.name
            case Photo():
                return thing.caption or thing.alt or thing.photo
            case Update():
                return self.title(self.reported(key).about)
        raise AssertionError(f"{key} is of a kind that has no title")

    def language_of(self, key: Key) -> str:
        """The language of a thing where it is not the site's: that of its meeting, or of the meeting's series."""
        thing = self.archive.index[key].thing
        meeting = self.meeting_of(key)
        if isinstance(thing, Attachment) and thing.language:
            found = thing.language
        elif meeting:
            found = self._languages[meeting.id]
        else:
            found = thing.language if isinstance(thing, Series) else ""
        return "" if found == self.language else found

    def language_at(self, place: Place) -> str:
        """The language of what stands in a record, where it is not the site's."""
        meeting, chart, _ = place.path.rpartition("/flip-charts/")
        folder = meeting if chart else place.path.rpartition("/")[0]
        return self._spoken_in.get(folder, "")

    @cached_property
    def _languages(self) -> dict[str, str]:
        """The language of each meeting by its id: its own, or else that of its series."""
        found = {}
        for meeting in self.archive.meetings:
            series = self.archive.series_of.get(meeting.id)
            named = self.archive.index[series].thing if series else None
            found[meeting.id] = meeting.language or (named.language if isinstance(named, Series) else "")
        return found

    @cached_property
    def _spoken_in(self) -> dict[str, str]:
        found = ((m.folder, self.language_of(Key(Kind.MEETING, m.id))) for m in self.archive.meetings)
        return {folder: language for folder, language in found if language}

    @property
    def language(self) -> str:
        """The language of the site."""
        return self.archive.settings.languages[0] if self.archive.settings.languages else "en"

    def name(self, key: Key, note: str = "") -> Name:
        """The name of a thing, with its key where it has an address."""
        language = "" if key.kind in (Kind.PERSON, Kind.GROUP) else self.language_of(key)
        return Name(self.title(key), key if self.address(key) else None, note, language)

    def short(self, keys: Iterable[Key]) -> tuple[Name, ...]:
        """The names of several things as lists call them: those of groups and people short where they have such."""
        found = []
        for key in keys:
            thing, name = self.archive.index[key].thing, self.name(key)
            short = thing.short if isinstance(thing, Named) else ""
            found.append(replace(name, title=short) if short else name)
        return tuple(found)

    def names(self, keys: Iterable[Key]) -> tuple[Name, ...]:
        """The names of several things."""
        return tuple(self.name(key) for key in keys)

    def address(self, key: Key) -> str:
        """Where a thing lives on the site; an update where it was reported, or on the page of what it is about."""
        if key.kind is not Kind.UPDATE:
            return address(key)
        reported = self.reported(key)
        page = Key(Kind.MEETING, reported.meeting) if reported.meeting else reported.about
        return f"{page_of(address(page))}#{self.anchor(key)}"

    def anchor(self, update: Key) -> str:
        """The anchor of an update on its page."""
        return "update-" + update.id.replace("/", ":")

    def meeting_of(self, key: Key) -> Meeting | None:
        """The meeting in which a thing arose."""
        return self.archive.meeting_by_id.get(self.archive.index[key].meeting)

    def things_in(self, meeting: str) -> tuple[Key, ...]:
        """What stands in a meeting's record, updates apart."""
        return self._things_in.get(meeting, ())

    @cached_property
    def _things_in(self) -> dict[str, tuple[Key, ...]]:
        found: dict[str, list[Key]] = {}
        for key, one in self.archive.index.items():
            if one.meeting and key.kind is not Kind.UPDATE:
                found.setdefault(one.meeting, []).append(key)
        return {meeting: tuple(keys) for meeting, keys in found.items()}

    def asked_on_charts(self, meeting: str) -> tuple[Key, ...]:
        """The questions that the charts of a meeting ask."""
        index = self.archive.index
        return tuple(key for key in self.things_in(meeting) if key.kind is Kind.QUESTION and index[key].chart)

    def meetings_in(self, series: Key) -> tuple[Key, ...]:
        """The meetings of a series, in the order of time."""
        return tuple(Key(Kind.MEETING, one.id) for one in self.archive.meetings_in.get(series, ()))

    def neighbours(self, key: Key) -> tuple[Name | None, Name | None]:
        """The things of the same kind before and after this one: in its series by time, in a register by name."""
        before, after = self._beside.get(key, (None, None))
        return self.name(before) if before else None, self.name(after) if after else None

    @cached_property
    def _beside(self) -> dict[Key, tuple[Key | None, Key | None]]:
        rows: dict[tuple[Kind, Key | None], list[Key]] = {}
        for key, found in self.archive.index.items():
            if key.kind in FOLDERS or key.kind is Kind.CHART:
                rows.setdefault((key.kind, self.archive.series_of.get(found.meeting)), []).append(key)
        beside: dict[Key, tuple[Key | None, Key | None]] = {}
        for row in rows.values():
            if not self.archive.index[row[0]].meeting:
                row[:] = self.alphabetical(row)
            beside.update(zip(row, zip([None, *row], [*row[1:], None], strict=False), strict=False))
        return beside

    @cached_property
    def _by_key(self) -> dict[Key, Reported]:
        return {reported.key: reported for reported in self.archive.updates}

    def reported(self, key: Key) -> Reported:
        """An update with what it is about, and when and where it was reported."""
        return self._by_key[key]

    # How things stand

    def history(self, key: Key) -> History:
        """The history of an action or a decision."""
        return self.edition.histories[key]

    def mark(self, key: Key) -> Mark | None:
        """How a thing stands; `None` for one of a kind without statuses."""
        history = self.edition.histories.get(key)
        return Mark(history.status, self.words(STATUSES[history.status]), history.late) if history else None

    def proposed(self, key: Key) -> bool:
        """Whether an action is still only proposed."""
        return still_proposed(self.archive.index[key].thing, self.edition.histories.get(key))

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
            if raised.kind in (Kind.BLOCK, Kind.LINE):
                block = self.block_of(raised)
                yield from ((block, priority) for priority in self.priorities_in(block))

    def priorities_in(self, block: Key) -> tuple[Priority, ...]:
        """The ranks written in a block, or above all blocks of a chart."""
        own = block.own
        return tuple(one for one in self.priorities_on(block.chart) if one.block == own)

    def priorities_on(self, chart: Key) -> tuple[Priority, ...]:
        """The ranks written on a chart."""
        if chart not in self._priorities:
            self._priorities[chart] = self.chart_of(chart).priorities()
        return self._priorities[chart]

    def ranked_block(self, chart: Key, priority: Priority) -> Key:
        """The block in which a rank stands; the chart for one above all blocks."""
        block = Key.of_part(Kind.BLOCK, chart.id, priority.block)
        return block if block in self.archive.index else chart

    def writer(self, ref: Ref) -> Name:
        """Who wrote or ranked, by name or by one of the words that stand for nobody in particular."""
        if ref.target in NOBODY_KNOWN:
            return Name(self.words(N_("writer not recorded") if ref.target == "unknown" else N_("everyone")))
        key = self.archive.resolved.get(ref.at)
        return self.name(key) if key else Name(ref.target)

    def written_by(self, refs: Iterable[Ref]) -> str:
        """Those who wrote or ranked, as a list in words."""
        return self.words.listed([self.writer(ref).title for ref in refs])

    def chart_of(self, key: Key) -> FlipChart:
        """The chart on which a block or line stands."""
        chart = self.archive.index[key.chart].thing
        assert isinstance(chart, FlipChart)
        return chart

    def place_of(self, key: Key) -> Place:
        """Where a thing stands in its record; of a block, its heading."""
        thing = self.archive.index[key].thing
        line = thing.heading if isinstance(thing, Block) else thing
        return line.at if line else NOWHERE

    def block_of(self, key: Key) -> Key:
        """The block in which a line stands; a block itself; the chart for what stands above all blocks."""
        chart = key.chart
        if chart not in self._blocks:
            self._blocks[chart] = {one.id: block.id for block, one in self.chart_of(key).lines()}
        block = Key.of_part(Kind.BLOCK, chart.id, self._blocks[chart].get(key.own, ""))
        return block if block in self.archive.index else chart

    # Rows

    def row(self, key: Key) -> Row:
        """A thing of the ledger as one line of a register."""
        if key not in self._rows:
            self._rows[key] = self._row(key)
        return self._rows[key]

    def _row(self, key: Key) -> Row:
        thing, meeting = self.archive.index[key].thing, self.meeting_of(key)
        assert isinstance(thing, Arising)
        assert meeting
        history = self.edition.histories.get(key)
        asked = thing if isinstance(thing, (Action, Support)) else None
        said = (Name(asked.owner_said),) if asked and asked.owner_said else ()
        due = history.due if history else None
        due_said = asked.due_said if asked else ""
        return Row(
            key=key,
            name=self.name(key),
            mark=self.mark(key),
            label=self.words(FINDINGS[thing.kind]) if isinstance(thing, Finding) else "",
            owners=self.short(self.archive.targets(key, OWNING[key.kind])) or said or self._askers(key),
            concerned=self.short(self.archive.targets(key, CONCERNING[key.kind])) if key.kind in CONCERNING else (),
            due=self.words.short_date(due) if due else due_said,
            due_when_agreed=self.words.short_date(asked.due) if asked and asked.due else due_said,
            meeting=self.name(Key(Kind.MEETING, meeting.id)),
            date=self.words.short_date(meeting.date),
            note=self._noted(key, thing),
            rank=None if key.kind is Kind.QUESTION else self.rank(key),
            proposed=self.proposed(key),
            replaces=self.names(self.archive.targets(key, Relation.SUPERSEDES)),
            replaced_by=self.names(self.archive.sources(key, Relation.SUPERSEDES)),
        )

    def _noted(self, key: Key, thing: Arising) -> str:
        """What a list says of a thing besides: what it is part of, or on what basis it was found."""
        if isinstance(thing, Finding):
            return self.words(BASES[thing.basis]) if thing.basis else ""
        wider = self.archive.targets(key, Relation.PART_OF)
        return self.words(N_("part of: %(what)s")) % {"what": self.title(wider[0])} if wider else ""

    def _askers(self, key: Key) -> tuple[Name, ...]:
        """Who asked a question that stands on a chart: those who wrote with its pen."""
        found = self.archive.index[key]
        if key.kind is not Kind.QUESTION or not found.chart:
            return ()
        chart = self.chart_of(Key.of_chart(found.meeting, found.chart))
        line = next(line for _, line in chart.lines() if line.id == key.id)
        pen = chart.pen(line.attributes.pen)
        return self.short(k for ref in (pen.by if pen else ()) if (k := self.archive.resolved.get(ref.at)))

    def path_of(self, file: Key) -> str:
        """Where a file or a photo lies, relative to the records folder."""
        meeting, _, path = file.id.partition("/")
        return f"{self.archive.meeting_by_id[meeting].folder}/{path}"

    # What refers to a thing

    def backlinks(self, key: Key, *elsewhere: Relation) -> tuple[Backlink, ...]:
        """What refers to a thing, each source once in each way, but for relations shown `elsewhere`."""
        found: dict[tuple[str, Key, tuple[str, str, str]], Backlink] = {}
        for link in self.archive.links_to.get(key, ()):
            if link.relation not in elsewhere and link.source != key:
                found.setdefault((link.relation, link.source, link.words), self._backlink(link))
        return tuple(found.values())

    def backlinks_of_part(self, key: Key, *elsewhere: Relation) -> tuple[Backlink, ...]:
        """What refers to a part of a page from other pages."""
        here = page_of(self.address(key))
        found = self.backlinks(key, *elsewhere)
        return tuple(one for one in found if not one.name.key or page_of(self.address(one.name.key)) != here)

    def _backlink(self, link: Link) -> Backlink:
        meeting = self.meeting_of(link.source)
        where = None
        if meeting and link.source.kind is not Kind.MEETING:
            where = self.name(Key(Kind.MEETING, meeting.id), self.words.short_date(meeting.date))
        name = self.name(link.source, self.words.short_date(meeting.date) if meeting else "")
        words = self._said(link)
        return Backlink(
            name, self.words(KINDS[link.source.kind]), self.words(BACKLINKS[link.relation]), where, words, link.relation
        )

    @cached_property
    def ranked_blocks(self) -> tuple[Key, ...]:
        """The blocks in which something was ranked, and the charts above whose blocks something was, each once."""
        found: dict[Key, None] = {}
        for meeting in self.archive.meetings:
            for chart in meeting.charts:
                key = Key.of_chart(meeting.id, chart.id)
                found.update((self.ranked_block(key, priority), None) for priority in self.priorities_on(key))
        return tuple(found)

    def alphabetical(self, keys: Iterable[Key]) -> list[Key]:
        """Things in the order of the alphabet, as lists and neighbours have them."""
        return sorted(keys, key=lambda key: alphabetical(self.title(key)))

    def _said(self, link: Link) -> tuple[str, str, str]:
        """The words around a mention, other mentions among them by their titles."""
        if link.relation is not Relation.MENTIONS:
            return ("", "", "")
        if link.source not in self._around:
            self._around[link.source] = dict(self._mentioned_in(link.source))
        return self._around[link.source].get(link.at, link.words)

    def _mentioned_in(self, source: Key) -> Iterator[tuple[Place, tuple[str, str, str]]]:
        """The words around each mention in a thing's prose, other mentions among them by their titles."""
        thing = self.archive.index[source].thing
        for entry in every_entry(thing) if isinstance(thing, Entry) else ():
            for prose in proses_in(entry):
                titled, spoken = replaced_at(prose, self._called)
                for mention, (start, end) in spoken:
                    before, after = around(titled, replace(mention, start=start, end=end))
                    yield mention.target.at, (before, titled.text[start:end], after)

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

    def spoken(self, text: Prose | str) -> str:
        """The words of a text on one line, mentions by what they are called."""
        return (plain(replaced(text, self._called).text) if isinstance(text, Prose) else text).strip()

    def described(self, *texts: Prose | str) -> str:
        """A description for lists of results: the first of these that says something, cut at a word."""
        for text in texts:
            words = self.spoken(text)
            if words:
                return (
                    words if len(words) <= LONGEST_DESCRIPTION else words[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + " …"
                )
        return ""
