"""Compiling: one broken record of each sort beside good ones; and that what is compiled goes when it has served."""

import gc
import weakref

import pytest

from goldenthread.compile import compile_archive, edition_of
from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile, compiled

GOOD = {
    "archive.yml": ARCHIVE,
    "registers/people.yml": "- {id: ana, name: Ana}\n",
    "registers/groups.yml": "- {id: team, name: Team}\n",
    "registers/themes.yml": "- {id: housing, name: Housing}\n",
    "registers/series.yml": "- {id: reviews, name: Reviews}\n",
    MEETING: f"{HEAD}series: reviews\ntheme: housing\nparticipants: [{{person: ana}}, {{group: team}}]\n---\nWords\n",
    "meetings/review/actions.yml": "- {id: survey, what: Survey, owner: team, from: staffing}\n",
    CHART: "---\ntitle: Staffing\n---\n- A line {action=survey}\n",
    "updates/2015.yml": "- {about: survey, date: 2015-12, status: done}\n",
}


def test_good_records_compile_without_a_word(archive: Compile) -> None:
    result = archive(GOOD)
    assert result.told == []
    made = result.archive
    assert [len(part) for part in (made.people, made.groups, made.themes, made.series, made.meetings)] == [
        1,
        1,
        1,
        1,
        2,
    ]
    assert len(made.updates) == 1


BROKEN = {
    "registers/people.yml": "- {id: ben}\n",
    "registers/groups.yml": "- {id: crew}\n",
    "registers/themes.yml": "- {id: pay}\n",
    "registers/series.yml": "- {id: talks}\n",
    "meetings/review/actions.yml": "- {id: letters}\n",
    "updates/2015.yml": "- {about: survey, date: soon}\n",
}


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_entry_beside_a_good_one_drops_itself_alone(archive: Compile, path: str) -> None:
    result = archive({**GOOD, path: BROKEN[path] + GOOD[path]})
    assert [found.at.path for found in result.problems] == [path]
    assert result.only.code in ("GT211", "GT205")
    beside = [*result.archive.people, *result.archive.groups, *result.archive.themes, *result.archive.series]
    assert [one.id for one in beside] == ["ana", "team", "housing", "reviews"]
    assert [one.id for one in result.archive.meeting_by_id["review"].actions] == ["survey"]
    assert len(result.archive.updates) == 1


def test_a_broken_chart_leaves_its_meeting(archive: Compile) -> None:
    result = archive({**GOOD, CHART: "---\ntitel: Staffing\n---\n- A line\n"})
    assert {str(found.at) for found in result.problems} == {f"{CHART}:2:1"}
    assert result.archive.meeting_by_id["review"].charts == ()


def test_all_faults_of_all_files_are_told_in_one_run_in_order(archive: Compile) -> None:
    result = archive({**GOOD, **{path: text + GOOD[path] for path, text in BROKEN.items()}, "stray.md": "x"})
    assert [found.at.path for found in result.problems] == sorted([*BROKEN, "stray.md"])


def test_all_faults_of_one_entry_are_told_at_once(archive: Compile) -> None:
    head = f"{HEAD}end: soon\nstatus: helt\nwibble: x\nprogramme:\n  - {{id: A, title: T, time: 25:00}}\n---\n"
    assert archive({MEETING: head}).told == [
        f"{MEETING}:4:6 GT205",
        f"{MEETING}:5:9 GT209",
        f"{MEETING}:6:1 GT210",
        f"{MEETING}:8:10 GT203",
        f"{MEETING}:8:29 GT206",
    ]


def test_the_same_folder_compiles_to_the_same_archive(archive: Compile) -> None:
    root = archive(GOOD).root
    assert repr(compile_archive(root)) == repr(compile_archive(root))


def test_an_empty_archive_has_no_date_and_no_histories(archive: Compile) -> None:
    root = archive({}).root
    (root / "meetings/other/meeting.md").unlink()
    edition = edition_of(compiled(root).archive)
    assert (edition.as_of, edition.histories) == (None, {})


def test_an_archive_goes_once_its_edition_is_cut_and_that_once_nobody_has_it(archive: Compile) -> None:
    made = archive(GOOD).archive
    edition = edition_of(made)
    shared = {id(one) for one in edition.archive.meetings}
    compiled = [weakref.ref(one) for one in made.meetings if id(one) not in shared]
    shown = [weakref.ref(one) for one in edition.archive.meetings]
    assert compiled
    gc.disable()  # as in a build, where Python does not look for what only refers to itself
    try:
        del made
        assert all(one() for one in shown)
        assert not any(one() for one in compiled)
        del edition
        assert not any(one() for one in shown)
    finally:
        gc.enable()
