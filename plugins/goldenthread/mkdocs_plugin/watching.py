"""Watching the files of a preview for changes, at a cost that the preview can spare.

In: the server of MkDocs. Out: nothing; it looks at files in our way. Guaranteed: whatever file system the records lie
on, a file that is new, gone, or of another time, size or number is noticed; two looks lie three seconds apart at most.

MkDocs looks at all files twice a second, by a walk that takes a third of a processor among three thousand files: time
that is lost to the pages. Events of the system would cost nothing, but do not come from every file system.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic, thread_time

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent
from watchdog.observers.api import BaseObserver, EventEmitter

PAUSE = 0.25
"""Seconds between two looks, at least."""
SHARE = 10
"""A pause is so many times as long as the work of the look before it, at least."""
LONGEST = 3.0
"""But never longer than that."""
GLANCE = 0.05
"""Seconds after which those few files are looked at that changed last: who saves one saves it again."""
SETTLED = 0.05
"""Seconds for which nothing more may change before a build begins: an editor writes a file in two or three steps."""
FEW = 8
Seen = frozenset[tuple[str, int, int, int]]
"""Files by path, with the time of their last change, their size and their number."""


class Looks(EventEmitter):
    """Looks at a file, or at all files in a folder, again and again."""

    _seen: Seen = frozenset()
    _took = 0.0
    _last: Seen = frozenset()
    """Those that changed last, as they were then."""

    def on_thread_start(self) -> None:
        """Look for the first time."""
        self._look()

    def queue_events(self, timeout: float) -> None:
        """Look again after a while, or as soon as what changed last does again, and tell if anything has changed."""
        end = monotonic() + max(timeout, min(self._took * SHARE, LONGEST))
        while (left := end - monotonic()) > 0 and not self._changed_again():
            if self.stopped_event.wait(min(left, GLANCE)):
                return
        before = self._seen
        self._look()
        if changed := self._seen - before:
            self._last = frozenset(sorted(changed)[:FEW])
        for path in sorted({path for path, *_ in before ^ self._seen})[:1]:
            self.queue_event(FileModifiedEvent(path))

    def _changed_again(self) -> bool:
        """Whether a file that changed last is another now; where it is gone, something may be about to replace it."""
        now: set[tuple[str, int, int, int]] = set()
        for path, *_ in self._last:
            with suppress(OSError):
                now.update(_files(path))
        return not now <= self._last

    def _look(self) -> None:
        began = thread_time()  # of this thread alone: a look may have to wait for a build
        try:
            self._seen = frozenset(_files(os.fsdecode(self.watch.path)))
        except FileNotFoundError:
            self._seen = frozenset()
        except OSError:
            pass  # a share that cannot be reached for once: the next look may fare better
        self._took = thread_time() - began


def look_less(server: LiveReloadServer) -> None:
    """Have a server, which does not run yet, look at files in this way."""
    watched = [*server._watched_paths]
    for path in watched:
        server.unwatch(path)
    server.observer = BaseObserver(Looks, timeout=PAUSE)  # type: ignore[assignment]  # MkDocs asks no more of it
    server.build_delay = SETTLED
    for path in watched:
        server.watch(path)


def _files(path: str) -> Iterator[tuple[str, int, int, int]]:
    if not os.path.isdir(path):  # noqa: PTH112 - as below
        found = os.stat(path)  # noqa: PTH116 - paths of their own would take longer than the looking
        yield path, found.st_mtime_ns, found.st_size, found.st_ino
        return
    pending, followed = [path], set()
    while pending:
        with suppress(OSError), os.scandir(pending.pop()) as entries:
            for entry in entries:
                with suppress(OSError):  # it has gone meanwhile
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                        continue
                    found = entry.stat()
                    if entry.is_dir():
                        folder = (found.st_dev, found.st_ino)
                        pending += [] if folder in followed else [entry.path]  # a link may lead into itself
                        followed.add(folder)
                        continue
                    yield entry.path, found.st_mtime_ns, found.st_size, found.st_ino
