"""A pool of processes: photos worked on side by side, so that a decoder that fails costs the one photo it failed on.

In: a function of `worker`, and what to give it for each photo. Out: what it returned, or a `Refusal`. Guaranteed: a
worker that dies or takes too long is replaced, and every other photo gets its turn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, TypeVar

from goldenthread.media.worker import Refusal, limit

PATIENCE = 600.0
"""After how many seconds a photo is given up: far more than any takes, also where many share a processor."""
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
    first = list(islice(waiting, workers or os.cpu_count() or 1))
    if not first:
        return
    from pebble import ProcessPool  # noqa: PLC0415 - it loads slowly, and is needed only where something has changed

    with ProcessPool(len(first), initializer=limit, context=get_context("spawn")) as pool:
        running: dict[Future[Made | Refusal], str] = {}

        def start(name: str, given: tuple[Any, ...]) -> None:
            running[pool.schedule(work, given, timeout=patience)] = name

        waiting = chain(first, waiting)
        while True:
            for job in islice(waiting, len(first) + 1 - len(running)):
                start(*job)
            if not running:
                return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(done), _outcome(done)


def _outcome(done: Future[Made | Refusal]) -> Made | Refusal:
    from pebble import ProcessExpired  # noqa: PLC0415

    try:
        return done.result()
    except ProcessExpired:
        return Refusal("GT702", "its decoder broke down")
    except TimeoutError:
        return Refusal("GT702", "decoding it does not come to an end")
    except Exception as error:
        return Refusal("GT702", f"{type(error).__name__}: {error}")
