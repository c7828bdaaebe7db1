"""A review of three teams keeps its meaning: who said what to whom, what was asked, brought and reached."""

from __future__ import annotations

import pytest

from goldenthread.compile import edition_of
from goldenthread.model.archive import Archive
from goldenthread.model.edition import Edition
from goldenthread.model.entry import Key, Kind, Relation
from tests.written import Compile

REVIEW = {
    "registers/groups.yml": """
- {id: office, name: Regional office, type: office, role: Pays for what is agreed}
- {id: lake, name: Lake team, part_of: office, former_names: [Shore team]}
- {id: hill, name: Hill team, part_of: office}
- {id: plain, name: Plain team, part_of: office}
- {id: tellers, name: Those who count, type: subgroup, formed_at: review}
""",
    "registers/people.yml": "- {id: ana, name: Ana, group: lake}\n- {id: ben, name: Ben, group: hill}\n",
    "registers/strategies.yml": """
- {id: visits, name: Visits, group: [lake, hill, plain], since: 2014-05}
""",
    "registers/indicators.yml": """
- id: vacancy
  name: Vacancy rate
  unit: per cent
  better: lower
  baseline: {value: 31, date: 2014-12, source: Payroll}
  target: {value: 20, date: 2016-12}
""",
    "meetings/review/meeting.md": """---
title: First review
date: 2015-09-17
minutes: draft
required_inputs:
  - {what: Diaries, received: {lake: yes, hill: late, plain: no}}
  - {what: A room, received: part}
expected_outputs:
  - {id: plan, what: A plan of each team, met: partly, note: Two of three.}
  - A report
participants:
  - {person: ana, role: minutes}
  - {who: a driver, attendance: substitute, substitute_for: ben}
  - {group: plain, count: 4, designation: midwives}
  - {who: two visitors, count: 2, attendance: observer}
programme:
  - {id: lake-presents, title: The lake, kind: presentation, group: lake, materials: [Template]}
  - {id: hill-asks, title: Feedback, kind: feedback, group: hill, on: lake-presents}
feedback:
  - {on: lake-presents, led_by: hill, heading: effects, text: What changed?, answer: Visits did.}
  - {on: lake-presents, led_by: office, heading: suggestion, text: Write names.}
actions:
  - {id: name-visitors, what: Name a visitor, owner: [lake, hill], strategy: visits}
  - {id: old-list, what: Strike the list, owner: lake, agreed_before_archive: 2014-05}
support:
  - {id: boat, what: A boat, for: lake, owner: office, helps: name-visitors}
findings:
  - {id: nobody-came, what: Nobody came, kind: challenge, by: hill, basis: reported, about: visits}
process_notes: One leader answered for everybody.
---
""",
    "meetings/second/meeting.md": """---
title: Second review
date: 2016-01-20
updates:
  - {about: review, status: approved, corrections: [For two read three]}
  - {about: name-visitors, status: done, by: lake, note: All named.}
  - {about: visits, by: hill, note: Half of them., barriers: [No boat]}
  - {about: boat, status: declined, by: office, reason: No money.}
  - {about: vacancy, value: 28, measured: 2015-12, source: Payroll}
  - {about: vacancy, reason: A freeze., changes: {target: {value: 24, date: 2016-12}}}
  - {about: "review#plan", status: met}
findings:
  - {id: posts-visited, what: Posts are visited, kind: observed effect, basis: observed, by: lake, about: name-visitors}
---
""",
}


@pytest.fixture
def archive_of(archive: Compile) -> Archive:
    result = archive(REVIEW)
    assert result.told == []
    return result.archive


@pytest.fixture
def edition(archive_of: Archive) -> Edition:
    return edition_of(archive_of, "internal")


def key(kind: Kind, id: str) -> Key:
    return Key(kind, id)


def test_who_gave_feedback_to_whom_under_which_heading(archive_of: Archive) -> None:
    said = []
    for found, located in archive_of.index.items():
        if found.kind is Kind.FEEDBACK:
            (session,) = archive_of.targets(found, Relation.GIVEN_ON)
            (led,) = archive_of.targets(found, Relation.LED_BY)
            (presenter,) = archive_of.targets(session, Relation.PRESENTED_BY)
            said.append((led.id, getattr(located.thing, "heading", ""), presenter.id))
    assert sorted(said) == [("hill", "effects", "lake"), ("office", "suggestion", "lake")]


def test_what_was_to_be_brought_and_by_whom_it_was(archive_of: Archive) -> None:
    inputs = archive_of.meeting_by_id["review"].required_inputs
    received = [[(one.who.target if one.who else "", one.state) for one in each.received] for each in inputs]
    assert received == [[("lake", "yes"), ("hill", "late"), ("plain", "no")], [("", "part")]]


def test_what_was_expected_and_what_came(edition: Edition) -> None:
    outputs = edition.archive.meeting_by_id["review"].expected_outputs
    assert [(one.what, one.met) for one in outputs] == [("A plan of each team", "partly"), ("A report", "expected")]
    history = edition.histories[key(Kind.OUTPUT, "review#plan")]
    assert [event.status for event in history.events] == ["partly", "met"]


def test_attendance_in_its_forms(archive_of: Archive) -> None:
    came = archive_of.meeting_by_id["review"].participants
    assert [(one.who or (one.person or one.group).target, one.count, one.attendance) for one in came] == [  # type: ignore[union-attr]
        ("ana", None, "present"),
        ("a driver", None, "substitute"),
        ("plain", 4, "present"),
        ("two visitors", 2, "observer"),
    ]
    assert archive_of.sources(key(Kind.PERSON, "ben"), Relation.SUBSTITUTES_FOR) == (key(Kind.MEETING, "review"),)


def test_minutes_are_drafts_until_a_later_meeting_approves_them(edition: Edition) -> None:
    history = edition.histories[key(Kind.MEETING, "review")]
    assert [(event.status, event.when.text) for event in history.events] == [
        ("draft", "2015-09-17"),
        ("approved", "2016-01-20"),
    ]
    assert key(Kind.MEETING, "second") not in edition.histories


def test_support_is_declined_with_a_reason(edition: Edition) -> None:
    history = edition.histories[key(Kind.SUPPORT, "boat")]
    assert (history.status, history.ended) == ("declined", True)
    assert edition.archive.targets(key(Kind.SUPPORT, "boat"), Relation.NEEDED_BY) == (key(Kind.GROUP, "lake"),)


def test_a_group_formed_on_the_day_knows_where(archive_of: Archive) -> None:
    formed = archive_of.sources(key(Kind.MEETING, "review"), Relation.FORMED_AT)
    assert formed == (key(Kind.GROUP, "tellers"),)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("updates: [{about: name-visitors, status: provided}]", "GT506"),
        ("updates: [{about: boat, status: declined}]", "GT515"),
        ("updates: [{about: visits, status: done}]", "GT506"),
        ("updates: [{about: name-visitors, value: 3}]", "GT514"),
        ("updates: [{about: vacancy, value: many}]", "GT215"),
        ("updates: [{about: vacancy, changes: {target: 3}}]", "GT516"),
        ("participants: [{who: x, attendance: substitute}]", "GT607"),
        ("participants: [{person: ana, substitute_for: ben}]", "GT607"),
        ("participants: [{role: minutes}]", "GT603"),
        ("participants: [ana]", "GT613"),
        ("support: [{id: van, what: A van}]", "GT608"),
        ("tentative: yes", "GT609"),
        ("required_inputs: [{what: X, received: {lake: maybe}}]", "GT209"),
        ("required_inputs: [{what: X, received: maybe}]", "GT209"),
        ("required_inputs: [{what: X, received: {nobody: yes}}]", "GT402"),
        ("goals: [{id: g, what: G, period: 2015-06, until: 2015-01}]", "GT502"),
        ("programme: [{id: s, title: S, time: '10:30', until: '9:00'}]", "GT502"),
        ("programme: [{id: s, title: S, on: t}, {id: t, title: T, on: s}]", "GT406"),
        ("findings: [{id: f, what: F, kind: rumour}]", "GT209"),
        ("feedback: [{on: x, text: Y}]", "GT402"),
        ("programme: [{id: same, title: S}]\nfocus_areas: [{id: same, title: T}]", "GT401"),
        ("questions: [{id: boat, what: Why}]", "GT401"),
        ("files: [{file: gone.pdf}]", "GT405"),
        ("photos: [{photo: gone.jpg, alt: X}]", "GT405"),
        ("expected_outputs: [{what: X, evidence: files/gone.pdf}]", "GT405"),
    ],
)
def test_what_contradicts_itself_is_told_where_it_stands(archive: Compile, wrong: str, told: str) -> None:
    third = f"---\ntitle: Third\ndate: 2016-05-20\n{wrong}\n---\nWords.\n"
    result = archive({**REVIEW, "meetings/third/meeting.md": third})
    (found,) = result.problems
    assert found.code == told
    assert found.at.path == "meetings/third/meeting.md"
    assert found.at.line >= 2
    assert result.others_hold
