"""The ids of lines: those that follow from words stay whatever happens to lines of other words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.markup.transcript import parse_transcript
from goldenthread.model.chart import Line
from goldenthread.model.fields import slug
from goldenthread.source import Place
from tests.properties.effort import tried


@dataclass(frozen=True)
class Row:
    """A line of a transcript as it is typed; `number` tells it from others of the same words."""

    number: int
    start: str
    words: str
    braces: str = ""

    @property
    def heading(self) -> bool:
        return self.start.startswith("#")

    @property
    def typed(self) -> str:
        return f"{self.start}{self.words} {self.braces}".rstrip()


def lines(text: str) -> list[Line]:
    blocks, _ = parse_transcript(text, Place("chart.md"))
    return [line for block in blocks for line in block.every_line()]


def ids(rows: Iterable[Row]) -> dict[Row, str]:
    """The id of each line."""
    rows = list(rows)
    found = lines("\n".join(row.typed for row in rows))
    assert [line.words for line in found] == [row.words for row in rows]
    assert len({line.id for line in found}) == len(found)
    return {row: line.id for row, line in zip(rows, found, strict=True)}


STARTS = ("# ", "## ", "### ", "- ", "    - ", "        - ", "")
WORDS = st.sampled_from(("OUTCOME", "outcome!", "Outcome", "hold bus", "LINE 1", "gt-x", "é", "字", "★")) | st.integers(
    0, 99
).map("words {}".format)
BRACES = st.sampled_from(("",) * 6 + ("{audience=internal}", "{#outcome}", "{#own}", "{.star}", "{rank=1}"))
ROWS = st.builds(Row, st.integers(1, 1_000_000), st.sampled_from(STARTS), WORDS, BRACES)
CHARTS = st.lists(ROWS, min_size=1, max_size=12, unique_by=lambda row: row.number)


@st.composite
def changed(draw: st.DrawFn, rows: list[Row], others: st.SearchStrategy[Row] = ROWS) -> list[Row]:
    """The rows with some inserted, moved, taken out, and corrected."""
    after = list(rows)
    for _ in range(draw(st.integers(1, 6))):
        match draw(st.sampled_from(("insert", "move", "remove", "correct"))) if after else "insert":
            case "insert":
                after.insert(draw(st.integers(0, len(after))), replace(draw(others), number=-len(after) - 1))
            case "move":
                row = after.pop(draw(st.integers(0, len(after) - 1)))
                after.insert(draw(st.integers(0, len(after))), row)
            case "remove":
                after.pop(draw(st.integers(0, len(after) - 1)))
            case _:
                at = draw(st.integers(0, len(after) - 1))
                after[at] = replace(after[at], words=draw(others).words, braces=draw(others).braces)
    return after


def alone(row: Row, rows: Iterable[Row]) -> bool:
    """Whether no other line has the words of this one; of a heading, nor its plain id."""
    others = [other for other in rows if other != row and other.heading == row.heading]
    if row.heading:
        plain = slug(row.words)
        typed = {other.braces for other in rows}
        return f"{{#{plain}}}" not in typed and all(slug(other.words) != plain for other in others)
    return all(other.words != row.words for other in others)


@tried
@given(st.data(), CHARTS)
def test_a_line_of_words_of_its_own_keeps_its_id_whatever_happens_to_others(
    data: st.DataObject, rows: list[Row]
) -> None:
    after = data.draw(changed(rows))
    was, now = ids(rows), ids(after)
    for row in was.keys() & now.keys():
        if alone(row, rows) and alone(row, after) and "#" not in row.braces:
            assert was[row] == now[row]


@tried
@given(st.data(), CHARTS)
def test_an_id_that_was_typed_stays_whatever_happens_to_others(data: st.DataObject, rows: list[Row]) -> None:
    rows = [replace(row, braces=f"{{#id-{row.number}}}") for row in rows]
    after = data.draw(changed(rows, ROWS.map(lambda row: replace(row, braces=""))))
    now = ids(after)
    for row in now.keys() & set(rows):
        assert now[row] == f"id-{row.number}"


REPEATED = st.sampled_from(("OUTCOME", "WHO", "x")).flatmap(
    lambda words: st.builds(Row, st.integers(1, 1_000_000), st.sampled_from(("- ", "")), st.just(words))
)
OTHERS = st.builds(
    Row, st.integers(1, 1_000_000), st.sampled_from(("- ", "")), st.integers(0, 99).map("other {}".format)
)
HEADINGS = st.builds(Row, st.integers(1, 1_000_000), st.just("## "), st.integers(0, 2).map("HEADING {}".format))


@tried
@given(st.data(), st.lists(REPEATED | HEADINGS, min_size=2, max_size=10, unique_by=lambda row: row.number))
def test_repeated_lines_keep_their_ids_whatever_happens_to_lines_of_other_words(
    data: st.DataObject, rows: list[Row]
) -> None:
    after = list(rows)
    for other in data.draw(st.lists(OTHERS, min_size=1, max_size=5)):
        after.insert(data.draw(st.integers(0, len(after))), replace(other, number=-len(after)))
    now = ids(after)
    assert {row: now[row] for row in rows} == ids(rows)


@tried
@given(st.permutations(range(4)), st.lists(REPEATED, max_size=3, unique_by=lambda row: row.words))
def test_repeated_lines_keep_their_ids_wherever_their_block_moves(order: list[int], rows: list[Row]) -> None:
    blocks = [[Row(0, "## ", f"BLOCK {n}"), *(replace(row, number=n) for row in rows)] for n in range(4)]
    before = ids(row for block in blocks for row in block)
    assert ids(row for n in order for row in blocks[n]) == before


CHANGES = {
    "a heading above it corrected": ("## HOUSNG\n- A\n", "## HOUSING\n- A\n"),
    "a heading put above it": ("- A\n", "## HOUSING\n- A\n"),
    "an id given to its heading": ("## B\n- A\n", "## B {#b-1}\n- A\n"),
    "an id given to one of the same words": ("## B\n- A\n## C\n- A\n", "## B\n- A {#a}\n## C\n- A\n"),
    "an id given to one that nothing tells from it": ("- A\n- A\n", "- A {#a}\n- A\n"),
    "a pen and marks of its own": ("- A\n", "- [A]{.star} {.question}\n"),
    "another reading": ("- A B\n", '- [A]{sic="E"} B\n'),
    "words of its own that are internal": ("- A\n", "- A[ B]{audience=internal}\n"),
    "an internal line of the same words before it": ("- A\n", "- A {audience=internal}\n- A\n"),
    "an internal heading before its heading": ("## B\n- A\n", "## B {audience=internal}\n- A\n## B\n- A\n"),
}


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_the_last_line_keeps_its_id(before: str, after: str) -> None:
    assert lines(before)[-1].id == lines(after)[-1].id


def test_lines_that_stand_under_different_bullets_keep_their_ids_when_those_move() -> None:
    one, other = "- B\n    - A\n", "- C\n    - A\n"
    assert {line.id for line in lines(one + other)} == {line.id for line in lines(other + one)}


def test_of_two_headings_of_the_same_words_neither_has_the_plain_id() -> None:
    one, other = (line.id for line in lines("## Housing\n## Housing\n"))
    assert "housing" not in (one, other)
    assert lines("## Housing\n")[0].id == "housing"


def test_headings_that_stand_under_others_are_told_apart_by_them() -> None:
    before, after = "# A\n## X\n# B\n## X\n", "# B\n## X\n# A\n## X\n"
    assert [line.id for line in lines(before)][1] == [line.id for line in lines(after)][3]


def test_a_line_with_an_id_of_its_own_knows_the_one_that_it_may_have_had() -> None:
    (heading, line) = lines("## Housing\n- Survey\n")
    (heading_named, line_named) = lines("## Housing {#homes}\n- Survey {#survey}\n")
    assert (heading_named.formerly, line_named.formerly) == (heading.id, line.id)
    assert lines("## Housing {#housing}\n")[0].formerly == ""


def test_an_id_that_another_has_is_no_ones_former_one() -> None:
    one, other = lines("## Housing {#homes}\n- Survey {#housing}\n")
    assert other.id == "housing"
    assert one.formerly not in ("", "housing")


@pytest.mark.parametrize("text", ["- x\n" * 20_000, "".join(f"{' ' * depth}- x\n" for depth in range(1_500)) * 2])
def test_many_lines_that_nothing_tells_apart_have_ids_of_their_own(text: str) -> None:
    found = lines(text)
    assert len({line.id for line in found}) == len(found)
