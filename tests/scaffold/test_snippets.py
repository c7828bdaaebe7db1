"""Snippets for the heads of Markdown files: each key is there, and what is put in can be read."""

from __future__ import annotations

import json
import re

import pytest

from goldenthread.read.records import LISTS
from goldenthread.scaffold.editor import settings
from goldenthread.scaffold.schemas import schemas
from goldenthread.scaffold.snippets import PATH, Snippet, snippets
from tests.written import Compile

MEETING = "meetings/2026/2026-05-06-day/meeting.md"
CHART = "meetings/2026/2026-05-06-day/flip-charts/one.md"
TOLD = {"updates": "GT402", "feedback": "GT402", "files": "GT405", "photos": "GT405", "participants": "GT110"}
"""What is told of an entry as it is put in: that there is nothing yet of its name, or that nobody is named."""


def put_in(snippet: Snippet) -> str:
    """The lines of a snippet as an editor puts them in."""
    lines = "\n".join(snippet.body)
    return re.sub(r"\$\{\d+[:|]([^,|}]*)[^}]*\}|\$\d", lambda found: found[1] or "", lines)


def test_heads_as_they_are_put_in_are_records(archive: Compile) -> None:
    made = snippets()
    meeting, chart = put_in(made["head of a meeting"]), put_in(made["head of a flip-chart"])
    assert archive({MEETING: f"{meeting}We met.\n", CHART: f"{chart}## ONE\n- two\n"}).told == []
    assert archive({MEETING: f"{meeting}We met.\n".replace("title", "titel")}).told != []


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_as_it_is_put_in_can_be_read(archive: Compile, name: str) -> None:
    entry = put_in(snippets()[f"entry of {name}"]).replace("\n", "\n  ")
    told = archive({MEETING: f"---\ntitle: T\ndate: 2026-05-06\n{name}:\n  {entry}\n---\n"}).told
    codes = [one.rpartition(" ")[2] for one in told]
    assert [code for code in codes if code < "GT5"] == ([TOLD[name]] if name in TOLD else [])


def test_every_key_of_a_head_is_proposed_with_its_words_and_in_vscode() -> None:
    made, known = snippets(), schemas()
    heads = (known["meeting"]["definitions"]["Meeting"], known["flip-chart"]["definitions"]["FlipChart"])
    assert [key for head in heads for key in head["properties"] if f"key {key}" not in made] == []
    assert made["key status"].body == ("status: ${1|planned,held,postponed,cancelled|}",)
    assert made["key actions"].body == ("actions:", "  - $0")
    written = json.loads(settings("records")[PATH])
    assert written["key place"] == {
        "scope": "markdown",
        "prefix": "place",
        "description": made["key place"].description,
        "body": ["place: $0"],
    }
