"""What must hold of any text that is read as a transcript, whoever made it up: a person, chance or a fuzzer.

In: a text. Out: nothing; an `AssertionError`, or whatever the parser raises, says what does not hold. Guaranteed: the
same text gives the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from goldenthread.markup.printer import print_transcript
from goldenthread.markup.transcript import parse_transcript
from goldenthread.mend.lines import Amendment, amended
from goldenthread.model.chart import Block, Line
from goldenthread.read.text import decode
from goldenthread.source import Place

AT = Place("chart.md", 4)
HEAD = "---\ntitle: A\n---\n"
PENS = frozenset({"first", "second", "plenary"})
LONGEST = 4096
_MARKUP = re.compile(r"[\\\[\]{}~<]")
_SIGN = re.compile(r"^(?:[ \t]*[-*+]|#{1,6})[ \t]+", re.MULTILINE)


def examine(text: str) -> None:
    """Read a text, print it, read it again, and give a line an id."""
    blocks, problems = parse_transcript(text, AT, PENS)
    found = [line for block in blocks for line in block.every_line()]
    _stand_in_the_text(text, [*(problem.at for problem in problems), *_places(found)])
    _keep_the_words(text, found)
    assert all(line.id for line in found)
    assert len({line.id for line in found}) == len(found)
    printed = print_transcript(blocks)
    again, _ = parse_transcript(printed, AT, PENS)
    assert said(again) == said(blocks)
    assert print_transcript(again) == printed
    _take_an_id(text, found)


def said(blocks: tuple[Block, ...]) -> list[object]:
    """What blocks say: all but where it stands."""
    return [(block.level, block.heading, block.lines) for block in blocks]


def _stand_in_the_text(text: str, places: list[Place]) -> None:
    lines = text.split("\n")
    for place in places:
        assert AT.line <= place.line < AT.line + len(lines), place
        assert 1 <= place.column <= len(lines[place.line - AT.line]) + 1, place


def _places(lines: list[Line]) -> Iterator[Place]:
    for line in lines:
        yield line.at
        for span in line.walk():
            yield span.at
        for attributes in (line.attributes, *(span.attributes for span in line.walk())):
            refs = (*attributes.actions, *attributes.see, *attributes.leads_to, *attributes.covered_by)
            yield from (ref.at for ref in (*refs, *attributes.waits_for, *attributes.about))


def _keep_the_words(text: str, lines: list[Line]) -> None:
    """The words are those typed, in order; where there is no markup at all, they are all that was typed."""
    words = "".join("".join(line.words for line in lines).split())
    rest = iter(text)
    assert all(letter in rest for letter in words), "words that nobody typed, or in another order"
    if not _MARKUP.search(text):
        assert words == "".join(_SIGN.sub("", text).split())


def _take_an_id(text: str, lines: list[Line]) -> None:
    """The line in the middle with an id; the others as they were. Texts that no file can hold are passed over."""
    data = f"{HEAD}{text}".encode("utf-8", "surrogatepass")
    if not lines or decode(data, AT.path)[0] != f"{HEAD}{text}":
        return
    chosen = lines[len(lines) // 2].at
    after = amended(data, {chosen: Amendment("id-by-a-program")}).decode().removeprefix(HEAD)
    again = [line for block in parse_transcript(after, AT, PENS)[0] for line in block.every_line()]
    for before, line in zip(lines, again, strict=True):
        assert (line.words, line.bullet, line.depth) == (before.words, before.bullet, before.depth)
        assert line.attributes.id == ("id-by-a-program" if before.at == chosen else before.attributes.id)


PIECES = (
    *("\n", "\n\n", "\n  ", "\n    - ", "\n- ", "\n## ", "\n# ", "\n\t- ", "\n* ", "\n+ ", "- ", "    "),
    *("[", "]", "{", "}", "[[", "]]", "|", "~~", "~", "\\", "\\[", "\\{", '"', '\\"', "'", "=", ".", "#", "<!--", "★"),
    *("{.first}", "{.second .star}", " {#id}", " {rank=1}", " {votes=7}", ' {as="A b"}', ' {sic="x"}', " {see=a#b}"),
    *(' {box="0.1 0.2 0.3 0.4"}', " {leads_to=#b}", " {audience=internal}", " {label=who .implied}", "{}", "{ }"),
    *("]{.first}", "]{rank=2}", "]{", "[[a|b]]", "[[staffing#housing]]", "[x]", "(", ")", "1. ", "? ", "!", "`"),
    *("PRIORITY 1", "HOUSING", "a", "b c", "é", "e\u0301", "字", "👩‍🚒", "\u00a0", "\u200b", "\u2003", "\t", " ", "  "),
)
"""What transcripts are made of, and what is nearly that."""


def made_up(chance: Random) -> str:
    """A text that might be a transcript."""
    return "".join(chance.choices(PIECES, k=chance.randint(1, 40)))
