"""PDFs made in a test, object by object: with visible words, and with one thing hidden in each."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import StreamObject

from tests.documents.office import CANARY, exif, picture

_SEEN = "BT /F1 12 Tf 72 700 Td (The umbrella) Tj ET\n"


def made(drawn: str = _SEEN, page: str = "", catalogue: str = "", trailer: str = "", *more: bytes) -> bytes:
    """A PDF of one page: what is drawn, more keys of page, catalogue and trailer, and objects from number 6 on."""
    resources = "/Resources << /Font << /F1 5 0 R >> /Properties << /L 6 0 R >> >>"
    own = page if "/Resources" in page else f"{resources} {page}"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R {own} >>".encode(),
        stream("", drawn.encode()),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]
    out, places = BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, 2)
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + one + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010} 00000 n \n".encode() for place in places))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def stream(keys: str, data: bytes) -> bytes:
    return f"<< {keys} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def unpacked(data: bytes) -> bytes:
    """A file's own bytes, and those of its streams unpacked."""
    writer = PdfWriter(clone_from=BytesIO(data))
    streams = (one for one in writer._objects if isinstance(one, StreamObject) and one.get("/Filter") != "/DCTDecode")
    return b"".join((data, *(one.get_data() for one in streams)))


def _earlier() -> bytes:
    """A page that was drawn anew, its first version left in the file."""
    first = made(f"BT /F1 12 Tf 72 700 Td ({CANARY}) Tj ET\n")
    place = len(first)
    again = b"4 0 obj\n" + stream("", _SEEN.encode()) + b"\nendobj\n"
    before = first[first.rindex(b"startxref\n") + 10 : first.rindex(b"\n%%EOF")]
    after = b"xref\n4 1\n" + f"{place:010} 00000 n \n".encode()
    after += (
        b"trailer << /Size 6 /Root 1 0 R /Prev " + before + f" >>\nstartxref\n{place + len(again)}\n%%EOF\n".encode()
    )
    return first + again + after


def _written(author: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(made()))
    writer.add_metadata({"/Author": author})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


_TEXT = f"BT /F1 12 Tf 72 600 Td ({CANARY}) Tj ET\n"
_LAYER = b"<< /Type /OCG /Name (Notes) >>"
_OFF = "/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>"
_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /OC 6 0 R /Resources << /Font << /F1 5 0 R >> >>"
_DRAWN = "/Resources << /Font << /F1 5 0 R >> /XObject << /X 7 0 R >> >>"
_NOTE = f"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents ({CANARY}) >>".encode()
_ATTACHED = f"<< /Type /Filespec /F ({CANARY}) >>".encode()
_NAMED = "/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>"
_XMP = stream("/Type /Metadata /Subtype /XML", f"<x>{CANARY}</x>".encode())
_SCRIPT = "/OpenAction << /S /JavaScript /JS 6 0 R >>"
_IMAGE = "/Type /XObject /Subtype /Image /Width 40 /Height 30 /ColorSpace /DeviceRGB /BitsPerComponent 8"
_PHOTO = stream(f"{_IMAGE} /Filter /DCTDecode", picture(exif=exif()).getvalue())
_AUTHOR = f"<< /Author ({CANARY}) >>".encode()

CLEAN = made()
HIDING: tuple[tuple[str, str, str, bytes], ...] = (
    ("pdf", "its author", "properties", made(_SEEN, "", "", "/Info 6 0 R", _AUTHOR)),
    ("pdf", "its author, as a library writes it", "properties", _written(CANARY)),
    ("pdf", "metadata", "properties", made(_SEEN, "", "/Metadata 6 0 R", "", _XMP)),
    ("pdf", "a note", "comments", made(_SEEN, "/Annots [6 0 R]", "", "", _NOTE)),
    ("pdf", "an attachment", "embedded files", made(_SEEN, "", _NAMED, "", _ATTACHED)),
    ("pdf", "a layer that is off", "layers", made(f"{_SEEN}/OC /L BDC\n{_TEXT}EMC\n", "", _OFF, "", _LAYER)),
    (
        "pdf",
        "a drawing that is off",
        "layers",
        made(f"{_SEEN}/X Do\n", _DRAWN, _OFF, "", _LAYER, stream(_FORM, _TEXT.encode())),
    ),
    ("pdf", "words outside the page", "what lies outside its pages", made(_SEEN + _TEXT, "/CropBox [0 650 612 792]")),
    ("pdf", "a script", "scripts", made(_SEEN, "", _SCRIPT, "", f"({CANARY})".encode())),
    ("pdf", "an earlier version", "earlier versions of its pages", _earlier()),
    ("pdf", "words behind its end", "what stands before or after it in the file", CLEAN + CANARY.encode()),
    ("pdf", "what a camera wrote", "what is stored in pictures", made(_SEEN, "", "", "", _PHOTO)),
)
"""As in `office`."""
