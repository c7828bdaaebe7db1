"""`archive.sqlite`: the tables with their keys, links and indexes, and a search over the words of every thing.

In: tables, and what is said of the archive as a whole. Out: bytes. Guaranteed: the same edition and version of SQLite
give the same bytes; every reference is a foreign key that holds; lists are JSON arrays; each column is described in
the file itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from goldenthread.language import N_
from goldenthread.publish.data.columns import TABLES, Column, Value
from goldenthread.publish.data.tables import Table

PAGE_SIZE = 4096
SEARCH = "search"
"""The table to search in (FTS5, https://www.sqlite.org/fts5.html), over titles and words of `things`."""
WORDS = Column("words", (N_("All words that people wrote of it, for searching; only in the database."),))
_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT", "list": "TEXT"}
_INDEXED = ("status", "date_earliest", "round", "rank")
_OURS = (
    "CREATE TABLE archive (name TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE documentation (of_table TEXT, of_column TEXT, says TEXT, PRIMARY KEY (of_table, of_column))",
    f'CREATE VIRTUAL TABLE {SEARCH} USING fts5(title, words, content="things", tokenize="porter unicode61")',
)
"""What holds for the whole; what each table and column says; the search."""


def database(about: Mapping[str, Value], tables: Iterable[Table]) -> bytes:
    """The database, as the bytes of its file."""
    tables = tuple(_with_words(tables))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        opened.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        opened.execute("BEGIN")
        for statement in (*_definitions(tables), *_OURS):
            opened.execute(statement)
        for table in tables:
            slots = ", ".join("?" * len(table.columns))
            opened.executemany(
                f'INSERT INTO "{table.name}" VALUES ({slots})', (tuple(map(_cell, row)) for row in table.rows)
            )
        opened.executemany("INSERT INTO archive VALUES (?, ?)", ((name, _cell(one)) for name, one in about.items()))
        opened.executemany("INSERT INTO documentation VALUES (?, ?, ?)", _documentation(tables))
        opened.execute(f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('rebuild')")
        opened.execute(f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('optimize')")
        opened.execute("COMMIT")
        opened.execute("VACUUM")
        return opened.serialize()


def _with_words(tables: Iterable[Table]) -> Iterator[Table]:
    """The tables, that of all things with one column more: what is searched."""
    things, *others = tables
    of_kinds = (table for table in others if table.name in TABLES.values())
    words = {key: said for table in of_kinds for key, said in _words(table)}
    rows = tuple((*row, words[row[0]]) for row in things.rows)
    yield replace(things, columns=(*things.columns, WORDS), rows=rows)
    yield from others


def _words(table: Table) -> Iterator[tuple[Value, str]]:
    """The words of each thing of a kind, by its key."""
    searched = [number for number, column in enumerate(table.columns) if column.searched]
    for row in table.rows:
        said = (one for number in searched if (value := row[number]) for one in _listed(value))
        yield row[0], "\n".join(dict.fromkeys(said))


def _listed(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _cell(value: Value) -> str | int | float | None:
    match value:
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case str():
            return value.encode("utf-8", "replace").decode()  # SQLite takes no half of a surrogate pair
        case _:
            return value


def _definitions(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        defined = [_defined(table, column) for column in table.columns]
        defined.append(f"PRIMARY KEY ({', '.join(table.key)})")
        yield f'CREATE TABLE "{table.name}" ({", ".join(defined)})'
        for column in table.columns:
            if (column.refers or column.name in _INDEXED) and column.name != table.key[0]:
                yield f'CREATE INDEX "{table.name} by {column.name}" ON "{table.name}" ("{column.name}")'


def _defined(table: Table, column: Column) -> str:
    where, _, name = column.refers.partition(".")
    return " ".join(
        (
            f'"{column.name}" {_TYPES[column.type]}',
            *(("NOT NULL",) if column.required else ()),
            *(("UNIQUE",) if column.name == "id" and table.name in TABLES.values() else ()),
            *((f'REFERENCES "{where}" ("{name}")',) if where and where != table.name else ()),
        )
    )


def _documentation(tables: Iterable[Table]) -> Iterator[tuple[str, str, str]]:
    for table in tables:
        yield table.name, "", table.says
        yield from ((table.name, column.name, " ".join(column.says)) for column in table.columns)
