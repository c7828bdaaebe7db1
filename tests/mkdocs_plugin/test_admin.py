"""Forms at /admin/: in the internal edition, where they are switched on, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from goldenthread.cache import Cache
from goldenthread.mkdocs_plugin import admin
from goldenthread.mkdocs_plugin.building import Wanted, configured, run
from goldenthread.mkdocs_plugin.config import Admin
from goldenthread.mkdocs_plugin.inputs import Inputs, inputs_of
from tests.archives import CONFIG
from tests.forms import RIVER, files

HOST = {"backend": "github", "repo": "river/records"}


def wanted(project: Path, edition: str, repo: str = "river/records") -> tuple[MkDocsConfig, Wanted]:
    """The small project with the forms switched on: its configuration, and what is asked for."""
    config = project / "mkdocs.yml"
    own = f"{{goldenthread: {{admin: {{backend: github, repo: {repo}}}}}}}"
    config.write_text(CONFIG.replace("[goldenthread]", f"[{own}]"), "utf-8")
    asked = Wanted(None, edition, config, None, strict=False)
    return configured(asked), asked


def made(project: Path, edition: str) -> Path:
    """The small project, built with the forms switched on."""
    settings, _ = wanted(project, edition)
    settings.site_dir = str(project / edition)
    run(settings)
    return project / edition


def test_the_internal_edition_has_them_and_the_public_one_never(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin, "_package", lambda _: {admin.SCRIPT: b"// planted"})
    internal, public = made(project, "internal"), made(project, "public")
    assert {"index.html", "config.json", admin.SCRIPT} <= {file.name for file in (internal / "admin").iterdir()}
    assert not (public / "admin").exists()
    assert '"folder": "records/meetings"' in (internal / "admin" / "config.json").read_text("utf-8")
    strict, loose = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self';", "unsafe-inline"
    assert strict in (internal / "index.html").read_text("utf-8")
    assert loose in (internal / "admin" / "index.html").read_text("utf-8")
    assert loose not in (internal / "index.html").read_text("utf-8")
    assert "Content-Security-Policy: frame-ancestors 'self'\n" in (internal / "_headers").read_text("utf-8")
    assert strict in (public / "_headers").read_text("utf-8")


def digest(settings: MkDocsConfig, asked: Wanted) -> str:
    """What names all that a site is made from."""
    found = inputs_of(settings, asked)
    assert isinstance(found, Inputs)
    return found.digest


def test_where_the_forms_write_counts_among_what_a_site_is_made_from(project: Path) -> None:
    inner = project / "inner"
    inner.mkdir()
    for name in ("records", "docs"):
        (project / name).rename(inner / name)
    first = digest(*wanted(inner, "internal"))
    assert first == digest(*wanted(inner, "internal"))
    assert first != digest(*wanted(inner, "internal", "river/minutes"))
    public = digest(*wanted(inner, "public"))
    (project / ".git").mkdir()  # the repository begins above, and its folder of records has another path
    assert first != digest(*wanted(inner, "internal"))
    assert public == digest(*wanted(inner, "public"))


def test_records_that_are_in_no_repository_are_refused(project: Path) -> None:
    settings, _ = wanted(project, "internal")
    with pytest.raises(PluginError, match="are not in the repository"):
        admin.repository_of(settings.plugins["goldenthread"].config, str(project / "mkdocs.yml"), project.parent)


def test_without_npm_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PluginError, match=r"npm is not installed .*apt install npm.* or take 'admin' out"):
        admin.admin_files(RIVER, "", Cache(tmp_path / "cache"))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("printf 'npm error code E\\nnpm error no network\\nnpm error A log\\n' >&2; exit 1", "npm said: no network"),
        ("touch a.tgz", "not what our lock"),
    ],
)
def test_a_fetch_that_fails_and_another_package_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    npm = tmp_path / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(PluginError, match=said):
        admin.admin_files(RIVER, "", Cache(tmp_path / "cache"))
    assert not (tmp_path / "cache").exists()


def test_all_that_is_taken_is_in_the_package_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    first = files()
    monkeypatch.setattr(admin, "fetched", lambda *_: pytest.fail("it was fetched again"))
    assert files() == first
    assert {f"{admin.FOLDER}{name}" for name in admin.TAKEN} <= set(first)
    script = first[f"{admin.FOLDER}{admin.SCRIPT}"]
    assert [
        one for one in (b"cdn.jsdelivr.net", b"unpkg.com/@sveltia/cms", b"/api/v2/status.json") if one in script
    ] == []
    assert b"sveltia-cms/status.json" in script


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("yes", "type keys"),
        ({"repo": "a/b"}, "'backend' is missing"),
        ({**HOST, "backend": "svn"}, "backend: 'svn' is not one of github, gitlab, gitea"),
        ({**HOST, "repo": "records"}, "repo: 'records' is not"),
        ({**HOST, "brnach": "main"}, "'brnach' is none of its keys"),
        ({**HOST, "api": "https://a.example; script-src *"}, "api: .* is not an address"),
        ({**HOST, "api": "http://a.example"}, "api: .* is not an address"),
    ],
)
def test_a_slip_in_the_option_is_named(given: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Admin().run_validation(given)
