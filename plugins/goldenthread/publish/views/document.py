"""The view of a document: what it says, part by part, where it was shown, and where the file itself is.

In: a `Book`. Out: `DocumentPage`. Guaranteed: each part has an anchor that others can cite; headings skip no level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from goldenthread.language import N_
from goldenthread.model.document import DocumentPart, DocumentText, Paragraph, Passage, Table
from goldenthread.model.entry import Key, Kind
from goldenthread.model.meeting import Attachment
from goldenthread.publish.addresses import original_address
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Backlink, Name
from goldenthread.publish.views.lists import DocumentView, document_view

_NUMBER = re.compile(r"[-−–+(]?\s?[£€$]?\s?\d[\d.,:\s]*(?:%|\))?|[-–—]")
PARTS = {"slide": N_("Slide %(number)s"), "page": N_("Page %(number)s"), "sheet": N_("Sheet %(number)s")}
"""What a part is called by its number; a section goes by its heading."""
_MADE = {
    "pptx": N_(
        "This is the text of the slides as they were shown. A program took it from the file, without notes, comments, "
        "hidden slides, and what lies beside the slides. Pictures are left out."
    ),
    "docx": N_(
        "This is the text of the document with all tracked changes accepted. A program took it from the file, without "
        "comments, hidden text, headers and footers. Footnotes stand at the end of a section. Pictures are left out."
    ),
    "xlsx": N_(
        "These are the cells that can be seen, with the values that they show. A program took them from the file, "
        "without formulas, comments, and hidden rows, columns and sheets. Pictures and charts are left out."
    ),
    "pdf": N_(
        "These are the words on the pages. A program took them from the file in the order in which it holds them, so "
        "what stands in columns or tables may be out of order. Annotations and pictures are left out."
    ),
    "csv": N_("These are the values that the file holds, all of them."),
    "txt": N_("This is the text that the file holds, all of it."),
}
"""How the text of each format was made."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, its lines, and the items under it."""

    lines: tuple[str, ...]
    under: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """A table: its head where it has one, its rows, and which of its columns hold numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One of three: the lines of a paragraph, the items of a list, or a table."""

    lines: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    table: Cells | None = None


@dataclass(frozen=True, slots=True)
class PartView:
    """A slide, a page, a sheet or a section: `label` says its number, `level` is that of its heading on the page."""

    kind: str
    anchor: str
    label: str
    title: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with what it says; `made` says how that was taken from it, `original` is the address of the file."""

    key: Key
    meeting: Name
    date: str
    document: DocumentView
    made: str
    parts: tuple[PartView, ...]
    whole: bool
    original: str
    siblings: tuple[Name, ...]
    backlinks: tuple[Backlink, ...]


def document_page(book: Book, key: Key) -> DocumentPage:
    """The page of one document."""
    meeting, thing = book.meeting_of(key), book.archive.index[key].thing
    assert meeting and isinstance(thing, Attachment)
    path, format = book.path_of(key), thing.name.rpartition(".")[2]
    text = book.archive.documents.get(path)
    others = (one for one in book.things_in(meeting.id) if one.kind is Kind.FILE and one != key)
    return DocumentPage(
        key=key,
        meeting=book.name(Key(Kind.MEETING, meeting.id)),
        date=book.words.date(meeting.date),
        document=document_view(book, meeting, thing),
        made=_made(book, thing, text, format),
        parts=tuple(_parts(book, text)) if text else (),
        whole=not text or text.whole,
        original=original_address(key) if path in book.archive.originals else "",
        siblings=book.names(others),
        backlinks=book.backlinks(key),
    )


def _made(book: Book, thing: Attachment, text: DocumentText | None, format: str) -> str:
    """How the text of a document was made, or why none is here."""
    if text and any(True for part in text.parts for _ in part.words()):
        return book.words(_MADE[format])
    if text:
        return book.words(N_("The file holds no words that a program can read; perhaps its pages are pictures."))
    if thing.release == "title":
        return book.words(N_("What it says is not published here."))
    return book.words(N_("What it says cannot be shown here."))


def _parts(book: Book, text: DocumentText) -> Iterator[PartView]:
    level = 1
    for part in text.parts:
        level = min(part.level + 1, level + 1, 6)
        alone = len(text.parts) == 1 and part.kind == "sheet"
        counted = part.kind in PARTS and not alone
        label = book.words(PARTS[part.kind]) % {"number": part.number} if counted else ""
        yield PartView(part.kind, part.anchor, label, part.title, level, tuple(_blocks(part)))


def _blocks(part: DocumentPart) -> Iterator[Block]:
    """What a part says, its lists put together."""
    for listed, passages in groupby(part.passages, _is_item):
        if listed:
            yield Block(items=_nested([one for one in passages if isinstance(one, Paragraph)]))
            continue
        for one in passages:
            yield Block(table=_cells(one)) if isinstance(one, Table) else Block(lines=tuple(one.text.split("\n")))


def _is_item(passage: Passage) -> bool:
    return isinstance(passage, Paragraph) and passage.depth > 0


def _nested(listed: list[Paragraph]) -> tuple[Item, ...]:
    """Items in their order, those that stand deeper under the one above them."""
    items = []
    while listed:
        first, *rest = listed
        deeper = next((at for at, one in enumerate(rest) if one.depth <= first.depth), len(rest))
        items.append(Item(tuple(first.text.split("\n")), _nested(rest[:deeper])))
        listed = rest[deeper:]
    return tuple(items)


def _cells(table: Table) -> Cells:
    head, rows = (table.rows[0], table.rows[1:]) if table.headed else ((), table.rows)
    columns = zip(*rows, strict=True)
    numbers = tuple(all(_NUMBER.fullmatch(cell) for cell in column if cell) and any(column) for column in columns)
    return Cells(head, rows, numbers)
