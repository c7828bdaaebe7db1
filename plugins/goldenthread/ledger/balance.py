"""What each meeting of a series opened and closed, and how much stood open when it ended.

In: the meetings of a series in the order of time, and histories. Out: one `Balance` for each that was held. Guaranteed:
what stood open after a meeting is what stood open after the one before, with what came, without what went.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.ledger.fold import standing_before
from goldenthread.model.entry import Key, Kind
from goldenthread.model.history import Histories
from goldenthread.model.meeting import Meeting
from goldenthread.model.update import FINAL


@dataclass(frozen=True, slots=True)
class Balance:
    """One meeting: what it opened, or opened again; what ended by the end of it; and what then stood open."""

    meeting: str
    opened: int
    closed: int
    open: int


def balance(meetings: Iterable[Meeting], histories: Histories) -> tuple[Balance, ...]:
    """The actions and the support of a series, meeting by meeting."""
    known: list[Key] = []
    before: set[Key] = set()
    found = []
    for meeting in meetings:
        if not meeting.happened:
            continue
        new = [Key(Kind.ACTION, one.id) for one in meeting.actions] + [
            Key(Kind.SUPPORT, one.id) for one in meeting.support
        ]
        known += new
        after = {key for key in known if _open_after(histories, key, meeting.date.latest)}
        came = after - before | set(new)
        found.append(Balance(meeting.id, len(came), len((before | came) - after), len(after)))
        before = after
    return tuple(found)


def _open_after(histories: Histories, key: Key, day: date) -> bool:
    """Whether a thing stood open at the end of a day; one that arose in a month of which that is the last, too."""
    status = standing_before(histories[key], day + timedelta(days=1))
    return bool(status) and status not in FINAL
