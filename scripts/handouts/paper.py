"""PDFs: pages of A4 in the fonts that every reader of PDFs has.

In: an `Outline` and its `Facts`. Out: the bytes of a .pdf. Guaranteed: the same outline gives the same bytes, not
compressed, whichever zlib is installed; a letter that these fonts lack raises `OutlineError`.
"""

from __future__ import annotations

from datetime import UTC

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from handouts.facts import Facts, rgb
from handouts.outline import (
    Aside,
    Heading,
    Item,
    Outline,
    OutlineError,
    Paragraph,
    Rule,
    Table,
    Words,
    of_figures,
    plain,
    shares,
)

_FONT = "Helvetica"
_ENCODING = "windows-1252"
_SIZES = {1: 19, 2: 14, 3: 12, 4: 11}
_BODY, _LEADING = 11, 5.6
_MARGIN = 22
_BLACK, _GREY = (30, 30, 30), (95, 95, 95)


def make_paper(outline: Outline, facts: Facts) -> bytes:
    """The outline as a PDF."""
    page = _Page(facts)
    for block in outline.blocks:
        match block:
            case Heading():
                page.heading(block)
            case Paragraph():
                page.paragraph(block)
            case Item():
                page.item(block)
            case Table():
                page.rows(block)
            case Rule():
                page.add_page()
            case Aside():
                raise AssertionError("a PDF has no asides")
    return bytes(page.output())


class _Page(FPDF):
    """Pages being written."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(format="A4")
        self.facts = facts
        self.core_fonts_encoding = _ENCODING
        self.set_compression(False)
        self.set_margins(_MARGIN, 20, _MARGIN)
        self.set_auto_page_break(True, 20)
        made = facts.made.replace(tzinfo=UTC)
        self.set_creation_date(made)
        self.set_title(facts.title)
        self.set_author(facts.author)
        self.set_creator("Golden Thread's sample")
        self.set_producer("fpdf2")
        self.set_lang(facts.language)
        self.alias_nb_pages("")
        self.add_page()

    def footer(self) -> None:
        """The title and the page's number."""
        self.set_y(-14)
        self.set_font(_FONT, size=8.5)
        self.set_text_color(*_GREY)
        self.cell(0, 5, _checked(f"{self.facts.title}  ·  {self.page_no()}"), align="R")

    def heading(self, block: Heading) -> None:
        """A heading, which is also an entry of the outline beside the pages."""
        if self.get_y() > self.t_margin:
            self.ln(2 if block.level == 1 else 4)
        size = _SIZES[block.level]
        if self.get_y() > self.h - 45:
            self.add_page()
        self.start_section(_checked(plain(block.words)), block.level - 1, strict=False)
        self.set_font(_FONT, "B", size)
        self.set_text_color(*rgb(self.facts.accent))
        self.multi_cell(0, size * 0.46, _checked(plain(block.words)), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(2.5 if block.level == 1 else 1.2)

    def paragraph(self, block: Paragraph) -> None:
        """A paragraph; somebody's words are set in, slanted and grey."""
        inset = 8 if block.quoted else 0
        self._words(block.words, self.l_margin + inset, _GREY if block.quoted else _BLACK, slanted=block.quoted)
        self.ln(2.2)

    def item(self, block: Item) -> None:
        """A line of a list, hanging from its bullet or number."""
        left = self.l_margin + 3 + block.depth * 6
        self.set_font(_FONT, size=_BODY)
        self.set_text_color(*_BLACK)
        if self.will_page_break(_LEADING):
            self.add_page()
        self.set_x(left)
        mark = f"{block.number}." if block.number else ("•", "–", "•")[min(block.depth, 2)]
        self.cell(6, _LEADING, _checked(mark), new_x=XPos.RIGHT, new_y=YPos.TOP)
        self._words(block.words, left + 6, _BLACK)
        self.ln(0.8)

    def rows(self, block: Table) -> None:
        """A table; its headings are repeated on each page."""
        self.ln(1.5)
        self.set_font(_FONT, size=10)
        self.set_text_color(*_BLACK)
        self.set_draw_color(190, 190, 190)
        sides = tuple("RIGHT" if of_figures(block, at) else "LEFT" for at in range(len(block.rows[0])))
        head = FontFace(emphasis="BOLD", color=rgb(self.facts.accent), fill_color=rgb(self.facts.tint))
        with self.table(
            borders_layout="HORIZONTAL_LINES",
            col_widths=shares(block),
            headings_style=head,
            line_height=5.2,
            padding=(1, 1.5),
            text_align=sides,
            v_align="TOP",
        ) as table:
            for row in block.rows:
                cells = table.row()
                for words in row:
                    bold = bool(words) and all(run.bold for run in words)
                    cells.cell(_checked(plain(words)), style=FontFace(emphasis="BOLD") if bold else None)
        self.ln(3)

    def _words(self, words: Words, left: float, colour: tuple[int, int, int], slanted: bool = False) -> None:
        """Words from `left` on, going on below, each run in its face."""
        margin = self.l_margin
        self.set_left_margin(left)
        self.set_x(left)
        self.set_text_color(*colour)
        for run in words:
            self.set_font(_FONT, ("B" if run.bold else "") + ("I" if run.slanted or slanted else ""), _BODY)
            self.write(_LEADING, _checked(run.text))
        self.set_left_margin(margin)
        self.ln(_LEADING)


def _checked(text: str) -> str:
    """The text, if the fonts have all its letters."""
    try:
        text.encode(_ENCODING)
    except UnicodeEncodeError as error:
        raise OutlineError(f"a PDF in core fonts cannot show {text[error.start]!r}: {text!r}") from None
    return text
