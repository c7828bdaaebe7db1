"""Word files (.docx): what stands on their pages once every tracked change is accepted.

In: the bytes of a document that `container` has looked through. Out: its sections, by heading. Guaranteed: nothing of
deletions, comments and hidden text; footnotes stand at the end of their section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from goldenthread.documents.words import paragraph, table, tidy
from goldenthread.model.document import DocumentPart, Passage

_FALSE = ("0", "false", "off")
_DROPPED = frozenset(
    (
        *map(qn, ("w:del", "w:moveFrom", "w:delText", "w:instrText", "w:delInstrText", "w:rt", "w:sdtPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
"""Elements whose words no reader sees, or sees a second time."""
_LETTERS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011", qn("w:ptab"): " "}
_WORDS = (qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_P, _TABLE, _ROW, _CELL, _RUN, _BOX = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r", "txbxContent"))
_NOTES = {qn("w:footnoteReference"): RELATIONSHIP_TYPE.FOOTNOTES, qn("w:endnoteReference"): RELATIONSHIP_TYPE.ENDNOTES}
_LEVELS = 9


def read_word(data: bytes) -> Iterator[DocumentPart]:
    """The sections of a document: what stands before the first heading, then one for each heading."""
    paper = _Paper(Document(BytesIO(data)))
    number, title, level, passages = 1, "", 1, list[Passage]()
    for block in paper.blocks(paper.body):
        heading = paper.heading(block)
        if not heading:
            passages += paper.passages(block)
            continue
        if title or passages:
            yield DocumentPart("section", number, title, level, (*passages, *paper.notes()))
            number, passages = number + 1, []
        title, level = heading
        passages += paper.boxes(block)
    if title or passages:
        yield DocumentPart("section", number, title, level, (*passages, *paper.notes()))


class _Paper:
    """A document as it is read: its styles, and the notes met since they were last given out."""

    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        self._part = document.part
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
        self._usual = next(
            (id for id, style in self._styles.items() if style.get(qn("w:default")) == "1" and _is_paragraph(style)), ""
        )
        self._stories: dict[str, dict[str, Any]] = {}
        self._met: list[Any] = []
        self._count = 0

    # Blocks

    def blocks(self, container: Any) -> Iterator[Any]:
        """The paragraphs and tables in something, in order, those in controls and the like included."""
        for child in container:
            if child.tag in (_P, _TABLE):
                yield child
            elif child.tag not in _DROPPED:
                yield from self.blocks(child)

    def heading(self, block: Any) -> tuple[str, int] | None:
        """The words and the level, from 1 on, of a heading; `None` for anything else and for an empty one."""
        if block.tag != _P:
            return None
        level = self._outline(block)
        words = " ".join(tidy(self._words(block)).split()) if level else ""
        return (words, level) if words else None

    def _outline(self, block: Any) -> int:
        found = next((v for p in self._properties(block) for v in p.xpath("./w:outlineLvl/@w:val")), "")
        if found.isdigit() and int(found) < _LEVELS:
            return int(found) + 1
        names = self._style_names(block)
        named = next((int(name[-1]) for name in names if re.fullmatch(r"heading [1-9]", name)), 0)
        return 0 if found else named or int("title" in names)

    def passages(self, block: Any) -> Iterator[Passage]:
        """What a paragraph or a table says."""
        if block.tag == _TABLE:
            yield from self._table(block)
        else:
            yield from paragraph(self._words(block), self._depth(block))
            yield from self.boxes(block)

    def boxes(self, block: Any) -> Iterator[Passage]:
        """What the text boxes say that are fixed to a paragraph."""
        for box in self._boxes(block):
            for inner in self.blocks(box):
                yield from self.passages(inner)

    def _boxes(self, element: Any) -> Iterator[Any]:
        for child in element:
            if child.tag == _BOX:
                yield child
            elif child.tag not in _DROPPED and not (child.tag == _RUN and self._hidden(child)):
                yield from self._boxes(child)

    def _table(self, block: Any) -> Iterator[Passage]:
        rows = [row for row in block.iter(_ROW) if next(row.iterancestors(_TABLE)) is block and not _is_gone(row)]
        cells = [list(self._cells(row)) for row in rows]
        look = block.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        first = look is not None and (look.get(qn("w:firstRow")) == "1" or int(look.get(qn("w:val"), "0"), 16) & 0x20)
        repeated = bool(rows) and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        if len(cells) == 1 and len(cells[0]) == 1:
            for inner in self.blocks(next(rows[0].iter(_CELL))):
                yield from self.passages(inner)
        else:
            yield from table(cells, headed=bool(first or repeated))

    def _cells(self, row: Any) -> Iterator[str]:
        """The words of each cell; "" for what a wider or a higher cell covers."""
        yield from [""] * _number(row, "trPr", "gridBefore")
        for cell in row.iter(_CELL):
            if next(cell.iterancestors(_ROW)) is not row:
                continue
            merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            covered = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
            gone = cell.find(f"{qn('w:tcPr')}/{qn('w:cellDel')}") is not None
            yield "" if covered or gone else self._in_cell(cell)
            yield from [""] * (_number(cell, "tcPr", "gridSpan", 1) - 1)

    def _in_cell(self, cell: Any) -> str:
        inner = (passage for block in self.blocks(cell) for passage in self.passages(block))
        return "\n".join(DocumentPart("section", 0, passages=tuple(inner)).words())

    # Words

    def _words(self, element: Any) -> str:
        return "".join(self._letters(element))

    def _letters(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _WORDS:
                yield child.text or ""
            elif tag in _LETTERS:
                yield _LETTERS[tag]
            elif tag in _NOTES:
                yield from self._marked(child)
            elif tag not in _DROPPED and tag != _BOX and not (tag == _RUN and self._hidden(child)):
                yield from self._letters(child)

    def _marked(self, reference: Any) -> Iterator[str]:
        """The mark of a note, and the note kept for the end of its section."""
        note = self._story(_NOTES[reference.tag]).get(reference.get(qn("w:id")))
        if note is not None:
            self._count += 1
            self._met.append((self._count, note))
            yield f" [{self._count}]"

    def _story(self, relation: str) -> dict[str, Any]:
        """The footnotes or endnotes of the document, by id."""
        if relation not in self._stories:
            related = (one for one in self._part.rels.values() if one.reltype == relation and not one.is_external)
            notes = (note for one in related for note in parse_xml(one.target_part.blob))
            self._stories[relation] = {str(note.get(qn("w:id"))): note for note in notes}
        return self._stories[relation]

    def notes(self) -> Iterator[Passage]:
        """The notes met since they were last asked for, each with its mark."""
        met, self._met = self._met, []
        for number, note in met:
            words = " ".join(DocumentPart("section", 0, passages=tuple(self._noted(note))).words())
            yield from paragraph(f"[{number}] {words}")

    def _noted(self, note: Any) -> Iterator[Passage]:
        for block in self.blocks(note):
            yield from self.passages(block)

    # Styles

    def _hidden(self, run: Any) -> bool:
        """Whether a run is hidden, by itself or by a style of its own, its paragraph or its table."""
        own = run.find(qn("w:rPr"))
        if own is not None and (vanish := own.find(qn("w:vanish"))) is not None:
            return _is_on(vanish)
        named = own.xpath("./w:rStyle/@w:val") if own is not None else []
        block = next(run.iterancestors(_P), None)
        if block is not None:
            named += block.xpath("./w:pPr/w:pStyle/@w:val") or [self._usual]
            for grid in block.iterancestors(_TABLE):
                named += grid.xpath("./w:tblPr/w:tblStyle/@w:val")
        return any(self._hides(name) for name in named)

    def _hides(self, name: str) -> bool:
        found = (style.find(f"{qn('w:rPr')}/{qn('w:vanish')}") for style in self._chain(name))
        return next((_is_on(vanish) for vanish in found if vanish is not None), False)

    def _chain(self, name: str) -> Iterator[Any]:
        """A style, and those it is based on."""
        seen = set[str]()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = next(iter(self._styles[name].xpath("./w:basedOn/@w:val")), "")

    def _style_of(self, block: Any) -> str:
        return next(iter(block.xpath("./w:pPr/w:pStyle/@w:val")), self._usual)

    def _properties(self, block: Any) -> Iterator[Any]:
        """What is said of a paragraph: by itself, then by its styles."""
        for holder in (block, *self._chain(self._style_of(block))):
            if (properties := holder.find(qn("w:pPr"))) is not None:
                yield properties

    def _style_names(self, block: Any) -> tuple[str, ...]:
        names: Iterable[Any] = (style.find(qn("w:name")) for style in self._chain(self._style_of(block)))
        return tuple(name.get(qn("w:val"), "").lower() for name in names if name is not None)

    def _depth(self, block: Any) -> int:
        """How deep in a list a paragraph stands; 0 for one in none."""
        listed = next((n for p in self._properties(block) if (n := p.find(qn("w:numPr"))) is not None), None)
        if listed is None or listed.xpath("./w:numId/@w:val") == ["0"]:
            return 0
        level = next(iter(listed.xpath("./w:ilvl/@w:val")), "0")
        named = next((re.fullmatch(r"list (?:bullet|number) ([2-5])", name) for name in self._style_names(block)), None)
        return max(int(level) + 1, int(named[1]) if named else 1)


def _is_on(switch: Any) -> bool:
    return switch.get(qn("w:val"), "1") not in _FALSE


def _is_paragraph(style: Any) -> bool:
    return bool(style.get(qn("w:type")) == "paragraph")


def _is_gone(row: Any) -> bool:
    """Whether a row was deleted or is hidden."""
    properties = row.find(qn("w:trPr"))
    if properties is None:
        return False
    hidden = properties.find(qn("w:hidden"))
    return properties.find(qn("w:del")) is not None or (hidden is not None and _is_on(hidden))


def _number(element: Any, properties: str, name: str, usual: int = 0) -> int:
    found = element.find(f"{qn(f'w:{properties}')}/{qn(f'w:{name}')}")
    text = found.get(qn("w:val"), "") if found is not None else ""
    return min(int(text), 60) if text.isdigit() else usual
