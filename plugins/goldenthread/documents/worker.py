"""The process in which documents are read: what brings a library down or leads it astray costs that one document.

In: the bytes of a document. Out: a `Reading`. Guaranteed: the process takes no more memory than `MOST_MEMORY`, where
the platform can say so; while it reads it asks no other host, runs no other program and writes no file.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module

from goldenthread.documents.reading import Reading
from goldenthread.model.document import Format

try:
    import resource
except ImportError:  # on Windows
    resource = None  # type: ignore[assignment]

MOST_MEMORY = 2_000_000_000
_FORMATS = "goldenthread.documents.formats"
"""The module that loads the libraries: in this process alone."""
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.startfile")
_WRITING = frozenset("wax+")


def begin() -> None:
    """Load what reads, then limit what this process may take and do."""
    import_module(_FORMATS)
    logging.disable()  # what the libraries have to say of a file is no news for whoever builds a site
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def read(format: Format, data: bytes) -> Reading:
    """What came of reading a document."""
    reading: Reading = import_module(_FORMATS).read_document(format, data)
    return reading


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    writes = event == "open" and isinstance(arguments[1], str) and _WRITING & set(arguments[1])
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed while a document is read")
