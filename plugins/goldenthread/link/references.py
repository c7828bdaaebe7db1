"""Every reference that records hold: who refers to what, in which way, and what it may be.

In: a record. Out: `Reference`s, unresolved. Guaranteed: this is the one list of them; a field of references that is
not named here is a fault that a test finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.link.names import ANY, Context
from goldenthread.markup.mentions import in_line, in_prose
from goldenthread.model.archive import Archive, Relation
from goldenthread.model.chart import NOBODY_KNOWN, FlipChart, Line
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.meeting import Action, Decision, Meeting, Session, Update

PEOPLE = frozenset({Kind.PERSON, Kind.GROUP})
GROUPS = frozenset({Kind.GROUP})
THEMES = frozenset({Kind.THEME})
ACTIONS = frozenset({Kind.ACTION})
LEDGER = frozenset({Kind.ACTION, Kind.DECISION})
RAISED = frozenset({Kind.LINE, Kind.BLOCK, Kind.CHART, Kind.SESSION, Kind.MEETING})
COVERING = frozenset({Kind.MEETING, Kind.SESSION, Kind.CHART, Kind.BLOCK, Kind.LINE})


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
    yield from _in_prose(None, archive.settings.description, nowhere)
    for person in archive.people:
        key = Key(Kind.PERSON, person.id)
        yield from _each(key, Relation.MEMBER_OF, person.groups, GROUPS, nowhere)
        yield from _in_prose(key, person.note, nowhere)
    for group in archive.groups:
        key = Key(Kind.GROUP, group.id)
        yield from _each(key, Relation.PART_OF, _some(group.part_of), GROUPS, nowhere)
        yield from _in_prose(key, group.note, nowhere)
    for theme in archive.themes:
        key = Key(Kind.THEME, theme.id)
        yield from _each(key, Relation.PART_OF, _some(theme.part_of), THEMES, nowhere)
        yield from _in_prose(key, theme.note, nowhere)
    for series in archive.series:
        key = Key(Kind.SERIES, series.id)
        yield from _each(key, Relation.HELD_BY, _some(series.group), GROUPS, nowhere)
        yield from _in_prose(key, series.note, nowhere)


def of_meeting(meeting: Meeting) -> Iterator[Reference]:
    """The references of a meeting and of what arises in it, its updates apart."""
    key, here = Key(Kind.MEETING, meeting.id), Context(meeting.id)
    yield from _each(key, Relation.SERIES, _some(meeting.series), frozenset({Kind.SERIES}), here)
    yield from _each(key, Relation.ABOUT_THEME, meeting.themes, THEMES, here)
    for participant in meeting.participants:
        yield from _each(key, Relation.ATTENDED_BY, _some(participant.person), frozenset({Kind.PERSON}), here)
        yield from _each(key, Relation.ATTENDED_BY, _some(participant.group), GROUPS, here)
    inherited = {ref.at for chart in meeting.charts for pen in chart.pens for ref in pen.by}
    for pen in meeting.pens:
        yield from _by(key, (ref for ref in pen.by if ref.at not in inherited), here)
    for prose in (meeting.summary, meeting.process_notes, meeting.body):
        yield from _in_prose(key, prose, here)
    for session in meeting.programme:
        yield from _of_session(session, here)
    for chart in meeting.charts:
        yield from _of_chart(chart, meeting.id)
    for action in meeting.actions:
        yield from _of_action(action, here)
    for decision in meeting.decisions:
        yield from _of_decision(decision, here)


def _of_session(session: Session, here: Context) -> Iterator[Reference]:
    key = Key(Kind.SESSION, f"{here.meeting}#{session.id}")
    yield from _each(key, Relation.LED_BY, session.lead, PEOPLE, here)
    yield from _each(key, Relation.PRESENTED_BY, _some(session.group), GROUPS, here)
    yield from _in_prose(key, session.commentary, here)


def _of_action(action: Action, here: Context) -> Iterator[Reference]:
    key = Key(Kind.ACTION, action.id)
    yield from _each(key, Relation.OWNED_BY, action.owners, PEOPLE, here)
    yield from _each(key, Relation.ABOUT_THEME, action.themes, THEMES, here)
    yield from _each(key, Relation.RAISED_ON, action.raised_on, RAISED, here)
    yield from _each(key, Relation.WAITS_FOR, action.waits_for, ACTIONS, here)
    yield from _in_prose(key, action.detail, here)


def _of_decision(decision: Decision, here: Context) -> Iterator[Reference]:
    key = Key(Kind.DECISION, decision.id)
    yield from _each(key, Relation.ABOUT_THEME, decision.themes, THEMES, here)
    yield from _each(key, Relation.RAISED_ON, decision.raised_on, RAISED, here)
    yield from _each(key, Relation.SUPERSEDES, decision.supersedes, frozenset({Kind.DECISION}), here)
    yield from _in_prose(key, decision.why, here)


def of_update(key: Key, update: Update, here: Context) -> Iterator[Reference]:
    """The references of an update; the first says what it is about."""
    yield Reference(key, Relation.REPORTS_ON, update.about, LEDGER, here)
    yield from _each(key, Relation.REPORTED_BY, update.by, PEOPLE, here)
    yield from _each(key, Relation.BLOCKED_BY, update.blocked_by, LEDGER, here)
    yield from _in_prose(key, update.note, here)


def _of_chart(chart: FlipChart, meeting: str) -> Iterator[Reference]:
    key, here = Key(Kind.CHART, f"{meeting}/{chart.id}"), Context(meeting, chart.id)
    yield from _each(key, Relation.ABOUT_THEME, chart.themes, THEMES, here)
    yield from _each(key, Relation.MADE_IN, _some(chart.session), frozenset({Kind.SESSION}), here)
    writers = [ref for pen in chart.pens for ref in pen.by] + list(chart.ranking.by if chart.ranking else ())
    yield from _by(key, writers, here)
    yield from _in_prose(key, chart.note, here)
    for block in chart.blocks:
        if block.heading:
            yield from _of_line(Key(Kind.BLOCK, f"{key.id}#{block.id}"), block.heading, here)
        for line in block.lines:
            yield from _of_line(Key(Kind.LINE, f"{key.id}#{line.id}"), line, here)


def _by(key: Key, writers: Iterable[Ref], here: Context) -> Iterator[Reference]:
    named = (writer for writer in writers if writer.target not in NOBODY_KNOWN)
    return (Reference(key, Relation.WRITTEN_BY, writer, PEOPLE, here) for writer in named)


def _of_line(key: Key, line: Line, here: Context) -> Iterator[Reference]:
    for attributes in (line.attributes, *(span.attributes for span in line.walk())):
        for ref in attributes.actions:
            yield Reference(key, Relation.RAISED_ON, ref, ACTIONS, here, turned=True)
        yield from _each(key, Relation.SEE, attributes.see, ANY, here)
        yield from _each(key, Relation.COVERED_BY, attributes.covered_by, COVERING, here)
        yield from _each(key, Relation.WAITS_FOR, attributes.waits_for, LEDGER, here)
        yield from _each(key, Relation.CONCERNS, attributes.about, ANY, here)
    for target, words in in_line(line):
        yield Reference(key, Relation.MENTIONS, target, ANY, here, words)


def _in_prose(key: Key | None, prose: Prose, here: Context) -> Iterator[Reference]:
    for target, words in in_prose(prose):
        yield Reference(key, Relation.MENTIONS, target, ANY, here, words)


def _each(
    key: Key, relation: Relation, refs: tuple[Ref, ...], kinds: frozenset[Kind], here: Context
) -> Iterator[Reference]:
    return (Reference(key, relation, ref, kinds, here) for ref in refs)


def _some(ref: Ref | None) -> tuple[Ref, ...]:
    return (ref,) if ref else ()
