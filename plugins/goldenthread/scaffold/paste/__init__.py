"""Pasting: what a room wrote, as somebody typed it, becomes a transcript.

In: rough text. Out: a `Pasted`: blocks with headings, ranks and marks proposed, and what was guessed. Guaranteed: all
words are kept, in order; whatever is special in a transcript is printed so that it is read as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.markup.printer import print_transcript
from goldenthread.model.chart import Block
from goldenthread.scaffold.paste.blocks import blocks_of
from goldenthread.scaffold.paste.lines import rough_lines
from goldenthread.scaffold.paste.words import BOLD, Guess, Reading

__all__ = ["BOLD", "Guess", "Pasted", "paste"]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A transcript proposed for rough notes, and what in it was read with a doubt.

    `bold` says that some of it stood in bold, which is a pen here; `counted` that it has ranks or votes.
    """

    blocks: tuple[Block, ...]
    guesses: tuple[Guess, ...]
    bold: bool
    counted: bool

    @property
    def text(self) -> str:
        """The transcript as it stands in a record."""
        return print_transcript(self.blocks)


def paste(text: str) -> Pasted:
    """Read rough notes."""
    reading = Reading()
    blocks = blocks_of(rough_lines(text), reading)
    guesses = tuple(dict.fromkeys(reading.guesses))
    return Pasted(blocks, guesses, reading.bold, bool(reading.ranks) or reading.voted)
