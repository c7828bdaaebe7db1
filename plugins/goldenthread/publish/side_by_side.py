"""Work shared by several processes: the same things made in the same order, in less time.

In: a function that makes things by number, or one thing. Out: each thing as it is asked for. Guaranteed: what comes out
does not depend on how many processes there are; what a process fails at, or leaves undone because it was killed, is
made here; a process is never more than a few things ahead, so that few are in memory at once, and ends with this one.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from goldenthread.memory import settled

Given = TypeVar("Given")
Made = TypeVar("Made")
FEWEST = 250
"""Of fewer things than that, a second process would not make the work shorter."""
CHUNK = 8
"""So many things a process makes and hands over at a time."""
AHEAD = 1 << 20
"""So many bytes a process may be ahead, where the system allows it."""
_SET_PIPE_SIZE = 1031
_SET_PARENT_DEATH_SIGNAL = 1


class SideBySide(Generic[Made]):
    """Things by number, made by several processes ahead of being asked for."""

    def __init__(self, make: Callable[[int], Made], first: int, end: int, workers: int | None = None) -> None:
        """Those from `first` to before `end` are shared, by as many processes as there are processors."""
        self._make = make
        self._first = self._next = first
        self._end = end
        self._workers = processors() if workers is None else workers
        self._made: Iterator[Made | None] | None = None

    def take(self, number: int) -> Made:
        """One thing. Those that nobody asks for, while later ones are taken, are lost."""
        if self._made is None and number >= self._first:
            self._made = self._shared()
        while self._made is not None and self._next <= number < self._end:
            made = next(self._made, None)
            self._next += 1
            if self._next > number and made is not None:
                return made
        return self._make(number)

    def close(self) -> None:
        """End the processes."""
        self._made = iter(())
        self._next = self._end

    def _shared(self) -> Iterator[Made | None]:
        """All of them in order; `None` for one that is to be made here."""
        if not can_share(self._end - self._first, self._workers):
            return iter(())
        ends: list[Connection] = []
        for worker in range(self._workers):
            _, ours = _forked(partial(self._work, worker), ends, duplex=False)
            ends.append(ours)
        return _gathered(ends, self._first, self._end)

    def _work(self, worker: int, end: Connection) -> None:
        """What one of the processes does."""
        _widen(end)
        with suppress(BrokenPipeError, KeyboardInterrupt):
            for begin in range(self._first + worker * CHUNK, self._end, self._workers * CHUNK):
                end.send([self._tried(number) for number in range(begin, min(begin + CHUNK, self._end))])

    def _tried(self, number: int) -> Made | None:
        try:
            return self._make(number)
        except Exception:
            return None  # made again where the error can be told


class Beside(Generic[Given, Made]):
    """One long work, done by a process of its own while others go on: it is told later what it needs at its end."""

    def __init__(self, make: Callable[[Given], Made], worth: int, prepare: Callable[[], object] = lambda: None) -> None:
        """`worth` is how much there is to do; `prepare` does what of it needs nothing that is told later."""
        self._make = make
        self._prepare = prepare
        self._given: list[Given] = []
        self._process: BaseProcess | None = None
        self._end: Connection | None = None
        if can_share(worth, processors()):
            self._process, self._end = _forked(self._work)

    def give(self, given: Given) -> None:
        """Say what is needed for the end of the work."""
        self._given = [given]
        if self._end:
            with suppress(OSError):  # it was killed
                self._end.send(given)

    def take(self) -> Made:
        """What came of it, once that is there."""
        made: list[Made] = []
        if self._end:
            with suppress(EOFError, OSError):
                made = self._end.recv()
        self.stop()
        return made[0] if made else self._make(self._given[0])

    def stop(self) -> None:
        """End the process, whatever it is at."""
        if self._end and self._process:
            self._process.kill()
            self._process.join()
            self._end.close()
        self._end = None

    def _work(self, end: Connection) -> None:
        with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
            self._prepare()
            given = end.recv()
            try:
                end.send([self._make(given)])
            except Exception:
                end.send([])  # made again where the error can be told


def _forked(
    work: Callable[[Connection], None], others: Iterable[Connection] = (), *, duplex: bool = True
) -> tuple[BaseProcess, Connection]:
    """A copy of this process that does some work, and our end of a pipe from it; `others` are our ends of others."""
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex)
    process = context.Process(target=_end_with, args=(os.getpid(), work, theirs, (ours, *others)), daemon=True)
    with settled():
        process.start()
    theirs.close()
    return process, ours


def _end_with(parent: int, work: Callable[[Connection], None], end: Connection, others: Iterable[Connection]) -> None:
    """Work until it is done or the process that wants it has ended: what is killed writes nothing more."""
    for other in others:
        other.close()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() == parent:
        work(end)


def _gathered(ends: list[Connection], first: int, end: int) -> Iterator[Any]:
    """What the processes made, in order; `None` where one of them was killed."""
    try:
        for number, begin in enumerate(range(first, end, CHUNK)):
            try:
                yield from ends[number % len(ends)].recv()
            except (EOFError, OSError):
                yield from [None] * min(CHUNK, end - begin)
    finally:
        for one in ends:
            with suppress(OSError):  # closed already, where all of this is garbage
                one.close()


def can_share(count: int, workers: int) -> bool:
    """Whether so many things are worth sharing, and a process can safely be copied as it stands: macOS breaks some."""
    return count >= FEWEST and workers > 1 and sys.platform.startswith("linux") and threading.active_count() == 1


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _widen(end: Connection) -> None:
    with suppress(ImportError, OSError):
        import fcntl  # noqa: PLC0415 - Windows has none

        fcntl.fcntl(end.fileno(), _SET_PIPE_SIZE, AHEAD)
