"""Loose ends: each sort has what belongs on it, and lets go of what has been taken up."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.compile import edition_of
from goldenthread.ledger import SORTS, loose_ends
from goldenthread.publish.views.loose import SORTS as TOLD
from tests.written import ARCHIVE, Compile

END = date(2017, 1, 1)
BASE = {
    "registers/series.yml": "- {id: reviews, name: Reviews}\n",
    "registers/groups.yml": "- {id: hill, name: Hill}\n- {id: lake, name: Lake}\n",
}


def meeting(head: str, day: str = "2015-09-17", body: str = "") -> str:
    return f"---\ntitle: Review of {day}\ndate: {day}\nseries: reviews\n{head}---\n{body}"


def found(archive: Compile, sort: str, files: dict[str, str], more: str = "") -> list[str]:
    result = archive({**BASE, "archive.yml": ARCHIVE + more, **files})
    assert [line for line in result.told if "GT6" not in line] == []
    edition = edition_of(result.archive, "internal", END)
    ends = loose_ends(edition.archive, edition.histories, END).get(sort, ())
    return [f"{end.key.id}@{end.since.text}" + (f"x{end.times}" if end.times else "") for end in ends]


ACTION = "actions:\n  - {{id: survey, what: Survey, owner: hill, {}}}\n"
OPEN = meeting(ACTION.format("due: 2018"))
SUPPORT = meeting("support:\n  - {id: van, what: A van, for: hill}\n")
FIRST = "meetings/first/meeting.md"
CHART = "meetings/first/flip-charts/sheet.md"
RANKED = "---\ntitle: Sheet\n---\n## HOUSING {#housing rank=1}\n- LINE {#line .star}\n"


def later(*days: str, **told: str) -> dict[str, str]:
    """Meetings of the series on these days, and what was reported on the last."""
    said = "".join(f"updates: [{{{told['said']}}}]\n" for _ in [0] if told)
    return {f"meetings/on-{day}/meeting.md": meeting(said if day == days[-1] else "", day) for day in days}


def updates(*said: str) -> dict[str, str]:
    return {"updates/all.yml": "".join(f"- {{{one}}}\n" for one in said)}


DONE = updates("about: survey, date: 2016-02-01, status: done")
PUT_OFF = [f"about: survey, date: 2016-0{n}-01, status: deferred, due: 2018" for n in (1, 2, 3)]
TWO = meeting(ACTION.format("due: 2018") + "  - {id: road, what: Road, owner: hill, due: 2018}\n")
BLOCKED = "about: survey, date: 2016-01-01, status: blocked, blocked_by: road"
OUTCOME = meeting(ACTION.format("due: 2018, outcome: Posts stay filled"))
EFFECT = "findings:\n  - {id: filled, what: Filled, kind: observed effect, about: survey}\n"
DECISION = meeting("decisions:\n  - {id: rule, what: A rule}\n")
NEWER = {
    "meetings/newer/meeting.md": meeting("decisions:\n  - {id: new-rule, what: New, supersedes: rule}\n", "2016-01-10")
}
CITED = {"meetings/after/meeting.md": meeting("", "2016-02-10", "As [[rule]] says.\n")}
QUESTION = meeting("questions:\n  - {id: who, what: Who?}\n")

AFTER = later("2015-12-01")
LOOSE: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "late": ("late", {FIRST: meeting(ACTION.format("due: 2015-12"))}, ["survey@2015-12"]),
    "not late yet": ("late", {FIRST: OPEN}, []),
    "late and done": ("late", {FIRST: meeting(ACTION.format("due: 2015-12")), **DONE}, []),
    "passed over twice": (
        "not-reported-on",
        {FIRST: OPEN, **later("2015-10-01", "2015-11-01")},
        ["survey@2015-09-17x2"],
    ),
    "passed over once": ("not-reported-on", {FIRST: OPEN, **later("2015-10-01")}, []),
    "spoken of since": (
        "not-reported-on",
        {FIRST: OPEN, **later("2015-10-01", "2015-11-01", said="about: survey, note: Half")},
        [],
    ),
    "put off thrice": ("deferred-often", {FIRST: OPEN, **updates(*PUT_OFF)}, ["survey@2016-01-01x3"]),
    "put off twice": ("deferred-often", {FIRST: OPEN, **updates(*PUT_OFF[:2])}, []),
    "blocker ended": (
        "blocked-by-what-has-ended",
        {FIRST: TWO, **updates(BLOCKED, "about: road, date: 2016-02-01, status: done")},
        ["survey@2016-02-01"],
    ),
    "blocker goes on": ("blocked-by-what-has-ended", {FIRST: TWO, **updates(BLOCKED)}, []),
    "blocker ended, and told of": (
        "blocked-by-what-has-ended",
        {
            FIRST: TWO,
            **updates(
                BLOCKED,
                "about: road, date: 2016-02-01, status: done",
                "about: survey, date: 2016-03-01, status: in progress",
            ),
        },
        [],
    ),
    "ranked": (
        "priority-without-action",
        {FIRST: meeting(""), CHART: RANKED, **AFTER},
        ["first/sheet#housing@2015-09-17x1"],
    ),
    "ranked, and a line led to something": (
        "priority-without-action",
        {FIRST: OPEN, CHART: RANKED.replace(".star}", ".star action=survey}")},
        [],
    ),
    "proposed": (
        "proposed-and-never-agreed",
        {FIRST: meeting(ACTION.format("standing: proposed")), **AFTER},
        ["survey@2015-09-17"],
    ),
    "proposed, and taken up": (
        "proposed-and-never-agreed",
        {FIRST: meeting(ACTION.format("standing: proposed")), **DONE},
        [],
    ),
    "nobody's": ("action-without-owner", {FIRST: OPEN.replace("owner: hill, ", "")}, ["survey@2015-09-17"]),
    "somebody's in words": ("action-without-owner", {FIRST: OPEN.replace("owner: hill", "owner_said: the clerk")}, []),
    "no date": ("action-without-date", {FIRST: OPEN.replace(", due: 2018", "")}, ["survey@2015-09-17"]),
    "a date in words": ("action-without-date", {FIRST: OPEN.replace("due: 2018", "due_said: soon")}, []),
    "no effect": ("done-without-effect", {FIRST: OUTCOME, **DONE}, ["survey@2016-02-01"]),
    "an effect": (
        "done-without-effect",
        {FIRST: OUTCOME, **DONE, "meetings/then/meeting.md": meeting(EFFECT, "2016-03-01")},
        [],
    ),
    "no outcome wanted": ("done-without-effect", {FIRST: OPEN, **DONE}, []),
    "nothing followed": ("decision-that-nothing-followed", {FIRST: DECISION, **AFTER}, ["rule@2015-09-17"]),
    "a later meeting spoke of it": ("decision-that-nothing-followed", {FIRST: DECISION, **CITED}, []),
    "unanswered": ("question-without-answer", {FIRST: QUESTION, **AFTER}, ["who@2015-09-17"]),
    "answered": (
        "question-without-answer",
        {FIRST: QUESTION, **updates("about: who, date: 2016, status: answered, note: We")},
        [],
    ),
    "no reply": ("support-without-answer", {FIRST: SUPPORT, **AFTER}, ["van@2015-09-17"]),
    "accepted": (
        "support-without-answer",
        {FIRST: SUPPORT, **updates("about: van, date: 2016, status: accepted")},
        [],
    ),
    "did not come": (
        "output-not-met",
        {FIRST: meeting("expected_outputs:\n  - {id: plan, what: A plan, met: not met}\n")},
        ["first#plan@2015-09-17"],
    ),
    "came": ("output-not-met", {FIRST: meeting("expected_outputs:\n  - {id: plan, what: A plan, met: met}\n")}, []),
    "not brought": (
        "input-never-received",
        {FIRST: meeting("required_inputs:\n  - {what: Diaries, received: {hill: yes, lake: no}}\n")},
        ["first@2015-09-17x1"],
    ),
    "brought late": (
        "input-never-received",
        {FIRST: meeting("required_inputs:\n  - {what: Diaries, received: {hill: yes, lake: late}}\n")},
        [],
    ),
    "drafts": (
        "minutes-not-approved",
        {FIRST: meeting("minutes: draft\n"), **later("2015-10-01")},
        ["first@2015-09-17x1"],
    ),
    "drafts of the newest": ("minutes-not-approved", {FIRST: meeting("minutes: draft\n")}, []),
    "approved": (
        "minutes-not-approved",
        {FIRST: meeting("minutes: draft\n"), **later("2015-10-01", said="about: meeting:first, status: approved")},
        [],
    ),
    "starred": (
        "starred-and-not-taken-up",
        {FIRST: meeting(""), CHART: RANKED, **AFTER},
        ["first/sheet#line@2015-09-17"],
    ),
    "starred, and mentioned": (
        "starred-and-not-taken-up",
        {FIRST: meeting("", body="See [[sheet#line]].\n"), CHART: RANKED},
        [],
    ),
    "still cited": ("superseded-and-still-cited", {FIRST: DECISION, **NEWER, **CITED}, ["rule@2016-01-10x1"]),
    "no longer cited": ("superseded-and-still-cited", {FIRST: DECISION, **NEWER}, []),
}


@pytest.mark.parametrize(("sort", "files", "ends"), LOOSE.values(), ids=LOOSE)
def test_a_loose_end_is_found_and_let_go(archive: Compile, sort: str, files: dict[str, str], ends: list[str]) -> None:
    assert [end for end in found(archive, sort, files) if not end.startswith("other-action")] == ends


def test_every_sort_has_a_case_that_is_loose_and_one_that_is_not() -> None:
    assert {(sort, bool(ends)) for sort, _, ends in LOOSE.values()} == {
        (sort, is_loose) for sort in SORTS for is_loose in (True, False)
    }


@pytest.mark.parametrize(
    ("sort", "files"),
    [
        ("priority-without-action", {FIRST: meeting(""), CHART: RANKED}),
        ("proposed-and-never-agreed", {FIRST: meeting(ACTION.format("standing: proposed"))}),
        ("decision-that-nothing-followed", {FIRST: DECISION}),
        ("question-without-answer", {FIRST: QUESTION}),
        ("support-without-answer", {FIRST: SUPPORT}),
        ("starred-and-not-taken-up", {FIRST: meeting(""), CHART: RANKED}),
    ],
)
def test_what_no_meeting_could_take_up_yet_is_not_loose(archive: Compile, sort: str, files: dict[str, str]) -> None:
    assert found(archive, sort, files) == []


def test_every_sort_is_told() -> None:
    assert list(TOLD) == list(SORTS)


def test_how_often_is_too_often_is_the_archives_to_say(archive: Compile) -> None:
    files = {FIRST: OPEN, **updates(PUT_OFF[0])}
    assert found(archive, "deferred-often", files, "deferred_often: 1\n") == ["survey@2016-01-01x1"]


def test_how_long_is_too_long_is_the_archives_to_say(archive: Compile) -> None:
    files = {FIRST: OPEN, **later("2015-10-01")}
    assert "survey@2015-09-17x1" in found(archive, "not-reported-on", files, "not_reported_on_for: 1\n")


def test_what_comes_after_the_day_counts_for_nothing(archive: Compile) -> None:
    result = archive({**BASE, FIRST: OPEN, **later("2015-10-01", "2015-11-01")})
    edition = edition_of(result.archive, "internal", date(2015, 10, 31))
    ends = loose_ends(edition.archive, edition.histories, date(2015, 10, 31))
    assert "survey" not in {end.key.id for end in ends["not-reported-on"]}
