"""Work shared by several processes: the same things made in the same order, in less time.

In: a function that makes things by number, or one thing. Out: each thing as it is asked for. Guaranteed: what comes out
does not depend on how many processes there are; what a process fails at, or leaves undone because it was killed, is
made here; a process is never more than a few things ahead, so that few are in memory at once, and ends with this one.

Each process comes to hold what this one held when it began, page of memory by page of memory, as soon as either of them
looks at it. So there are never more than there are processors, this one included, which makes things too; and each ends
after a while, and another takes its place that shares all memory again.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from struct import Struct
from typing import Generic, TypeVar

from goldenthread.memory import settled

Given = TypeVar("Given")
Made = TypeVar("Made")
FEWEST = 250
"""Of fewer things than that, a second process would not make the work shorter."""
CHUNK = 8
"""So many things a process makes and hands over at a time."""
MOST_HELD = 8
"""While so many chunks wait here for one before them, no other is begun here."""
SPELL = 80
"""After so many chunks a process ends."""
AHEAD = 1 << 20
"""So many bytes a process may be ahead, where the system allows it."""
_SET_PARENT_DEATH_SIGNAL = 1
_in_background: set[BaseProcess] = set()
"""The processes that are at some other work."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A process says which chunk it is at now."""

    chunk: int


@dataclass(frozen=True, slots=True)
class _Done(Generic[Made]):
    """It hands over a chunk; `None` stands for what is to be made here."""

    chunk: int
    made: list[Made | None]


@dataclass(frozen=True, slots=True)
class _Ended:
    """It ends; another may take its place unless there is nothing `left` to begin."""

    left: bool


class SideBySide(Generic[Made]):
    """Things by number, made here and by other processes ahead of being asked for."""

    def __init__(self, make: Callable[[int], Made], first: int, end: int, workers: int | None = None) -> None:
        """Those from `first` to before `end` are shared, by as many processes as there are processors."""
        self._make = make
        self._first = first
        self._end = end
        self._workers = processors() if workers is None else workers
        self._chunks: _Chunks | None = None
        self._others: dict[Connection, int | None] = {}
        """Our ends of pipes from other processes, each with the chunk that it is at."""
        self._may_join = True
        self._held: dict[int, list[Made | None]] = {}
        """Chunks that are done; `None` stands for what is to be made here."""
        self._last = 0

    def take(self, number: int) -> Made:
        """One thing. Those that nobody asks for, while later ones are taken, are lost."""
        made = self._taken(number) if self._first <= number < self._end else None
        return self._make(number) if made is None else made

    def close(self) -> None:
        """End the processes."""
        self._share_nothing()
        self._held = {}
        for end in self._others:
            end.close()
        self._others = {}
        if self._chunks:
            self._chunks.close()
            self._chunks = None

    def _share_nothing(self) -> None:
        """Have all that is asked for from now on made here."""
        self._end = self._first

    def _taken(self, number: int) -> Made | None:
        """A thing that was made; `None` for one that is to be made now."""
        if self._chunks is None:
            if not can_share(self._end - self._first, self._workers):
                self._share_nothing()
                return None
            self._chunks = _Chunks(self._end - self._first)
        chunk, place = divmod(number - self._first, self._chunks.size)
        if chunk < self._last:
            return None
        if chunk > self._last:
            self._last = chunk
            self._held = {one: made for one, made in self._held.items() if one >= chunk}
        if chunk not in self._held:
            self._fetch(chunk, self._chunks)
        made, self._held[chunk][place] = self._held[chunk][place], None
        return made

    def _fetch(self, wanted: int, chunks: _Chunks) -> None:
        """Have a chunk; until it comes from another process, make others here."""
        while wanted not in self._held:
            self._join(chunks)
            self._hear(0)
            if wanted in self._held:
                return
            claimed = chunks.claim() if len(self._held) < MOST_HELD else None
            if claimed is not None and claimed > wanted:
                self._held[claimed] = self._tried(claimed, chunks)
            elif claimed == wanted or (claimed is None and not self._others):
                self._held[wanted] = [None] * chunks.size
            elif claimed is None:
                self._hear(None)

    def _join(self, chunks: _Chunks) -> None:
        """Have others join in while there are processors that nobody has work for, and no other was killed."""
        while self._may_join and 1 + len(self._others) + sum(one.is_alive() for one in _in_background) < self._workers:
            _, ours = _forked(lambda end: self._work(end, chunks), self._others, duplex=False)
            self._others[ours] = None

    def _work(self, end: Connection, chunks: _Chunks) -> None:
        """What one of the other processes does: it says which chunk it is at, and then what is in it."""
        _widened(end.fileno())
        with suppress(BrokenPipeError, KeyboardInterrupt):
            for _ in range(SPELL):
                if (chunk := chunks.claim()) is None:
                    end.send(_Ended(left=False))
                    return
                end.send(_Begun(chunk))
                end.send(_Done(chunk, self._tried(chunk, chunks)))
            end.send(_Ended(left=True))

    def _tried(self, chunk: int, chunks: _Chunks) -> list[Made | None]:
        return [self._try(self._first + number) for number in chunks.numbers(chunk)]

    def _try(self, number: int) -> Made | None:
        try:
            return self._make(number)
        except Exception:
            return None  # made again where the error can be told

    def _hear(self, patience: float | None) -> None:
        """Hear from the others what is there to be heard, or wait until there is something."""
        for end in wait([*self._others], patience):
            assert isinstance(end, Connection)
            try:
                said = end.recv()
            except (EOFError, OSError):  # it was killed
                said = _Ended(left=False)
            match said:
                case _Begun(chunk):
                    self._others[end] = chunk
                case _Done(chunk, made):
                    self._others[end] = None
                    self._hold(chunk, made)
                case _Ended(left):
                    self._may_join &= left
                    self._lose(end)

    def _hold(self, chunk: int, made: list[Made | None]) -> None:
        if chunk >= self._last:
            self._held[chunk] = made

    def _lose(self, end: Connection) -> None:
        """Another has ended: what it was at is to be made here."""
        chunk = self._others.pop(end)
        end.close()
        if chunk is not None and self._chunks:
            self._hold(chunk, [None] * self._chunks.size)


class _Chunks:
    """The numbers of the chunks that nobody has begun, in a pipe from which all processes read: each is read once."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._left, begin = os.pipe()
        room = _widened(begin) // _NUMBER.size
        self.size = max(CHUNK, -(-count // room))
        os.write(begin, b"".join(map(_NUMBER.pack, range(-(-count // self.size)))))
        os.close(begin)

    def claim(self) -> int | None:
        """Begin the next chunk; `None` where there is none."""
        read = os.read(self._left, _NUMBER.size)
        return int(_NUMBER.unpack(read)[0]) if read else None

    def numbers(self, chunk: int) -> range:
        """What is in a chunk."""
        return range(chunk * self.size, min((chunk + 1) * self.size, self._count))

    def close(self) -> None:
        """Let nobody here begin another."""
        os.close(self._left)


_NUMBER = Struct("=I")


class Background(Generic[Given, Made]):
    """One long work, done by a process of its own while others go on: it is told later what it needs at its end."""

    def __init__(self, make: Callable[[Callable[[], Given]], Made], worth: int) -> None:
        """`make` asks for what it is told when it needs it, and may have to wait; `worth`: how much there is to do."""
        self._make = make
        self._given: list[Given] = []
        self._process: BaseProcess | None = None
        self._end: Connection | None = None
        if can_share(worth, processors()):
            self._process, self._end = _forked(self._work)
            _in_background.add(self._process)

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
        return made[0] if made else self._make(lambda: self._given[0])

    def stop(self) -> None:
        """End the process, whatever it is at."""
        if self._end and self._process:
            self._process.kill()
            self._process.join()
            self._end.close()
            _in_background.discard(self._process)
        self._end = None

    def _work(self, end: Connection) -> None:
        with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
            try:
                end.send([self._make(end.recv)])
            except EOFError:
                raise
            except Exception:
                end.send([])  # made again where the error can be told


def _forked(
    work: Callable[[Connection], None], others: Iterable[Connection] = (), *, duplex: bool = True
) -> tuple[BaseProcess, Connection]:
    """A copy of this process that does some work, and our end of a pipe from it; `others` are our ends of others."""
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex)
    process = context.Process(target=_end_with, args=(os.getpid(), work, theirs, (ours, *others)), daemon=True)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)  # what is free would be copied too
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


def can_share(count: int, workers: int) -> bool:
    """Whether so many things are worth sharing, and a process can safely be copied as it stands: macOS breaks some."""
    return count >= FEWEST and workers > 1 and sys.platform.startswith("linux") and threading.active_count() == 1


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _widened(end: int) -> int:
    """Make a pipe as wide as may be, and give its width in bytes."""
    import fcntl  # noqa: PLC0415 - Windows has none, and one process

    with suppress(OSError):
        fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, AHEAD)
    return fcntl.fcntl(end, fcntl.F_GETPIPE_SZ)
