"""What the things of an edition can be told apart by, whatever their kind.

In: a `Book` and a key. Out: `Values`, the values that it has in each facet. Guaranteed: a value is a word that
addresses can hold; a facet in which a thing has none is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goldenthread.language import N_
from goldenthread.model.chart import Block, FlipChart, Line
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.meeting import MEETING_STATUSES, Meeting
from goldenthread.model.update import EVERY_STATUS
from goldenthread.publish.search.record import PAGE, PART, PRIORITY
from goldenthread.publish.views.book import CONCERNING, OWNING, Book
from goldenthread.publish.views.facets import Value, named, series_of, themes_of, year_of
from goldenthread.publish.words import KINDS, STATUSES

LABELS: dict[str, str] = {
    Kind.MEETING: KINDS[Kind.MEETING],
    Kind.DECISION: KINDS[Kind.DECISION],
    Kind.ACTION: KINDS[Kind.ACTION],
    Kind.SUPPORT: KINDS[Kind.SUPPORT],
    Kind.QUESTION: KINDS[Kind.QUESTION],
    Kind.FINDING: KINDS[Kind.FINDING],
    Kind.GOAL: KINDS[Kind.GOAL],
    PRIORITY: N_("Priority"),
    **{kind: label for kind, label in KINDS.items() if kind is not Kind.UPDATE},
    PART: N_("Part of a document"),
    PAGE: N_("Page of this site"),
}
"""What each kind of record is called, in the order in which a search lists them."""
_ORDER = {kind: place for place, kind in enumerate(LABELS)}
_STATUS_ORDER = {status: place for place, status in enumerate((*MEETING_STATUSES, *EVERY_STATUS))}
_GROUPS = {
    Kind.MEETING: (Relation.ATTENDED_BY,),
    Kind.SESSION: (Relation.PRESENTED_BY, Relation.LED_BY),
    Kind.FILE: (Relation.WRITTEN_BY,),
    Kind.PHOTO: (Relation.SHOWS,),
    Kind.CHART: (Relation.WRITTEN_BY,),
    Kind.PERSON: (Relation.MEMBER_OF,),
    Kind.SERIES: (Relation.HELD_BY,),
    Kind.STRATEGY: (Relation.FOLLOWED_BY,),
    Kind.INDICATOR: (Relation.OWNED_BY,),
    **{kind: (own, *filter(None, (CONCERNING.get(kind),))) for kind, own in OWNING.items()},
}
"""Whose a thing of each kind is, where that may be a group."""


class Values:
    """The values that the things of a book have in each facet, those that several share worked out once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._shared: dict[tuple[str, str], tuple[Value, ...]] = {}

    def of(self, key: Key, kind: str) -> dict[str, tuple[Value, ...]]:
        """The values of a thing in each facet in which it has any."""
        found = {name: self._in(name, values, key) for name, _, values in FACETS}
        return {"kind": (kind_value(self._book, kind),), **{name: values for name, values in found.items() if values}}

    def _in(self, facet: str, values: Finding, key: Key) -> tuple[Value, ...]:
        shared = facet, _SHARED[facet](self._book, key) if facet in _SHARED else ""
        if not shared[1]:
            return tuple(dict.fromkeys(values(self._book, key)))
        if shared not in self._shared:
            self._shared[shared] = tuple(dict.fromkeys(values(self._book, key)))
        return self._shared[shared]


def kind_value(book: Book, kind: str) -> Value:
    """A kind of record as a value."""
    return Value(_ORDER[kind], kind, book.words(LABELS[kind]))


def status_of(book: Book, key: Key) -> str:
    """How a thing stands, by the model's word: of a meeting whether it was held."""
    thing = book.archive.index[key].thing
    mark = book.mark(key)
    return thing.status if isinstance(thing, Meeting) else mark.status if mark else ""


def _status(book: Book, key: Key) -> Iterator[Value]:
    if status := status_of(book, key):
        yield Value(_STATUS_ORDER[status], status.replace(" ", "-"), book.words(STATUSES[status]))


def _holds(book: Book, key: Key) -> Iterator[Value]:
    """Whether a decision is still in force."""
    if key.kind is Kind.DECISION:
        holds = status_of(book, key) == "holds"
        yield Value(0, "yes", book.words(N_("Yes"))) if holds else Value(1, "no", book.words(N_("No")))


def _groups(book: Book, key: Key) -> Iterator[Value]:
    """The groups whose it is; advice is theirs whose presentation it was given on, an own page that of its group."""
    if key.kind is Kind.GROUP:
        yield named(book, key)
    for group in _groups_of(book, key):
        if group.kind is Kind.GROUP:
            yield named(book, group)


def _groups_of(book: Book, key: Key) -> Iterator[Key]:
    targets = book.archive.targets
    if key.kind is Kind.FEEDBACK:
        for session in targets(key, Relation.GIVEN_ON):
            yield from targets(session, *_GROUPS[Kind.SESSION])
    elif key.kind is Kind.QUESTION and not targets(key, Relation.ASKED_BY):
        yield from (name.key for name in book.row(key).owners if name.key)
    yield from targets(key, *_GROUPS.get(key.kind, ()))


def _themes(book: Book, key: Key) -> Iterator[Value]:
    """What it is about; what stands on a chart is about what that is."""
    if key.kind is Kind.THEME:
        yield named(book, key)
    on_chart = key.kind in (Kind.BLOCK, Kind.LINE)
    yield from themes_of(book, key.chart if on_chart else key)


def _series(book: Book, key: Key) -> Iterator[Value]:
    if key.kind is Kind.SERIES:
        yield named(book, key)
    yield from series_of(book, key)


def _ranks(book: Book, key: Key) -> Iterator[Value]:
    """The rank that it was given on a chart, or the best that was given to what it arose from."""
    thing = book.archive.index[key].thing
    if isinstance(thing, (Block, FlipChart)):
        ranks = {priority.rank for priority in book.priorities_in(key)}
    elif isinstance(thing, Line):
        ranks = {rank for rank in (thing.attributes.rank, *(s.attributes.rank for s in thing.walk())) if rank}
    else:
        best = book.rank(key)
        ranks = {best} if best else set()
    for rank in sorted(ranks):
        yield Value(rank, str(rank), book.words(N_("Priority %(number)s")) % {"number": rank})


def _rounds(book: Book, key: Key) -> Iterator[Value]:
    """The rounds in which somebody wrote on it, by the pens they wrote with."""
    thing = book.archive.index[key].thing
    line = thing.heading if isinstance(thing, Block) else thing
    if isinstance(line, Line):
        chart: FlipChart = book.chart_of(key)
        used = (line.attributes.pen, *(span.attributes.pen for span in line.walk() if span.attributes.pen))
        rounds = {pen.round for name in used if (pen := chart.pen(name)) and pen.round}
        for number in sorted(rounds):
            yield Value(number, str(number), book.words(N_("Round %(number)s")) % {"number": number})


Finding = Callable[[Book, Key], Iterator[Value]]
FACETS: tuple[tuple[str, str, Finding], ...] = (
    ("status", N_("How it stands"), _status),
    ("holds", N_("Decision still holds"), _holds),
    ("theme", N_("Theme"), _themes),
    ("group", N_("Group"), _groups),
    ("series", N_("Series"), _series),
    ("year", N_("Year"), year_of),
    ("rank", N_("Priority"), _ranks),
    ("round", N_("Round of writing"), _rounds),
)
"""The facets besides the kind: the name of each in addresses, its title, and what values a thing has."""


def _on_chart(book: Book, key: Key) -> str:  # noqa: ARG001
    return key.chart.id if key.kind in (Kind.BLOCK, Kind.LINE) else ""


def _in_meeting(book: Book, key: Key) -> str:
    return book.archive.index[key].meeting


_SHARED: dict[str, Callable[[Book, Key], str]] = {"theme": _on_chart, "series": _in_meeting, "year": _in_meeting}
"""The facets in which all that stands in one place has the same values, and what names the place; "" for nowhere."""
