"""Ids written behind the lines that something refers to: those lines, and nothing else of any record."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.mend import lacking, write
from goldenthread.mend.ids import prepare_ids
from tests.written import CHART, HEAD, MEETING
from tests.written import write as put

TOP = "---\n# our sheet\ntitle: Staffing\n---\n"
BODY = f"{HEAD}actions:\n  - {{id: survey, what: Survey}}\n"
OTHER_CHART = "meetings/review/flip-charts/money.md"


def fixed(root: Path, files: Mapping[str, str | bytes]) -> dict[str, str]:
    """The files of a folder that change, as they are then; mended a second time they stay."""
    put(root, files)
    mending = prepare_ids(root)
    assert mending.problems == ()
    assert write(root, mending.changes) is None
    archive, problems = compile_archive(root)
    assert lacking(archive, problems) == {}
    assert prepare_ids(root).changes == ()
    return {change.path: change.after.decode() for change in mending.changes}


LINES = {
    "what says its action": ("- ASK THEM {action=survey}\n", "- ASK THEM {#ask-them action=survey}\n"),
    "a span that says its action": ("- ASK [THEM]{action=survey}\n", "- ASK [THEM]{action=survey} {#ask-them}\n"),
    "a heading that does": ("## ASK {action=survey}\n", "## ASK {#ask action=survey}\n"),
    "a ranked heading": ("## 1. BUS [1]{rank=1}\n- X\n", "## 1. BUS [1]{rank=1} {#1-bus-1}\n- X\n"),
    "a heading under which a line is ranked": ("## BUS\n- X {rank=1}\n", "## BUS {#bus}\n- X {rank=1}\n"),
    "its short name": ("- X Y {as=House action=survey}\n", "- X Y {#house as=House action=survey}\n"),
    "many words": (
        "- we ought to look at what works elsewhere in the country {action=survey}\n",
        "- we ought to look at what works elsewhere in the country "
        "{#we-ought-to-look-at-what-works-elsewhere action=survey}\n",
    ),
    "one long word": (f"- {'x' * 60} {{action=survey}}\n", f"- {'x' * 60} {{#{'x' * 40} action=survey}}\n"),
    "no letters": (
        "- 字 {action=survey}\n- ★ {action=survey}\n",
        "- 字 {#staffing action=survey}\n- ★ {#staffing-2 action=survey}\n",
    ),
    "words of another": ("- A {#a}\n- A {action=survey}\n", "- A {#a}\n- A {#a-2 action=survey}\n"),
    "words that look like ours": ("- gt-line {action=survey}\n", "- gt-line {#line action=survey}\n"),
    "the same words twice": (
        "## A\n- A {action=survey}\n- A {action=survey}\n",
        "## A\n- A {#a-2 action=survey}\n- A {#a-3 action=survey}\n",
    ),
    "internal words": (
        "- A [B]{audience=internal} {action=survey}\n",
        "- A [B]{audience=internal} {#a action=survey}\n",
    ),
    "struck-out words": ("- ~~A~~ B {action=survey}\n", "- ~~A~~ B {#b action=survey}\n"),
    "nothing but struck-out words": ("- ~~A~~ {action=survey}\n", "- ~~A~~ {#a action=survey}\n"),
    "a question of an action's name": (
        "- Survey? {.question action=survey}\n",
        "- Survey? {#survey-2 .question action=survey}\n",
    ),
    "lines that nothing refers to": (
        "## A\n- B {see=survey}\n- C [[survey]]\n",
        "## A\n- B {see=survey}\n- C [[survey]]\n",
    ),
    "lines with ids": ("## A {#x}\n- B {action=survey #y}\n", "## A {#x}\n- B {action=survey #y}\n"),
}


@pytest.mark.parametrize(("before", "after"), LINES.values(), ids=LINES)
def test_what_is_referred_to_gets_an_id(root: Path, before: str, after: str) -> None:
    changed = fixed(root, {MEETING: f"{BODY}---\n", CHART: TOP + before})
    assert changed.get(CHART, TOP + before) == TOP + after


def test_references_that_named_what_follows_from_words_name_the_new_id(root: Path) -> None:
    chart = f"{TOP}## Pay\n- Ask them\n- Ask [[staffing#pay]] {{see=#pay}}\n"
    put(root, {MEETING: f"{HEAD}---\n", CHART: chart})
    archive, _ = compile_archive(root)
    _, line, _ = (line.id for _, line in archive.meeting_by_id["review"].charts[0].lines())
    minutes = (
        f"{HEAD}actions:\n"
        f'  - {{id: a, what: A, detail: "See [[staffing#{line}|them]]", from: "staffing#{line}"}}\n'
        f"  - id: b\n    what: B\n    from: [staffing#pay, chart:staffing]\n---\n[[staffing#{line}]]\n"
    )
    changed = fixed(root, {MEETING: minutes, CHART: chart})
    assert changed == {
        MEETING: minutes.replace(line, "ask-them"),
        CHART: f"{TOP}## Pay {{#pay}}\n- Ask them {{#ask-them}}\n- Ask [[staffing#pay]] {{see=#pay}}\n",
    }
    _, problems = compile_archive(root)
    assert problems == ()


def test_bytes_around_an_id_stay(root: Path) -> None:
    chart = "\ufeff" + f"{TOP}## Pay\r- one\r  two {{ .star  action=survey }}  \r".replace("\n", "\r")
    changed = fixed(root, {MEETING: f"{BODY}---\n", CHART: chart.encode()})
    assert changed == {CHART: chart.replace("{ .star", "{ #one-two .star")}


def test_an_id_on_one_chart_is_free_on_another(root: Path) -> None:
    body = "- A {action=survey}\n"
    changed = fixed(root, {MEETING: f"{BODY}---\n", CHART: TOP + body, OTHER_CHART: TOP + body})
    assert [text.removeprefix(TOP) for text in changed.values()] == ["- A {#a action=survey}\n"] * 2


def test_a_reference_that_cannot_be_changed_stops_it(root: Path) -> None:
    # Behind an escape in quotes nobody can say where a reference stands.
    put(root, {MEETING: f"{HEAD}---\n", CHART: f"{TOP}- A\n"})
    archive, _ = compile_archive(root)
    ((_, line),) = archive.meeting_by_id["review"].charts[0].lines()
    files = {
        MEETING: f'{HEAD}actions:\n  - {{id: survey, what: A, detail: "\\x41 [[staffing#{line.id}]]"}}\n---\n',
        CHART: f"{TOP}- A\n- B {{action=survey}}\n",
    }
    put(root, files)
    mending = prepare_ids(root)
    assert [found.code for found in mending.problems] == ["GT402"]
    assert mending.spoilt
    assert mending.changes == ()


def test_an_archive_at_fault_is_mended_where_it_can_be(root: Path) -> None:
    changed = fixed(
        root, {MEETING: f"{BODY}  - {{id: b, wat: B}}\n---\n", CHART: f"{TOP}- A {{action=survey see=none}}\n"}
    )
    assert changed == {CHART: f"{TOP}- A {{#a action=survey see=none}}\n"}


def test_a_folder_without_records_has_nothing_to_mend(tmp_path: Path) -> None:
    assert prepare_ids(tmp_path / "missing").changes == ()


def test_a_heading_keeps_the_address_it_had(root: Path) -> None:
    put(root, {MEETING: f"{BODY}---\n", CHART: f"{TOP}## Staff housing [1]{{rank=1}}\n"})
    before = [line.id for _, line in compile_archive(root)[0].meeting_by_id["review"].charts[0].lines()]
    fixed(root, {})
    assert [line.id for _, line in compile_archive(root)[0].meeting_by_id["review"].charts[0].lines()] == before
