"""Words as they are compared: whatever way they are typed, cut up by marks, or joined by hyphens.

In: text. Out: its words, folded, with one space before, between and after them. Guaranteed: two spellings that a reader
takes for the same words come out the same; a phrase is in a text where its plain form is in that of the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ASCII = str.maketrans({chr(n): chr(n).lower() if chr(n).isalnum() else " " for n in range(128)})
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
"""Signs that take no room: what they stand in the midst of is one word."""
_NO_WORDS = re.compile(r"[\W_]+")
_ALONE = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
"""Letters of scripts that write without spaces: each is taken for a word."""


def plain(text: str) -> str:
    """The words of a text, between single spaces; " " where there are none."""
    if text.isascii():
        return f" {' '.join(text.translate(_ASCII).split())} "
    letters = unicodedata.normalize("NFKD", _UNSEEN.sub("", text)).casefold()
    letters = unicodedata.normalize("NFKD", letters).translate(_marks())
    words = _ALONE.sub(r" \1 ", _NO_WORDS.sub(" ", letters)).split()
    return f" {' '.join(words)} "


@cache
def _marks() -> dict[int, None]:
    """The accents and vowel signs that combine with a letter: they make no other word."""
    return {
        n: None for n in range(0x300, 0x20000) if unicodedata.combining(chr(n)) or unicodedata.category(chr(n)) == "Mn"
    }
