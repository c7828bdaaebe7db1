"""The process in which documents are read: what brings a library down or leads it astray costs that one document.

In: the bytes of a document. Out: a `Reading`. Guaranteed: the process takes no more memory than `MOST_MEMORY`, where
the platform can say so; while it reads it asks no other host, runs no other program and writes no file.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from goldenthread.documents.formats import load, read_document
from goldenthread.documents.reading import Reading
from goldenthread.model.document import Format

try:
    import resource
except ImportError:  # on Windows
    resource = None  # type: ignore[assignment]

MOST_MEMORY = 2_000_000_000
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.startfile")
_LETTERS = frozenset("wax+")
_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_shut = False


def begin() -> None:
    """Limit what this process may take and do."""
    logging.disable()  # what the libraries have to say of a file is no news for whoever builds a site
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def read(format: Format, data: bytes) -> Reading:
    """What came of reading a document."""
    load(format)
    with shut_in():
        return read_document(format, data)


@contextmanager
def shut_in() -> Iterator[None]:
    """While this lasts, a process that has begun reaches nothing but its memory and files to read."""
    global _shut  # noqa: PLW0603  # a hook of the interpreter has nothing else to ask
    _shut = True
    try:
        yield
    finally:
        _shut = False


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if _shut and (event.startswith(_FORBIDDEN) or (event == "open" and _writes(*arguments[1:3]))):
        raise PermissionError(f"{event} is not allowed while a document is read")


def _writes(mode: object, flags: object) -> bool:
    """Whether a file is opened to write in it, by the letters or the flags with which it is opened."""
    return (isinstance(mode, str) and bool(_LETTERS & set(mode))) or (isinstance(flags, int) and bool(_FLAGS & flags))
