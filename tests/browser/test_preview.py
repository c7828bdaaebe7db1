"""A preview in a browser: what an editor saves shows on the page that she looks at, without a hand on it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from tests.archives import HOUSING, MEETING, write

pytestmark = pytest.mark.browser
PATIENCE = 60


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[str]:
    """The address of a small archive while it is served from `records`."""
    write(tmp_path / "records", HOUSING)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "goldenthread", "serve", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
    yield f"http://127.0.0.1:{port}/"
    server.kill()
    server.wait()


def test_the_page_follows_what_is_saved(preview: str, tmp_path: Path, browser: Browser) -> None:
    page = browser.new_page()
    end = time.monotonic() + PATIENCE
    while True:
        try:
            page.goto(f"{preview}actions/survey/")
            break
        except BrowserError:
            assert time.monotonic() < end, (tmp_path / "log").read_text("utf-8")
            time.sleep(0.2)
    for words in ("every post", "each hut"):
        text = HOUSING[MEETING].replace("the staff housing", words)
        write(tmp_path / "records", {MEETING: text})
        page.get_by_role("heading", name=f"Survey {words}").wait_for(timeout=PATIENCE * 1000)
