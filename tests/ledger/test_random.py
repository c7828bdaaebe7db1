"""Random histories: what must hold of every ledger, whatever is reported, and in whichever order it is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from random import Random

import pytest

from goldenthread.ledger import BroughtForward, balance, fold, standing_before
from goldenthread.link import link
from goldenthread.model.agreed import Action
from goldenthread.model.archive import Archive
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Ref
from goldenthread.model.history import Histories
from goldenthread.model.meeting import Meeting
from goldenthread.model.records import Records
from goldenthread.model.register import Group, Series
from goldenthread.model.settings import Settings
from goldenthread.model.update import FINAL, STATUSES, Update
from goldenthread.source import Place
from tests.properties.effort import FULL

FIRST = date(2015, 1, 5)
WEEKS = 8


def day(week: int) -> PartialDate:
    when = FIRST + timedelta(weeks=week)
    return PartialDate(when, when)


def records_of(seed: int) -> Records:
    """A series of meetings, a week apart, that agree on actions and report on those agreed before."""
    random, places = Random(seed), count(1)

    def ref(target: str) -> Ref:
        return Ref(target, Place("records", next(places), 1))

    agreed: list[str] = []
    meetings = []
    for week in range(WEEKS):
        told = [_update(random, ref, id) for id in agreed if random.random() < 0.4]
        new = [f"a{week}-{number}" for number in range(random.randrange(3))]
        at = Place(f"meetings/m{week}/meeting.md", 1, 1)
        meetings.append(
            Meeting(
                id=f"m{week}",
                title=f"M{week}",
                date=day(week),
                series=ref("s"),
                at=at,
                actions=tuple(Action(id=id, what=id, at=Place(at.path, next(places), 1)) for id in new),
                updates=tuple(told),
            )
        )
        agreed += new
    between = [
        _update(random, ref, id, day(random.randrange(WEEKS, WEEKS + 3))) for id in agreed if random.random() < 0.3
    ]
    return Records(
        settings=Settings(format="1", title="R"),
        meetings=tuple(meetings),
        updates=tuple(between),
        groups=(Group(id="g", name="G"), Group(id="h", name="H")),
        series=(Series(id="s", name="S"),),
    )


def _update(random: Random, ref: Callable[[str], Ref], id: str, when: PartialDate | None = None) -> Update:
    status = random.choice(("", *STATUSES[Kind.ACTION]))
    by = tuple(ref(group) for group in ("g", "h") if random.random() < 0.25)
    about = ref(id)
    return Update(about=about, status=status, by=by, date=when, at=about.at)


def archive_of(records: Records) -> Archive:
    return link(records)[0]


def statuses(histories: Histories) -> dict[Key, list[tuple[str, str]]]:
    return {key: [(when.text, status) for when, status in history.course] for key, history in histories.items()}


END = FIRST + timedelta(weeks=WEEKS + 3)
SEEDS = range(1500 if FULL else 60)


@pytest.mark.parametrize("part", range(4))
def test_every_open_action_is_brought_forward_to_each_later_meeting_until_it_ends(part: int) -> None:
    checked = 0
    for seed in SEEDS[part::4]:
        archive = archive_of(records_of(seed))
        histories = fold(archive, END)
        forward = BroughtForward(archive, histories)
        for meeting in archive.meetings:
            listed = [one.key for one in forward.to(meeting.id)]
            told = {one.key for one in archive.updates_at.get(meeting.id, ())}
            for key, history in histories.items():
                if key.kind is Kind.ACTION:
                    before = standing_before(history, meeting.date.earliest, told)
                    assert listed.count(key) == int(bool(before) and before not in FINAL), (seed, meeting.id, key)
                    checked += 1
    assert checked > 500


@pytest.mark.parametrize("part", range(4))
def test_the_state_on_a_day_never_depends_on_later_records(part: int) -> None:
    for seed in SEEDS[part::4]:
        records = records_of(seed)
        week = Random(seed).randrange(1, WEEKS)
        until = day(week).latest
        known = tuple(one for one in records.meetings if one.date.latest <= until)
        earlier = replace(records, meetings=known, updates=())
        then = statuses(fold(archive_of(earlier), until))
        now = statuses(fold(archive_of(records), until))
        assert {key: now[key] for key in then} == then, seed


@pytest.mark.parametrize("part", range(4))
def test_the_order_of_files_changes_nothing(part: int) -> None:
    for seed in SEEDS[part::4]:
        records = records_of(seed)
        meetings = list(records.meetings)
        Random(seed).shuffle(meetings)
        turned = replace(records, meetings=tuple(meetings), groups=records.groups[::-1])
        assert statuses(fold(archive_of(turned), END)) == statuses(fold(archive_of(records), END)), seed


def test_the_balance_of_a_series_adds_up() -> None:
    for seed in SEEDS:
        archive = archive_of(records_of(seed))
        histories = fold(archive, END)
        rows = balance(archive.meetings, histories)
        before = 0
        for row in rows:
            assert row.open == before + row.opened - row.closed, (seed, row)
            before = row.open
        last = archive.meetings[-1].date.latest + timedelta(days=1)
        assert before == sum(
            standing_before(h, last) not in FINAL for h in histories.values() if h.key.kind is Kind.ACTION
        )
