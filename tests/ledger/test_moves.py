"""What moved: each move in plain terms, newest first, and none that the histories do not hold."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from goldenthread.compile import compile_archive, edition_of
from goldenthread.ledger import HOW, Moved, moved
from goldenthread.model.edition import Edition
from goldenthread.model.history import History
from tests.mkdocs_plugin.test_sample import ROOT
from tests.written import ARCHIVE, Compile

REGISTERS = {
    "archive.yml": ARCHIVE,
    "registers/groups.yml": "- {id: hill, name: Hill}\n- {id: lake, name: Lake}\n",
    "meetings/other/meeting.md": "---\ntitle: Other\ndate: 2015-01-15\n---\n",
}
FIRST = "meetings/first/meeting.md"


def meeting(head: str, day: str = "2015-09-17", body: str = "") -> str:
    return f"---\ntitle: Review of {day}\ndate: {day}\n{head}---\n{body}"


def of(edition: Edition) -> tuple[Moved, ...]:
    assert edition.as_of
    return moved(edition.archive, edition.histories, edition.as_of)


def told(archive: Compile, files: dict[str, str], as_of: date | None = None) -> list[str]:
    """`where: how key before>after` for each move, newest first."""
    result = archive({**REGISTERS, **files})
    assert [line for line in result.told if "GT6" not in line] == []
    return [
        f"{group.meeting or group.when.text}: {move.how} {move.key.id} {move.before}>{move.after}"
        + (f" due {move.due.text}" if move.due else "")
        + "".join(f" see {key.id}" for key in move.see)
        + "".join(f" {who.id} {status}" for who, status in move.by)
        for group in of(edition_of(result.archive, "internal", as_of))
        for move in group.moves
    ]


ACTIONS = "actions:\n  - {id: survey, what: Survey, owner: [hill, lake], due: 2015-12}\n  - {id: road, what: Road}\n"
AROSE = ["first: agreed road >open", "first: agreed survey >open due 2015-12"]
DECISION = meeting("decisions: [{id: rule, what: Rule}]\n")

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "agreed, and nothing since": ({FIRST: meeting(ACTIONS)}, AROSE),
    "proposed": (
        {FIRST: meeting("actions: [{id: a, what: A, standing: proposed}]\n")},
        ["first: proposed a >open"],
    ),
    "known before the archive": (
        {FIRST: meeting("actions: [{id: a, what: A, agreed_before_archive: yes}]\n")},
        ["first: known before a >open"],
    ),
    "asked, asked for, set": (
        {
            FIRST: meeting(
                "questions: [{id: who, what: Who?}]\nsupport: [{id: van, what: Van, for: hill}]\n"
                "goals: [{id: homes, what: Homes, by: hill}]\n"
            )
        },
        ["first: asked for van >asked", "first: asked who >open", "first: set homes >set"],
    ),
    "done at a later meeting": (
        {
            FIRST: meeting(ACTIONS),
            "meetings/second/meeting.md": meeting("updates: [{about: road, status: done}]\n", "2015-10-01"),
        },
        ["second: moved road open>done", *AROSE],
    ),
    "reported between meetings": (
        {FIRST: meeting(ACTIONS), "updates/a.yml": "- {about: road, date: 2015-10-05, status: in progress}\n"},
        ["2015-10: moved road open>in progress", *AROSE],
    ),
    "known by its year alone": (
        {FIRST: meeting(ACTIONS), "updates/a.yml": "- {about: road, date: 2016, status: done}\n"},
        ["2016: moved road open>done", *AROSE],
    ),
    "a report that it stands as before": (
        {
            FIRST: meeting(ACTIONS),
            "updates/a.yml": "- {about: road, date: 2015-10-05, status: in progress}\n"
            "- {about: road, date: 2015-11-05, status: in progress}\n- {about: road, date: 2015-11-06, note: Yes}\n",
        },
        ["2015-10: moved road open>in progress", *AROSE],
    ),
    "put off, and put off again": (
        {
            FIRST: meeting(ACTIONS),
            "updates/a.yml": "- {about: road, date: 2015-10-05, status: deferred, due: 2016-01}\n"
            "- {about: road, date: 2015-11-05, status: deferred, due: 2016-02}\n",
        },
        [
            "2015-11: moved road deferred>deferred due 2016-02",
            "2015-10: moved road open>deferred due 2016-01",
            *AROSE,
        ],
    ),
    "a new date alone": (
        {FIRST: meeting(ACTIONS), "updates/a.yml": "- {about: survey, date: 2015-10-05, due: 2016-03}\n"},
        ["2015-10: moved survey open>open due 2016-03", *AROSE],
    ),
    "one of two has done it": (
        {
            FIRST: meeting(ACTIONS),
            "updates/a.yml": "- {about: survey, date: 2015-10-05, by: hill, status: done}\n"
            "- {about: survey, date: 2015-10-05, by: lake, status: in progress}\n"
            "- {about: survey, date: 2015-11-05, by: lake, status: done}\n",
        },
        ["2015-11: moved survey in progress>done", "2015-10: moved survey open>in progress hill done", *AROSE],
    ),
    "blocked, and free again": (
        {
            FIRST: meeting(ACTIONS),
            "updates/a.yml": "- {about: survey, date: 2015-10-05, status: blocked, blocked_by: road}\n",
            "meetings/second/meeting.md": meeting("updates: [{about: road, status: done}]\n", "2015-11-01"),
        },
        [
            "second: moved road open>done",
            "second: moved survey blocked>open see road",
            "2015-10: moved survey open>blocked see road",
            *AROSE,
        ],
    ),
    "replaced": (
        {
            FIRST: DECISION,
            "meetings/second/meeting.md": meeting(
                "decisions: [{id: new, what: New, supersedes: rule}]\n", "2015-10-01"
            ),
        },
        ["second: decided new >holds", "second: moved rule holds>superseded see new", "first: decided rule >holds"],
    ),
    "ranked first, and second": (
        {
            FIRST: meeting(""),
            "meetings/first/flip-charts/sheet.md": "---\ntitle: S\nranking: {method: dots}\n---\n"
            "## A {#a rank=1}\n- x\n## B {#b rank=2}\n- [1]{rank=1}\n",
        },
        ["first: ranked first first/sheet#a >", "first: ranked first first/sheet#b >"],
    ),
    "expected, and met at once": (
        {FIRST: meeting("expected_outputs:\n  - {id: plan, what: Plan, met: partly}\n  - {id: list, what: List}\n")},
        ["first: judged first#plan >partly"],
    ),
    "minutes approved": (
        {
            FIRST: meeting("minutes: draft\n"),
            "meetings/second/meeting.md": meeting("updates: [{about: first, status: approved}]\n", "2015-10-01"),
        },
        ["second: moved first draft>approved"],
    ),
    "a meeting that is still to come": (
        {FIRST: meeting("status: planned\nactions: [{id: a, what: A, standing: proposed}]\n")},
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_move(archive: Compile, case: str) -> None:
    files, expected = CASES[case]
    assert told(archive, files) == expected


def test_nothing_later_than_the_day_has_moved(archive: Compile) -> None:
    files, _ = CASES["put off, and put off again"]
    assert told(archive, files, date(2015, 10, 31)) == ["2015-10: moved road open>deferred due 2016-01", *AROSE]


@pytest.fixture(scope="module")
def sample() -> Edition:
    return edition_of(compile_archive(ROOT / "records")[0])


def test_the_last_move_of_a_thing_is_how_it_stands(sample: Edition) -> None:
    moves = [move for group in of(sample) for move in group.moves]
    moves.sort(key=lambda move: (move.when.latest, HOW.index(move.how)))
    last = {move.key: move.after for move in moves}
    stands = {key: status for key, status in last.items() if key in sample.histories}
    assert len(stands) > 50
    assert stands == {key: sample.histories[key].status for key in stands}


def turned(history: History) -> int:
    """How often the whole came to stand otherwise than before."""
    stood = [history.events[0].status, *(status for _, status in history.course)]
    return sum(before != after for before, after in pairwise(stood))


def test_every_change_of_status_is_told_once(sample: Edition) -> None:
    """As many moves as a history has turns, whatever caused them."""
    told = [move.key for group in of(sample) for move in group.moves if move.before != move.after and move.before]
    turns = {key: turned(history) for key, history in sample.histories.items()}
    assert {key: told.count(key) for key in turns} == turns
    assert sum(turns.values()) > 40


def test_each_move_has_a_name_of_its_own(sample: Edition) -> None:
    names = [move.name for group in of(sample) for move in group.moves]
    assert len(set(names)) == len(names)


def test_the_newest_come_first(sample: Edition) -> None:
    days = [max(move.when.latest for move in group.moves) for group in of(sample)]
    assert days == sorted(days, reverse=True)
    assert {move.how for group in of(sample) for move in group.moves} <= set(HOW)
