"""A small generated archive, written for all sides, and our records of it compiled."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.model.archive import Archive
from scripts.benching.generate import generate
from scripts.benching.peers import write_eleventy, write_hugo, write_mkdocs
from scripts.benching.records import write_records

MEETINGS = 10


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    archive = generate(MEETINGS)
    write_records(archive, folder / "records")
    write_mkdocs(archive, folder / "mkdocs")
    write_hugo(archive, folder / "hugo")
    write_eleventy(archive, folder / "eleventy")
    return folder


@pytest.fixture(scope="session")
def compiled(folder: Path) -> Archive:
    archive, problems = compile_archive(folder / "records")
    assert [found.line() for found in problems] == []
    return archive
