"""A page followed word by word: its files written, its commands typed, and what these print held against the page."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.docs.ferries import picture
from tests.docs.pages import BROUGHT, TAKEN, Block
from tests.quiet import quiet

VARIES = (
    (r"in \d+\.\d s\.", "in 0.4 s."),  # how long a build takes
    (r"127\.0\.0\.1:\d+", "127.0.0.1:8000"),  # the test takes a port that is free
    (r"\d+ pages, \d+ links, \d+ references", "58 pages, 1234 links, 99 references"),  # each template adds some
    (r"\d+ files(?=,| held| looked| of)", "300 files"),  # and files of its own
    (r"\d+ texts, \d+ pictures", "999 texts, 9 pictures"),
    (r"version \d+\.\d+\.\d+", "version 0.1.0"),  # a release must not change the pages
    (r"\[y/N\]: (?!y\n)", "[y/N]: y\n"),  # a terminal shows what its reader types
    (r" +\n", "\n"),  # no page has blanks at the end of a line
)
"""What may differ from one run to the next, as the pages have it: a pattern, and the words that stand for it."""
PROGRAMS = ("goldenthread", "mkdocs", "properdocs")
CLERK = {
    "GIT_AUTHOR_NAME": "Ana Reyes",
    "GIT_AUTHOR_EMAIL": "ana@riverside.example",
    "GIT_COMMITTER_NAME": "Ana Reyes",
    "GIT_COMMITTER_EMAIL": "ana@riverside.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}
PATIENCE = 100


@dataclass(frozen=True, slots=True)
class Typed:
    """One command of a page: where it stands, what the page says it prints, and what it printed."""

    place: str
    command: str
    shown: str
    printed: str

    @property
    def differs(self) -> bool:
        """Whether the page says something else than what was printed."""
        return alike(self.shown) != alike(self.printed)


def follow(blocks: Iterable[Block], folder: Path) -> list[Typed]:
    """Follow the blocks of a page, or of several one after the other, in a folder; gives the commands."""
    typed: list[Typed] = []
    pages: set[str] = set()
    for block in blocks:
        if block.page not in pages:
            pages.add(block.page)
            for photo in BROUGHT.get(block.page, ()):
                write(folder / photo, picture(photo, TAKEN.get(photo, "")))
        if block.title:
            write(folder / block.title, block.text.encode())
        elif block.language == "console":
            typed += [
                Typed(block.place, command, shown, run(command, folder)) for command, shown in commands(block.text)
            ]
    return typed


def commands(text: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what stands below it."""
    pieces = re.split(r"(?m)^\$ (.+)\n", text)
    if pieces[0]:
        raise ValueError(f"a block of commands begins with '$ ', not with '{pieces[0]}'")
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def alike(text: str) -> str:
    """What was printed, without what may differ from one run to the next."""
    for pattern, words in VARIES:
        text = re.sub(pattern, words, text)
    return text


def write(path: Path, content: bytes) -> None:
    """Write a file, and the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def clone(folder: Path) -> Path:
    """A folder as those have it who work by command: the clone of a repository, empty as yet."""
    for command in (
        f"init --quiet --bare --initial-branch main {folder}/host.git",
        f"clone -q {folder}/host.git {folder}/mine",
    ):
        subprocess.run(["git", *shlex.split(command)], check=True, capture_output=True, timeout=PATIENCE)
    return folder / "mine"


def run(command: str, folder: Path) -> str:
    """What a command prints, on both streams, as a terminal shows them, without how far it is."""
    program, *arguments = shlex.split(command)
    if program not in (*PROGRAMS, "git"):
        raise ValueError(f"no test may run '{command}'")
    found = Path(sys.executable).with_name(program) if program in PROGRAMS else shutil.which(program)
    if arguments[:1] in (["serve"], ["boxes"]):
        lines = 2 if arguments[0] == "serve" else 1
        return _first_lines(lines, [str(found), *arguments, "--port", str(_free_port())], folder)
    done = subprocess.run(
        [str(found), *arguments],
        cwd=folder,
        env={**os.environ, **CLERK},
        input="y\n",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return quiet(done.stdout)


def _first_lines(count: int, command: list[str], folder: Path) -> str:
    """The first lines of a command that goes on until it is stopped."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **CLERK},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as server:
        assert server.stdout
        said = "".join(server.stdout.readline() for _ in range(count))
        server.kill()
    return said


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
