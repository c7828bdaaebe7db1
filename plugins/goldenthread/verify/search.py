"""The index of a site's search, as its bytes say: that it is whole, leads to places there are, and lacks no thing.

In: the folder of a site, and the facts of its pages. Out: problems. Guaranteed: no input raises; an index of another
making than ours is a problem too.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from goldenthread.problem import Problem, problem
from goldenthread.publish.side_by_side import Background
from goldenthread.source import Place
from goldenthread.verify.pages import PageFacts

FOLDER = "pagefind"
_SIGNED = b"pagefind_dcd"
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error)


class Indexed:
    """The index of a site that has a page to search it, read by a process of its own while other things are checked."""

    def __init__(self, site: Path, pages: Mapping[str, PageFacts]) -> None:
        self._pages = pages
        self._read: Background[None, _Read] | None = None
        if "search/index.html" in pages:
            self._read = Background(lambda _: _read(site / FOLDER), len(pages))

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it."""
        if not self._read:
            return
        counted, found, unreadable = self._read.take()
        if unreadable:
            yield problem("GT913", Place(FOLDER), said=unreadable)
            return
        if counted != len(found):
            yield problem("GT912", Place(FOLDER), held=len(found), given=counted)
        reached = set()
        for address in found:
            parts = urlsplit(address)
            name = _page(unquote(parts.path))
            reached.add(name)
            if name not in self._pages or (parts.fragment and unquote(parts.fragment) not in self._pages[name].ids):
                yield problem("GT914", Place(FOLDER), target=address)
        for name, page in self._pages.items():
            if page.about and name not in reached:
                yield problem("GT915", Place(name))


_Read = tuple[int, list[str], str]
"""How many things an index says that it has, where each of them lies, and why it cannot be read."""


def _read(folder: Path) -> _Read:
    try:
        languages = json.loads((folder / "pagefind-entry.json").read_bytes())["languages"]
        counted = sum(language["page_count"] for language in languages.values())
        fragments = f"{folder}/fragment"
        names = sorted(os.listdir(fragments))  # noqa: PTH208 - as below
        return counted, [_address(f"{fragments}/{name}") for name in names], ""
    except _UNREADABLE as error:
        return 0, [], f"{type(error).__name__}: {error}"


def _address(fragment: str) -> str:
    """Where one thing of the index lies, relative to the site's root."""
    with open(fragment, "rb", buffering=0) as file:  # noqa: PTH123 - of so many, paths cost too much
        data = gzip.decompress(file.read()).removeprefix(_SIGNED)
    return str(json.loads(json.loads(data)["url"])["address"])


def _page(path: str) -> str:
    """The file of a page."""
    return normpath(f"{path}index.html" if path.endswith("/") or not path else path)
