"""Verifying a built site: what its bytes say, whoever made them.

In: the folder of a site. Out: a `Report` with problems and counts. Guaranteed: every link, anchor, picture, style and
script of every page is followed; every reference between things has its backlink; the data are as they say of
themselves; nothing of the records is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from goldenthread.problem import Problem, in_order, problem
from goldenthread.source import Place
from goldenthread.verify.data import altered
from goldenthread.verify.pages import PageFacts, glances, read_page
from goldenthread.verify.search import searched

__all__ = ["Report", "verify"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, and how much was looked at: a check of nothing is no check."""

    problems: tuple[Problem, ...]
    pages: int
    links: int
    references: int


def verify(site: Path, base: str = "/") -> Report:
    """Check a site; `base` is the path under which it is served, for links that begin with `/`."""
    files = (
        {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} if site.is_dir() else set()
    )
    names = [name for name in sorted(files) if name.endswith(".html")]
    pages = glances(site, names)
    if not pages:
        return Report((problem("GT906", Place("")),), 0, 0, 0)
    found = (*_linked(site, frozenset(files), pages, base), *searched(site, pages), *altered(site))
    links = sum(len(page.references) for page in pages.values())
    references = sum(bool(link.relation) for page in pages.values() for link in page.references)
    return Report(in_order(found), len(pages), links, references)


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
    resolved: dict[tuple[str, str], tuple[str | None, str]] = field(default_factory=dict)
    """Where links lead to from folders: many pages share their links."""

    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong."""
        return (*self.broken(), *self.one_way(), *self.repeated())

    def broken(self) -> Iterator[Problem]:
        """Links to pages, files and anchors that are not there."""
        for name, page in self.pages.items():
            for link in page.references:
                target, anchor = self.target(name, link.url)
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
        back = {
            name: {self.target(name, link.url)[0] for link in page.references if link.backlink or link.relation}
            for name, page in self.pages.items()
        }
        for name, page in self.pages.items():
            for link in page.references:
                target = self.target(name, link.url)[0] if link.relation else None
                if target in self.pages and target != name and name not in back[target]:
                    yield problem("GT904", Place(name, link.line, link.column), target=link.url, relation=link.relation)

    def repeated(self) -> Iterator[Problem]:
        """Ids that a page has twice."""
        for name, page in self.pages.items():
            for id, line, column in page.repeated:
                yield problem("GT905", Place(name, line, column), target=id)

    def target(self, page: str, url: str) -> tuple[str | None, str]:
        """The file a link leads to, relative to the site, `None` for one that leaves it; and the anchor there."""
        folder, rest = page.rpartition("/")[0], url
        while folder and rest.startswith("../"):  # from many folders, links lead up and then on alike
            folder, rest = folder.rpartition("/")[0], rest[3:]
        if rest is not url and rest[:1] in ("", "?", "#"):
            rest = f"./{rest}"
        held = self.resolved.get((folder, rest))
        if held is None:
            held = self.resolved[folder, rest] = self._resolved(folder, rest)
        return (page, held[1]) if held[0] == "" else held

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
