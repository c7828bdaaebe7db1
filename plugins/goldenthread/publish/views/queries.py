"""The view of a saved query: what it finds now, as the search finds it, and what has changed since a report cited it.

In: a `Book` and the digest of its edition. Out: `QueryView`, and the same as a table. Guaranteed: page and table hold
the same things in the same order; how things stood follows from the ledger, not from what somebody copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from goldenthread.language import N_
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.query import SavedQuery
from goldenthread.model.walk import has_derived_id
from goldenthread.publish.search import Record
from goldenthread.publish.search.facets import LABELS
from goldenthread.publish.search.fts import Found, Index
from goldenthread.publish.search.query import Query
from goldenthread.publish.search.view import Search
from goldenthread.publish.tables import table
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Backlink, Fact, Mark, Name
from goldenthread.publish.words import STATUSES
from goldenthread.write.nodes import items, mapping, text_of, words


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was found: what it is, how it stands, when and where it arose."""

    record: Record
    key: Key | None
    mark: Mark | None
    language: str
    """Where it is not the site's."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A thing that was found then and now, and stands otherwise."""

    name: Name
    before: Mark | None
    after: Mark | None


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since an answer was kept: `gone` is what no longer fits, `same` how many are as they were."""

    as_of: str
    digest: str
    new: tuple[Name, ...]
    gone: tuple[Name, ...]
    moved: tuple[Moved, ...]
    same: int
    still: frozenset[Key]
    """What was found then and is found now, changed or not."""


@dataclass(frozen=True, slots=True)
class QueryView:
    """A saved query: what it asks, what it finds, where that lies as a table, and as it can be kept in its file."""

    key: Key
    query: SavedQuery
    asks: tuple[Fact, ...]
    results: tuple[Result, ...]
    table: str
    since: Since | None
    kept: str
    backlinks: tuple[Backlink, ...]
    previous: Name | None
    next: Name | None


@dataclass(frozen=True)
class Queries:
    """The saved queries of an edition; the search is made ready once for all of them."""

    search: Search

    @property
    def book(self) -> Book:
        """The edition."""
        return self.search.book

    def view(self, digest: str, key: Key) -> QueryView:
        """The page of a query; `digest` names the edition."""
        query, results = self._query(key), self._results[key]
        previous, following = self.book.neighbours(key)
        return QueryView(
            key=key,
            query=query,
            asks=tuple(self._asks(key, query)),
            results=results,
            table=table_address(key),
            since=self._since(key, query, results),
            kept=self._kept(digest, results),
            backlinks=self.book.backlinks(key),
            previous=previous,
            next=following,
        )

    def tables(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """What each query finds as a table: its address, and how to make its bytes."""
        for key in self._keys:
            yield table_address(key), partial(self._bytes, key)

    def _bytes(self, key: Key) -> bytes:
        headings = [self.book.words(heading) for heading in _HEADINGS]
        return table(headings, (_cells(one.record) for one in self._results[key]))

    @property
    def _keys(self) -> tuple[Key, ...]:
        return tuple(Key(Kind.QUERY, query.id) for query in self.book.archive.queries)

    @cached_property
    def _results(self) -> dict[Key, tuple[Result, ...]]:
        index = Index(one for one in self.search.records if one.kind != Kind.QUERY) if self._keys else None
        return {key: tuple(self._found(index.search(self._asked(key))[0])) for key in self._keys if index}

    def _found(self, found: list[Found]) -> Iterator[Result]:
        for one in found:
            record = one.record
            kind, _, id = record.key.partition(":")
            key = Key(Kind(kind), id) if kind in set(Kind) else None
            status = record.status
            late = bool(key and (history := self.book.edition.histories.get(key)) and history.late)
            mark = Mark(status, record.status_label, late) if status else None
            yield Result(record, key, mark, record.language if record.language != self.book.language else "")

    def _query(self, key: Key) -> SavedQuery:
        thing = self.book.archive.index[key].thing
        assert isinstance(thing, SavedQuery)
        return thing

    def _asked(self, key: Key) -> Query:
        """The query as the search takes it."""
        query = self._query(key)
        named = self.book.archive.targets(key, Relation.ASKS_ABOUT)
        facets: dict[str, list[str]] = {
            "kind": list(query.kinds),
            "status": [status.replace(" ", "-") for status in query.statuses],
            "holds": ["yes"] if query.holds else [],
        }
        for facet, kind in (("theme", Kind.THEME), ("group", Kind.GROUP), ("series", Kind.SERIES)):
            facets[facet] = [one.id for one in named if one.kind is kind]
        return Query(query.words, facets, query.since, query.until, "newest")

    def _asks(self, key: Key, query: SavedQuery) -> Iterator[Fact]:
        book, say = self.book, self.book.words
        if query.words:
            yield Fact(say(N_("Words")), words=query.words)
        if query.kinds:
            yield Fact(say(N_("Kind")), words=say.listed([say(LABELS[kind]) for kind in query.kinds], "or"))
        named = book.archive.targets(key, Relation.ASKS_ABOUT)
        labels = ((Kind.THEME, N_("Theme")), (Kind.GROUP, N_("Group")), (Kind.SERIES, N_("Series")))
        for kind, label in labels:
            if names := book.names(one for one in named if one.kind is kind):
                yield Fact(say(label), names, relation=Relation.ASKS_ABOUT)
        for label, when in ((N_("Since"), query.since), (N_("Until"), query.until)):
            if when:
                yield Fact(say(label), words=say.date(when))
        if query.statuses:
            stands = [say(STATUSES[status]) for status in query.statuses]
            yield Fact(say(N_("How it stands")), words=say.listed(stands, "or"))
        if query.holds:
            yield Fact(say(N_("Decision still holds")), words=say(N_("Yes")))

    def _since(self, key: Key, query: SavedQuery, results: tuple[Result, ...]) -> Since | None:
        if query.found is None:
            return None
        book = self.book
        then = book.archive.targets(key, Relation.FOUND)
        now = [one.key for one in results if one.key and self._can_be_kept(one.key)]
        both = [one for one in then if one in now]
        moved = [
            Moved(book.name(one), before, book.mark(one))
            for one in both
            if (before := self._stood(one, query.found.as_of)) and before.status != (book.mark(one) or before).status
        ]
        return Since(
            as_of=book.words.date(query.found.as_of),
            digest=query.found.digest,
            new=book.names(one for one in now if one not in then),
            gone=book.names(one for one in then if one not in now),
            moved=tuple(moved),
            same=len(both) - len(moved),
            still=frozenset(both),
        )

    def _stood(self, key: Key, day: PartialDate) -> Mark | None:
        """How a thing stood on a day, as is known now."""
        history = self.book.edition.histories.get(key)
        course = reversed(history.course) if history else ()
        return self.book.mark_of(next((status for when, status in course if when.latest <= day.latest), ""))

    def _can_be_kept(self, key: Key) -> bool:
        """Whether its id stays when words are corrected, so that a record may name it."""
        thing = self.book.archive.index[key].thing
        return not has_derived_id(thing) and not getattr(getattr(thing, "heading", thing), "derived", False)

    def _kept(self, digest: str, results: tuple[Result, ...]) -> str:
        """The answer of today as it stands in the file of a query."""
        as_of = self.book.edition.as_of
        ids = [one.key for one in results if one.key and self._can_be_kept(one.key)]
        parts = {
            "as_of": words(as_of.isoformat() if as_of else ""),
            "digest": words(digest),
            "ids": items(words(str(key)) for key in ids),
        }
        return text_of(mapping([("found", mapping(parts.items()))])) if ids and as_of else ""


def table_address(query: Key) -> str:
    """Where the results of a query lie as a table."""
    return f"queries/{query.id}/{query.id}.csv"


_HEADINGS = (
    *(N_("Kind"), N_("What"), N_("How it stands"), N_("Date"), N_("Meeting"), N_("Series"), N_("Themes")),
    *(N_("As written"), N_("Corrected reading"), N_("Address"), N_("Id")),
)


def _cells(record: Record) -> tuple[str, ...]:
    series, themes = ("; ".join(value.label for value in record.facets.get(name, ())) for name in ("series", "theme"))
    date = record.date.text if record.date else ""
    return (
        *(record.kind_label, record.title, record.status_label, date, record.meeting, series, themes),
        *(record.verbatim, record.corrected, record.address, record.key),
    )
