"""The sample as it is published: the same bytes wherever it is built, and none of what is internal."""

from __future__ import annotations

import dataclasses
import html
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.archive import Archive
from goldenthread.model.fields import Prose
from goldenthread.release import MANIFEST
from tests.archives import HOUSING, write
from tests.seeded import copied

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]

Run = Callable[..., subprocess.CompletedProcess[str]]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def unfolded(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files, calendars as they are read: lines joined, and no comma escaped."""

    def read(data: bytes) -> bytes:
        return re.sub(rb"\\\\([,;\\\\])", rb"\\1", data.replace(b"\r\n ", b""))

    return {name: read(data) if name.endswith(".ics") else data for name, data in files.items()}


def words(value: Any) -> Iterator[str]:
    """Every text in a value of the model; prose by its sentences."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Prose):
        yield from (sentence.strip() for line in value.text.splitlines() for sentence in line.split(". "))
    elif isinstance(value, tuple):
        for one in value:
            yield from words(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in ("at", "audience", "breaks"):
                yield from words(getattr(value, field.name))


def said_in(archive: Archive) -> set[str]:
    parts = (archive.people, archive.groups, archive.themes, archive.series, archive.meetings, archive.updates)
    return {word for word in words(parts) if len(word) > 3}


@pytest.fixture(scope="module")
def secrets() -> set[str]:
    """What the internal edition of the sample says, and the public one nowhere."""
    archive, _ = compile_archive(ROOT / "records")
    public = said_in(edition_of(archive, "public").archive)
    everything = "\n".join(public)
    return {word for word in said_in(edition_of(archive, "internal").archive) - public if word not in everything}


@pytest.mark.parametrize("config", [["--config", "mkdocs.yml"], []], ids=["own pages", "records alone"])
def test_the_public_site_holds_nothing_internal(
    sample: Path, mkdocs: Run, secrets: set[str], config: list[str]
) -> None:
    known = {"Winifred Abara", "winifred-abara", "Leonard Fisk", "Contract manager, Tarnbeck's repairs contractor"}
    assert known <= secrets
    assert any("Two surveyors took it as criticism" in secret for secret in secrets)
    shutil.rmtree(sample / "docs")  # the handbook quotes records
    write(sample, {"docs/notes.md": "# Notes\n", "mkdocs.yml": "site_name: Ours\nplugins: [search, goldenthread]\n"})
    assert mkdocs(sample, "build", *config, command="goldenthread").returncode == 0
    told = [
        f"{name}: {secret}"
        for name, data in unfolded(contents(sample / "site")).items()
        for secret in secrets
        if secret.encode() in data or html.escape(secret).encode() in data or secret in name
    ]
    assert told == []


def test_the_internal_edition_shows_what_the_test_looks_for(sample: Path, mkdocs: Run, secrets: set[str]) -> None:
    assert mkdocs(sample, "build", "--edition", "internal", command="goldenthread").returncode == 0
    files = unfolded(contents(sample / "site"))
    pages = b"\n".join(files.values()).decode("utf-8", "replace")
    shown = {secret for secret in secrets if secret in pages or html.escape(secret) in pages}
    assert {"Winifred Abara", "Leonard Fisk"} <= shown
    feeds = b"\n".join(data for name, data in files.items() if name.endswith("feed.xml")).decode()
    assert [secret for secret in secrets if secret in feeds]  # what is looked for would be seen in these too


MACHINES = {
    "one": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "USER": "ana", "LOGNAME": "ana"},
    "a longer name/two": {
        **{"TZ": "America/Adak", "PYTHONHASHSEED": "4242", "USER": "zoë", "LOGNAME": "zoë"},
        **{"LC_ALL": "C", "LANGUAGE": "tr", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    },
}
"""By the folder in which a site is built: time zone, order of sets, locale and encoding, and who builds."""


@contextmanager
def processors(count: int | None) -> Iterator[None]:
    """Let programs that are begun here use only so many processors, and so begin as many processes; `None`: all."""
    if count is None or not hasattr(os, "sched_setaffinity"):
        yield
        return
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(every)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


def made_anew(folder: Path) -> None:
    """Write all files of a folder anew, the last first: folders list them in another order, and all are newer."""
    files = contents(folder)
    shutil.rmtree(folder)
    for name in sorted(files, reverse=True):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(files[name])


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_the_same_records_give_the_same_bytes(tmp_path: Path, mkdocs: Run, theme: str) -> None:
    sites: list[dict[str, bytes]] = []
    for name, elsewhere in MACHINES.items():
        folder = tmp_path / name
        if theme == "material":
            copied(folder, "docs")
        else:  # what differs with the theme shows in a small archive too
            shutil.copytree(ROOT / "docs", folder / "docs")
            write(folder / "records", HOUSING)
        text = (ROOT / "mkdocs.yml").read_text()
        write(
            folder, {"mkdocs.yml": text.replace("name: material", f"name: {theme}") + "site_url: https://x.example/\n"}
        )
        with processors(1 if sites else None):
            if sites:
                made_anew(folder / "records")
            done = mkdocs(folder, "build", "--config", "mkdocs.yml", command="goldenthread", **elsewhere)
        assert done.returncode == 0, done.stdout + done.stderr
        shutil.rmtree(folder / "site" / "pagefind")  # the engine promises no order of bytes
        manifest = folder / "site" / MANIFEST
        lines = [line for line in manifest.read_text("utf-8").splitlines() if "  pagefind/" not in line]
        assert len(lines) > 50
        manifest.write_text("\n".join(lines), "utf-8")
        sites.append(contents(folder / "site"))
    first, second = sites
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert b"<loc>https://x.example/actions/" in first["sitemap.xml"]
