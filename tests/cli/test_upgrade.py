"""`goldenthread upgrade`, as a clerk runs it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli import main
from tests.archives import HOUSING, MEETING, MISSPELT, write

Run = Callable[..., subprocess.CompletedProcess[str]]
ARCHIVE = HOUSING["archive.yml"].replace("format: 1", "format: 0").replace("default_audience", "audiences")
DIFF = """\
--- {records}/archive.yml
+++ {records}/archive.yml
@@ -1,6 +1,6 @@
-format: 0
+format: 1
 title: Housing
-audiences:
+default_audience:
   meetings: public
   charts: public
   actions: public
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A small archive in format 0."""
    return write(tmp_path / "records", {**HOUSING, "archive.yml": ARCHIVE})


def upgrade(records: Path, *options: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, ["upgrade", "--records", str(records), *options], input=answer)


def archive_of(records: Path) -> str:
    return (records / "archive.yml").read_text("utf-8")


def test_what_would_change_is_shown_then_asked_about_then_done(old: Path) -> None:
    done = upgrade(old, answer="y\n")
    assert done.stdout == DIFF.format(records=old)
    assert done.stderr == (
        f"Change 1 file? [y/N]: y\nThe records in {old} are in format 1 now. To see them: goldenthread check\n"
    )
    assert done.exit_code == 0
    assert archive_of(old) == HOUSING["archive.yml"]


@pytest.mark.parametrize("answer", ["n\n", "\n"])
def test_a_clerk_who_answers_no_changes_nothing(old: Path, answer: str) -> None:
    done = upgrade(old, answer=answer)
    assert done.exit_code == 1
    assert done.stderr.endswith("Nothing was changed.\n")
    assert archive_of(old) == ARCHIVE


def test_where_nobody_can_answer_nothing_changes(old: Path, goldenthread: Run) -> None:
    done = goldenthread("upgrade")
    assert done.returncode == 1
    assert done.stdout == DIFF.format(records="records")
    assert archive_of(old) == ARCHIVE


def test_a_dry_run_only_shows(old: Path) -> None:
    done = upgrade(old, "--dry-run")
    assert (done.exit_code, done.stdout) == (0, DIFF.format(records=old))
    assert done.stderr == "Nothing was changed: this only shows it.\n"
    assert archive_of(old) == ARCHIVE


def test_yes_does_not_ask_and_a_second_time_has_nothing_to_do(old: Path) -> None:
    assert upgrade(old, "--yes").exit_code == 0
    again = upgrade(old, "--yes")
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr == f"The records in {old} are in format 1, as this release reads them.\n"


def test_check_says_to_upgrade_and_then_is_content(old: Path, goldenthread: Run) -> None:
    before = goldenthread("check")
    assert before.returncode == 1
    assert before.stdout.startswith("records/archive.yml:1:9: error GT003 ")
    assert "run 'goldenthread upgrade'" in before.stdout
    assert goldenthread("upgrade", "--yes").returncode == 0
    assert goldenthread("check").returncode == 0


def test_an_error_that_would_be_new_is_told_and_stops_it(old: Path) -> None:
    write(old, {MEETING: HOUSING[MEETING].replace("title:", "area: x\ntheme: y\ntitle:")})
    done = upgrade(old, "--yes")
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{old}/{MEETING}:3:1: error GT112 ")
    assert done.stderr == ("The records would have these errors in format 1; mend them first.\nNothing was changed.\n")
    assert archive_of(old) == ARCHIVE


def test_an_error_of_the_old_records_stays_theirs(old: Path) -> None:
    write(old, MISSPELT)
    assert upgrade(old, "--yes").exit_code == 0
    assert archive_of(old) == HOUSING["archive.yml"]


@pytest.mark.parametrize(("format", "code"), [("2", "GT216"), ("one", "GT209")])
def test_records_of_another_format_are_a_problem(old: Path, format: str, code: str) -> None:
    write(old, {"archive.yml": f"format: {format}\ntitle: A\n"})
    done = upgrade(old)
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{old}/archive.yml:1:9: error {code} ")
    assert done.stderr == "Nothing was changed.\n"


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    done = upgrade(tmp_path / "missing")
    assert done.exit_code == 1
    assert "GT001" in done.stdout


def test_yes_and_dry_run_contradict_each_other(old: Path) -> None:
    done = upgrade(old, "--yes", "--dry-run")
    assert done.exit_code == 2
    assert archive_of(old) == ARCHIVE
