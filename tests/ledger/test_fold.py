"""Histories: dated events folded into how things stand."""

from datetime import date

import pytest

from goldenthread.ledger import BroughtForward, fold, newest, standing_before
from goldenthread.model.entry import Key, Kind
from goldenthread.model.history import History
from tests.written import MEETING, Compile, Compiled

AGREED = """\
---
title: Review
date: 2015-09-17
actions:
  - id: survey
    what: Survey
    due: 2015-12
decisions:
  - {id: rule, what: A rule}
---
"""
END = date(2099, 1, 1)


def between(*updates: str) -> dict[str, str]:
    """The meeting that agreed the survey, and what was reported on it later."""
    return {MEETING: AGREED, "updates/all.yml": "".join(f"- {{about: {update}}}\n" for update in updates)}


def of(result: Compiled, name: str = "survey", as_of: date = END, kind: Kind = Kind.ACTION) -> History:
    """How a thing stands on a day, in an archive without problems."""
    assert result.told == []
    return fold(result.archive, as_of)[Key(kind, name)]


def test_an_action_is_open_from_the_meeting_that_agreed_it(archive: Compile) -> None:
    history = of(archive({MEETING: AGREED}))
    assert (history.status, history.since.text, history.due and history.due.text) == ("open", "2015-09-17", "2015-12")
    assert (history.ended, history.deferrals) == (False, 0)


def test_a_decision_holds_from_the_meeting_that_made_it(archive: Compile) -> None:
    assert of(archive({MEETING: AGREED}), "rule", kind=Kind.DECISION).status == "holds"


LIVES = {
    "done": (["survey, date: 2015-11-02, status: done"], "done"),
    "in-progress-then-done": (
        ["survey, date: 2016-01, status: done", "survey, date: 2015-11, status: in progress"],
        "done",
    ),
    "done-then-reopened": (["survey, date: 2015-11, status: done", "survey, date: 2016, status: open"], "open"),
    "note-alone-changes-nothing": (
        ["survey, date: 2015-10, status: in progress", "survey, date: 2015-12, note: Half"],
        "in progress",
    ),
    "dropped": (["survey, date: 2015-11, status: dropped, reason: No money"], "dropped"),
    "blocked": (["survey, date: 2015-11, status: blocked, blocked_by: other-action"], "blocked"),
}


@pytest.mark.parametrize(("updates", "status"), LIVES.values(), ids=LIVES)
def test_the_newest_status_holds_whatever_the_order_of_the_file(
    archive: Compile, updates: list[str], status: str
) -> None:
    assert of(archive(between(*updates))).status == status
    assert of(archive(between(*reversed(updates)))).status == status


DEFERRED = "survey, date: 2015-11-20, status: deferred, due: 2016-03"


def test_what_is_deferred_is_due_on_its_new_date(archive: Compile) -> None:
    history = of(archive(between(DEFERRED, "survey, date: 2016-02, status: deferred, due: 2016-06-01")))
    assert history.due
    assert (history.status, history.due.text, history.deferrals) == ("deferred", "2016-06-01", 2)


@pytest.mark.parametrize(("as_of", "late"), [(date(2015, 12, 31), False), (date(2016, 1, 1), True)])
def test_a_month_is_late_only_when_its_last_day_has_passed(archive: Compile, as_of: date, late: bool) -> None:
    assert of(archive({MEETING: AGREED}), as_of=as_of).late is late


def test_what_has_ended_is_not_late(archive: Compile) -> None:
    assert not of(archive(between("survey, date: 2016-06, status: done"))).late


@pytest.mark.parametrize(
    ("as_of", "status"), [(date(2015, 11, 29), "open"), (date(2015, 11, 30), "done"), (date(2015, 12, 1), "done")]
)
def test_what_happened_in_a_month_counts_from_its_last_day(archive: Compile, as_of: date, status: str) -> None:
    assert of(archive(between("survey, date: 2015-11, status: done")), as_of=as_of).status == status


def test_a_superseded_decision_stands_so_from_the_meeting_of_the_newer_one(archive: Compile) -> None:
    newer = "---\ntitle: N\ndate: 2016-04-01\ndecisions: [{id: new-rule, what: New, supersedes: rule}]\n---\n"
    result = archive({MEETING: AGREED, "meetings/newer/meeting.md": newer})
    history = of(result, "rule", kind=Kind.DECISION)
    assert (history.status, history.since.text, history.ended) == ("superseded", "2016-04-01", True)
    assert of(result, "rule", date(2016, 3, 31), Kind.DECISION).status == "holds"
    assert of(result, "new-rule", kind=Kind.DECISION).status == "holds"


def test_what_was_reported_at_one_meeting_keeps_the_order_of_its_list(archive: Compile) -> None:
    notes = "".join(f"  - {{about: survey, note: Note {number}}}\n" for number in range(12))
    later = f"---\ntitle: L\ndate: 2015-10-01\nupdates:\n{notes}---\n"
    result = archive({MEETING: AGREED, "meetings/later/meeting.md": later})
    told = {reported.key: reported.update.note.text for reported in result.archive.updates}
    events = of(result).events
    assert [told[event.cause] for event in events[1:]] == [f"Note {number}" for number in range(12)]


BLOCKED = "survey, date: 2015-11-02, status: blocked, blocked_by: other-action"
FREED = {
    "while-it-goes-on": (["survey, date: 2015-10, status: in progress", BLOCKED], "blocked"),
    "once-it-has-ended": (
        ["survey, date: 2015-10, status: in progress", BLOCKED, "other-action, date: 2015-12, status: done"],
        "in progress",
    ),
    "that-was-open": ([BLOCKED, "other-action, date: 2015-12, status: dropped, reason: No money"], "open"),
    "that-had-ended-before": ([BLOCKED, "other-action, date: 2015-10, status: done"], "blocked"),
    "by-words-alone": (["survey, date: 2015-11, status: blocked, reason: The road is shut"], "blocked"),
    "and-told-of-since": (
        [BLOCKED, "other-action, date: 2015-12, status: done", "survey, date: 2016, status: done"],
        "done",
    ),
}


@pytest.mark.parametrize(("updates", "status"), FREED.values(), ids=FREED)
def test_what_is_blocked_is_so_until_that_has_ended(archive: Compile, updates: list[str], status: str) -> None:
    assert of(archive(between(*updates))).status == status


def test_what_is_freed_is_so_from_the_day_on_which_that_ended(archive: Compile) -> None:
    result = archive(between(BLOCKED, "other-action, date: 2015-12-24, status: done"))
    assert of(result).since.text == "2015-12-24"
    assert [of(result, as_of=day).status for day in (date(2015, 12, 23), date(2015, 12, 24))] == ["blocked", "open"]


def test_what_is_blocked_by_two_waits_for_both(archive: Compile) -> None:
    third = AGREED.replace("decisions:", "  - {id: third, what: Third}\ndecisions:")
    told = [BLOCKED.replace("other-action", "[other-action, third]"), "other-action, date: 2015-12, status: done"]
    both = [*told, "third, date: 2016, status: done"]
    assert of(archive({**between(*told), MEETING: third})).status == "blocked"
    assert of(archive({**between(*both), MEETING: third})).status == "open"


def test_what_is_told_at_a_meeting_and_happened_before_is_brought_forward_to_it(archive: Compile) -> None:
    series = "title: {}\nseries: s\ndate: {}\n"
    first = AGREED.replace("title: Review\ndate: 2015-09-17\n", series.format("R", "2015-09-17"))
    told = "updates: [{about: survey, date: 2015-11-02, status: done}]\n"
    second = f"---\n{series.format('Second', '2015-12-01')}{told}---\n"
    third = f"---\n{series.format('Third', '2016-01-10')}---\n"
    files = {"meetings/second/meeting.md": second, "meetings/third/meeting.md": third}
    result = archive({MEETING: first, "registers/series.yml": "- {id: s, name: S}\n", **files})
    assert of(result).since.text == "2015-11-02"
    carried = BroughtForward(result.archive, fold(result.archive, END))
    assert [(one.key.id, one.status) for one in carried.to("second")] == [("survey", "open")]
    assert carried.to("third") == ()


def test_the_status_on_the_eve_of_a_meeting_is_that_of_the_day_before(archive: Compile) -> None:
    history = of(archive(between("survey, date: 2015-11-02, status: done")))
    days = [date(2015, 9, 17), date(2015, 9, 18), date(2015, 11, 2), date(2015, 11, 3)]
    assert [standing_before(history, day) for day in days] == ["", "open", "open", "done"]


def test_today_is_the_newest_thing_that_happened(archive: Compile) -> None:
    assert newest(archive({MEETING: AGREED}).archive) == date(2015, 9, 17)
    assert newest(archive(between("survey, date: 2015-11, status: done")).archive) == date(2015, 11, 30)


def test_a_planned_meeting_has_not_happened(archive: Compile) -> None:
    planned = AGREED.replace("date: 2015-09-17", "date: 2030-01-01\nstatus: planned").replace(
        "due: 2015-12", "due: 2031"
    )
    assert newest(archive({MEETING: planned}).archive) == date(2015, 1, 15)


FAULTS = {
    "update-before-the-thing": ("survey, date: 2015-09-16, status: done", "GT504"),
    "update-without-date": ("survey, status: done", "GT505"),
    "status-of-another-kind": ("rule, date: 2016, status: done", "GT506"),
    "deferred-to-when": ("survey, date: 2016, status: deferred", "GT507"),
    "dropped-why": ("survey, date: 2016, status: dropped", "GT508"),
    "blocked-by-what": ("survey, date: 2016, status: blocked", "GT509"),
    "nothing-in-it": ("survey, date: 2016", "GT511"),
}
TWINS = {
    "GT504": "survey, date: 2015-09-17, status: done",
    "GT505": "survey, date: 2015, status: done",
    "GT506": "rule, date: 2016, status: withdrawn",
    "GT507": "survey, date: 2016, status: deferred, due: 2017",
    "GT508": "survey, date: 2016, status: dropped, reason: No money",
    "GT509": "survey, date: 2016, status: blocked, reason: No money",
    "GT511": "survey, date: 2016, due: 2017",
}


@pytest.mark.parametrize(("update", "code"), FAULTS.values(), ids=FAULTS)
def test_what_contradicts_itself_is_told_and_its_twin_is_not(archive: Compile, update: str, code: str) -> None:
    assert archive(between(update)).told == [f"updates/all.yml:1:3 {code}"]
    assert archive(between(TWINS[code])).told == []


def test_two_statuses_on_one_day_are_told_with_both_places(archive: Compile) -> None:
    updates = ["survey, date: 2016-02, status: done", "survey, date: 2016-02, status: in progress"]
    result = archive(between(*updates))
    assert result.told == ["updates/all.yml:2:3 GT510"]
    assert "updates/all.yml:1:3" in result.only.message


@pytest.mark.parametrize(
    "twin", ["date: 2016-02, status: done", "date: 2016-03, status: open", "date: 2016-02, note: x"]
)
def test_the_same_status_twice_another_day_or_a_note_contradicts_nothing(archive: Compile, twin: str) -> None:
    assert archive(between("survey, date: 2016-02, status: done", f"survey, {twin}")).told == []


def test_two_groups_may_report_differently(archive: Compile) -> None:
    files = between("survey, date: 2016-02, status: done, by: a", "survey, date: 2016-02, status: open, by: b")
    assert archive({**files, "registers/groups.yml": "- {id: a, name: A}\n- {id: b, name: B}\n"}).told == []


def test_a_group_that_reports_by_itself_and_with_another_says_one_thing_a_day(archive: Compile) -> None:
    files = between(
        "survey, date: 2016-02, status: done, by: [hill, lake]", "survey, date: 2016-02, status: open, by: lake"
    )
    assert archive({**files, "registers/groups.yml": GROUPS}).told == ["updates/all.yml:2:3 GT510"]


DONE = "survey, date: 2015-11, status: done"
AGAIN = {
    "put-off": ([DONE, "survey, date: 2015-12, status: deferred, due: 2016"], True),
    "blocked": ([DONE, "survey, date: 2015-12, status: blocked, reason: Rain"], True),
    "dropped": ([DONE, "survey, date: 2015-12, status: dropped, reason: Rain"], True),
    "said-again": ([DONE, "survey, date: 2015-12, status: done"], False),
    "reopened": ([DONE, "survey, date: 2015-12, status: open"], False),
    "taken-up": ([DONE, "survey, date: 2015-12, status: in progress"], False),
    "reopened-and-put-off": (
        ["survey, date: 2016-02, status: deferred, due: 2017", DONE, "survey, date: 2015-12, status: open"],
        False,
    ),
    "by-another": ([f"{DONE}, by: hill", "survey, date: 2015-12, status: deferred, due: 2016, by: lake"], False),
    "by-the-same": ([f"{DONE}, by: hill", "survey, date: 2015-12, status: deferred, due: 2016, by: hill"], True),
    "by-one-of-all": ([DONE, "survey, date: 2015-12, status: deferred, due: 2016, by: hill"], True),
}


@pytest.mark.parametrize(("updates", "told"), AGAIN.values(), ids=AGAIN)
def test_what_has_ended_is_reopened_before_it_is_put_off(archive: Compile, updates: list[str], told: bool) -> None:
    found = archive({**between(*updates), "registers/groups.yml": GROUPS}).told
    assert found == (["updates/all.yml:2:3 GT517"] if told else [])


GROUPS = "- {id: hill, name: Hill}\n- {id: lake, name: Lake}\n"
SEVERAL = {
    "one-done-one-going-on": (["by: hill, status: done", "by: lake, status: in progress"], "in progress"),
    "one-done-one-blocked": (["by: hill, status: done", "by: lake, status: blocked, reason: Rain"], "blocked"),
    "both-done": (["by: hill, status: done", "by: lake, status: done"], "done"),
    "one-done-one-dropped": (["by: hill, status: dropped, reason: Rain", "by: lake, status: done"], "done"),
    "said-for-all": (["by: hill, status: in progress", "status: done"], "done"),
    "one-alone": (["by: hill, status: done"], "done"),
}


@pytest.mark.parametrize(("told", "status"), SEVERAL.values(), ids=SEVERAL)
def test_where_several_report_the_whole_has_ended_only_when_it_has_for_each(
    archive: Compile, told: list[str], status: str
) -> None:
    days = [f"survey, date: 2015-1{number}, {one}" for number, one in enumerate(told)]
    groups = {"registers/groups.yml": GROUPS}
    assert of(archive({**between(*days), **groups})).status == status


def test_what_several_report_on_one_day_does_not_depend_on_its_order(archive: Compile) -> None:
    told = ["survey, date: 2015-11, by: hill, status: done", "survey, date: 2015-11, by: lake, status: in progress"]
    groups = {"registers/groups.yml": GROUPS}
    assert of(archive({**between(*told), **groups})).status == "in progress"
    assert of(archive({**between(*reversed(told)), **groups})).status == "in progress"


def test_a_report_that_nothing_has_changed_does_not_change_since_when(archive: Compile) -> None:
    told = [f"survey, date: {day}, status: in progress" for day in ("2015-10", "2015-11", "2016")]
    assert of(archive(between(*told))).since.text == "2015-10"


def test_a_decision_that_one_of_two_withdraws_still_holds(archive: Compile) -> None:
    told = ["rule, date: 2015-11, by: hill, status: withdrawn", "rule, date: 2015-12, by: lake, status: holds"]
    result = archive({**between(*told), "registers/groups.yml": GROUPS})
    assert of(result, "rule", kind=Kind.DECISION).status == "holds"
