"""What a thing says: its own words, the corrected readings beside them, and what was reported about it later.

In: a `Book` and a key. Out: `Passage`s, and the names of what it refers to. Guaranteed: words that a field of the model
holds are found whatever the kind; those of an entry with an address of its own are that entry's alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.language import N_
from goldenthread.model.archive import key_in
from goldenthread.model.chart import Block, FlipChart, Line, Span
from goldenthread.model.entry import Entry, Key, Kind, Relation
from goldenthread.model.meeting import Feedback
from goldenthread.model.walk import entries_in, words_in
from goldenthread.publish.search.record import Passage
from goldenthread.publish.views.book import Book
from goldenthread.publish.words import HEADINGS


def passages_of(book: Book, key: Key) -> Iterator[Passage]:
    """The words of a thing, its title apart."""
    found = book.archive.index[key]
    thing = found.thing
    title = book.title(key)
    if isinstance(thing, Line):
        yield from _line(book, thing)
    elif isinstance(thing, Block):
        yield from _line(book, thing.heading) if thing.heading else ()
    else:
        if isinstance(thing, Feedback):
            yield Passage(book.words(HEADINGS[thing.heading]))
        for words in _own(book, found.meeting, thing):
            if words and words != title:
                yield Passage(words)
    if isinstance(thing, FlipChart) and thing.ranking:
        yield from (Passage(words) for words in (thing.ranking.method, thing.ranking.scope) if words)
    yield from _reported(book, key)


def written_in(book: Book, key: Key) -> Iterator[Passage]:
    """The lines of a block, or of what stands above all blocks of a chart."""
    own = key.own
    for block in book.chart_of(key).blocks:
        if block.id == own:
            for line in block.lines:
                yield from _line(book, line)


def names_in(book: Book, key: Key) -> Iterator[str]:
    """What a thing refers to, by name, and where on which chart it stands; mentions are among its words already."""
    for link in book.archive.links_from.get(key, ()):
        if link.relation is not Relation.MENTIONS:
            yield book.title(link.target)
    if key.kind in (Kind.BLOCK, Kind.LINE):
        block, chart = book.block_of(key), key.chart
        yield from (book.title(one) for one in (block, chart) if one != key)


def _own(book: Book, meeting: str, thing: Entry) -> Iterator[str]:
    """The words of an entry, and of those in it that have no address of their own."""
    yield from (book.spoken(words) for words in words_in(thing))
    for field, inner in entries_in(thing):
        if field != "updates" and not (meeting and key_in(meeting, inner)):
            yield from _own(book, meeting, inner)


def _line(book: Book, line: Line) -> Iterator[Passage]:
    words = "".join(_words(book, span) for span in line.spans).strip()
    if words:
        reading = line.attributes.sic or "".join(_read(book, span) for span in line.spans).strip()
        yield Passage(words, reading if reading != words else "")


def _words(book: Book, span: Span) -> str:
    """A run of words as it stands on the chart; a mention without words of its own by the title of its target."""
    target = book.archive.resolved.get(span.target.at) if span.target else None
    own = book.title(target) if target and span.target and span.text == span.target.target else span.text
    return own + "".join(_words(book, inner) for inner in span.spans)


def _read(book: Book, span: Span) -> str:
    """The same as somebody corrected it."""
    if span.attributes.sic:
        return span.attributes.sic
    return _words(book, Span(span.text, target=span.target)) + "".join(_read(book, inner) for inner in span.spans)


def _reported(book: Book, key: Key) -> Iterator[Passage]:
    words = book.words
    for reported in book.archive.updates_about.get(key, ()):
        said = "; ".join(filter(None, _own(book, "", reported.update)))
        if said:
            label = words(N_("Reported %(date)s")) % {"date": words.date(reported.when)}
            yield Passage(said, label=label)
