"""Words wrapped in every way in which a site could publish them unnoticed: more than the command itself plants."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import quopri
import sqlite3
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from email.header import Header
from hashlib import md5, sha1, sha256
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

from docx import Document
from openpyxl import Workbook
from PIL import Image, PngImagePlugin
from pptx import Presentation
from pypdf import PdfWriter

from goldenthread.verify.leaks.planted import WRAPPINGS as OWN
from tests.documents import pdf
from tests.documents.office import saved
from tests.media.planted import segment

Wrap = Callable[[str], bytes]


def _image(format: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, format, **options)
    return out.getvalue()


def _zip(*members: tuple[str, bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.comment = comment
        for name, data in members:
            packed.writestr(name, data)
    return out.getvalue()


def _tar(words: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as packed:
        one = tarfile.TarInfo("a.txt")
        one.size = len(words.encode())
        packed.addfile(one, io.BytesIO(words.encode()))
    return out.getvalue()


def _sqlite(value: object) -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE t (a)")
    base.execute("INSERT INTO t VALUES (?)", (value,))
    base.commit()
    return base.serialize()


def _png(words: str, packed: bool) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", words, zip=packed)
    return _image("PNG", pnginfo=told)


def _exif(tag: int, value: object) -> Image.Exif:
    made = Image.Exif()
    made[tag] = value
    return made


def _xmp(words: str) -> bytes:
    return f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a b='{escape(words)}'/></x:xmpmeta>".encode()


def _docx(words: str) -> bytes:
    made = Document()
    paragraph = made.add_paragraph(words[:7])
    paragraph.add_run(words[7:]).bold = True
    return saved(made)


def _docx_comment(words: str) -> bytes:
    made = Document()
    made.add_comment(made.add_paragraph("seen").runs, text=words, author="x")
    return saved(made)


def _docx_author(words: str) -> bytes:
    made = Document()
    made.core_properties.author = words
    return saved(made)


def _xlsx(words: str) -> bytes:
    made: Any = Workbook()
    made.active["A1"] = words
    return saved(made)


def _pptx_notes(words: str) -> bytes:
    made = Presentation()
    made.slides.add_slide(made.slide_layouts[6]).notes_slide.notes_text_frame.text = words
    return saved(made)


def _pdf_author(words: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf.made()))
    writer.add_metadata({"/Author": words})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pdf_page(words: str) -> bytes:
    return pdf.made(f"BT /F1 12 Tf 72 700 Td ({words.encode('ascii', 'ignore').decode()}) Tj ET\n")


def _pdf_packed(words: str) -> bytes:
    data = zlib.compress(f"<x>{words}</x>".encode())
    return pdf.made(pdf._SEEN, "", "/Metadata 6 0 R", "", pdf.stream("/Filter /FlateDecode", data))


def _digits(words: str, pattern: str) -> bytes:
    return "".join(pattern.format(ord(one)) for one in words).encode()


def _twice(words: str) -> bytes:
    return escape("".join(f"&#x{ord(one):x};" for one in words)).encode()


WRAPPINGS: dict[str, Wrap] = {
    **OWN,
    "a byte order mark": lambda w: w.encode("utf-8-sig"),
    "UTF-16, the other way round": lambda w: w.encode("utf-16-be"),
    "UTF-16 without a mark": lambda w: w.encode("utf-16-le"),
    "UTF-32": lambda w: w.encode("utf-32"),
    "Latin-1": lambda w: b"\xff\x00\x01" + w.encode("latin-1"),
    "UTF-7": lambda w: w.encode("utf-7"),
    "capitals": lambda w: w.upper().encode(),
    "accents apart": lambda w: unicodedata.normalize("NFD", w).encode(),
    "wide letters": lambda w: "".join(chr(ord(o) + 0xFEE0) if "!" <= o <= "~" else o for o in w).encode(),
    "soft hyphens": lambda w: "\u00ad".join(w).encode(),
    "signs without width": lambda w: "\u200b".join(w).encode(),
    "hyphens for spaces": lambda w: w.replace(" ", "-").encode(),
    "lines": lambda w: w.replace(" ", "\r\n   ").encode(),
    "hexadecimal entities": lambda w: _digits(w, "&#x{0:X};"),
    "entities twice": _twice,
    "an attribute": lambda w: f'<img alt="{escape(w)}">'.encode(),
    "a remark in HTML": lambda w: f"<!-- {w} -->".encode(),
    "CDATA": lambda w: f"<content><![CDATA[<p>{w}</p>]]></content>".encode(),
    "percent signs twice": lambda w: quote(quote(w)).encode(),
    "plus for spaces": lambda w: quote_plus(w).encode(),
    "every letter by percent": lambda w: "".join(f"%{one:02x}" for one in w.encode()).encode(),
    "JSON in JSON": lambda w: json.dumps(json.dumps([w])).encode(),
    "escapes of two digits": lambda w: b"'" + _digits(w, "\\x{0:02x}") + b"'",
    "escapes in braces": lambda w: b"'" + _digits(w, "\\u{{{0:x}}}") + b"'",
    "octal escapes": lambda w: _digits(w, "\\{0:03o}"),
    "escapes of style sheets": lambda w: b"content:'" + _digits(w, "\\{0:06x}") + b"'",
    "base64 in lines": lambda w: base64.encodebytes((f"{w} " * 3).encode()),
    "base64 for addresses": lambda w: base64.urlsafe_b64encode(b"???>>>" + w.encode()).rstrip(b"="),
    "base64 of base64": lambda w: base64.b64encode(base64.b64encode(w.encode())),
    "base64 of gzip": lambda w: base64.b64encode(gzip.compress(w.encode())),
    "base64 in other letters": lambda w: b"x" + base64.b64encode(b"so, " + w.encode()),
    "base32": lambda w: base64.b32encode(w.encode()),
    "hexadecimal with spaces": lambda w: w.encode().hex(" ").encode(),
    "quoted-printable": lambda w: quopri.encodestring(("ä " + w + " and so on" * 9).encode()),
    "a header of mail": lambda w: Header(w, "utf-8").encode().encode(),
    "a name of a host": lambda w: b"xn--" + w.replace(" ", "-").lower().encode("punycode"),
    "MD5": lambda w: md5(w.encode()).hexdigest().encode(),
    "SHA-1": lambda w: sha1(w.encode()).hexdigest().upper().encode(),
    "SHA-256": lambda w: sha256(w.encode()).hexdigest().encode(),
    "gzip twice": lambda w: gzip.compress(gzip.compress(w.encode())),
    "gzip behind other bytes": lambda w: b"\0" * 99 + gzip.compress(w.encode()),
    "bzip2": lambda w: bz2.compress(w.encode()),
    "xz": lambda w: lzma.compress(w.encode()),
    "tar": _tar,
    "zip in zip": lambda w: _zip(("a.zip", _zip(("a.txt", w.encode())))),
    "a name in a zip": lambda w: _zip((f"{w}.txt", b"")),
    "a remark of a zip": lambda w: _zip(comment=w.encode()),
    "SQLite": _sqlite,
    "SQLite, packed": lambda w: _sqlite(zlib.compress(w.encode())),
    "tEXt": lambda w: _png(w, packed=False),
    "zTXt": lambda w: _png(w, packed=True),
    "after IEND": lambda w: _image("PNG") + w.encode(),
    "a remark in a JPEG": lambda w: _image("JPEG", comment=w.encode()),
    "Exif": lambda w: _image("JPEG", exif=_exif(0x010E, w.encode())),
    "XMP": lambda w: _image("JPEG", xmp=_xmp(w)),
    "XMP of WebP": lambda w: _image("WEBP", xmp=_xmp(w)),
    "Exif of WebP": lambda w: _image("WEBP", exif=_exif(0x010E, w.encode())),
    "a segment of its own": lambda w: b"\xff\xd8" + segment(0xEB, b"JP\0" + w.encode()) + _image("JPEG")[2:],
    "a zip behind a JPEG": lambda w: _image("JPEG") + _zip(("a.txt", w.encode())),
    "base64 in a JPEG": lambda w: _image("JPEG", comment=base64.b64encode(w.encode())),
    "a GIF": lambda w: _image("GIF", comment=w.encode()),
    "runs of a Word file": _docx,
    "a comment in a Word file": _docx_comment,
    "the author of a Word file": _docx_author,
    "a spreadsheet": _xlsx,
    "notes of slides": _pptx_notes,
    "the author of a PDF": _pdf_author,
    "a page of a PDF": _pdf_page,
    "a packed part of a PDF": _pdf_packed,
}
"""Each wrapping by name."""
