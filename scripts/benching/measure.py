"""A stopwatch and a scale for commands: wall and processor time, and the memory of a command with all that it starts.

In: commands, each with the folder it fills. Out: `Run`s. Guaranteed: rounds are interleaved (A B A B ...), so that
what else the machine does falls on all sides alike; each run fills a fresh folder, unless its side says otherwise.

Memory is the sum of the resident set sizes (RSS) of a command's process and all its descendants, read from `/proc`
every 50 ms; its peak is the largest sum seen, once with the engine of the search and once without. Pages that several
processes share count once for each of them, so that the sum is an upper bound of what they hold; what they hold with
such pages counted once (PSS), the engine left out, is read every quarter of a second, because reading it costs more. A
peak shorter than that may be missed. Linux only; elsewhere 0.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

PROC = Path("/proc")
INTERVAL = 0.05
SELDOM = 5
"""Of so many samples one counts what is shared once."""
MIB = 1024 * 1024
PSS = re.compile(rb"^Pss: +(\d+) kB", re.MULTILINE)
ENGINE = b"pagefind"
"""What the processes of the search's engine are called, or begin with."""
TOLD = 2_000
"""So many characters of what a failed command said are shown."""


class Failed(Exception):
    """Nothing can be measured: a command ended with an error, and this carries what it said."""


def nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its name, and what it runs to fill a folder.

    `before` is done before each run, unmeasured. `out` names a folder that stays from run to run. A `warm` side needs
    what an earlier run of its own has left. One that `may_fail` is left out, with what it said, where it does.
    """

    name: str
    command: Callable[[Path], Sequence[str]]
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = nothing
    out: Path | None = None
    warm: bool = False
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds by the clock and of processors, the peak of memory in bytes, that without the search's engine.

    `once` is the latter with what processes share counted once, `said` what it printed.
    """

    wall: float
    cpu: float
    peak: int
    own: int = 0
    once: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """What a command wrote: HTML pages, their bytes, and the bytes of everything."""

    pages: int
    page_bytes: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Result:
    """A side's runs, in the order of the rounds, and what the last of them wrote."""

    side: Side
    runs: tuple[Run, ...]
    output: Output


def compare(
    sides: Sequence[Side], rounds: int, folder: Path, say: Callable[[str], None], *, warm_up: bool = True
) -> tuple[Result, ...]:
    """Run all sides in turn, so many rounds; outputs go below `folder`.

    A round to warm up comes first; without `warm_up` it has the warm sides alone. Where Ctrl-C ends it, the rounds that
    are whole count.
    """
    runs: dict[str, list[Run]] = {side.name: [] for side in sides}
    left = [*sides]
    outputs: dict[str, Output] = {}
    try:
        for number in range(rounds + 1):
            for side in [side for side in left if number or warm_up or side.warm]:
                try:
                    run, outputs[side.name] = _once(side, folder)
                except Failed as failure:
                    if not side.may_fail:
                        raise
                    left.remove(side)
                    say(f"{side.name} is left out: {str(failure).splitlines()[-1]}")
                    continue
                what = f"round {number} of {rounds}" if number else "warm-up"
                say(f"{what}: {side.name} {run.wall:.2f} s, {run.peak / MIB:.0f} MiB")
                if number:
                    runs[side.name].append(run)
    except KeyboardInterrupt:
        rounds = min(len(runs[side.name]) for side in left)
        if not rounds:
            raise
        say(f"ended; {rounds} whole rounds count")
    return tuple(Result(side, tuple(runs[side.name][:rounds]), outputs[side.name]) for side in left)


def _once(side: Side, folder: Path) -> tuple[Run, Output]:
    """One run of a side, and what it wrote."""
    out = side.out or folder / "out"
    side.before()
    run = measured(side.command(out), folder, side.environment)
    found = written(out)
    if not side.out:
        shutil.rmtree(out, ignore_errors=True)
    return run, found


def measured(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a command in a folder to its end; raises `Failed` with what it said if that is an error."""
    log = folder / "run.log"
    with log.open("wb") as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**_of_a_user(), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
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
    words = log.read_text(errors="replace")
    if process.returncode:
        raise Failed(f"a build ended with status {process.returncode}: {' '.join(command)}\n{words[-TOLD:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, scale.peak, scale.own, scale.once, words)


def _of_a_user() -> dict[str, str]:
    """The environment, as a user has it: where Python writes no bytecode, every start compiles everything anew."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def written(folder: Path) -> Output:
    """What lies in a folder."""
    sizes = [(path.suffix == ".html", path.stat().st_size) for path in folder.rglob("*") if path.is_file()]
    pages = [size for is_page, size in sizes if is_page]
    return Output(len(pages), sum(pages), sum(size for _, size in sizes))


class _Scale:
    """Weighs a process and its descendants on a thread of its own, until it is told to stop."""

    def __init__(self, pid: int) -> None:
        self.peak = self.own = self.once = 0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._weigh, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take no more samples."""
        self._done.set()
        self._thread.join()

    def _weigh(self) -> None:
        for number in count():
            if self._done.is_set():
                return
            held, engine = tree_memory(self._pid)
            self.peak, self.own = max(self.peak, held), max(self.own, held - engine)
            if number % SELDOM == 0:
                self.once = max(self.once, shared_once(self._pid))
            self._done.wait(INTERVAL)


def tree_memory(pid: int) -> tuple[int, int]:
    """The bytes of memory that a process and all its descendants hold now, each by its RSS; 0 without `/proc`.

    The second number is the part of it that the search's engine holds.

    What a process started and left behind counts as long as it stays in the session that `pid` leads.
    """
    held = _tree(pid)
    return sum(one.memory for one in held), sum(one.memory for one in held if one.name.startswith(ENGINE))


def shared_once(pid: int) -> int:
    """The bytes that such a tree holds without the search's engine, a page that processes share counted once (PSS)."""
    held = 0
    for one in _tree(pid):
        # One that has ended meanwhile holds nothing.
        with contextlib.suppress(OSError):
            if not one.name.startswith(ENGINE) and (
                found := PSS.search(Path(f"/proc/{one.pid}/smaps_rollup").read_bytes())
            ):
                held += int(found[1]) * 1024
    return held


def _tree(pid: int) -> list[_Process]:
    """A process, all its descendants, and what is left in its session."""
    processes = {found.pid: found for found in _processes()}
    tree = {found.pid for found in processes.values() if pid in (found.pid, found.session)}
    growing = True
    while growing:
        more = {found.pid for found in processes.values() if found.parent in tree and found.pid not in tree}
        tree |= more
        growing = bool(more)
    return [processes[one] for one in tree]


@dataclass(frozen=True, slots=True)
class _Process:
    """A line of the table of processes."""

    pid: int
    parent: int
    session: int
    memory: int
    name: bytes


def _processes() -> Iterator[_Process]:
    """All processes of the machine; one that ends meanwhile is left out."""
    page = os.sysconf("SC_PAGE_SIZE")
    for name in os.listdir(PROC) if PROC.is_dir() else ():  # noqa: PTH208 - every 50 ms, paths cost too much
        if not name.isdecimal():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123 - as above
                # The name of the command comes second, in brackets, and may hold anything.
                start, _, rest = file.read().rpartition(b")")
        except OSError:
            continue
        fields = rest.split()
        yield _Process(int(name), int(fields[1]), int(fields[3]), int(fields[21]) * page, start.partition(b"(")[2])
