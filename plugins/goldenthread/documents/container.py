"""The archive that an office file is: looked through in memory before any library opens it.

In: the bytes of a file. Out: `Container`. Guaranteed: its entries are counted before one is inflated, none is larger
than it says, none has a name that leads elsewhere, and no part has a document type or is nested deeper than readers go.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from goldenthread.documents.reading import Refused, damaged

MOST_BYTES = 200_000_000
"""All entries together, inflated."""
MOST_ENTRIES = 10_000
MOST_TIMES = 100
"""How many times as large as it is stored an entry may be that has more than a megabyte."""
MOST_DEEP = 200
MOST_ELEMENTS = 3_000_000
"""The elements of all parts together: what the libraries make of each takes a kilobyte or so."""
_MEGABYTE = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_HEADER = 30
"""The least bytes before an entry's own."""
_MACROS = ("vbaproject.bin", "vbadata.xml")


class Container:
    """The parts of an office file, by name; `names` in the order in which they are stored."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._zip = _opened(data)
        self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        elements = 0
        for name in self.xml():
            elements += _counted(self.part(name))
            if elements > MOST_ELEMENTS:
                raise damaged(f"it has more than {MOST_ELEMENTS:,} elements")

    @property
    def names(self) -> tuple[str, ...]:
        """What its parts are called."""
        return tuple(self._infos)

    def xml(self) -> Iterator[str]:
        """The names of its parts that are XML."""
        return (name for name in self._infos if name.lower().endswith((".xml", ".rels", ".vml")))

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        try:
            return self._zip.read(self._infos[name])
        except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError):  # the last: packed in a way it does not know
            raise damaged("a part of it is damaged") from None


def _opened(data: bytes) -> ZipFile:
    if data.startswith(_OLE):
        raise Refused("GT712", what="is locked with a password, or in the format of before 2007")
    if data.count(_ENTRY) > MOST_ENTRIES:
        raise damaged(f"it has more than {MOST_ENTRIES:,} parts")
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, RuntimeError):  # the last: a version it does not know
        raise damaged("it is no office file, or only a piece of one") from None
    entries = archive.infolist()
    _sized(entries, len(data))
    for entry in entries:
        _named(entry)
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise damaged("two of its parts have one name")
    if any(entry.filename.lower().endswith(_MACROS) for entry in entries):
        raise Refused("GT712", what="holds macros")
    return archive


def _sized(entries: list[ZipInfo], size: int) -> None:
    """Refuse what would be too large once inflated, and entries that share their bytes."""
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise damaged(f"it has more than {MOST_BYTES // _MEGABYTE} MB once it is unpacked")
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.file_size > max(_MEGABYTE, MOST_TIMES * entry.compress_size):
            raise damaged(f"a part of it grows to more than {MOST_TIMES} times its size")
        if entry.header_offset < end:
            raise damaged("two of its parts share their bytes")
        end = entry.header_offset + _HEADER + entry.compress_size
    if end > size:
        raise damaged("a part of it is cut off")


def _named(entry: ZipInfo) -> None:
    """Refuse an entry whose name leads elsewhere, that is a link, or that is stored in an unusual way."""
    steps = entry.filename.rstrip("/").split("/")
    if "\\" in entry.orig_filename or "\0" in entry.orig_filename or ":" in steps[0] or {"", ".", ".."} & set(steps):
        raise damaged("a part of it has a name that leads elsewhere")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise damaged("a part of it is a link")
    if entry.flag_bits & 1:
        raise Refused("GT712", what="is locked with a password")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged("a part of it is packed in an unusual way")


def _counted(part: bytes) -> int:
    """How many elements a part has; refuses what is no XML, has a document type, or is nested too deep."""
    parser = expat.ParserCreate()
    count = depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:  # noqa: ARG001  # as expat calls it
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if depth > MOST_DEEP:
            raise damaged(f"its elements are nested more than {MOST_DEEP} deep")

    def end(name: str) -> None:  # noqa: ARG001
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise damaged("it declares a document type, which no office program writes")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise damaged("a part of it is damaged") from None
    return count
