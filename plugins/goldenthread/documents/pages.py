"""PDF: the words on each page, in the order in which the file draws them.

In: the bytes of a PDF. Out: its pages. Guaranteed: nothing of annotations, attachments and properties, of layers that
are switched off, or of what lies outside the page. Words may still be covered, or in the colour of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ContentStream, DictionaryObject, NameObject

from goldenthread.documents.reading import Refused, damaged
from goldenthread.documents.words import paragraph, tidy
from goldenthread.model.document import DocumentPart, Passage

MOST_PAGES = 2_000
_SHORT = 0.8
"""A line shorter than this part of the longest on its page ends a paragraph."""
_BULLET = re.compile(r"[•◦▪‣·]\s*|[*–—-]\s+")
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z])[.)]\s")


def _locked() -> Refused:
    return Refused("GT712", what="is locked with a password")


def opened(data: bytes) -> PdfReader:
    """A PDF whose pages can be read."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked()
        if len(reader.pages) > MOST_PAGES:
            raise damaged(f"it has more than {MOST_PAGES:,} pages")
    except DependencyError:  # a lock that only a library for secrets opens
        raise _locked() from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise damaged("it is no PDF, or only a piece of one") from None
    return reader


def read_pages(data: bytes) -> Iterator[DocumentPart]:
    """The pages, in order."""
    reader = opened(data)
    off = _switched_off(reader)
    for number, page in enumerate(reader.pages, 1):
        if off:
            _without_layers(reader, page, off)
        yield DocumentPart("page", number, passages=tuple(_passages(_words(page))))


def _words(page: PageObject) -> str:
    """The words that lie on a page, line by line."""
    box = page.cropbox

    def placed(operator: Any, operands: Any, cm: list[float], tm: list[float]) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if operator in _SHOWING and not (box.left <= x <= box.right and box.bottom <= y <= box.top):
            operands[:] = [type(one)() for one in operands]

    return page.extract_text(visitor_operand_before=placed)


_SHOWING = (b"Tj", b"TJ", b"'", b'"')


def _passages(text: str) -> Iterator[Passage]:
    """Lines put together to paragraphs: what is short or empty ends one, a bullet or a number begins one."""
    lines = [tidy(line) for line in text.split("\n")]
    long = max(map(len, lines), default=0) * _SHORT
    words, depth, ended = "", 0, True
    for line in lines:
        bullet = _BULLET.match(line)
        if ended or bullet or not line or _NUMBER.match(line):
            yield from paragraph(words, depth)
            words, depth = line[bullet.end() :] if bullet else line, int(bool(bullet))
        else:
            words += line if words.endswith("-") else f" {line}"
        ended = not line or len(line) < long
    yield from paragraph(words, depth)


def _switched_off(reader: PdfReader) -> frozenset[int]:
    """The layers that are not shown when the file is opened, by the numbers of their objects."""
    layers: Any = reader.root_object.get("/OCProperties")
    layers = layers.get_object() if layers is not None else {}
    usual = layers.get("/D", DictionaryObject()).get_object()
    named = usual.get("/OFF", []) if usual.get("/BaseState") != "/OFF" else layers.get("/OCGs", [])
    shown = usual.get("/ON", []) if usual.get("/BaseState") == "/OFF" else []
    kept = {one.idnum for one in shown}
    return frozenset(one.idnum for one in named if hasattr(one, "idnum")) - kept


def _without_layers(reader: PdfReader, page: PageObject, off: frozenset[int]) -> None:
    """Take out of a page what stands in layers that are switched off."""
    contents, resources = page.get_contents(), page.get("/Resources", DictionaryObject()).get_object()
    if contents is None:
        return
    stream = ContentStream(contents, reader)
    named = resources.get("/Properties", DictionaryObject()).get_object()
    drawn = resources.get("/XObject", DictionaryObject()).get_object()
    kept, hidden = [], list[bool]()
    for operands, operator in stream.operations:
        if operator in (b"BDC", b"BMC"):
            layer = operator == b"BDC" and operands[0] == "/OC" and _is_off(named.raw_get(operands[1]), off)
            hidden.append(layer or any(hidden[-1:]))
        layered = operator == b"Do" and operands[0] in drawn and _is_off(_layer_of(drawn[operands[0]]), off)
        if not any(hidden[-1:]) and not layered:
            kept.append((operands, operator))
        if operator == b"EMC" and hidden:
            hidden.pop()
    stream.operations = kept
    page[NameObject("/Contents")] = stream


def _layer_of(drawn: Any) -> Any:
    whole = drawn.get_object()
    return whole.raw_get("/OC") if "/OC" in whole else None


def _is_off(layer: Any, off: frozenset[int]) -> bool:
    """Whether a layer, or every one that a group of layers names, is switched off."""
    if layer is None:
        return False
    if getattr(layer, "idnum", None) in off:
        return True
    inner = layer.get_object().get("/OCGs") if isinstance(layer.get_object(), DictionaryObject) else None
    named = inner if isinstance(inner, list) else [inner] if inner is not None else []
    return bool(named) and all(getattr(one, "idnum", None) in off for one in named)
