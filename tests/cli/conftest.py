"""A small archive, and the command run on it as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archives import HOUSING, write
from tests.quiet import quiet

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A small archive without errors, in `records`."""
    return write(tmp_path / "records", HOUSING)


@pytest.fixture
def goldenthread(tmp_path: Path) -> Run:
    """`goldenthread("check", "--records", "r")` runs the command in the test's folder, as a child process."""

    def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "goldenthread", *map(str, arguments)],
            cwd=cwd or tmp_path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
        done.stderr = quiet(done.stderr)
        return done

    return run
