"""Verifying a built site: what its bytes say, whoever made them.

In: the folder of a site. Out: a `Report` with problems and counts. Guaranteed: every link, anchor, picture, style and
script of every page is followed; every reference between things has its backlink; the data are as they say of
themselves; nothing of the records is needed.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from goldenthread.problem import Problem, in_order, problem
from goldenthread.source import Place
from goldenthread.verify.data import altered
from goldenthread.verify.pages import PageFacts, Reference, glances, read_page
from goldenthread.verify.search import Indexed

__all__ = ["Report", "verify"]

_FEW = 32
"""So few things are looked through as fast one by one, and take a tenth of the room."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, and how much was looked at: a check of nothing is no check."""

    problems: tuple[Problem, ...]
    pages: int
    links: int
    references: int


def verify(site: Path, base: str = "/") -> Report:
    """Check a site; `base` is the path under which it is served, for links that begin with `/`."""
    files = frozenset(_files(str(site))) if site.is_dir() else frozenset()
    names = [name for name in sorted(files) if name.endswith(".html")]
    pages = glances(site, names)
    if not pages:
        return Report((problem("GT906", Place("")),), 0, 0, 0)
    indexed = Indexed(site, pages)
    found = (*_linked(site, files, pages, base), *indexed.problems(), *altered(site))
    links = sum(len(page.references) for page in pages.values())
    references = sum(bool(link.relation) for page in pages.values() for link in page.references)
    return Report(in_order(found), len(pages), links, references)


def _files(folder: str, before: str = "") -> Iterator[str]:
    """The files in a folder, with `/`."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{before}{entry.name}/")
            elif entry.is_file():
                yield before + entry.name


def _linked(site: Path, files: frozenset[str], pages: dict[str, PageFacts], base: str) -> Iterator[Problem]:
    """What is wrong with links and ids, each at its position: a page at fault is read again, to find it."""
    base = f"/{base.strip('/')}/".replace("//", "/")
    found = _Site(files, pages, base).problems()
    at_fault = {one.at.path for one in found}
    again = {name: read_page((site / name).read_bytes()) for name in at_fault & pages.keys()}
    placed = _Site(files, {**pages, **again}, base).problems() if again else ()
    yield from placed
    told = {one.at.path for one in placed}
    yield from (one for one in found if one.at.path not in told)


@dataclass(frozen=True, slots=True)
class _Site:
    files: frozenset[str]
    pages: dict[str, PageFacts]
    base: str
    resolved: dict[str, dict[str, tuple[str | None, str]]] = field(default_factory=dict)
    """Where links lead to from folders: many pages share their links."""

    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong."""
        return (*self.broken(), *self.one_way(), *self.repeated())

    def broken(self) -> Iterator[Problem]:
        """Links to pages, files and anchors that are not there."""
        for name, page in self.pages.items():
            for link, target, anchor in self.targets(name, page.references):
                if target in self.files:
                    if not anchor or anchor == "top" or target not in self.pages or anchor in self.pages[target].ids:
                        continue
                    yield problem("GT902", Place(name, link.line, link.column), target=link.url)
                elif target is not None:
                    code = "GT903" if link.embedded else "GT901"
                    yield problem(code, Place(name, link.line, link.column), target=link.url)
                elif link.embedded and not link.url.startswith("data:"):
                    yield problem("GT907", Place(name, link.line, link.column), target=link.url)

    def one_way(self) -> Iterator[Problem]:
        """References whose other end does not link back."""
        back = {name: self.back_from(name, page) for name, page in self.pages.items()}
        for name, page in self.pages.items():
            related = (link for link in page.references if link.relation)
            for link, target, _ in self.targets(name, related):
                if target in self.pages and target != name and name not in back[target]:
                    yield problem("GT904", Place(name, link.line, link.column), target=link.url, relation=link.relation)

    def back_from(self, name: str, page: PageFacts) -> Container[str | None]:
        """Where a page leads to that refers to something, or answers."""
        links = (link for link in page.references if link.backlink or link.relation)
        back = frozenset(target for _, target, _ in self.targets(name, links))
        return back if len(back) > _FEW else tuple(back)

    def repeated(self) -> Iterator[Problem]:
        """Ids that a page has twice."""
        for name, page in self.pages.items():
            for id, line, column in page.repeated:
                yield problem("GT905", Place(name, line, column), target=id)

    def targets(self, page: str, links: Iterable[Reference]) -> Iterator[tuple[Reference, str | None, str]]:
        """The file each link leads to, relative to the site, `None` for one that leaves it; and the anchor there."""
        folders = [page.rpartition("/")[0]]
        while folders[-1]:
            folders.append(folders[-1].rpartition("/")[0])
        known = [self.resolved.setdefault(folder, {}) for folder in folders]
        for link in links:
            url, up = link.url, 0
            while up < len(folders) - 1 and url.startswith("../", 3 * up):
                up += 1  # from many folders, links lead up and then on alike
            rest = url[3 * up :]
            if up and rest[:1] in ("", "?", "#"):
                rest = f"./{rest}"
            held = known[up].get(rest)
            if held is None:
                held = known[up][rest] = self._resolved(folders[up], rest)
            yield link, held[0] or (page if held[0] == "" else None), held[1]

    def _resolved(self, folder: str, url: str) -> tuple[str | None, str]:
        """The same from a folder; "" for the page itself."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return url, ""
        path, anchor = unquote(parts.path), unquote(parts.fragment)
        if parts.scheme or parts.netloc or (path.startswith("/") and not f"{path}/".startswith(self.base)):
            return None, anchor
        return (self._file("" if path.startswith("/") else folder, path) if path else ""), anchor

    def _file(self, folder: str, path: str) -> str:
        """The file to which a path leads from a folder of the site."""
        path = path[len(self.base) :] if path.startswith("/") else join(folder, path)
        target = "" if normpath(path) == "." else normpath(path)
        index = f"{target}/index.html".lstrip("/")
        is_folder = not path or path.endswith(("/", "/.", "/..")) or path in (".", "..")
        return index if is_folder or (target not in self.files and index in self.files) else target
