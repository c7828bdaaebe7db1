"""What is generated is true: the list of problems, and the template for translators."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("script", "file"),
    [("problems", "docs/problems.md"), ("words", "plugins/goldenthread/locale/goldenthread.pot")],
)
def test_a_generated_file_is_what_its_script_prints(script: str, file: str) -> None:
    printed = subprocess.run([sys.executable, ROOT / "scripts" / script], capture_output=True, check=True).stdout
    assert printed == (ROOT / file).read_bytes(), f"run scripts/{script} --write"


def test_every_code_of_the_catalogue_is_on_the_page_of_problems() -> None:
    from goldenthread.problem.catalogue import CATALOGUE

    page = (ROOT / "docs" / "problems.md").read_text("utf-8")
    assert [code for code in CATALOGUE if f"### {code} " not in page] == []
