"""Small built sites, each made in its test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Build = Callable[[dict[str, str]], Path]


@pytest.fixture
def site(tmp_path: Path) -> Build:
    """`site({"index.html": "<h1>Home</h1>"})` writes the pages of a site and says where it is."""

    def build(pages: dict[str, str]) -> Path:
        folder = tmp_path / "site"
        folder.mkdir()
        for name, html in pages.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, encoding="utf-8")
        return folder

    return build
