"""`goldenthread diff`: one plain line for each difference of meaning, and none for layout."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from goldenthread.cli import main
from tests.written import ARCHIVE, CHART, HEAD, MEETING, write

ACTION = "actions:\n  - {id: survey, what: Survey, owner: hill, due: 2015-12}\n"
FILES = {
    "archive.yml": ARCHIVE,
    "registers/groups.yml": "- {id: hill, name: Hill}\n- {id: lake, name: Lake}\n",
    MEETING: f"{HEAD}{ACTION}---\nWords.\n",
    CHART: "---\ntitle: Staffing\n---\n- one\n- two\n",
    "updates/all.yml": "- {about: survey, date: 2015-10-05, status: in progress}\n",
}
Told = Callable[..., list[str]]


def lines(old: str, new: str, status: int | None = None) -> list[str]:
    done = CliRunner().invoke(main, ["diff", old, new, "--records", "records"])
    assert done.exit_code == (bool(done.stdout) if status is None else status), done.output
    return done.stdout.splitlines()


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """What is said of the archive with these files changed; an empty text takes a file away."""
    monkeypatch.chdir(tmp_path)

    def compared(changes: dict[str, str]) -> list[str]:
        write(tmp_path / "old", FILES)
        write(tmp_path / "new", {name: text for name, text in {**FILES, **changes}.items() if text})
        return lines("old", "new")

    return compared


LATER = "- {about: survey, date: 2015-11-05, status: done}\n"
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing": ({}, []),
    "order and layout": (
        {
            "registers/groups.yml": "# Ours\n- {id: lake, name: Lake}\n\n- id: hill\n  name: Hill\n",
            MEETING: f"---\ndate: 2015-09-17\n{ACTION}title: Review\n---\nWords.\n",
        },
        [],
    ),
    "an action more": (
        {MEETING: FILES[MEETING].replace("---\nWords", "  - {id: road, what: Road}\n---\nWords")},
        ["action:road: new: Road"],
    ),
    "an action less": (
        {MEETING: f"{HEAD}---\nWords.\n", "updates/all.yml": ""},
        ["action:survey: gone: Survey", "action:survey: no longer reported: 2015-10-05 in progress"],
    ),
    "its owner and its date": (
        {MEETING: FILES[MEETING].replace("owner: hill, due: 2015-12", "owner: [hill, lake], due: 2016-01")},
        ["action:survey: owner: hill → hill, lake", "action:survey: due: 2015-12 → 2016-01"],
    ),
    "its words": (
        {MEETING: FILES[MEETING].replace("what: Survey", "what: Count")},
        ["action:survey: what: Survey → Count"],
    ),
    "another id, with the old one": (
        {MEETING: FILES[MEETING].replace("{id: survey,", "{id: count, formerly: survey,")},
        ["action:count: was action:survey"],
    ),
    "a report more": (
        {"updates/all.yml": FILES["updates/all.yml"] + LATER},
        ["action:survey: status: in progress → done", "action:survey: reported: 2015-11-05 done"],
    ),
    "put off": (
        {"updates/all.yml": FILES["updates/all.yml"] + LATER.replace("done", "deferred, due: 2016-03")},
        [
            "action:survey: status: in progress → deferred",
            "action:survey: now due: 2015-12 → 2016-03",
            "action:survey: reported: 2015-11-05 deferred",
        ],
    ),
    "a meeting moved and called off": (
        {MEETING: FILES[MEETING].replace("2015-09-17", "2015-09-24").replace("title: Review", "title: Big review")},
        ["meeting:review: title: Review → Big review", "meeting:review: date: 2015-09-17 → 2015-09-24"],
    ),
    "minutes": ({MEETING: FILES[MEETING].replace("Words", "Others")}, ["meeting:review: minutes: changed"]),
    "a line of a chart": (
        {CHART: FILES[CHART].replace("two", "three")},
        ["chart:review/staffing: transcript: changed"],
    ),
    "who may see it": (
        {MEETING: FILES[MEETING].replace("what: Survey", "what: Survey, audience: internal")},
        ["action:survey: audience: – → internal"],
    ),
    "the archive": (
        {"archive.yml": ARCHIVE.replace("An archive", "Ours")},
        ["archive.yml: title: An archive → Ours"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_difference(told: Told, case: str) -> None:
    changes, expected = CASES[case]
    assert sorted(told(changes)) == sorted(expected)


def git(*arguments: str) -> None:
    who = {f"GIT_{role}_{name}": "x@x.example" for role in ("AUTHOR", "COMMITTER") for name in ("NAME", "EMAIL")}
    subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments], check=True, capture_output=True, env={**os.environ, **who}
    )


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two commits of records, in a folder below its top."""
    top = tmp_path / "top"
    write(top / "archive" / "records", FILES)
    monkeypatch.chdir(top / "archive")
    git("init", "-q")
    for message, files in (("one", FILES), ("two", {**FILES, **CASES["its words"][0]})):
        write(top / "archive" / "records", files)
        git("add", "-A")
        git("commit", "-qm", message)
    return top / "archive"


def test_revisions_are_compared_and_the_working_tree_is_left_alone(repository: Path) -> None:
    (repository / "records/registers/groups.yml").write_text("not: finished")
    before = {path: path.read_bytes() for path in repository.parent.rglob("*") if path.is_file()}
    assert lines("HEAD~1", "HEAD") == CASES["its words"][1]
    assert {path: path.read_bytes() for path in repository.parent.rglob("*") if path.is_file()} == before
    assert lines("HEAD", "HEAD") == []


def test_a_revision_is_compared_with_a_folder(repository: Path) -> None:
    assert lines("HEAD~1", "records") == CASES["its words"][1]


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "HEAD:records", ""])
def test_what_is_neither_is_refused(repository: Path, name: str) -> None:
    done = CliRunner().invoke(main, ["diff", "--", name, "HEAD"])
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert not (repository / "x").exists()


def test_records_with_errors_are_compared_as_far_as_they_go(repository: Path) -> None:
    (repository / "records/registers/groups.yml").write_text("- {id: hill, name: Hill}\n- {id: lake}\n")
    done = CliRunner().invoke(main, ["diff", "HEAD", "records"])
    assert "records has errors: what is at fault there is not compared." in done.output
    assert "group:lake: gone: Lake" in done.output


SUMS = {
    "all of it": (
        {
            MEETING: FILES[MEETING].replace(
                "---\nWords", "  - {id: road, what: Road}\n  - {id: bus, what: Bus}\n---\nWords"
            ),
            "meetings/later/meeting.md": "---\ntitle: Later\ndate: 2015-12-01\n---\n",
            "updates/all.yml": FILES["updates/all.yml"] + LATER,
        },
        ["Adds 1 meeting, 2 actions; closes 1."],
    ),
    "gone and changed": (
        {
            "registers/groups.yml": "- {id: hill, name: Hills}\n",
            "updates/all.yml": FILES["updates/all.yml"],
        },
        ["Takes out 1 group; changes the words of 1 thing."],
    ),
    "a problem": (
        {CHART: "---\ntitle: Staffing\n---\n- one\n- two [1]{rank=1}\n"},
        ["Changes the words of 1 thing.", "Needs a look: Ranks without a method (GT604): 1."],
    ),
    "a report": (
        {"updates/all.yml": FILES["updates/all.yml"] + "- {about: survey, date: 2015-11-05, note: Halfway}\n"},
        ["Reports on 1 more."],
    ),
    "nothing": ({}, []),
}


@pytest.mark.parametrize(("changes", "expected"), SUMS.values(), ids=SUMS)
def test_a_summary_says_it_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], expected: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "old", FILES)
    write(tmp_path / "new", {**FILES, **changes})
    done = CliRunner().invoke(main, ["diff", "old", "new", "--summary", "--records", "records"])
    assert done.stdout.splitlines() == expected
    assert done.exit_code == (1 if expected else 0)
