"""`goldenthread check --fix`, as a clerk runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli import main
from goldenthread.compile import compile_archive
from tests.archives import HOUSING, MEETING, MISSPELT, write

CHART = "meetings/2025-01-10-review/flip-charts/ideas.md"
TYPED = HOUSING[CHART].replace("- Survey the staff housing", "- Survey the staff housing {action=survey}")
DIFF = """\
--- {records}/meetings/2025-01-10-review/flip-charts/ideas.md
+++ {records}/meetings/2025-01-10-review/flip-charts/ideas.md
@@ -2,5 +2,5 @@
 title: Ideas
 ---
 ## Housing {{#housing}}
-- Survey the staff housing {{action=survey}}
+- Survey the staff housing {{#survey-the-staff-housing action=survey}}
{space}
"""
LACKS = "1 line that something refers to has no id of its own; 'goldenthread check --fix' writes one.\n"


@pytest.fixture
def lacking(records: Path) -> Path:
    """An archive in which one line lacks an id."""
    return write(records, {CHART: TYPED})


def check(records: Path, *options: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, ["check", "--records", str(records), *options], input=answer)


def chart_of(records: Path) -> str:
    return (records / CHART).read_text("utf-8")


def test_check_says_how_many_lines_lack_an_id_and_what_writes_it(lacking: Path) -> None:
    done = check(lacking)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"No problems in {lacking}.\n{LACKS}"


def test_what_would_change_is_shown_then_asked_about_then_done_and_checked(lacking: Path) -> None:
    done = check(lacking, "--fix", answer="y\n")
    assert done.stdout == DIFF.format(records=lacking, space=" ")
    assert done.stderr == f"Change 1 file? [y/N]: y\nNo problems in {lacking}.\n"
    assert done.exit_code == 0
    assert chart_of(lacking) == TYPED.replace("{action", "{#survey-the-staff-housing action")
    assert check(lacking).stderr == f"No problems in {lacking}.\n"


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_a_clerk_who_does_not_agree_changes_nothing(lacking: Path, answer: str) -> None:
    assert check(lacking, "--fix", answer=answer).exit_code == 1
    assert chart_of(lacking) == TYPED


def test_a_dry_run_only_shows_and_checks(lacking: Path) -> None:
    done = check(lacking, "--fix", "--dry-run")
    assert (done.exit_code, done.stdout) == (0, DIFF.format(records=lacking, space=" "))
    assert done.stderr == f"Nothing was changed: this only shows it.\nNo problems in {lacking}.\n"
    assert chart_of(lacking) == TYPED


def test_a_second_time_there_is_nothing_to_do(lacking: Path) -> None:
    assert check(lacking, "--fix", "--yes").exit_code == 0
    again = check(lacking, "--fix", "--yes")
    assert (again.exit_code, again.stdout) == (0, "")
    assert (
        again.stderr
        == f"There is nothing here that can be mended without knowing what is meant.\nNo problems in {lacking}.\n"
    )


def test_what_else_is_wrong_is_told_when_the_ids_are_written(lacking: Path) -> None:
    write(lacking, MISSPELT)
    done = check(lacking, "--fix", "--yes")
    assert done.exit_code == 1
    assert "#survey-the-staff-housing" in chart_of(lacking)
    assert "error GT402" in done.stdout


def test_where_a_reference_cannot_be_changed_nothing_is_and_it_is_told(lacking: Path) -> None:
    (_, line) = (one for _, one in compile_archive(lacking)[0].meetings[0].charts[0].lines())
    escaped = f'what: Survey the staff housing\n    detail: "\\x41 [[ideas#{line.id}]]"'
    write(lacking, {MEETING: HOUSING[MEETING].replace("what: Survey the staff housing", escaped)})
    done = check(lacking, "--fix", "--yes")
    assert done.exit_code == 1
    assert f"{lacking}/{MEETING}:7:18: error GT402" in done.stdout
    assert done.stderr == (
        "With ids for the lines that lack them, the records would have these problems; mend them first.\n"
        "Nothing was changed.\n"
    )
    assert chart_of(lacking) == TYPED


@pytest.mark.parametrize("options", [["--yes"], ["--dry-run"], ["--fix", "--yes", "--dry-run"]])
def test_options_that_make_no_sense_together_are_refused(lacking: Path, options: list[str]) -> None:
    assert check(lacking, *options).exit_code == 2
    assert chart_of(lacking) == TYPED
