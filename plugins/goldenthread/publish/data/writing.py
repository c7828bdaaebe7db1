"""The tables written in all forms at once, a few rows at a time: as one JSON document, as CSV, and into the database.

In: tables, and a folder. Out: the files, and what is to be said of each. Guaranteed: no table and no file is ever held
as a whole, so that an archive of any size takes the same memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from goldenthread.publish.data.columns import Value
from goldenthread.publish.data.database import database
from goldenthread.publish.data.document import END, as_json, opening, rows_as_json
from goldenthread.publish.data.output import Output, Written, seen
from goldenthread.publish.data.package import heading_of, rows_as_csv
from goldenthread.publish.data.tables import Table

DOCUMENT = "archive.json"
DATABASE = "archive.sqlite"
_AT_ONCE = 500
"""So many rows are made at a time."""
_T = TypeVar("_T")


def write_tables(
    about: Mapping[str, Value], tables: Sequence[Table], folder: Path
) -> tuple[dict[str, Written], dict[str, int]]:
    """Write all tables; what is to be said of each file, by its name, and how many rows each table has."""
    written: dict[str, Written] = {}
    counts: dict[str, int] = {}
    with Output(folder / DOCUMENT) as whole, database(folder / DATABASE, about, tables) as add:
        whole.write(opening(about))
        for table in tables:
            count, before = 0, f',\n"{table.name}":[\n'.encode()
            with Output(folder / f"{table.name}.csv") as apart:
                apart.write(heading_of(table))
                for rows in _pieces(table.rows):
                    whole.write(before + rows_as_json(table, rows))
                    apart.write(rows_as_csv(rows))
                    add(table, rows)
                    count, before = count + len(rows), b",\n"
            whole.write(b"\n]" if count else before + b"\n]")
            counts[table.name], written[f"{table.name}.csv"] = count, apart.written
        whole.write(END)
    return {DOCUMENT: whole.written, DATABASE: seen(folder / DATABASE), **written}, counts


def write_list(entries: Iterable[object], path: Path) -> Written:
    """Write a JSON list, an entry on a line."""
    before = b""
    with Output(path) as file:
        file.write(b"[\n")
        for some in _pieces(entries):
            file.write(before + as_json(some))
            before = b",\n"
        file.write(b"\n]\n")
    return file.written


def _pieces(entries: Iterable[_T]) -> Iterator[tuple[_T, ...]]:
    rest = iter(entries)
    while piece := tuple(islice(rest, _AT_ONCE)):
        yield piece
