"""The layers hold, and the check of them turns red when one is broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the package in a folder by the contracts of its pyproject.toml."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that a test may spoil."""
    shutil.copytree(
        ROOT / "plugins" / "goldenthread",
        tmp_path / "plugins" / "goldenthread",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_layers_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout
    assert " 0 broken." in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("ledger/fold.py", "import mkdocs", "Only mkdocs_plugin knows MkDocs"),
        ("publish/site.py", "from mkdocs.config import base", "Only mkdocs_plugin knows MkDocs"),
        ("link/names.py", "import yaml", "Only read and write know YAML"),
        ("cli/report.py", "import jinja2", "Only publish, reports and mkdocs_plugin know Jinja"),
        ("ledger/fold.py", "import goldenthread.link", "siblings never each other"),
        ("release/__init__.py", "import goldenthread.verify", "siblings never each other"),
        ("model/entry.py", "import goldenthread.read", "An upper layer may import lower ones"),
        ("problem/__init__.py", "import goldenthread.model", "An upper layer may import lower ones"),
    ],
)
def test_a_forbidden_import_is_found(copy: Path, module: str, line: str, contract: str) -> None:
    path = copy / "plugins" / "goldenthread" / module
    path.write_text(f"{path.read_text()}\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    broken = [one for one in done.stdout.splitlines() if " BROKEN" in one]
    assert len(broken) == 1
    assert contract in broken[0]


def test_a_module_in_no_layer_is_found(copy: Path) -> None:
    (copy / "plugins" / "goldenthread" / "helpers.py").write_text('"""Anything."""\n')
    assert lint(copy).returncode == 1
