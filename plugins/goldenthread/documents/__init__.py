"""Documents: what their readers see, and whether the files themselves may be published.

In: the files that meetings say something of. Out: the text of each, which of them are published as they are, and
problems. Guaranteed: no input raises; nothing is unpacked to disk and nothing fetched; what brings a reader down costs
one document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from multiprocessing import get_context
from typing import cast, get_args

from pebble import ProcessExpired, ProcessPool
from pydantic import TypeAdapter

from goldenthread.cache import Cache
from goldenthread.documents.reading import Reading, broken, damaged
from goldenthread.documents.worker import begin, read
from goldenthread.model.document import DocumentText, Format
from goldenthread.model.meeting import Attachment
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

__all__ = ["inspect"]

Load = Callable[[str], bytes | None]
"""From a path relative to the records folder to its bytes, or `None` where they cannot be read."""
_LIBRARIES = ("python-pptx", "python-docx", "openpyxl", "pypdf", "lxml", "pillow")
RECIPE = "-".join(("2", *map(version, _LIBRARIES)))
"""What a reading depends on besides its file: the number is raised whenever another comes of the same bytes."""
PATIENCE = 120.0
"""After how many seconds a document is given up: a backstop, far more than any takes that keeps to the limits."""
_OLD = {"doc": "docx", "dot": "docx", "xls": "xlsx", "xlt": "xlsx", "ppt": "pptx", "pps": "pptx", "pot": "pptx"}
_WITH_MACROS = {
    **{"docm": "docx", "dotm": "docx", "xlsm": "xlsx", "xltm": "xlsx", "xlsb": "xlsx"},
    **{"pptm": "pptx", "ppsm": "pptx", "potm": "pptx"},
}
_INSPECT = "in File > Info > Check for Issues, let it inspect the document and remove what it finds, then save"
_AWAY = {
    "hidden slides": "delete the hidden slides",
    "hidden sheets": "delete the hidden sheets",
    "hidden rows or columns": "delete the hidden rows and columns",
    "cropped parts of pictures": "let it compress the pictures and delete cropped areas",
    "tracked changes": "accept or reject all changes",
    "names of files in the words for pictures": "say in the pictures' alternative text what they show",
    "links to files": "put the linked files into it, or take the links out",
    "embedded files": "paste charts and sheets as pictures",
    "printer settings": "open it in LibreOffice and save it from there",
    "shapes beside the slides": "delete what lies beside the slides",
    "names of cells": "delete the names in the name manager",
    "what is stored in pictures": "put in copies of the pictures as JPEG or PNG, without what cameras write into them",
}
"""How each sort of hidden content is taken out, where the programs' own inspector does not do it all."""


def inspect(
    named: Iterable[tuple[str, Attachment]], load: Load, cache: Cache
) -> tuple[Mapping[str, DocumentText], Mapping[str, str], tuple[Problem, ...]]:
    """What each file says, those that are published as they are with the SHA-256 of each, and problems with any.

    A file whose bytes were read before is not read again; what `cache` holds of others is removed.
    """
    documents: dict[str, DocumentText] = {}
    originals: dict[str, str] = {}
    problems: list[Problem] = []
    wanted = {path: one for path, one in named if one.release != "title"}
    readable = {path: cast(Format, ending) for path in wanted if (ending := _ending(path)) in get_args(Format)}
    problems += (found for path, one in wanted.items() if path not in readable for found in _unreadable(path, one))
    keys = set[str]()
    for path, digest, reading in _readings(readable, load, cache):
        keys.add(_key(readable[path], digest))
        if reading.refused:
            facts = {"format": readable[path], **dict(reading.facts)}
            problems.append(problem(reading.refused, Place(path), **facts))
            continue
        documents[path] = reading.text
        if wanted[path].release == "original":
            problems += (_hides(wanted[path], readable[path], sort) for sort in reading.hidden)
            originals |= {} if reading.hidden else {path: digest}
    cache.keep(keys)
    return documents, originals, tuple(problems)


def _ending(path: str) -> str:
    return path.rpartition(".")[2]


def _unreadable(path: str, one: Attachment) -> Iterator[Problem]:
    """What is told of a file in a format that is not read, where that is to be told."""
    ending = _ending(path)
    if ending in _OLD:
        yield problem("GT712", Place(path), what="is in the format of before 2007", format=_OLD[ending])
    elif ending in _WITH_MACROS:
        yield problem("GT712", Place(path), what="may hold macros", format=_WITH_MACROS[ending])
    elif one.release == "original":
        yield problem("GT714", one.at, file=one.file, known=", ".join(get_args(Format)))


def _hides(one: Attachment, format: Format, sort: str) -> Problem:
    away = _AWAY.get(sort, "save it anew without it" if format == "pdf" else _INSPECT)
    return problem("GT713", one.at, file=one.file, what=sort, away=away)


def _readings(wanted: Mapping[str, Format], load: Load, cache: Cache) -> Iterator[tuple[str, str, Reading]]:
    """Each file with the SHA-256 of its bytes, and what came of reading it now or earlier.

    The process begins with the first that is not known.
    """
    with ProcessPool(1, initializer=begin, context=get_context("spawn")) as pool:
        for path, format in wanted.items():
            data = load(path)
            if data is None:
                yield path, "", damaged("it has more than 40 MB, or cannot be opened").reading
                continue
            digest = hashlib.sha256(data).hexdigest()
            key = _key(format, digest)
            known = cache.get(key)
            reading = _READING.validate_json(known) if known else _outcome(pool, format, data)
            if not known and reading.lasting:
                cache.put(key, _READING.dump_json(reading))
            yield path, digest, reading


_READING = TypeAdapter(Reading)


def _outcome(pool: ProcessPool, format: Format, data: bytes) -> Reading:
    try:
        reading: Reading = pool.schedule(read, args=(format, data), timeout=PATIENCE).result()
    except (ProcessExpired, MemoryError):
        return broken("what reads it breaks down")
    except TimeoutError:
        return broken("reading it does not come to an end")
    return reading


def _key(format: Format, digest: str) -> str:
    return f"{digest}-{RECIPE}-{format}"
