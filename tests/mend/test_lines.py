"""Lines amended: just the braces that were asked for, and only what was asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.markup.printer import print_transcript
from goldenthread.markup.transcript import parse_transcript
from goldenthread.mend.lines import KEEP, Amendment, amended
from goldenthread.model.chart import NO_ATTRIBUTES, Block, Box, Line
from goldenthread.read.text import decode, split
from goldenthread.source import Place
from tests.properties.charts import blocks
from tests.properties.effort import tried

HEAD = "---\ntitle: Ideas # a comment\n---\n"
BOX = Box(120, 310, 400, 60)
TYPED = 'box="0.12 0.31 0.4 0.06"'
PENS = frozenset({"first", "second"})


def read(data: bytes) -> tuple[Block, ...]:
    """The blocks of a record."""
    text, _ = decode(data, "c.md")
    record, _ = split(text or "", "c.md")
    assert record
    return parse_transcript(record.body, record.body_at, PENS)[0]


def lines_of(data: bytes) -> list[Line]:
    """The lines of a record, headings included."""
    return [line for block in read(data) for line in block.every_line()]


def once(body: str, amendment: Amendment, head: str = HEAD) -> str:
    """The text under a head with its last line amended."""
    data = (head + body).encode()
    after = amended(data, {lines_of(data)[-1].at: amendment}).decode()
    assert after.startswith(head)
    return after.removeprefix(head)


ID = Amendment(id="x")
PUT = Amendment(box=BOX)
OUT = Amendment(box=None)
CASES = {
    "a line without braces": ("- a\n", ID, "- a {#x}\n"),
    "no line end": ("- a", ID, "- a {#x}"),
    "spaces at its end": ("- a  \n", PUT, f"- a {{{TYPED}}}  \n"),
    "a heading": ("## A [1]{rank=1}\n", ID, "## A [1]{rank=1} {#x}\n"),
    "a heading of braces alone": ("## {.first}\n", ID, "## {#x .first}\n"),
    "a paragraph": ("\n   a\n\n", ID, "\n   a {#x}\n\n"),
    "an empty bullet": ("- \n", ID, "- {#x}\n"),
    "an id before what stands there": ("- a { .first  rank=1 }\n", ID, "- a { #x .first  rank=1 }\n"),
    "a box after it": ("- a { .first  rank=1 }\n", PUT, f"- a {{ .first  rank=1 {TYPED} }}\n"),
    "both": ("- a {.first}\n", Amendment("x", BOX), f"- a {{#x .first {TYPED}}}\n"),
    "another id": ("- a {.first #old rank=1}\n", ID, "- a {.first #x rank=1}\n"),
    "another box": ('- a {box="0 0 1 1"  rank=1}\n', PUT, f"- a {{{TYPED}  rank=1}}\n"),
    "a box said twice": ('- a {box="0 0 1 1" rank=1 box="0 0 1 .5"}\n', PUT, f"- a {{{TYPED} rank=1}}\n"),
    "a box that is none": ("- a {box=here rank=1}\n", PUT, f"- a {{{TYPED} rank=1}}\n"),
    "no box any more": ('- a {rank=1 box="0 0 1 1" .first}\n', OUT, "- a {rank=1 .first}\n"),
    "no box first": ('- a {box="0 0 1 1"  rank=1}\n', OUT, "- a {rank=1}\n"),
    "no box last": ('- a {rank=1  box="0 0 1 1" }\n', OUT, "- a {rank=1 }\n"),
    "no box between what it parts": ('- a {rank=1 box="0 0 1 1"votes=3}\n', OUT, "- a {rank=1 votes=3}\n"),
    "no braces any more": ('- a  {box="0 0 1 1"}  \n', OUT, "- a  \n"),
    "an id instead of a box": ('- a {box="0 0 1 1"}\n', Amendment("x", None), "- a {#x}\n"),
    "no box where there was none": ("- a {rank=1}\n", OUT, "- a {rank=1}\n"),
    "nothing": ("- a {}\n", Amendment(), "- a {}\n"),
    "a sign that is a word": ("#\n", ID, "\\# {#x}\n"),
    "a sign that is all of a further line": ("- a\n  -\n", ID, "- a\n  \\- {#x}\n"),
    "a sign that is the word of a bullet": ("- *\n", ID, "- * {#x}\n"),
    "braces that are words": ("- a {}\n", ID, "- a {} {#x}\n"),
    "braces of words in the line": ('- [a]{sic="b"}\n', ID, '- [a]{sic="b"} {#x}\n'),
    "quotes with a brace in them": ('- a {as="b } {c"}\n', ID, '- a {#x as="b } {c"}\n'),
    "quotes that nothing closes": ('- a {as="b\n', PUT, f'- a {{as="b {{{TYPED}}}\n'),
    "a backslash at its end": ("- a \\\n", ID, "- a \\ {#x}\n"),
    "what goes on in the next line": ("- a\n  b\n\n", ID, "- a\n  b {#x}\n\n"),
    "braces in the next line": ("- a\n  {.first}\n", ID, "- a\n  {#x .first}\n"),
    "braces over two lines": ("- a {.first\n     rank=1}\n", ID, "- a {#x .first\n     rank=1}\n"),
    "a box over two lines": ('- a {.first box="0 0\n  1 1"\n  rank=1}\n', PUT, f"- a {{.first {TYPED}\n  rank=1}}\n"),
    "other letters": ("- é👩‍🚒 e\u0301 {.first}\n", ID, "- é👩‍🚒 e\u0301 {#x .first}\n"),
}


@pytest.mark.parametrize(("before", "amendment", "after"), CASES.values(), ids=CASES)
def test_the_braces_of_a_line_are_amended(before: str, amendment: Amendment, after: str) -> None:
    assert once(before, amendment) == after


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_stay(end: str) -> None:
    def typed(text: str) -> str:
        return text.replace("\n", end)

    assert once(typed("- a\n  b {.first}\n"), ID, "\ufeff" + typed(HEAD)) == typed("- a\n  b {#x .first}\n")


def test_other_lines_stay_and_the_order_of_what_is_wanted_is_no_matter() -> None:
    data = f"{HEAD}## A\n- a\n- b {{.first}}\n\nc\n".encode()
    places = {line.words: line.at for line in lines_of(data)}
    wanted = {places["c"]: ID, places["A"]: Amendment("y"), places["b"]: PUT}
    after = f"{HEAD}## A {{#y}}\n- a\n- b {{.first {TYPED}}}\n\nc {{#x}}\n".encode()
    assert amended(data, wanted) == amended(data, dict(reversed(wanted.items()))) == after
    assert amended(data, {}) == data


@pytest.mark.parametrize("data", [b"---\ntitle: A\n---\n- a\n", b"- a\n", b"\xff\n\n\n- a\n", b""])
def test_a_line_that_does_not_stand_there_is_a_bug(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"no line stands at c\.md:4:1"):
        amended(data, {Place("c.md", 4): ID})


@st.composite
def charts(draw: st.DrawFn) -> tuple[Block, ...]:
    """Any chart whose references all lead to `a`, some of its lines with ids and boxes."""
    return blocks(draw, sorted(PENS), ["one", "two", "three"])


BOXES = st.sampled_from((KEEP, None, BOX, Box(0, 0, 1000, 1000, "sheet-2.jpg")))


@tried
@given(charts(), st.data(), st.sampled_from(("\n", "\r\n", "\r")), st.sampled_from(("", "\ufeff")))
def test_only_what_was_asked_differs_when_it_is_read_again(
    made: Sequence[Block], drawn: st.DataObject, end: str, mark: str
) -> None:
    data = f"{mark}{HEAD}{print_transcript(tuple(made))}".replace("\n", end).encode()
    headings = {block.heading.at for block in read(data) if block.heading}
    wanted, expected = {}, []
    for number, line in enumerate(lines_of(data)):
        amendment = Amendment(drawn.draw(st.sampled_from(("", f"new-{number}"))), drawn.draw(BOXES))
        asked = said(line, amendment)
        is_line = asked.spans or asked.attributes != NO_ATTRIBUTES or asked.bullet or line.at in headings
        if is_line and drawn.draw(st.booleans()):
            wanted[line.at] = amendment
        expected.append(asked if line.at in wanted else said(line, Amendment()))
    assert [said(line, Amendment()) for line in lines_of(amended(data, wanted))] == expected


def said(line: Line, amendment: Amendment) -> Line:
    """What a line is to say, without what follows from it."""
    attributes = replace(line.attributes, id=amendment.id or line.attributes.id)
    if amendment.box is not KEEP:
        attributes = replace(attributes, box=amendment.box)
    return replace(line, id=attributes.id, derived=False, attributes=attributes)
