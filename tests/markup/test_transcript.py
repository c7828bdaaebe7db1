"""The transcript's parser and printer: words kept, ids that stay, print and parse inverse."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.markup.printer import print_transcript
from goldenthread.markup.transcript import parse_transcript
from goldenthread.model.chart import LABELS, MARKS, Attributes, Block, Box, Line, Span
from goldenthread.model.fields import Ref
from goldenthread.source import Place

AT = Place("chart.md")
PENS = frozenset({"first", "second", "plenary"})


def parsed(text: str) -> tuple[Block, ...]:
    """The blocks of a transcript without problems."""
    blocks, problems = parse_transcript(text, AT, PENS)
    assert problems == ()
    return blocks


def told(text: str) -> list[str]:
    """The problems of a transcript."""
    return [f"{found.at} {found.code}" for found in parse_transcript(text, AT, PENS)[1]]


def lines(text: str) -> list[Line]:
    """The lines of a transcript without problems, headings included."""
    return [line for block in parsed(text) for line in block.every_line()]


IDS = st.sampled_from(("a", "b-1", "housing", "x.y", "theme:staffing", "staffing#housing"))
REFS = st.tuples() | st.tuples(st.builds(Ref, IDS)) | st.tuples(st.builds(Ref, IDS), st.builds(Ref, IDS))
NOTES = st.sampled_from(("", "", "Staff housing", 'a "b" \\ c', "{x}"))
ATTRIBUTES = st.builds(
    Attributes,
    pen=st.sampled_from(("", *sorted(PENS))),
    marks=st.sampled_from(((), (), *((mark,) for mark in MARKS), ("star", "question"))),
    implied=st.booleans(),
    label=st.sampled_from((None, *LABELS)),
    rank=st.sampled_from((None, 1, 2, 99)),
    short_name=NOTES,
    sic=NOTES,
    actions=REFS,
    see=REFS,
    leads_to=REFS,
    about=REFS,
    audience=st.sampled_from((None, None, "public", "internal")),
)
WORDS = st.text(st.sampled_from("ab \\[]{}~*-#★.é|\"'`!>_:"), min_size=1, max_size=8)


def is_markup(span: Span) -> bool:
    """Whether a span is more than bare words."""
    return span.form != "text" or span.attributes != Attributes() or bool(span.spans)


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans as a parser makes them: two runs of bare words are one."""
    done: list[Span] = []
    for span in spans:
        if done and not is_markup(span) and not is_markup(done[-1]):
            done[-1] = Span(done[-1].text + span.text)
        else:
            done.append(span)
    return tuple(done)


BARE = st.builds(Span, WORDS)
MENTION = st.builds(
    lambda id, words: Span(words or id, "mention", target=Ref(id)), IDS, st.sampled_from(("", "so", "a ~~ b"))
)
STRIKE = st.builds(lambda words: Span(words, "strike"), WORDS)
MARKED = st.builds(
    lambda words, attributes: Span(words, "text", attributes), WORDS, ATTRIBUTES.filter(lambda a: a != Attributes())
)
NESTED = st.builds(
    lambda spans, attributes: Span("", "text", attributes, joined(spans)),
    st.lists(BARE | MENTION | STRIKE | MARKED, min_size=2, max_size=3),
    ATTRIBUTES.filter(lambda a: a != Attributes()),
).filter(lambda span: any(is_markup(inner) for inner in span.spans))


def trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """Spans as they stand on a line: nothing blank at either end."""
    found = list(joined(spans))
    if found and not is_markup(found[0]):
        found[0] = Span(found[0].text.lstrip())
    if found and not is_markup(found[-1]):
        found[-1] = Span(found[-1].text.rstrip())
    return tuple(span for span in found if is_markup(span) or span.text)


SPANS = st.lists(BARE | MENTION | STRIKE | MARKED | NESTED, max_size=4).map(trimmed).filter(bool)


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[Block, ...]:
    """Blocks such as a parser makes, their ids apart."""
    blocks = []
    for number in range(draw(st.integers(0, 3))):
        heading = Line(draw(SPANS), bullet=False, attributes=draw(ATTRIBUTES))
        depth, under = -1, []
        for _ in range(draw(st.integers(0 if number else 1, 4))):
            bullet = draw(st.booleans())
            depth = draw(st.integers(0, depth + 1)) if bullet else -1
            under.append(Line(draw(SPANS), bullet=bullet, depth=max(depth, 0), attributes=draw(ATTRIBUTES)))
        first = number == 0 and draw(st.booleans())
        blocks.append(Block(None if first else heading, tuple(under), 2 if first else draw(st.integers(1, 6))))
    return tuple(blocks)


def bare(blocks: tuple[Block, ...]) -> list[object]:
    """What blocks say, without ids."""
    return [
        (
            block.level,
            [(line.spans, line.bullet, line.depth, line.attributes) for line in block.every_line()],
            bool(block.heading),
        )
        for block in blocks
    ]


def test_words_that_look_like_a_heading_are_printed_as_words() -> None:
    blocks = (Block(Line((Span("Wishes"),), bullet=False), (Line((Span("##:"),), bullet=False),), 2),)
    assert bare(parsed(print_transcript(blocks))) == bare(blocks)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(transcripts())
def test_a_printed_transcript_is_parsed_as_it_was(blocks: tuple[Block, ...]) -> None:
    again, problems = parse_transcript(print_transcript(blocks), AT, PENS)
    assert not problems
    assert bare(again) == bare(blocks)
    assert parse_transcript(print_transcript(again), AT, PENS)[0] == again


OPENING = r"""- |## |  |[|]|{|}|~~|\|[[|]]|{.second}| {rank=1}|]{|]{.first}|-|#|★|1. |*|+ """
CLOSED = r"""[a]{sic="b"}|{#x}|a|b c|"|{see=y}|[[x]]|\{"""
SNIPPETS = st.sampled_from((*OPENING.split("|"), *CLOSED.split("|"), "|", "\n", "\n\n", "\t", "\xa0"))


@given(st.lists(SNIPPETS | st.text(max_size=3), max_size=30).map("".join))
def test_any_text_is_parsed_and_printed_the_same_ever_after(text: str) -> None:
    first, _ = parse_transcript(text, AT, PENS)
    second, _ = parse_transcript(print_transcript(first), AT, PENS)
    assert bare(second) == bare(first)
    assert print_transcript(second) == print_transcript(first)
    ids = [line.id for block in first for line in block.every_line()]
    assert all(ids)
    assert len(ids) == len(set(ids))


@given(
    st.lists(st.sampled_from(("AGREED", "é", "[", "]", "~", "a b", "(", "*", "'", "#5", "★")), min_size=1, max_size=8)
)
def test_every_word_on_the_chart_is_kept_in_order(words: list[str]) -> None:
    text = " ".join(words)
    (line,) = (line for block in parse_transcript(f"- {text}", AT, PENS)[0] for line in block.every_line())
    assert line.words == text


KEPT = {
    "- [safe]{.second} housing {.first}": "safe housing",
    "- ~~old plan~~ new plan": "old plan new plan",
    "- LINK TO [[chart:budget]]": "LINK TO chart:budget",
    "- [[housing|the housing block]] stands": "the housing block stands",
    '- [visa versa]{sic="vice versa"}': "visa versa",
    "- [x] done": "[x] done",
    "- \\[\\[not a link\\]\\]": "[[not a link]]",
    "- goes on\n  in the next line": "goes on in the next line",
    "★ LOOK {.plenary .star}": "★ LOOK",
    "- C:\\new": "C:\\new",
    "- cost {about 5}x": "cost {about 5}x",
    "- [a [b]{.second} c]{.first}": "a b c",
    "- ~~~~": "~~~~",
    "- a ~~ b": "a ~~ b",
    "1. first": "1. first",
    "- x {}": "x {}",
    "- [[ ]] open": "[[ ]] open",
}


@pytest.mark.parametrize(("text", "words"), KEPT.items())
def test_a_line_reads_as_it_stands_on_the_chart(text: str, words: str) -> None:
    assert [line.words for line in lines(text)] == [words]


@given(st.permutations(["- one", "- two", "- three", "- four {.second}"]), st.integers(0, 4))
def test_a_line_with_words_of_its_own_keeps_its_id_wherever_it_moves(order: list[str], kept: int) -> None:
    text = "## HOUSING\n" + "\n".join(["- this line stays", *order[:kept]])
    moved = "## HOUSING\n" + "\n".join([*order[kept:], "- this line stays"])
    (one,) = (line.id for line in lines(text) if line.words == "this line stays")
    (two,) = (line.id for line in lines(moved) if line.words == "this line stays")
    assert one == two


def test_a_line_keeps_its_id_when_another_takes_the_id_of_its_heading() -> None:
    before = lines("## HOUSING\n- this line stays\n")
    after = lines("## HOUSING\n- another {#housing}\n- this line stays\n")
    assert before[1].id == after[2].id


def test_a_line_keeps_its_id_when_its_block_moves() -> None:
    one = {line.words: line.id for line in lines("## A\n- x\n\n## B\n- x\n")}
    two = {line.words: line.id for line in lines("## B\n- x\n\n## A\n- x\n")}
    assert one["A"] == two["A"] == "a"
    assert {line.id for line in lines("## A\n- x\n\n## B\n- x\n")} == {
        line.id for line in lines("## B\n- x\n\n## A\n- x\n")
    }


def test_lines_with_the_same_words_have_ids_of_their_own() -> None:
    ids = [line.id for line in lines("## A\n- x\n- x\n- x\n\n## A\n- x\n")]
    assert len(ids) == len(set(ids)) == 6


def test_of_two_lines_with_one_id_the_first_keeps_it() -> None:
    text = "- one {#same}\n- two {#same}\n"
    blocks, problems = parse_transcript(text, AT, PENS)
    assert [str(found.at) for found in problems] == ["chart.md:2:3"]
    first, second = (line.id for line in blocks[0].lines)
    assert first == "same"
    assert second != "same"


FAULTS = {
    "- x {.secnd}": "1:6 GT303",
    "- x {blue}": "1:6 GT304",
    "- x {colour=red}": "1:6 GT305",
    "- x {.first .second}": "1:13 GT306",
    "- x {rank=0}": "1:6 GT307",
    "- x {rank=1st}": "1:6 GT307",
    "- x {label=wish}": "1:6 GT307",
    "- x {see=}": "1:6 GT307",
    '- x {as=" "}': "1:6 GT307",
    "- x {#A-B}": "1:6 GT203",
    "- x {rank=1 rank=2}": "1:13 GT311",
    "- x {#a #b}": "1:9 GT311",
    "- x {audience=publik}": "1:6 GT801",
    "- [x]{.second": "1:6 GT302",
    "- " + "[" * 13: "1:14 GT308",
    "## H\n\n- a\n  goes on [x]{.blue}": "4:15 GT303",
    "- a\n    goes on {.blue}": "2:14 GT303",
    "- é👩‍🚒 [x]{.blue}": "1:12 GT303",
    "   para [x]{.blue}": "1:13 GT303",
    "    - a {.blue}": "1:10 GT303",
}


@pytest.mark.parametrize(("text", "fault"), FAULTS.items())
def test_a_fault_in_braces_is_told_at_its_place(text: str, fault: str) -> None:
    assert told(text) == [f"chart.md:{fault}"]


def test_a_misspelt_audience_is_internal() -> None:
    blocks, _ = parse_transcript("- x {audience=publik}", AT, PENS)
    assert blocks[0].lines[0].attributes.audience == "internal"


def test_each_reference_knows_its_own_place() -> None:
    (line,) = lines('- x {see="one two" action=three}')
    refs = (*line.attributes.see, *line.attributes.actions)
    assert [(ref.target, ref.at.column) for ref in refs] == [("one", 11), ("two", 15), ("three", 27)]


def test_a_mention_knows_the_place_of_its_target() -> None:
    (line,) = lines("- see\n  [[staffing#housing|there]]")
    (span,) = (span for span in line.walk() if span.target)
    assert span.target
    assert str(span.target.at) == "chart.md:2:5"


def test_indents_of_any_width_give_depth() -> None:
    assert [line.depth for line in lines("- a\n    - b\n        - c\n    - d\n- e\n\t- f")] == [0, 1, 2, 1, 0, 1]


def test_words_that_look_like_marks_print_as_words() -> None:
    text = "\\- not - a bullet\n\\## not a heading\n"
    assert [(line.words, line.bullet) for line in lines(text)] == [
        ("- not - a bullet", False),
        ("## not a heading", False),
    ]
    assert print_transcript(parsed(text)) == text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- ANSWER{.first .star}", ["GT312"]),
        ("- {.first} ANSWER", ["GT312"]),
        ("- WATER [PRIORITY 1] {.first rank=1}", ["GT313"]),
        ("- WATER [PRIORITY 1]{.first rank=1}", []),
        (r"- WATER \[PRIORITY 1\] {.first}", []),
        (r"- ANSWER\{.first}", []),
        ("- a {set} of words", []),
    ],
)
def test_braces_that_look_misplaced_are_told(line: str, told: list[str]) -> None:
    _, problems = parse_transcript(f"{line}\n", AT, PENS)
    assert [problem.code for problem in problems] == told


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ("0.12 0.31 0.4 0.06", Box(120, 310, 400, 60)),
        ("0 0 1 1", Box(0, 0, 1000, 1000)),
        ("1.0 0 0 0", None),  # of no width
        (".5 .5 .5 .5", Box(500, 500, 500, 500)),
        ("0.6 0 0.5 0.1", None),  # beyond the edge
        ("12 31 40 6", None),
        ("0.1 0.2 0.3", None),
        ("-0.1 0.2 0.3 0.4", None),
        ("1e-1 0.2 0.3 0.4", None),
        ("sheet-2.jpg 0.1 0.2 0.3 0.4", Box(100, 200, 300, 400, "sheet-2.jpg")),
        ("../x.jpg 0.1 0.2 0.3 0.4", None),
    ],
)
def test_a_box_is_four_parts_of_one_that_lie_on_the_photo(typed: str, box: Box | None) -> None:
    blocks, problems = parse_transcript(f'- WORDS {{#w box="{typed}"}}\n', Place("c.md"))
    assert blocks[0].lines[0].attributes.box == box
    assert [one.code for one in problems] == ([] if box else ["GT315"])
    if box:
        assert parse_transcript(print_transcript(blocks), Place("c.md"))[0] == blocks


def test_a_box_stands_on_whole_lines_and_votes_on_words_too() -> None:
    blocks, problems = parse_transcript('- [A]{votes=7} [B]{box="0 0 1 1"} {votes=x}\n', Place("c.md"))
    assert blocks[0].lines[0].spans[0].attributes.votes == 7
    assert [one.code for one in problems] == ["GT307", "GT316"]


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("a <!-- b", 3),
        ("a \\<!-- b", None),
        ('[a]{.first as="<!-- b"} c', None),
        ('[a]{.first as="}<!-- b"} <!-- c', 26),
        ("{a <!-- b", 4),
        ('"a <!-- b"', 4),
    ],
)
def test_a_comment_is_told_among_the_words_and_not_in_what_braces_quote(words: str, column: int | None) -> None:
    _, problems = parse_transcript(f"- {words}\n", Place("c.md"), frozenset({"first"}))
    found = [one.at.column - 2 for one in problems if one.code == "GT317"]
    assert found == ([] if column is None else [column])
