"""Hands: how one person writes. Everybody at a chart has a hand of their own, and it stays the same all over the chart.

In: the key of a chart and the name of a pen. Out: its `Hand`. Guaranteed: the same key and name give the same hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from drawing.alphabet import CAPITAL, Glyph, glyphs


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody writes.

    Slant, unsteadiness and bounce are on the alphabet's grid. `marker` is its width as a part of a capital's height;
    `chisel` says how much its tip is cut askew (0 a round one), and `nib` at which angle it is held. `size` is that of
    the capitals beside those of the first hand, `breadth` and `tracking` how broad and how far apart the letters are.
    """

    name: str
    slant: float
    wobble: float
    bounce: float
    marker: float
    chisel: float
    nib: float
    size: float
    breadth: float
    tracking: float

    def form(self, character: str) -> Glyph:
        """How this hand writes a character; raises `UnknownLetter`."""
        return _form(self.name, character)

    def advance(self, character: str, cap: float) -> float:
        """From the left of a character to the left of the next, in pixels, for capitals of height `cap`."""
        return (self.form(character).width + self.tracking) * self.breadth * cap / CAPITAL

    def width(self, text: str, cap: float) -> float:
        """How wide these characters are, in pixels, the room behind the last one included."""
        return sum(self.advance(character, cap) for character in text)


@cache
def hand_of(chart: str, pen: str, first: bool) -> Hand:
    """The hand that holds this pen of this chart; the first one is the measure of the others."""
    rng = Random(f"{chart} hand {pen}")
    return Hand(
        name=f"{chart} {pen}",
        slant=rng.uniform(-0.1, 0.26),
        wobble=rng.uniform(0.17, 0.27),
        bounce=rng.uniform(0.25, 0.5),
        marker=rng.uniform(0.13, 0.16) * (1 if first else 1.08),
        chisel=rng.choice((0, 0, 0.35, 0.5)),
        nib=rng.uniform(0.5, 1.1),
        size=1 if first else rng.uniform(0.86, 1.02),
        breadth=rng.uniform(1.06, 1.2),
        tracking=rng.uniform(1.85, 2.2),
    )


@cache
def _form(hand: str, character: str) -> Glyph:
    ways = glyphs(character)
    return ways[0] if len(ways) == 1 else Random(f"{hand} {character}").choice(ways)
