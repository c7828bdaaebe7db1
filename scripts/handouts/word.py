"""Word files: headings, lists, tables and comments in the styles that people expect there.

In: an `Outline` and its `Facts`. Out: the bytes of a .docx. Guaranteed: the same outline gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Words_on_paper
from docx.text.run import Run as Run_on_paper

from handouts.archive import repacked
from handouts.facts import Facts
from handouts.outline import Aside, Heading, Item, Outline, Paragraph, Rule, Table, Words, of_figures, shares

_FONT = "Calibri"
_SIZES = {"Heading 1": 20, "Heading 2": 14, "Heading 3": 12, "Heading 4": 11}
_NOT_OURS = ("thumbnail", "stylesWithEffects", "customXml")
_KEPT_STYLES = ("TableNormal", "TableGrid")
_DEEPEST = 2
_WRITTEN = Cm(16.2)
"""How wide the part of a page is that is written on."""
_GREY = RGBColor(0x59, 0x59, 0x59)


def make_word(outline: Outline, facts: Facts) -> bytes:
    """The outline as a Word file."""
    paper = Document()
    _prune(paper)
    _dress(paper, facts)
    _sign(paper, facts)
    last: list[Run_on_paper] = []
    counted = 0
    for block in outline.blocks:
        match block:
            case Heading():
                last = _fill(paper.add_heading(level=block.level), block.words)
            case Paragraph():
                last = _fill(paper.add_paragraph(style="Quote" if block.quoted else None), block.words)
            case Item():
                style = "List Number" if block.number else "List Bullet"
                depth = min(block.depth, _DEEPEST)
                line = paper.add_paragraph(style=f"{style} {depth + 1}" if depth else style)
                if block.number == 1:
                    counted = _count_anew(paper, style)
                if block.number and not depth:
                    _counted(line, counted)
                last = _fill(line, block.words)
            case Table():
                last = _table(paper, block, facts)
            case Rule():
                paper.add_page_break()
            case Aside():
                _comment(paper, last, block, facts)
    out = BytesIO()
    paper.save(out)
    return repacked(out.getvalue())


def _prune(paper: Paper) -> None:
    """Take out of the library's template what nothing here uses: a picture of it, its many tables."""
    for rels in (paper.part.rels, paper.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rpartition("/")[2] in _NOT_OURS]:
            del rels[key]
    styles = paper.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)


def _dress(paper: Paper, facts: Facts) -> None:
    """A4 and its margins, one font throughout, headings in the accent, a page number below."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), facts.language)
    for fonts in paper.styles.element.iter(qn("w:rFonts")):
        for key in [key for key in fonts.attrib if key.endswith("Theme") or key.endswith("theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:ascii"), _FONT)
        fonts.set(qn("w:hAnsi"), _FONT)
    normal = paper.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing_rule, normal.line_spacing = Pt(6), WD_LINE_SPACING.MULTIPLE, 1.1
    for name, size in _SIZES.items():
        style = paper.styles[name]
        style.font.size, style.font.italic = Pt(size), False
        style.font.color.rgb = RGBColor.from_string(facts.accent)
        style.paragraph_format.space_before = Pt(0 if name == "Heading 1" else 14)
        style.paragraph_format.space_after = Pt(8 if name == "Heading 1" else 4)
    quote = paper.styles["Quote"]
    quote.paragraph_format.left_indent = Cm(0.8)
    quote.font.color.rgb = _GREY
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _small(foot.add_run(f"{facts.title}  ·  "))
    _page_number(foot)


def _sign(paper: Paper, facts: Facts) -> None:
    """The properties of the file."""
    properties = paper.core_properties
    properties.title, properties.author, properties.last_modified_by = facts.title, facts.author, facts.author
    properties.language, properties.comments, properties.revision = facts.language, "", 1
    properties.created = properties.modified = facts.made


def _small(run: Run_on_paper) -> None:
    run.font.size, run.font.color.rgb = Pt(8.5), _GREY


def _page_number(line: Words_on_paper) -> None:
    """A field that Word fills in."""
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run = line.add_run()
        _small(run)
        run._r.append(part)


def _fill(line: Words_on_paper, words: Words) -> list[Run_on_paper]:
    """Write words into a paragraph; returns their runs, which a comment may be about."""
    runs = []
    for part in words:
        run = line.add_run(part.text)
        run.bold, run.italic = part.bold or None, part.slanted or None
        runs.append(run)
    return runs


def _count_anew(paper: Paper, style: str) -> int:
    """A numbering of its own for a list that begins with 1; returns its id."""
    numbering = paper.part.numbering_part.element
    used = paper.styles[style].element.pPr.numPr.numId.val
    num = numbering.add_num(numbering.num_having_numId(used).abstractNumId.val)
    num.add_lvlOverride(0).add_startOverride(1)
    return int(num.numId)


def _counted(line: Words_on_paper, numbering: int) -> None:
    properties = line._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = numbering
    properties.get_or_add_ilvl().val = 0


def _table(paper: Paper, block: Table, facts: Facts) -> list[Run_on_paper]:
    """A table with a tinted first row that is repeated on each page; figures stand at the right."""
    wide = len(block.rows[0])
    table = paper.add_table(len(block.rows), wide, "Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _lines(table, facts)
    for column, part in zip(table.columns, shares(block), strict=True):
        column.width = round(_WRITTEN * part)
        for cell in column.cells:
            cell.width = column.width
    last: list[Run_on_paper] = []
    for number, row in enumerate(block.rows):
        for at, words in enumerate(row):
            line = table.cell(number, at).paragraphs[0]
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
            last = _fill(line, words) or last
            if number == 0:
                _shade(table.cell(0, at), facts.tint)
                for run in line.runs:
                    run.bold = True
            if of_figures(block, at):
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    paper.add_paragraph().paragraph_format.space_after = Pt(2)
    return last


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _lines(table: Any, facts: Facts) -> None:
    """Thin grey lines between rows, one in the accent above and below."""
    borders = OxmlElement("w:tblBorders")
    looks = {"top": (8, facts.accent), "left": None, "bottom": (8, facts.accent), "right": None}
    looks |= {"insideH": (4, "BFBFBF"), "insideV": None}
    for side, look in looks.items():
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "single" if look else "nil")
        if look:
            border.set(qn("w:sz"), str(look[0]))
            border.set(qn("w:space"), "0")
            border.set(qn("w:color"), look[1])
        borders.append(border)
    # The schema wants the borders before the look.
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(borders)


def _comment(paper: Paper, runs: list[Run_on_paper], block: Aside, facts: Facts) -> None:
    """A comment in the margin, dated like the file."""
    author = block.author or facts.author
    comment = paper.add_comment(runs, block.text, author, "".join(name[0] for name in author.split()))
    comment._comment_elm.date = facts.made
