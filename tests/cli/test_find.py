"""`goldenthread find`: what is asked on the command line is found, told to people, and given to programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli import main
from tests.written import CHART, HEAD, MEETING, write

FILES = {
    "registers/groups.yml": "- {id: hill, name: Hill team}\n",
    "registers/themes.yml": "- {id: staff, name: Staff}\n- {id: housing, name: Staff housing, part_of: staff}\n",
    "registers/glossary.yml": "- {id: ooh, name: OOH, stands_for: out of hours}\n",
    MEETING: f"""{HEAD}decisions:
  - {{id: visit, what: Visit before any leaflet is sent, theme: housing}}
  - {{id: leaflet, what: Print a leaflet, theme: housing}}
actions:
  - {{id: formula, what: "=SUM(1) of the surveyed posts", owner: hill}}
  - {{id: ring, what: Ring OOH first}}
---
Minutes.
""",
    CHART: '---\ntitle: Staffing\n---\n- [visa versa]{sic="vice versa"} {#turned}\n',
    "meetings/revue/meeting.md": "---\ntitle: Revue\ndate: 2016-03\nlanguage: fr\nactions:\n"
    "  - {id: logement, what: Compter l'hôte et les logements}\n---\n",
    "updates/later.yml": "- {about: leaflet, date: 2015-12, status: withdrawn}\n",
}
Ask = Callable[..., Result]


@pytest.fixture
def ask(root: Path) -> Ask:
    """`ask("leaflet", "--holds")` runs the command on a small archive."""
    write(root, FILES)
    return lambda *arguments: CliRunner().invoke(main, ["find", "--records", str(root), *arguments])


def ids(done: Result) -> list[str]:
    return [one["id"] for one in json.loads(done.stdout)]


CASES: list[tuple[list[str], list[str]]] = [
    (["leaflet", "--kind", "decision"], ["decision:leaflet", "decision:visit"]),
    (["leaflets", "printing"], ["decision:leaflet"]),
    (['"any leaflet"'], ["decision:visit"]),
    (['"leaflet any"'], []),
    (["leaflet", "--holds"], ["decision:visit"]),
    (["leaflet", "--status", "withdrawn"], ["decision:leaflet"]),
    (["leaflet", "--status", "Withdrawn"], ["decision:leaflet"]),
    (["--theme", "staff", "--kind", "decision", "visit"], ["decision:visit"]),
    (["--group", "Hill team", "--kind", "action"], ["action:formula"]),
    (["vice versa"], ["line:review/staffing#turned"]),
    (["visa versa"], ["line:review/staffing#turned"]),
    (["out of hours", "--kind", "action"], ["action:ring"]),
    (["OOH", "--kind", "action"], ["action:ring"]),
    (["hote"], ["action:logement"]),
    (["logement"], []),
    (["LOGEMENTS"], ["action:logement"]),
    (["--kind", "action", "--since", "2016"], ["action:logement"]),
    (["--kind", "action", "--since", "2016-03-15"], ["action:logement"]),
    (["--kind", "action", "--since", "2016-04"], []),
    (["--kind", "decision", "--until", "2015-09-17"], ["decision:visit", "decision:leaflet"]),
    (["--kind", "decision", "--until", "2015-09-16"], []),
    (["--kind", "decision", "--year", "2015", "leaflet", "print"], ["decision:leaflet"]),
    (["leaflet", "--holds", "--as-of", "2015-11-30"], ["decision:leaflet", "decision:visit"]),
]


@pytest.mark.parametrize(("arguments", "expected"), CASES, ids=[" ".join(arguments) for arguments, _ in CASES])
def test_what_is_asked_is_found(ask: Ask, arguments: list[str], expected: list[str]) -> None:
    done = ask(*arguments, "--format", "json")
    assert ids(done) == expected
    assert done.exit_code == (0 if expected else 1)


HOSTILE = [
    '"',
    '""',
    '"a',
    "*",
    "lea*",
    "NEAR(a b, 2)",
    "-leaflet",
    "a AND",
    "title:leaflet",
    "^x",
    "\0",
    "'; DROP",
    "(" * 500,
]


@pytest.mark.parametrize("words", [*HOSTILE, "x" * 10_000, "a b c " * 3000], ids=lambda words: repr(words[:12]))
def test_every_string_is_words(ask: Ask, words: str) -> None:
    done = ask("--format", "json", "--", words)
    assert done.exit_code in (0, 1)
    assert "error" not in done.output.lower()


def test_words_of_a_query_language_are_words(ask: Ask) -> None:
    assert ids(ask("--format", "json", "--", "-leaflet* OR")) == []
    assert ids(ask("--format", "json", "--", "-visit*")) == ["decision:visit"]


def test_more_words_than_are_looked_for_are_left_out_aloud(ask: Ask) -> None:
    assert "Only the first 40 words" in ask(" ".join(f"w{number}" for number in range(50))).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--theme", "hosing"], "did you mean 'housing'?"),
        (["--theme", "xyz"], "there are: housing, staff"),
        (["--kind", "decisions"], "did you mean 'decision'?"),
        (["--since", "yesterday"], "is no date"),
    ],
)
def test_a_value_that_nothing_has_is_refused_with_those_there_are(ask: Ask, arguments: list[str], said: str) -> None:
    done = ask(*arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


def test_a_terminal_is_told_what_it_is_how_it_stands_and_where(ask: Ask) -> None:
    done = ask("leaflet", "--holds")
    assert done.stdout.splitlines() == [
        "Decision · Holds · 17 September 2015 · Review",
        "  Visit before any leaflet is sent",
        "  Staff housing",
        "decisions/visit/",
        "",
    ]
    assert done.stderr == "1 found.\n"


def test_a_terminal_is_told_which_reading_was_found(ask: Ask) -> None:
    assert "  [corrected reading] vice versa" in ask("vice").stdout.splitlines()


def test_more_than_a_screen_is_counted(ask: Ask) -> None:
    assert ask("--limit", "2").stderr.endswith("found; the first 2 are shown (see --limit).\n")


def test_a_spreadsheet_gets_words_and_no_formulas(ask: Ask) -> None:
    rows: list[dict[str, Any]] = [*csv.DictReader(StringIO(ask("surveyed", "--format", "csv").stdout.lstrip("\ufeff")))]
    (row,) = rows
    assert (row["What"], row["Groups"], row["Id"]) == ("'=SUM(1) of the surveyed posts", "Hill team", "action:formula")


def test_internal_things_are_found_in_the_internal_edition_alone(ask: Ask, root: Path) -> None:
    write(root, {**FILES, "meetings/a/meeting.md": "---\ntitle: Zebra\ndate: 2015\naudience: internal\n---\n"})
    assert ids(ask("zebra", "--format", "json")) == []
    assert ids(ask("zebra", "--format", "json", "--edition", "internal")) == ["meeting:a"]


def test_records_with_errors_are_searched_as_far_as_they_can_be(ask: Ask, root: Path) -> None:
    write(root, {**FILES, "meetings/a/meeting.md": "---\ntitel: Zebra\n---\n"})
    done = ask("leaflet", "--holds")
    assert done.exit_code == 0
    assert "what is at fault there is not searched" in done.stderr


def test_no_records_are_an_error_and_not_an_empty_search(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["find", "x", "--records", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert "error" in done.output.lower()
