"""Loose ends: what was begun in the records and not taken up again, sort by sort.

In: an edition's archive, its histories, and the day as of which they stand. Out: `LooseEnd`s by sort. Guaranteed: each
sort is one function, named for what is loose; nothing later than the day counts; a thing that has ended is on no list
of things to be done.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from goldenthread.model.agreed import Action, Arising, Decision, Support
from goldenthread.model.archive import Archive
from goldenthread.model.chart import Line
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.history import Histories, History, still_proposed
from goldenthread.model.meeting import Meeting

EFFECTS = ("observed effect", "success")
"""The sorts of finding that say what an action achieved."""


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """One thing that nobody has taken up: since when, how often where that counts, and the things that show it."""

    key: Key
    since: PartialDate
    times: int = 0
    see: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Standing:
    """All that the rules ask: an archive, its histories, and the day."""

    archive: Archive
    histories: Histories
    as_of: date

    def things(self, kind: Kind) -> Iterator[tuple[Key, Arising, History]]:
        """The things of a kind that have not ended, in the order in which they arose."""
        for key, history in self.histories.items():
            thing = self.archive.index[key].thing
            if key.kind is kind and not history.ended and isinstance(thing, Arising):
                yield key, thing, history

    def agreed(self) -> Iterator[tuple[Key, Action, History]]:
        """The actions that were agreed and have not ended."""
        for key, thing, history in self.things(Kind.ACTION):
            if isinstance(thing, Action) and not still_proposed(thing, history):
                yield key, thing, history

    @cached_property
    def days_of(self) -> Mapping[Key | None, list[date]]:
        """The days on which the meetings of each series had been held by the day, in order; `None`: of all meetings."""
        found: dict[Key | None, list[date]] = {None: [meeting.date.earliest for meeting in self.held.values()]}
        for series, meetings in self.archive.meetings_in.items():
            found[series] = [meeting.date.earliest for meeting in meetings if meeting.id in self.held]
        return {series: sorted(days) for series, days in found.items()}

    @cached_property
    def held(self) -> Mapping[str, Meeting]:
        """The meetings that had been held by the day, by id."""
        return {m.id: m for m in self.archive.meetings if m.happened and m.date.latest <= self.as_of}

    def meetings_since(self, key: Key, when: PartialDate) -> int:
        """How many meetings of its series a thing has seen since a date; of one in no series, how many at all."""
        days = self.days_of[self.archive.series_of.get(self.archive.index[key].meeting)]
        return len(days) - bisect_right(days, when.latest)

    def passed_over(self, key: Key) -> bool:
        """Whether a meeting has been held since at which somebody could have spoken of a thing."""
        return self.meetings_since(key, self.archive.meeting_by_id[self.archive.index[key].meeting].date) > 0


Rule = Callable[[Standing], Iterator[LooseEnd]]


def loose_ends(archive: Archive, histories: Histories, as_of: date) -> Mapping[str, tuple[LooseEnd, ...]]:
    """The loose ends of an archive by sort, each sort oldest first; a sort without any is left out."""
    standing = Standing(archive, histories, as_of)
    found = {sort: sorted(rule(standing), key=lambda end: (end.since.latest, end.key)) for sort, rule in SORTS.items()}
    return {sort: tuple(ends) for sort, ends in found.items() if ends}


def priority_without_action(standing: Standing) -> Iterator[LooseEnd]:
    """What a room ranked, and from which nothing arose."""
    archive = standing.archive
    for meeting in standing.held.values():
        for chart in meeting.charts:
            key = Key.of_chart(meeting.id, chart.id)
            priorities = chart.priorities()
            for block in chart.blocks if priorities else ():
                lines = [Key.of_part(Kind.LINE, key.id, line.id) for line in block.lines]
                here = Key.of_part(Kind.BLOCK, key.id, block.id) if block.heading else key
                ranks = [one.rank for one in priorities if one.block == block.id]
                if (
                    ranks
                    and standing.passed_over(key)
                    and not any(archive.sources(one, Relation.RAISED_ON) for one in (here, *lines))
                ):
                    yield LooseEnd(here, meeting.date, min(ranks))


def proposed_and_never_agreed(standing: Standing) -> Iterator[LooseEnd]:
    """What was only ever proposed, and to which no later report has given a status."""
    for key, thing, history in standing.things(Kind.ACTION):
        if still_proposed(thing, history) and standing.passed_over(key):
            yield LooseEnd(key, history.events[0].when)


def action_without_owner(standing: Standing) -> Iterator[LooseEnd]:
    """What was agreed, and nobody was named who does it."""
    for key, thing, history in standing.agreed():
        if not thing.owner_said and not standing.archive.targets(key, Relation.OWNED_BY):
            yield LooseEnd(key, history.events[0].when)


def action_without_date(standing: Standing) -> Iterator[LooseEnd]:
    """What was agreed, and nobody said until when."""
    for key, thing, history in standing.agreed():
        if not history.due and not thing.due_said:
            yield LooseEnd(key, history.events[0].when)


def late(standing: Standing) -> Iterator[LooseEnd]:
    """What was due before the day, and has not ended."""
    for kind in (Kind.ACTION, Kind.SUPPORT):
        for key, _, history in standing.things(kind):
            if history.late and history.due:
                yield LooseEnd(key, history.due)


def not_reported_on(standing: Standing) -> Iterator[LooseEnd]:
    """What several meetings of its series have passed over since somebody last spoke of it."""
    for kind in (Kind.ACTION, Kind.SUPPORT):
        for key, thing, history in standing.things(kind):
            last = max((event.when for event in history.events), key=lambda when: when.latest)
            passed = standing.meetings_since(key, last)
            if not still_proposed(thing, history) and passed >= standing.archive.settings.not_reported_on_for:
                yield LooseEnd(key, last, passed)


def deferred_often(standing: Standing) -> Iterator[LooseEnd]:
    """What has been put off again and again."""
    for kind in (Kind.ACTION, Kind.SUPPORT):
        for key, _, history in standing.things(kind):
            if history.deferrals >= standing.archive.settings.deferred_often:
                yield LooseEnd(key, history.since, history.deferrals)


def blocked_by_what_has_ended(standing: Standing) -> Iterator[LooseEnd]:
    """What could go on again, and nobody has said that it does."""
    for kind in (Kind.ACTION, Kind.SUPPORT):
        for key, _, history in standing.things(kind):
            told = [event for event in history.events if event.cause.kind is Kind.UPDATE and event.status]
            waits = told[-1].blocked_by if told and told[-1].status == "blocked" else ()
            known = [standing.histories[one] for one in waits if one in standing.histories]
            if known and len(known) == len(waits) and all(one.ended for one in known):
                yield LooseEnd(key, max(one.since for one in known), see=waits)


def done_without_effect(standing: Standing) -> Iterator[LooseEnd]:
    """What was done for an outcome, and nobody has recorded whether that came."""
    archive = standing.archive
    for key, history in standing.histories.items():
        action = archive.index[key].thing
        if not isinstance(action, Action) or history.status != "done" or not (action.outcome or action.judged_by):
            continue
        found = [archive.index[source].thing for source in archive.sources(key, Relation.CONCERNS)]
        if not any(getattr(one, "kind", "") in EFFECTS for one in found):
            yield LooseEnd(key, history.since)


def decision_that_nothing_followed(standing: Standing) -> Iterator[LooseEnd]:
    """What holds, and neither an action nor a later meeting has spoken of it again."""
    archive = standing.archive
    for key, thing, history in standing.things(Kind.DECISION):
        links = archive.links_to.get(key, ())
        later = any(archive.index[link.source].meeting != archive.index[key].meeting for link in links)
        acted = any(link.source.kind in (Kind.ACTION, Kind.SUPPORT) for link in links)
        untouched = not later and not acted and len(history.events) == 1
        if isinstance(thing, Decision) and untouched and standing.passed_over(key):
            yield LooseEnd(key, history.events[0].when)


def question_without_answer(standing: Standing) -> Iterator[LooseEnd]:
    """What was asked, and nobody has answered."""
    for key, _, history in standing.things(Kind.QUESTION):
        if standing.passed_over(key):
            yield LooseEnd(key, history.events[0].when)


def support_without_answer(standing: Standing) -> Iterator[LooseEnd]:
    """What one group asked of another, which has neither accepted nor declined it."""
    for key, thing, history in standing.things(Kind.SUPPORT):
        if isinstance(thing, Support) and history.status == "asked" and standing.passed_over(key):
            yield LooseEnd(key, history.events[0].when)


def output_not_met(standing: Standing) -> Iterator[LooseEnd]:
    """What a meeting was to lead to, and did not."""
    for key, history in standing.histories.items():
        if key.kind is Kind.OUTPUT and history.status == "not met":
            yield LooseEnd(key, history.since)


def input_never_received(standing: Standing) -> Iterator[LooseEnd]:
    """Meetings to which something was not brought that was to be; the providers are those who did not."""
    archive = standing.archive
    for meeting in standing.held.values():
        missing = [one for wanted in meeting.required_inputs for one in wanted.received if one.state == "no"]
        if missing:
            whose = tuple(archive.resolved[one.who.at] for one in missing if one.who and one.who.at in archive.resolved)
            yield LooseEnd(Key(Kind.MEETING, meeting.id), meeting.date, len(missing), tuple(dict.fromkeys(whose)))


def minutes_not_approved(standing: Standing) -> Iterator[LooseEnd]:
    """Minutes that are drafts still, although the series has met again."""
    for key, history in standing.histories.items():
        if key.kind is Kind.MEETING and history.status == "draft":
            meeting = standing.archive.meeting_by_id[key.id]
            passed = standing.meetings_since(key, meeting.date)
            if passed:
                yield LooseEnd(key, meeting.date, passed)


def starred_and_not_taken_up(standing: Standing) -> Iterator[LooseEnd]:
    """Lines that somebody starred, from which nothing arose, and in whose block nothing else did."""
    archive = standing.archive
    for key, found in archive.index.items():
        line = found.thing
        if not isinstance(line, Line) or "star" not in line.attributes.marks:
            continue
        meeting = archive.meeting_by_id[found.meeting]
        taken = archive.sources(key, Relation.RAISED_ON) or archive.links_from.get(key) or archive.links_to.get(key)
        if not taken and meeting.id in standing.held and standing.passed_over(key):
            yield LooseEnd(key, meeting.date)


def superseded_and_still_cited(standing: Standing) -> Iterator[LooseEnd]:
    """Decisions that something refers to which was written after they had been replaced."""
    archive = standing.archive
    for key, history in standing.histories.items():
        if key.kind is not Kind.DECISION or history.status != "superseded":
            continue
        citing = [link.source for link in archive.links_to.get(key, ()) if link.relation is not Relation.SUPERSEDES]
        later = [one for one in citing if _written_after(archive, one, history.since)]
        if later:
            yield LooseEnd(key, history.since, len(later), tuple(dict.fromkeys(later)))


def _written_after(archive: Archive, source: Key, when: PartialDate) -> bool:
    meeting = archive.meeting_by_id.get(archive.index[source].meeting)
    return bool(meeting and meeting.date.earliest > when.latest)


SORTS: Mapping[str, Rule] = {
    "late": late,
    "not-reported-on": not_reported_on,
    "deferred-often": deferred_often,
    "blocked-by-what-has-ended": blocked_by_what_has_ended,
    "priority-without-action": priority_without_action,
    "proposed-and-never-agreed": proposed_and_never_agreed,
    "action-without-owner": action_without_owner,
    "action-without-date": action_without_date,
    "done-without-effect": done_without_effect,
    "decision-that-nothing-followed": decision_that_nothing_followed,
    "question-without-answer": question_without_answer,
    "support-without-answer": support_without_answer,
    "output-not-met": output_not_met,
    "input-never-received": input_never_received,
    "minutes-not-approved": minutes_not_approved,
    "starred-and-not-taken-up": starred_and_not_taken_up,
    "superseded-and-still-cited": superseded_and_still_cited,
}
"""The sorts of loose end, in the order in which they matter to those who chase them."""
