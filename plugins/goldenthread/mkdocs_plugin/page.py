"""A finished page in MkDocs' terms.

In: a page of the core's site. Out: an MkDocs `Page` that needs no Markdown: asked to render, it has the core do it.
Guaranteed: the content of one page at a time is held, from when it is written to when it has been, unless another
plugin looks at it before; MkDocs' own checks see its anchors.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from goldenthread.publish import Page as Recorded
from goldenthread.publish import Rendered, SideBySide, Site
from goldenthread.publish.addresses import SEARCH

log = get_plugin_logger(__name__)
EARLIEST, LATEST = 1970, 2100
"""The years that a compressed sitemap can be dated with."""


@dataclass(frozen=True, slots=True)
class How:
    """How the pages of a site are made: by others beside this process unless in a preview, and whether other plugins
    look at the content of all before any is written.
    """

    rendered: SideBySide[Rendered] | None
    looked_at: bool = False


class RecordPage(Page):
    """A page made from records."""

    def __init__(self, site: Site, recorded: Recorded, number: int, file: File, config: MkDocsConfig, how: How) -> None:
        """`number`: which one of the site's pages it is, where all are made."""
        self._site = site
        self._how = how
        self._number = number
        self.recorded_in = recorded.source.path if recorded.source else ""
        self._recorded = recorded
        self._anchors: set[str] | None = None
        super().__init__(str(escape(recorded.title)), file, config)  # MkDocs' templates do not escape
        if file.edit_uri is None:
            self.edit_url = None
        as_of = site.book.edition.as_of
        if as_of and EARLIEST <= as_of.year <= LATEST:
            self.update_date = as_of.isoformat()

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """There is no source to read: the page says what its head would."""
        self.markdown = ""
        recorded = self._recorded
        self.meta = {"title": str(escape(recorded.title)), "description": str(escape(recorded.description))}
        self.meta["recorded"] = True
        if recorded.wide:
            self.meta["hide"] = ["toc"]
        self.meta["searches"] = recorded.address == SEARCH
        if recorded.moved and recorded.key:
            self.meta["moved"] = self._site.link(recorded, self._site.book.address(recorded.key))
        if recorded.is_of_people and not self._site.book.archive.settings.people_in_search_engines:
            self.meta["noindex"] = True
        self.meta["feed"] = self._site.link(recorded, recorded.feed)
        if recorded.described_by:
            self.meta["described_by"] = self._site.link(recorded, recorded.described_by)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Nothing yet, unless other plugins look at the content of every page: `prepare` comes before it is written."""
        self.content = ""
        if self._how.looked_at:
            self.prepare()

    def prepare(self) -> None:
        """Have the core render the content, and tell MkDocs its sections, just before the page is written."""
        if self.content:
            return
        rendered = self._rendered(self._how.rendered)
        self.content = rendered.html
        self.meta["structured"] = rendered.structured
        sections: list[Any] = [
            {"level": 2, "id": id, "name": str(escape(title)), "children": []} for id, title in rendered.contents
        ]
        self.toc = get_toc(
            [{"level": 1, "id": "gt-title", "name": str(escape(self._recorded.title)), "children": sections}]
        )

    @property
    def is_one_of_many(self) -> bool:
        """Whether it is about one of the things that the archive may hold any number of: no frame leads to it."""
        return self._recorded.key is not None and not self.file.inclusion.is_in_nav()

    def release(self) -> None:
        """Forget the content, which has been written."""
        self.content = ""
        self.meta.pop("structured", None)

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """The anchors of the page, read only where a hand-written page links to one."""
        if self._anchors is None and self.content is not None:
            self._anchors = _anchors(self._rendered(None).html)
        return self._anchors

    @present_anchor_ids.setter
    def present_anchor_ids(self, ids: set[str] | None) -> None:
        self._anchors = ids

    def _rendered(self, beside: SideBySide[Rendered] | None) -> Rendered:
        """What the core makes of the page; in a preview, what is wrong with a template instead."""
        try:
            return beside.take(self._number) if beside else self._site.render(self._recorded)
        except TemplateError as error:
            said = f"{_place(error)}: the template cannot be used: {error}"
            if self._how.rendered:
                raise PluginError(said) from None
            log.error(said)
            return Rendered(f"<h1>{escape(self._recorded.title)}</h1><p><code>{escape(said)}</code></p>", ())


def _place(error: TemplateError) -> str:
    """The file and line of a template that could not be used."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "templates"


def _anchors(html: str) -> set[str]:
    reader = _Anchors()
    reader.feed(html)
    return reader.ids


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Take the id of a tag."""
        self.ids.update(value for name, value in attrs if name == "id" and value)
