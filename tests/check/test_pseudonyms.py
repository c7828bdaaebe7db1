"""The name of somebody with a pseudonym among words that would be public: told where it stands, without the name."""

from __future__ import annotations

import pytest

from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile

PEOPLE = {
    "registers/people.yml": "- {id: resident-1, name: Zoë Álvarez, former_names: Zoë Stone Hill, "
    "pseudonym: A resident}\n"
    "- {id: resident-2, name: Rose, pseudonym: A gardener}\n"
    "- {id: resident-3, name: Jo March, pseudonym: A writer}\n- {id: jo, name: Jo March}\n"
}


def told(archive: Compile, words: str, **files: str) -> list[tuple[str, int, int]]:
    body = {"archive.yml": ARCHIVE, **PEOPLE, MEETING: f"{HEAD}---\nWe met.\n\n{words}\n", **files}
    found = [one for one in archive(body).problems if one.level == "error"]
    assert {one.code for one in found} <= {"GT811"}
    assert not [one for one in found if "lvarez" in one.line() or "stone" in one.line().casefold()]
    return [(one.at.path, one.at.line, one.at.column) for one in found]


@pytest.mark.parametrize("name", ["Zoë Álvarez", "ZOË ÁLVAREZ", "Zoe Alvarez", "*Zoë* Álvarez", "Zoë Stone-Hill"])
def test_a_name_is_told_where_it_begins(archive: Compile, name: str) -> None:
    assert told(archive, f"Then {name} spoke.") == [(MEETING, 7, 6 + name.startswith("*"))]


@pytest.mark.parametrize(
    "words", ["A resident spoke.", "Zoë spoke.", "Zoëlle Álvarezza spoke.", "The rose, and Jo March.", "Álvarez, Zoë"]
)
def test_other_words_are_none(archive: Compile, words: str) -> None:
    assert told(archive, words) == []


def test_what_is_internal_may_hold_it(archive: Compile) -> None:
    chart = "---\ntitle: Staffing\n---\n## Who\n- [Zoë Álvarez]{audience=internal} asks\n- then ZOE ALVAREZ\n"
    assert told(archive, "x", **{CHART: chart}) == [(CHART, 6, 8)]
