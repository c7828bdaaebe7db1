"""F2-F5, F7: what is made to do harm, is locked, or is not what its name says is refused before it is opened."""

from __future__ import annotations

import struct
import time
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from typing import cast
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from pypdf import PdfWriter

from goldenthread.documents import container, plain
from goldenthread.documents.formats import read_document
from goldenthread.documents.reading import Reading
from goldenthread.model.document import DocumentPart, Format
from tests.documents import pdf
from tests.documents.office import CLEAN, repacked, replaced

OFFICE = tuple(CLEAN)
MAIN = {"pptx": "ppt/presentation.xml", "docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def read(data: bytes, format: str = "docx") -> Reading:
    return read_document(cast(Format, format), data)


def reason(reading: Reading) -> str:
    assert reading.refused == "GT711" and not reading.text.parts
    return dict(reading.facts)["reason"]


def with_entry(name: str, data: bytes = b"", how: int = ZIP_DEFLATED, mode: int = 0) -> bytes:
    """A Word file with one entry more."""
    out = BytesIO(CLEAN["docx"])
    info = ZipInfo(name)
    info.compress_type, info.external_attr = how, mode << 16
    with ZipFile(out, "a") as archive:
        archive.writestr(info, data)
    return out.getvalue()


@pytest.mark.parametrize("format", OFFICE)
@pytest.mark.parametrize(
    "declared",
    (
        b'<!DOCTYPE x SYSTEM "file:///etc/hostname">',
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        b"<!DOCTYPE x>",
    ),
)
def test_a_document_type_is_refused_in_whatever_part(format: str, declared: bytes) -> None:
    def change(name: str, part: bytes) -> bytes:
        first, end, rest = part.partition(b"?>") if part.startswith(b"<?xml") else (b"", b"", part)
        return first + end + declared + rest if name == MAIN[format] else part

    extra = {"customXml/item9.xml": declared + b"<x/>"}
    for data in (repacked(CLEAN[format], change), repacked(CLEAN[format], lambda _, part: part, extra)):
        assert reason(read(data, format)) == "it declares a document type, which no office program writes"


def test_a_document_type_is_found_in_utf_16() -> None:
    part = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16")
    extra = repacked(CLEAN["docx"], lambda _, one: one, {"customXml/item9.xml": part})
    assert "document type" in reason(read(extra))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = with_entry("word/media/a.bin", b"\0" * 300_000_000)
    assert len(data) < 1_000_000
    tracemalloc.start()
    began = time.process_time()
    assert "more than 200 MB" in reason(read(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000, f"{peak:,} bytes in {time.process_time() - began:.1f} s"


def test_a_part_that_grows_too_much_is_refused_and_one_of_a_megabyte_is_not() -> None:
    assert "100 times" in reason(read(with_entry("word/media/a.bin", b"\0" * 2_000_000)))
    assert not read(with_entry("word/media/a.bin", b"\0" * 900_000)).refused


def test_a_part_is_no_larger_than_it_says() -> None:
    """Real bytes are counted too: what the archive says is less than what it holds."""
    data = with_entry("word/media/a.xml", b"<x>" + b"a" * 90_000 + b"</x>")
    size = struct.pack("<I", 90_007)
    assert data.count(size) == 2
    assert reason(read(data.replace(size, struct.pack("<I", 500)))) == "a part of it is damaged"


def test_more_parts_than_any_program_writes_are_refused() -> None:
    out = BytesIO(CLEAN["docx"])
    with ZipFile(out, "a", ZIP_STORED) as archive:
        for number in range(container.MOST_ENTRIES + 1):
            archive.writestr(f"x/{number}", b"")
    assert "more than 10,000 parts" in reason(read(out.getvalue()))


def test_parts_that_share_their_bytes_are_refused() -> None:
    data = bytearray(with_entry("word/media/a.bin", b"b" * 5_000, ZIP_STORED))
    with ZipFile(BytesIO(bytes(data))) as archive:
        first = archive.infolist()[0].header_offset
    place = data.rindex(b"PK\x01\x02")
    data[place + 42 : place + 46] = struct.pack("<I", first)
    assert reason(read(bytes(data))) == "two of its parts share their bytes"


@pytest.mark.parametrize(
    "name", ("../a.xml", "/etc/a.xml", "word/../../a.xml", "C:/a.xml", "word//a.xml", "word/./a.xml")
)
def test_a_part_with_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert reason(read(with_entry(name))) == "a part of it has a name that leads elsewhere"


def test_backslashes_lead_elsewhere_too() -> None:
    data = with_entry("word/..x..x/a.xml").replace(b"word/..x..x/a.xml", b"word\\..\\..\\a.xml/"[:17])
    assert reason(read(data)) == "a part of it has a name that leads elsewhere"


@pytest.mark.parametrize("name", ("word/document.xml", "WORD/Document.xml"))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_with_one_name_are_refused(name: str) -> None:
    assert reason(read(with_entry(name, b"<x/>"))) == "two of its parts have one name"


def test_a_link_is_refused() -> None:
    assert reason(read(with_entry("word/a.xml", b"/etc/passwd", ZIP_STORED, 0o120777))) == "a part of it is a link"


def test_unusual_packing_is_refused() -> None:
    assert reason(read(with_entry("word/a.bin", b"a", ZIP_LZMA))) == "a part of it is packed in an unusual way"


@pytest.mark.parametrize("format", OFFICE)
def test_what_is_locked_or_old_is_told_apart(format: str) -> None:
    reading = read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, format)
    assert reading.refused == "GT712" and "password" in dict(reading.facts)["what"]


def test_an_entry_that_is_locked_is_told() -> None:
    data = bytearray(CLEAN["docx"])
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert read(bytes(data)).refused == "GT712"


@pytest.mark.parametrize("format", OFFICE)
def test_macros_are_refused_under_whatever_name(format: str) -> None:
    data = repacked(CLEAN[format], lambda _, part: part, {f"{MAIN[format].partition('/')[0]}/vbaProject.bin": b"macro"})
    reading = read(data, format)
    assert reading.refused == "GT712" and dict(reading.facts)["what"] == "holds macros"


@pytest.mark.parametrize("format", OFFICE)
@pytest.mark.parametrize("share", (0, 20, 0.5, 0.99))
def test_what_is_cut_off_is_refused(format: str, share: float) -> None:
    whole = CLEAN[format]
    cut = whole[: int(share)] if share > 1 else whole[: int(len(whole) * share)]
    assert reason(read(cut, format))


@pytest.mark.parametrize("format", OFFICE)
@pytest.mark.parametrize("data", (b"no archive", b"%PDF-1.7\n", b"PK\x05\x06" + b"\0" * 18))
def test_what_is_no_office_file_is_refused(format: str, data: bytes) -> None:
    assert reason(read(data, format))


@pytest.mark.parametrize(("format", "other"), (("pptx", "docx"), ("docx", "xlsx"), ("xlsx", "pptx")))
def test_one_format_under_the_name_of_another_is_refused(format: str, other: str) -> None:
    assert reason(read(CLEAN[other], format)).startswith(f"it is no .{format}, or a damaged one (")


def test_nesting_without_end_is_refused() -> None:
    deep = b"<w:sdt><w:sdtContent>" * 2_500
    data = replaced(
        CLEAN["docx"], "word/document.xml", b"<w:body>", b"<w:body>" + deep + b"</w:sdtContent></w:sdt>" * 2_500
    )
    assert reason(read(data)) == "its elements are nested more than 200 deep"


@pytest.mark.parametrize(
    ("raised", "told", "lasting"),
    (
        (MemoryError(), "it takes more memory than a document may", True),
        (RecursionError(), "it is no .txt, or a damaged one (RecursionError)", False),
    ),
)
def test_whatever_a_library_stumbles_over_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, raised: BaseException, told: str, lasting: bool
) -> None:
    def stumble(_: bytes) -> Iterator[DocumentPart]:
        raise raised

    monkeypatch.setattr(plain, "read_text", stumble)
    assert reason(read(b"Red.", "txt")) == told
    assert read(b"Red.", "txt").lasting == lasting


def test_a_pointer_is_told_as_one() -> None:
    assert read(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n").refused == "GT701"


@pytest.mark.parametrize(
    "data", (b"", b"%PDF-1.7\n", pdf.CLEAN[:300], b"no pdf at all", pdf.CLEAN.replace(b"/Pages 2", b"/Pages 9"))
)
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert reason(read(data, "pdf"))


def test_a_pdf_with_a_password_is_told_as_locked() -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf.CLEAN))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    reading = read(out.getvalue(), "pdf")
    assert reading.refused == "GT712" and dict(reading.facts)["what"] == "is locked with a password"


@pytest.mark.parametrize("data", (b"caf\xe9\n", b"\xff\xfea\0"))
def test_text_in_another_encoding_is_refused(data: bytes) -> None:
    assert reason(read(data, "txt")) == reason(read(data, "csv")) == "it is not written in UTF-8"
