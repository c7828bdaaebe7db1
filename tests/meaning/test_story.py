"""One action over six meetings, from the first word about it to what it achieved: what its page and the ledger tell."""

from __future__ import annotations

import re
from datetime import date

import pytest

from goldenthread.compile import edition_of
from goldenthread.model.entry import Key, Kind
from goldenthread.publish import Site
from tests.meaning.conftest import Make
from tests.pages import elements
from tests.written import ARCHIVE

SAID = {
    "2015-01-10": """\
actions:
  - id: survey
    what: Survey the houses
    standing: proposed
    from: sheet#housing
    owner: hill
    outcome: Posts stay filled
""",
    "2015-03-10": """\
updates:
  - {about: survey, status: open, due: 2015-06, note: It was agreed.}
""",
    "2015-05-10": """\
updates:
  - {about: survey, status: deferred, due: 2015-09}
""",
    "2015-07-10": """\
actions:
  - {id: bridge, what: Mend the bridge, owner: hill}
updates:
  - {about: survey, status: blocked, blocked_by: bridge}
""",
    "2015-09-10": """\
updates:
  - {about: bridge, status: done}
  - {about: survey, status: deferred, due: 2015-12}
""",
    "2015-11-10": """\
updates:
  - {about: survey, status: done}
findings:
  - {id: filled, what: No post fell vacant, kind: observed effect, about: survey}
""",
}
CHART = "---\ntitle: Sheet\nranking: {method: dots}\n---\n## HOUSING {#housing rank=1}\n"
FILES: dict[str, str | bytes] = {
    "archive.yml": ARCHIVE,
    "registers/series.yml": "- {id: reviews, name: Reviews}\n",
    "registers/groups.yml": "- {id: hill, name: Hill team}\n",
    "meetings/on-2015-01-10/flip-charts/sheet.md": CHART,
    **{
        f"meetings/on-{day}/meeting.md": f"---\ntitle: Review of {day}\nseries: reviews\ndate: {day}\n{said}---\n"
        for day, said in SAID.items()
    },
}
SURVEY = Key(Kind.ACTION, "survey")


@pytest.fixture
def site(made: Make) -> Site:
    return made(FILES)


def said_on(site: Site, address: str) -> str:
    page = next(page for page in site.pages if page.address == address)
    return re.sub(r"\s+", " ", elements(site.render(page).html)[0].words).strip()


def test_its_life_in_one_line(site: Site) -> None:
    page = next(page for page in site.pages if page.address == "actions/survey/")
    steps = [one for one in elements(site.render(page).html) if one.tag == "li" and "gt-life" in one.within]
    assert [" ".join(one.words.split()) for one in steps] == [
        "Raised 10 January 2015",
        "Priority 1 10 January 2015",
        "Proposed 10 January 2015",
        "Open 10 March 2015",
        "Deferred 10 May 2015",
        "Blocked 10 July 2015",
        "Deferred 10 September 2015",
        "Done 10 November 2015",
        "Outcome wanted",
        "Observed effect 10 November 2015",
    ]


def test_it_was_agreed_at_the_second_meeting(site: Site) -> None:
    assert "Agreed Open 10 March 2015" in said_on(site, "actions/survey/")
    assert "Proposed action" not in said_on(site, "actions/survey/")


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2015-02-01", "open"),
        ("2015-06-01", "deferred"),
        ("2015-08-01", "blocked"),
        ("2015-10-01", "deferred"),
        ("2015-12-01", "done"),
    ],
)
def test_how_it_stood_between_the_meetings(site: Site, day: str, status: str) -> None:
    course = site.book.edition.histories[SURVEY].course
    assert [one for when, one in course if when.latest.isoformat() <= day][-1] == status


def test_every_meeting_brought_it_forward_until_it_was_done(site: Site) -> None:
    for day in [*SAID][1:]:
        forward = said_on(site, f"meetings/on-{day}/").partition("Brought forward and reported")[2]
        assert "Survey the houses stood at" in forward


def test_it_was_put_off_twice_and_done_in_time(site: Site) -> None:
    history = site.book.edition.histories[SURVEY]
    assert (history.deferrals, history.late, history.due and history.due.text) == (2, False, "2015-12")


def test_the_changes_tell_the_same(site: Site) -> None:
    told = said_on(site, "changes/")
    assert "Agreed Survey the houses" in told
    assert told.index("Deferred → then Done") < told.index("Blocked → then Deferred") < told.index("Agreed Survey")


def test_it_is_no_loose_end(site: Site) -> None:
    assert "Survey the houses" not in said_on(site, "loose-ends/")


def test_an_evaluator_sees_what_was_ranked_beside_what_was_achieved(site: Site) -> None:
    assert "Priority 1 HOUSING 1 thing came of it, 1 done, 1 effect found" in said_on(site, "priorities/")


def test_before_it_was_agreed_it_was_a_proposal(site: Site) -> None:
    archive = site.book.archive
    days = (date(2015, 2, 1), date(2015, 3, 10))
    assert [edition_of(archive, "public", day).histories[SURVEY].taken_up for day in days] == [False, True]
