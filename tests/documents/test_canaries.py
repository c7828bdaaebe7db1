"""F1: nothing that a document hides is in its text, and each hidden thing is told of whoever would publish the file."""

from __future__ import annotations

from io import BytesIO
from typing import cast
from zipfile import ZipFile

import pytest

from goldenthread.documents.formats import read_document
from goldenthread.model.document import DocumentText, Format
from tests.documents import pdf
from tests.documents.office import CANARY, CLEAN, HIDING, NOT_SHOWN

EVERY = (*HIDING, *pdf.HIDING)
NAMES = [f"{format}: {what}" for format, what, _, _ in EVERY]


def words(text: DocumentText) -> str:
    return "\n".join(word for part in text.parts for word in part.words())


@pytest.mark.parametrize(("format", "what", "sort", "data"), EVERY, ids=NAMES)
def test_what_is_hidden_is_not_in_the_text_and_is_told(format: str, what: str, sort: str, data: bytes) -> None:
    reading = read_document(cast(Format, format), data)
    assert not reading.refused
    assert "umbrella" in words(reading.text)
    assert CANARY not in repr(reading.text)
    assert reading.hidden == (sort,)


@pytest.mark.parametrize(("format", "what", "sort", "data"), EVERY, ids=NAMES)
def test_each_canary_is_in_its_file(format: str, what: str, sort: str, data: bytes) -> None:
    """The control: a file without anything hidden would pass the test above as well."""
    if what in ("a cropped picture", "the workbook of a chart"):
        return
    if format == "pdf":
        assert CANARY.encode() in pdf.unpacked(data)
        return
    with ZipFile(BytesIO(data)) as archive:
        assert any(CANARY.encode() in archive.read(name) or CANARY in name for name in archive.namelist())


@pytest.mark.parametrize(("format", "data"), (*CLEAN.items(), ("pdf", pdf.CLEAN)))
def test_nothing_is_told_of_a_file_that_hides_nothing(format: str, data: bytes) -> None:
    reading = read_document(cast(Format, format), data)
    assert "umbrella" in words(reading.text)
    assert reading.hidden == ()


@pytest.mark.parametrize(("format", "what", "data"), NOT_SHOWN, ids=[what for _, what, _ in NOT_SHOWN])
def test_what_is_there_for_its_looks_is_no_part_of_the_text(format: str, what: str, data: bytes) -> None:
    text = words(read_document(cast(Format, format), data).text)
    assert text == "What helped\nThe umbrella"
