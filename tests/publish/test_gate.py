"""One gate: nothing but `edition.cut` says what may be shown, and publishers take nothing but an edition."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import get_type_hints

import pytest

import goldenthread
from goldenthread.model.archive import Archive
from goldenthread.model.edition import Edition
from goldenthread.publish import Site, publish
from goldenthread.publish.views.book import Book

PACKAGE = Path(goldenthread.__file__).parent


def makers(name: str, sources: dict[str, str]) -> set[str]:
    """The modules that call a class by its name, or make one by `replace` of a value so named."""
    found = set()
    for module, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called == name:
                    found.add(module)
            if isinstance(node, ast.ImportFrom) and any(one.name == name and one.asname for one in node.names):
                found.add(module)
    return found


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}


def test_only_the_cut_says_what_is_shown(sources: dict[str, str]) -> None:
    assert makers("Shown", sources) == {"edition/cut.py"}


def test_only_compile_makes_an_edition(sources: dict[str, str]) -> None:
    assert makers("Edition", sources) == {"compile/__init__.py"}


@pytest.mark.parametrize("text", ["Shown(archive, 'public')", "edition.Shown(a)", "from m import Shown as Other"])
def test_the_scan_sees_a_maker(text: str) -> None:
    assert makers("Shown", {"views.py": text}) == {"views.py"}


def test_publishing_takes_an_edition() -> None:
    hints = get_type_hints(publish)
    assert hints.pop("edition") is Edition
    assert Archive not in hints.values()
    assert get_type_hints(Book)["edition"] is Edition


def test_a_site_is_made_of_nothing_but_an_edition() -> None:
    fields = list(inspect.signature(Site).parameters)
    assert fields == ["book", "load", "layout", "cache", "progress"]
    assert set(inspect.signature(Book).parameters) == {"edition", "words"}


def test_publishers_neither_read_nor_compile(sources: dict[str, str]) -> None:
    forbidden = ("goldenthread.read", "goldenthread.compile", "goldenthread.edition", "goldenthread.link")
    found = {
        f"{module}: {name}"
        for module, text in sources.items()
        if module.startswith("publish/")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if name.startswith(forbidden)
    }
    assert found == set()
