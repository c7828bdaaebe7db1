"""Office files are archives: the same parts packed the same way each time.

In: the bytes of an archive as a library writes it. Out: the same parts in a fixed order, dated 1980, not compressed.
Guaranteed: the same parts give the same bytes, whichever zlib is installed.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_FIRST = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o644 << 16


def repacked(data: bytes, changed: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """The archive packed anew; `changed` may give a part other bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_STORED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            info = ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr = _UNIX, _READABLE
            new.writestr(info, changed(name, old.read(name)))
    return out.getvalue()
