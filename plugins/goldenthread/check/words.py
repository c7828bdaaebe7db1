"""The words of records, one text after another, for rules that look for something in all of them.

In: an entry. Out: texts with their places. Guaranteed: minutes, fields, and lines of charts, all but what is typed
under `contact`, which is meant to hold what nothing else should and has a default audience of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goldenthread.model.chart import FlipChart
from goldenthread.model.entry import Entry
from goldenthread.model.fields import Prose
from goldenthread.model.walk import every_entry, fields_of, several
from goldenthread.source import Place

CONTACT = "contact"
Where = Callable[[int], Place]
"""From the offset of a character in a text to where it stands."""


def texts_in(outermost: Entry) -> Iterator[tuple[str, Where]]:
    """Every text in an entry and those in it, with where its characters stand; at worst, where its entry does."""
    for entry in every_entry(outermost):
        yield from _texts_of(entry)
        if isinstance(entry, FlipChart):
            yield from ((line.words, line.at.right) for _, line in entry.lines())


def _texts_of(entry: Entry) -> Iterator[tuple[str, Where]]:
    for facts in fields_of(type(entry)):
        if facts.name != CONTACT and (facts.is_text or Prose in facts.types):
            for words in several(getattr(entry, facts.name)):
                yield (words.text, words.place_of) if isinstance(words, Prose) else (words, entry.at.right)
