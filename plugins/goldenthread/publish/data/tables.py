"""The tables of the data: one for each kind of thing, one for each list inside a thing, and what joins them.

In: a `Book`. Out: `Table`s, whose rows are made as they are asked for. Guaranteed: each thing of the edition stands in
`things` and in the table of its kind; a fixed order; nothing but what the edition shows; no table is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from goldenthread.language import N_
from goldenthread.model.agreed import Action, Resource
from goldenthread.model.chart import FlipChart, Pen
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.keys import FORMAT
from goldenthread.model.meeting import Meeting, Objective, Participant, Received, RequiredInput
from goldenthread.publish.data.charts import RANKED, RANKS, ranks
from goldenthread.publish.data.columns import (
    TABLES,
    THINGS,
    Column,
    Part,
    Row,
    Subject,
    Value,
    date_values,
    dates,
    typed_parts,
)
from goldenthread.publish.data.things import parts_of, parts_of_all, said_of
from goldenthread.publish.views.book import Book

THINGS_TABLE = "things"
"""The table of all things."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one sort: their columns, those of them that tell one row from another, and how to make the rows."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    make: Callable[[], Iterator[Row]] = field(compare=False, repr=False)

    @property
    def rows(self) -> Iterator[Row]:
        """The rows, made one after the other."""
        return self.make()


def tables(book: Book) -> tuple[Table, ...]:
    """Every table of an edition: of all things, of each kind, of the lists inside things, and of what joins them."""
    return (_things(book), *_of_kinds(book), *_held(book), _priorities(book), _history(book), _links(book))


def _things(book: Book) -> Table:
    said = N_("Every thing of whatever kind, with its name, its address, and when and where it arose.")
    return _of(book, THINGS_TABLE, said, parts_of_all(), book.archive.index)


def _of_kinds(book: Book) -> Iterator[Table]:
    keys: dict[Kind, list[Key]] = {kind: [] for kind in Kind}
    for key in book.archive.index:
        keys[key.kind].append(key)
    for kind, name in TABLES.items():
        yield _of(book, name, said_of(kind), parts_of(kind), keys[kind])


def _of(book: Book, name: str, says: str, parts: Iterable[Part], keys: Iterable[Key]) -> Table:
    """A table of things, a row for each."""
    parts = tuple(parts)

    def rows() -> Iterator[Row]:
        at: dict[str, Row] = {}
        for key in keys:
            yield _row(Subject(book, key, book.archive.index[key].thing, at), parts)

    return Table(name, says, _columns(parts), ("key",), rows)


def _row(subject: Subject, parts: tuple[Part, ...]) -> Row:
    values: list[Value] = []
    for part in parts:
        values += part.read(subject)
    return tuple(values)


def _columns(parts: Iterable[Part]) -> tuple[Column, ...]:
    return tuple(column for part in parts for column in part.columns)


_MEETING = Column("meeting", (N_("The meeting whose list it stands in."),), refers="meetings.id", required=True)
_INPUT = Column("required_input", (N_("The place of the required input in its list."),), "integer", required=True)
_ACTION = Column("action", (N_("The action that needs it."),), refers="actions.id", required=True)
_CHART = Column("chart", (N_("The flip chart that it was used on."),), refers="flip_charts.id", required=True)
_POSITION = Column("position", (N_("Its place in its list, from 1."),), "integer", required=True)
HELD: dict[str, tuple[type[Any], tuple[Column, ...]]] = {
    "objectives": (Objective, (_MEETING,)),
    "required_inputs": (RequiredInput, (_MEETING,)),
    "inputs_received": (Received, (_MEETING, _INPUT)),
    "participants": (Participant, (_MEETING,)),
    "action_resources": (Resource, (_ACTION,)),
    "pens": (Pen, (_CHART,)),
}
"""The lists inside things whose entries have no names: what they hold, and what says in which one they stand."""


NAMES = (THINGS_TABLE, *TABLES.values(), *HELD, "priorities", "history", "links")
"""The names of all tables, in their order."""


def _held(book: Book) -> Iterator[Table]:
    for name, (model, holder) in HELD.items():
        parts = tuple(typed_parts(model))
        key = (*(column.name for column in holder), _POSITION.name)
        says = FORMAT.by_type[model.__name__].says
        yield Table(name, says, (*holder, _POSITION, *_columns(parts)), key, partial(_rows_of, book, name, parts))


def _rows_of(book: Book, name: str, parts: tuple[Part, ...]) -> Iterator[Row]:
    """The rows of the lists of one sort."""
    for key, where, entries in _lists(book, name):
        for number, entry in enumerate(entries, 1):
            yield (*where, number, *_row(Subject(book, key, entry), parts))


def _lists(book: Book, name: str) -> Iterator[tuple[Key, Row, tuple[Any, ...]]]:
    """The lists of one sort: the key of the thing that each is in, the values that name the list, and its entries."""
    for key, found in book.archive.index.items():
        match name, found.thing:
            case "inputs_received", Meeting() as meeting:
                for number, one in enumerate(meeting.required_inputs, 1):
                    yield key, (key.id, number), one.received
            case "action_resources", Action() as action:
                yield key, (key.id,), action.resources
            case ("objectives" | "required_inputs" | "participants", Meeting()) | ("pens", FlipChart()):
                yield key, (key.id,), getattr(found.thing, name)


def _priorities(book: Book) -> Table:
    return Table("priorities", RANKED, RANKS, ("chart", "position"), partial(ranks, book))


def _history(book: Book) -> Table:
    says = N_("The life of each thing that has a status: how it began, then what was reported or decided about it.")
    columns = (
        Column("thing", (N_("The thing, by its key."),), refers=THINGS, required=True),
        Column("position", (N_("Which event of its life this is, from 1."),), "integer", required=True),
        *dates("date", N_("When this happened, as exactly as is known.")),
        Column("status", (N_("The status that this event gave it; empty where it gave none."),)),
        Column("stands", (N_("How the whole stood after all that is known of that date."),)),
        *dates("due", N_("The date named in this event by which it was to be done.")),
        Column("cause", (N_("The meeting, update, decision or other thing that caused it, by key."),), refers=THINGS),
        Column("reported_by", (N_("Those who reported it, by key; empty means that it holds for all."),), "list"),
        Column("blocked_by", (N_("What it then waited for, by key."),), "list"),
    )
    return Table("history", says, columns, ("thing", "position"), partial(_events, book))


def _events(book: Book) -> Iterator[Row]:
    for key, history in book.edition.histories.items():
        stood = dict(history.course)
        for number, event in enumerate(history.events, 1):
            yield (
                *(str(key), number, *date_values(event.when), event.status or None, stood.get(event.when)),
                *(*date_values(event.due), str(event.cause)),
                *(tuple(map(str, event.by)), tuple(map(str, event.blocked_by))),
            )


def _links(book: Book) -> Table:
    says = N_("Which thing refers to which, and in which way; a link that was written twice stands here once.")
    columns = (
        Column("source", (N_("The thing that refers, by its key."),), refers=THINGS, required=True),
        Column(
            "relation",
            (N_("How: read source, relation, target as a sentence."),),
            known=tuple(map(str, Relation)),
            required=True,
        ),
        Column("target", (N_("The thing that is referred to, by its key."),), refers=THINGS, required=True),
    )
    return Table("links", says, columns, ("source", "relation", "target"), partial(_ends, book))


def _ends(book: Book) -> Iterator[Row]:
    yield from sorted({(str(link.source), str(link.relation), str(link.target)) for link in book.archive.links})
