"""Charts and plans keep their meaning: labels, where a chart was ranked, what was planned beside what was done."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.compile import edition_of, loader
from goldenthread.model.entry import Key, Kind
from goldenthread.publish import publish
from goldenthread.publish.views.things import labelled
from tests.meaning.conftest import Make
from tests.meaning.test_pages import in_order, words
from tests.written import CHART, HEAD, MEETING, Compile, compiled, write

SHEET = """---
title: Service planning
session: [first-round, second-round]
pens:
  first: {colour: black, by: everyone, round: 1, default: yes}
  lilac: {colour: lilac, by: everyone, round: 3}
---
## 3.1 TARGETS [PRIORITY 1]{.lilac rank=1} {#targets as="Targets"}
IMPROVEMENT ACTION {label=action}
- WRITE A PAPER {action=paper}
OUTCOME {label=outcome}
- FEWER TARGETS
    - and better ones
TIMESCALE {label=timescale}
- APRIL
- The whole group {label=who .implied}
## 3.1 TARGETS [PRIORITY 2]{.lilac rank=2} {#twice}
- Who reads it? {.question .lilac #who-reads}
"""
MEET = f"""{HEAD}pens: {{}}
programme:
  - {{id: first-round, title: Round one, kind: group work}}
  - {{id: second-round, title: Round two, kind: group work}}
  - {{id: top-three, title: Choosing, kind: prioritisation}}
ranking: {{method: top three, by: everyone, not_recorded: [3]}}
actions:
  - {{id: paper, what: Write a paper, standing: proposed, waits_for_said: the guidance}}
---
""".replace("pens: {}\n", "")


def test_what_stands_under_a_label_belongs_to_it(archive: Compile) -> None:
    result = archive({MEETING: MEET, CHART: SHEET})
    assert result.told == []
    block = result.archive.meeting_by_id["review"].charts[0].blocks[0]
    assert list(labelled(block)) == [
        ("action", "WRITE A PAPER"),
        ("outcome", "FEWER TARGETS"),
        ("outcome", "and better ones"),
        ("timescale", "APRIL"),
        ("who", "The whole group"),
    ]


def test_an_action_says_what_its_chart_says_of_it(made: Make) -> None:
    page = words(made({MEETING: MEET, CHART: SHEET}), "actions/paper/")
    assert in_order(page, "Proposed action", "FEWER TARGETS; and better ones", "APRIL", "The whole group")


def test_a_ranking_of_the_meeting_is_that_of_its_charts(archive: Compile) -> None:
    made = archive({MEETING: MEET, CHART: SHEET}).archive.meeting_by_id["review"]
    chart = made.charts[0]
    assert chart.ranking == made.ranking
    assert [(one.rank, one.block, one.pen) for one in chart.priorities()] == [
        (1, "targets", "lilac"),
        (2, "twice", "lilac"),
    ]


def test_a_priority_was_ranked_where_the_room_ranked_it(made: Make) -> None:
    page = words(made({MEETING: MEET, CHART: SHEET}), "priorities/review/staffing/targets/")
    assert in_order(page, "Priority 1: Targets", "lilac pen", "top three", "everyone", "Ranked", "Choosing")
    assert "Round one" not in page
    assert "of this chart was not recorded" in page


def test_what_was_only_proposed_is_not_called_agreed(made: Make) -> None:
    page = words(made({MEETING: MEET, CHART: SHEET}), "meetings/review/")
    assert "What was proposed" in page
    assert "What it agreed" not in page


def test_a_plan_is_kept_beside_what_was_done(made: Make) -> None:
    held = f"{HEAD}focus_areas:\n  - {{title: Data, planned: [Read], activities: [Asked], outcomes: [Known]}}\n---\n"
    page = words(made({MEETING: held}), "meetings/review/")
    assert in_order(page, "What was planned", "Read", "What was done", "Asked", "What came out", "Known")
    plan = "---\ntitle: Next\ndate: 2016-02\ntentative: yes\nstatus: planned\nexpected_outputs: [Plans]\n"
    plan += "participants: [{who: experts, note: if needed}]\n"
    plan += "focus_areas: [{title: Data, activities: [Read]}]\n---\nTo come.\n"
    page = words(made({"meetings/next/meeting.md": plan}), "meetings/next/")
    assert in_order(page, "(tentative)", "What is expected of it", "What is planned", "Read", "Plan", "Who is expected")
    assert "What it agreed" not in page


def test_an_archive_in_which_nothing_has_happened_yet_has_its_pages(root: Path) -> None:
    plan = "---\ntitle: Next\ndate: 2016-02\nstatus: planned\nactions: [{id: a, what: A, standing: proposed}]\n"
    plan += "questions: [{id: q, what: Q}]\ngoals: [{id: g, what: G}]\n---\nTo come.\n"
    write(root, {"meetings/other/meeting.md": plan})
    result = compiled(root)
    assert result.told == []
    edition = edition_of(result.archive)
    assert edition.as_of is None
    assert edition.histories[Key(Kind.ACTION, "a")].status == "open"
    site = publish(edition, loader(root))
    assert all(site.render(page).html for page in site.pages)


def test_a_report_by_nobody_of_a_strategys_teams_is_on_its_page(made: Make) -> None:
    strategy = {"registers/strategies.yml": "- {id: s, name: S}\n"}
    meeting = f"{HEAD}updates: [{{about: s, note: Half of it is done.}}]\n---\n"
    assert "Half of it is done." in words(made({**strategy, MEETING: meeting}), "strategies/s/")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("## A\n- [x]{.question #q}\n", ["5:7 GT314"]),
        ("a\n\nb\n\nc\n\nd\n\ne\n\nf\n", ["2:1 GT610"]),
        ("## A PRIORITY 2\n- x\n", ["4:4 GT611"]),
        ("## A [PRIORITY 2]{rank=3}\n- x\n", ["4:4 GT611"]),
        ("## A\n- MORE **TRAINING**\n", ["5:3 GT612"]),
        ("## 1. A\n- x\n\n2.\n- y\n", ["7:1 GT614"]),
        ("## 1. A\n- x\n\n4.\n- y\n", []),
        ("## 1. A\n- x\n## 2.\n- y\n", []),
        ("## A\n- 2 ** 3 is **not\n", []),
        ("## A [PRIORITY 2]{rank=2}\n- HIGH PRIORITY\n", []),
    ],
)
def test_what_was_pasted_and_not_marked_up_is_told(archive: Compile, lines: str, told: list[str]) -> None:
    head = "---\ntitle: S\n---\n"
    meeting = f"{HEAD}ranking: {{method: dots}}\n---\n"
    assert archive({MEETING: meeting, CHART: head + lines}).told == [f"{CHART}:{one}" for one in told]


def test_a_written_priority_is_mended_with_a_pen_of_the_chart(archive: Compile) -> None:
    pens = "pens:\n  ours: {colour: black, default: yes}\n  last: {colour: blue}\n"
    meeting = f"{HEAD}ranking: {{method: dots}}\n---\n"
    found = archive({MEETING: meeting, CHART: f"---\ntitle: S\n{pens}---\n## A PRIORITY 2\n"}).only
    assert found.mend == "write '[PRIORITY 2]{.last rank=2}', with the pen it was written in"


def test_what_is_struck_out_is_struck_out_where_it_is_quoted(made: Make) -> None:
    lines = '## NEW [PRIORITY 1]{rank=1} {#new}\n- ~~carpet~~ [key]{sic="quay"}\n- [illegible]{.unclear}\n'
    action = "ranking: {method: dots}\nactions: [{id: buy, what: Buy, from: staffing#new}]\n"
    site = made({MEETING: f"{HEAD}{action}---\n", CHART: f"---\ntitle: S\n---\n{lines}"})
    page = next(page for page in site.pages if page.address == "priorities/review/staffing/new/")
    html = site.render(page).html
    assert page.title == "Priority 1: NEW"
    assert "<del>carpet</del>" in html
    assert "[read: quay]" in html
    assert "[illegible]" in html


def test_a_mention_in_plain_words_is_refused(archive: Compile) -> None:
    result = archive({MEETING: f"{HEAD}objectives:\n  - Finish [[other-action]]\n---\n"})
    assert result.told == [f"{MEETING}:5:5 GT217"]
