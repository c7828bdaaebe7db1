"""Records with a chart and its photo, as an editor has them: comments, a byte order mark, the line ends of Windows."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from goldenthread.preview import Desk
from tests.written import CHART, HEAD, MEETING, write

CANARY = b"taken at the hidden lake"
RECORD = (
    "\ufeff---\r\n"
    "# typed by the clerk\r\n"
    "title:   Staffing\r\n"
    "photos: [staffing.jpg]\r\n"
    "alt: A sheet with three lines.\r\n"
    "---\r\n"
    "## HOUSING {#housing}\r\n"
    "\r\n"
    "-   Posts  stand empty\r\n"
    '- Costed list {label=action   box="0.1 0.2 0.3 0.4"}\r\n'
    "*  last word  \r\n"
)


def picture(comment: bytes = CANARY) -> bytes:
    """A photo that its camera put sideways, and to which it added where it was taken."""
    turned = Image.Exif()
    turned[0x0112] = 6
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG", exif=turned, comment=comment)
    return out.getvalue()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the records of all tests: a photo of the same bytes at the same place is looked at once."""
    return tmp_path_factory.mktemp("preview") / "records"


@pytest.fixture
def records(folder: Path) -> Path:
    """The records, written afresh."""
    shutil.rmtree(folder, ignore_errors=True)
    photo = "meetings/review/photos/staffing.jpg"
    write(folder, {MEETING: f"{HEAD}---\nMinutes.\n", CHART: RECORD, photo: picture()})
    return folder


@pytest.fixture
def desk(records: Path) -> Desk:
    """The chart, opened."""
    return Desk(records, CHART)
