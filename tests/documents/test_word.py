"""Word files are read as they look once every tracked change is accepted."""

from __future__ import annotations

from typing import Any

from docx import Document

from goldenthread.documents.formats import read_document
from goldenthread.model.document import DocumentPart, Paragraph, Table
from tests.documents.office import CHANGE, paper, repacked, replaced, saved, xml

NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(made: Any) -> tuple[DocumentPart, ...]:
    reading = read_document("docx", made if isinstance(made, bytes) else saved(made))
    assert not reading.refused
    return reading.text.parts


def texts(part: DocumentPart) -> list[str]:
    return [one.text for one in part.passages if isinstance(one, Paragraph)]


def test_headings_make_sections_and_what_stands_before_the_first_is_one_too() -> None:
    made = Document()
    made.add_paragraph("Before")
    made.add_heading("One", 1)
    made.add_paragraph("Under one")
    made.add_heading("One and a half", 2)
    made.add_heading("Two", 1)
    assert [(part.anchor, part.title, part.level, texts(part)) for part in read(made)] == [
        ("section-1", "", 1, ["Before"]),
        ("section-2", "One", 1, ["Under one"]),
        ("section-3", "One and a half", 2, []),
        ("section-4", "Two", 1, []),
    ]


def test_a_style_based_on_a_heading_is_one_and_an_empty_heading_is_none() -> None:
    made = Document()
    style = made.styles.add_style("Ours", 1)
    style.base_style = made.styles["Heading 2"]
    made.add_paragraph("Own heading", "Ours")
    made.add_paragraph("", "Heading 1")
    made.add_paragraph("Words")
    assert [(part.title, part.level, texts(part)) for part in read(made)] == [("Own heading", 2, ["Words"])]


def test_a_paragraph_that_a_style_makes_a_heading_may_say_that_it_is_none() -> None:
    made = paper()
    own = made.add_paragraph("Not in the contents", "Heading 1")
    own._p.get_or_add_pPr().append(xml('<w:outlineLvl w:val="9"></w:outlineLvl>'))
    assert texts(read(made)[0]) == ["The umbrella", "Not in the contents"]


def test_words_put_in_are_kept_and_words_taken_out_are_not() -> None:
    made = paper()
    p = made.paragraphs[1]._p
    p.append(xml(f"<w:ins {CHANGE}><w:r><w:t>, twice</w:t></w:r></w:ins>"))
    p.append(xml(f"<w:del {CHANGE}><w:r><w:delText> never</w:delText></w:r></w:del>"))
    p.append(xml(f"<w:moveTo {CHANGE}><w:r><w:t> a day</w:t></w:r></w:moveTo>"))
    assert texts(read(made)[0]) == ["The umbrella, twice a day"]


def test_words_in_links_controls_and_fields_are_read() -> None:
    made = paper()
    p = made.paragraphs[1]._p
    p.append(xml("<w:hyperlink><w:r><w:t> of Ana</w:t></w:r></w:hyperlink>"))
    p.append(xml("<w:sdt><w:sdtContent><w:r><w:t>, red</w:t></w:r></w:sdtContent></w:sdt>"))
    p.append(xml('<w:fldSimple w:instr="PAGE"><w:r><w:t>, 7</w:t></w:r></w:fldSimple>'))
    made.element.body.insert(
        2, xml("<w:sdt><w:sdtContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    assert texts(read(made)[0]) == ["The umbrella of Ana, red, 7", "In a box"]


def test_what_is_said_to_be_shown_is_so_whatever_its_style_says() -> None:
    made = paper()
    made.styles.add_style("Whisper", 2).font.hidden = True
    made.paragraphs[1].add_run(", louder", "Whisper").font.hidden = False
    assert texts(read(made)[0]) == ["The umbrella, louder"]


def test_lists_keep_their_depth() -> None:
    made = paper()
    made.add_paragraph("bread", "List Bullet")
    made.add_paragraph("rye", "List Bullet 2")
    made.add_paragraph("first", "List Number")
    made.add_paragraph("plain", "List Bullet")._p.get_or_add_pPr().append(
        xml('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    )
    depths = [(one.text, one.depth) for one in read(made)[0].passages if isinstance(one, Paragraph)]
    assert depths == [("The umbrella", 0), ("bread", 1), ("rye", 2), ("first", 1), ("plain", 0)]


def test_tables_keep_what_is_merged_in_its_first_cell() -> None:
    made = paper()
    table = made.add_table(3, 3)
    for row, words in enumerate((("Week", "Missed", "Held"), ("14", "41", "0"), ("15", "38", "2"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(1, 2).merge(table.cell(2, 2)).text = "2 in all"
    wide = table.cell(2, 0).merge(table.cell(2, 1))
    wide.text = "a line of its own"
    (found,) = (one for one in read(made)[0].passages if isinstance(one, Table))
    assert found.rows == (("Week", "Missed", "Held"), ("14", "41", "2 in all"), ("a line of its own", "", ""))


def test_a_table_of_one_cell_is_a_frame_around_paragraphs() -> None:
    made = paper()
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = "Agreed:"
    cell.add_paragraph("hold the last bus", "List Bullet")
    assert read(made)[0].passages[1:] == (Paragraph("Agreed:"), Paragraph("hold the last bus", 1))


def test_a_deleted_row_is_gone() -> None:
    made = paper()
    table = made.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.rows[1]._tr.get_or_add_trPr().append(xml(f"<w:del {CHANGE}></w:del>"))
    (found,) = (one for one in read(made)[0].passages if isinstance(one, Table))
    assert found.rows == (("cell 0", "cell 1"),)


def test_a_text_box_is_read_once() -> None:
    made = paper()
    inner = "<w:txbxContent><w:p><w:r><w:t>In the margin</w:t></w:r></w:p></w:txbxContent>"
    run = xml(
        "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'><w:drawing>{inner}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    made.paragraphs[1]._p.append(run)
    assert texts(read(made)[0]) == ["The umbrella", "In the margin"]


def test_headers_and_footers_are_left_out() -> None:
    made = paper()
    made.sections[0].header.paragraphs[0].text = "Transport forum"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    assert texts(read(made)[0]) == ["The umbrella"]


def test_footnotes_stand_at_the_end_of_their_section() -> None:
    made = paper()
    made.paragraphs[1]._p.append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    made.add_heading("Later", 1)
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Red.</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'
    data = replaced(
        saved(made),
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{NOTES}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    parts = read(repacked(data, lambda _, part: part, {"word/footnotes.xml": notes.encode()}))
    assert [texts(part) for part in parts] == [["The umbrella [1]", "[1] Red."], []]


def test_line_breaks_and_tabs_part_words() -> None:
    made = Document()
    made.add_paragraph("one\ttwo\nthree   four")
    assert texts(read(made)[0]) == ["one two\nthree four"]
