"""A preview on demand: nothing is made before a browser asks for it.

In: what MkDocs has gathered for a preview. Out: an application around that of MkDocs' server, which makes a page or a
file just before it is served. Guaranteed: what is made while the site is built anew is never served after that.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils import write_file

from goldenthread.mkdocs_plugin.page import RecordPage
from goldenthread.mkdocs_plugin.shelf import Shelf

Make = Callable[[], bytes | None]
"""Makes the bytes of a file; `None` where there are none."""
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
"""What a server asks for an answer (WSGI)."""
Find = Callable[[tuple[str, ...]], tuple[str, Make] | None]
"""Finds the one of several addresses at which there is something, and how it is made."""
NOT_FOUND = "404"
RELOADING = "livereload/"
"""Where MkDocs' server is asked whether there is a newer state: no file."""


def _nothing(names: tuple[str, ...]) -> None:
    """That there is nothing else."""


class OnDemand:
    """What the preview has, and has not been asked for yet; `beside` knows what is made for it all the while."""

    def __init__(self, beside: Callable[[str], bytes | None] = lambda _: None) -> None:
        self._beside = beside
        self._lock = Lock()
        self._folder = Path()
        self._makers: dict[str, Make] = {}
        self._later: dict[str, Make] = {}
        self._find: Find = _nothing
        self._find_later: Find = _nothing
        self._aside: list[tuple[File, InclusionLevel]] = []

    def begin(self) -> None:
        """A build begins: what has not been made until now is out of date."""
        with self._lock:
            self._makers, self._find = {}, _nothing
        self._later, self._find_later = {}, _nothing

    def later(self, address: str, make: Make) -> None:
        """Have a file made when it is asked for."""
        self._later[address] = make

    def find(self, find: Find) -> None:
        """Have what is not known by its address looked for when it is asked for."""
        self._find_later = find

    def set_aside(self, files: Files, build: Callable[[RecordPage], bytes]) -> None:
        """Have MkDocs pass over the pages of records, and each built when it is asked for."""
        for file in files:
            if isinstance(file.page, RecordPage):
                self._aside.append((file, file.inclusion))
                self.later(file.dest_uri, partial(build, file.page))
        for file, _ in self._aside:
            file.inclusion = InclusionLevel.EXCLUDED

    def end(self, folder: Path) -> None:
        """The build has ended, and its folder may be given what comes later."""
        for file, inclusion in self._aside:
            file.inclusion = inclusion
        self._aside = []
        with self._lock:
            self._folder, self._makers, self._find = folder, self._later, self._find_later

    def around(self, serve: Application, mount: str) -> Application:
        """The application of a server, at whose address `mount` the site begins, with ours around it."""

        def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            asked = posixpath.normpath("/" + path.removeprefix(mount)).lstrip("/")
            began: list[tuple[Any, ...]] = []

            def told(*head: Any) -> None:
                began[:] = [head]

            while True:
                state = self._make(asked)
                body = serve(environ, told)
                # A state may have come meanwhile that has what nobody found in the one before.
                if not began[0][0].startswith(NOT_FOUND) or state is self._makers:
                    start_response(*began[0])
                    return body

        return answer

    def _make(self, asked: str) -> object:
        """Make what is asked for; gives the state it is of."""
        with self._lock:
            names = _names(asked)
            found = False
            for name in names:
                make = self._makers.get(name)
                made = make() if make else self._beside(name)
                if made is not None:
                    write_file(made, str(self._folder / name))
                self._makers.pop(name, None)  # what could not be made is tried again when it is asked for again
                found = found or bool(make) or (self._folder / name).is_file()
            if not found and not asked.startswith(RELOADING) and (late := self._find(names)):
                name, make = late
                made = make()
                if made is not None:
                    write_file(made, str(self._folder / name))
            return self._makers


def _names(asked: str) -> tuple[str, ...]:
    """The files that may be meant by what is asked for: itself, or the page of a folder."""
    return asked, posixpath.join(asked, "index.html")


def built(page: RecordPage, config: MkDocsConfig, nav: Navigation, files: Files, env: Environment) -> bytes:
    """A page as MkDocs builds it: all plugins asked, the theme around it."""
    page.active = True
    try:
        pages = files.every_page if isinstance(files, Shelf) else files.documentation_pages()
        context = get_context(nav, pages, config, page)
        template = env.get_template(page.meta.get("template", "main.html"))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        output = config.plugins.on_post_page(template.render(context), page=page, config=config)
        return output.encode(errors="xmlcharrefreplace")
    finally:
        page.active = False


def found_in(shelf: Shelf, build: Callable[[RecordPage], bytes], names: tuple[str, ...]) -> tuple[str, Make] | None:
    """What a shelf has at one of several addresses; pages first, for of files all may have to be looked through."""
    for name in names:
        if page := shelf.page(name):
            return name, partial(build, page)
    return next(((name, asset.make) for name in names if (asset := shelf.asset(name))), None)
