"""`archive.json`: all tables in one document, a row on a line, and the JSON Schema that describes it.

In: tables, and what is said of the archive as a whole. Out: bytes, piece by piece. Guaranteed: the same edition gives
the same bytes, so that their SHA-256 names it; nothing is altered; the schema follows from the columns, and with them
from the model.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from json import JSONEncoder
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from goldenthread.language import N_
from goldenthread.model.edition import Edition
from goldenthread.model.settings import FORMAT
from goldenthread.publish.data.columns import Column, Row, Value
from goldenthread.publish.data.tables import Table

SCHEMA = "archive.schema.json"
_TYPES: dict[str, Any] = {
    "text": str,
    "integer": int,
    "number": int | float,
    "boolean": bool,
    "date": date,
    "list": list[str],
}
_CLOSED = ConfigDict(extra="forbid")


def about(edition: Edition) -> dict[str, Value]:
    """What holds for the archive as a whole."""
    settings = edition.archive.settings
    return {
        "format": FORMAT,
        "title": settings.title,
        "description": settings.description.text.strip() or None,
        "languages": settings.languages,
        "edition": edition.shown.audience,
        "as_of": edition.as_of.isoformat() if edition.as_of else None,
    }


ABOUT = {
    "format": N_("The version of the format in which the records are written."),
    "title": N_("What the archive is called."),
    "description": N_("What it is, in Markdown."),
    "languages": N_("The languages of the archive, that of the site first."),
    "edition": N_("For whom it is: public or internal."),
    "as_of": N_("The day as of which things stand as they are said to."),
}


def opening(about: Mapping[str, Value]) -> bytes:
    """How the document begins: what holds for the archive as a whole. The tables follow, and `END`."""
    said = "".join(f",\n{_json(name)}:{_json(value)}" for name, value in about.items())
    return f'{{"$schema":{_json(SCHEMA)}{said}'.encode("utf-8", "replace")


END = b"\n}\n"


def rows_as_json(table: Table, rows: Iterable[Row]) -> bytes:
    """Rows of a table, one on a line."""
    names = [column.name for column in table.columns]
    return as_json(dict(zip(names, row, strict=True)) for row in rows)


def as_json(rows: Iterable[object]) -> bytes:
    """Entries of a JSON list, one on a line."""
    return ",\n".join(map(_json, rows)).encode("utf-8", "replace")


_json = JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def schema(tables: Iterable[Table]) -> bytes:
    """The JSON Schema of the document, after draft 2020-12."""
    return _schema(tuple(replace(table, make=_no_rows) for table in tables))


def _no_rows() -> Iterator[Row]:
    return iter(())


@cache
def _schema(tables: tuple[Table, ...]) -> bytes:
    """The same of tables without rows: whatever the archive, it does not change."""
    made: dict[str, Any] = {"schema_": (str, Field(alias="$schema", description="The name of this schema."))}
    made |= {name: (_ABOUT_TYPES.get(name, str | None), Field(description=says)) for name, says in ABOUT.items()}
    made |= {one.name: (list[_row(one)], Field(description=one.says)) for one in tables}  # type: ignore[misc]
    whole: type[BaseModel] = create_model("Archive", __config__=_CLOSED, **made)
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole.model_json_schema()}
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


_ABOUT_TYPES = {"format": str, "title": str, "languages": list[str], "edition": Literal["public", "internal"]}


def _row(table: Table) -> type[BaseModel]:
    fields: dict[str, Any] = {
        column.name: (_type(column), Field(description=" ".join(column.says))) for column in table.columns
    }
    return create_model(table.name, __config__=_CLOSED, **fields)


def _type(column: Column) -> Any:
    kind: Any = Literal[column.known] if column.known else _TYPES[column.type]
    return kind if column.required or column.type == "list" else kind | None
