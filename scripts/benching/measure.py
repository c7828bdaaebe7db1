"""A stopwatch and a scale for commands: wall and processor time, and the memory of a command with all that it starts.

In: commands, each with the folder it fills. Out: `Run`s. Guaranteed: rounds are interleaved (A B A B ...), so that
what else the machine does falls on all sides alike; each run fills a fresh folder.

Memory is the sum of the resident set sizes (RSS) of a command's process and all its descendants, read from `/proc`
every 20 ms; its peak is the largest sum seen. Pages that several processes share count once for each of them, so that
the sum is an upper bound of what they hold, and a peak shorter than 20 ms may be missed. Linux only; elsewhere 0.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
INTERVAL = 0.02
MIB = 1024 * 1024
TOLD = 2_000
"""So many characters of what a failed command said are shown."""


class Failed(Exception):
    """Nothing can be measured: a command ended with an error, and this carries what it said."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its name, what it runs to fill a folder, and what it does that others do not."""

    name: str
    command: Callable[[Path], Sequence[str]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds by the clock and of processors, and the peak of memory in bytes."""

    wall: float
    cpu: float
    peak: int


@dataclass(frozen=True, slots=True)
class Output:
    """What a command wrote: HTML pages, their bytes, and the bytes of everything."""

    pages: int
    page_bytes: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several values, the smallest and the largest."""

    median: float
    least: float
    most: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        return Spread(statistics.median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Result:
    """A side's runs, in the order of the rounds, and what the last of them wrote."""

    side: Side
    runs: tuple[Run, ...]
    output: Output

    @property
    def wall(self) -> Spread:
        """Its wall times in seconds."""
        return Spread.of([run.wall for run in self.runs])

    @property
    def cpu(self) -> Spread:
        """Its seconds of processor time, which other work on the machine disturbs less than wall time."""
        return Spread.of([run.cpu for run in self.runs])

    @property
    def peak(self) -> Spread:
        """Its peaks of memory in MiB."""
        return Spread.of([run.peak / MIB for run in self.runs])

    def ratio(self, other: Result, of: Callable[[Run], float]) -> float:
        """The median of the ratios of this side to another, round by round."""
        pairs = zip(self.runs, other.runs, strict=True)
        return statistics.median(of(mine) / of(theirs) if of(theirs) else 0 for mine, theirs in pairs)


def compare(sides: Sequence[Side], rounds: int, folder: Path, say: Callable[[str], None]) -> tuple[Result, ...]:
    """Run each side once to warm up, then all of them in turn, so many rounds; outputs go below `folder`."""
    runs: dict[str, list[Run]] = {side.name: [] for side in sides}
    outputs: dict[str, Output] = {}
    for number in range(rounds + 1):
        for side in sides:
            out = folder / f"out-{side.name}"
            shutil.rmtree(out, ignore_errors=True)
            run = measured(side.command(out), folder)
            what = f"round {number} of {rounds}" if number else "warm-up"
            say(f"{what}: {side.name} {run.wall:.2f} s, {run.peak / MIB:.0f} MiB")
            if number:
                runs[side.name].append(run)
            outputs[side.name] = written(out)
            shutil.rmtree(out, ignore_errors=True)
    return tuple(Result(side, tuple(runs[side.name]), outputs[side.name]) for side in sides)


def measured(command: Sequence[str], folder: Path) -> Run:
    """Run a command in a folder to its end; raises `Failed` with what it said if that is an error."""
    log = folder / "run.log"
    with log.open("wb") as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        scale = _Scale(process.pid)
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
            # `Popen` would wait for the process again.
            process.returncode = os.waitstatus_to_exitcode(status)
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        finally:
            scale.stop()
    if process.returncode:
        words = log.read_text(errors="replace")[-TOLD:]
        raise Failed(f"a build ended with status {process.returncode}: {' '.join(command)}\n{words}")
    return Run(wall, usage.ru_utime + usage.ru_stime, scale.peak)


def written(folder: Path) -> Output:
    """What lies in a folder."""
    sizes = [(path.suffix == ".html", path.stat().st_size) for path in folder.rglob("*") if path.is_file()]
    pages = [size for is_page, size in sizes if is_page]
    return Output(len(pages), sum(pages), sum(size for _, size in sizes))


class _Scale:
    """Weighs a process and its descendants on a thread of its own, until it is told to stop."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._weigh, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take no more samples."""
        self._done.set()
        self._thread.join()

    def _weigh(self) -> None:
        while not self._done.is_set():
            self.peak = max(self.peak, tree_memory(self._pid))
            self._done.wait(INTERVAL)


def tree_memory(pid: int) -> int:
    """The bytes of memory that a process and all its descendants hold now, each by its RSS; 0 without `/proc`.

    What a process started and left behind counts as long as it stays in the session that `pid` leads.
    """
    processes = {found.pid: found for found in _processes()}
    tree = {found.pid for found in processes.values() if pid in (found.pid, found.session)}
    growing = True
    while growing:
        more = {found.pid for found in processes.values() if found.parent in tree and found.pid not in tree}
        tree |= more
        growing = bool(more)
    return sum(processes[one].memory for one in tree)


@dataclass(frozen=True, slots=True)
class _Process:
    """A line of the table of processes."""

    pid: int
    parent: int
    session: int
    memory: int


def _processes() -> Iterator[_Process]:
    """All processes of the machine; one that ends meanwhile is left out."""
    page = os.sysconf("SC_PAGE_SIZE")
    for name in os.listdir(PROC) if PROC.is_dir() else ():  # noqa: PTH208 - every 20 ms, paths cost too much
        if not name.isdecimal():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123 - as above
                # The name of the command comes second, in brackets, and may hold anything.
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            continue
        yield _Process(int(name), int(fields[1]), int(fields[3]), int(fields[21]) * page)
