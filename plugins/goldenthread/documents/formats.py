"""The formats of documents: what reads each, and what looks through it.

In: a format and bytes. Out: `Reading`. Guaranteed: no input raises; a library is loaded with the first document of its
format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from goldenthread.documents.container import Container
from goldenthread.documents.reading import Reading, Refused, broken, damaged
from goldenthread.model.document import DocumentPart, DocumentText, Format, Paragraph, Passage

MOST_CHARACTERS = 400_000
"""What a page can hold."""
READERS: Mapping[Format, str] = {
    "pptx": "slides.read_slides",
    "docx": "word.read_word",
    "xlsx": "sheets.read_sheets",
    "pdf": "pages.read_pages",
    "csv": "plain.read_csv",
    "txt": "plain.read_text",
}
"""What gives the parts of a document, from its bytes."""
_LOOKING: Mapping[Format, tuple[str, ...]] = {
    "pptx": ("hidden.hidden_in", "slides.beside"),
    "docx": ("hidden.hidden_in",),
    "xlsx": ("hidden.hidden_in",),
    "pdf": ("hidden_pages.hidden_in_pages",),
}
"""What gives the sorts of hidden content, from a `Container` or the bytes of a PDF and from the words that are seen."""
_OFFICE = ("pptx", "docx", "xlsx")
_POINTER = b"version https://git-lfs.github.com/spec/"


def load(format: Format) -> None:
    """Load the libraries that read a format."""
    for name in (READERS[format], *_LOOKING.get(format, ())):
        _named(name)


def _named(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
    return found


def read_document(format: Format, data: bytes) -> Reading:
    """Read the bytes of one document."""
    try:
        if data.startswith(_POINTER):
            raise Refused("GT701")
        source = Container(data) if format in _OFFICE else data
        text = _limited(_named(READERS[format])(data))
        seen = "\n".join(words for part in text.parts for words in part.words())
        hidden = {sort for name in _LOOKING.get(format, ()) for sort in _named(name)(source, seen)}
        return Reading(text, tuple(sorted(hidden)))
    except Refused as refused:
        return refused.reading
    except MemoryError:
        return damaged("it takes more memory than a document may").reading
    except Exception as error:  # a damaged file makes the libraries stumble over anything, and so do faults of ours
        return broken(f"it is no .{format}, or a damaged one ({type(error).__name__})")


def _limited(parts: Iterable[DocumentPart]) -> DocumentText:
    """The parts, as many as a page can hold; of one that alone is longer, as much of it."""
    kept, left = list[DocumentPart](), MOST_CHARACTERS
    for part in parts:
        length = sum(map(len, part.words()))
        if length > left:
            return DocumentText((*kept, replace(part, passages=tuple(_beginning(part, left)))), whole=False)
        kept.append(part)
        left -= length
    return DocumentText(tuple(kept))


def _beginning(part: DocumentPart, left: int) -> Iterator[Passage]:
    """As much of a part as has this many characters: whole paragraphs, and whole rows of a table."""
    for passage in part.passages:
        if isinstance(passage, Paragraph):
            left -= len(passage.text)
            if left < 0:
                return
            yield passage
            continue
        rows = []
        for row in passage.rows:
            left -= sum(map(len, row))
            if left < 0:
                break
            rows.append(row)
        if rows:
            yield replace(passage, rows=tuple(rows))
        if left < 0:
            return
