"""Data to take away: an edition as tables, in one JSON document, as comma-separated values and as a SQLite database.

In: a `Book`. Out: `Data`, the files by name. Guaranteed: made from the edition alone; each thing in all of them; the
digest of `archive.json` names the edition, wherever it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from goldenthread.publish.addresses import DATA
from goldenthread.publish.citations import Citations
from goldenthread.publish.data.columns import Value
from goldenthread.publish.data.database import database
from goldenthread.publish.data.document import SCHEMA, about, document, listed, schema
from goldenthread.publish.data.package import csv_of, metadata, package
from goldenthread.publish.data.tables import NAMES, Table, tables
from goldenthread.publish.outlets import Outlet
from goldenthread.publish.views.book import Book

__all__ = ["CITATIONS", "DATABASE", "DOCUMENT", "METADATA", "PACKAGE", "SCHEMA", "Data"]

DOCUMENT = "archive.json"
DATABASE = "archive.sqlite"
PACKAGE = "datapackage.json"
METADATA = "metadata.yml"
CITATIONS = "citations.json"
NO_DIGEST = "0" * 64
_BESIDE = Outlet(DATA)
"""Where the data lie of a site whose own address is not known."""


@dataclass(frozen=True)
class Data:
    """The data of an edition; `outlet` says where their site is published, if that is known.

    `draft`: nobody is to cite it, so that its digest is none: that would take the whole archive to be written out.
    """

    book: Book
    outlet: Outlet = _BESIDE
    draft: bool = False

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table, with its rows."""
        return tables(self.book)

    @cached_property
    def about(self) -> Mapping[str, Value]:
        """What holds for the archive as a whole."""
        return about(self.book.edition)

    @cached_property
    def digest(self) -> str:
        """What names the archive as this edition shows it: the SHA-256 of `archive.json`, in hexadecimal digits."""
        return NO_DIGEST if self.draft else sha256(self._document).hexdigest()

    @cached_property
    def _document(self) -> bytes:
        return document(self.about, self.tables)

    @cached_property
    def citations(self) -> Citations:
        """How its things are cited."""
        return Citations(self.book, self.outlet, self.digest)

    @cached_property
    def database(self) -> bytes:
        """The SQLite database."""
        return database(self.about, self.tables)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files, those first that hold everything."""
        return DOCUMENT, SCHEMA, DATABASE, METADATA, PACKAGE, CITATIONS, *(f"{name}.csv" for name in NAMES)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its name."""
        described = {DOCUMENT: self._document, DATABASE: self.database}
        described[CITATIONS] = listed(self.citations.every())
        described |= {f"{table.name}.csv": csv_of(table) for table in self.tables}
        return {
            **described,
            SCHEMA: schema(self.tables),
            METADATA: metadata(self.about, self.tables),
            PACKAGE: package(self.about, self.tables, described, self.digest, self.outlet.site_url),
        }
