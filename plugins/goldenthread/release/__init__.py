"""Releasing: a site is built beside the published one and takes its place whole.

In: the folder of a site. Out: a folder to build in, and the switch. Guaranteed: until the switch the published site is
untouched; the switch is one exchange of two names where the system can do that, two renames elsewhere; what a killed
build left behind is swept by the next.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

_STAGED, _OLD = ".goldenthread-new", ".goldenthread-old"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def staged(site: Path) -> Path:
    """An empty folder beside the site, to build in; leftovers of earlier builds are removed."""
    folder = _beside(site, _STAGED)
    for leftover in (folder, _beside(site, _OLD)):
        if leftover.exists():
            shutil.rmtree(leftover)
    folder.mkdir(parents=True)
    return folder


def switch(site: Path) -> None:
    """Let the staged folder become the site."""
    folder = _beside(site, _STAGED)
    if not site.exists():
        folder.rename(site)
        return
    if _exchanged(folder, site):
        shutil.rmtree(folder)
        return
    old = _beside(site, _OLD)
    site.rename(old)
    folder.rename(site)
    shutil.rmtree(old)


def discard(site: Path) -> None:
    """Remove what was staged: the build did not succeed."""
    shutil.rmtree(_beside(site, _STAGED), ignore_errors=True)


def _beside(site: Path, suffix: str) -> Path:
    site = site.absolute()
    return site.with_name(f".{site.name}{suffix}")


def _exchanged(one: Path, other: Path) -> bool:
    """Linux exchanges two names in one step; `False` where that cannot be done."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)
