"""`goldenthread check`, as a newcomer runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from goldenthread.cli import main
from tests.archives import HOUSING, MISSPELT, WARNED, write

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_good_records_have_no_problems(records: Path, goldenthread: Run) -> None:
    done = goldenthread("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No problems in records.\n")


def test_a_problem_is_one_line_with_place_level_code_message_and_mend(tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path / "records", {**HOUSING, **MISSPELT})
    done = goldenthread("check", "--records", "records")
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith("records/meetings/2025-01-10-review/meeting.md:7:12: error GT")
    code_and_words = line.partition(": error ")[2]
    assert "hil-team" in code_and_words
    assert " - " in code_and_words
    assert done.stderr == "1 error in all. Each line above ends with how to mend it.\n"


def test_a_warning_fails_only_a_strict_check(tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path / "records", {**HOUSING, **WARNED})
    assert goldenthread("check").returncode == 0
    strict = goldenthread("check", "--strict")
    assert strict.returncode == 1
    assert "flip-charts/ideas.md:2:1: warning GT604 " in strict.stdout


@pytest.mark.parametrize("path", ["missing", "a-file", "a-file/deeper"])
def test_records_that_are_no_folder_are_a_problem_with_a_mend(tmp_path: Path, path: str) -> None:
    (tmp_path / "a-file").write_text("")
    done = CliRunner().invoke(main, ["check", "--records", str(tmp_path / path)])
    assert done.exit_code == 1
    assert "GT001" in done.output
    assert "--records" in done.output


def test_an_empty_folder_lacks_its_archive_yml(tmp_path: Path, goldenthread: Run) -> None:
    (tmp_path / "records").mkdir()
    done = goldenthread("check")
    assert done.returncode == 1
    assert "GT002" in done.stdout


@pytest.mark.parametrize("arguments", [["chek"], ["check", "--record", "x"], ["check", "x"], ["verify"]])
def test_a_command_typed_wrongly_ends_with_2(goldenthread: Run, arguments: list[str]) -> None:
    done = goldenthread(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: ")


@pytest.mark.parametrize("how", ["relative", "absolute", "from another folder"])
def test_paths_are_told_as_they_were_typed(tmp_path: Path, goldenthread: Run, how: str) -> None:
    records = write(tmp_path / "my records", {"archive.yml": "format: 2\ntitle: A\n"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    typed, cwd = {
        "relative": ("my records", tmp_path),
        "absolute": (str(records), tmp_path),
        "from another folder": ("../my records/", elsewhere),
    }[how]
    done = goldenthread("check", "--records", typed, cwd=cwd)
    assert done.stdout.startswith(f"{typed.rstrip('/')}/archive.yml:1:9: error GT")


def test_a_terminal_without_a_letter_is_no_reason_to_stop(tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path / "records", {"archive.yml": "format: ★\ntitle: A\n"})
    done = goldenthread("check", PYTHONIOENCODING="latin-1", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 1
    assert "\\u2605" in done.stdout
    assert "Traceback" not in done.stderr


def test_check_needs_no_mkdocs(records: Path) -> None:
    code = (
        "import sys; from goldenthread.cli import main\n"
        "try: main(['check', '--records', sys.argv[1]])\n"
        "except SystemExit: print({name.split('.')[0] for name in sys.modules} & {'mkdocs', 'properdocs'})"
    )
    done = subprocess.run([sys.executable, "-c", code, str(records)], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
