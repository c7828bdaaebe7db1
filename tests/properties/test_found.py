"""What the properties have found, each as the smallest record that shows it."""

from __future__ import annotations

from goldenthread.markup.transcript import parse_transcript
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.meeting import Received, RequiredInput
from goldenthread.source import Place
from tests.written import HEAD, MEETING, Compile


def test_braces_in_quotes_are_no_misplaced_braces() -> None:
    text = '- [x]{sic="a {.b}"} and [y]{as="{#c}"}\n'
    assert parse_transcript(text, Place("chart.md"))[1] == ()


def test_one_word_may_say_for_all_providers_whether_an_input_was_there(archive: Compile) -> None:
    result = archive({MEETING: f"{HEAD}required_inputs:\n  - what: Diaries\n    received: yes\n---\n"})
    assert result.told == []
    (meeting,) = (one for one in result.archive.meetings if one.id == "review")
    assert meeting.required_inputs == (RequiredInput(what="Diaries", received=(Received(state="yes"),)),)


def test_the_names_of_two_files_do_not_number_the_updates_of_one_day(archive: Compile) -> None:
    one, two = (f"- about: other-action\n  date: 2015-03\n  note: {words}\n" for words in ("One", "Two"))
    keys = []
    for files in ((one, two), (two, one)):
        result = archive({f"updates/{name}.yml": text for name, text in zip("ab", files, strict=True)})
        keys.append({reported.update.note.text: reported.key for reported in result.archive.updates})
    assert keys[0] == keys[1]


def test_the_names_of_two_folders_do_not_order_what_led_to_an_action(archive: Compile) -> None:
    orders = []
    for first, second in (("x", "y"), ("y", "x")):
        files = {}
        for folder, month in ((first, 2), (second, 3)):
            head = f"---\nid: m{month}\ntitle: M\ndate: 2015-{month:02}\n---\n"
            files[f"meetings/{folder}/meeting.md"] = head
            files[f"meetings/{folder}/flip-charts/c.md"] = "---\ntitle: C\n---\n- A {#a action=other-action}\n"
        found = archive(files).archive
        orders.append(found.targets(Key(Kind.ACTION, "other-action"), Relation.RAISED_ON))
    assert orders[0] == orders[1]
