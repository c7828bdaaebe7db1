"""What a handout says about itself: its properties, all of them invented, and its looks.

In: an outline, and where it lies. Out: `Facts`. Guaranteed: nothing comes from the machine or from today.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from random import Random

from handouts.outline import Outline, written

_NOBODY = "The sample archive"
_MORNING = "09:00:00"
_ACCENTS = ("1F5C5A", "264E78", "6A3B63", "7A4A1E", "3F5A2B", "7C2F2F")
_FRENCH = frozenset(["le", "la", "les", "des", "du", "de", "et", "une", "dans", "pour", "nous", "pas", "est", "en"])
_ENGLISH = frozenset(["the", "and", "of", "to", "in", "is", "a", "not", "for", "we", "that", "it", "you"])
_NO_DATE = "2025-01-01"


@dataclass(frozen=True, slots=True)
class Facts:
    """A title, an author, the language, the day of the meeting, and the colour of headings (RRGGBB)."""

    title: str
    author: str
    language: str
    made: datetime
    accent: str

    @property
    def tint(self) -> str:
        """The accent, so pale that black words can be read on it."""
        parts = (int(self.accent[at : at + 2], 16) for at in (0, 2, 4))
        return "".join(f"{round(255 - (255 - part) * 0.12):02X}" for part in parts)


def facts_of(outline: Outline, meeting: str, name: str) -> Facts:
    """The facts of the handout `name` of a meeting, whose id may begin with its date."""
    dated = re.match(r"\d{4}-\d\d-\d\d", meeting)
    return Facts(
        title=outline.title or name.rpartition(".")[0],
        author=outline.author or _NOBODY,
        language=outline.language or _language(outline),
        made=datetime.fromisoformat(f"{dated[0] if dated else _NO_DATE} {_MORNING}"),
        accent=Random(f"{name} accent").choice(_ACCENTS),
    )


def _language(outline: Outline) -> str:
    """French where French little words are the more frequent, else English."""
    words = re.findall(r"\w+", " ".join(written(outline)).lower())
    french, english = (sum(word in little for word in words) for little in (_FRENCH, _ENGLISH))
    return "fr-FR" if french > english else "en-GB"


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour given as RRGGBB."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
