"""Slides are read as those in the room read them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.util import Inches

from goldenthread.documents.formats import read_document
from goldenthread.model.document import DocumentPart, Paragraph, Table
from tests.documents.office import box, chart, repacked, replaced, saved, show


def read(made: Any) -> tuple[DocumentPart, ...]:
    reading = read_document("pptx", saved(made))
    assert not reading.refused
    return reading.text.parts


def texts(part: DocumentPart) -> list[str]:
    return [one.text for one in part.passages if isinstance(one, Paragraph)]


def test_slides_have_their_titles_and_are_counted_as_shown() -> None:
    made, _ = show()
    hidden = made.slides.add_slide(made.slide_layouts[1])
    hidden._element.set("show", "0")
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = "What\nis next"
    parts = read(made)
    assert [(part.anchor, part.title) for part in parts] == [("slide-1", "What helped"), ("slide-2", "What is next")]


def test_what_stands_above_or_to_the_left_is_read_first() -> None:
    made, slide = show()
    box(slide, 5, 6.05, "right")
    box(slide, 1, 6, "left")
    box(slide, 5, 5, "above")
    assert texts(read(made)[0]) == ["The umbrella", "above", "left", "right"]


def test_a_group_is_read_in_the_place_where_it_stands() -> None:
    made, slide = show()
    inner = [box(slide, 4, 5, "second"), box(slide, 1, 5, "first")]
    box(slide, 1, 6, "last")
    slide.shapes.add_group_shape(inner)
    assert texts(read(made)[0]) == ["The umbrella", "first", "second", "last"]


def test_a_box_that_lies_partly_on_the_slide_is_seen() -> None:
    made, slide = show()
    box(slide, 9, 7, "half seen")
    assert "half seen" in texts(read(made)[0])


def test_lists_keep_their_depth_and_plain_boxes_are_no_lists() -> None:
    made, slide = show()
    frame = slide.placeholders[1].text_frame
    deeper = frame.add_paragraph()
    deeper.text, deeper.level = "and on the pier", 1
    box(slide, 1, 6, "Words\vbelow")
    assert read(made)[0].passages == (
        Paragraph("The umbrella", 1),
        Paragraph("and on the pier", 2),
        Paragraph("Words\nbelow"),
    )


def test_tables_keep_rows_and_columns_and_what_is_merged_stands_once() -> None:
    made, slide = show()
    table = slide.shapes.add_table(3, 3, 0, Inches(5), Inches(6), Inches(1)).table
    for row, words in enumerate((("Week", "Missed", "Held"), ("14", "41", "0"), ("all", "", "3"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(2, 0).merge(table.cell(2, 1))
    found = [one for one in read(made)[0].passages if isinstance(one, Table)]
    assert found == [Table((("Week", "Missed", "Held"), ("14", "41", "0"), ("all", "", "3")), headed=True)]


def test_a_chart_says_what_its_bars_are_called_and_keeps_the_numbers_of_its_workbook() -> None:
    made, slide = show()
    chart(slide)
    one = next(shape for shape in slide.shapes if shape.has_chart).chart
    one.has_title, one.has_legend = True, True
    one.chart_title.text_frame.text = "Missed boats"
    assert texts(read(made)[0]) == ["Missed boats", "Spring", "Summer", "Missed", "The umbrella"]


def test_what_current_programs_show_is_read_and_what_older_ones_do_is_not() -> None:
    made, slide = show()
    box(slide, 1, 6, "PLACE")
    shape = slide.shapes[-1]._element
    namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choice = etree.Element(f"{{{namespace}}}AlternateContent")
    for name, words in (("Choice", "new"), ("Fallback", "old")):
        inner = deepcopy(shape)
        for text in inner.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t"):
            text.text = words
        etree.SubElement(choice, f"{{{namespace}}}{name}").append(inner)
    shape.getparent().replace(shape, choice)
    assert texts(read(made)[0]) == ["The umbrella", "new"]


def test_a_slide_without_words_is_still_counted() -> None:
    made, _ = show()
    made.slides.add_slide(made.slide_layouts[6])
    assert [part.passages for part in read(made)][1] == ()


def test_words_in_a_diagram_are_read() -> None:
    made, slide = show()
    box(slide, 1, 6, "x")
    data = saved(made)
    office = b"http://schemas.openxmlformats.org"
    drawing = (
        b'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="Diagram"/><p:cNvGraphicFramePr/><p:nvPr/>'
        b'</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="6000000"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic>'
        b'<a:graphicData uri="%b/drawingml/2006/diagram"><dgm:relIds xmlns:dgm="%b/drawingml/2006/diagram" '
        b'r:dm="rId9"/></a:graphicData></a:graphic>'
        b"</p:graphicFrame></p:spTree>"
    ) % (office, office)
    diagram = (
        b'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r>'
        b"<a:t>Ask</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>Agree</a:t></a:r></a:p></dgm:t>"
        b"</dgm:pt></dgm:ptLst></dgm:dataModel>"
    )
    relation = (
        b'<Relationship Id="rId9" Type="%b/officeDocument/2006/relationships/diagramData" '
        b'Target="../diagrams/data1.xml"/></Relationships>'
    ) % office
    data = replaced(data, "ppt/slides/slide1.xml", b"</p:spTree>", drawing)
    data = replaced(data, "ppt/slides/_rels/slide1.xml.rels", b"</Relationships>", relation)
    data = repacked(data, lambda _, part: part, {"ppt/diagrams/data1.xml": diagram})
    reading = read_document("pptx", data)
    assert texts(reading.text.parts[0]) == ["The umbrella", "x", "Ask", "Agree"]
