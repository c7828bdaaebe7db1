"""Languages: the catalogue of translations for what people read.

In: language codes. Out: a gettext catalogue, from `locale/` beside this file. Guaranteed: without a catalogue for a
language the words stay as they stand in the code, in British English.
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources

DOMAIN = "goldenthread"


@cache
def catalogue(*languages: str) -> gettext.NullTranslations:
    """The translations into the first of these languages that has any; for none named, the reader's own settings."""
    with resources.as_file(resources.files("goldenthread") / "locale") as folder:
        return gettext.translation(DOMAIN, folder, languages or None, fallback=True)


def N_(words: str) -> str:
    """Marks words for translation where they are looked up later."""
    return words
