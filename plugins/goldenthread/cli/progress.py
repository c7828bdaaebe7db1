"""How far work is, told while it lasts: a bar on a terminal, a line now and then elsewhere; and how long it took."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from goldenthread.cli.report import say, told
from goldenthread.language import N_
from goldenthread.progress import SEARCH, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

AT_ONCE = 2.0
"""How many seconds of work nobody needs to hear of."""
NOW_AND_THEN = 10.0
"""How many seconds lie between two lines."""
DRAWN = 0.1
"""How many seconds lie between two pictures of the bar."""


class Telling(Progress):
    """Hears what is done and how far it is, and tells it on standard error once it has taken a while."""

    def __init__(self) -> None:
        self._tell_at: float | None = None
        self._bar: Bar | None = None
        self._phases: list[tuple[str, float]] = []

    def __enter__(self) -> Telling:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """Take the bar off the terminal."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def begin(self, phase: str) -> None:
        """Hear that a phase begins."""
        now = time.monotonic()
        self._phases.append((phase, now))
        self._hear(now, phase)

    def count(self, things: str, done: int, of: int) -> None:
        """Hear that so many are done."""
        self._hear(time.monotonic(), things, done, of)

    def timings(self) -> list[tuple[str, float]]:
        """The seconds that each phase took, the last one until now."""
        ends = [began for _, began in self._phases[1:]] + [time.monotonic()]
        return [(phase, end - began) for (phase, began), end in zip(self._phases, ends, strict=True)]

    def _hear(self, now: float, what: str, done: int = 0, of: int = 0) -> None:
        if self._tell_at is None:
            self._tell_at = now + AT_ONCE
        if now < self._tell_at:
            return
        if sys.stderr.isatty():
            bar = self._drawn()
            bar.update(bar.task_ids[0], description=told(what), completed=done, total=of or None)
            bar.refresh()
            self._tell_at = now + DRAWN
        elif of:
            say(N_("{what}: {done} of {of}"), what=told(what), done=done, of=of)
            self._tell_at = now + NOW_AND_THEN

    def _drawn(self) -> Bar:
        """The bar, which is taken off the terminal in the end. It is drawn when told to, which takes no thread."""
        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415 - it loads slowly, and is seldom needed
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
            from rich.progress import Progress as Bar  # noqa: PLC0415

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
            self._bar.add_task("")
            self._bar.start()
        return self._bar


class TellingAgain(Telling):
    """The same of a preview, which is built again and again: each time it says that it is there, and how soon."""

    def end(self) -> None:
        """Say that the site is as the records are, unless it was given up."""
        super().end()
        timings = self.timings()
        if timings and timings[-1][0] == SEARCH:
            say(
                N_("Read in {seconds:.1f} s. Each page is made when you look at it."),
                seconds=sum(s for _, s in timings),
            )


def say_timings(progress: Telling) -> None:
    """How long each phase took, one a line, and its share of the whole."""
    timings = progress.timings()
    whole = sum(seconds for _, seconds in timings) or 1.0
    width = max((len(told(phase)) for phase, _ in timings), default=0)
    for phase, seconds in timings:
        line = N_("{phase}  {seconds:6.1f} s  {share:4.0%}")
        say(line, phase=told(phase).ljust(width), seconds=seconds, share=seconds / whole)
