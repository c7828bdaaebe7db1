"""`goldenthread new …`, as a clerk types it: with options, at a terminal, and wrongly."""

from __future__ import annotations

import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from goldenthread.cli import asking, main
from goldenthread.cli.new import new
from goldenthread.compile import compile_archive
from goldenthread.model.keys import FORMAT
from tests.archives import write
from tests.docs.ferries import PUBLIC, picture

FILES = {
    "archive.yml": f"format: 1\ntitle: Riverside\ndefault_audience:\n{PUBLIC}",
    "registers/people.yml": "# Who we are\n\n- id: ana-reyes  # the clerk\n  name: Ana Reyes\n",
    "registers/groups.yml": "- {id: ferry-users, name: Ferry users}\n",
    "registers/series.yml": "- {id: mel-strategy-sessions, name: Strategy sessions}\n",
    "registers/themes.yml": "- {id: ferries, name: Ferries}\n",
    "meetings/2027-01-05-winter/meeting.md": """---
title: Winter
date: 2027-01-05
series: mel-strategy-sessions
place: The hall
participants:
  - {person: ana-reyes, role: chair}
  - three passengers
pens:
  first: {colour: black, by: ferry-users, default: yes}
actions:
  - id: recall-code  # as agreed
    what: Agree on one code
    # by Easter, somebody said
    due: 2027-04
objectives:
  - Meet
---
""",
    "meetings/2027-01-05-winter/programme.yml": "- {id: talks, title: Talks, time: 10:00}\n",
}
MEETING = "meetings/2027-01-05-winter/meeting.md"


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small archive in the folder in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "records", FILES)


def run(command: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["new", *shlex.split(command)], input=typed)


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is there to be asked."""
    monkeypatch.setattr(asking, "somebody_is_there", lambda: True)


def faults(records: Path) -> list[str]:
    return [found.line() for found in compile_archive(records)[1]]


# Every kind


def examples() -> list[str]:
    """The examples of all these commands, those of a whole archive last."""
    pages = [CliRunner().invoke(main, ["new", name, "--help"]).output for name in sorted(new.load())]
    lines = [
        line.strip().removeprefix("goldenthread new ")
        for page in pages
        for line in page.splitlines()
        if line.startswith("    goldenthread new ")
    ]
    return sorted(lines, key=lambda line: (not line.startswith("group"), line.startswith("archive")))


def test_the_examples_of_every_kind_make_records_without_errors(records: Path, tmp_path: Path) -> None:
    write(tmp_path, {"notes.txt": "HOUSING (priority 1)\n- a list\n- costed\n"})
    (tmp_path / "IMG_2041.JPG").write_bytes(picture("sheet"))
    (records / "registers/groups.yml").write_text("- id: aldermarsh\n  name: Aldermarsh\n- id: ferry\n  name: Ferry\n")
    (records / MEETING).write_text(FILES[MEETING].replace("by: ferry-users", "by: ferry"))
    found = examples()
    assert {line.split()[0] for line in found} == set(new.load())
    for example in found:
        done = run(example, "y\n")
        assert done.exit_code == 0, f"{example}\n{done.output}"
    assert [fault for fault in faults(records) if " error " in fault] == []


@pytest.mark.parametrize("name", sorted(set(new.load()) - {"archive", "meeting", "flip-chart"}))
def test_every_key_that_holds_no_entries_has_an_option_with_the_words_of_the_handbook(name: str) -> None:
    options = {one.name: one for one in new.load()[name].params if isinstance(one, click.Option)}
    words = FORMAT.kinds[name]
    own = [key for key in words.keys if key in options]
    assert own
    assert [key for key in own if options[key].help != words.keys[key].says.replace("`", "")] == []


# What is there stays as it is


def test_an_entry_goes_to_the_end_of_its_register_and_all_else_stays(records: Path) -> None:
    done = run('person --name "Ben: Osei" --group "Ferry users"', "y\n")
    assert done.exit_code == 0
    assert "+- id: ben-osei" in done.stdout
    assert (records / "registers/people.yml").read_text("utf-8") == (
        f'{FILES["registers/people.yml"]}- id: ben-osei\n  name: "Ben: Osei"\n  group: ferry-users\n'
    )
    assert faults(records) == []


def test_a_list_in_a_head_gets_its_entry_there(records: Path) -> None:
    assert run("action --what Survey --owner 'Ana Reyes' --yes").exit_code == 0
    text = (records / MEETING).read_text("utf-8")
    assert text == FILES[MEETING].replace(
        "    due: 2027-04\n", "    due: 2027-04\n  - id: survey\n    what: Survey\n    owner: ana-reyes\n"
    )


def test_line_ends_and_indents_stay(records: Path) -> None:
    path = records / "registers/people.yml"
    path.write_bytes(b"  - id: ana-reyes\r\n    name: Ana Reyes\r\n# the end\r\n")
    assert run("person --name Ben --yes").exit_code == 0
    assert path.read_bytes() == (
        b"  - id: ana-reyes\r\n    name: Ana Reyes\r\n  - id: ben\r\n    name: Ben\r\n# the end\r\n"
    )


@pytest.mark.parametrize("text", ["[{id: ana-reyes, name: Ana Reyes}]\n", "- id: ana-reyes\n  name: [\n"])
def test_a_list_in_brackets_or_unreadable_is_left_to_people(records: Path, text: str) -> None:
    (records / "registers/people.yml").write_text(text)
    done = run("person --name Ben --yes")
    assert done.exit_code == 1
    assert "put this there by hand:\n- id: ben\n  name: Ben" in done.stderr
    assert (records / "registers/people.yml").read_text() == text


def test_nothing_is_written_where_somebody_says_no_or_nobody_is_asked(records: Path) -> None:
    before = (records / "registers/people.yml").read_bytes()
    assert run("person --name Ben", "n\n").exit_code == 1
    ended = run("person --name Ben", "")
    assert (ended.exit_code, "With --yes files are changed without asking" in ended.stderr) == (1, True)
    assert run("person --name Ben --dry-run").exit_code == 0
    assert (records / "registers/people.yml").read_bytes() == before


def test_nothing_is_written_that_would_be_an_error(records: Path) -> None:
    done = run("action --what Survey --from no-such-chart#line --yes")
    assert done.exit_code == 1
    assert re.search(r"meeting\.md:\d+:\d+: error GT402 .*'no-such-chart#line'", done.stdout)
    assert (records / MEETING).read_text("utf-8") == FILES[MEETING]


def test_what_is_there_is_never_replaced(records: Path) -> None:
    assert run("meeting --title Ferry --date 2027-03").exit_code == 0
    again = run("meeting --title Ferry --date 2027-03 --id 2027-03-ferry")
    assert again.exit_code == 2
    assert "is this meeting recorded already?" in again.stderr


# What is mistyped


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("person", "Say it with --name: What is their name?"),
        ("person --name ''", "Say it with --name"),
        ("person --name Ben --id ana-reyes", "the id 'ana-reyes' is taken; 'ana-reyes-2' is free"),
        ("person --name Ben --id 'Ben O'", "cannot be an id - write 'ben-o'"),
        (
            "person --name Ben --group ferry-uses",
            "'ferry-uses' is not a group of this archive: did you mean ferry-users?",
        ),
        ("person --name Ben --group nobody", "add it with goldenthread new group, or leave it out"),
        ("action --what Survey --due 20/01/06", "write 2006-01-20"),
        ("action --what Survey --owner ana-reys", "did you mean ana-reyes?"),
        ("action --what Survey --meeting 2027-01-05-wintr", "did you mean '2027-01-05-winter'?"),
        ("update --about recal-code", "did you mean recall-code?"),
        ("update --about recall-code --status dne", "did you mean 'done'?"),
        ("update --about recall-code --status dropped", "Say it with --reason: Why was it dropped?"),
        ("meeting --title Ferry", "Say it with --date: When is or was it?"),
        ("meeting --title Ferry --date soon", "year-month-day"),
        ("meeting --title Ferry --date 2027-03 --series mel", "there is no series 'mel'"),
        ("meeting --title Ferry --date 2027-03 --participant 'Ana Reys'", "did you mean 'ana-reyes'?"),
        ("flip-chart --paste no-such.txt", "there is no file 'no-such.txt'"),
        ("flip-chart --paste", "there is nothing to read"),
        ("flip-chart --title A --photo records/archive.yml", "is no photo that can be shown"),
        ("flip-chart --title A --session tlks", "the meeting has no session 'tlks'; it has: talks"),
        ("person --name Ben --records nowhere", "There is no archive in nowhere"),
        ("archive elsewhere", "Say it with --title"),
    ],
)
def test_what_is_mistyped_is_told_and_nothing_is_written(records: Path, command: str, said: str) -> None:
    before = {path: path.read_bytes() for path in records.rglob("*") if path.is_file()}
    done = run(command)
    assert done.exit_code == 2
    assert said in done.stderr
    assert {path: path.read_bytes() for path in records.rglob("*") if path.is_file()} == before


# At a terminal


@pytest.mark.usefixtures("at_a_terminal")
def test_questions_are_asked_again_until_the_answer_is_right(records: Path) -> None:
    typed = ["", "Hold the bus", "Ana Reys", "Ana Reyes", "20/01/06", "2027-07", "", "", ""]
    done = run("action --yes", "\n".join(["", *typed]) + "\n")
    assert done.exit_code == 0, done.output
    assert "This needs an answer" in done.output
    assert "did you mean ana-reyes?" in done.output
    assert "write 2006-01-20" in done.output
    assert "  - id: hold-the-bus\n    what: Hold the bus\n    owner: ana-reyes\n    due: 2027-07\n" in (
        records / MEETING
    ).read_text("utf-8")


@pytest.mark.usefixtures("at_a_terminal")
def test_what_an_option_leaves_empty_is_not_asked(records: Path) -> None:
    options = "--what Survey --owner '' --due '' --outcome '' --id survey --meeting 2027-01-05-winter --yes"
    done = run(f"action {options}")
    assert done.exit_code == 0, done.output
    assert "  - id: survey\n    what: Survey\nobjectives:" in (records / MEETING).read_text("utf-8")


@pytest.mark.usefixtures("at_a_terminal")
def test_what_is_usual_is_proposed_and_a_dash_leaves_it_out(records: Path) -> None:
    done = run("meeting", "mel-strategy-sessions\n2027-02-02\n\nplanned\n\n-\n\n")
    assert done.exit_code == 0, done.output
    made = compile_archive(records)[0].meeting_by_id["2027-02-02-strategy-sessions"]
    assert (made.title, made.place, made.status) == ("Strategy sessions", "The hall", "planned")
    assert faults(records) == []


@pytest.mark.usefixtures("at_a_terminal")
def test_an_update_shows_what_is_open_and_asks_what_its_status_owes(records: Path) -> None:
    done = run("update --yes", "\nrecall-code\ndeferred\n2027-09\n\n")
    assert done.exit_code == 0, done.output
    assert "  recall-code (open)" in done.output
    written = (records / "meetings/2027-01-05-winter/updates.yml").read_text("utf-8")
    assert written == "- about: recall-code\n  status: deferred\n  due: 2027-09\n"


def test_ctrl_c_at_a_question_writes_nothing(records: Path) -> None:
    before = sorted(records.rglob("*"))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "goldenthread", "new", "theme"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=records.parent, start_new_session=True
    ) as asked:
        said = b""
        while b"called?" not in said:
            said += os.read(ours, 1000)
        time.sleep(0.2)
        os.killpg(asked.pid, signal.SIGINT)
        assert asked.wait(60) == 1
    os.close(theirs)
    os.close(ours)
    assert sorted(records.rglob("*")) == before


def test_with_no_standard_input_nothing_is_asked(records: Path) -> None:
    closed = subprocess.run(
        ["sh", "-c", f"exec {shlex.quote(sys.executable)} -m goldenthread new theme <&-"],
        cwd=records.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert (closed.returncode, "Say it with --name" in closed.stderr) == (2, True)


# Meetings and charts


def test_a_meeting_of_a_series_has_the_place_the_people_and_the_pens_of_the_last(records: Path) -> None:
    assert run("meeting --series 'Strategy sessions' --date 2027-02-02 --title Second").exit_code == 0
    text = next((records / "meetings/2027").rglob("meeting.md")).read_text("utf-8")
    head = text.split("# Say here")[0]
    assert head == (
        "---\ntitle: Second\ndate: 2027-02-02\nseries: mel-strategy-sessions\nplace: The hall\nparticipants:\n"
        "  - person: ana-reyes\n    role: chair\n    attendance: not recorded\npens:\n  first:\n    colour: black\n"
        "    by: ferry-users\n    default: yes\n"
    )
    assert "- [[recall-code]]: open, due 2027-04, never reported on" in text
    assert faults(records) == []


def test_a_meeting_recorded_late_takes_up_nothing_that_came_after_it(records: Path) -> None:
    assert run("meeting --series mel-strategy-sessions --date 2026-12 --title Before").exit_code == 0
    text = (records / "meetings/2026/2026-12-before/meeting.md").read_text("utf-8")
    assert "recall-code" not in text
    assert "place" not in text


def test_notes_become_a_chart_with_what_was_guessed_in_its_head(records: Path) -> None:
    notes = "Housing:\n- survey **COSTED**\n- P1 who pays?\n"
    done = run("flip-chart --paste", notes)
    assert done.exit_code == 0, done.output
    text = (records / "meetings/2027-01-05-winter/flip-charts/housing.md").read_text("utf-8")
    assert text == (
        "---\ntitle: Housing\npens:\n  bold:\n    by: unknown\n"
        "# Read with a doubt: look at these, and take them out of this list.\n# P1 → rank 1\n"
        "# P1 who pays? → a question\n---\n"
        "## Housing: {#housing}\n- survey [COSTED]{.bold}\n- [P1]{rank=1} who pays? {.question}\n"
    )
    assert "GT604" in done.stdout


def test_what_was_saved_in_another_encoding_is_read(records: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes("Café – où?\r\n• thé\r\n".encode("cp1252"))
    assert run("flip-chart --title Café --paste notes.txt").exit_code == 0
    text = (records / "meetings/2027-01-05-winter/flip-charts/cafe.md").read_text("utf-8")
    assert text.endswith("## Café – où? {#cafe-ou}\n- thé\n")


def test_a_photo_is_kept_under_a_plain_name_beside_the_chart(records: Path, tmp_path: Path) -> None:
    (tmp_path / "My Sheet (1).PNG").write_bytes(picture("sheet"))
    assert run("flip-chart --title Sheet --photo 'My Sheet (1).PNG' --alt 'A sheet'").exit_code == 0
    assert (records / "meetings/2027-01-05-winter/photos/my-sheet-1.png").read_bytes() == picture("sheet")
    assert faults(records) == []
