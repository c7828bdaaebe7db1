"""Fixtures of all tests: a folder of records, written and compiled."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.written import Compile, Compiled, compiled, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty folder for records, in one that holds nothing else."""
    folder = tmp_path / "records"
    folder.mkdir()
    return folder


@pytest.fixture
def archive(root: Path) -> Compile:
    """Writes files into a folder of records, beside another valid meeting, and compiles it."""

    def made(files: Mapping[str, str | bytes]) -> Compiled:
        write(root, files)
        return compiled(root)

    return made
