"""Columns: what the data say of a thing, each with a name, a type and a description.

In: a type of the model. Out: `Part`s, each one or more columns and how to read them of an entry. Guaranteed: a field
added to the model has its column; its description is that of its key in `model/keys.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_type_hints

from goldenthread.language import N_
from goldenthread.model.archive import Archive
from goldenthread.model.chart import NOBODY_KNOWN
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import WHO_MAY_SEE, Key, Kind, Relation
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.keyfacts import choices, type_in_words
from goldenthread.model.keys import described
from goldenthread.model.walk import FieldFacts, fields_of, several
from goldenthread.publish.views.book import Book

Value = str | int | float | bool | tuple[str, ...] | None
Type = Literal["text", "integer", "number", "boolean", "date", "list"]
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about: an entry, and its key; of an entry that has none, the key of what it stands in.

    `at` holds what is the same for all that arose in a meeting, by the meeting's id.
    """

    book: Book
    key: Key
    entry: Any
    at: dict[str, Row] = field(default_factory=dict)


Read = Callable[[Subject], Row]
"""The values of some columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, with what it says in sentences.

    `refers` names the column (`meetings.id`) in which its value stands too, `known` are the words it may be;
    `searched` says that it holds words that people wrote.
    """

    name: str
    says: tuple[str, ...]
    type: Type = "text"
    refers: str = ""
    known: tuple[str, ...] = ()
    required: bool = False
    searched: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Columns that are read together."""

    columns: tuple[Column, ...]
    read: Read


TABLES: dict[Kind, str] = {
    Kind.MEETING: "meetings",
    Kind.SESSION: "sessions",
    Kind.FOCUS: "focus_areas",
    Kind.FEEDBACK: "feedback",
    Kind.OUTPUT: "expected_outputs",
    Kind.CHART: "flip_charts",
    Kind.BLOCK: "blocks",
    Kind.LINE: "lines",
    Kind.ACTION: "actions",
    Kind.SUPPORT: "support",
    Kind.DECISION: "decisions",
    Kind.QUESTION: "questions",
    Kind.FINDING: "findings",
    Kind.GOAL: "goals",
    Kind.UPDATE: "updates",
    Kind.FILE: "files",
    Kind.PHOTO: "photos",
    Kind.PERSON: "people",
    Kind.GROUP: "groups",
    Kind.THEME: "themes",
    Kind.SERIES: "series",
    Kind.STRATEGY: "strategies",
    Kind.INDICATOR: "indicators",
    Kind.TERM: "glossary",
    Kind.QUERY: "queries",
}
"""The kinds of thing, in the order of their tables."""
THINGS = "things.key"
_RENAMED = {"kind": "sort", "group": "group_id", "order": "chart_order", "default": "is_default"}
"""Fields whose names are words of SQL, or mean the kind of thing elsewhere."""
_BY_RELATION = ("by", "on")
"""Fields with such names that are called after their relation."""
_TYPED: dict[str, Type] = {
    "a number": "number",
    "a whole number": "integer",
    "yes or no": "boolean",
    "a date": "date",
}
_GIVEN = {"body": N_("The minutes, in Markdown."), "name": N_("The name by which lines call it.")}
"""What fields say that no key fills."""


def typed_parts(model: type[Any], without: Iterable[str] = ()) -> Iterator[Part]:
    """The columns of the fields of a type, but for lists of entries, which have tables of their own."""
    passed_over = {"at", *WHO_MAY_SEE, "id", *without}
    said = _GIVEN | {facts.name: source.keys[key].says for key, facts, source in described(model)}
    hints = get_type_hints(model, include_extras=True)
    for facts in fields_of(model):
        if facts.name in passed_over:
            continue
        if facts.inner is None:
            yield _part(facts, hints[facts.name], said[facts.name])
        elif not facts.several:
            yield from (_nested(facts.name, said[facts.name], part) for part in typed_parts(facts.inner))


def dates(name: str, says: str) -> tuple[Column, Column, Column]:
    """The columns of a date: as it is typed, and the first and the last day that it may be."""
    first, last = N_("The first day that this may be."), N_("The last day that this may be.")
    days = Column(f"{name}_earliest", (says, first), "date"), Column(f"{name}_latest", (says, last), "date")
    return Column(name, (says,)), *days


def date_values(value: PartialDate | None) -> Row:
    """The values of such columns."""
    if value is None:
        return None, None, None
    return value.text, value.earliest.isoformat(), value.latest.isoformat()


def _nested(name: str, says: str, part: Part) -> Part:
    """The columns of an entry that another holds, each with the name of its field before its own."""
    columns = tuple(replace(one, name=f"{name}_{one.name}", says=(says, *one.says)) for one in part.columns)
    nothing: Row = tuple(() if one.type == "list" else None for one in columns)

    def read(subject: Subject) -> Row:
        held = getattr(subject.entry, name)
        return nothing if held is None else part.read(replace(subject, entry=held))

    return Part(columns, read)


def _part(facts: FieldFacts, hint: Any, says: str) -> Part:
    name = _RENAMED.get(facts.name, facts.name)
    if facts.refers:
        name = facts.refers.relation.replace(" ", "_") if name in _BY_RELATION else name
        return _referring(facts, "groups" if facts.several and name == "group_id" else name, says)
    written = facts.is_text or Prose in facts.types
    kind: Type = "list" if facts.several else "text" if written else _TYPED.get(type_in_words(facts, hint), "text")
    if kind == "date":
        return Part(dates(name, says), lambda subject: date_values(getattr(subject.entry, facts.name)))
    known = () if facts.several else choices(hint)
    column = Column(name, (says,), kind, known=known, searched=written)
    return Part((column,), lambda subject: (_value(getattr(subject.entry, facts.name), kind),))


def _value(value: Any, kind: Type) -> Value:
    if type(value) is str and kind != "number":
        return value or None
    match value:
        case tuple():
            return tuple(str(one) for one in value)
        case Prose():
            return value.text.strip() or None
        case PartialDate():
            return value.text
        case bool() if kind == "text":
            return "yes" if value else None
        case str() if kind == "number" and value:
            return float(value) if "." in value else int(value)
        case _:
            return None if value == "" else value


def _referring(facts: FieldFacts, name: str, says: str) -> Part:
    """A column that names other things: by their ids where all are of one kind, or else with the kind before it."""
    assert facts.refers
    relation, kinds = facts.refers.relation, facts.refers.kinds
    of_one = f"{TABLES[next(iter(kinds))]}.id" if len(kinds) == 1 else THINGS
    column = Column(name, (says,), "list") if facts.several else Column(name, (says,), refers=of_one)

    nothing: Row = ((),) if facts.several else (None,)

    def read(subject: Subject) -> Row:
        refs, archive = several(getattr(subject.entry, facts.name)), subject.book.archive
        if not refs and relation is not Relation.RAISED_ON:
            return nothing
        own = (_meant(archive, ref) for ref in refs)
        # An action is raised on the lines that name it, too.
        linked = archive.targets(subject.key, relation) if relation is Relation.RAISED_ON else ()
        found = dict.fromkeys(one for one in (*own, *linked) if one)
        names = tuple(one.id if isinstance(one, Key) and len(kinds) == 1 else str(one) for one in found)
        return (names if facts.several else next(iter(names), None),)

    return Part((column,), read)


def _meant(archive: Archive, ref: Ref) -> Key | str | None:
    """What a reference means, or one of the words that stand for nobody in particular."""
    return archive.resolved.get(ref.at) or (ref.target if ref.target in NOBODY_KNOWN else None)
