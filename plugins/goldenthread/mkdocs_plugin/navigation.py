"""The site's menu: the registers first, then the hand-written pages.

In: the navigation that `mkdocs.yml` gives, if any, and the files. Out: a navigation whose size does not depend on how
much is in the archive. Guaranteed: a site that places the registers itself keeps its own order.
"""

from __future__ import annotations

from typing import Any

from mkdocs.structure.files import Files, InclusionLevel

from goldenthread.mkdocs_plugin.page import RecordPage
from goldenthread.publish.addresses import MENU
from goldenthread.publish.words import N_

ABOUT = N_("About")


def navigation(given: list[Any] | None, files: Files) -> list[Any]:
    """The menu: home and registers, then what `mkdocs.yml` lists, or all hand-written pages under one heading."""
    registers = [f"{name}/index.md" for name in MENU]
    if given is not None:
        if any(path in registers for path in _paths(given)):
            return given
        own = [item for item in given if item != "index.md" and "index.md" not in _paths([item])]
        home = [item for item in given if item not in own] or ["index.md"]
        return [*home, *registers, *own]
    written = [
        file.src_uri
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_nav)
        if not isinstance(file.page, RecordPage) and file.src_uri != "index.md"
    ]
    return ["index.md", *registers, *([{ABOUT: written}] if written else [])]


def _paths(items: list[Any]) -> list[str]:
    """All paths in a navigation, however nested."""
    found: list[str] = []
    for item in items:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            for value in item.values():
                found += [value] if isinstance(value, str) else _paths(value)
    return found
