"""Where releases are kept: a hidden folder beside the site, with the new one until it is published, and earlier ones.

In: the folder of a site. Out: the names of all there is of it. Guaranteed: a release with a number is whole, and was
the site once; what has another name is swept by whoever holds the lock; only the owner may look into the folder.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from goldenthread.release import manifest

_LOCK = "lock"
_NEW, _READY, _BACK, _GONE = "new", "ready-", "back-", "gone-"
_IGNORED = ".gitignore"
_NUMBER = re.compile("[1-9][0-9]{0,17}")


class Refused(Exception):
    """A folder that must not be replaced by a site; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A site and what is kept beside it."""

    site: Path

    @property
    def folder(self) -> Path:
        """The folder of all that is kept."""
        return self.site.with_name(f".{self.site.name}.releases")

    @property
    def new(self) -> Path:
        """Where the next release is built."""
        return self.folder / _NEW

    def ready(self, digest: str) -> Path:
        """The name of a release that is whole and has not yet taken its place; after that, of the one before it."""
        return self.folder / f"{_READY}{digest}"

    def back(self, digest: str) -> Path:
        """The name of an earlier release that is about to be the site again; after that, of the one undone."""
        return self.folder / f"{_BACK}{digest}"

    def numbers(self) -> tuple[int, ...]:
        """The numbers of the earlier releases, oldest first."""
        entries = self.folder.iterdir() if self.folder.is_dir() else ()
        return tuple(sorted(int(entry.name) for entry in entries if _NUMBER.fullmatch(entry.name) and entry.is_dir()))

    def release(self, number: int) -> Path:
        """An earlier release."""
        return self.folder / str(number)

    def next(self) -> Path:
        """The name of the release that is about to become an earlier one."""
        return self.release(max(self.numbers(), default=0) + 1)

    def prune(self, keep: int) -> None:
        """Remove all earlier releases but the newest ones."""
        for number in self.numbers()[: -keep or None]:
            self.remove(self.release(number))

    def remove(self, folder: Path) -> None:
        """Remove a folder; a killed removal leaves none that seems whole."""
        if _NUMBER.fullmatch(folder.name):
            folder = folder.rename(folder.with_name(f"{_GONE}{folder.name}"))
        shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """Put in order what a killed build has left: finish what it had begun to switch, and remove the rest.

        A site that somebody took away stays away: what was published before it is never published by itself.
        """
        if not self.site.exists() and (switched := self._begun()):
            switched.rename(self.site)  # killed between two renames
        now = manifest.digest(self.site)
        for entry in sorted(self.folder.iterdir()):
            exchanged = entry in (self.ready(now), self.back(now))
            if entry.name.startswith(_READY if exchanged else _BACK):
                entry.rename(self.next())
        stays = {_LOCK, _IGNORED, *map(str, self.numbers())}
        for entry in self.folder.iterdir():
            if entry.name not in stays:
                if entry.is_dir() and not entry.is_symlink():
                    self.remove(entry)
                else:
                    entry.unlink(missing_ok=True)

    def _begun(self) -> Path | None:
        """The release that was about to take the place of the site."""
        entries = sorted(self.folder.iterdir())
        return next((entry for entry in entries if entry.name.startswith((_READY, _BACK))), None)


@contextmanager
def alone(site: Path, waiting: Callable[[], None]) -> Iterator[Kept]:
    """Wait until nobody else builds this site, and keep others waiting; ends with the process, however that ends.

    What an earlier one left is swept. `waiting` is called once if there is somebody to wait for.
    """
    kept = Kept(site)
    handle = _locked(kept, waiting)
    try:
        kept.sweep()
        (kept.folder / _IGNORED).write_text("*\n")  # git need not know of earlier releases
        yield kept
    finally:
        if not kept.numbers():
            (kept.folder / _IGNORED).unlink(missing_ok=True)
        (kept.folder / _LOCK).unlink(missing_ok=True)
        with suppress(OSError):
            kept.folder.rmdir()
        os.close(handle)


def _locked(kept: Kept, waiting: Callable[[], None]) -> int:
    """A handle that keeps others out until it is closed."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        raise Refused(
            "on this system two builds cannot be kept apart, nor a site replaced in one step; goldenthread build needs "
            "Linux or macOS (on Windows: WSL). goldenthread check and goldenthread serve work here"
        ) from None
    told = False
    while True:
        kept.folder.parent.mkdir(parents=True, exist_ok=True)
        kept.folder.mkdir(mode=0o700, exist_ok=True)
        try:
            handle = os.open(kept.folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except FileNotFoundError:
            continue  # whoever was here before has just tidied up
        try:
            try:
                fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # unlike flock, no child process holds it on
            except (BlockingIOError, PermissionError):
                if not told:
                    waiting()
                told = True
                fcntl.lockf(handle, fcntl.LOCK_EX)
            if _is(handle, kept.folder / _LOCK):
                return handle
        except OSError as error:
            os.close(handle)
            raise Refused(
                f"{kept.folder.parent} is on a file system where two builds cannot be kept apart ({error.strerror}): "
                "name a folder on another, and copy the site from there"
            ) from None
        os.close(handle)


def _is(handle: int, path: Path) -> bool:
    """Whether an open file is still the one of this name."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), path.stat())
    return False
