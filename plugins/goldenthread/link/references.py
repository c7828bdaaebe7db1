"""Every reference that records hold: who refers to what, in which way, and what it may be.

In: an archive, or an entry with its key. Out: `Reference`s, unresolved. Guaranteed: what the annotations of the model
call a reference is one; lines of charts say theirs in their attributes and spans.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.markup.mentions import in_line, in_prose
from goldenthread.model.archive import REGISTERS, Archive, asks, key_in
from goldenthread.model.chart import NOBODY_KNOWN, FlipChart, Line, Pen, Ranking
from goldenthread.model.entry import ACTIONS, ANYTHING, COVERING, ON_CHARTS, WAITED_FOR, Entry, Key, Kind, Relation
from goldenthread.model.fields import Ref
from goldenthread.model.meeting import Meeting
from goldenthread.model.update import Update
from goldenthread.model.walk import entries_in, proses_in, references_in


@dataclass(frozen=True, slots=True)
class Context:
    """Where a reference stands: the ids of its meeting and chart, "" outside of one."""

    meeting: str = ""
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference as written: its source, relation, what it may lead to, and where it stands.

    `turned` says that it is written on the target's side: a line that names its action is the action's `from`.
    The settings are no thing of the archive: what they refer to has no source, and gets no backlink.
    """

    source: Key | None
    relation: Relation
    ref: Ref
    kinds: frozenset[Kind]
    context: Context
    words: tuple[str, str, str] = ("", "", "")
    turned: bool = False

    @property
    def said(self) -> str:
        """What else an editor may write where it leads nowhere."""
        return ", or say it in words with owner_said" if self.relation is Relation.OWNED_BY else ""


def of_registers(archive: Archive) -> Iterator[Reference]:
    """The references that registers and the settings hold."""
    nowhere = Context()
    yield from _own(None, archive.settings, nowhere)
    for name in REGISTERS:
        for named in getattr(archive, name):
            yield from _whole(Key(named.KIND, named.id), named, nowhere)


def of_meeting(meeting: Meeting) -> Iterator[Reference]:
    """The references of a meeting and of what arises in it, its updates apart."""
    key, here = Key(Kind.MEETING, meeting.id), Context(meeting.id)
    yield from _own(key, meeting, here)
    inherited = {ref.at for chart in meeting.charts for part in _apart(chart) for _, ref in references_in(part)}
    for _, entry in entries_in(meeting):
        if isinstance(entry, FlipChart):
            yield from _of_chart(entry, meeting.id)
        elif not isinstance(entry, Update):
            yield from _whole(key_in(meeting.id, entry) or key, entry, here)
    for part in _apart(meeting):
        yield from (one for one in _own(key, part, here) if one.ref.at not in inherited)


def of_update(key: Key, update: Update, here: Context) -> Iterator[Reference]:
    """The references of an update; the first says what it is about."""
    yield from _whole(key, update, here)


def _of_chart(chart: FlipChart, meeting: str) -> Iterator[Reference]:
    key, here = Key.of_chart(meeting, chart.id), Context(meeting, chart.id)
    yield from _own(key, chart, here)
    for part in _apart(chart):
        yield from _own(key, part, here)
    for block in chart.blocks:
        if block.heading:
            yield from _of_line(Key.of_part(Kind.BLOCK, key.id, block.id), block.heading, here)
        for line in block.lines:
            yield from _of_line(Key.of_part(Kind.LINE, key.id, line.id), line, here)


def _apart(holder: Meeting | FlipChart) -> tuple[Pen | Ranking, ...]:
    """The pens and the ranking of a chart, or those that a meeting's charts share: no entries of their own."""
    return (*holder.pens, *((holder.ranking,) if holder.ranking else ()))


def _of_line(key: Key, line: Line, here: Context) -> Iterator[Reference]:
    if asks(line):
        asked = Ref(f"{here.meeting}/{here.chart}#{line.id}", line.at)
        yield Reference(Key(Kind.QUESTION, line.id), Relation.RAISED_ON, asked, frozenset({key.kind}), here)
    for attributes in (line.attributes, *(span.attributes for span in line.walk())):
        for ref in attributes.actions:
            yield Reference(key, Relation.RAISED_ON, ref, ACTIONS, here, turned=True)
        for relation, refs, kinds in (
            (Relation.SEE, attributes.see, ANYTHING),
            (Relation.LEADS_TO, attributes.leads_to, ON_CHARTS),
            (Relation.COVERED_BY, attributes.covered_by, COVERING),
            (Relation.WAITS_FOR, attributes.waits_for, WAITED_FOR),
            (Relation.CONCERNS, attributes.about, ANYTHING),
        ):
            yield from (Reference(key, relation, ref, kinds, here) for ref in refs)
    for target, words in in_line(line):
        yield Reference(key, Relation.MENTIONS, target, ANYTHING, here, words)


def _whole(key: Key | None, entry: Entry, here: Context) -> Iterator[Reference]:
    """The references of an entry and of those in it, which have no key of their own."""
    yield from _own(key, entry, here)
    for _, inner in entries_in(entry):
        yield from _whole(key, inner, here)


def _own(key: Key | None, entry: object, here: Context) -> Iterator[Reference]:
    """The references of an entry's own fields, then the mentions in its prose."""
    for refers, ref in references_in(entry):
        if refers.relation is not Relation.WRITTEN_BY or ref.target not in NOBODY_KNOWN:
            yield Reference(key, refers.relation, ref, refers.kinds, here)
    for prose in proses_in(entry):
        for target, words in in_prose(prose):
            yield Reference(key, Relation.MENTIONS, target, ANYTHING, here, words)
