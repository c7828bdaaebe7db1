"""Fixtures of all tests: a folder of records, written and compiled."""

from collections.abc import Iterator, Mapping
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


@pytest.fixture(autouse=True, scope="session")
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Copies of photos are kept where nobody else's are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOLDENTHREAD_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
