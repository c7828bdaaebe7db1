"""The public site of records written in the test, of which nothing at all was told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from goldenthread.compile import edition_of, loader
from goldenthread.publish import Site, publish
from tests.written import compiled, write

Make = Callable[[Mapping[str, str | bytes]], Site]


@pytest.fixture
def made(root: Path) -> Make:
    def published(files: Mapping[str, str | bytes]) -> Site:
        write(root, files)
        result = compiled(root)
        assert result.told == []
        return publish(edition_of(result.archive), loader(root))

    return published
