"""B1, B2, B4, B6 of the hazards: ids, and what a name may mean."""

import random

import pytest

from goldenthread.compile import compile_archive
from tests.written import CHART, HEAD, MEETING, Compile

ACTION = "actions:\n  - id: {id}\n    what: Do it\n"


def test_an_id_in_two_files_is_told_with_both_places(archive: Compile) -> None:
    result = archive({MEETING: f"{HEAD}{ACTION.format(id='other-action')}---\n"})
    assert result.told == [f"{MEETING}:5:5 GT401"]
    assert "meetings/other/meeting.md:5:5" in result.only.message
    assert result.others_hold


@pytest.mark.parametrize(
    "id",
    [
        "Other-action",
        "OTHER-ACTION",
        "\u043ether-action",
        "caf\u00e9",
        "cafe\u0301",
        "a b",
        "-a",
        "a-",
        "a/b",
        "x" * 101,
    ],
)
def test_an_id_that_looks_like_another_is_none(archive: Compile, id: str) -> None:
    result = archive({MEETING: f"{HEAD}{ACTION.format(id=id)}---\n"})
    assert result.told == [f"{MEETING}:5:9 GT203"]
    assert result.others_hold


def test_an_action_and_a_decision_do_not_share_an_id(archive: Compile) -> None:
    result = archive({MEETING: f"{HEAD}decisions: [{{id: other-action, what: Decide}}]\n---\n"})
    assert result.told == [f"{MEETING}:4:13 GT401"]


@pytest.mark.parametrize("register", ["people", "groups", "themes", "series"])
def test_an_id_twice_in_a_register_is_told(archive: Compile, register: str) -> None:
    result = archive({f"registers/{register}.yml": "- {id: a, name: A}\n- {id: a, name: B, note: '[[other]]'}\n"})
    assert result.told == [f"registers/{register}.yml:2:3 GT401"]
    assert len(getattr(result.archive, register)) == 1
    assert result.archive.links == ()


def test_two_sessions_of_one_meeting_do_not_share_an_id(archive: Compile) -> None:
    result = archive({MEETING: f"{HEAD}programme:\n  - {{id: s, title: S}}\n  - {{id: s, title: S}}\n---\n"})
    assert result.told == [f"{MEETING}:6:5 GT401"]


SAME_NAME = {
    "B2-two-years": (
        {"meetings/2015/a/meeting.md": f"{HEAD}---\n", "meetings/2016/a/meeting.md": f"{HEAD}---\n"},
        "2016/a",
    ),
    "B2-id-like-folder": ({MEETING: f"{HEAD}id: other\n---\n"}, "review"),
    "B2-two-ids": ({MEETING: f"{HEAD}id: x\n---\n", "meetings/z/meeting.md": f"{HEAD}id: x\n---\n"}, "z"),
}


@pytest.mark.parametrize(("files", "second"), SAME_NAME.values(), ids=SAME_NAME)
def test_two_meetings_do_not_share_an_address(archive: Compile, files: dict[str, str], second: str) -> None:
    result = archive(files)
    assert result.told == [f"meetings/{second}/meeting.md:2:1 GT401"]
    assert result.others_hold


def test_a_folder_may_have_the_name_that_another_meeting_gave_up(archive: Compile) -> None:
    assert (
        archive({MEETING: f"{HEAD}id: first-review\n---\n", "meetings/2016/review/meeting.md": f"{HEAD}---\n"}).told
        == []
    )


DANGLING = {
    "B4-mention": ("", "[[MTG-999]]", "5:3 GT402"),
    "B4-anchor": ("", "[[review#no-such]]", "5:3 GT402"),
    "B4-prefix": ("", "[[wibble:other]]", "5:3 GT402"),
    "B4-kind": ("theme: other\n", "", "4:8 GT402"),
    "B4-not-a-reference": ("theme: Staff Housing\n", "", "4:8 GT204"),
    "B4-url": ("series: https://example.org\n", "", "4:9 GT204"),
}


@pytest.mark.parametrize(("head", "body", "told"), DANGLING.values(), ids=DANGLING)
def test_a_link_that_leads_nowhere_is_told(archive: Compile, head: str, body: str, told: str) -> None:
    result = archive({MEETING: f"{HEAD}{head}---\n{body}\n"})
    assert result.told == [f"{MEETING}:{told}"]
    assert result.others_hold


CHART_TEXT = "---\ntitle: S\n---\n## HOUSING\n- x {#known}\n\n## PAY {#pay}\n- y\n"
LINES = {"known": None, "pay": None, "housing": "GT404", "no-such": "GT402"}


@pytest.mark.parametrize(("line", "code"), LINES.items())
def test_only_lines_with_an_id_of_their_own_can_be_referred_to(archive: Compile, line: str, code: str | None) -> None:
    for mention in (f"staffing#{line}", f"review/staffing#{line}"):
        result = archive({MEETING: f"{HEAD}---\n[[{mention}]]\n", CHART: CHART_TEXT})
        assert result.told == ([f"{MEETING}:5:3 {code}"] if code else [])


def test_a_line_is_referred_to_from_its_own_chart_by_its_id_alone(archive: Compile) -> None:
    assert archive({MEETING: f"{HEAD}---\n", CHART: CHART_TEXT + "- see [[#pay]] {see=#known}\n"}).told == []


def test_the_nearest_name_is_proposed(archive: Compile) -> None:
    found = archive({MEETING: f"{HEAD}---\n[[other-acton]]\n"}).only
    assert found.mend == "did you mean 'other-action'?"


def test_what_leads_nowhere_in_several_places_is_told_once_with_all_of_them(archive: Compile) -> None:
    found = archive({MEETING: f"{HEAD}---\n[[other-acton]] [[other-acton]]\n\n[[other-acton]] [[no-such-thing]]\n"})
    first, another = found.problems
    assert (first.at.line, first.at.column, another.at.line) == (5, 3, 7)
    also = f"('other-acton' also stands in {MEETING}:5:19, {MEETING}:7:3)"
    assert first.mend == f"did you mean 'other-action'? Or, if its id was changed, change that back {also}"


def test_of_many_places_a_few_are_named(archive: Compile) -> None:
    found = archive({MEETING: f"{HEAD}---\n{'[[no-such-thing]] ' * 9}\n"}).only
    assert found.mend.endswith(f"{MEETING}:5:39, {MEETING}:5:57 and 5 more)")


TWO = {"registers/themes.yml": "- {id: staffing, name: Staffing}\n", CHART: "---\ntitle: S\n---\n- x\n"}


def test_a_name_of_two_things_is_told_and_a_kind_before_it_settles_it(archive: Compile) -> None:
    result = archive({**TWO, MEETING: f"{HEAD}---\n[[staffing]]\n"})
    assert result.told == [f"{MEETING}:5:3 GT403"]
    assert result.only.mend == "write chart:staffing or theme:staffing"
    for kind in ("chart", "theme"):
        assert archive({MEETING: f"{HEAD}---\n[[{kind}:staffing]]\n"}).told == []


def test_a_field_that_takes_one_kind_needs_no_prefix(archive: Compile) -> None:
    assert (
        archive({**TWO, MEETING: f"{HEAD}theme: staffing\nactions: [{{id: a, what: A, from: staffing}}]\n---\n"}).told
        == []
    )


def test_what_could_not_be_read_is_not_told_again_at_each_reference(archive: Compile) -> None:
    broken = f"{HEAD}wibble: x\n{ACTION.format(id='survey')}programme: [{{id: start, title: S}}]\n---\n"
    chart = "---\ntitle: S\n---\n- x {#line}\n"
    mentions = "[[survey]] [[review]] [[review#start]] [[review/staffing]] [[review/staffing#line]]"
    later = f"{HEAD}updates: [{{about: survey, status: done}}]\n---\n{mentions}\n"
    result = archive({MEETING: broken, CHART: chart, "meetings/later/meeting.md": later})
    assert result.told == [f"{MEETING}:4:1 GT210"]


UNREADABLE = {
    "syntax": f"{HEAD}place: a: b\n{ACTION.format(id='survey')}---\n",
    "merge": f"{HEAD}{ACTION.format(id='survey')}---\n<<<<<<< HEAD\n",
    "open": f"{HEAD}{ACTION.format(id='survey')}",
    "bytes": f"{HEAD}{ACTION.format(id='survey')}---\ncaf\u00e9".encode("latin-1"),
    "bad-id": f"{HEAD}id: Review 2\n{ACTION.format(id='survey')}---\n",
    "bad-action": f"{HEAD}{ACTION.format(id='survey')}    due: soon\n---\n",
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_one_fault_in_a_file_is_one_problem(archive: Compile, text: str | bytes) -> None:
    later = f"{HEAD}updates: [{{about: survey, status: done}}]\n---\n[[survey]]\n"
    assert len(archive({MEETING: text, "meetings/later/meeting.md": later}).problems) == 1


def test_the_order_in_which_files_are_written_and_found_does_not_matter(
    archive: Compile, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        f"meetings/m{n}/meeting.md": f"{HEAD}actions: [{{id: a{n % 4}, what: A}}]\n---\n[[a{n}]]\n" for n in range(8)
    }
    root = archive(files).root
    first = compile_archive(root)
    scandir = __import__("os").scandir
    for seed in range(5):

        def shuffled(path: bytes, seed: int = seed) -> list[object]:
            return random.Random(seed).sample(found := list(scandir(path)), len(found))

        monkeypatch.setattr("os.scandir", shuffled)
        again = compile_archive(root)
        assert repr(again) == repr(first)


BAD_DATES = [
    "06-03-2026",
    "6/3/06",
    "2026-3-6",
    "06",
    "2026-03-06T10:00",
    "March 2026",
    "2026-02-30",
    "2026-W10",
    "٢٠٢٦",
]


@pytest.mark.parametrize("date", BAD_DATES)
def test_a_date_in_another_order_is_refused(archive: Compile, date: str) -> None:
    result = archive({MEETING: f"---\ntitle: T\ndate: {date}\n---\n"})
    assert result.told == [f"{MEETING}:3:7 GT205"]
    assert "2026-03" in result.only.mend
    assert result.others_hold


def test_the_mend_of_a_short_name_from_another_meeting_is_its_whole_id(archive: Compile) -> None:
    files = {
        CHART: "---\ntitle: S\n---\n## H {#h}\n- x\n",
        MEETING: f"{HEAD}---\n",
        "meetings/z/meeting.md": f"{HEAD}actions:\n  - {{id: a, what: A, from: staffing#h}}\n---\n",
    }
    assert "write 'review/staffing#h'" in archive(files).only.mend
