"""A project as a newcomer to MkDocs has it, and MkDocs itself as a child process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archives import CONFIG, HOUSING, write
from tests.seeded import copied

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """`mkdocs.yml`, one hand-written page, and a small archive."""
    write(tmp_path / "records", HOUSING)
    return write(tmp_path, {"mkdocs.yml": CONFIG, "docs/notes.md": "# Notes\n\nHand-written.\n"})


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample: its records, pages and configuration."""
    return copied(tmp_path / "sample", "docs", "mkdocs.yml")


@pytest.fixture
def mkdocs() -> Run:
    """`mkdocs(project, "build", "--strict")` runs MkDocs in a folder; `command="properdocs"` another."""

    def run(
        cwd: Path, *arguments: str | Path, command: str = "mkdocs", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [Path(sys.executable).with_name(command), *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return run
