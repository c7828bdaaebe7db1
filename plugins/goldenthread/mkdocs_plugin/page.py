"""A finished page in MkDocs' terms.

In: a page of the core's site. Out: an MkDocs `Page` that needs no Markdown: asked to render, it has the core do it.
Guaranteed: only one page's content is made at a time; MkDocs' own checks see its anchors.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from goldenthread.publish import Page as RecordedPage
from goldenthread.publish import Site


class RecordPage(Page):
    """A page made from records."""

    def __init__(self, site: Site, recorded: RecordedPage, file: File, config: MkDocsConfig) -> None:
        self._site = site
        self._recorded = recorded
        super().__init__(recorded.title, file, config)
        if file.edit_uri is None:
            self.edit_url = None
        as_of = site.book.edition.as_of
        if as_of:
            self.update_date = as_of.isoformat()

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no source to read: the page says what its head would."""
        self.markdown = ""
        self.meta = {"title": self._recorded.title, "description": self._recorded.description}
        if self._recorded.wide:
            self.meta["hide"] = ["toc"]
        if self._recorded.language:
            self.meta["lang"] = self._recorded.language

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Have the core render the content, and tell MkDocs its sections and anchors."""
        rendered = self._site.render(self._recorded)
        self.content = rendered.html
        sections: list[Any] = [
            {"level": 2, "id": id, "name": title, "children": []} for id, title in rendered.contents
        ]
        self.toc = get_toc([{"level": 1, "id": "", "name": self._recorded.title, "children": sections}])
        self.present_anchor_ids = _anchors(rendered.html)


def _anchors(html: str) -> set[str]:
    reader = _Anchors()
    reader.feed(html)
    return reader.ids


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the id of a tag."""
        self.ids.update(value for name, value in attrs if name == "id" and value)
