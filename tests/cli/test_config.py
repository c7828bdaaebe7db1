"""`goldenthread build --config`: a site's own mkdocs.yml, right and wrong."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archives import CONFIG, HOUSING, WARNED, errors_in, write

Run = Callable[..., subprocess.CompletedProcess[str]]

DOCS = {"docs/notes.md": "# Notes\n\nSee [the actions](actions/index.md).\n"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site_name: Ours\n", "mkdocs.yml has no plugin goldenthread. Add '- goldenthread' under 'plugins:'."),
        ("plugins: [goldenthread]\n", "Config value 'site_name': Required configuration not provided."),
        ("site_name: Ours\nplugins: [goldenthraed]\n", 'The "goldenthraed" plugin is not installed'),
        ("site_name: [\n", "MkDocs encountered an error parsing the configuration file"),
        ("- a list\n", "The configuration is invalid"),
        ("", "Config value 'site_name'"),
        (f"{CONFIG}docs_dir: nowhere\n", "Config value 'docs_dir'"),
        (f"{CONFIG}theme: nosuch\n", "Unrecognised theme name: 'nosuch'"),
        (
            CONFIG.replace("[goldenthread]", "[{goldenthread: {as_of: yesterday}}]"),
            "'as_of': 'yesterday' is not a day; type year-month-day, such as 2026-03-31",
        ),
        (CONFIG.replace("[goldenthread]", "[{goldenthread: {edition: secret}}]"), "'edition': Expected one of"),
        (
            CONFIG.replace("[goldenthread]", "[{goldenthread: {strict: maybe}}]"),
            "'strict': Expected type: <class 'bool'>",
        ),
        (
            CONFIG.replace("[goldenthread]", "[{goldenthread: {templates_dir: gone}}]"),
            "gone' isn't an existing directory",
        ),
    ],
)
def test_a_wrong_configuration_is_said(records: Path, tmp_path: Path, goldenthread: Run, text: str, said: str) -> None:
    write(tmp_path, {**DOCS, "mkdocs.yml": text})
    done = goldenthread("build", "--config", "mkdocs.yml")
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Nothing was published; site is as it was." in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_configuration_that_is_not_there_ends_with_2(records: Path, goldenthread: Run) -> None:
    done = goldenthread("build", "--config", "mkdoc.yml")
    assert done.returncode == 2
    assert "File 'mkdoc.yml' does not exist" in done.stderr


@pytest.mark.parametrize("site", ["docs", "docs/site"])
def test_a_site_among_the_hand_written_pages_is_refused(
    records: Path, tmp_path: Path, goldenthread: Run, site: str
) -> None:
    write(tmp_path, {**DOCS, "mkdocs.yml": CONFIG})
    done = goldenthread("build", "--config", "mkdocs.yml", "--site", site)
    assert done.returncode == 2
    assert "name a folder of its own" in done.stderr
    assert (tmp_path / "docs" / "notes.md").is_file()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_another_theme_builds(records: Path, tmp_path: Path, goldenthread: Run, theme: str) -> None:
    write(tmp_path, {**DOCS, "mkdocs.yml": f"site_name: Ours\nplugins: [search, goldenthread]\ntheme: {theme}\n"})
    done = goldenthread("build", "--config", "mkdocs.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Survey the staff housing" in (tmp_path / "site" / "actions" / "survey" / "index.html").read_text()


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_a_site_for_folders_names_its_pages_in_links(
    records: Path, tmp_path: Path, goldenthread: Run, theme: str
) -> None:
    config = f"site_name: Ours\nplugins: [goldenthread]\ntheme: {theme}\nuse_directory_urls: false\n"
    write(tmp_path, {**DOCS, "mkdocs.yml": config})
    done = goldenthread("build", "--config", "mkdocs.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        'href="../../actions/survey/index.html"'
        in (tmp_path / "site" / "meetings" / "2025-01-10-review" / "index.html").read_text()
    )
    assert errors_in(tmp_path / "site") == []


def test_a_site_under_a_path_is_verified_there(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path, {**DOCS, "mkdocs.yml": f"{CONFIG}site_url: https://council.example/archive/\n"})
    done = goldenthread("build", "--config", "mkdocs.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'href="/archive/' in (tmp_path / "site" / "404.html").read_text()


def test_the_records_are_those_that_the_configuration_names(tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path / "project" / "minutes", HOUSING)
    config = CONFIG.replace("[goldenthread]", "[{goldenthread: {records_dir: minutes}}]")
    write(tmp_path / "project", {**DOCS, "mkdocs.yml": config})
    done = goldenthread("build", "--config", "project/mkdocs.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    write(tmp_path / "project" / "minutes", WARNED)
    done = goldenthread("build", "--config", "project/mkdocs.yml")
    assert done.stdout.startswith("project/minutes/meetings/2025-01-10-review/flip-charts/ideas.md:2:1: warning")


def test_records_on_the_command_line_win_over_the_configuration(tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path / "others", HOUSING)
    write(tmp_path / "project", {**DOCS, "mkdocs.yml": CONFIG})
    assert goldenthread("build", "--config", "project/mkdocs.yml", "--records", "others").returncode == 0


@pytest.mark.parametrize(("typed", "internal"), [((), True), (("--edition", "public"), False)])
def test_the_edition_of_the_configuration_holds_unless_one_is_typed(
    tmp_path: Path, goldenthread: Run, typed: tuple[str, ...], internal: bool
) -> None:
    """The edition is said at the end, so that nobody publishes the other one without noticing."""
    write(tmp_path / "records", {**HOUSING, "meetings/2025-01-11-closed/meeting.md": CLOSED})
    config = CONFIG.replace("[goldenthread]", "[{goldenthread: {edition: internal}}]")
    write(tmp_path, {**DOCS, "mkdocs.yml": config})
    done = goldenthread("build", "--config", "mkdocs.yml", *typed)
    assert done.stderr.startswith(f"Built the {'internal' if internal else 'public'} edition")
    assert (tmp_path / "site" / "meetings" / "2025-01-11-closed").exists() is internal


def test_a_plugin_strict_in_the_configuration_stops_at_a_warning(tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path / "records", {**HOUSING, **WARNED})
    write(tmp_path, {**DOCS, "mkdocs.yml": CONFIG.replace("[goldenthread]", "[{goldenthread: {strict: yes}}]")})
    done = goldenthread("build", "--config", "mkdocs.yml")
    assert done.returncode == 1
    assert done.stdout.count("warning GT604") == 1
    assert "Nothing was published; site is as it was." in done.stderr


CLOSED = "---\ntitle: Closed\ndate: 2025-01-11\naudience: internal\n---\nWords.\n"
