"""Contact details among words that would be public: told where they stand, and nowhere else."""

from __future__ import annotations

import pytest

from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile

NUMBER = "01632 960123"
PUBLIC = f"{ARCHIVE}  process_notes: internal\n"


def told(archive: Compile, files: dict[str, str], settings: str = "") -> list[tuple[str, int, str]]:
    found = archive({"archive.yml": f"{PUBLIC}{settings}", **files}).problems
    assert [one.line() for one in found if one.level == "error"] == []
    return [(one.at.path, one.at.line, one.message.partition(" stands")[0]) for one in found if one.code == "GT810"]


def minutes(words: str, head: str = "") -> dict[str, str]:
    return {MEETING: f"{HEAD}{head}---\nWe met.\n\n{words}\n"}


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (f"Ring Ana on {NUMBER}.", "a telephone number"),
        ("Write to ana@riverside.example.", "an e-mail address"),
        ("Pay into GB82 WEST 1234 5698 7654 32.", "the number of a bank account"),
    ],
)
def test_it_is_told_on_its_line(archive: Compile, words: str, what: str) -> None:
    assert told(archive, minutes(words)) == [(MEETING, 7, what)]


def test_it_is_found_in_every_sort_of_words(archive: Compile) -> None:
    files = {
        **minutes("x", f"place: Hall, {NUMBER}\nactions:\n  - id: ring\n    what: Ring her\n    detail: On {NUMBER}\n"),
        CHART: f"---\ntitle: Staffing\n---\n## Who\n- ring [ANA]{{.x}} {NUMBER}\n".replace("{.x}", '{sic="ANNA"}'),
        "updates/2015.yml": f"- about: ring\n  date: 2015-10\n  note: Nobody answered {NUMBER}\n",
        "registers/people.yml": f"- {{id: ana, name: Ana, note: 'Her number is {NUMBER}'}}\n",
    }
    assert {(path, line) for path, line, _ in told(archive, files)} == {
        (MEETING, 2),
        (MEETING, 8),
        (CHART, 5),
        ("updates/2015.yml", 3),
        ("registers/people.yml", 1),
    }


@pytest.mark.parametrize(
    "files",
    [
        minutes("x", f"process_notes: Ring {NUMBER}\n"),
        minutes("x", f"actions:\n  - id: ring\n    audience: internal\n    what: Ring {NUMBER}\n"),
        minutes("x", f"actions:\n  - id: ring\n    internal: detail\n    what: Ring her\n    detail: On {NUMBER}\n"),
        {
            **minutes("x"),
            CHART: f"---\ntitle: Staffing\n---\n## Who\n- ring {NUMBER} {{audience=internal}}\n",
        },
        {"registers/people.yml": f"- {{id: ana, name: Ana, contact: '{NUMBER}'}}\n"},
    ],
)
def test_what_is_internal_or_meant_to_be_one_is_not_told(archive: Compile, files: dict[str, str]) -> None:
    assert told(archive, files) == []


def test_where_a_mention_before_it_is_withheld_it_is_told_all_the_same(archive: Compile) -> None:
    head = "actions:\n  - {id: quiet, what: Keep quiet, audience: internal}\n"
    assert told(archive, minutes(f"[[quiet]]: ring {NUMBER}", head)) == [(MEETING, 9, "a telephone number")]


def test_what_may_be_public_is_not_told_however_it_is_spaced(archive: Compile) -> None:
    allowed = "may_be_public:\n  - words: 01632-960 123\n    reason: The number on our door\n"
    assert told(archive, minutes(f"Ring {NUMBER} or 01632 960124."), allowed) == [(MEETING, 7, "a telephone number")]
    assert told(archive, minutes(f"Ring {NUMBER}."), allowed) == []


@pytest.mark.parametrize(
    ("settings", "count"), [("warn_of: telephone\n", 1), ("warn_of: [email, iban]\n", 1), ("warn_of: nothing\n", 0)]
)
def test_an_archive_says_what_it_is_warned_of(archive: Compile, settings: str, count: int) -> None:
    assert len(told(archive, minutes(f"{NUMBER}\n\nana@riverside.example"), settings)) == count


def test_an_exception_needs_its_reason(archive: Compile) -> None:
    found = archive({"archive.yml": f"{PUBLIC}may_be_public:\n  - words: {NUMBER}\n"}).problems
    assert [one.level for one in found if "reason" in one.message] == ["error"]
