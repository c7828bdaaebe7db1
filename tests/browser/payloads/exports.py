"""The files of a site that programs read, read as these do: what was typed is a value in them and nothing more."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.parsers import expat

from icalendar import Calendar

_FORMULA = ("=", "+", "@", "\uff1d", "\t", "\r")
_OF_AN_EVENT = {"ATTENDEE", "ORGANIZER", "ATTACH"}


def exports(site: Path) -> Iterator[tuple[str, str]]:
    """Each export with what is wrong with it, "" for nothing."""
    for path in sorted(site.rglob("*")):
        read = _READ.get(path.suffix)
        if read and path.is_file() and path.relative_to(site).parts[0] not in ("assets", "pagefind"):
            try:
                fault = next(read(path), "")
            except (ValueError, expat.ExpatError, sqlite3.Error) as error:
                fault = f"it cannot be read: {error}"
            yield path.relative_to(site).as_posix(), fault


def _table(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        yield f"its rows have {sorted(widths)} cells"
    for row in rows:
        yield from (f"a formula: {cell[:80]}" for cell in row if cell.startswith(_FORMULA))


def _data(path: Path) -> Iterator[str]:
    json.loads(path.read_text("utf-8"))
    yield from ()


def _calendar(path: Path) -> Iterator[str]:
    for part in Calendar.from_ical(path.read_bytes()).walk():
        yield from (f"it has {name}" for name in part if name.upper() in _OF_AN_EVENT)


def _feed(path: Path) -> Iterator[str]:
    found: list[str] = []
    names: set[str] = set()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = lambda *_: found.append("it declares a document type")
    parser.ProcessingInstructionHandler = lambda target, _: found.append(f"it asks for {target}")
    parser.StartElementHandler = lambda name, _: names.add(name)
    parser.Parse(path.read_bytes(), True)
    yield from found
    yield from (f"it has an element of pages: {name}" for name in names if "xhtml" in name or "svg" in name)


def _tables(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        whole = base.execute("PRAGMA integrity_check").fetchone()[0]
    if whole != "ok":
        yield whole


_READ = {".csv": _table, ".json": _data, ".ics": _calendar, ".xml": _feed, ".sqlite": _tables}
