"""What each meeting had before it: the things of its series that stood open on its eve.

In: an archive and its histories. Out: for each meeting, what was brought forward to it. Guaranteed: an open thing is
on the list of each later meeting of its series until it ends, and on no other list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.ledger.fold import standing_before
from goldenthread.model.archive import Archive
from goldenthread.model.entry import Key
from goldenthread.model.history import Histories
from goldenthread.model.meeting import Meeting
from goldenthread.model.update import FINAL


@dataclass(frozen=True, slots=True)
class Carried:
    """A thing brought forward to a meeting, and how it stood on the eve of it."""

    key: Key
    status: str


class BroughtForward:
    """What was brought forward to each meeting: worked out for a series when one of its meetings is asked for."""

    def __init__(self, archive: Archive, histories: Histories) -> None:
        self._archive = archive
        self._histories = histories
        self._known: dict[str, tuple[Carried, ...]] = {}

    def to(self, meeting: str) -> tuple[Carried, ...]:
        """The things brought forward to a meeting, by its id; nothing to one that is of no series."""
        series = self._archive.series_of.get(meeting)
        if series and meeting not in self._known:
            self._known.update(_walk(self._archive.meetings_in[series], self._archive, self._histories))
        return self._known.get(meeting, ())


def _walk(
    meetings: Iterable[Meeting], archive: Archive, histories: Histories
) -> Iterator[tuple[str, tuple[Carried, ...]]]:
    """By meeting id: one walk through a series in the order of time, keeping what is open."""
    open_keys: list[Key] = []
    for meeting in meetings:
        told: dict[Key, set[Key]] = defaultdict(set)
        for reported in archive.updates_at.get(meeting.id, ()):
            told[reported.about].add(reported.key)
        day = meeting.date.earliest
        standing = [(key, standing_before(histories[key], day, told.get(key, ()))) for key in open_keys]
        yield meeting.id, tuple(Carried(key, status) for key, status in standing if status and status not in FINAL)
        ended = {key for key, status in standing if status in FINAL and histories[key].events[-1].when.latest < day}
        open_keys = [key for key in open_keys if key not in ended]
        open_keys += [Key(one.KIND, one.id) for one in (*meeting.actions, *meeting.support)]
