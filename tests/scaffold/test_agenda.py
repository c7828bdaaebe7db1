"""The next meeting's record, drafted from what earlier ones left open."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli import main
from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.scaffold import agenda
from tests.written import ARCHIVE, Compile, write

RECORDS = Path(__file__).resolve().parents[2] / "records"
SERIES = "- {id: reviews, name: Reviews}\n"
FIRST = """\
---
title: First
date: 2015-09-17
series: reviews
place: The hall
actions:
  - {id: survey, what: Survey, due: 2015-10}
  - {id: letters, what: Letters, due: 2016-10, owner: ana}
  - {id: ended, what: Ended}
support:
  - {id: a-van, what: A van, for: hill}
questions:
  - {id: who-pays, what: Who pays?}
---
"""
SECOND = """\
---
title: Second
date: 2016-01-20
series: reviews
updates:
  - {about: ended, status: done}
  - {about: letters, status: in progress}
---
"""
FILES = {
    "archive.yml": ARCHIVE,
    "registers/series.yml": SERIES,
    "registers/people.yml": "- {id: ana, name: Ana}\n",
    "registers/groups.yml": "- {id: hill, name: Hill}\n",
    "meetings/first/meeting.md": FIRST,
    "meetings/second/meeting.md": SECOND,
}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["agenda", *arguments, "--records", str(root)])


@pytest.fixture
def records(root: Path) -> Path:
    write(root, FILES)
    return root


def test_what_stands_open_is_taken_up_late_things_first(records: Path) -> None:
    said = run(records, "reviews", "--date", "2016-03-01").stdout
    assert re.findall(r"^(?:## |- ).*", said.rpartition("---\n")[2], re.MULTILINE) == [
        "## Minutes of the last meeting",
        "- [[meeting:second]]",
        "## What was agreed, and is still to be done",
        "- [[survey]]: open, late since 2015-10, never reported on",
        "- [[letters]]: in progress, due 2016-10, Ana, last reported 2016-01-20",
        "## Support that was asked for",
        "- [[a-van]]: asked, never reported on",
        "## Questions without an answer",
        "- [[who-pays]]: open, never reported on",
    ]


def test_it_is_the_series_and_the_place_of_the_last_one(records: Path) -> None:
    (records / "meetings/second/meeting.md").write_text(SECOND.replace("series:", "place: The barn\nseries:"), "utf-8")
    head = run(records, "reviews", "--date", "2016-03").stdout
    assert head.startswith("---\ntitle: Reviews\ndate: 2016-03\nseries: reviews\nstatus: planned\nplace: The barn\n")


def test_what_is_planned_is_filled_in(records: Path) -> None:
    planned = "---\ntitle: The third\ndate: 2016-05-05\nseries: reviews\nstatus: planned\n---\nBring boots.\n"
    write(records, {"meetings/third/meeting.md": planned})
    said = run(records, "reviews").stdout
    assert "title: The third\ndate: 2016-05-05\n" in said
    assert "Bring boots.\n\n## Minutes of the last meeting\n" in said


def test_written_it_has_no_problems(records: Path) -> None:
    done = run(records, "reviews", "--date", "2016-03-01", "--write")
    assert done.exit_code == 0
    assert (records / "meetings/2016/2016-03-01-reviews/meeting.md").is_file()
    assert compile_archive(records)[1] == ()


def test_its_comment_becomes_reports_that_have_no_problems(records: Path) -> None:
    run(records, "reviews", "--date", "2016-03-01", "--write")
    path = records / "meetings/2016/2016-03-01-reviews/meeting.md"
    text = path.read_text("utf-8").replace("status: planned\n", "", 1)
    comment = text.index("# updates:")
    head, fence, body = text[comment:].partition("---\n")
    taken_up = re.sub(r"^# ", "", head, flags=re.MULTILINE).replace("note:", "note: Still so")
    path.write_text(text[:comment] + taken_up + fence + body, "utf-8")
    archive, problems = compile_archive(records)
    assert [problem.line() for problem in problems] == []
    assert len(archive.meeting_by_id["2016-03-01-reviews"].updates) == 5


def test_it_never_replaces_a_record(records: Path) -> None:
    run(records, "reviews", "--date", "2016-03-01", "--write")
    path = records / "meetings/2016/2016-03-01-reviews/meeting.md"
    path.write_text("---\ntitle: Mine\ndate: 2016-03-01\n---\n", "utf-8")
    done = run(records, "reviews", "--date", "2016-03-01", "--write")
    assert (done.exit_code, path.read_text("utf-8")[:15]) == (1, "---\ntitle: Mine")
    assert "is there already, and was left as it is" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reviews"], "No meeting of 'reviews' is planned. Say when: --date 2026-12-01"),
        (["revews", "--date", "2016-03"], "there is no series 'revews': did you mean 'reviews'?"),
        (["reviews", "--date", "1/3/2016"], "'1/3/2016': did you mean 2016-03-01?"),
        (["reviews", "--date", "soon"], "'soon': type year-month-day"),
    ],
)
def test_what_is_mistyped_is_told(records: Path, arguments: list[str], said: str) -> None:
    done = run(records, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_records_with_errors_are_mended_first(records: Path) -> None:
    (records / "meetings/second/meeting.md").write_text(SECOND.replace("about: ended", "about: edned"), "utf-8")
    done = run(records, "reviews", "--date", "2016-03")
    assert done.exit_code == 1
    assert "meetings/second/meeting.md:6:13: error GT402" in done.stdout
    assert "Mend these first" in done.stderr


def test_nothing_open_is_said(archive: Compile) -> None:
    result = archive(
        {"registers/series.yml": SERIES, "meetings/second/meeting.md": SECOND.partition("updates")[0] + "---\n"}
    )
    draft = agenda(edition_of(result.archive, "internal"), "reviews", PartialDate.parse("2016-03"))
    assert draft
    assert (draft.matters, "Nothing is brought forward." in draft.text) == (0, True)


@pytest.mark.parametrize("series", ["mel-strategy-sessions", "homes-network-meetings", "district-workforce-reviews"])
def test_the_next_meeting_of_each_series_of_the_sample(tmp_path: Path, series: str) -> None:
    """Each open action of the series is on it once, and the draft has no problems."""
    shutil.copytree(RECORDS, tmp_path / "records")
    done = run(tmp_path / "records", series, "--date", "2027-01-15", "--write")
    assert done.exit_code == 0
    archive, problems = compile_archive(tmp_path / "records")
    assert [problem.line() for problem in problems] == []
    body = archive.meeting_by_id[f"2027-01-15-{series}"].body.text
    ours = {key.id for key in archive.sources(Key(Kind.SERIES, series), Relation.SERIES)}
    histories = edition_of(archive, "internal").histories
    for key, history in histories.items():
        if key.kind is Kind.ACTION and archive.index[key].meeting in ours:
            assert len(re.findall(rf"\[\[(?:action:)?{key.id}\]\]", body)) == (not history.ended), key
