"""The pages followed once for all tests: each group of pages in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.followed import Typed, clone, follow
from tests.docs.pages import TOGETHER, read


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[Typed]], dict[str, Path]]:
    """By page, the commands that were typed, and the folder they were typed in."""
    typed: dict[str, list[Typed]] = {}
    folders: dict[str, Path] = {}
    for group in TOGETHER:
        folder = clone(tmp_path_factory.mktemp("followed"))
        for page in group:
            typed[page], folders[page] = follow(read(page), folder), folder
    return typed, folders


@pytest.fixture(scope="session")
def typed(walked: tuple[dict[str, list[Typed]], dict[str, Path]]) -> dict[str, list[Typed]]:
    """By page, the commands that were typed."""
    return walked[0]


@pytest.fixture(scope="session")
def ferries(walked: tuple[dict[str, list[Typed]], dict[str, Path]]) -> Path:
    """The folder with the archive that the handbook builds up, as it is after the last page."""
    return walked[1]["running.md"]
