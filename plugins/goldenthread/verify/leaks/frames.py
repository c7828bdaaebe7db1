"""The files of pictures taken apart: what stands in them beside what they show.

In: the bytes of a picture. Out: its remarks, in the order in which they stand, and what follows its end. Guaranteed:
`None` for what is not built as such a file is: its bytes may be anything.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends a run of a JPEG's pixels."""


def beside(data: bytes) -> tuple[bytes, ...] | None:
    """What a picture holds besides what it shows; `None` for what is no whole picture."""
    for start, taken in ((b"\x89PNG\r\n", _png), (b"\xff\xd8\xff", _jpeg), (b"RIFF", _riff)):
        if data.startswith(start):
            try:
                return tuple(one for one in taken(data) if one)
            except (ValueError, struct.error):
                return None
    return None


def _png(data: bytes) -> Iterator[bytes]:
    place = 8
    while True:
        size, kind = struct.unpack(">I4s", data[place : place + 8])
        chunk = data[place + 8 : place + 8 + size]
        if len(chunk) < size:
            raise ValueError
        place += 12 + size
        if kind not in (b"IDAT", b"fdAT", b"PLTE"):
            yield chunk
            yield from _unpacked(chunk)
        if kind == b"IEND":
            yield data[place:]
            return


def _unpacked(chunk: bytes) -> Iterator[bytes]:
    """Words after their name, a sign for how they are packed, and in the later kind two further names."""
    for found in re.finditer(rb"\0", chunk[:200]):
        for start in (found.end(), found.end() + 1):
            unpacking = zlib.decompressobj()
            try:
                yield unpacking.decompress(chunk[start:], 1_000_000)
            except zlib.error:
                continue


def _jpeg(data: bytes) -> Iterator[bytes]:
    place = 2
    while True:
        if data[place : place + 1] != b"\xff":
            raise ValueError
        marker = data[place + 1]
        if marker == 0xD9:
            yield data[place + 2 :]
            return
        size = int.from_bytes(data[place + 2 : place + 4], "big")
        if size < 2:
            raise ValueError
        if marker >= 0xE0:
            yield data[place + 4 : place + 2 + size]
        place += 2 + size
        if marker == 0xDA:
            ending = _NEXT.search(data, place)
            if not ending:
                raise ValueError
            place = ending.start()


def _riff(data: bytes) -> Iterator[bytes]:
    end = 8 + int.from_bytes(data[4:8], "little")
    if data[8:12] != b"WEBP" or end > len(data):
        raise ValueError
    place = 12
    while place + 8 <= end:
        kind, size = struct.unpack("<4sI", data[place : place + 8])
        if kind not in (b"VP8 ", b"VP8L", b"ALPH", b"VP8X"):
            yield data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    yield data[end:]
