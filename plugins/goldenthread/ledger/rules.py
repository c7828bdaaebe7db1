"""What must hold of the events in a ledger.

In: an archive. Out: problems. Guaranteed: each rule is one function, named for what must hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from goldenthread.model.archive import Archive, Reported
from goldenthread.model.entry import Kind
from goldenthread.model.fields import Ref
from goldenthread.model.update import FINAL, STATUSES, Update
from goldenthread.problem import Problem, problem
from goldenthread.source import Place


def contradictions(archive: Archive) -> tuple[Problem, ...]:
    """All that contradicts itself in the ledger of an archive."""
    return tuple(found for rule in RULES for found in rule(archive))


def status_belongs_to_its_kind(archive: Archive) -> Iterator[Problem]:
    """An action is done, a decision superseded: not the other way round."""
    for reported in archive.updates:
        known = STATUSES.get(reported.about.kind, ())
        status = reported.update.status
        if status and status not in known:
            stated = ", ".join(known) or "no status at all: say it in a note"
            yield _problem("GT506", reported, kind=reported.about.kind, status=status, known=stated)


def field_belongs_to_its_kind(archive: Archive) -> Iterator[Problem]:
    """Only an indicator has a value, only a goal a rating, only minutes corrections."""
    for reported in archive.updates:
        for name, kinds in _FIELDS.items():
            if getattr(reported.update, name) and reported.about.kind not in kinds:
                wanted = " or ".join(sorted(kinds))
                yield _problem("GT514", reported, key=name, kind=reported.about.kind, wanted=wanted)


_FIELDS = {
    "value": {Kind.INDICATOR},
    "measured": {Kind.INDICATOR},
    "changes": {Kind.INDICATOR},
    "rating": {Kind.GOAL},
    "barriers": {Kind.GOAL, Kind.STRATEGY},
    "corrections": {Kind.MEETING},
    "due": {Kind.ACTION, Kind.SUPPORT},
    "due_said": {Kind.ACTION, Kind.SUPPORT},
    "blocked_by": {Kind.ACTION, Kind.SUPPORT},
}
"""The fields of an update that say something of these kinds of thing only."""


def update_says_something(archive: Archive) -> Iterator[Problem]:
    """A status, a note, or a new date."""
    for reported in archive.updates:
        if not reported.update.says_something:
            yield problem("GT511", reported.update.at)


def deferred_has_a_new_date(archive: Archive) -> Iterator[Problem]:
    """What is put off says to when."""
    yield from _lacking(archive, "deferred", "GT507", lambda update: bool(update.due))


def dropped_has_a_reason(archive: Archive) -> Iterator[Problem]:
    """What is given up says why."""
    yield from _lacking(archive, "dropped", "GT508", lambda update: bool(update.reason))


def declined_has_a_reason(archive: Archive) -> Iterator[Problem]:
    """Whoever asked for support and does not get it is told why."""
    yield from _lacking(archive, "declined", "GT515", lambda update: bool(update.reason))


def change_has_a_reason(archive: Archive) -> Iterator[Problem]:
    """A target that is moved without a word is no target."""
    for reported in archive.updates:
        if reported.update.changes and not (reported.update.reason or reported.update.note):
            yield _problem("GT516", reported)


def blocked_says_by_what(archive: Archive) -> Iterator[Problem]:
    """What cannot go on says what it waits for."""
    yield from _lacking(archive, "blocked", "GT509", lambda update: bool(update.blocked_by or update.reason))


def update_follows_the_thing(archive: Archive) -> Iterator[Problem]:
    """Nothing is reported on before it arose."""
    for reported in archive.updates:
        meeting = archive.meeting_by_id.get(archive.index[reported.about].meeting)
        if meeting and reported.when.latest < meeting.date.earliest:
            yield _problem("GT504", reported, date=reported.when.text, first=meeting.date.text)


def one_status_at_a_time(archive: Archive) -> Iterator[Problem]:
    """Nobody says two things of one thing at one meeting, or on one day."""
    seen: dict[tuple[object, ...], tuple[str, Place]] = {}
    for reported in archive.updates:
        update, told = reported.update, False
        for who in (update.by or (None,)) if update.status else ():
            where = (reported.about, reported.meeting or reported.when, who)
            other, first = seen.setdefault(where, (update.status, update.at))
            if other != update.status and not told:
                told = True
                yield _problem("GT510", reported, status=update.status, other=other, first=first)


def what_has_ended_is_reopened_first(archive: Archive) -> Iterator[Problem]:
    """What is done is not put off, blocked or dropped before somebody has said that it is open again."""
    for key, about in archive.updates_about.items():
        if key.kind not in (Kind.ACTION, Kind.SUPPORT):
            continue
        said: dict[Ref | None, Reported] = {}
        for reported in sorted(about, key=lambda one: one.when.latest):
            earlier = [said[who] for who in _speakers(reported, said) if who in said]
            if reported.update.status and (ended := _ended(earlier, reported)):
                known = " or ".join(status for status in STATUSES[key.kind][:2])
                facts = {"status": reported.update.status, "ended": ended.update.status, "date": ended.when.text}
                yield _problem("GT517", reported, known=known, **facts)
            if reported.update.status:
                said = said if reported.update.by else {}
                said.update(dict.fromkeys(reported.update.by or (None,), reported))


def _speakers(reported: Reported, said: Mapping[Ref | None, Reported]) -> tuple[Ref | None, ...]:
    """Those whose earlier word an update goes on from: its own reporters, or all where it is said for all."""
    return (*reported.update.by, None) if reported.update.by else tuple(said)


def _ended(earlier: list[Reported], reported: Reported) -> Reported | None:
    """The report that ended a thing, where all earlier ones did and this one puts another in its place."""
    known = STATUSES[reported.about.kind]
    if not earlier or not all(one.update.status in FINAL for one in earlier) or reported.update.status not in known:
        return None
    last = earlier[-1]
    return None if reported.update.status in (last.update.status, *known[:2]) else last


RULES = (
    status_belongs_to_its_kind,
    field_belongs_to_its_kind,
    update_says_something,
    deferred_has_a_new_date,
    dropped_has_a_reason,
    declined_has_a_reason,
    change_has_a_reason,
    blocked_says_by_what,
    update_follows_the_thing,
    one_status_at_a_time,
    what_has_ended_is_reopened_first,
)


def _lacking(archive: Archive, status: str, code: str, says: Callable[[Update], bool]) -> Iterator[Problem]:
    for reported in archive.updates:
        if reported.update.status == status and not says(reported.update):
            yield _problem(code, reported)


def _problem(code: str, reported: Reported, **facts: object) -> Problem:
    return problem(code, reported.update.at, target=reported.about.id, **facts)
