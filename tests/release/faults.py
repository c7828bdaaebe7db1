"""Cheap builds on the release layer, killed where somebody wants them killed, or without room to write in.

A build here writes a small site of one version: every file says which, but for those that all versions share. Each runs
in a process of its own, so that its end is a real one.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goldenthread import release
from goldenthread.release import intact, roll_back, staging, switching

PAGES = 12
SHARED = 6
SIZE = 1_000
"""Pages that each version has of its own, files that all have, and the bytes of each."""
_OPERATIONS = ("rename", "replace", "link", "unlink", "rmdir", "mkdir", "fsync")


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a build ends: before or after its `operation`-th change of a name; or with files limited to `bytes`."""

    operation: int = 0
    after: bool = False
    bytes: int = 0
    exchange: bool = True
    """Whether the system can exchange two names."""


NONE = Fault()


def build(site: Path, version: int, keep: int, fault: Fault = NONE) -> None:
    """Publish one version of a site, in this process."""
    with _going_wrong(fault), staging(site) as staged:
        written(staged.folder, version)
        staged.publish(keep)


def written(folder: Path, version: int) -> None:
    """Write one version of a site."""
    (folder / "assets" / "goldenthread").mkdir(parents=True)
    for page in range(PAGES):
        (folder / f"page-{page}.html").write_text(f"{version} {page} ".ljust(SIZE, "."))
    for number in range(SHARED):
        (folder / "assets" / f"{number}.css").write_text(f"{number}".ljust(SIZE, "."))


def version_of(site: Path) -> int:
    """The version of a site, which must be whole: each of its files there, and all of one version."""
    assert intact(site) == ()
    versions = {int((site / f"page-{page}.html").read_text().split()[0]) for page in range(PAGES)}
    assert len(versions) == 1, f"a mixed site: {versions}"
    assert len(list((site / "assets").glob("*.css"))) == SHARED
    return versions.pop()


def child(work: Callable[..., object], *given: object, kill_after: float | None = None) -> int:
    """Run something in a process of its own, killed after so many seconds; its exit status, or minus its signal."""
    process = _begun(work, *given)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def operations(site: Path, fault: Fault = NONE, *, back: bool = False) -> list[str]:
    """The changes of names that a build makes, or a way back, that goes well."""
    counted: list[str] = []
    with _going_wrong(Fault(-1, exchange=fault.exchange), counted.append):
        if back:
            roll_back(site)
        else:
            build(site, 0, 1)
    return counted


class _going_wrong:
    """Within it the process kills itself at an operation, or can write no file larger than a limit."""

    def __init__(self, fault: Fault, note: Callable[[str], object] = lambda name: None) -> None:
        self.fault, self.note, self.done = fault, note, 0
        self.before = {name: getattr(os, name) for name in _OPERATIONS}
        self.exchanged: Callable[..., object] = switching._exchanged

    def __enter__(self) -> None:
        if self.fault.bytes:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.fault.bytes, self.fault.bytes))
        if self.fault.operation:
            for name, real in self.before.items():
                setattr(os, name, self._counted(name, real))
            self._exchange(self._counted("exchange", self.exchanged))
        if not self.fault.exchange:
            self._exchange(lambda one, other: False)

    def __exit__(self, *_: object) -> None:
        for name, real in self.before.items():
            setattr(os, name, real)
        self._exchange(self.exchanged)

    def _exchange(self, how: Callable[..., object]) -> None:
        setattr(switching, "_exchanged", how)  # noqa: B010 - for the type checker it has no other

    def _counted(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object, **named: object) -> object:
            self.done += 1
            self.note(name)
            if self.done == self.fault.operation and not self.fault.after:
                os.kill(os.getpid(), signal.SIGKILL)
            mine = self.done == self.fault.operation
            try:
                return real(*given, **named)
            finally:
                if mine:
                    os.kill(os.getpid(), signal.SIGKILL)

        return counted


def _judged(work: Callable[..., object], *given: object, told: str) -> str:
    """What is wrong, in words; "" where nothing is."""
    try:
        work(*given)
    except (AssertionError, OSError, ValueError, IndexError) as error:
        return f"{told}: {type(error).__name__}: {error}"
    return ""


def _still_whole(site: Path, versions: set[int]) -> None:
    assert version_of(site) in versions, f"version {version_of(site)}, not one of {versions}"


def _swept(site: Path, version: int, keep: int = 1) -> None:
    """The next build publishes, and leaves nothing but the site and whole earlier releases, newest last."""
    assert child(build, site, version, keep) == 0, "the next build failed"
    assert version_of(site) == version
    assert {entry.name for entry in site.parent.iterdir()} <= {site.name, f".{site.name}.releases", "ballast"}
    kept = site.with_name(f".{site.name}.releases")
    names = {entry.name for entry in kept.iterdir()} if kept.exists() else set()
    assert not {name for name in names if not name.isdecimal()} - {".gitignore"}, f"left behind: {sorted(names)}"
    assert len(names - {".gitignore"}) <= keep, f"too many kept: {sorted(names)}"
    for name in names - {".gitignore"}:
        version_of(kept / name)


def killed_at_each_operation(folder: Path, *, exchange: bool, every: bool = True, back: bool = False) -> Iterator[str]:
    """Builds, or ways back, killed before and after each change of a name; without exchange there may be no site.

    With `every=False` only at changes that matter most: all renames, and the first and last of each other sort.
    """
    site = folder / "site"
    for version in range(3):
        build(site, version, 1)
    names = operations(site, Fault(exchange=exchange), back=back)
    for version in range(2):
        build(site, version, 1)
    for operation, name in enumerate(names, 1):
        first_or_last = name not in names[: operation - 1] or name not in names[operation:]
        if not (every or first_or_last or name in ("rename", "exchange")):
            continue
        for after in (False, True):
            earlier = release.earlier(site)
            may_be = {version_of(site), version_of(earlier) if back and earlier else 7}
            fault = Fault(operation, after, exchange=exchange)
            end = child(_ends, site, fault, back)
            words = f"{'back' if back else 'build'} killed {'after' if after else 'before'} {name} {operation},"
            killed = "" if end == -signal.SIGKILL else f"{words} it ended with {end}"
            may_lack = not exchange and not site.exists()
            whole = "" if may_lack else _judged(_still_whole, site, may_be, told=f"{words}, site")
            yield killed or whole or _judged(_swept, site, operation * 10 + after, told=f"{words}, next")


def _ends(site: Path, fault: Fault, back: bool) -> None:
    if back:
        with _going_wrong(fault):
            roll_back(site)
    else:
        build(site, 7, 1, fault)


def killed_at_random(folder: Path, count: int, seed: int) -> Iterator[str]:
    """Builds killed at moments of which nobody knows what happens at them."""
    site, moments = folder / "site", random.Random(seed)
    build(site, 0, 1)
    began = time.monotonic()
    child(build, site, 1, 1)
    longest = time.monotonic() - began
    before = 1
    for number in range(count):
        version = 10 + number
        child(build, site, version, 1, kill_after=moments.uniform(0.05, 1.1) * longest)
        fault = _judged(_still_whole, site, {before, version}, told=f"kill {number}, site")
        yield fault or _judged(_swept, site, version + 100_000, told=f"kill {number}, next")
        before = version + 100_000


def full_disks(folder: Path, count: int, seed: int) -> Iterator[str]:
    """Builds that find no room, on a file system of their own: what fits in is published, what does not is not.

    Where nobody may mount one, the system is told to let no file grow.
    """
    amounts = random.Random(seed)
    with small_disk(folder) as (disk, mounted):
        site = disk / "site"
        build(site, 1, 1)
        before = 1
        for number in range(count):
            version = 10 + number
            if mounted:
                if number % 3:
                    fill(disk / "ballast", amounts.randrange(0, 200_000))
                else:
                    crowd(disk / "ballast", amounts.randrange(0, 40))
                end = child(build, site, version, 1)
                remove(disk / "ballast")
            else:
                limit = amounts.randrange(1, 1_600)
                end = child(build, site, version, 1, Fault(bytes=limit))
            wanted = {version} if end == 0 else {before}
            fault = _judged(_still_whole, site, wanted, told=f"full disk {number}, site")
            yield fault or _judged(_swept, site, version + 100_000, told=f"full disk {number}, next")
            before = version + 100_000


def fill(ballast: Path, free: int) -> None:
    """Write until only so much is left."""
    stats = os.statvfs(ballast.parent)
    ballast.write_bytes(b"." * max(0, stats.f_bavail * stats.f_frsize - free))


def crowd(ballast: Path, free: int) -> None:
    """Make files until only so many more may be made."""
    ballast.mkdir()
    for number in range(max(0, os.statvfs(ballast).f_favail - free)):
        (ballast / str(number)).touch()


def remove(ballast: Path) -> None:
    """Make room again."""
    if ballast.is_dir():
        shutil.rmtree(ballast)
    else:
        ballast.unlink()


@contextmanager
def small_disk(folder: Path, size: int = 1) -> Iterator[tuple[Path, bool]]:
    """A folder with few megabytes of room, and whether it is a file system of its own; else a plain one."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}m,nr_inodes={size}k", "tmpfs", str(disk)]
    mounted = (
        subprocess.run(mount, capture_output=True, check=False).returncode == 0 if shutil.which("mount") else False
    )
    try:
        yield disk, mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(disk)], check=True)


def races(folder: Path, count: int, seed: int) -> Iterator[str]:
    """Two builds and a visitor at once, one of them killed now and then; nobody ever finds no site."""
    site, chance = folder / "site", random.Random(seed)
    build(site, 0, 1)
    for number in range(count):
        first, second = 10 + 2 * number, 11 + 2 * number
        processes = [_begun(_late, site, version, chance.random() / 100) for version in (first, second)]
        if chance.random() < 0.2:
            os.kill(processes[0], signal.SIGKILL)
        lacking = sum(not (site / "page-0.html").exists() for _ in range(200))
        ends = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]
        fault = f"race {number}: the visitor found no site {lacking} times" if lacking else ""
        fault = fault or ("" if ends[1] == 0 else f"race {number}: the second build ended with {ends[1]}")
        fault = fault or _judged(_still_whole, site, {first, second}, told=f"race {number}, site")
        yield fault or _judged(_swept, site, 100_000 + number, told=f"race {number}, next")


def _late(site: Path, version: int, delay: float) -> None:
    time.sleep(delay)
    build(site, version, 1)


def _begun(work: Callable[..., object], *given: object) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child runs nothing that other threads may hold
        process = os.fork()
    if not process:
        try:
            work(*given)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return process
