"""Templates are compiled once, and anew where anything has changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from goldenthread.publish.compiled import Compiled

Compiling = Callable[[Environment], list[str]]


def environment(source: str, **options: bool) -> Environment:
    made = Environment(loader=DictLoader({"a.html": source}), **options)  # type: ignore[arg-type]
    made.bytecode_cache = Compiled(made)
    return made


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that were compiled."""
    names: list[str] = []
    ours = Environment.compile

    def compile(self: Environment, source: str, name: str | None = None, *given: object) -> object:
        names.append(name or "")
        return ours(self, source, name, *given)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compile)
    return names


def test_a_template_is_compiled_once(compiled: list[str]) -> None:
    for _ in range(2):
        assert environment("Once {{ 1 }}").get_template("a.html").render() == "Once 1"
    assert compiled == ["a.html"]


def test_what_has_changed_is_compiled_anew(compiled: list[str]) -> None:
    assert environment("First {{ '<' }}").get_template("a.html").render() == "First <"
    assert environment("Second {{ '<' }}").get_template("a.html").render() == "Second <"
    assert environment("Second {{ '<' }}", autoescape=True).get_template("a.html").render() == "Second &lt;"
    assert len(compiled) == 3


@pytest.mark.parametrize(("option", "kept"), [("", True), ("-B", False)])
def test_they_are_kept_where_python_keeps_its_own_and_only_if_it_does(
    tmp_path: Path, option: str, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))
    code = "from goldenthread.publish.environment import environment; from goldenthread.publish.words import words_of; "
    code += "environment(words_of('en')).get_template('thing.html')"
    subprocess.run([sys.executable, *([option] if option else []), "-c", code], check=True, timeout=60)
    assert bool(list(tmp_path.rglob("templates-*/*"))) is kept
