"""Data to take away: an edition as tables, in one JSON document, as comma-separated values and as a SQLite database.

In: a `Book`. Out: `Data`, the files in a folder. Guaranteed: made from the edition alone; each thing in all of them;
the digest of `archive.json` names the edition, wherever it was made; none of the files is ever held as a whole.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from goldenthread.publish.addresses import DATA
from goldenthread.publish.citations import Citations
from goldenthread.publish.data.columns import Value
from goldenthread.publish.data.document import SCHEMA, about, schema
from goldenthread.publish.data.output import Written
from goldenthread.publish.data.package import metadata, package
from goldenthread.publish.data.tables import NAMES, Table, tables
from goldenthread.publish.data.writing import DATABASE, DOCUMENT, write_list, write_tables
from goldenthread.publish.outlets import Outlet
from goldenthread.publish.views.book import Book

__all__ = ["CITATIONS", "DATABASE", "DOCUMENT", "METADATA", "PACKAGE", "SCHEMA", "Data"]

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
    `folder`: where the files are made; where none is named, one that is gone when nobody refers to the data any more.
    """

    book: Book
    outlet: Outlet = _BESIDE
    draft: bool = False
    folder: Path | None = None

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table."""
        return tables(self.book)

    @cached_property
    def about(self) -> Mapping[str, Value]:
        """What holds for the archive as a whole."""
        return about(self.book.edition)

    @property
    def digest(self) -> str:
        """What names the archive as this edition shows it: the SHA-256 of `archive.json`, in hexadecimal digits."""
        return NO_DIGEST if self.draft else self._written[0][DOCUMENT].digest

    @cached_property
    def citations(self) -> Citations:
        """How its things are cited."""
        return Citations(self.book, self.outlet, self.digest)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files, those first that hold everything."""
        return DOCUMENT, SCHEMA, DATABASE, METADATA, PACKAGE, CITATIONS, *(f"{name}.csv" for name in NAMES)

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Every file by its name, made."""
        written, folder = self._written[0], self._made_in
        described = {DOCUMENT: written[DOCUMENT], DATABASE: written[DATABASE]}
        described[CITATIONS] = write_list(self.citations.every(), folder / CITATIONS)
        described |= {name: written[name] for name in self.names if name.endswith(".csv")}
        (folder / SCHEMA).write_bytes(schema(self.tables))
        (folder / METADATA).write_bytes(metadata(self.about, self.tables))
        (folder / PACKAGE).write_bytes(package(self.about, self.tables, described, self.digest, self.outlet.site_url))
        return {name: folder / name for name in self.names}

    @property
    def database(self) -> Path:
        """The SQLite database."""
        assert self._written
        return self._made_in / DATABASE

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows each table has."""
        return self._written[1]

    @cached_property
    def _written(self) -> tuple[Mapping[str, Written], Mapping[str, int]]:
        """The tables in each of their forms."""
        return write_tables(self.about, self.tables, self._made_in)

    @cached_property
    def _made_in(self) -> Path:
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
            return self.folder
        folder = Path(tempfile.mkdtemp(prefix="goldenthread-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder
