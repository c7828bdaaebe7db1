"""Releasing: a site is built beside the published one and takes its place whole.

In: the folder of a site. Out: a folder to build in, and the switch. Guaranteed: until the switch the published site is
untouched; the switch is one exchange of two names where the system can do that, two renames elsewhere; what a killed
build left behind is swept by the next; a folder that is no site of ours is refused, never replaced.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["Refused", "staging", "switch"]

MARK = "assets/goldenthread"
"""What every site of ours holds, and nothing else does."""
_STAGED, _OLD = ".goldenthread-new", ".goldenthread-old"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Refused(Exception):
    """A folder that must not be replaced by a site; the message says why, and what to do."""


@contextmanager
def staging(site: Path, *kept: Path) -> Iterator[Path]:
    """An empty folder beside the site, to build in; it is gone afterwards, unless `switch` has made it the site.

    Raises `Refused` where the site's folder is none of ours, or holds or is in one of the `kept` folders.
    """
    site = site.resolve()
    _refuse(site, kept)
    folder, old = _beside(site, _STAGED), _beside(site, _OLD)
    site.parent.mkdir(parents=True, exist_ok=True)
    with _alone(site.parent):
        if old.exists() and not site.exists():
            old.rename(site)  # a build was killed between the two renames
        for leftover in (folder, old):
            shutil.rmtree(leftover, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def switch(site: Path) -> None:
    """Let the staged folder become the site; what was there before goes."""
    site = site.resolve()
    folder, old = _beside(site, _STAGED), _beside(site, _OLD)
    if not site.exists():
        folder.rename(site)
    elif not _exchanged(folder, site):
        site.rename(old)
        folder.rename(site)
        shutil.rmtree(old, ignore_errors=True)


def _refuse(site: Path, kept: tuple[Path, ...]) -> None:
    """Raise `Refused` for a folder whose loss would be a loss."""
    elsewhere = "name a folder of its own, such as --site site"
    if site.exists() and not site.is_dir():
        raise Refused(f"{site} is a file, not a folder: {elsewhere}")
    for folder in (Path.cwd(), *kept):
        if folder.resolve().is_relative_to(site):
            raise Refused(f"{site} holds {folder.resolve()}, and publishing would replace it whole: {elsewhere}")
    for folder in kept:
        if site.is_relative_to(folder.resolve()):
            raise Refused(f"{site} is inside {folder.resolve()}, and the site would become part of it: {elsewhere}")
    if (site / ".git").exists():
        raise Refused(f"{site} is a git repository, and publishing would replace it whole: {elsewhere}")
    if site.is_dir() and not (site / MARK).is_dir() and any(site.iterdir()):
        raise Refused(
            f"{site} has something in it that goldenthread did not build, and publishing would replace it whole: "
            f"{elsewhere}, or empty this one first"
        )


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Wait until no other build is under way in a folder, and keep others waiting; ends with the process."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        yield
        return
    handle = os.open(parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _beside(site: Path, suffix: str) -> Path:
    return site.with_name(f".{site.name}{suffix}")


def _exchanged(one: Path, other: Path) -> bool:
    """Linux exchanges two names in one step; `False` where that cannot be done."""
    if not sys.platform.startswith("linux"):
        return False
    with suppress(AttributeError, OSError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        return bool(done == 0)
    return False
