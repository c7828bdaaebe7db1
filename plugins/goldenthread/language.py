"""Languages: the catalogue of translations for what people read.

In: language codes, or words to be sorted. Out: a gettext catalogue, from `locale/` beside this file; a key to sort by.
Guaranteed: without a catalogue for a language the words stay as they stand in the code, in British English.
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources
from unicodedata import combining, normalize

DOMAIN = "goldenthread"


@cache
def catalogue(*languages: str) -> gettext.NullTranslations:
    """The translations into the first of these languages that has any; for none named, the reader's own settings."""
    with resources.as_file(resources.files("goldenthread") / "locale") as folder:
        return gettext.translation(DOMAIN, folder, languages or None, fallback=True)


def N_(words: str) -> str:
    """Marks words for translation where they are looked up later."""
    return words


def folded(words: str) -> str:
    """Words without accents and capitals, as those who look for them may type them."""
    if words.isascii():
        return words.lower()
    letters = normalize("NFKD", words.casefold())
    return "".join(letter for letter in letters if not combining(letter))


def alphabetical(words: str) -> tuple[str, str]:
    """A key to sort by: É stands with E, and capitals with small letters; words that differ in those alone, by them."""
    return folded(words), words
