"""The tables as files of comma-separated values, and the descriptions by which other programs read them.

In: tables, and what is said of the other files. Out: bytes. Guaranteed: `datapackage.json` (Frictionless Data Package)
names each file with its size and SHA-256, each column with its type, and each reference; `metadata.yml` is what
Datasette shows beside the tables of the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.publish.data.columns import Column, Row, Value
from goldenthread.publish.data.output import Written
from goldenthread.publish.data.tables import Table
from goldenthread.publish.tables import lines
from goldenthread.publish.tables import table as comma_separated

_FIELDS = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "date", "format": "%Y-%m-%d"},
    "list": {"type": "string"},
}
_BETWEEN = "; "
_FACETS = ("status", "kind", "series", "themes", "owners", "late", "sort", "relation", "round", "attendance")
_MEDIA = {
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "csv": "text/csv",
    "yml": "application/yaml",
}


def media_type(name: str) -> str:
    """What sort of file one of this name is."""
    return _MEDIA[name.rpartition(".")[2]]


def heading_of(table: Table) -> bytes:
    """How a table begins as comma-separated values."""
    return comma_separated([one.name for one in table.columns], ())


def rows_as_csv(rows: Iterable[Row]) -> bytes:
    """Rows as comma-separated values: lists in one cell, formulas made words."""
    return lines(list(map(_cell, row)) for row in rows)


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple():
            return _BETWEEN.join(value)
        case _:
            return str(value)


def package(
    about: Mapping[str, Value], tables: Iterable[Table], files: Mapping[str, Written], digest: str, home: str
) -> bytes:
    """`datapackage.json`, after https://specs.frictionlessdata.io/data-package/."""
    by_path = {f"{table.name}.csv": table for table in tables}
    described = {
        "profile": "data-package",
        "name": "goldenthread-archive",
        "title": about["title"],
        **({"description": about["description"]} if about["description"] else {}),
        **({"homepage": home} if home else {}),
        "edition": about["edition"],
        "as_of": about["as_of"],
        "digest": digest,
        "resources": [_resource(path, made, by_path.get(path)) for path, made in files.items()],
    }
    return _json(described)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _resource(path: str, made: Written, table: Table | None) -> dict[str, Any]:
    name, _, format = path.rpartition(".")
    described: dict[str, Any] = {
        "name": name if table else path,
        "path": path,
        "format": format,
        "mediatype": media_type(path),
        "bytes": made.size,
        "hash": f"sha256:{made.digest}",
    }
    if table is None:
        return described
    keys = [key for column in table.columns if (key := _foreign(table, column))]
    schema = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }
    described |= {"profile": "tabular-data-resource", "encoding": "utf-8", "description": table.says, "schema": schema}
    return described


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.known:
        constraints["enum"] = list(column.known)
    field = {"name": column.name, "description": " ".join(column.says), **_FIELDS[column.type]}
    return field | ({"constraints": constraints} if constraints else {})


def _foreign(table: Table, column: Column) -> dict[str, Any] | None:
    where, _, name = column.refers.partition(".")
    if not where or where == table.name == "things":
        return None
    resource = "" if where == table.name else where
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [name]}}


def metadata(about: Mapping[str, Value], tables: Iterable[Table]) -> bytes:
    """`metadata.yml` for Datasette: what tables and columns say, and what each table can be narrowed by."""
    described = {
        "title": about["title"],
        "description": about["description"] or "",
        "databases": {"archive": {"tables": {table.name: _shown(table) for table in tables}}},
    }
    return _json(described)  # which YAML reads too


def _shown(table: Table) -> dict[str, Any]:
    names = {column.name: column for column in table.columns}
    facets = [{"array": one} if names[one].type == "list" else one for one in _FACETS if one in names]
    label = next((one for one in ("title", "what", "name", "text") if one in names), "")
    return {
        "description": table.says,
        **({"label_column": label} if label else {}),
        **({"facets": facets} if facets else {}),
        "columns": {column.name: " ".join(column.says) for column in table.columns},
    }
