"""Mentions in prose: what is one, where it stands, and what is around it."""

import pytest

from goldenthread.markup.knots import knot
from goldenthread.markup.mentions import in_prose, mentions, plain, relative, replaced, replaced_at
from goldenthread.model.fields import Prose
from goldenthread.source import Place
from tests.written import CHART, HEAD, MEETING, Compile

AT = Place("meeting.md", 10, 1)


def targets(text: str) -> list[str]:
    """What a text mentions."""
    return [mention.target.target for mention in mentions(Prose(text, AT))]


FOUND = {
    "[[a]]": ["a"],
    "[[a|words]] and [[b]]": ["a", "b"],
    "[[ a ]]": ["a"],
    "`[[a]]` [[b]]": ["b"],
    "``[[a]] ` [[b]]`` [[c]]": ["c"],
    "`never closed [[a]]": ["a"],
    "a `code\nover two lines [[a]]` [[b]]": ["b"],
    "a `tick\n\n[[a]] in the next paragraph`": ["a"],
    "```\n[[a]]\n\n[[b]]\n```\n[[c]]": ["c"],
    "~~~ text\n[[a]]\n~~~\n[[b]]": ["b"],
    "```\n[[a]] in a fence that never closes": ["a"],
    "\\[[a]]": [],
    "\\\\[[a]]": ["a"],
    "[[a\nb]]": [],
    "[[a|words\nthat go on]]": ["a"],
    "[[]]": [],
    "[[ ]]": [],
    "[[a|]]": [],
    "[[[a]]]": ["a"],
    "[a](b) [[c]]": ["c"],
    "\\`[[a]]`": ["a"],
}


@pytest.mark.parametrize(("text", "found"), FOUND.items())
def test_code_and_escapes_hold_no_mentions(text: str, found: list[str]) -> None:
    assert targets(text) == found


SHAPES = {
    "plain": ("summary: See [[nowhere]]", "4:16"),
    "quoted": ("summary: 'See [[nowhere]]'", "4:17"),
    "plain-folded": ("summary: See\n  this [[nowhere]]", "5:10"),
    "quoted-folded": ('summary: "See\n   this [[nowhere]]"', "5:11"),
    "literal": ("summary: |\n  See\n  this [[nowhere]]", "6:10"),
    "literal-indented": ("summary: |\n  See\n    this [[nowhere]]", "6:12"),
    "literal-with-indicator": ("summary: |2\n   See [[nowhere]]", "5:10"),
    "literal-after-blank": ("summary: |\n\n\n  See [[nowhere]]", "7:9"),
    "folded": ("summary: >-\n  See\n  this [[nowhere]]", "6:10"),
    "folded-paragraphs": ("summary: >\n  See\n\n  this\n  and [[nowhere]]", "8:9"),
    "in-a-list": ("programme:\n  - id: s\n    title: S\n    commentary: >-\n      See\n      [[nowhere]]", "9:9"),
    "in-braces": ("programme: [{id: s, title: S, commentary: '[[nowhere]]'}]", "4:46"),
    "body": ("---\n\nSee\nthis [[nowhere]]", "7:8"),
}


@pytest.mark.parametrize(("head", "place"), SHAPES.values(), ids=SHAPES)
def test_a_dangling_mention_is_told_where_it_is_typed(archive: Compile, head: str, place: str) -> None:
    end = "\n" if head.startswith("---") else "\n---\n"
    assert archive({MEETING: f"{HEAD}{head}{end}"}).told == [f"{MEETING}:{place} GT402"]


def test_a_dangling_mention_on_a_line_is_told_where_it_is_typed(archive: Compile) -> None:
    result = archive({MEETING: f"{HEAD}---\n", CHART: "---\ntitle: S\n---\n- see\n  [[nowhere]]\n"})
    assert result.told == [f"{CHART}:5:5 GT402"]


def test_what_is_kept_when_others_are_replaced_knows_where_it_was_typed() -> None:
    prose = Prose("First [[secret-and-long]],\nthen [[a]] and [[secret|s]]; [[b]]\nand [[c]]", AT)
    before = {mention.target.target: mention.target.at for mention in mentions(prose)}
    after = replaced(prose, lambda mention: "x" if mention.target.target.startswith("secret") else None)
    assert after.text == "First x,\nthen [[a]] and x; [[b]]\nand [[c]]"
    kept = {mention.target.target: mention.target.at for mention in mentions(after)}
    assert kept == {name: before[name] for name in "abc"}


def test_folded_prose_knows_its_places_when_others_are_replaced(archive: Compile) -> None:
    head = "summary: >-\n  [[other-action]] and [[other]]\n  then [[other]] again\n"
    prose = archive({MEETING: f"{HEAD}{head}---\n"}).archive.meeting_by_id["review"].summary
    after = replaced(prose, lambda mention: "" if mention.target.target == "other-action" else None)
    assert [(m.target.at.line, m.target.at.column) for m in mentions(after)] == [(5, 26), (6, 10)]


@pytest.mark.parametrize("sign", ["", "\ue000", "\ue001 \ue000"])
def test_what_takes_the_place_of_mentions_is_known_by_where_it_stands(sign: str) -> None:
    prose = Prose(f"{sign}First [[a]], then [[kept]] and [[b|words]].", AT)
    made, spoken = replaced_at(prose, lambda one: None if one.target.target == "kept" else f"<{one.words or sign}>")
    assert made == replaced(prose, lambda one: None if one.target.target == "kept" else f"<{one.words or sign}>")
    assert [(one.target.target, made.text[start:end]) for one, (start, end) in spoken] == [
        ("a", f"<{sign}>"),
        ("b", "<words>"),
    ]


def test_the_words_around_a_mention_are_those_of_its_paragraph() -> None:
    text = "Before that.\n\nThe *team* agreed [[a|to write]] to [[b]] soon.\n\nAfter that."
    (_, first), (_, second) = in_prose(Prose(text, AT))
    assert first == ("The team agreed ", "to write", " to b soon.")
    assert second == ("The team agreed to write to ", "", " soon.")


def test_plain_words_have_no_marks() -> None:
    assert plain("> **Bold** and `code`, see [[a|here]]\n> - item") == "Bold and code, see here - item"


def test_a_knot_counts_within_a_paragraph() -> None:
    assert knot(Prose(("[" * 30 + "\n\n") * 5, AT)) is None
    found = knot(Prose("[" * 60, AT))
    assert found
    assert str(found.at) == "meeting.md:10:51"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("[there](council.example/x) and [it](<a b>)", ["council.example/x", "a"]),
        ("[up](../../outside.txt)", ["../../outside.txt"]),
        ("[there](https://council.example/) [write](MAILTO:clerk@x.example) [root](/about/) [here](#fn)", []),
        ("`[code](x)`\n\n```\n[code](x)\n```\n\n[no\\](x)", []),
        ("[[survey]](see below), a list (of things)", []),
    ],
)
def test_an_address_that_is_read_from_where_a_page_lies_is_found(text: str, addresses: list[str]) -> None:
    assert [address for _, address in relative(Prose(text))] == addresses
