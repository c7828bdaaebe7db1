"""The pages and files of a preview that nobody has asked for: MkDocs is not told of them, and finds them all the same.

In: a site, and MkDocs' files. Out: `Shelf`, which stands in the place of these. Guaranteed: whoever asks for a page or
file by its path gets what a build has there; a hand-written one at its address goes before it.

Only where no other plugin looks at the files: to hand MkDocs objects for each of fourteen thousand pages takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import Any, overload

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from goldenthread.mkdocs_plugin.page import How, RecordPage
from goldenthread.publish import Asset, Site

Told = Callable[[File], None]
"""Hears of a hand-written file that has the address of one of ours."""


class Maker:
    """Makes MkDocs' objects for the pages of a site."""

    def __init__(self, site: Site, config: MkDocsConfig, how: How, edit_uri: Callable[[str], str | None]) -> None:
        """`edit_uri`: where a record is edited, by its path."""
        self.site = site
        self.config = config
        self._how = how
        self._edit_uri = edit_uri

    def page(self, number: int) -> RecordPage:
        """A page of the site, by its number, with its file."""
        recorded = self.site.pages[number]
        inclusion = InclusionLevel.INCLUDED if recorded.in_menu else InclusionLevel.NOT_IN_NAV
        file = File.generated(self.config, path_of(recorded.address), content="", inclusion=inclusion)
        file.edit_uri = self._edit_uri(recorded.source.path if recorded.source else "")
        return RecordPage(self.site, number, file, self.config, self._how)


class Shelf(Files):
    """MkDocs' files: those that it is told of, and behind them those that are made when somebody asks for one."""

    def __init__(self, files: Files, maker: Maker, told: Told) -> None:
        """`files` already hold the pages of the menu; `told` hears of those that have the address of one of ours."""
        super().__init__(files)
        self._maker = maker
        self._told = told
        self._own = {file.dest_uri: file for file in files if not file.inclusion.is_excluded()}
        self._made: dict[str, File | None] = {}
        self._assets: dict[str, Asset] = {}
        self._others: Iterator[Asset] = maker.site.each_asset()
        self._numbers = {
            path_of(page.address): number
            for number, page in enumerate(maker.site.pages)
            if f"{page.address}{_INDEX}" not in self._own
        }

    def __contains__(self, path: str) -> bool:
        """Whether there is such a file, made or not."""
        return self.get_file_from_path(path) is not None

    def get_file_from_path(self, path: str) -> File | None:
        """The file of a path, made now if it is one of ours that was not asked for before."""
        uri = PurePath(path).as_posix()
        known = self._src_uris.get(uri)
        if known is not None and uri not in self._numbers:
            return known
        if uri not in self._made:
            self._made[uri] = self._make(uri)
        return self._made[uri]

    def page(self, address: str) -> RecordPage | None:
        """The page at an address (`meetings/x/index.html`)."""
        file = self.get_file_from_path(f"{address.removesuffix('.html')}.md") if address.endswith(_INDEX) else None
        return file.page if file and isinstance(file.page, RecordPage) else None

    def asset(self, address: str) -> Asset | None:
        """The file to be made at an address; those before it come to be known with it."""
        while address not in self._assets and (asset := next(self._others, None)):
            if asset.address in self._own:
                self._told(self._own[asset.address])
            else:
                self._assets.setdefault(asset.address, asset)
        return self._assets.get(address)

    @property
    def every_page(self) -> Sequence[File]:
        """All pages, made as soon as somebody counts them or looks at one."""
        return _Every(self._every_page)

    def _every_page(self) -> Iterator[File]:
        yield from self.documentation_pages()
        for path in self._numbers:
            if file := self.get_file_from_path(path):
                yield file

    def _make(self, uri: str) -> File | None:
        number = self._numbers.get(uri)
        if number is None:
            asset = self.asset(uri)
            return empty(asset, self._maker.config) if asset else None
        page = self._maker.page(number)
        page.read_source(self._maker.config)
        page.render(self._maker.config, self)
        return page.file


class _Every(Sequence[File]):
    """Files that are made when they are needed."""

    def __init__(self, make: Callable[[], Iterable[File]]) -> None:
        self._make = make

    @cached_property
    def _files(self) -> tuple[File, ...]:
        return tuple(self._make())

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, at: int) -> File: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[File]: ...
    def __getitem__(self, at: Any) -> Any:
        return self._files[at]


_INDEX = "index.html"


def path_of(address: str) -> str:
    """The path under which MkDocs knows the page at an address of the site."""
    return f"{address}index.md"


def empty(asset: Asset, config: MkDocsConfig) -> File:
    """A file of the site in a preview, which is made when a browser asks for it."""
    return File.generated(config, asset.address, content=b"", inclusion=InclusionLevel.INCLUDED)
