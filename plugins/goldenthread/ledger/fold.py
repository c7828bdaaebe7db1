"""Events folded into histories.

In: an archive and the date as of which it is asked. Out: histories by key. Guaranteed: an event of a partial date
counts from the last day it may have happened on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from goldenthread.memory import Itself, Memory
from goldenthread.model.agreed import Action, Support
from goldenthread.model.archive import Archive, Thing, located_in
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.history import Event, Histories, History
from goldenthread.model.meeting import ExpectedOutput, Meeting
from goldenthread.model.update import STATUSES


def newest(archive: Archive) -> date | None:
    """The last day of the newest thing that happened: a meeting held, or an update. `None` for an empty archive."""
    days = [meeting.date.latest for meeting in archive.meetings if meeting.happened]
    days += [reported.when.latest for reported in archive.updates]
    return max(days, default=None)


Later = tuple[tuple[Key, Event], ...]
"""What happened to things after they arose: to which, and what, in the order of the archive."""


def fold(archive: Archive, as_of: date, memory: Memory | None = None) -> Histories:
    """How each thing that has a status stands as of a day; of a meeting, how its minutes do.

    What was blocked by something is so until that has ended; then it stands as it did before. The things of a meeting
    of which `memory` has seen all that happened to them are not folded again.
    """
    memory = memory or Memory()
    later, told = _later(archive), dict[Key, History]()
    for meeting in archive.meetings:
        happened = tuple(later.get(meeting.id, ()))
        make = partial(_arisen, meeting, happened, as_of)
        told |= memory.recall(("histories", meeting.id), (Itself(meeting), happened, as_of), make)
    return {key: _freed(history, told) for key, history in told.items()}


def _later(archive: Archive) -> Mapping[str, list[tuple[Key, Event]]]:
    """What was reported or decided about the things of each meeting, by its id."""
    by, blocked_by = (_linked(archive, how) for how in (Relation.REPORTED_BY, Relation.BLOCKED_BY))
    found: dict[str, list[tuple[Key, Event]]] = defaultdict(list)
    for one in archive.updates:
        key, update = one.key, one.update
        event = Event(one.when, key, update.status, update.due, by.get(key, ()), blocked_by.get(key, ()))
        found[archive.index[one.about].meeting].append((one.about, event))
    superseded = ((link.target, link.source) for link in archive.links if link.relation is Relation.SUPERSEDES)
    for old, new in dict.fromkeys(superseded):
        found[archive.index[old].meeting].append((old, Event(_when(archive, new), new, "superseded")))
    return found


def _linked(archive: Archive, how: Relation) -> Mapping[Key, tuple[Key, ...]]:
    """What each thing refers to in one way, each once: `Archive.targets` of all things, by one walk."""
    found: dict[Key, dict[Key, None]] = defaultdict(dict)
    for link in archive.links:
        if link.relation is how:
            found[link.source][link.target] = None
    return {source: tuple(targets) for source, targets in found.items()}


def _arisen(meeting: Meeting, later: Later, as_of: date) -> Histories:
    """The histories of the things of a meeting, as if nothing had been freed of what blocked it."""
    happened: dict[Key, list[Event]] = defaultdict(list)
    for key, event in later:
        happened[key].append(event)
    return {
        key: History(key, _events(key, found.thing, meeting, happened.get(key, []), as_of), as_of)
        for key, found in located_in(meeting)
        if key.kind in STATUSES and (key.kind is not Kind.MEETING or meeting.minutes or key in happened)
    }


def _freed(history: History, told: Histories) -> History:
    """A history with the ends of what held it up; one that nothing held up is as it was."""
    if not any(event.status == "blocked" for event in history.events):
        return history
    blocked = dict.fromkeys(event for event in history.newest().values() if event.status == "blocked")
    freed = [free for event in blocked if (free := _freeing(event, history, told))]
    arose, *later = history.events
    events = sorted((*later, *freed), key=lambda event: (event.when.latest, event.when.earliest))
    return replace(history, events=(arose, *events)) if freed else history


def _freeing(event: Event, history: History, told: Histories) -> Event | None:
    """That all of what it was blocked by has ended since, and how it stood before it was."""
    causes = [told[key] for key in event.blocked_by if key in told]
    if len(causes) < max(1, len(event.blocked_by)) or not all(cause.ended for cause in causes):
        return None
    last = max(causes, key=lambda cause: cause.since.latest)
    if last.since.latest < event.when.latest:
        return None  # it had ended before: whoever said "blocked" meant something else, and check says so
    whose = [e for e in history.events[: history.events.index(event)] if e.status not in ("", "blocked")]
    own = [e for e in whose if not e.by or set(e.by) & set(event.by) or not event.by]
    return Event(last.since, last.key, own[-1].status, by=event.by)


def standing_before(history: History, day: date, told: Collection[Key] = ()) -> str:
    """The status a thing had on the eve of a day; "" where it had not yet arisen.

    What was `told` on that day only counts for nothing, though it may have happened before.
    """
    if told and any(event.cause in told for event in history.events):
        history = replace(history, events=tuple(event for event in history.events if event.cause not in told))
    for when, status in reversed(history.course):
        if when.latest < day:
            return status
    return ""


def _events(key: Key, thing: Thing, meeting: Meeting, later: list[Event], as_of: date) -> tuple[Event, ...]:
    """How it arose, then what was reported or decided about it by then, in the order of time."""
    due = thing.due if isinstance(thing, (Action, Support)) else None
    arose = Event(meeting.date, Key(Kind.MEETING, meeting.id), _first_status(key, thing), due)
    happened = [event for event in later if event.when.latest <= as_of]
    # What happened on one day stays in the order of the archive's updates, superseding decisions last.
    return (arose, *sorted(happened, key=lambda event: (event.when.latest, event.when.earliest)))


def _first_status(key: Key, thing: Thing) -> str:
    """How a thing stood when it was recorded: as its record says where that says so, or else as its kind begins."""
    match thing:
        case ExpectedOutput():
            return thing.met
        case Meeting():
            return thing.minutes or STATUSES[key.kind][0]
        case _:
            return STATUSES[key.kind][0]


def _when(archive: Archive, key: Key) -> PartialDate:
    return archive.meeting_by_id[archive.index[key].meeting].date
