"""The switch: a new site takes the place of the published one whole, and an earlier one takes it back.

In: the folder of a site. Out: a folder to build in; what became of it. Guaranteed: until the switch the published site
is untouched; the switch is one exchange of two names where the system can do that, two renames elsewhere.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from goldenthread.problem import Problem
from goldenthread.release import manifest
from goldenthread.release.keeping import Kept, Refused, alone
from goldenthread.release.sealing import seal, synced

MARK = "assets/goldenthread"
"""What every site of ours holds, and nothing else does."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_ELSEWHERE = "name a folder of its own, such as --site site"


@dataclass(frozen=True, slots=True)
class Staged:
    """A site being built: the folder to build in."""

    kept: Kept

    @property
    def folder(self) -> Path:
        """An empty folder, gone afterwards unless `publish` has made it the site."""
        return self.kept.new

    def publish(self, keep: int = 0) -> None:
        """Let the folder become the site; of those that were the site before, the newest are kept."""
        kept = self.kept
        seal(kept.new, kept.site)
        ready = kept.ready(manifest.digest(kept.new))
        kept.new.rename(ready)
        former = _switched(kept, ready)
        with suppress(OSError):  # published it is; what stays undone now is swept by the next build
            if former == ready:
                ready.rename(kept.next())
            kept.prune(keep)
            synced(kept.folder)

    def keep_only(self, keep: int) -> None:
        """Remove all earlier releases but the newest ones, and publish nothing."""
        self.kept.prune(keep)


@dataclass(frozen=True, slots=True)
class Back:
    """What became of going back: the number of files of the site now, and how many earlier releases are left."""

    files: int = 0
    left: int = 0
    problems: tuple[Problem, ...] = ()
    """What is wrong with the earlier release, which was then not published."""


def _nobody() -> None:
    pass


@contextmanager
def staging(site: Path, *protected: Path, waiting: Callable[[], None] = _nobody) -> Iterator[Staged]:
    """A new release of a site, to be built; nothing is left of it afterwards, unless it was published.

    Raises `Refused` where the site's folder is none of ours, or holds or is in one of the `protected` folders.
    """
    site = site.resolve()
    _refuse(site, protected)
    with alone(site, waiting) as kept:
        kept.new.mkdir()
        try:
            yield Staged(kept)
        finally:
            shutil.rmtree(kept.new, ignore_errors=True)


def earlier(site: Path) -> Path | None:
    """The release to which a site would go back; `None` where there is none."""
    kept = Kept(site.resolve())
    return kept.release(kept.numbers()[-1]) if kept.numbers() else None


def roll_back(site: Path, waiting: Callable[[], None] = _nobody) -> Back:
    """Publish the release before this one again, if it is whole; this one is gone then.

    Raises `Refused` where there is none.
    """
    site = site.resolve()
    _refuse(site, ())
    nothing = f"there is no earlier release of {site}: goldenthread build keeps as many as --keep says"
    if not Kept(site).numbers():
        raise Refused(nothing)
    with alone(site, waiting) as kept:
        if not kept.numbers():
            raise Refused(nothing)
        release = kept.release(kept.numbers()[-1])
        if problems := manifest.intact(release):
            return Back(left=len(kept.numbers()), problems=problems)
        back = release.rename(kept.back(manifest.digest(release)))
        former = _switched(kept, back)
        with suppress(OSError):
            if former:
                kept.remove(former)
            synced(kept.folder)
        return Back(len(manifest.read(site)), len(kept.numbers()))


def _switched(kept: Kept, release: Path) -> Path | None:
    """Let a release be the site; where that is now which was the site before."""
    former: Path | None = release
    synced(kept.folder)
    if not kept.site.exists():
        former = None
        release.rename(kept.site)
    elif not _exchanged(release, kept.site):
        former = kept.site.rename(kept.next())
        release.rename(kept.site)
    synced(kept.site.parent)
    return former


def _refuse(site: Path, protected: tuple[Path, ...]) -> None:
    """Raise `Refused` for a folder whose loss would be a loss."""
    if site.exists() and not site.is_dir():
        raise Refused(f"{site} is a file, not a folder: {_ELSEWHERE}")
    for folder in (Path.cwd(), *protected):
        if folder.resolve().is_relative_to(site):
            raise Refused(f"{site} holds {folder.resolve()}, and publishing would replace it whole: {_ELSEWHERE}")
    for folder in protected:
        if site.is_relative_to(folder.resolve()):
            raise Refused(f"{site} is inside {folder.resolve()}, and the site would become part of it: {_ELSEWHERE}")
    if os.path.ismount(site):
        raise Refused(f"{site} is a mount point, and cannot be replaced in one step: mount the folder above it")
    if (site / ".git").exists():
        raise Refused(f"{site} is a git repository, and publishing would replace it whole: {_ELSEWHERE}")
    if site.is_dir() and not (site / MARK).is_dir() and any(site.iterdir()):
        raise Refused(
            f"{site} has something in it that goldenthread did not build, and publishing would replace it whole: "
            f"{_ELSEWHERE}, or empty this one first"
        )


def _exchanged(one: Path, other: Path) -> bool:
    """Linux exchanges two names in one step; `False` where that cannot be done."""
    if not sys.platform.startswith("linux"):
        return False
    with suppress(AttributeError, OSError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        return bool(done == 0)
    return False
