"""`mkdocs serve` with the plugin: an editor sees what is wrong on the page, and the preview never goes away."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.archives import CONFIG, HOUSING, MEETING, MISSPELT, write

pytestmark = pytest.mark.slow

PATIENCE = 40


class Preview:
    """A running `mkdocs serve`, and what its pages say."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = project / "serve.log"
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "mkdocs", "serve", "-f", "mkdocs.yml", "-a", self.address]
            environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(project)}
            self.process = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=5) as answer:
            return str(answer.read().decode())

    def until(self, path: str, holds: Callable[[str], bool]) -> str:
        """The page as soon as something holds of it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, f"the server ended:\n{self.log.read_text()}"
            try:
                page = self.page(path)
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                page = ""
            if page and holds(page):
                return page
            time.sleep(0.1)
        raise AssertionError(f"not within {PATIENCE} s:\n{self.log.read_text()}")


@pytest.fixture
def preview(project: Path) -> Iterator[Callable[[], Preview]]:
    """`preview()` starts a preview of the project; it ends with the test."""
    started: list[Preview] = []

    def start() -> Preview:
        started.append(Preview(project))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


def has_panel(page: str) -> bool:
    return "gt-problems" in page


def test_a_broken_record_shows_its_problem_on_the_last_good_page_until_it_is_mended(
    project: Path, preview: Callable[[], Preview]
) -> None:
    server = preview()
    good = server.until("actions/survey/", lambda page: "Survey the staff housing" in page)
    assert not has_panel(good)
    write(project / "records", MISSPELT)
    broken = server.until("actions/survey/", has_panel)
    assert f"records/{MEETING}:7:12: error GT" in broken
    assert "Hill team" in broken
    write(project / "records", {MEETING: HOUSING[MEETING].replace("the staff housing", "every post")})
    mended = server.until("actions/survey/", lambda page: not has_panel(page))
    assert "Survey every post" in mended


def test_a_preview_may_begin_with_a_broken_record(project: Path, preview: Callable[[], Preview]) -> None:
    write(project / "records", MISSPELT)
    server = preview()
    panel = server.until("", has_panel)
    assert f"records/{MEETING}:7:12: error GT402" in panel
    assert "hil-team" not in panel, "what a record says is not quoted in the public edition"
    write(project / "records", HOUSING)
    server.until("", lambda page: not has_panel(page))


def test_a_preview_of_no_records_says_so_and_ends(project: Path, preview: Callable[[], Preview]) -> None:
    (project / "records").rename(project / "put aside")
    server = preview()
    assert server.process.wait(PATIENCE) == 1
    said = server.log.read_text()
    assert "records/:1:1: error GT001" in said
    assert "Traceback" not in said


def test_records_that_go_away_and_come_back_do_not_stop_a_preview(
    project: Path, preview: Callable[[], Preview]
) -> None:
    server = preview()
    server.until("actions/survey/", lambda page: "Hill team" in page)
    (project / "records").rename(project / "put aside")
    write(project / "docs", {"notes.md": "# Notes\n\nChanged.\n"})
    assert "GT001" in server.until("actions/survey/", has_panel)
    (project / "put aside").rename(project / "records")
    write(project / "docs", {"notes.md": "# Notes\n\nChanged again.\n"})
    server.until("actions/survey/", lambda page: not has_panel(page))


def test_a_page_at_the_address_of_a_record_does_not_stop_a_preview(
    project: Path, preview: Callable[[], Preview]
) -> None:
    server = preview()
    server.until("actions/survey/", lambda page: "Hill team" in page)
    write(project / "docs", {"actions/survey.md": "# Mine\n"})
    server.until("actions/survey/", lambda page: "Mine" in page)
    assert "docs" not in server.page("actions/")
    assert "actions/survey.md has the address of a page made from records" in server.log.read_text()


def test_a_template_with_a_slip_is_said_on_its_pages(project: Path, preview: Callable[[], Preview]) -> None:
    write(project, {"mkdocs.yml": CONFIG.replace("[goldenthread]", "[{goldenthread: {templates_dir: own}}]")})
    write(project, {"own/action.html": '{% extends "goldenthread/thing.html" %}\n{% block title %}{{ view.gone }}'})
    server = preview()
    server.until("actions/survey/", lambda page: "own/action.html:2: the template cannot be used" in page)
    write(project, {"own/action.html": '{% extends "goldenthread/thing.html" %}'})
    server.until("actions/survey/", lambda page: "Hill team" in page)
