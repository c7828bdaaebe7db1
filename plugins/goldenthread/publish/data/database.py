"""`archive.sqlite`: the tables with their keys, links and indexes, and a search over the words of every thing.

In: tables, and what is said of the archive as a whole. Out: a file. Guaranteed: the same edition and version of SQLite
give the same bytes; every reference is a foreign key that holds; lists are JSON arrays; each column is described in
the file itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from json import JSONEncoder
from pathlib import Path

from goldenthread.language import N_
from goldenthread.publish.data.columns import TABLES, Column, Row, Value
from goldenthread.publish.data.tables import THINGS_TABLE as THINGS
from goldenthread.publish.data.tables import Table

Cell = str | int | float | None
Add = Callable[[Table, Sequence[Row]], None]
_SETTINGS = (
    "page_size = 4096",
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -8000",
)
"""Nobody reads it before it is done, and one that is not done is thrown away. The cache: 8 MB."""
_WRITTEN_BY = ((24, 4), (92, 8))
"""Where a file says how often it was changed, and by which version of SQLite, and how many bytes each takes."""
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


@contextmanager
def database(path: Path, about: Mapping[str, Value], tables: Iterable[Table]) -> Iterator[Add]:
    """Make the database in a file; what is yielded puts rows of a table into it, those of `things` before all others.

    It is made beside that file, and then copied into it in a fixed order.
    """
    making = path.with_name(f"{path.name}.making")
    making.unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    tables = tuple(_with_words(tables))
    with closing(sqlite3.connect(making, isolation_level=None)) as opened:
        for setting in _SETTINGS:
            opened.execute(f"PRAGMA {setting}")
        opened.execute("BEGIN")
        for statement in (*map(_defined, tables), *_OURS):
            opened.execute(statement)
        yield partial(_add, opened)
        for statement in _indexes(tables):
            opened.execute(statement)
        opened.executemany("INSERT INTO archive VALUES (?, ?)", ((name, _cell(one)) for name, one in about.items()))
        opened.executemany("INSERT INTO documentation VALUES (?, ?, ?)", _documentation(tables))
        opened.execute(f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('rebuild')")
        opened.execute(f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('optimize')")
        opened.execute("COMMIT")
        opened.execute("VACUUM INTO ?", (str(path),))
    making.unlink()
    _sign(path)


def _sign(path: Path) -> None:
    """Have it say that it was never written to, and by no version of SQLite (https://www.sqlite.org/fileformat2.html).

    So does what SQLite makes in memory; it takes such a file as it takes others.
    """
    with path.open("r+b") as file:
        for at, length in _WRITTEN_BY:
            file.seek(at)
            file.write(bytes(length))


def _add(opened: sqlite3.Connection, table: Table, rows: Sequence[Row]) -> None:
    """Put rows into a table; the words of a thing, which the table of its kind has, also into that of all things."""
    slots = ", ".join("?" * len(table.columns))
    if table.name == THINGS:
        slots += ", NULL"
    opened.executemany(f'INSERT INTO "{table.name}" VALUES ({slots})', (tuple(map(_cell, row)) for row in rows))
    if table.name in TABLES.values():
        opened.executemany(f"UPDATE {THINGS} SET {WORDS.name} = ? WHERE key = ?", _words(table, rows))


def _with_words(tables: Iterable[Table]) -> Iterator[Table]:
    """The tables, that of all things with one column more: what is searched."""
    for table in tables:
        yield replace(table, columns=(*table.columns, WORDS)) if table.name == THINGS else table


def _words(table: Table, rows: Iterable[Row]) -> Iterator[tuple[Cell, Cell]]:
    """The words of things of a kind, with their keys."""
    searched = [number for number, column in enumerate(table.columns) if column.searched]
    for row in rows:
        said = (one for number in searched if (value := row[number]) for one in _listed(value))
        yield _cell("\n".join(dict.fromkeys(said))), _cell(row[0])


def _listed(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _cell(value: Value) -> Cell:
    if isinstance(value, str):
        # SQLite takes no half of a surrogate pair.
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    return _json(value) if isinstance(value, tuple) else value


_json = JSONEncoder(ensure_ascii=False).encode


def _defined(table: Table) -> str:
    defined = [_column(table, column) for column in table.columns]
    defined.append(f"PRIMARY KEY ({', '.join(table.key)})")
    return f'CREATE TABLE "{table.name}" ({", ".join(defined)})'


def _indexes(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        for column in table.columns:
            if (column.refers or column.name in _INDEXED) and column.name != table.key[0]:
                yield f'CREATE INDEX "{table.name} by {column.name}" ON "{table.name}" ("{column.name}")'


def _column(table: Table, column: Column) -> str:
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
