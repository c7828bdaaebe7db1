"""Making the index of the search as a part of a build: records and hand-written pages together.

In: a site, and hand-written pages as MkDocs has rendered them. Out: the index in the site's folder, and the problems
met. Guaranteed: in a preview nobody waits for it, it ends where what it indexes is out of date, and the index of an
older state never replaces that of a newer one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from html.parser import HTMLParser
from logging import LoggerAdapter
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Timer
from time import sleep
from typing import Any

from mkdocs.structure.pages import Page

from goldenthread.memory import tidy
from goldenthread.mkdocs_plugin.navigation import HOME
from goldenthread.problem import Problem
from goldenthread.publish import Background, Site
from goldenthread.publish.search import Page as Written
from goldenthread.publish.search import Record, records_of_pages
from goldenthread.publish.search.documents import Document, document
from goldenthread.publish.search.engine import FOLDER, index, unheeded

PAUSE = 2.0
"""So many seconds after a preview was built its index is begun, if nothing was changed meanwhile."""
BREATH = 0.0002
"""So many seconds the index of a preview lets all else go first after each thing: while it works, whatever reads or
writes a file in this process has to wait for it each time, and to look at three thousand took twelve seconds."""
SELDOM = 4
"""After so many builds a preview looks for what it can let go: at a large archive, that holds up the server."""
_PARTS = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption"}
)
"""The elements whose words belong together."""
_SILENT = frozenset({"script", "style", "template"})


class _Outdated(Exception):
    """What is being indexed is not what is shown any more."""


class Indexing:
    """The index of one build after another."""

    def __init__(self) -> None:
        self._pages: list[Written] = []
        self._number = 0
        self._background: Background[tuple[Written, ...], tuple[Problem, ...]] | None = None
        self._lock = Lock()
        self._timer: Timer | None = None
        self._shown: TemporaryDirectory[str] | None = None

    def begin(self) -> None:
        """Begin a build: what is still being indexed is out of date."""
        with self._lock:
            self._pages = []
            self._number += 1

    def note(self, page: Page, html: str) -> None:
        """Take a hand-written page, unless its head says `search: {exclude: true}`."""
        if (page.meta.get("search") or {}).get("exclude"):
            return
        reader = _Reader()
        reader.feed(html)
        reader.close()
        title = _plain(str(page.title or ""))
        address = page.file.dest_uri.removesuffix(HOME)
        self._pages.append(Written(address, title, tuple(one for one in reader.parts if one != title)))

    def start(self, site: Site, folder: Path) -> None:
        """Begin to index a site that is being built, into its folder, in a process of its own."""
        things = len(site.book.archive.index)  # there may be no pages yet
        self._background = Background(partial(self._index, site, folder), things)

    def give(self) -> None:
        """Say that all hand-written pages have been noted."""
        assert self._background
        self._background.give(tuple(self._pages))

    def end(self) -> tuple[Problem, ...]:
        """Wait until the index is there."""
        assert self._background
        return self._background.take()

    def stop(self) -> None:
        """Give up what was begun, and wait until it has ended."""
        self.begin()
        if self._background:
            self._background.stop()
            self._background = None
        if self._timer:
            self._timer.cancel()
            if self._timer.is_alive():
                self._timer.join()

    def close(self) -> None:
        """The same, and let go of the index that is shown."""
        self.stop()
        with self._lock:
            if self._shown:
                self._shown.cleanup()
            self._shown = None

    def index(self, site: Site, folder: Path, heed: Callable[[], None] = unheeded) -> tuple[Problem, ...]:
        """Index a site, into its folder; what `heed` raises ends it."""
        return self._index(site, folder, lambda: tuple(self._pages), heed)

    def _index(
        self, site: Site, folder: Path, pages: Callable[[], tuple[Written, ...]], heed: Callable[[], None] = unheeded
    ) -> tuple[Problem, ...]:
        """The same, where the hand-written pages are asked for when all else has been taken."""

        def records() -> Iterator[Record]:
            yield from site.search.each()
            yield from records_of_pages(site.book, pages())

        def documents() -> Iterator[Document]:
            for record in records():
                heed()
                yield document(record, folders=site.layout.folders)

        return index(documents(), folder / FOLDER, heed)

    def behind(self, site: Site, log: LoggerAdapter[Any]) -> None:
        """The same without waiting for it, once the page that somebody looks at is there; problems are logged.

        Until it is made, `file` knows the one before.
        """
        begin = self._timer = Timer(PAUSE, self._behind, args=(site, log, self._number))
        begin.daemon = True
        begin.start()

    def file(self, address: str) -> bytes | None:
        """A file of the index that a preview has, by its address on the site; `None` where there is none."""
        with self._lock, suppress(OSError):
            if self._shown and address.startswith(f"{FOLDER}/"):
                return Path(self._shown.name, address).read_bytes()
        return None

    def _behind(self, site: Site, log: LoggerAdapter[Any], number: int) -> None:
        def heed() -> None:
            if number != self._number:
                raise _Outdated
            sleep(BREATH)

        made: TemporaryDirectory[str] | None = TemporaryDirectory()
        assert made
        with suppress(_Outdated):
            heed()
            if number % SELDOM == 0:
                tidy()
            for found in self.index(site, Path(made.name), heed):
                log.error(found.line())
            with self._lock:
                if number == self._number and Path(made.name, FOLDER).is_dir():
                    made, self._shown = self._shown, made
        if made:
            made.cleanup()


class _Reader(HTMLParser):
    """The words of a page, element by element."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a part."""
        self._silent += tag in _SILENT
        if tag in _PARTS:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        """End a part."""
        self._silent -= tag in _SILENT
        if tag in _PARTS:
            self._end()

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._silent:
            self._words.append(data)

    def close(self) -> None:
        """End the last part."""
        super().close()
        self._end()

    def _end(self) -> None:
        words = _plain("".join(self._words))
        self._words = []
        if words:
            self.parts.append(words)


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()
