"""What is left of a line where some of its words are internal."""

from __future__ import annotations

import pytest

from goldenthread.markup.shown import is_internal, without_internal
from goldenthread.markup.transcript import parse_transcript
from goldenthread.model.chart import Line
from goldenthread.source import Place


def line(words: str) -> Line:
    blocks, _ = parse_transcript(f"- {words}\n", Place("chart.md"))
    return blocks[0].lines[0]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("a [x]{audience=internal} b", "a b"),
        ("a [x ]{audience=internal}b", "a b"),
        ("a [x]{audience=internal}, b", "a, b"),
        ("a[x]{audience=internal}b", "ab"),
        ("a ([x]{audience=internal} b)", "a (b)"),
        ("a [x]{audience=internal}.", "a."),
        ("a [x]{audience=internal}[y]{audience=internal} [z]{audience=internal}.", "a."),
        ("[x]{audience=internal} b", "b"),
        ("a [x]{audience=internal}", "a"),
        ("a [x]{audience=internal} [y]{audience=internal} b", "a b"),
        ("a [[x]{audience=internal}]{.star} b", "a b"),
        ("[a [x]{audience=internal}]{.star} b", "[a ]b"),
        ("a  [x]{.star}  b", "a  [x]  b"),
    ],
)
def test_no_gap_is_left(typed: str, left: str) -> None:
    spans = without_internal(line(typed).spans)
    assert "".join(f"[{span.words}]" if span.attributes.marks else span.words for span in spans) == left


def test_spans_of_which_none_is_internal_are_the_same() -> None:
    whole = line("a [x]{.star} ~~b~~")
    assert without_internal(whole.spans) is whole.spans


@pytest.mark.parametrize(
    ("typed", "internal"),
    [
        ("a {audience=internal}", True),
        ("[a]{audience=internal} [b]{audience=internal}", True),
        ("a [b]{audience=internal}", False),
        ("a", False),
        ("{.implied label=action}", False),
    ],
)
def test_a_line_is_internal_where_all_its_words_are(typed: str, internal: bool) -> None:
    assert is_internal(line(typed)) is internal
