"""Templates are compiled once, and anew where anything has changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.theme import Theme

from goldenthread.publish.compiled import Compiled, compiled_for

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
    source = f"Once {uuid4()}"
    for _ in range(2):
        assert environment(source).get_template("a.html").render() == source
    assert compiled == ["a.html"]


def test_what_has_changed_is_compiled_anew(compiled: list[str]) -> None:
    end = str(uuid4())  # or it is known from an earlier run
    for source, escaping, made in (
        ("First {{ a }} ", False, "First < "),
        ("Second {{ a }} ", False, "Second < "),
        ("Second {{ a }} ", True, "Second &lt; "),
    ):
        template = environment(source + end, autoescape=escaping).get_template("a.html")
        assert template.render(a="<") == made + end
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


def test_where_others_have_filters_nothing_is_kept(compiled: list[str]) -> None:
    source = f"{{{{ 'word' | shout }}}} {uuid4()}"
    for ending in "!?":
        made = Environment(loader=DictLoader({"a.html": source}))
        assert compiled_for(made)
        made.filters["shout"] = lambda words, ending=ending: f"{words}{ending}"
        made.bytecode_cache = compiled_for(made)
        assert made.get_template("a.html").render().startswith(f"word{ending}")
    assert compiled == ["a.html", "a.html"]


def test_the_filters_of_the_theme_are_known() -> None:
    theme = Theme(name="material")
    assert compiled_for(theme.get_env())
