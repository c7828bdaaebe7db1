"""The records of an edition: the table of contents of this package.

In: a `Book`. Out: a `Record` for each thing at its own address, and one for each hand-written page. Guaranteed: in the
order of the archive's index, so that the same edition gives the same records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from goldenthread.language import N_
from goldenthread.model.document import DocumentPart
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.publish.addresses import priority_address
from goldenthread.publish.search.facets import LABELS, Values, kind_value, status_of
from goldenthread.publish.search.passages import names_in, passages_of, written_in
from goldenthread.publish.search.record import PAGE, PART, PRIORITY, Page, Passage, Record, Related
from goldenthread.publish.search.synonyms import Synonyms
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.document import PARTS
from goldenthread.publish.views.facets import Value
from goldenthread.publish.views.lists import span_of
from goldenthread.publish.words import STATUSES


def records_of(book: Book) -> Iterator[Record]:
    """Every thing that can be found, one by one; what was reported about a thing is told under that thing."""
    making = _Making.of(book)
    for key in book.archive.index:
        if _is_found(book, key):
            yield making.record(key)
        if key.kind is Kind.FILE:
            yield from making.parts(key)
    for block in book.ranked_blocks:
        yield making.priority(block)


def facets_of(book: Book) -> Iterator[Mapping[str, tuple[Value, ...]]]:
    """What each record can be told apart by; none is made for it."""
    values = Values(book)
    for key in book.archive.index:
        if _is_found(book, key):
            yield values.of(key, key.kind)
        if key.kind is Kind.FILE:
            yield from (values.of(key, PART) for _ in _parts_of(book, key))
    for block in book.ranked_blocks:
        yield values.of(block, PRIORITY)


def titles_of(book: Book, passed_over: Collection[str]) -> Iterator[tuple[str, str]]:
    """The key and the title of every record of a thing, but of some kinds."""
    for key in book.archive.index:
        if key.kind not in passed_over and _is_found(book, key):
            yield str(key), book.title(key).strip()
    for block in book.ranked_blocks:
        yield _key_of_priority(block), _title_of_priority(book, block)


def headings_of(book: Book, keys: Iterable[str]) -> Iterator[Record]:
    """The records of these keys as lists name them: none of their words, and nothing that tells them apart."""
    for one in keys:
        kind, _, id = one.partition(":")
        if kind == PRIORITY:
            yield _heading_of_priority(book, Key(Kind.BLOCK if "#" in id else Kind.CHART, id))
        else:
            yield _heading(book, Key(Kind(kind), id))


def records_of_pages(book: Book, pages: Iterable[Page]) -> Iterator[Record]:
    """The pages that were written by hand, as they are found."""
    making = _Making.of(book)
    for page in pages:
        yield making.called(_page(book, page))


def _is_found(book: Book, key: Key) -> bool:
    return key.kind is not Kind.UPDATE and bool(book.address(key)) and bool(book.title(key).strip())


def _heading(book: Book, key: Key) -> Record:
    """A thing as lists name it."""
    meeting, words = book.meeting_of(key), book.words
    status = status_of(book, key)
    own = bool(meeting) and key.kind is Kind.MEETING
    return Record(
        key=str(key),
        kind=key.kind,
        kind_label=words(LABELS[key.kind]),
        address=book.address(key),
        title=book.title(key).strip(),
        language=book.language_of(key) or book.language,
        date=meeting.date if meeting else None,
        when=span_of(meeting.date, meeting.end, words) if meeting else "",
        meeting=meeting.title if meeting and not own else "",
        meeting_address=book.address(Key(Kind.MEETING, meeting.id)) if meeting and not own else "",
        status=status,
        status_label=words(STATUSES[status]) if status else "",
    )


def _heading_of_priority(book: Book, block: Key) -> Record:
    """What was ranked in a block, at the address where it stands what came of that."""
    return replace(
        _heading(book, block),
        key=_key_of_priority(block),
        kind=PRIORITY,
        kind_label=book.words(LABELS[PRIORITY]),
        address=priority_address(block),
        title=_title_of_priority(book, block),
    )


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes the records of an edition; what many of them need is worked out once."""

    book: Book
    synonyms: Synonyms
    values: Values

    @staticmethod
    def of(book: Book) -> _Making:
        """For an edition, of which nothing is worked out yet."""
        return _Making(book, Synonyms(book.archive), Values(book))

    def record(self, key: Key) -> Record:
        """The record of a thing."""
        return self.called(self._record(_heading(self.book, key), key, key.kind))

    def priority(self, block: Key) -> Record:
        """What was ranked in a block, with all that stands in it."""
        made = self._record(_heading_of_priority(self.book, block), block, PRIORITY)
        return self.called(replace(made, passages=(*made.passages, *written_in(self.book, block))))

    def _record(self, heading: Record, key: Key, kind: str) -> Record:
        book = self.book
        return replace(
            heading,
            passages=tuple(passages_of(book, key)),
            names=tuple(dict.fromkeys(names_in(book, key))),
            facets=self.values.of(key, kind),
            related=tuple(_related(book, key)),
        )

    def parts(self, key: Key) -> Iterator[Record]:
        """What a document says, slide by slide or page by page, each at its own place on the document's page."""
        book = self.book
        whole = _heading(book, key)
        for part, passages in _parts_of(book, key):
            label = book.words(PARTS[part.kind]) % {"number": part.number} if part.kind in PARTS else ""
            yield self.called(
                replace(
                    whole,
                    key=f"{PART}:{key.id}#{part.anchor}",
                    kind=PART,
                    kind_label=book.words(LABELS[PART]),
                    address=f"{whole.address}#{part.anchor}",
                    title=": ".join(filter(None, (label, part.title))) or whole.title,
                    passages=passages,
                    names=(whole.title,),
                    facets=self.values.of(key, PART),
                )
            )

    def called(self, record: Record) -> Record:
        """A record with what the names in its words are called otherwise."""
        also = self.synonyms.also((record.title, record.verbatim, record.corrected, *record.names))
        return replace(record, also=also)


def _parts_of(book: Book, key: Key) -> Iterator[tuple[DocumentPart, tuple[Passage, ...]]]:
    """The parts of a document that say anything, each with its passages."""
    text = book.archive.documents.get(book.path_of(key))
    for part in text.parts if text else ():
        passages = tuple(Passage(words) for words in part.words() if words != part.title)
        if passages or part.title:
            yield part, passages


def _key_of_priority(block: Key) -> str:
    return f"{PRIORITY}:{block.id}"


def _title_of_priority(book: Book, block: Key) -> str:
    ranks = book.words.listed([str(priority.rank) for priority in book.priorities_in(block)])
    return book.words(N_("Priority %(rank)s: %(title)s")) % {"rank": ranks, "title": book.title(block)}


def _page(book: Book, page: Page) -> Record:
    kind = kind_value(book, PAGE)
    return Record(
        key=f"{PAGE}:{page.address}",
        kind=PAGE,
        kind_label=kind.label,
        address=page.address,
        title=page.title,
        language=page.language or book.language,
        passages=tuple(Passage(words) for words in page.words),
        facets={"kind": (kind,)},
    )


def _related(book: Book, key: Key) -> Iterator[Related]:
    """What a thing refers to and what refers to it, each once in each way; reports are among its words."""
    found: dict[tuple[str, bool, Key], None] = {}
    for link in book.archive.links_from.get(key, ()):
        found.setdefault((link.relation, False, link.target))
    for link in book.archive.links_to.get(key, ()):
        if link.source.kind is not Kind.UPDATE:
            found.setdefault((link.relation, True, link.source))
    for relation, back, other in found:
        if other != key and relation not in _ELSEWHERE:
            yield Related(relation, back, str(other), book.title(other), book.address(other))


_ELSEWHERE = {Relation.MENTIONS, Relation.SERIES, Relation.ABOUT_THEME, Relation.ATTENDED_BY}
"""Relations that a record's words or facets tell already."""
