"""A pool of processes: photos worked on side by side, so that a decoder that fails costs the one photo it failed on.

In: a function of `worker`, and what to give it for each photo. Out: what it returned, or a `Refusal`. Guaranteed: a
worker that dies or takes too long is replaced, and every other photo gets its turn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from goldenthread.media.worker import Refusal, limit

PATIENCE = 120.0
"""After how many seconds a photo is given up: far more than any takes."""
Made = TypeVar("Made")


def each(
    work: Callable[..., Made | Refusal],
    jobs: Iterable[tuple[str, tuple[Any, ...]]],
    workers: int | None = None,
    patience: float = PATIENCE,
) -> Iterator[tuple[str, Made | Refusal]]:
    """What came of each job, by its name, as they are done.

    Jobs are taken only as workers become free, so that few photos are in memory at once. For none, no process starts.
    """
    waiting = iter(jobs)
    first = next(waiting, None)
    if first is None:
        return
    workers = workers or os.cpu_count() or 1
    with ProcessPool(workers, initializer=limit, context=get_context("spawn")) as pool:
        running: dict[Future[Made | Refusal], str] = {}

        def start(name: str, given: tuple[Any, ...]) -> None:
            running[pool.schedule(work, given, timeout=patience)] = name

        start(*first)
        while running:
            for job in islice(waiting, workers + 1 - len(running)):
                start(*job)
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(done), _outcome(done)


def _outcome(done: Future[Made | Refusal]) -> Made | Refusal:
    try:
        return done.result()
    except ProcessExpired:
        return Refusal("GT702", "its decoder broke down")
    except TimeoutError:
        return Refusal("GT702", "decoding it does not come to an end")
    except Exception as error:
        return Refusal("GT702", f"{type(error).__name__}: {error}")
