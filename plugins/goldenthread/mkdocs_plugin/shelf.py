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
from goldenthread.publish import Page as Recorded

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

    def page(self, recorded: Recorded, number: int = 0) -> RecordPage:
        """A page of the site, with its file; `number` says which one it is, where all are made."""
        inclusion = InclusionLevel.INCLUDED if recorded.in_menu else InclusionLevel.NOT_IN_NAV
        file = File.generated(self.config, path_of(recorded.address), content="", inclusion=inclusion)
        file.edit_uri = self._edit_uri(recorded.source.path if recorded.source else "")
        return RecordPage(self.site, recorded, number, file, self.config, self._how)


class Shelf(Files):
    """MkDocs' files: those that it is told of, and behind them those that are made when somebody asks for one."""

    def __init__(self, files: Files, maker: Maker, told: Told) -> None:
        """`files` hold the pages of the menu already; `told` hears of those at the address of any other of ours."""
        super().__init__(files)
        self._maker = maker
        self._told = told
        self._own = {file.dest_uri: file for file in files if not file.inclusion.is_excluded()}
        self._made: dict[str, File | None] = {}
        self._assets: dict[str, Asset] = {}
        self._others: Iterator[Asset] = maker.site.each_asset()
        for address, file in self._own.items():
            if address.endswith(_INDEX) and not isinstance(file.page, RecordPage):
                same = maker.site.page_at(address.removesuffix(_INDEX)) if address != _INDEX else None
                if same and not same.in_menu:
                    told(file)

    def __contains__(self, path: str) -> bool:
        """Whether there is such a file, made or not."""
        return self.get_file_from_path(path) is not None

    def get_file_from_path(self, path: str) -> File | None:
        """The file of a path, made now if it is one of ours that was not asked for before."""
        uri = PurePath(path).as_posix()
        known = self._src_uris.get(uri)
        if known is not None and (isinstance(known.page, RecordPage) or not known.inclusion.is_excluded()):
            return known
        if uri not in self._made:
            self._made[uri] = self._make(uri)
        return self._made[uri] or known

    def page(self, address: str) -> RecordPage | None:
        """The page at an address (`meetings/x/index.html`)."""
        path = path_of(address.removesuffix(_INDEX))
        file = self._own.get(address) or self.get_file_from_path(path) if address.endswith(_INDEX) else None
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
        yield from (file for file in self.documentation_pages() if not isinstance(file.page, RecordPage))
        for recorded in self._maker.site.pages:
            if page := self.page(f"{recorded.address}{_INDEX}"):
                yield page.file

    def _make(self, uri: str) -> File | None:
        address = uri.removesuffix(path_of(""))
        if address == uri:
            asset = self.asset(uri)
            return empty(asset, self._maker.config) if asset else None
        recorded = None if f"{address}{_INDEX}" in self._own else self._maker.site.page_at(address)
        if recorded is None:
            return None
        page = self._maker.page(recorded)
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
