"""How far the work on photos is, told while it lasts: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from goldenthread.cli.report import say, told
from goldenthread.language import N_

if TYPE_CHECKING:
    from rich.progress import Progress

AT_ONCE = 2.0
"""How many seconds of work nobody needs to hear of."""
NOW_AND_THEN = 10.0
"""How many seconds lie between two lines."""


class PhotoProgress:
    """Hears how many photos are done, and tells it on standard error once it has taken a while."""

    def __init__(self) -> None:
        self._tell_at: float | None = None
        self._bar: Progress | None = None

    def __enter__(self) -> PhotoProgress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, done: int, of: int) -> None:
        """Hear that so many are done."""
        now = time.monotonic()
        if self._tell_at is None:
            self._tell_at = now + AT_ONCE
        if now < self._tell_at:
            return
        if sys.stderr.isatty():
            self._drawn().update(self._drawn().task_ids[0], completed=done, total=of)
        else:
            say(N_("Photos: {done} of {of}"), done=done, of=of)
            self._tell_at = now + NOW_AND_THEN

    def _drawn(self) -> Progress:
        """The bar, which is taken off the terminal in the end."""
        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415 - it loads slowly, and is seldom needed
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.add_task(told(N_("Photos")))
            self._bar.start()
        return self._bar
