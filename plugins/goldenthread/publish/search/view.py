"""The views of the search: its page, and the lists of things from A to Z that stand in where no script runs.

In: a `Book`. Out: `Search`, which holds the records and makes the views. Guaranteed: every thing with a title of its
own is in the lists; no list is longer than `MOST_LISTED`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from goldenthread.language import N_, alphabetical
from goldenthread.model.entry import Kind
from goldenthread.publish.addresses import SEARCH
from goldenthread.publish.search.facets import FACETS
from goldenthread.publish.search.record import PART, Record
from goldenthread.publish.search.records import facets_of, headings_of, records_of, titles_of
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.facets import FEWEST, Value

MOST_LISTED = 400
UNTITLED = (Kind.LINE, Kind.FEEDBACK, PART)
"""The kinds whose things go by their own words, or by those of another thing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: what addresses and people call it, its language where that is not the site's."""

    value: str
    label: str
    language: str


@dataclass(frozen=True, slots=True)
class Choices:
    """A facet as the page of the search offers it."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of the list from A to Z: its address, its letter and number, and the keys of the records in it."""

    address: str
    title: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page of the search: what can be chosen, the registers, and the list from A to Z by its parts."""

    facets: tuple[Choices, ...]
    listings: tuple[Listing, ...]
    registers: tuple[tuple[str, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class ListingView:
    """A part of the list from A to Z with its records, which say no more than a list does, and the others."""

    listing: Listing
    records: tuple[Record, ...]
    listings: tuple[Listing, ...]


@dataclass(frozen=True)
class Search:
    """What can be found in an edition."""

    book: Book

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every record of it, hand-written pages apart: for those who go through them again and again."""
        return (*records_of(self.book),)

    def each(self) -> Iterator[Record]:
        """The same one by one, where nobody asks for all of them at once."""
        yield from vars(self).get("records") or records_of(self.book)

    def letter(self, listing: Listing) -> ListingView:
        """The page of a part of the list from A to Z."""
        return ListingView(listing, tuple(headings_of(self.book, listing.keys)), self.listings)

    def view(self, registers: tuple[tuple[str, str], ...]) -> SearchView:
        """The page of the search; `registers`: their addresses and titles."""
        having: dict[str, set[Value]] = {}
        total = 0
        for facets in facets_of(self.book):
            total += 1
            for name, values in facets.items():
                having.setdefault(name, set()).update(values)
        return SearchView((*self._facets(having),), self.listings, registers, total)

    def _facets(self, having: dict[str, set[Value]]) -> Iterator[Choices]:
        for name, title in (("kind", N_("Kind")), *((name, title) for name, title, _ in FACETS)):
            found = sorted(having.get(name, ()))
            if len(found) >= FEWEST:
                choices = tuple(Choice(value.value, value.label, value.language) for value in found)
                yield Choices(name, self.book.words(title), choices)

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """The list from A to Z, letter by letter, long ones in several parts. No record is made for it."""
        letters: dict[str, list[str]] = {}
        for (first, *_), key in sorted((alphabetical(title), key) for key, title in titles_of(self.book, UNTITLED)):
            letters.setdefault(_letter(first), []).append(key)
        return (*self._parts(letters),)

    def _parts(self, letters: dict[str, list[str]]) -> Iterator[Listing]:
        for letter, keys in letters.items():
            for number, start in enumerate(range(0, len(keys), MOST_LISTED), 1):
                more = f"-{number}" if number > 1 else ""
                title = (letter.upper() or self.book.words(N_("Numbers and signs"))) + (f" ({number})" if more else "")
                part = tuple(keys[start : start + MOST_LISTED])
                yield Listing(f"{SEARCH}{_named(letter)}{more}/", title, part)


def _letter(title: str) -> str:
    """The letter under which a title stands, "" for none: that of its first letter or digit, without an accent.

    The title as it is sorted.
    """
    first = next((one for one in title if one.isalnum()), "")
    return first if first.isalpha() else ""


def _named(letter: str) -> str:
    """A letter as a part of an address."""
    return letter if letter.isascii() and letter else f"u{ord(letter):04x}" if letter else "other"
