"""The registers: all things of one kind, in sections, with what they can be filtered by, and as tables to take away.

In: a `Book`. Out: `Registers`, which gives a `RegisterView` for each kind, and for each volume of a long one.
Guaranteed: page and table hold the same things in the same order; where a page shows the beginning only, its volumes
have the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from urllib.parse import urlencode

from goldenthread.language import N_
from goldenthread.model.agreed import Finding
from goldenthread.model.chart import Line
from goldenthread.model.entry import ARISING, Key, Kind, Relation
from goldenthread.model.update import STATUSES
from goldenthread.publish.addresses import FOLDERS
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.columns import table_of
from goldenthread.publish.views.common import Mark, Name, Row
from goldenthread.publish.views.facets import FEWEST, Filter, filter_of, newest_first
from goldenthread.publish.views.lists import WHAT, Whole
from goldenthread.publish.views.volumes import Bound, Volume, bound, volumes_of
from goldenthread.publish.words import FINDINGS


@dataclass(frozen=True, slots=True)
class Count:
    """How many things have a status, or are of a sort."""

    mark: Mark | None
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a register under a heading; `total` says how many it would have if the page showed them all."""

    id: str
    title: str
    caption: str
    empty: str
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A section before its rows are made."""

    id: str
    title: str
    caption: str
    empty: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class RegisterView:
    """All things of one kind, in sections: what is open or holds, then the rest; findings by their sort.

    `table`: where it lies as a table; "" where it is empty. `in_force`: what holds now in the place of a decision.
    `bound`: its volumes, where it is too long for one page.
    """

    kind: Kind
    sections: tuple[Section, ...]
    counts: tuple[Count, ...]
    late: int
    total: int
    table: str
    filter: Filter | None
    bound: Bound
    in_force: Mapping[Key, Name]
    asked_on_charts: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Registers:
    """The registers of an edition."""

    book: Book

    def view(self, kind: Kind, volume: Volume | None = None) -> RegisterView:
        """The register of all things of a kind, or a volume of it: newest meetings first, late things before others."""
        book, place = self.book, bound(self.volumes(kind), volume)
        keys, under = volume.keys if volume else self._listed[kind], self._under
        headings = [
            replace(one, keys=tuple(key for key in keys if under[key] == one.id)) if volume else one
            for one in self._headings[kind]
        ]
        return RegisterView(
            kind=kind,
            sections=tuple(_section(book, one, place) for one in headings if one.keys or one.empty),
            counts=tuple(_counts(book, kind, keys)),
            late=sum(bool(mark.late) for key in keys if (mark := book.mark(key))),
            total=len(keys),
            table=_table(kind) if keys else "",
            filter=self._filters.get(kind),
            bound=place,
            in_force=dict(_in_force(book, keys)),
            asked_on_charts=_asked_in_passing(book) if kind is Kind.QUESTION and not volume else (),
        )

    def volumes(self, kind: Kind) -> tuple[Volume, ...]:
        """The volumes of the register of a kind; none where it is short."""
        return self._volumes[kind]

    def tables(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Each register as a table: its address, and how to make its bytes."""
        for kind, keys in self._listed.items():
            if keys:
                yield _table(kind), partial(table_of, self.book, kind, keys)

    def whole(self, kind: Kind, facet: str, value: str) -> Whole | None:
        """The register of a kind with nothing but what has a value, where that is enough to choose from."""
        count = self._counted.get((kind, facet, value), 0)
        if count < FEWEST:
            return None
        return Whole(count, f"{FOLDERS[kind]}/?{urlencode({facet: value})}")

    @cached_property
    def _headings(self) -> dict[Kind, tuple[Heading, ...]]:
        found: dict[Kind, list[Key]] = {kind: [] for kind in ARISING}
        for key in self.book.archive.index:
            if key.kind in found:
                found[key.kind].append(key)
        return {kind: (*_headings(self.book, kind, newest_first(self.book, keys)),) for kind, keys in found.items()}

    @cached_property
    def _listed(self) -> dict[Kind, list[Key]]:
        """The things of each kind in the order of its register."""
        return {kind: [key for one in found for key in one.keys] for kind, found in self._headings.items()}

    @cached_property
    def _under(self) -> dict[Key, str]:
        """The heading under which each thing stands."""
        return {key: one.id for found in self._headings.values() for one in found for key in one.keys}

    @cached_property
    def _volumes(self) -> dict[Kind, tuple[Volume, ...]]:
        book = self.book
        return {k: volumes_of(book, FOLDERS[k], book.words(WHAT[k]), keys) for k, keys in self._listed.items()}

    @cached_property
    def _filters(self) -> dict[Kind, Filter]:
        return {kind: filter_of(self.book, kind, keys) for kind, keys in self._listed.items() if len(keys) >= FEWEST}

    @cached_property
    def _counted(self) -> dict[tuple[Kind, str, str], int]:
        return {
            (kind, facet.name, option.value): option.count
            for kind, found in self._filters.items()
            for facet in found.facets
            for option in facet.options
        }


def _table(kind: Kind) -> str:
    return f"{FOLDERS[kind]}/{FOLDERS[kind]}.csv"


_SECTIONS = {
    Kind.ACTION: (
        (N_("Still to be done"), N_("Actions still to be done, late ones first"), N_("Nothing is left to be done.")),
        (N_("Ended"), N_("Actions done or dropped"), N_("Nothing has ended yet.")),
    ),
    Kind.SUPPORT: (
        (N_("Still wanted"), N_("Support asked for or accepted"), N_("Nothing is wanted any more.")),
        (N_("Provided or declined"), N_("Support provided or declined"), N_("None has been provided or declined yet.")),
    ),
    Kind.DECISION: (
        (N_("What holds"), N_("Decisions that hold"), N_("None of them holds any more.")),
        (N_("What no longer holds"), N_("Decisions superseded or withdrawn"), N_("Every decision still holds.")),
    ),
    Kind.QUESTION: (
        (N_("Not answered yet"), N_("Open questions"), N_("Every question has been answered.")),
        (N_("Answered"), N_("Questions that have been answered"), N_("None has been answered yet.")),
    ),
    Kind.GOAL: (
        (N_("Not rated yet"), N_("Goals not rated yet"), N_("Every goal has been rated.")),
        (N_("Rated"), N_("Goals that have been rated"), N_("None has been rated yet.")),
    ),
}


def _section(book: Book, heading: Heading, place: Bound) -> Section:
    rows = tuple(book.row(key) for key in place.shown(heading.keys))
    return Section(heading.id, heading.title, heading.caption, heading.empty, rows, len(heading.keys))


def _headings(book: Book, kind: Kind, keys: list[Key]) -> Iterator[Heading]:
    if not keys:
        return
    if kind is Kind.FINDING:
        yield from _by_sort(book, keys)
        return
    current = sorted((key for key in keys if not book.history(key).ended), key=lambda key: not book.history(key).late)
    ended = [key for key in keys if book.history(key).ended]
    words = book.words
    for id, chosen, (title, caption, empty) in zip(
        ("gt-current", "gt-ended"), (current, ended), _SECTIONS[kind], strict=True
    ):
        yield Heading(id, words(title), words(caption), words(empty), tuple(chosen))


def _by_sort(book: Book, keys: list[Key]) -> Iterator[Heading]:
    words = book.words
    for sort, title in FINDINGS.items():
        found = tuple(key for key in keys if _sort_of(book, key) == sort)
        if found:
            yield Heading(f"gt-{sort.replace(' ', '-')}", words(_PLURALS[sort]), words(title), "", found)


_PLURALS = {
    "challenge": N_("Challenges"),
    "success": N_("Successes"),
    "lesson": N_("Lessons"),
    "observed effect": N_("Observed effects"),
    "reflection": N_("Reflections"),
    "strength": N_("Strengths"),
    "weakness": N_("Weaknesses"),
    "opportunity": N_("Opportunities"),
    "threat": N_("Threats"),
}


def _sort_of(book: Book, key: Key) -> str:
    thing = book.archive.index[key].thing
    return thing.kind if isinstance(thing, Finding) else ""


def _counts(book: Book, kind: Kind, keys: Sequence[Key]) -> Iterator[Count]:
    statuses = [mark.status for key in keys if (mark := book.mark(key))]
    for status in STATUSES.get(kind, ()):
        if status in statuses:
            yield Count(book.mark_of(status), "", statuses.count(status))


def _in_force(book: Book, keys: Iterable[Key]) -> Iterator[tuple[Key, Name]]:
    """For decisions whose replacement has been replaced in its turn: the last of the chain."""
    for key in keys:
        seen, last = {key}, key
        while later := [one for one in book.archive.sources(last, Relation.SUPERSEDES) if one not in seen]:
            last = later[-1]
            seen.add(last)
        if last != key and last not in book.archive.sources(key, Relation.SUPERSEDES):
            yield key, book.name(last)


def _asked_in_passing(book: Book) -> tuple[Name, ...]:
    """The lines of charts that ask a question and have no name by which it could be answered."""
    return tuple(
        book.name(key, book.title(key.chart))
        for key, found in book.archive.index.items()
        if isinstance(found.thing, Line) and found.thing.derived and "question" in found.thing.attributes.marks
    )
