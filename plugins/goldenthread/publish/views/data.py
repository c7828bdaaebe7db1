"""The view of the page that explains the data to take away: each file, each column, and questions with their answers.

In: the `Data` of an edition. Out: `DataView`. Guaranteed: an answer is what its SQL says over the database that is
published beside the page.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib import resources

from goldenthread.language import N_
from goldenthread.publish.data import CITATIONS, DATABASE, DOCUMENT, METADATA, PACKAGE, SCHEMA, Data
from goldenthread.publish.data.columns import Column
from goldenthread.publish.views.book import Book

MOST_ROWS = 10
"""How many rows of an answer are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question in words, the SQL that answers it, what the answer shows, and perhaps the same in another language."""

    id: str
    asks: str
    says: str
    sql: str
    language: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the first rows of its answer, as words, and how many there are; `asks`, `says`: translated."""

    question: Question
    asks: str
    says: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table: its name, what it says, how many rows it has, and its columns, each with type and meaning in words."""

    name: str
    says: str
    count: int
    columns: tuple[tuple[Column, str, str], ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """All that the page shows; `digest` names the edition."""

    digest: str
    edition: str
    files: tuple[tuple[str, str], ...]
    tables: tuple[Tabled, ...]
    answers: tuple[Answered, ...]


@cache
def questions() -> tuple[Question, ...]:
    """The questions, as data."""
    text = resources.files("goldenthread.publish.data").joinpath("questions.toml").read_text("utf-8")
    return tuple(Question(**entry) for entry in tomllib.loads(text)["question"])


def data_view(book: Book, data: Data) -> DataView:
    """The page of the data."""
    words = book.words
    tables = (
        Tabled(
            table.name,
            words(table.says),
            data.counts[table.name],
            tuple((column, words(_TYPES[column.type]), " ".join(map(words, column.says))) for column in table.columns),
        )
        for table in data.tables
    )
    files = tuple((name, words(says)) for name, says in _FILES)
    return DataView(data.digest, book.edition.shown.audience, files, tuple(tables), tuple(_answers(book, data)))


_TYPES = {
    "text": N_("words"),
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "boolean": N_("true or false"),
    "date": N_("a day"),
    "list": N_("a list"),
}
_FILES = (
    (DOCUMENT, N_("All tables in one JSON document, unaltered. Its SHA-256 is the digest of this edition.")),
    (SCHEMA, N_("The JSON Schema of that document: each table and column, with its type and what it says.")),
    (
        DATABASE,
        N_("A SQLite database: the same tables with foreign keys and indexes, and a full-text search. Lists are JSON."),
    ),
    (METADATA, N_("What Datasette shows beside the database: facets, and what each column says.")),
    (
        CITATIONS,
        N_("How each thing is cited, lines of charts too, as CSL-JSON for reference managers."),
    ),
    (
        PACKAGE,
        N_("A Frictionless Data Package: the columns of the CSV files, and the size and SHA-256 of each file."),
    ),
)


def _answers(book: Book, data: Data) -> Iterator[Answered]:
    with closing(sqlite3.connect(f"{data.database.absolute().as_uri()}?mode=ro", uri=True)) as opened:
        for question in questions():
            found = opened.execute(question.sql)
            headings = tuple(one[0].replace("_", " ") for one in found.description)
            rows = found.fetchall()
            shown = tuple(tuple("" if value is None else str(value) for value in row) for row in rows[:MOST_ROWS])
            yield Answered(question, book.words(question.asks), book.words(question.says), headings, shown, len(rows))
