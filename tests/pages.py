"""Built pages as tests look at them: elements with their attributes, words, and the classes they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from posixpath import join, normpath

from goldenthread.publish import Site

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass
class Element:
    """One element: its tag, attributes, words, and the classes and ids of it and of those it stands in."""

    tag: str
    attributes: dict[str, str]
    within: frozenset[str]
    words: str = ""


def elements(html: str) -> list[Element]:
    """Every element of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def links(html: str) -> list[Element]:
    """Every link of a page."""
    return [one for one in elements(html) if one.tag == "a" and "href" in one.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        outer = self._open[-1].within if self._open else frozenset()
        names = {*attributes.get("class", "").split(), attributes.get("id", "")} - {""}
        element = Element(tag, attributes, outer | names)
        self.found.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words += data


def without_links(html: str, page: str, target: str) -> str:
    """A page on which the references and backlinks to a target are plain links."""

    def plain(tag: re.Match[str]) -> str:
        href = re.search(r'href="([^"#]*)', tag[0])
        assert href
        leads_there = normpath(join(page, href[1])) == target
        return re.sub(r' data-(?:backlink|relation="[^"]*")', "", tag[0]) if leads_there else tag[0]

    return re.sub(r"<a [^>]*data-(?:backlink|relation)[^>]*>", plain, html)


def named(site: Site, name: str) -> Site:
    """A site that is called otherwise."""
    return replace(site, layout=replace(site.layout, name=name))
