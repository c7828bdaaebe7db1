"""Letters as a search tells words apart by them: scripts without spaces, and letters that are written in two ways.

In: words as they are written or asked for. Out: the same in words between spaces. Guaranteed: each letter of a script
that puts no spaces between words is a word by itself, so that any stretch of them is found as a phrase; what is shown
of it is as it was written, but that ligatures are taken apart. `search-engine.js` does the same to what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

JOINED = "\u2060"
"""Stands where a space parts what is one word to the eye, such as a word with a hyphen: `first-` and `time`."""
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese letters, for a class of a regular expression."""
_LIGATURES = {code: normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_LETTER = r"[^\W_]"
_BETWEEN = re.compile(f"(?<=[{UNSPACED}])(?={_LETTER})|(?<={_LETTER})(?=[{UNSPACED}])(?={_LETTER})")
_PARTED = re.compile(f"[{UNSPACED}{''.join(map(chr, _LIGATURES))}]")
_SHARP = re.compile(r"\w*[ßẞ]\w*")


def parted(text: str) -> str:
    """A text with a sign and a space between letters that are words by themselves."""
    if text.isascii() or not _PARTED.search(text):
        return text
    return _BETWEEN.sub(f"{JOINED} ", text.translate(_LIGATURES))


def whole(text: str) -> str:
    """What `parted` has parted, as it is shown."""
    return text.replace(f"{JOINED} ", "")


def respelt(text: str) -> Iterator[str]:
    """Its words with ß, as those spell them who have no such letter."""
    if "ß" not in text and "ẞ" not in text:
        return
    for word in _SHARP.findall(text):
        yield without_sharp(word)


def without_sharp(word: str) -> str:
    """A word with ss for ß."""
    return word.replace("ß", "ss").replace("ẞ", "SS")
