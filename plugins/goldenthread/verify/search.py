"""The index of a site's search, as its bytes say: that it is whole, leads to places there are, and lacks no thing.

In: the folder of a site, and the facts of its pages. Out: problems. Guaranteed: no input raises; an index of another
making than ours is a problem too.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from goldenthread.problem import Problem, problem
from goldenthread.source import Place
from goldenthread.verify.pages import PageFacts

FOLDER = "pagefind"
_SIGNED = b"pagefind_dcd"
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error)


def searched(site: Path, pages: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """What is wrong with the index, for a site that has a page to search it."""
    if "search/index.html" not in pages:
        return
    try:
        languages = json.loads((site / FOLDER / "pagefind-entry.json").read_bytes())["languages"]
        counted = sum(language["page_count"] for language in languages.values())
        found = [_address(path) for path in sorted((site / FOLDER / "fragment").iterdir())]
    except _UNREADABLE as error:
        yield problem("GT913", Place(FOLDER), said=f"{type(error).__name__}: {error}")
        return
    if counted != len(found):
        yield problem("GT912", Place(FOLDER), held=len(found), given=counted)
    reached = set()
    for address in found:
        parts = urlsplit(address)
        name = _page(unquote(parts.path))
        reached.add(name)
        if name not in pages or (parts.fragment and unquote(parts.fragment) not in pages[name].ids):
            yield problem("GT914", Place(FOLDER), target=address)
    for name, page in pages.items():
        if page.about and name not in reached:
            yield problem("GT915", Place(name))


def _address(fragment: Path) -> str:
    """Where one thing of the index lies, relative to the site's root."""
    data = gzip.decompress(fragment.read_bytes()).removeprefix(_SIGNED)
    return str(json.loads(json.loads(data)["url"])["address"])


def _page(path: str) -> str:
    """The file of a page."""
    return normpath(f"{path}index.html" if path.endswith("/") or not path else path)
