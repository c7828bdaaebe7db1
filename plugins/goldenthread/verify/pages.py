"""What one built page holds: its ids and its links.

In: the bytes of an HTML file. Out: `PageFacts`. Guaranteed: no input raises; positions are those of the built file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

LINKS = {"a": "href", "link": "href", "area": "href", "object": "data"}
LINKS |= dict.fromkeys(("img", "script", "source", "iframe", "video", "audio", "track", "embed"), "src")
EMBEDDED = frozenset(LINKS) - {"a", "area"}
PASSED_OVER = frozenset({"canonical", "alternate", "preconnect", "dns-prefetch"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A link as a page holds it; `relation` where it is a reference between things, `backlink` where it answers one."""

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
    """The facts of one page."""
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    return reader.facts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.facts = PageFacts()
        self._own: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag's id and links."""
        given = {name: value or "" for name, value in attrs}
        line, column = self.getpos()
        if id := given.get("id"):
            if id in self._own:
                self.facts.repeated.append((id, line, column + 1))
            self._own.add(id)
            self.facts.ids.add(id)
        self.facts.about = self.facts.about or given.get("data-gt-about", "")
        if tag == "a" and given.get("name"):
            self.facts.ids.add(given["name"])
        if tag == "link" and PASSED_OVER & set(given.get("rel", "").split()):
            return
        urls = [given[LINKS[tag]]] if tag in LINKS and LINKS[tag] in given else []
        urls += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
        for url in urls:
            self.facts.references.append(
                Reference(
                    url.strip(),
                    line,
                    column + 1,
                    embedded=tag in EMBEDDED,
                    relation=given.get("data-relation", ""),
                    backlink="data-backlink" in given,
                )
            )

    handle_startendtag = handle_starttag

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002
        """Take `<![…` for a comment, as browsers do; the parser's own way raises where it is cut off."""
        return self.parse_bogus_comment(i)
