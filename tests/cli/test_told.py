"""How `goldenthread check` tells what it found: with the line below, as a program reads it, of a change alone."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from goldenthread.cli import main
from goldenthread.cli.excerpts import excerpts
from goldenthread.problem import Problem, problem
from goldenthread.source import Place
from tests.archives import HOUSING, MEETING, MISSPELT, write

OWNER = f"records/{MEETING}:7:12: error GT402 there is no group or person 'hil-team' - did you mean 'hill-team'?\n"
LINE = "    7 |     owner: hil-team\n      |            ^^^^^^^^\n"
ALIEN = "A 100% :: odd, one\r\n::error::no"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "records", {**HOUSING, **MISSPELT})


def check(*options: str) -> str:
    return CliRunner().invoke(main, ["check", *options]).stdout


def marked(found: Problem, width: int = 80) -> str:
    return click.unstyle("\n".join(excerpts(".", width)(found)))


# The line, with a mark under the place


def test_the_line_stands_below_where_it_is_asked_for() -> None:
    assert check() == check("--no-lines") == OWNER
    assert check("--lines") == OWNER + LINE


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
@pytest.mark.parametrize("colour", [True, False])
def test_a_terminal_shows_the_line_and_colours_unless_it_is_not_to(colour: bool) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environment |= {} if colour else {"NO_COLOR": "1"}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "goldenthread", "check"]
    subprocess.run(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment, check=False)
    os.close(theirs)
    said = b""
    while True:
        try:
            said += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    text = said.decode().replace("\r\n", "\n")
    assert ("\x1b[31merror\x1b[0m" in text) is colour
    assert click.unstyle(text) == OWNER + LINE


@pytest.mark.parametrize(
    ("line", "column", "word", "mark"),
    [
        ("owner: anna", 8, "anna", "    1 | owner: anna\n      |        ^^^^"),
        ("\towner: x", 1, "y", "    1 | →owner: x\n      | ^"),
        ("名: 名前", 4, "名前", "    1 | 名: 名前\n      |     ^^^^"),
        ("e\u0301 x", 4, "x", "    1 | e\u0301 x\n      |   ^"),
        ("a\x1b[31m\u202eb", 8, "b", "    1 | a·[31m·b\n      |        ^"),
        ("what", 5, "w", "    1 | what\n      |     ^"),
        ("x" * 200 + " owner", 202, "owner", "…"),
    ],
    ids=["word", "tab", "wide", "accent", "escape", "end", "long"],
)
def test_the_mark_stands_under_the_place(here: Path, line: str, column: int, word: str, mark: str) -> None:
    Path("a.yml").write_text(f"{line}\n", "utf-8")
    shown = marked(problem("GT402", Place("a.yml", 1, column), target=word, wanted="", mend=""))
    if mark == "…":
        above, below = shown.split("\n")
        assert above[below.index("^") : below.rindex("^") + 1] == "owner"
        assert max(len(above), len(below)) < 80
    else:
        assert shown == mark


@pytest.mark.parametrize("path", ["a.yml", "none.yml", f"records/{MEETING}"], ids=["no-text", "none", "shorter"])
def test_there_is_no_mark_where_there_is_no_line(path: str) -> None:
    Path("a.yml").write_bytes(b"caf\xe9\n")
    assert marked(problem("GT104", Place(path, 1 if path == "a.yml" else 99))) == ""


# For programs


def told_as(form: str) -> Any:
    return json.loads(check("--format", form))


def test_json_has_every_part() -> None:
    (one,) = told_as("json")["problems"]
    assert one.pop("title") == "Unknown reference"
    assert one == {
        "path": f"records/{MEETING}",
        "line": 7,
        "column": 12,
        "level": "error",
        "code": "GT402",
        "message": "there is no group or person 'hil-team'",
        "mend": "did you mean 'hill-team'?",
        "fixable": False,
    }


def test_github_shows_it_beside_the_line() -> None:
    said = "there is no group or person 'hil-team' - did you mean 'hill-team'?"
    expected = f"::error file=records/{MEETING},line=7,col=12,title=GT402 Unknown reference::{said}\n"
    assert check("--format", "github") == expected


def test_what_a_record_says_gives_github_no_command() -> None:
    from goldenthread.cli.formats import PRINTERS

    found = Problem("GT402", Place("a,b:c.yml"), (("wanted", "x"), ("target", ALIEN), ("mend", "none")))
    said = PRINTERS["github"]([found])
    assert "\n" not in said
    assert "\r" not in said
    assert said.startswith("::error file=a%2Cb%3Ac.yml,line=1,col=1,")
    assert "100%25 :: odd, one%0D%0A::error::no" in said


def test_gitlab_tells_twins_apart(here: Path) -> None:
    decision = "decisions:\n  - {id: d, what: D, thme: x}\n  - {id: e, what: E, thme: x}\n"
    write(here, {MEETING: HOUSING[MEETING].replace("actions:", f"{decision}actions:")})
    first, second = told_as("gitlab")
    assert first["location"] == {"path": f"records/{MEETING}", "lines": {"begin": 5}}
    assert (first["severity"], first["check_name"]) == ("major", "GT210")
    assert first["fingerprint"] != second["fingerprint"]
    assert re.fullmatch("[0-9a-f]{64}", first["fingerprint"])


def test_sarif_names_each_rule_once_and_points_to_it() -> None:
    sarif = told_as("sarif")
    assert sarif["version"] == "2.1.0"
    (run,) = sarif["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    (result,) = run["results"]
    assert (rule["id"], result["ruleId"], result["ruleIndex"]) == ("GT402", "GT402", 0)
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == f"records/{MEETING}"
    assert place["region"] == {"startLine": 7, "startColumn": 12}


@pytest.mark.parametrize("form", ["json", "github", "gitlab", "sarif"])
def test_where_there_is_no_problem_a_format_still_holds(here: Path, form: str) -> None:
    write(here, HOUSING)
    said = check("--format", form)
    assert said.strip() == "" if form == "github" else json.loads(said) is not None


def test_a_fix_is_shown_to_people() -> None:
    done = CliRunner().invoke(main, ["check", "--fix", "--format", "json"])
    assert (done.exit_code, "leave out --format" in done.stderr) == (2, True)


# Of a change alone


@pytest.fixture
def commit(here: Path) -> None:
    """The records, with their fault, as a commit."""
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "All")


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=A Clerk", "-c", "user.email=clerk@example.org"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


NEW = "updates/2026.yml"


@pytest.mark.usefixtures("commit")
def test_of_a_change_what_it_touches_and_what_it_causes_elsewhere_is_told(here: Path) -> None:
    assert check("--changed-since", "HEAD") == ""
    write(here, {NEW: "- {about: survei, date: 2026, status: done}\n"})
    assert [line.partition(" error ")[0] for line in check("--changed-since", "HEAD").splitlines()] == [
        f"records/{NEW}:1:11:"
    ]
    (here / NEW).unlink()
    chart = "meetings/2025-01-10-review/flip-charts/ideas.md"
    write(here, {chart: HOUSING[chart].replace("#housing", "#homes")})
    told = check("--changed-since", "HEAD")
    assert told.startswith(f"records/{MEETING}:8:11: error GT402")
    assert OWNER not in told
    assert OWNER in check()


@pytest.mark.usefixtures("commit")
def test_a_file_that_is_touched_is_told_whole(here: Path) -> None:
    write(here, {MEETING: MISSPELT[MEETING] + "More words.\n"})
    assert check("--changed-since", "HEAD") == OWNER


@pytest.mark.parametrize("name", ["nowhere", "--all"])
@pytest.mark.usefixtures("commit")
def test_a_revision_that_is_none_is_refused(name: str) -> None:
    done = CliRunner().invoke(main, ["check", f"--changed-since={name}"])
    assert (done.exit_code, "nor a revision" in done.stderr) == (2, True)
