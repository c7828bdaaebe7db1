"""What a PDF holds besides what its readers see: what must be gone before the file itself is published.

In: the bytes of a PDF that can be read. Out: the sorts of it, each once. Guaranteed: every object of the file is looked
at, also those that no page uses; what is covered, or drawn in the colour of the paper, is not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from goldenthread.documents.pages import opened
from goldenthread.documents.pictures import says_more_than_it_shows

MOST_OBJECTS = 500_000
_OF_PROGRAMS = frozenset(("/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"))
_KEYS = {
    "/JavaScript": "scripts",
    "/JS": "scripts",
    "/AA": "scripts",
    "/AcroForm": "a form",
    "/Collection": "embedded files",
    "/PieceInfo": "what its program keeps for itself",
    "/Thumb": "what its program keeps for itself",
}
"""Keys of dictionaries, and what stands under them."""
_TYPES = {
    "/Metadata": "properties",
    "/EmbeddedFile": "embedded files",
    "/Filespec": "embedded files",
    "/OCG": "layers",
}
_ELSEWHERE = ("/Launch", "/GoToR", "/GoToE", "/ImportData", "/SubmitForm")


def hidden_in_pages(data: bytes, seen: str) -> set[str]:
    """The sorts of hidden content; `seen` are the words that readers see."""
    reader = opened(data)
    found = {*_of_file(data, reader, seen)}
    for one in _objects(reader):
        found.update(_of_object(one))
    return found


def _of_file(data: bytes, reader: PdfReader, seen: str) -> Iterator[str]:
    told: Any = reader.trailer.get("/Info", DictionaryObject()).get_object()
    for name, value in told.items():
        words = str(value).strip()
        if words and name not in _OF_PROGRAMS and not (name == "/Title" and words.casefold() in seen.casefold()):
            yield "properties"
    if data.count(b"%%EOF") > (2 if b"/Linearized" in data[:1024] else 1):
        yield "earlier versions of its pages"
    if not data.rstrip().endswith(b"%%EOF") or not data.startswith(b"%PDF-"):
        yield "what stands before or after it in the file"
    if any(tuple(page.cropbox) != tuple(page.mediabox) for page in reader.pages):
        yield "what lies outside its pages"


def _of_object(one: Any) -> Iterator[str]:
    """What an object of the file, used or not, tells of."""
    yield from (sort for key, sort in _KEYS.items() if key in one)
    if (kind := one.get("/Type")) in _TYPES:
        yield _TYPES[str(kind)]
    if one.get("/S") in _ELSEWHERE:
        yield "links to files"
    if "/OpenAction" in one and _does_more_than_go(one["/OpenAction"]):
        yield "scripts"
    if "/Annots" in one and any(note.get_object().get("/Subtype") != "/Link" for note in one["/Annots"]):
        yield "comments"
    if "/Rect" in one and one.get("/Subtype") != "/Link":
        yield "comments"
    is_jpeg = isinstance(one, StreamObject) and one.get("/Filter") in ("/DCTDecode", ["/DCTDecode"])
    if is_jpeg and says_more_than_it_shows(one._data):
        yield "what is stored in pictures"


def _does_more_than_go(action: Any) -> bool:
    """Whether opening the file does more than go to a place in it."""
    return isinstance(action, DictionaryObject) and action.get("/S") != "/GoTo"


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary and stream of the file."""
    numbers = {(number, 0) for number in reader.xref_objStm}
    numbers |= {(number, generation) for generation, found in reader.xref.items() for number in found}
    for number, generation in sorted(numbers)[:MOST_OBJECTS]:
        try:
            value = reader.get_object(IndirectObject(number, generation, reader))
        except (PyPdfError, ValueError, KeyError, TypeError):
            continue
        if isinstance(value, DictionaryObject):
            yield value
