"""What one built page holds: its ids and its links.

In: the bytes of an HTML file. Out: `PageFacts`: quickly without positions (`Glances`), or slowly with those of the
built file (`read_page`). Guaranteed: no input raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from goldenthread.publish.side_by_side import Background

LINKS = {"a": "href", "link": "href", "area": "href", "object": "data"}
LINKS |= dict.fromkeys(("img", "script", "source", "iframe", "video", "audio", "track", "embed"), "src")
EMBEDDED = frozenset(LINKS) - {"a", "area"}
PASSED_OVER = frozenset({"canonical", "alternate", "preconnect", "dns-prefetch"})


class Reference(NamedTuple):
    """A link as a page holds it; `relation` where it is a reference between things, `backlink` where it answers one.

    `line` and `column` are 0 where only a glance was taken.
    """

    url: str
    line: int
    column: int
    embedded: bool = False
    relation: str = ""
    backlink: bool = False


@dataclass(slots=True)
class PageFacts:
    """The ids on a page, its links, the ids that it has twice, and what it is about."""

    ids: set[str] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)
    repeated: list[tuple[str, int, int]] = field(default_factory=list)
    about: str = ""
    """The thing that the page is about, where it is about one."""


def read_page(data: bytes) -> PageFacts:
    """The facts of one page, each with its position."""
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    return reader.taking.facts


def glances(site: Path, names: Sequence[str]) -> dict[str, PageFacts]:
    """The facts of pages without positions, half of them read by a process of its own."""
    beside = Background[Sequence[str], _Packed](lambda told: _packed(site, told()), len(names))
    beside.give(names[1::2])
    reader = Glances()
    found = {name: reader.read((site / name).read_bytes()) for name in names[::2]}
    found.update(zip(names[1::2], reader.unpacked(*beside.take()), strict=True))
    return {name: found[name] for name in names}


_Facts = tuple[set[str], list[int], list[tuple[str, int, int]], str]
_Packed = tuple[list[Reference], list[_Facts]]


def _packed(site: Path, names: Sequence[str]) -> _Packed:
    """The facts of pages as they are handed from process to process: each link once, and pages with their numbers."""
    reader = Glances()
    numbers: dict[Reference, int] = {}
    pages = []
    for name in names:
        page = reader.read((site / name).read_bytes())
        links = [numbers.setdefault(one, len(numbers)) for one in page.references]
        pages.append((page.ids, links, page.repeated, page.about))
    return [*numbers], pages


class Glances:
    """Pages read without positions, many times as fast; a link that many pages hold is held once."""

    def __init__(self) -> None:
        self._held: dict[Reference, Reference] = {}

    def read(self, data: bytes) -> PageFacts:
        """The facts of one page."""
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.LxmlError:
            root = None
        if root is None:
            return read_page(data)
        taking = _Taking(self._held)
        for element in root.iter():
            if items := element.items():
                given = dict(items)
                if not _ATTRIBUTES.isdisjoint(given):
                    taking.take(str(element.tag), given, 0, 0)
        return taking.facts

    def unpacked(self, links: list[Reference], pages: Iterable[_Facts]) -> Iterator[PageFacts]:
        """The facts of pages that another process has read."""
        held = [self._held.setdefault(link, link) for link in links]
        for ids, numbers, repeated, about in pages:
            yield PageFacts(ids, [held[number] for number in numbers], repeated, about)


_ATTRIBUTES = frozenset({"id", "name", "srcset", "data-gt-about", *LINKS.values()})
"""The attributes without which a tag says nothing of interest."""


class _Taking:
    """Facts taken tag by tag; `held` has the references that other pages have brought already."""

    def __init__(self, held: dict[Reference, Reference]) -> None:
        self.facts = PageFacts()
        self._held = held
        self._own: set[str] = set()

    def take(self, tag: str, given: Mapping[str, str], line: int, column: int) -> None:
        """Take a tag's id and links."""
        facts = self.facts
        if id := given.get("id"):
            if id in self._own:
                facts.repeated.append((id, line, column))
            self._own.add(id)
            facts.ids.add(id)
        facts.about = facts.about or given.get("data-gt-about", "")
        if tag == "a" and (name := given.get("name")):
            facts.ids.add(name)
        for url in _urls(tag, given):
            found = Reference(
                url, line, column, tag in EMBEDDED, given.get("data-relation", ""), "data-backlink" in given
            )
            facts.references.append(self._held.setdefault(found, found))


def _urls(tag: str, given: Mapping[str, str]) -> Iterator[str]:
    """Where a tag leads to, or what it shows."""
    if tag == "link" and PASSED_OVER & set(given.get("rel", "").split()):
        return
    if tag in LINKS and (url := given.get(LINKS[tag])) is not None:
        yield url.strip()
    if srcset := given.get("srcset"):
        yield from (words[0] for part in srcset.split(",") if (words := part.split()))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.taking = _Taking({})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag's id and links."""
        line, column = self.getpos()
        self.taking.take(tag, {name: value or "" for name, value in attrs}, line, column + 1)

    handle_startendtag = handle_starttag

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002
        """Take `<![…` for a comment, as browsers do; the parser's own way raises where it is cut off."""
        return self.parse_bogus_comment(i)
