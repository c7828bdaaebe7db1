"""Bytes unpacked: what stands in a file besides what meets the eye.

In: the bytes of a file. Out: the bytes in it - members, streams, chunks, remarks, cells - and the text that they are.
Guaranteed: no input raises; nothing is written to disk; what is too large or too deep is told, never passed over.
"""

from __future__ import annotations

import bz2
import lzma
import re
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, StreamObject, TextStringObject

from goldenthread.verify.leaks.texts import is_text

MOST = 256_000_000
"""The most bytes that come of unpacking one thing."""
_STARTS = re.compile(
    rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|PK\x03\x04|\x89PNG\r\n|\xff\xd8\xff|RIFF....WEBP|%PDF-|GIF8[79]a", re.DOTALL
)
_LATIN = re.compile(rb"[\x20-\x7e\x80-\xff\t]{5,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\0){5,}|(?:\0[\x20-\x7e]){5,}")
_SMALL = 65_536


class TooMuch(Exception):
    """More than can be looked through."""


def texts(data: bytes) -> Iterator[str]:
    """The text that bytes are, or that stands in them."""
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        yield data.decode("utf-32", "replace")
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16", "replace")
    elif is_text(data) and b"\0" not in data[:4096]:
        yield data.decode("utf-8-sig", "replace")
    else:
        yield runs(data)
        if len(data) <= _SMALL:
            for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
                for start in (0, 1) if "16" in encoding else (0,):
                    yield data[start:].decode(encoding, "ignore")


def runs(data: bytes) -> str:
    """The words that stand among other bytes, in one or in two bytes a letter."""
    wide = (run.replace(b"\0", b"").decode("ascii") for run in _WIDE.findall(data))
    return "\n\n".join((*map(_either, _LATIN.findall(data)), *wide))


def _either(run: bytes) -> str:
    try:
        return run.decode()
    except UnicodeDecodeError:
        return f"{run.decode('utf-8', 'ignore')} {run.decode('cp1252', 'ignore')}"


def parts(data: bytes) -> Iterator[bytes]:
    """What is packed in bytes, wherever in them it begins."""
    for start, unpack in _BEGINNINGS:
        if data.startswith(start):
            yield from _tried(unpack, data)
    if data[257:262] == b"ustar":
        yield from _tried(_tar, data)
    if is_text(data) and b"\0" not in data[:4096]:
        return
    for found in _STARTS.finditer(data, 1):
        yield from _tried(_carved, data[found.start() :])


def _tried(unpack: Callable[[bytes], Iterator[bytes]], data: bytes) -> Iterator[bytes]:
    try:
        yield from unpack(data)
    except TooMuch:
        raise
    except Exception:
        return


def _carved(data: bytes) -> Iterator[bytes]:
    """What begins in the midst of other bytes: unpacked, where it can be; a picture with its own remarks."""
    if data[:2] in (b"\x1f\x8b",) or data[:1] == b"\x78":
        yield from _zlib(data)
    elif data[:2] == b"PK":
        yield from _zip(data)
    else:
        yield data


def _zlib(data: bytes) -> Iterator[bytes]:
    """One after the other, as long as each can be read; what follows the last."""
    rest = data
    while rest:
        unpacking = zlib.decompressobj(47)
        try:
            made = unpacking.decompress(rest, MOST)
        except zlib.error:
            return
        if unpacking.unconsumed_tail:
            raise TooMuch
        if len(made) > 5:
            yield made
        rest = unpacking.unused_data
        if rest[:2] != b"\x1f\x8b":
            return


def _bz2(data: bytes) -> Iterator[bytes]:
    yield _limited(bz2.BZ2Decompressor().decompress(data, MOST))


def _xz(data: bytes) -> Iterator[bytes]:
    yield _limited(lzma.LZMADecompressor(memlimit=MOST).decompress(data, MOST))


def _limited(data: bytes) -> bytes:
    if len(data) >= MOST:
        raise TooMuch
    return data


def _zip(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        yield packed.comment
        if sum(one.file_size for one in packed.infolist()) > MOST:
            raise TooMuch
        for one in packed.infolist():
            yield one.filename.encode()
            yield one.comment
            yield one.extra
            yield packed.read(one)


def _tar(data: bytes) -> Iterator[bytes]:
    with tarfile.open(fileobj=BytesIO(data)) as packed:
        for one in packed:
            yield one.name.encode()
            if file := packed.extractfile(one):
                yield file.read()


def _sqlite(data: bytes) -> Iterator[bytes]:
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(data)
        for name, told in base.execute("SELECT name, sql FROM sqlite_master").fetchall():
            yield f"{name}\n{told}".encode()
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            quoted = table.replace('"', '""')
            rows = base.execute(f'SELECT * FROM "{quoted}"')
            cells: list[str] = []
            for row in rows:
                cells += [str(one) for one in row if one is not None and not isinstance(one, bytes)]
                yield from (one for one in row if isinstance(one, bytes))
            yield "\n".join(cells).encode("utf-8", "replace")
    finally:
        base.close()


def _pdf(data: bytes) -> Iterator[bytes]:
    reader = PdfReader(BytesIO(data))
    for page in reader.pages:
        yield (page.extract_text() or "").encode("utf-8", "replace")
    said: list[str] = []
    for number in range(
        1, 1 + len(reader.xref_objStm) + max((n for one in reader.xref.values() for n in one), default=0)
    ):
        one = reader.get_object(number)
        _strings(one, said)
        if isinstance(one, StreamObject):
            yield from _tried(lambda _, one=one: iter((one.get_data(),)), b"")  # type: ignore[misc]
    yield "\n".join(said).encode("utf-8", "replace")


def _strings(one: Any, said: list[str], depth: int = 0) -> None:
    """The strings in an object of a PDF, those of what it only refers to apart."""
    if isinstance(one, (TextStringObject, str)):
        said.append(str(one))
    elif isinstance(one, ByteStringObject):
        said.append(bytes(one).decode("utf-8", "replace"))
    elif depth < 50 and isinstance(one, DictionaryObject):
        for key in one:
            said.append(str(key))
            _strings(one.raw_get(key), said, depth + 1)
    elif depth < 50 and isinstance(one, ArrayObject):
        for inner in one:
            _strings(inner, said, depth + 1)


_BEGINNINGS: tuple[tuple[bytes, Callable[[bytes], Iterator[bytes]]], ...] = (
    (b"\x1f\x8b", _zlib),
    (b"\x78", _zlib),
    (b"BZh", _bz2),
    (b"\xfd7zXZ", _xz),
    (b"PK", _zip),
    (b"SQLite format 3", _sqlite),
    (b"%PDF-", _pdf),
)
