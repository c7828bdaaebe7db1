"""PDFs are read page by page; plain files whole."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from goldenthread.documents.formats import read_document
from goldenthread.model.document import DocumentPart, Paragraph, Table
from tests.documents import pdf


def lines(*words: str) -> tuple[DocumentPart, ...]:
    drawn = "".join(f"BT /F1 12 Tf 72 {700 - 20 * at} Td ({line}) Tj ET\n" for at, line in enumerate(words))
    return read_document("pdf", pdf.made(drawn)).text.parts


def test_each_page_is_a_part() -> None:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    for words in ("First page", "Second page"):
        made.add_page()
        made.cell(text=words)
    parts = read_document("pdf", bytes(made.output())).text.parts
    assert [(part.anchor, part.passages) for part in parts] == [
        ("page-1", (Paragraph("First page"),)),
        ("page-2", (Paragraph("Second page"),)),
    ]


def test_lines_are_put_together_to_paragraphs() -> None:
    (page,) = lines(
        "We ask three questions in week ten and put the answers",
        "into a box.",
        "What helped",
        "1. The umbrella",
        "2. The lamp on the pier that was mended in the winter,",
        "which is on all night",
    )
    assert page.passages == (
        Paragraph("We ask three questions in week ten and put the answers into a box."),
        Paragraph("What helped"),
        Paragraph("1. The umbrella"),
        Paragraph("2. The lamp on the pier that was mended in the winter, which is on all night"),
    )


def test_a_layer_that_is_shown_is_read() -> None:
    drawn = "/OC /L BDC\nBT /F1 12 Tf 72 700 Td (In a layer) Tj ET\nEMC\n"
    shown = "/OCProperties << /OCGs [6 0 R] /D << /ON [6 0 R] >> >>"
    (page,) = read_document("pdf", pdf.made(drawn, "", shown, "", b"<< /Type /OCG /Name (Notes) >>")).text.parts
    assert page.passages == (Paragraph("In a layer"),)


def test_a_scan_has_no_words_and_is_no_fault() -> None:
    reading = read_document("pdf", pdf.made("0 0 m 9 9 l S\n"))
    assert not reading.refused and reading.text.parts == (DocumentPart("page", 1),)


@pytest.mark.parametrize("sign", (",", ";", "\t"))
def test_a_table_of_values_is_read_whatever_parts_them(sign: str) -> None:
    rows = (("Week", "Missed, of all"), ("14", "41"))
    data = "\r\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8-sig")
    assert read_document("csv", data).text.parts == (DocumentPart("sheet", 1, passages=(Table(rows, headed=True),)),)


def test_text_is_read_paragraph_by_paragraph() -> None:
    data = b"The bus company\nwrites:\r\n\r\nThe last bus will be held.\n"
    passages = (Paragraph("The bus company\nwrites:"), Paragraph("The last bus will be held."))
    assert read_document("txt", data).text.parts == (DocumentPart("section", 1, passages=passages),)


def test_what_steers_a_terminal_or_a_browser_is_taken_out() -> None:
    data = "a\x1b[31mb\u202ec\x85d\u2028e\xadf\n".encode()
    (part,) = read_document("txt", data).text.parts
    assert part.passages == (Paragraph("a[31mbc\nd\nef"),)
