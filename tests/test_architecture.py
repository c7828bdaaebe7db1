"""The tree in docs/architecture.md is that of the package, and the layers are those of the contract."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"


def load_script() -> ModuleType:
    loader = SourceFileLoader("scripts_tree", str(ROOT / "scripts" / "tree"))
    spec = importlib.util.spec_from_loader("scripts_tree", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def script() -> ModuleType:
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return load_script()
    finally:
        sys.dont_write_bytecode = before


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "goldenthread"
    shutil.copytree(ROOT / "plugins" / "goldenthread", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_tree_on_the_page_is_true(script: ModuleType) -> None:
    page = PAGE.read_text("utf-8")
    assert script.replaced(page, "tree", script.tree(script.PACKAGE)) == page, "run scripts/tree --write"


def test_the_layers_on_the_page_are_those_of_the_contract(script: ModuleType) -> None:
    page, contracts = PAGE.read_text("utf-8"), script.CONTRACTS.read_text("utf-8")
    found = script.layers(contracts, script.PACKAGE)
    assert script.replaced(page, "layers", found) == page, "run scripts/tree --write"
    other = script.layers(contracts.replace('"(cli)"', '"(link) | (nothing)", "(cli)"'), script.PACKAGE)
    assert other == f"link\n{found}"


def test_a_new_module_makes_the_page_stale(script: ModuleType, package: Path) -> None:
    before = script.replaced("<!-- tree --><!-- /tree -->", "tree", script.tree(package))
    (package / "ledger" / "planted.py").write_text('"""A planted module. It does nothing."""\n')
    after = script.replaced(before, "tree", script.tree(package))
    assert after != before
    assert "planted.py" in after
    assert " A planted module\n" in after


def test_a_module_without_a_docstring_is_refused(script: ModuleType, package: Path) -> None:
    (package / "ledger" / "planted.py").write_text("import os\n")
    with pytest.raises(ValueError, match=r"planted\.py has no docstring"):
        script.tree(package)


@pytest.mark.parametrize("page", ["No markers.", "<!-- tree -->", "<!-- /tree --> <!-- tree -->"])
def test_a_page_without_markers_is_refused(script: ModuleType, page: str) -> None:
    with pytest.raises(ValueError, match="the page has no line"):
        script.replaced(page, "tree", "a")


def test_every_module_of_the_package_is_in_the_tree(script: ModuleType) -> None:
    lines = script.tree(script.PACKAGE).splitlines()
    assert len(lines) == sum("__pycache__" not in path.parts for path in script.PACKAGE.rglob("*.py"))
