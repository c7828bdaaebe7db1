"""Volumes: a list that is too long for one page, divided by year, and a year that is still too long by series.

In: a `Book`, and the keys of a list in its order. Out: `Volume`s, the newest year first. Guaranteed: each key is in one
of them, in the order of the list; the address of a year stays the same when that has to be divided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from goldenthread.language import N_
from goldenthread.model.entry import Key
from goldenthread.model.fields import OURS
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.facets import Value, series_of, year_of

MOST = 500
"""So many rows a page has at most, if what it lists can be divided."""
FIRST = 100
"""Of what stands elsewhere as a whole, so many rows are shown."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A part of a list: its address, its name among the others, its title as a page, what is in it, and its own parts.

    `whole` is what the list is called; `language` is that of the name, where it is not the site's.
    """

    whole: str
    address: str
    name: str
    title: str
    language: str
    keys: tuple[Key, ...] = field(repr=False)
    volumes: tuple[Volume, ...] = ()

    @property
    def count(self) -> int:
        """How many things are in it."""
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a page is among the volumes of a list: `of` those of the whole, `this` one and the `year` that it is in.

    On the page of the list itself there is neither.
    """

    of: tuple[Volume, ...] = ()
    year: Volume | None = None
    this: Volume | None = None

    @property
    def parts(self) -> tuple[Volume, ...]:
        """The volumes that have all of what the page shows the beginning of; none where it shows everything."""
        return self.this.volumes if self.this else self.of

    def shown(self, keys: Sequence[Key]) -> Sequence[Key]:
        """What of some keys is shown on the page."""
        return keys[:FIRST] if self.parts else keys


def volumes_of(book: Book, folder: str, title: str, keys: Sequence[Key], most: int = MOST) -> tuple[Volume, ...]:
    """The volumes of a list of what arose in meetings; none where it is short enough for one page.

    `folder` is its address, `title` what it is called, `most` how many rows a page may have.
    """
    if len(keys) <= most:
        return ()
    words, found = book.words, []
    for year, inside in _by(year_of, book, keys):
        address, facts = f"{folder}/{OURS}{year.value}/", {"list": title, "year": year.label}
        parts = []
        for series, within in _by(series_of, book, inside) if len(inside) > most else ():
            name = series.label or words(N_("Other meetings"))
            of_series = words(N_("%(list)s, %(year)s: %(series)s")) % {**facts, "series": name}
            where = f"{address}{series.value or f'{OURS}others'}/"
            parts.append(Volume(title, where, name, of_series, series.language, within))
        of_year = words(N_("%(list)s, %(year)s")) % facts
        found.append(Volume(title, address, year.label, of_year, "", inside, tuple(parts)))
    return tuple(found)


def bound(volumes: tuple[Volume, ...], this: Volume | None) -> Bound:
    """Where a page is among volumes."""
    return Bound(volumes, next((year for year in volumes if this in (year, *year.volumes)), None), this)


def _by(
    values: Callable[[Book, Key], Iterator[Value]], book: Book, keys: Sequence[Key]
) -> Iterator[tuple[Value, tuple[Key, ...]]]:
    """Keys by the first value that each has, in the order of these; those that have none come last."""
    found: dict[Value, list[Key]] = {}
    for key in keys:
        found.setdefault(next(values(book, key), _NONE), []).append(key)
    for value in sorted(found, key=lambda value: (value is _NONE, value)):
        yield value, tuple(found[value])


_NONE = Value((), "", "")
