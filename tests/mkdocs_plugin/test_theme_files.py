"""The files of a theme in a preview are those of a build, listed in less time."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from goldenthread.mkdocs_plugin.theme_files import list_less
from tests.archives import write

HIDDEN = ".icons/material/account.svg"


def files_of(config: MkDocsConfig) -> list[tuple[str, str | None]]:
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return sorted((file.src_uri, file.abs_src_path) for file in files)


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_a_preview_has_the_files_of_the_theme_that_a_build_has(tmp_path: Path, theme: str) -> None:
    own = {"own/a/.b/hidden.txt": "", "own/.hidden/c.txt": "", "own/a/d.txt": "", "own/a/.e.txt": "", "docs/x.md": ""}
    text = f"site_name: Ours\nplugins: []\ntheme: {{name: {theme}, custom_dir: own}}\n"
    write(tmp_path, {"mkdocs.yml": text, **own})
    config = load_config(str(tmp_path / "mkdocs.yml"))
    whole = files_of(config)
    list_less(config.theme)
    assert files_of(config) == whole
    assert {uri for uri, path in whole if path and Path(path).is_relative_to(tmp_path)} == {"a/d.txt"}


def test_what_is_hidden_is_not_listed_and_can_be_loaded(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: Ours\nplugins: []\ntheme: {name: material}\n", "docs/x.md": ""})
    config = load_config(str(tmp_path / "mkdocs.yml"))
    assert HIDDEN in config.theme.get_env().list_templates()
    list_less(config.theme)
    env = config.theme.get_env()
    assert HIDDEN not in env.list_templates()
    assert env.get_template(HIDDEN).render().startswith("<svg")
