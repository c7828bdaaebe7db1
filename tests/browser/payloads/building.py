"""A build that is watched: which files it opened beside its own, and whether it opened a way to another host.

The watch stands in every Python that the build runs, from its first line on. Where `strace` is installed it can be
asked of the system instead, which sees every program.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from goldenthread.verify.leaks.reading import Reading
from tests.browser.payloads.placed import Placed, place

_WATCH = """
import os, socket, sys
_log = os.open(os.environ["WATCH_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_above, _records = os.environ["WATCH_ABOVE"], os.environ["WATCH_RECORDS"]
_asked = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")

def _note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        beside = path.startswith(_above + os.sep) and not path.startswith(_records + os.sep)
        if beside or path in ("/etc/passwd", "/etc/hostname"):
            os.write(_log, f"file {path}\\n".encode())
    elif event in _asked or (event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6)):
        os.write(_log, f"socket {event} {arguments[1:]}\\n".encode())
    elif event in ("os.system", "subprocess.Popen"):
        os.write(_log, f"program {arguments[0]}\\n".encode())

sys.addaudithook(_note)
os.write(_log, b"watched\\n")
"""
_OF_A_NETWORK = re.compile(r"socket\(AF_INET|connect\(\d+, \{sa_family=AF_INET|sendto\(.*AF_INET")
_READ_QUICKLY = {".html", ".xml", ".json", ".csv", ".ics", ".txt", ".js", ".css", ".map"}


@dataclass(frozen=True)
class Watched:
    """What a command did: how it ended, what it said, and what it should not have opened."""

    status: int
    said: str
    watched: int
    files: tuple[str, ...]
    sockets: tuple[str, ...]
    programs: tuple[str, ...]


def watched(command: Sequence[str], folder: Path, above: Path, records: Path) -> Watched:
    """Run a command of this Python, with a watch for files that lie above the records, and for sockets."""
    watch, log = folder / "watch", folder / "watch.log"
    watch.mkdir(exist_ok=True)
    (watch / "sitecustomize.py").write_text(_WATCH, "utf-8")
    log.unlink(missing_ok=True)
    told = {
        "PYTHONPATH": str(watch),
        "WATCH_LOG": str(log),
        "WATCH_ABOVE": str(above.resolve()),
        "WATCH_RECORDS": str(records.resolve()),
    }
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    lines = log.read_text("utf-8", "replace").splitlines() if log.is_file() else []

    def of(sort: str) -> tuple[str, ...]:
        return tuple(line.removeprefix(f"{sort} ") for line in lines if line.startswith(f"{sort} "))

    said = done.stdout + done.stderr
    return Watched(done.returncode, said, lines.count("watched"), of("file"), of("socket"), of("program"))


def traced(command: Sequence[str], folder: Path) -> tuple[int, list[str]]:
    """Run a command of this Python under `strace`: how it ended, and what any of its programs asked of a network."""
    log = folder / "strace.log"
    asked = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=%network", "-o", str(log)]
    done = subprocess.run([*asked, sys.executable, *command], cwd=folder, capture_output=True, check=False)
    lines = log.read_text("utf-8", "replace").splitlines()
    return done.returncode, [line for line in lines if _OF_A_NETWORK.search(line)]


def told_of(word: str, site: Path) -> Iterator[str]:
    """The files of a site in which a word stands, plainly or packed."""
    for path in sorted(site.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        found = word.encode() in data
        if not found and path.suffix not in _READ_QUICKLY:
            texts: list[str] = []
            Reading(texts.append, lambda _: None).through(data)
            found = any(word in text for text in texts)
        if found or word in path.name:
            yield path.relative_to(site).as_posix()


@dataclass(frozen=True)
class Trial:
    """Placed payloads, the site of them, and what the build of it did."""

    placed: Placed
    site: Path
    watched: Watched


def tried(folder: Path, copies: int, seed: int) -> Trial:
    """Place so many copies of every field in a folder, and build the public edition of them, watched."""
    placed = place(folder, copies, seed)
    site = folder / "site"
    return Trial(placed, site, watched(build(placed, site), folder, folder / "a", placed.root))


def build(placed: Placed, site: Path, edition: str = "public") -> tuple[str, ...]:
    """The command that builds an edition of them."""
    asked = ("--records", str(placed.root), "--site", str(site), "--edition", edition)
    return ("-m", "goldenthread", "build", *asked)
