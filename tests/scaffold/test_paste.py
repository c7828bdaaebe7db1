"""What a room wrote, pasted: all words are kept, and what they mean is proposed.

The words of all notes that lie in `../shared/corpora` are kept too, where that is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.markup.transcript import parse_transcript
from goldenthread.model.chart import Block
from goldenthread.scaffold.paste import BOLD, Pasted, paste
from goldenthread.source import Place
from tests.properties.effort import tried
from tests.properties.words import TRAPS

HERE = Path(__file__).parent
CORPORA = HERE.parents[2] / "shared" / "corpora"
SIGNS = re.compile("[-–—‐‑−*•·◦‣▪▫■●○∙⁃➢➤►§\uf0b7\uf0a7\uf0d8#=_~\\u200b]")
"""What may be a sign rather than a word, or a part of one."""
UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


def words_of(text: str) -> list[str]:
    """The words of a text, without the signs that stand before and around them."""
    lines = [UNSEEN.sub("", line).strip() for line in text.splitlines()]
    if any(re.match("[•·◦‣▪▫■●○∙⁃➢➤►§\uf0b7\uf0a7\uf0d8]", line) for line in lines):
        text = "\n".join(re.sub(r"^o(?=\s)", "", line) for line in lines)
    return [word for part in UNSEEN.sub("", text).split() if (word := SIGNS.sub("", part))]


def read_back(pasted: Pasted) -> tuple[Block, ...]:
    """The blocks as the project's own parser reads the transcript."""
    return parse_transcript(pasted.text, Place("chart.md"), frozenset({BOLD}))[0]


def words_read(pasted: Pasted) -> list[str]:
    return words_of("\n".join(line.words for block in read_back(pasted) for line in block.every_line()))


# All words are kept

INDENTS = ("", " ", "  ", "    ", "\t", " \t", "\xa0")
BEGINNINGS = ("", "- ", "* ", "• ", "•", "o ", "o\t", "-", "1. ", "a) ", "(ii) ", "3.2 ", "# ", "## ", "+ ", "★ ", "→ ")
WORDS = (
    *TRAPS,
    "HOUSING",
    "PRIORITY 1",
    "**PRIORITY 2**",
    "priority two",
    "P1",
    "who?",
    "???",
    "[illegible]",
    "7 votes",
)
ROUGH = st.lists(
    st.tuples(
        st.sampled_from(INDENTS),
        st.sampled_from(BEGINNINGS),
        st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=4).map(" ".join),
    ).map("".join),
    max_size=9,
).map("\n".join)


@tried
@given(ROUGH)
def test_the_words_of_any_notes_are_those_of_the_transcript(rough: str) -> None:
    assert words_read(paste(rough)) == words_of(rough)


@tried
@given(ROUGH)
def test_what_is_printed_is_read_as_it_was_understood(rough: str) -> None:
    pasted = paste(rough)
    understood = [
        (line.words, line.attributes.marks, line.depth) for block in pasted.blocks for line in block.every_line()
    ]
    read = [
        (line.words, line.attributes.marks, line.depth) for block in read_back(pasted) for line in block.every_line()
    ]
    assert read == understood


def test_a_word_that_is_lost_is_found() -> None:
    assert words_read(paste("- one\n- two")) != words_of("- one\n- two three")


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared documents are not here")
def test_the_words_of_notes_that_people_took_are_kept() -> None:
    notes = sorted(path for end in ("md", "csv") for path in CORPORA.rglob(f"*.{end}"))[::6]
    assert len(notes) > 30
    texts = {path: path.read_text("utf-8", "replace") for path in notes}
    assert [path.name for path, text in texts.items() if words_read(paste(text)) != words_of(text)] == []


# Five pages of notes, and what they mean


@dataclass(frozen=True)
class Meant:
    """What a person who was in the room says of a page: headings, ranks by the words they stand with, marked lines."""

    blocks: tuple[str, ...]
    ranks: tuple[tuple[int, str], ...]
    marks: tuple[tuple[str, str], ...]


PAGES = {
    "ferry": Meant(
        ("FERRY USERS' NIGHT - sheet 2", "1. LAST BUS PRIORITY 1", "2. TICKETS PRIORITY 2", "3."),
        ((1, "1. LAST BUS PRIORITY 1"), (2, "2. TICKETS PRIORITY 2")),
        (
            ("action", "IMPROVEMENT ACTION"),
            ("question", "who phones?"),
            ("outcome", "OUTCOME"),
            ("question", "ask ministry ???"),
            ("star", "* LOOK AT WHAT HARL BRIDGE DOES"),
        ),
    ),
    "staffing": Meant(
        ("Staffing", "Housing for staff (priority 2)"),
        ((2, "Housing for staff (priority 2)"),),
        (
            ("votes", "rota (9 votes)"),
            ("question", "weekends - who covers when it is Bank Holiday and nobody has been asked?"),
            ("unclear", "training [illegible]"),
            ("votes", "posts without safe housing stand empty ●●●●"),
            ("question", "Q: is a survey the best first step?"),
        ),
    ),
    "damp": Meant(
        ("Damp & mould / Tuesday group", "what helps:", "what does not:"),
        (
            (1, "the phone menu (P1 !!)"),
            (1, "1st priority: ring back in 2 days"),
            (2, "2nd priority: one number for everything"),
        ),
        (("action", "next steps"),),
    ),
    "plus-minus": Meant(
        ("HOW WAS TODAY?", "NEXT TIME", "PARKING LOT"),
        (),
        (("question", "? who owns the old ticket hall"), ("question", "? [name] to come to the next one")),
    ),
    "minutes": Meant(
        ("Group B -- round two in red", "a) Counting", "b) Money", "c) Owners PRIORITY 2"),
        ((1, "COUNT BY STREET PRIORITY 1"), (2, "c) Owners PRIORITY 2")),
        (
            ("bold", "not if you use the UPRN"),
            ("question", "who has it?"),
            ("bold", "SEE COUNTING SHEET"),
            ("question", "match funding = 20% ?"),
            ("star", "★ ASK THE ONES WHO DID ANSWER"),
            ("who", "WHO: Ffion"),
            ("timescale", "BY WHEN: before the clocks change"),
        ),
    ),
}


def understood(pasted: Pasted) -> Meant:
    """What was made of a page."""
    blocks = read_back(pasted)
    lines = [line for block in blocks for line in block.every_line()]
    ranks = [(span.attributes.rank, line.words) for line in lines for span in line.walk() if span.attributes.rank]
    marks = []
    for line in lines:
        own = line.attributes
        inner = [mark for span in line.walk() for mark in span.attributes.marks]
        said = [*own.marks, *inner, *filter(None, (own.label, own.pen))]
        said += ["votes"] if line.votes is not None else []
        marks += [(mark, line.words) for mark in said]
    headings = tuple(block.heading.words for block in blocks if block.heading)
    return Meant(headings, tuple((rank or 0, words) for rank, words in ranks), tuple(marks))


def right(found: tuple[object, ...], wanted: tuple[object, ...]) -> tuple[int, int, int]:
    """How many of those wanted were found, how many were wanted, and how many were found that nobody wanted."""
    return len(set(found) & set(wanted)), len(wanted), len(set(found) - set(wanted))


@pytest.mark.parametrize("name", PAGES)
def test_the_words_of_a_page_are_kept(name: str) -> None:
    text = (HERE / "notes" / f"{name}.txt").read_text("utf-8")
    assert words_read(paste(text)) == words_of(text)


def test_most_blocks_ranks_and_marks_of_five_pages_are_right() -> None:
    """The figures stand in the changelog's words: run with `-s` to see what is made of each page."""
    total = {"blocks": [0, 0, 0], "ranks": [0, 0, 0], "marks": [0, 0, 0]}
    for name, wanted in PAGES.items():
        found = understood(paste((HERE / "notes" / f"{name}.txt").read_text("utf-8")))
        for what, sums in total.items():
            counts = right(getattr(found, what), getattr(wanted, what))
            print(name, what, counts, set(getattr(found, what)) ^ set(getattr(wanted, what)))
            total[what] = [before + count for before, count in zip(sums, counts, strict=True)]
    assert total == {"blocks": [16, 16, 0], "ranks": [7, 8, 0], "marks": [20, 20, 0]}
