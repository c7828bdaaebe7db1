"""From saving a file to the changed words in the browser, with each server that follows changes.

In: an archive, a folder for inputs, how many edits. Out: seconds for each edit; none for a server that does not show
one. Guaranteed: all servers are given the same edit, a note of the newest meeting, and are looked at on the same page,
in the same Chromium; the clock starts before the file is written and stops when the words are in the page, which the
server alone may reload.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as TooLong

from goldenthread.cache import SETTING
from tests.browser.harness import chromium

from . import tools
from .edits import Note, newest
from .figures import Measured
from .measure import Failed
from .peers import write_hugo, write_mkdocs
from .records import write_records
from .shapes import Archive
from .sides import SERVED

HUGO, ZENSICAL, MKDOCS, DIRTY = "hugo server", "zensical serve", "mkdocs serve", "mkdocs serve --dirty"
EDITS = 20
PATIENCE = 300
"""So many seconds a server may take to show an edit, and twice as many to begin."""
ENOUGH = 600
"""After so many seconds of edits a server is asked for no more of them."""
LOG = "serve.log"
TOLD = 2_000
"""So many characters of what a server said are shown where it failed."""
SETTLED = 1.0
"""Between two edits so many seconds pass: an editor reads what was changed, and no server is still at work."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server: what starts it on a port, and the note that is edited."""

    name: str
    command: Callable[[int], Sequence[str]]
    note: Note
    environment: Mapping[str, str] = field(default_factory=dict)


def servers(archive: Archive, inputs: Path, names: Sequence[str]) -> Iterator[Server]:
    """Ours, and those of the peers of these names."""
    page = f"{newest(archive).id}/index.md"
    records = inputs / "serve-records"
    write_records(archive, records)
    ours = [sys.executable, "-m", "goldenthread", "serve", "--records", str(records), "--port"]
    kept = {SETTING: str(inputs / "serve-cache")}
    yield Server(SERVED, lambda port: [*ours, str(port)], Note.recorded(archive, records), kept)
    if "hugo" in names:
        project = inputs / "serve-hugo"
        write_hugo(archive, project)
        note = Note.written(archive, project / "content" / "meetings" / f"{newest(archive).id}.md")
        hugo = [*tools.hugo(), "server", "--source", str(project), "--bind", "127.0.0.1", "--port"]
        yield Server(HUGO, lambda port: [*hugo, str(port)], note)
    for name, peer in (("zensical", ZENSICAL), ("mkdocs", DIRTY), ("mkdocs", MKDOCS)):
        if name not in names:
            continue
        project = inputs / peer.replace(" ", "")
        write_mkdocs(archive, project)
        note = Note.written(archive, project / "docs" / "meetings" / page)
        run = tools.zensical() if name == "zensical" else [sys.executable, "-m", "mkdocs"]
        run += ["serve", "--config-file", str(project / "mkdocs.yml")]
        run += [] if name == "zensical" else ["--quiet", "--livereload"]
        run += ["--dirty"] if peer == DIRTY else []
        yield Server(peer, partial(_at, run), note)


def _at(run: Sequence[str], port: int) -> list[str]:
    return [*run, "--dev-addr", f"127.0.0.1:{port}"]


def followed(
    archive: Archive, inputs: Path, names: Sequence[str], edits: int, say: Callable[[str], None]
) -> tuple[Measured, ...]:
    """The seconds of so many edits with each server; fewer where they take too long."""
    page = f"meetings/{newest(archive).id}/"
    found = []
    with chromium() as browser:
        for server in servers(archive, inputs, names):
            with _running(server, inputs) as address:
                try:
                    seconds = tuple(_edited(server, browser, address + page, edits, say))
                except TooLong:
                    say(f"{server.name} did not show an edit within {PATIENCE} s: {_told(inputs)}")
                    seconds = ()
            found.append(Measured(server.name, seconds))
    return tuple(found)


def _edited(server: Server, browser: Browser, address: str, edits: int, say: Callable[[str], None]) -> Iterator[float]:
    spent = 0.0
    with closing(browser.new_page()) as page:
        page.goto(address, timeout=PATIENCE * 1000)
        # The first edit is not counted: what follows it is warm.
        for number in range(edits + 1):
            time.sleep(SETTLED)
            began = time.perf_counter()
            words = server.note.change()
            page.get_by_text(words).first.wait_for(state="attached", timeout=PATIENCE * 1000)
            took = time.perf_counter() - began
            say(f"edit {number} of {edits}: {server.name} {took:.2f} s")
            if number:
                yield round(took, 3)
            spent += took
            if spent > ENOUGH and number:
                break


@contextmanager
def _running(server: Server, folder: Path) -> Iterator[str]:
    """A server that answers, and its address; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    log = folder / LOG
    with log.open("wb") as said:
        process = subprocess.Popen(
            server.command(port),
            cwd=folder,
            env=os.environ | server.environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            _wait(address, process, log)
            yield address
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    shutil.rmtree(folder / "serve-cache", ignore_errors=True)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers; raises `Failed` where it ends or takes too long."""
    until = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise Failed(f"a server did not come up: {_told(log.parent)}")


def _told(folder: Path) -> str:
    return (folder / LOG).read_text(errors="replace")[-TOLD:]
