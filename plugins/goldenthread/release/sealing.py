"""Sealing: a site that was built and verified becomes a release. Its manifest is written, and it reaches the disk.

In: the new site, and the release before it. Out: nothing; the new site holds the same bytes. Guaranteed: a file that
has not changed is the old file, linked a second time, so that it takes no room and keeps its time; no old file is
opened for writing; where files cannot be linked, they keep at least their times.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from stat import S_IMODE, S_ISREG
from threading import get_ident

from goldenthread.release import manifest


def seal(new: Path, before: Path) -> None:
    """Make a release of a site; `before` is the one that it follows, or no folder."""
    try:
        known: Mapping[str, str] = manifest.read(before)
    except (OSError, manifest.Unreadable):
        known = {}
    paths = [path for path in manifest.paths_in(new) if path != manifest.NAME]
    digests = dict(zip(paths, manifest.at_once(partial(_sealed, new, before, known), paths), strict=True))
    manifest.write(new, digests)
    reach_disk(new)


def _sealed(new: Path, before: Path, known: Mapping[str, str], path: str) -> str:
    """The digest of one file, which is the old file from now on if it has the same bytes."""
    made, old = new / path, before / path
    digest = sha256()
    for piece in manifest.pieces(made):
        digest.update(piece)
    if known.get(path) == digest.hexdigest():
        with suppress(OSError):  # then the new file stays
            stats, was = made.lstat(), old.lstat()
            same_kind = S_ISREG(was.st_mode) and S_IMODE(was.st_mode) == S_IMODE(stats.st_mode)
            if same_kind and was.st_size == stats.st_size and _are_same(old, made):
                _take_place(old, made)
    return digest.hexdigest()


def _are_same(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    return all(a == b for a, b in zip_longest(manifest.pieces(one), manifest.pieces(other)))


def _take_place(old: Path, made: Path) -> None:
    """Let a file be an older one with the same bytes."""
    linked = made.with_name(f".goldenthread-linked-{get_ident()}")
    try:
        os.link(old, linked, follow_symlinks=False)
        os.replace(linked, made)  # noqa: PTH105 - beside the `link` that it follows
    except OSError:  # no links on this file system, or too many of one file
        linked.unlink(missing_ok=True)
        shutil.copystat(old, made)


def reach_disk(folder: Path) -> None:
    """Return when all that was written in a folder would outlast a power cut, as far as the system tells."""
    if sys.platform.startswith("linux"):
        with suppress(AttributeError, OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                if ctypes.CDLL(None, use_errno=True).syncfs(handle) == 0:
                    return
            finally:
                os.close(handle)
    for inside, _, files in os.walk(folder):
        for path in (*(Path(inside, name) for name in files), Path(inside)):
            synced(path)


def synced(path: Path) -> None:
    """Have one file, or the names in one folder, reach the disk."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
