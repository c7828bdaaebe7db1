"""`goldenthread serve`: the site while one writes, with and without an mkdocs.yml."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.archives import CONFIG, write

PATIENCE = 40
NOTES = "\nprocess_notes: The room was cold.\n---\nWe agreed"


def served(folder: Path, path: str, *arguments: str) -> str:
    """What the server says at a path, as soon as it says anything."""
    with serving(folder, *arguments) as says:
        return says(path, "")


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[Callable[[str, str], str]]:
    """A server; what it says at a path as soon as that has some words in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "goldenthread", "serve", "--port", str(port), *arguments]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env={**os.environ, "TMPDIR": str(folder)}
        )
    try:

        def says(path: str, words: str) -> str:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end and server.poll() is None:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
                        said = str(answer.read().decode())
                    if words in said:
                        return said
                except (urllib.error.URLError, ConnectionError, TimeoutError):
                    pass
                time.sleep(0.1)
            raise AssertionError((folder / "log").read_text("utf-8"))

        yield says
    finally:
        server.kill()
        server.wait()


@pytest.fixture
def noted(records: Path) -> Path:
    """The archive with an internal note in its meeting."""
    meeting = records / "meetings/2025-01-10-review/meeting.md"
    meeting.write_text(meeting.read_text("utf-8").replace("\n---\nWe agreed", NOTES), "utf-8")
    return records


def test_a_folder_of_records_is_served_as_the_public_reads_it(noted: Path) -> None:
    page = served(noted.parent, "meetings/2025-01-10-review/")
    assert "First review" in page
    assert "The room was cold" not in page


def test_it_says_each_time_that_it_has_read_the_records(noted: Path) -> None:
    meeting = noted / "meetings/2025-01-10-review/meeting.md"
    log = noted.parent / "log"
    with serving(noted.parent) as says:
        says("meetings/2025-01-10-review/", "First review")
        assert log.read_text("utf-8").count("Each page is made when you look at it.") == 1
        meeting.write_text(meeting.read_text("utf-8").replace("First review", "Second review"), "utf-8")
        says("meetings/2025-01-10-review/", "Second review")
        assert log.read_text("utf-8").count("Each page is made when you look at it.") == 2
        meeting.write_text(meeting.read_text("utf-8").replace("title:", "titel:"), "utf-8")
        says("meetings/2025-01-10-review/", "GT210")
        assert log.read_text("utf-8").count("Each page is made when you look at it.") == 3


def test_the_edition_and_the_options_of_an_mkdocs_yml_are_heeded(noted: Path) -> None:
    write(noted.parent, {"mkdocs.yml": CONFIG, "docs/about.md": "# About\n"})
    page = served(noted.parent, "meetings/2025-01-10-review/", "--config", "mkdocs.yml", "--edition", "internal")
    assert "The room was cold" in page
    assert "<title>First review - Ours</title>" in page


def test_a_config_without_the_plugin_is_told_and_ends_it(records: Path) -> None:
    write(records.parent, {"mkdocs.yml": "site_name: Ours\n", "docs/about.md": "# About\n"})
    with pytest.raises(AssertionError, match="has no plugin goldenthread"):
        served(records.parent, "", "--config", "mkdocs.yml")


@pytest.mark.parametrize("arguments", [(), ("--config", "mkdocs.yml")])
def test_what_is_saved_is_seen_and_so_is_what_is_saved_next(records: Path, arguments: tuple[str, ...]) -> None:
    write(records.parent, {"mkdocs.yml": CONFIG, "docs/about.md": "# About\n"})
    meeting = records / "meetings/2025-01-10-review/meeting.md"
    with serving(records.parent, *arguments) as says:
        says("meetings/2025-01-10-review/", "First review")
        for title in ("A review", "Another review"):
            meeting.write_text(meeting.read_text("utf-8").replace("First review", title, 1), "utf-8")
            says("meetings/2025-01-10-review/", title)
            meeting.write_text(meeting.read_text("utf-8").replace(title, "First review", 1), "utf-8")
            says("meetings/", "First review")
