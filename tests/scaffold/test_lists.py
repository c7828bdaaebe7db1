"""Entries put at the end of a list in a record: the list has one more, and every other byte is as it was."""

from __future__ import annotations

import pytest

from goldenthread.read.nodes import ListNode, MappingNode, parse_yaml
from goldenthread.read.text import split
from goldenthread.scaffold.lists import Unfit, has_list, in_file, in_head
from goldenthread.source import Place

ITEM = "- id: new\n  what: New\n"
HEAD = """---
title: Ours
actions:  # agreed
  - id: one
    what: >-
      Folded, and

      # no comment
# said by somebody

  - id: two
    what: Two
# about the next list
decisions:
  - {id: three, what: Three}
---
- no: list
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ITEM),
        ("# Nobody yet\n", f"# Nobody yet\n{ITEM}"),
        ("- id: one\n", f"- id: one\n{ITEM}"),
        ("- id: one", f"- id: one\n{ITEM}"),
        ("- id: one\n\n# the end\n", f"- id: one\n{ITEM}\n# the end\n"),
        ("  - id: one\n", "  - id: one\n  - id: new\n    what: New\n"),
        ("- id: one\r\n", "- id: one\r\n- id: new\r\n  what: New\r\n"),
        ("\ufeff- id: one\n", f"\ufeff- id: one\n{ITEM}"),
        ("- note: |\n    # a line\n\n    the last\n", f"- note: |\n    # a line\n\n    the last\n{ITEM}"),
    ],
)
def test_a_file_gets_an_entry_at_its_end(before: str, after: str) -> None:
    assert in_file(before.encode(), ITEM) == after.encode()
    node, problems = parse_yaml(after.removeprefix("\ufeff").replace("\r\n", "\n"), Place(""))
    assert isinstance(node, ListNode)
    last = node.items[-1]
    assert isinstance(last, MappingNode)
    assert (list(last.pairs), problems) == (["id", "what"], ())


def test_a_head_gets_an_entry_at_the_end_of_one_of_its_lists() -> None:
    indented = "  - id: new\n    what: New\n"
    assert in_head(HEAD.encode(), "actions", ITEM).decode() == HEAD.replace(
        "    what: Two\n", f"    what: Two\n{indented}"
    )
    assert in_head(HEAD.encode(), "decisions", ITEM).decode() == HEAD.replace("Three}\n", f"Three}}\n{indented}")
    record, _ = split(in_head(HEAD.encode(), "actions", ITEM).decode(), "")
    assert record
    node, problems = parse_yaml(record.head, record.head_at)
    assert isinstance(node, MappingNode)
    actions = node.pairs["actions"][1]
    assert isinstance(actions, ListNode)
    assert (len(actions.items), problems) == (3, ())


def test_a_list_that_is_not_indented_stays_so() -> None:
    text = "---\nactions:\n- id: one\n- id: two\ntitle: Ours\n---\n"
    assert in_head(text.encode(), "actions", ITEM).decode() == text.replace("- id: two\n", f"- id: two\n{ITEM}")


@pytest.mark.parametrize(
    "text", ["---\nactions: []\n---\n", "---\nactions: [{id: one}]\n---\n", "---\nactions: one\n---\n"]
)
def test_a_list_in_brackets_is_left_to_people(text: str) -> None:
    with pytest.raises(Unfit):
        in_head(text.encode(), "actions", ITEM)


@pytest.mark.parametrize("text", ["", "no head\n", "---\n- a list\n---\n", "---\ntitle: [\n---\n"])
def test_a_record_that_cannot_be_read_is_left_to_people(text: str) -> None:
    with pytest.raises(Unfit):
        has_list(text.encode(), "actions")
