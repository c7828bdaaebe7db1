"""Slides: a title and its points on each, a table below them where there is one, notes for whoever speaks.

In: an `Outline` and its `Facts`. Out: the bytes of a .pptx. Guaranteed: the same outline gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from handouts.archive import repacked
from handouts.facts import Facts
from handouts.outline import (
    Aside,
    Block,
    Heading,
    Item,
    Outline,
    Paragraph,
    Rule,
    Table,
    Words,
    of_figures,
    plain,
    shares,
)

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_LEFT, _WRITTEN = Inches(0.9), Inches(11.5)
_TOP, _BOTTOM = Inches(1.75), Inches(6.75)
_LAYOUTS = ("Title Slide", "Title and Content", "Title Only")
_NOT_OURS = ("thumbnail", "printerSettings")
_SIZES = (24, 20, 18)
"""The size of words in points, by how deep their item lies."""
_SMALLEST = 0.6
_ROW = Inches(0.5)
_BAR_ID = 100
"""An id that no shape of the library's master has."""
_GREY = RGBColor(0x59, 0x59, 0x59)


def make_slides(outline: Outline, facts: Facts) -> bytes:
    """The outline as slides, parted where it has a line across."""
    show = Presentation()
    _prune(show)
    _dress(show, facts)
    _sign(show, facts)
    for number, blocks in enumerate(_slides(outline.blocks)):
        _slide(show, blocks, facts, opening=number == 0)
    out = BytesIO()
    show.save(out)
    return repacked(out.getvalue())


def _slides(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """The blocks of each slide."""
    slide: list[Block] = []
    for block in (*blocks, Rule()):
        if not isinstance(block, Rule):
            slide.append(block)
        elif slide:
            yield slide
            slide = []


def _prune(show: Any) -> None:
    """Take out of the library's template what nothing here uses, its maker's printer among it."""
    for layout in list(show.slide_layouts):
        if layout.name not in _LAYOUTS:
            show.slide_layouts.remove(layout)
    for rels in (show.part.rels, show.part.package._rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rpartition("/")[2] in _NOT_OURS]:
            rels.pop(key)


def _dress(show: Any, facts: Facts) -> None:
    """Wide slides with a bar in the accent at the left; titles in the accent, all words from the left."""
    show.slide_width, show.slide_height = _WIDE, _HIGH
    master = show.slide_master
    # First in the tree, the bar lies behind all else.
    master.shapes._spTree.insert(2, _bar(show, facts))
    places = {
        PP_PLACEHOLDER.TITLE: (_LEFT, Inches(0.55), _WRITTEN, Inches(1.0)),
        PP_PLACEHOLDER.BODY: (_LEFT, _TOP, _WRITTEN, _BOTTOM - _TOP),
        PP_PLACEHOLDER.DATE: (_LEFT, Inches(6.95), Inches(3), Inches(0.35)),
        PP_PLACEHOLDER.FOOTER: (Inches(4.5), Inches(6.95), Inches(4.5), Inches(0.35)),
        PP_PLACEHOLDER.SLIDE_NUMBER: (Inches(10.4), Inches(6.95), Inches(2), Inches(0.35)),
        PP_PLACEHOLDER.CENTER_TITLE: (_LEFT, Inches(2.3), _WRITTEN, Inches(1.5)),
        PP_PLACEHOLDER.SUBTITLE: (_LEFT, Inches(4.0), _WRITTEN, Inches(1.6)),
    }
    for placeholder in master.placeholders:
        _place(placeholder, places[placeholder.placeholder_format.type])
    for layout in show.slide_layouts:
        for placeholder in layout.placeholders:
            kind = placeholder.placeholder_format.type
            if kind in (PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE):
                _place(placeholder, places[kind])
    styles = master.element.find(qn("p:txStyles"))
    for level in styles.find(qn("p:titleStyle")).iter(qn("a:lvl1pPr")):
        level.set("algn", "l")
        _look(level.find(qn("a:defRPr")), 32, facts.accent, bold=True)
    for depth, size in enumerate(_SIZES, 1):
        _look(styles.find(qn("p:bodyStyle")).find(qn(f"a:lvl{depth}pPr")).find(qn("a:defRPr")), size, "262626")


def _bar(show: Any, facts: Facts) -> Any:
    """A rectangle for the master, made on a slide of its own that is taken away again."""
    slide = show.slides.add_slide(show.slide_layouts.get_by_name("Title Only"))
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.35), _HIGH)
    shape.name = "Bar"
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(facts.accent)
    shape.line.fill.background()
    shape.shadow.inherit = False
    listed = show.slides._sldIdLst
    show.part.drop_rel(listed[0].rId)
    listed.remove(listed[0])
    shape._element.nvSpPr.cNvPr.set("id", str(_BAR_ID))
    return shape._element


def _place(shape: Any, place: tuple[int, int, int, int]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(side) for side in place)


def _look(properties: Any, size: int, colour: str, bold: bool = False) -> None:
    """The size and colour of words, in a style of the master."""
    properties.set("sz", str(size * 100))
    properties.set("b", str(int(bold)))
    for fill in properties.findall(qn("a:solidFill")):
        for old in list(fill):
            fill.remove(old)
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour}))


def _sign(show: Any, facts: Facts) -> None:
    """The properties of the file."""
    properties = show.core_properties
    properties.title, properties.author, properties.last_modified_by = facts.title, facts.author, facts.author
    properties.language, properties.comments, properties.revision = facts.language, "", 1
    properties.created = properties.modified = facts.made


def _slide(show: Any, blocks: list[Block], facts: Facts, opening: bool) -> None:
    """One slide; the first is a title page where it has but a few words."""
    titles = [block for block in blocks if isinstance(block, Heading)][:1]
    notes = [block.text for block in blocks if isinstance(block, Aside)]
    tables = [block for block in blocks if isinstance(block, Table)]
    texts = [block for block in blocks if isinstance(block, Heading | Paragraph | Item) and block not in titles]
    if opening and not tables and len(texts) < 4 and not any(isinstance(block, Item) for block in texts):
        layout = "Title Slide"
    else:
        layout = "Title and Content" if texts else "Title Only"
    slide = show.slides.add_slide(show.slide_layouts.get_by_name(layout))
    if titles:
        _fill(slide.shapes.title.text_frame.paragraphs[0], titles[0].words)
    if layout == "Title Slide":
        slide.shapes.title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        slide.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    bottom = _TOP
    if texts:
        bottom = _texts(slide.placeholders[1], texts, room=_room(tables), opening=layout == "Title Slide")
    elif layout == "Title Slide":
        slide.placeholders[1].element.getparent().remove(slide.placeholders[1].element)
    for table in tables:
        bottom = _table(slide, table, bottom, facts)
    if layout != "Title Slide":
        _number(slide)
    if notes:
        slide.notes_slide.notes_text_frame.text = "\n".join(notes)
    _speak(slide, facts)


def _room(tables: list[Table]) -> int:
    """The height that is left for words above tables."""
    return max(Inches(1.2), _BOTTOM - _TOP - sum((len(table.rows) + 1) * _ROW for table in tables))


def _texts(body: Any, texts: list[Heading | Paragraph | Item], room: int, opening: bool) -> int:
    """Words into the body of a slide, as large as they fit; returns where they end."""
    scale = 1.25
    while (high := sum(_height(block, scale) for block in texts)) > room * (
        0.6 if scale > 1 else 1
    ) and scale > _SMALLEST:
        scale -= 0.05
    if not opening:
        _place(body, (_LEFT, _TOP, _WRITTEN, high if room < _BOTTOM - _TOP else _BOTTOM - _TOP))
    frame = body.text_frame
    for number, block in enumerate(texts):
        line = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _fill(line, block.words, size=_size(block) * scale)
        if isinstance(block, Item):
            line.level = min(block.depth, 2)
            if block.number:
                _numbered(line, block.number)
            continue
        _without_bullet(line)
        if opening:
            line.alignment = PP_ALIGN.LEFT
        for run in line.runs:
            run.font.bold = isinstance(block, Heading) or run.font.bold
            run.font.italic = getattr(block, "quoted", False) or run.font.italic
            if opening:
                run.font.color.rgb = _GREY
    return min(_TOP + high + Inches(0.15), _BOTTOM)


def _size(block: Heading | Paragraph | Item) -> int:
    return _SIZES[min(block.depth, 2)] if isinstance(block, Item) else _SIZES[1]


def _height(block: Heading | Paragraph | Item, scale: float) -> int:
    """About how high a block is; half an em to a letter."""
    size = _size(block) * scale
    letters = _WRITTEN / Pt(size * 0.5)
    return round((1 + len(plain(block.words)) // letters) * Pt(size * 1.25) + Pt(size * 0.25))


def _without_bullet(line: Any) -> None:
    properties = line._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(properties.makeelement(qn("a:buNone"), {}))


def _numbered(line: Any, number: int) -> None:
    properties = line._p.get_or_add_pPr()
    look = {"type": "arabicPeriod"} | ({"startAt": str(number)} if number > 1 else {})
    properties.set("marL", "457200")
    properties.set("indent", "-457200")
    properties.append(properties.makeelement(qn("a:buFont"), {"typeface": "+mj-lt"}))
    properties.append(properties.makeelement(qn("a:buAutoNum"), look))


def _fill(line: Any, words: Words, size: float = 0) -> None:
    for part in words:
        run = line.add_run()
        run.text = part.text
        run.font.bold, run.font.italic = part.bold or None, part.slanted or None
        if size:
            run.font.size = Pt(round(size * 2) / 2)


def _table(slide: Any, block: Table, top: int, facts: Facts) -> int:
    """A table below what is there, its first row in the accent; returns where it ends."""
    high = min(_ROW, (_BOTTOM - top) // len(block.rows))
    frame = slide.shapes.add_table(len(block.rows), len(block.rows[0]), _LEFT, top, _WRITTEN, high * len(block.rows))
    table = frame.table
    for column, part in zip(table.columns, shares(block), strict=True):
        column.width = round(_WRITTEN * part)
    for number, row in enumerate(block.rows):
        table.rows[number].height = high
        for at, words in enumerate(row):
            cell = table.cell(number, at)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.fill.solid()
            pale = facts.tint if number % 2 == 0 else "FFFFFF"
            cell.fill.fore_color.rgb = RGBColor.from_string(pale if number else facts.accent)
            line = cell.text_frame.paragraphs[0]
            _fill(line, words, size=18 if high == _ROW else 13)
            if of_figures(block, at):
                line.alignment = PP_ALIGN.RIGHT
            for run in line.runs:
                run.font.bold = number == 0 or run.font.bold
                run.font.color.rgb = RGBColor.from_string("262626" if number else "FFFFFF")
    return top + high * len(block.rows) + Inches(0.2)


def _number(slide: Any) -> None:
    """The slide's number, which the library does not take over from the layout."""
    for placeholder in slide.slide_layout.placeholders:
        if placeholder.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            number = deepcopy(placeholder._element)
            used = [shape.shape_id for shape in slide.shapes]
            number.nvSpPr.cNvPr.set("id", str(max(used, default=1) + 1))
            slide.shapes._spTree.append(number)


def _speak(slide: Any, facts: Facts) -> None:
    """Say in which language the words are, so that nobody's spelling checker underlines them all."""
    for run in slide.element.iter(qn("a:rPr")):
        run.set("lang", facts.language)
