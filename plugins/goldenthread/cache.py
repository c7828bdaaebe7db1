"""A cache: keys to bytes, in a folder of its own that is nobody's record and that no server watches.

In: a name for what is kept, keys and bytes. Out: the bytes, where they are there whole. Guaranteed: an entry is written
whole or not at all, a damaged one counts as none, and `keep` leaves nothing but what it was told to.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import tempfile
import time
import weakref
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

SETTING = "GOLDENTHREAD_CACHE"
"""The variable of the environment that names another folder than that of the platform."""
UNUSED = 60 * 86_400
"""After how many seconds the entries of an archive that nobody built are removed."""
_ARCHIVE = re.compile(r"archive-[0-9a-f]{32}")
_ONCE = "goldenthread-once-"
_UNFINISHED = ".unfinished-"
_AGE_OF_UNFINISHED = 3_600


class Cache:
    """Bytes by key, one file each: `key` is a file's name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """The bytes under a key; `None` where there are none, or not those that were put there."""
        try:
            stored = (self.folder / key).read_bytes()
        except OSError:
            return None
        value = stored[_HEAD:]
        return value if stored[:_HEAD] == _head(value) else None

    def __contains__(self, key: str) -> bool:
        """Whether there are bytes as long as those that were put there: what was cut off counts as none."""
        try:
            with (self.folder / key).open("rb") as file:
                length = file.read(_HEAD)[_CHECKSUM:]
                return int.from_bytes(length) == os.fstat(file.fileno()).st_size - _HEAD
        except OSError:
            return False

    def put(self, key: str, value: bytes) -> None:
        """Keep bytes under a key; raises `OSError` where they cannot be written."""
        with _told(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
            try:
                with os.fdopen(unfinished, "wb") as file:
                    file.write(_head(value) + value)
                if (self.folder / key).is_dir():
                    _remove(self.folder / key)
                Path(name).replace(self.folder / key)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def keep(self, keys: Collection[str]) -> None:
        """Remove every entry but these."""
        if not self.folder.is_dir():
            return
        old = time.time() - _AGE_OF_UNFINISHED
        for entry in self.folder.iterdir():
            another_writes = entry.name.startswith(_UNFINISHED) and _used(entry) > old
            if entry.name not in keys and not another_writes:
                _remove(entry)


_CHECKSUM = hashlib.sha256().digest_size
_HEAD = _CHECKSUM + 8


def _head(value: bytes) -> bytes:
    """What stands before a value: its checksum, and how long it is."""
    return hashlib.sha256(value).digest() + len(value).to_bytes(_HEAD - _CHECKSUM)


def cache_of(records: Path, name: str) -> Cache:
    """What is kept under a name for the records in a folder; `OSError` where there is no place for it.

    What is kept for other records, and was not used for long, is removed.
    """
    root = root_of_all()
    if root.resolve().is_relative_to(records.resolve()):
        raise OSError(errno.EINVAL, f"{SETTING} names a folder among the records, which may not hold it", str(root))
    own = root / f"archive-{hashlib.sha256(str(records.resolve()).encode()).hexdigest()[:32]}"
    with _told(root):
        if own.is_file():
            own.unlink()
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.utime(own)
        _swept(root)
    return Cache(own / name)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Have whoever cannot go on know that it is for the cache, and what to do."""
    try:
        yield
    except OSError as error:
        said = f"what is kept from build to build cannot be written here ({error.strerror}): free some room, or name "
        raise OSError(error.errno, f"{said}another folder with {SETTING}", str(folder)) from None


def _remove(entry: Path) -> None:
    """Remove an entry, whatever it is."""
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)


def root_of_all() -> Path:
    """The folder of what is kept for all archives."""
    return Path(os.environ.get(SETTING) or user_cache_path("goldenthread")).absolute()


@cache
def _swept(root: Path) -> None:
    """Remove what no archive used for long, and what killed processes kept for themselves; looked for once in a run."""
    _forget_killed()
    for other in root.iterdir():
        if _ARCHIVE.fullmatch(other.name) and time.time() - _used(other) > UNUSED:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def forgetting() -> Iterator[None]:
    """Keep nothing of what was made before, and nothing for later; what a killed process kept so is removed."""
    before = os.environ.get(SETTING)
    _forget_killed()
    with tempfile.TemporaryDirectory(prefix=f"{_ONCE}{os.getpid()}-") as folder:
        os.environ[SETTING] = folder
        try:
            yield
        finally:
            del os.environ[SETTING]
            if before is not None:
                os.environ[SETTING] = before


def _forget_killed() -> None:
    for other in Path(tempfile.gettempdir()).glob(f"{_ONCE}*"):
        if not _runs(other.name.removeprefix(_ONCE).partition("-")[0]):
            shutil.rmtree(other, ignore_errors=True)


def _runs(process: str) -> bool:
    """Whether the process of a number is at work; so is one of which that cannot be told."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError):
        return True
    return True


def cache_for_now() -> Cache:
    """A cache that goes when nobody refers to it any more."""
    cache = Cache(Path(tempfile.mkdtemp(prefix="goldenthread-")))
    weakref.finalize(cache, shutil.rmtree, cache.folder, ignore_errors=True)
    return cache


def _used(entry: Path) -> float:
    """When it was last used; now, where another run has just removed it."""
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:
        return time.time()
