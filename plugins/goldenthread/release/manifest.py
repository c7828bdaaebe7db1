"""The manifest of a release: the SHA-256 of every file, in the site itself, as `sha256sum --check` reads it.

In: the folder of a site. Out: its manifest written, or what is not as the manifest says. Guaranteed: every file is
listed, hidden ones too, the manifest itself excepted; every byte is read anew; what is a link or no file is a fault.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import FileIO
from pathlib import Path
from stat import S_ISREG
from typing import TypeVar

from goldenthread.problem import Problem, in_order, problem
from goldenthread.source import Place

NAME = "manifest-sha256.txt"
"""Not hidden: many hosts leave out hidden files. The name and the lines are those of BagIt (RFC 8493)."""
_THREADS, _BATCH = 2, 50
_PIECE = 1 << 16
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_Made = TypeVar("_Made")


class Unreadable(ValueError):
    """A manifest that is none."""


def paths_in(site: Path) -> tuple[str, ...]:
    """Every entry of a site that is no folder, in order, with `/`; links are not followed."""
    found = []
    for folder, folders, files in os.walk(site, onerror=_raised):
        inside = os.path.relpath(folder, site).replace(os.sep, "/")
        before = "" if inside == "." else f"{inside}/"
        linked = (name for name in folders if Path(folder, name).is_symlink())
        found += [before + name for name in (*files, *linked)]
    return tuple(sorted(found))


def _raised(error: OSError) -> None:
    raise error


def at_once(work: Callable[[str], _Made], paths: Sequence[str]) -> Iterator[_Made]:
    """What is made of each path, in order: reading and hashing let other threads go on."""
    batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
    with ThreadPoolExecutor(_THREADS) as pool:
        for made in pool.map(lambda batch: [work(path) for path in batch], batches):
            yield from made


def write(site: Path, digests: Mapping[str, str]) -> None:
    """Write the manifest: digests by path."""
    lines = (_line(path, digest) for path, digest in sorted(digests.items()))
    (site / NAME).write_bytes(os.fsencode("".join(lines)))


def read(site: Path) -> dict[str, str]:
    """The digests by path; raises `Unreadable` for what is no manifest, `FileNotFoundError` where there is none."""
    digests: dict[str, str] = {}
    for line in os.fsdecode((site / NAME).read_bytes()).split("\n")[:-1]:
        escaped = line.startswith("\\")
        digest, _, path = line.removeprefix("\\").partition("  ")
        if len(digest) != sha256().digest_size * 2 or not path or digest.strip("0123456789abcdef"):
            raise Unreadable(line)
        digests[_unescaped(path) if escaped else path] = digest
    if not digests:
        raise Unreadable(NAME)
    return digests


def digest(site: Path) -> str:
    """The digest of a release: that of its manifest; "" where it has none."""
    try:
        return sha256((site / NAME).read_bytes()).hexdigest()
    except OSError:
        return ""


def listed_in(site: Path) -> int | None:
    """How many files the manifest of a site lists; 0 for one that cannot be read, `None` where there is none."""
    try:
        return len(read(site))
    except Unreadable:
        return 0
    except OSError:
        return None


def intact(site: Path) -> tuple[Problem, ...]:
    """What is not as the manifest says, with the names of the files; a site without one is no whole release."""
    try:
        said = read(site)
    except (OSError, Unreadable):
        return (problem("GT924", Place(NAME), name=NAME),)
    there = {path for path in paths_in(site) if path != NAME}
    found = [problem("GT922", Place(path)) for path in said.keys() - there]
    found += [problem("GT923", Place(path)) for path in there - said.keys()]
    both = sorted(there & said.keys())
    for path, made in zip(both, at_once(lambda path: hashed(site / path), both), strict=True):
        if made != said[path]:
            found.append(problem("GT921", Place(path)))
    return in_order(found)


def hashed(file: Path) -> str:
    """The SHA-256 of a file; "" for what is no plain file, or cannot be read."""
    made = sha256()
    try:
        for piece in pieces(file):
            made.update(piece)
    except OSError:
        return ""
    return made.hexdigest()


def pieces(file: Path) -> Iterator[bytes]:
    """A plain file piece by piece; raises `OSError` as `opened_whole` does."""
    with opened_whole(file) as opened:
        while piece := opened.read(_PIECE):
            yield piece


def opened_whole(file: Path) -> FileIO:
    """A plain file, opened for reading; raises `OSError` for a link, a folder or a device."""
    opened = FileIO(os.open(file, os.O_RDONLY | _NO_LINK))
    if not S_ISREG(os.fstat(opened.fileno()).st_mode):
        opened.close()
        raise OSError(errno.EINVAL, "is no plain file", str(file))
    return opened


_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _line(path: str, digest: str) -> str:
    escaped = "".join(_ESCAPES.get(letter, letter) for letter in path)
    sign = "\\" if escaped != path else ""
    return f"{sign}{digest}  {escaped}\n"


def _unescaped(path: str) -> str:
    pairs = {escape[1]: letter for letter, escape in _ESCAPES.items()}
    letters = iter(path)
    return "".join(pairs.get(next(letters, ""), "") if letter == "\\" else letter for letter in letters)
