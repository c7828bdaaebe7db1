"""The data of the sample archive, and of one with a hostile word in every field, as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.edition import Edition
from goldenthread.publish.addresses import DATA
from goldenthread.publish.data import Data
from goldenthread.publish.outlets import Outlet
from goldenthread.publish.views.book import Book
from tests.publish.test_hostile import records
from tests.written import write

RECORDS = Path(__file__).parents[3] / "records"
PAYLOAD = "=HYPERLINK(1)</script>'; DROP TABLE things;--"


@dataclass(frozen=True)
class Made:
    """The data of an edition, and the folder with its files."""

    data: Data
    folder: Path


def made_of(records: Path, folder: Path) -> Made:
    """The data of the public edition of these records."""
    archive, problems = compile_archive(records)
    assert [found.line() for found in problems if found.level == "error"] == []
    edition: Edition = edition_of(archive)
    data = Data(Book.of(edition), Outlet(DATA, "https://archive.example/"), folder=folder)
    assert {path.parent for path in data.files.values()} == {folder}
    return Made(data, folder)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The data of the sample archive."""
    return made_of(RECORDS, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The data of an archive in which every field that takes words holds the payload."""
    folder = tmp_path_factory.mktemp("hostile")
    write(folder / "records", records(PAYLOAD))
    (folder / "data").mkdir()
    return made_of(folder / "records", folder / "data")
