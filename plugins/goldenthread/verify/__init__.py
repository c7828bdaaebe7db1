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
from goldenthread.verify.pages import PageFacts, read_page
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
    pages = {name: read_page((site / name).read_bytes()) for name in sorted(files) if name.endswith(".html")}
    if not pages:
        return Report((problem("GT906", Place("")),), 0, 0, 0)
    checked = _Site(frozenset(files), pages, f"/{base.strip('/')}/".replace("//", "/"))
    found = (*checked.broken(), *checked.one_way(), *checked.repeated(), *searched(site, pages), *altered(site))
    links = sum(len(page.references) for page in pages.values())
    references = sum(bool(link.relation) for page in pages.values() for link in page.references)
    return Report(in_order(found), len(pages), links, references)


@dataclass(frozen=True, slots=True)
class _Site:
    files: frozenset[str]
    pages: dict[str, PageFacts]
    base: str
    resolved: dict[tuple[str, str], str] = field(default_factory=dict)
    """The files that paths lead to from folders: many pages share their links."""

    def broken(self) -> Iterator[Problem]:
        """Links to pages, files and anchors that are not there."""
        for name, page in self.pages.items():
            for link in page.references:
                at = Place(name, link.line, link.column)
                target = self.target(name, link.url)
                if target is None:
                    if link.embedded and not link.url.startswith("data:"):
                        yield problem("GT907", at, target=link.url)
                    continue
                if target not in self.files:
                    yield problem("GT903" if link.embedded else "GT901", at, target=link.url)
                    continue
                anchor = unquote(urlsplit(link.url).fragment)
                if anchor and anchor != "top" and target in self.pages and anchor not in self.pages[target].ids:
                    yield problem("GT902", at, target=link.url)

    def one_way(self) -> Iterator[Problem]:
        """References whose other end does not link back."""
        back = {
            name: {self.target(name, link.url) for link in page.references if link.backlink or link.relation}
            for name, page in self.pages.items()
        }
        for name, page in self.pages.items():
            for link in page.references:
                target = self.target(name, link.url) if link.relation else None
                if target in self.pages and target != name and name not in back[target]:
                    yield problem("GT904", Place(name, link.line, link.column), target=link.url, relation=link.relation)

    def repeated(self) -> Iterator[Problem]:
        """Ids that a page has twice."""
        for name, page in self.pages.items():
            for id, line, column in page.repeated:
                yield problem("GT905", Place(name, line, column), target=id)

    def target(self, page: str, url: str) -> str | None:
        """The file a link leads to, relative to the site; `None` for one that leaves it."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        path = unquote(parts.path)
        if parts.scheme or parts.netloc or (path.startswith("/") and not f"{path}/".startswith(self.base)):
            return None
        if not path:
            return page
        folder = "" if path.startswith("/") else page.rpartition("/")[0]
        if (folder, path) not in self.resolved:
            self.resolved[folder, path] = self._file(folder, path)
        return self.resolved[folder, path]

    def _file(self, folder: str, path: str) -> str:
        """The file to which a path leads from a folder of the site."""
        path = path[len(self.base) :] if path.startswith("/") else join(folder, path)
        target = "" if normpath(path) == "." else normpath(path)
        index = f"{target}/index.html".lstrip("/")
        is_folder = not path or path.endswith(("/", "/.", "/..")) or path in (".", "..")
        return index if is_folder or (target not in self.files and index in self.files) else target
