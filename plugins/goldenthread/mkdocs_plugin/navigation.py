"""The site's menu: the registers first, then the hand-written pages.

In: the navigation that `mkdocs.yml` gives, if any, and the files. Out: a navigation whose size does not depend on how
much is in the archive. Guaranteed: a site that places the registers itself keeps its own order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs.structure.files import Files, InclusionLevel

from goldenthread.language import N_
from goldenthread.mkdocs_plugin.page import RecordPage

ABOUT = N_("About")
HOME = "index.html"


Menu = tuple[tuple[str, tuple[str, ...]], ...]
"""The names of registers by heading, "" for those that stand by themselves."""


def navigation(given: list[Any] | None, files: Files, menu: Menu) -> list[Any]:
    """The menu: home and registers, then what `mkdocs.yml` lists, or all hand-written pages under one heading."""
    registers = list(_registers(menu))
    pages = files.documentation_pages(inclusion=InclusionLevel.is_in_nav)
    home = next((file.src_uri for file in pages if file.dest_uri == HOME), "index.md")
    if given is not None:
        if any(path in _paths(registers) for path in _paths(given)):
            return given
        own = [item for item in given if home not in _paths([item])]
        first = [item for item in given if home in _paths([item])] or [home]
        return [*first, *registers, *own]
    written = [file.src_uri for file in pages if not isinstance(file.page, RecordPage) and file.src_uri != home]
    return [home, *registers, *([{ABOUT: written}] if written else [])]


def _registers(menu: Menu) -> Iterator[Any]:
    for heading, names in menu:
        paths = [f"{name}/index.md" for name in names]
        yield from [{heading: paths}] if heading else paths


def _paths(items: Any) -> list[str]:
    """All paths in a navigation, however nested."""
    if isinstance(items, str):
        return [items]
    inner = items.values() if isinstance(items, dict) else items if isinstance(items, list) else ()
    return [path for item in inner for path in _paths(item)]
