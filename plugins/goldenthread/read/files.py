"""The files of a records folder: which there are, and their bytes.

In: a folder. Out: the paths of plain files in it, sorted, and bytes on demand. Guaranteed: no link, pipe or device is
opened, no name that a system or an address cannot carry is let through, and nothing outside the folder is read.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from goldenthread.model.fields import FILE_NAME, slug
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

MOST_TEXT = 2_000_000
"""The largest record read, in bytes."""
LONGEST_PATH = 240
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_PASSED_OVER = {"README.md", "Thumbs.db", "desktop.ini"}


def list_files(root: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The plain files below `root` that a record may use, with `/` between folders."""
    problems: list[Problem] = []
    return tuple(sorted(_walk(root, "", problems))), tuple(problems)


def _walk(folder: Path, prefix: str, problems: list[Problem]) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(os.fsencode(folder)), key=lambda entry: entry.name)
        modes = {os.fsdecode(entry.name): entry.stat(follow_symlinks=False).st_mode for entry in entries}
    except OSError as error:
        problems.append(problem("GT012", Place(_printable(prefix.rstrip("/"))), reason=error.strerror))
        return
    if ".git" in modes:
        problems.append(problem("GT017", Place(f"{prefix}.git")))
    looked_at = [name for name, mode in modes.items() if not _passed_over(name, mode)]
    rivals = _rivals(looked_at)
    for name in looked_at:
        path = f"{prefix}{name}"
        if fault := _fault(name, path, modes[name], rivals):
            problems.append(fault)
        elif stat.S_ISDIR(modes[name]):
            yield from _walk(folder / name, f"{path}/", problems)
        else:
            yield path


def _passed_over(name: str, mode: int) -> bool:
    """Whether a file is of no interest to the records: those of git, of editors and of systems."""
    return name == ".git" or ((name.startswith(".") or name in _PASSED_OVER) and not stat.S_ISLNK(mode))


def _rivals(names: list[str]) -> dict[str, str]:
    """The names that some system takes for another one, which keeps it: the one that is allowed, or the first."""
    same: dict[str, list[str]] = {}
    for name in names:
        same.setdefault(unicodedata.normalize("NFC", name).casefold(), []).append(name)
    keepers = {key: next((n for n in group if FILE_NAME.fullmatch(n)), group[0]) for key, group in same.items()}
    return {name: keepers[key] for key, group in same.items() for name in group if name != keepers[key]}


def _fault(name: str, path: str, mode: int, rivals: dict[str, str]) -> Problem | None:
    """What is wrong with a name or kind of file, if anything."""
    at = Place(_printable(path))
    if stat.S_ISLNK(mode):
        return problem("GT010", at)
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        return problem("GT011", at)
    if name in rivals:
        return problem("GT016", at, other=_printable(rivals[name]))
    if _RESERVED.fullmatch(name):
        return problem(
            "GT014", at, name=name, proposal=_proposal(name.replace(".", "-1.", 1) if "." in name else f"{name}-1")
        )
    if not FILE_NAME.fullmatch(name) or name.endswith("."):
        return problem("GT013", at, proposal=_proposal(name))
    if len(path) > LONGEST_PATH:
        return problem("GT015", at, length=len(path), most=LONGEST_PATH)
    return None


def _printable(path: str) -> str:
    """A path that a terminal can show: what it cannot, as the byte or the code point it is."""
    if path.isprintable():
        return path
    return "".join(
        c if c.isprintable() else f"\\x{ord(c) & 0xFF:02x}" if _is_byte(c) else f"\\u{ord(c):04x}" for c in path
    )


def _is_byte(character: str) -> bool:
    return ord(character) < 0x80 or "\udc80" <= character <= "\udcff"


def _proposal(name: str) -> str:
    """A name like this one that is allowed, and its ending kept."""
    name = name.strip(". ")
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    words = slug(stem) or "a-plain-name"
    return f"{words}.{slug(ending)}" if dot and slug(ending) else words


def stamp(root: Path, path: str) -> tuple[int, ...]:
    """What tells that a file is as it was, for as long as a program runs: its times, its size and its number."""
    try:
        found = os.stat(f"{root}{os.sep}{path}", follow_symlinks=False)  # noqa: PTH116 - to make a Path takes longer
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def read_bytes(root: Path, path: str, most: int) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The bytes of a file that `list_files` named; never follows a link, never reads more than `most` bytes."""
    at = Place(path)
    try:
        descriptor = os.open(root / path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        return None, (problem("GT012", at, reason=error.strerror),)
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(descriptor).st_size
        if size > most:
            return None, (problem("GT019", at, size=size, most=most),)
        return file.read(most + 1), ()
