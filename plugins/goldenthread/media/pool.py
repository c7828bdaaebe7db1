"""A pool of processes: photos worked on side by side, so that a decoder that fails costs the one photo it failed on.

In: a function of `worker`, and what to give it for each photo. Out: what it returned, or a `Refusal`. Guaranteed: a
worker that dies or takes too long is replaced, and every other photo gets its turn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, TypeVar

from goldenthread.media.worker import Refusal, begin

STARTING = 10.0
"""For so many seconds a pool waits for workers that are still starting, before it ends."""
PATIENCE = 600.0
"""After how many seconds a photo is given up: far more than any takes, also where many share a processor."""
Made = TypeVar("Made")


Job = tuple[str, tuple[Any, ...]]
"""What a job is called, and what its function is given."""


def each(
    work: Callable[..., Made | Refusal],
    jobs: Iterable[Job],
    workers: int | None = None,
    patience: float = PATIENCE,
) -> Iterator[tuple[str, Made | Refusal]]:
    """What came of each job, by its name, as they are done.

    Jobs are taken only as workers become free, so that few photos are in memory at once. For none, no process starts.
    A worker that dies at once may bring down its pool: what that had in hand is then done again, each job by itself.
    """
    waiting = iter(jobs)
    first = list(islice(waiting, workers or os.cpu_count() or 1))
    waiting = chain(first, waiting)
    lost = first
    while lost:
        lost = yield from _pooled(work, waiting, len(first), patience)
        for job in lost:
            if (yield from _pooled(work, iter([job]), 1, patience)):
                yield job[0], _BROKEN


def _pooled(
    work: Callable[..., Made | Refusal], waiting: Iterator[Job], workers: int, patience: float
) -> Generator[tuple[str, Made | Refusal], None, list[Job]]:
    """What came of jobs, as long as one pool lasts; in the end those that were in its hands when it broke."""
    from pebble import ProcessPool  # noqa: PLC0415 - it loads slowly, and is needed only where something has changed

    running: dict[Future[Made | Refusal], Job] = {}
    lost: list[Job] = []
    context = get_context("spawn")
    begun = context.Semaphore(0)
    with ProcessPool(workers, initializer=begin, initargs=(begun,), context=context) as pool:
        while True:
            for job in islice(waiting, 0 if lost else workers + 1 - len(running)):
                try:
                    running[pool.schedule(work, job[1], timeout=patience)] = job
                except RuntimeError:
                    lost.append(job)
                    break
            if not running:
                # A worker that is still starting would find gone what all of them share, and say so on the screen.
                for _ in range(0 if lost else workers):
                    if not begun.acquire(timeout=STARTING):
                        break
                return lost
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(done)
                if isinstance(done.exception(), BrokenProcessPool):
                    lost.append(job)
                else:
                    yield job[0], _outcome(done)


_BROKEN = Refusal("GT702", "its decoder broke down")


def _outcome(done: Future[Made | Refusal]) -> Made | Refusal:
    from pebble import ProcessExpired  # noqa: PLC0415

    try:
        return done.result()
    except ProcessExpired:
        return _BROKEN
    except TimeoutError:
        return Refusal("GT702", "decoding it does not come to an end")
    except Exception as error:
        return Refusal("GT702", f"{type(error).__name__}: {error}")
