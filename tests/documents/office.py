"""Documents made in a test, as the libraries write them: with visible words, and with one thing hidden in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

CANARY = "canary"
"""A word that stands only where no reader sees it."""
CHANGE = f'w:id="1" w:author="{CANARY}" w:date="2026-01-01T00:00:00Z"'
PROPERTIES = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)
_DROPPED = re.compile(r"docProps/(thumbnail\..*|custom\.xml)|customXml/.*|(ppt|xl)/printerSettings/.*")


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], added: Mapping[str, bytes] = {}) -> bytes:
    """An office file with its parts changed, or dropped for `None`, and others added."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in added.items():
            new.writestr(name, part)
    return out.getvalue()


def replaced(data: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """An office file with other words in one of its parts."""

    def change(part: str, content: bytes) -> bytes:
        if part == name:
            assert before in content
            return content.replace(before, after, 1)
        return content

    return repacked(data, change)


def clean(data: bytes) -> bytes:
    """An office file without what the libraries' templates hide in it."""

    def change(name: str, content: bytes) -> bytes | None:
        if _DROPPED.fullmatch(name):
            return None
        if name.endswith(".rels"):
            return re.sub(rb'<Relationship [^>]*Target="[^"]*(thumbnail|custom|printerSettings)[^>]*/>', b"", content)
        if name == "docProps/core.xml":
            return PROPERTIES.format("").encode()
        if name == "[Content_Types].xml":
            return re.sub(rb'<Override [^>]*PartName="/(customXml|docProps/custom)[^>]*/>', b"", content)
        return content

    return repacked(data, change)


def picture(**options: Any) -> BytesIO:
    """A photo, as a camera stores it with these options."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", **options)
    out.seek(0)
    return out


def exif() -> bytes:
    found = Image.Exif()
    found[0x010E] = CANARY
    return found.tobytes()


# Slides


def show() -> tuple[Any, Any]:
    """A presentation with one slide, and that slide."""
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "What helped"
    slide.placeholders[1].text = "The umbrella"
    return made, slide


def _slides(hide: Callable[[Any, Any], None]) -> bytes:
    made, slide = show()
    hide(made, slide)
    return clean(saved(made))


def _notes(_: Any, slide: Any) -> None:
    slide.notes_slide.notes_text_frame.text = CANARY


def _hidden_slide(made: Any, _: Any) -> None:
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = CANARY
    slide._element.set("show", "0")


def box(slide: Any, left: float, top: float, words: str) -> Any:
    made = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1))
    made.text_frame.text = words
    return made


def _beside(_: Any, slide: Any) -> None:
    box(slide, 11, 1, CANARY)


def _beside_in_group(_: Any, slide: Any) -> None:
    inner = box(slide, 1, 1, CANARY)
    group = slide.shapes.add_group_shape([inner])
    group.left = Inches(-5)


def _hidden_shape(_: Any, slide: Any) -> None:
    box(slide, 1, 1, CANARY)._element.nvSpPr.cNvPr.set("hidden", "1")


def add(slide: Any, **options: Any) -> Any:
    """A photo on a slide, with words that say what it shows."""
    made = slide.shapes.add_picture(picture(**options), 0, 0)
    made._element.nvPicPr.cNvPr.set("descr", "An umbrella")
    return made


def _cropped(_: Any, slide: Any) -> None:
    add(slide).crop_left = 0.3


def _alternative(_: Any, slide: Any) -> None:
    add(slide)._element.nvPicPr.cNvPr.set("descr", rf"C:\Users\ana\{CANARY}.jpg")


def _camera(_: Any, slide: Any) -> None:
    add(slide, exif=exif())


def chart(slide: Any) -> None:
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Spring", "Summer"]
    data.add_series("Missed", (41, 12))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(4), Inches(3), data)


def _workbook(_: Any, slide: Any) -> None:
    chart(slide)


def _commented(data: bytes) -> bytes:
    return repacked(data, lambda _, part: part, {"ppt/comments/comment1.xml": f"<c>{CANARY}</c>".encode()})


def _footer(made: Any, slide: Any) -> None:
    layout = next(one for one in slide.slide_layout.placeholders if one.placeholder_format.type == 15)
    slide.shapes.clone_placeholder(layout)
    slide.placeholders[layout.placeholder_format.idx].text = CANARY


# Word files


def paper() -> Any:
    made = Document()
    made.add_heading("What helped", 1)
    made.add_paragraph("The umbrella")
    return made


def xml(words: str) -> Any:
    return parse_xml(words.replace(">", f" {nsdecls('w')}>", 1))


def _word(hide: Callable[[Any], None]) -> bytes:
    made = paper()
    hide(made)
    return clean(saved(made))


def _comment(made: Any) -> None:
    made.add_comment(made.paragraphs[1].runs, text=CANARY, author=CANARY)


def _deleted(made: Any) -> None:
    made.paragraphs[1]._p.append(xml(f"<w:del {CHANGE}><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>"))


def _moved(made: Any) -> None:
    made.paragraphs[1]._p.append(xml(f"<w:moveFrom {CHANGE}><w:r><w:t>{CANARY}</w:t></w:r></w:moveFrom>"))


def _author_of_insertion(made: Any) -> None:
    made.paragraphs[1]._p.append(xml(f"<w:ins {CHANGE}><w:r><w:t>, twice</w:t></w:r></w:ins>"))


def _vanished(made: Any) -> None:
    made.paragraphs[1].add_run(CANARY).font.hidden = True


def _vanished_by_style(made: Any) -> None:
    style = made.styles.add_style("Aside", 1)
    style.font.hidden = True
    derived = made.styles.add_style("Aside within", 1)
    derived.base_style = style
    made.add_paragraph(CANARY, "Aside within")


def _vanished_by_character_style(made: Any) -> None:
    made.styles.add_style("Whisper", 2).font.hidden = True
    made.paragraphs[1].add_run(CANARY, "Whisper")


def _field(made: Any) -> None:
    made.paragraphs[1]._p.append(xml(rf"<w:r><w:instrText>INCLUDEPICTURE C:\{CANARY}.png</w:instrText></w:r>"))


def _deleted_row(made: Any) -> None:
    row = made.add_table(2, 2).rows[1]
    row.cells[0].text = CANARY
    row._tr.get_or_add_trPr().append(xml(f"<w:del {CHANGE}/>".replace("/>", "></w:del>")))


def _variables(made: Any) -> None:
    made.settings.element.append(xml(f'<w:docVars><w:docVar w:name="a" w:val="{CANARY}"/></w:docVars>'))


def _word_picture(made: Any) -> None:
    made.add_picture(picture(comment=CANARY.encode()))
    for named in made.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"):
        named.set("name", "An umbrella")


# Spreadsheets


def book() -> Any:
    made: Any = Workbook()
    made.properties.creator = None
    made.active.title = "Counts"
    made.active.append(["The umbrella", "Missed"])
    made.active.append([14, 41])
    return made


def _sheets(hide: Callable[[Any], None]) -> bytes:
    made = book()
    hide(made)
    return clean(saved(made))


def _note(made: Any) -> None:
    made.active["A1"].comment = Comment(CANARY, CANARY)


def _hidden_sheet(made: Any) -> None:
    other = made.create_sheet(CANARY)
    other["A1"] = CANARY
    other.sheet_state = "veryHidden"


def _hidden_row(made: Any) -> None:
    made.active.append([CANARY, 1])
    made.active.row_dimensions[3].hidden = True


def _hidden_column(made: Any) -> None:
    made.active["C1"] = made.active["D2"] = CANARY
    made.active.column_dimensions.group("C", "D", hidden=True)


def _thin_column() -> bytes:
    made = book()
    made.active["C1"] = CANARY
    columns = b'<cols><col min="3" max="3" width="0" customWidth="1"/></cols><sheetData>'
    return replaced(clean(saved(made)), "xl/worksheets/sheet1.xml", b"<sheetData>", columns)


def _rows_by_default(made: Any) -> None:
    made.active["A9"] = CANARY
    made.active.sheet_format.zeroHeight = True
    made.active.row_dimensions[1].height = made.active.row_dimensions[2].height = 15


def _name(made: Any) -> None:
    made.defined_names[CANARY] = DefinedName(CANARY, attr_text="Counts!$A$1")


def _silent_format(made: Any) -> None:
    made.active["A3"] = CANARY
    made.active["A3"].number_format = ";;;"


def _prompt(made: Any) -> None:
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0", prompt=CANARY)
    made.active.add_data_validation(rule)
    rule.add("B2")


def _part(data: bytes, name: str) -> bytes:
    return repacked(data, lambda _, part: part, {name: f"<x>{CANARY}</x>".encode()})


def _core(data: bytes, name: str) -> bytes:
    properties = PROPERTIES.format(f"<{name}>{CANARY}</{name}>").encode()
    return repacked(data, lambda part, content: properties if part == "docProps/core.xml" else content)


def _own_property(data: bytes) -> bytes:
    own = f'<Properties><property name="who"><x>{CANARY}</x></property></Properties>'.encode()
    return repacked(data, lambda _, part: part, {"docProps/custom.xml": own})


def _nothing(*_: Any) -> None:
    pass


CLEAN = {"pptx": _slides(_nothing), "docx": _word(_nothing), "xlsx": _sheets(_nothing)}
"""A document in each format in which nothing is hidden."""

HIDING: tuple[tuple[str, str, str, bytes], ...] = (
    ("pptx", "speaker notes", "notes", _slides(_notes)),
    ("pptx", "a hidden slide", "hidden slides", _slides(_hidden_slide)),
    ("pptx", "a box beside the slide", "shapes beside the slides", _slides(_beside)),
    ("pptx", "a box in a group beside the slide", "shapes beside the slides", _slides(_beside_in_group)),
    ("pptx", "a hidden shape", "hidden shapes", _slides(_hidden_shape)),
    ("pptx", "a cropped picture", "cropped parts of pictures", _slides(_cropped)),
    ("pptx", "a path as alternative text", "names of files in the words for pictures", _slides(_alternative)),
    ("pptx", "what a camera wrote", "what is stored in pictures", _slides(_camera)),
    ("pptx", "the workbook of a chart", "embedded files", _slides(_workbook)),
    ("pptx", "a comment", "comments", _commented(CLEAN["pptx"])),
    ("pptx", "a thumbnail", "a thumbnail", _part(CLEAN["pptx"], "docProps/thumbnail.jpeg")),
    (
        "pptx",
        "the names of those who edited",
        "earlier versions",
        _part(CLEAN["pptx"], "ppt/changesInfos/changesInfo1.xml"),
    ),
    ("docx", "a comment", "comments", _word(_comment)),
    ("docx", "deleted words", "tracked changes", _word(_deleted)),
    ("docx", "words moved away", "tracked changes", _word(_moved)),
    ("docx", "who put words in", "tracked changes", _word(_author_of_insertion)),
    ("docx", "a deleted row", "tracked changes", _word(_deleted_row)),
    ("docx", "hidden words", "hidden text", _word(_vanished)),
    ("docx", "words hidden by a style", "hidden text", _word(_vanished_by_style)),
    ("docx", "words hidden by a style of their own", "hidden text", _word(_vanished_by_character_style)),
    ("docx", "a field that names a file", "links to files", _word(_field)),
    ("docx", "variables", "custom data", _word(_variables)),
    ("docx", "a remark in a picture", "what is stored in pictures", _word(_word_picture)),
    ("docx", "custom data", "custom data", _part(CLEAN["docx"], "customXml/item1.xml")),
    ("docx", "a property of its own", "properties", _own_property(CLEAN["docx"])),
    ("docx", "an embedded file", "embedded files", _part(CLEAN["docx"], "word/embeddings/sheet.xlsx")),
    ("docx", "a part that nobody knows", "parts of unknown use", _part(CLEAN["docx"], "word/vbaSignature.xml")),
    ("docx", "its author", "properties", _core(CLEAN["docx"], "dc:creator")),
    ("docx", "who saved it last", "properties", _core(CLEAN["docx"], "cp:lastModifiedBy")),
    ("xlsx", "a comment", "comments", _sheets(_note)),
    ("xlsx", "a hidden sheet", "hidden sheets", _sheets(_hidden_sheet)),
    ("xlsx", "a hidden row", "hidden rows or columns", _sheets(_hidden_row)),
    ("xlsx", "hidden columns", "hidden rows or columns", _sheets(_hidden_column)),
    ("xlsx", "a column without width", "hidden rows or columns", _thin_column()),
    ("xlsx", "rows hidden by default", "hidden rows or columns", _sheets(_rows_by_default)),
    ("xlsx", "a name", "names of cells", _sheets(_name)),
    ("xlsx", "a format that shows nothing", "cells that show nothing", _sheets(_silent_format)),
    ("xlsx", "words while typing", "words shown only while typing", _sheets(_prompt)),
    (
        "xlsx",
        "the path of another workbook",
        "data from elsewhere",
        _part(CLEAN["xlsx"], "xl/externalLinks/externalLink1.xml"),
    ),
    ("xlsx", "a printer", "printer settings", _part(CLEAN["xlsx"], "xl/printerSettings/printerSettings1.bin")),
)
"""Format, what is hidden, the sort that is told of it, and the file."""
NOT_SHOWN = (
    ("pptx", "a footer", _slides(_footer)),
    (
        "pptx",
        "nothing typed where the layout asks for it",
        _slides(lambda made, _: made.slides.add_slide(made.slide_layouts[1])),
    ),
)
"""What stands in a document for its looks: seen, and still no part of what it says."""
