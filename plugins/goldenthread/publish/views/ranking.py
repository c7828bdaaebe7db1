"""What was ranked on a flip chart: each rank with the block it was given to, the votes for it, and what came of it.

In: a `Book` and a chart. Out: `Ranked`s, `HowRanked`. Guaranteed: every rank that is written on the chart is there,
and every one that it is known to lack.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.ledger import EFFECTS
from goldenthread.model.agreed import Finding
from goldenthread.model.chart import FlipChart
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.publish.addresses import priority_address
from goldenthread.publish.views.book import OWNING, Book
from goldenthread.publish.views.common import Name, Row
from goldenthread.publish.views.pens import PenView, pens_of


@dataclass(frozen=True, slots=True)
class HowRanked:
    """How the ranks of a chart came about: the method, by whom, how many voted, and what was ranked."""

    method: str = ""
    by: str = ""
    voters: int | None = None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One rank of a chart: the block it was given to, by which pen; no block where it was not recorded."""

    rank: int
    name: Name | None
    pen: PenView | None
    led: tuple[Row, ...] = ()
    block: str = ""
    address: str = ""
    votes: int | None = None
    done: int = 0
    """How much of what it led to has been done or provided."""
    effects: int = 0
    """How many effects have been found of what it led to."""


def how_ranked(book: Book, chart: FlipChart) -> HowRanked:
    """How a chart was ranked, as far as it says."""
    how = chart.ranking
    return HowRanked(how.method, book.written_by(how.by), how.voters, how.scope) if how else HowRanked()


def ranking(book: Book, key: Key, chart: FlipChart) -> tuple[Ranked, ...]:
    """The ranks on a chart, in order, with those that it is known to lack."""
    pens = pens_of(book, chart)
    ranked = []
    for priority in chart.priorities():
        block = book.ranked_block(key, priority)
        led = _led_to(book, chart, key, priority.block)
        where = priority_address(block)
        pen, ended, effects = pens.get(priority.pen), _done(led), _effects(book, led)
        name, votes = book.name(block), priority.votes
        ranked.append(Ranked(priority.rank, name, pen, led, priority.block, where, votes, ended, effects))
    missing = chart.ranking.not_recorded if chart.ranking else ()
    return tuple(sorted([*ranked, *(Ranked(rank, None, None) for rank in missing)], key=lambda one: one.rank))


def _done(led: tuple[Row, ...]) -> int:
    return sum(row.mark is not None and row.mark.status in ("done", "provided") for row in led)


def _effects(book: Book, led: tuple[Row, ...]) -> int:
    """The effects and successes found of these things, each once."""
    found = {source for row in led for source in book.archive.sources(row.key, Relation.CONCERNS)}
    things = (book.archive.index[source].thing for source in found)
    return sum(isinstance(one, Finding) and one.kind in EFFECTS for one in things)


def ranked_in(book: Book, chart: Key) -> tuple[Key, ...]:
    """The session in which a chart was ranked: as it says, or the only one of its meeting that was for ranking."""
    if said := book.archive.targets(chart, Relation.RANKED_IN):
        return said
    meeting = book.meeting_of(chart)
    sessions = [one for one in meeting.programme if one.kind == "prioritisation"] if meeting else []
    return (Key.of_part(Kind.SESSION, meeting.id, sessions[0].id),) if meeting and len(sessions) == 1 else ()


def _led_to(book: Book, chart: FlipChart, key: Key, block: str) -> tuple[Row, ...]:
    """What a block led to, whichever of its lines says so."""
    lines = [line for one, line in chart.lines() if one.id == block]
    keys = [Key.of_part(kind, key.id, line.id) for line in lines for kind in (Kind.BLOCK, Kind.LINE)]
    raised = dict.fromkeys(one for each in keys for one in book.archive.sources(each, Relation.RAISED_ON))
    return tuple(book.row(one) for one in raised if one.kind is not Kind.QUESTION and one.kind in OWNING)
