"""The formats of documents, and what reads each: for a process of its own, since the libraries take a second to load.

In: a format and bytes. Out: `Reading`. Guaranteed: no input raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from goldenthread.documents.container import Container
from goldenthread.documents.hidden import hidden_in
from goldenthread.documents.hidden_pages import hidden_in_pages
from goldenthread.documents.pages import read_pages
from goldenthread.documents.plain import read_csv, read_text
from goldenthread.documents.reading import Reading, Refused, damaged
from goldenthread.documents.sheets import read_sheets
from goldenthread.documents.slides import has_shapes_beside, read_slides
from goldenthread.documents.word import read_word
from goldenthread.model.document import DocumentPart, DocumentText, Format, Paragraph, Passage

MOST_CHARACTERS = 400_000
"""What a page can hold."""
_READERS: dict[Format, Callable[[bytes], Iterator[DocumentPart]]] = {
    "pptx": read_slides,
    "docx": read_word,
    "xlsx": read_sheets,
    "pdf": read_pages,
    "csv": read_csv,
    "txt": read_text,
}
_OFFICE = ("pptx", "docx", "xlsx")
_POINTER = b"version https://git-lfs.github.com/spec/"


def read_document(format: Format, data: bytes) -> Reading:
    """Read the bytes of one document."""
    try:
        if data.startswith(_POINTER):
            raise Refused("GT701")
        container = Container(data) if format in _OFFICE else None
        text = _limited(_READERS[format](data))
        seen = "\n".join(words for part in text.parts for words in part.words())
        return Reading(text, tuple(sorted(_hidden(format, data, container, seen))))
    except Refused as refused:
        return refused.reading
    except MemoryError:
        return damaged("it takes more memory than a document may").reading
    except Exception:  # whatever a broken file makes the libraries stumble over
        return damaged(f"it is no .{format}, or a damaged one").reading


def _hidden(format: Format, data: bytes, container: Container | None, seen: str) -> Iterator[str]:
    """The sorts of what a document hides."""
    if container:
        yield from hidden_in(container, seen)
    if format == "pdf":
        yield from hidden_in_pages(data, seen)
    if format == "pptx" and has_shapes_beside(data):
        yield "shapes beside the slides"


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
