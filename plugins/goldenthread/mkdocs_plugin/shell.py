"""The theme's frame around pages, rendered once for all pages that differ in a few values, and filled in for each.

In: a theme's template and the context MkDocs gives it. Out: the page, byte for byte as the template renders it.
Guaranteed: a frame is used only for pages of things, to which no theme leads by itself; only where two renderings with
marks in the place of the values prove that the theme puts the values out and does no more with them; and only where a
sample of pages, rendered in full, came out the same. Where that does not hold, every page is rendered in full and a
warning says so once, which ends no strict build.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from jinja2 import Environment, Template
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from goldenthread.mkdocs_plugin.page import RecordPage

log = logging.getLogger(__name__)
"""None of MkDocs', which counts warnings as errors in a strict build."""
SAMPLED = 100
"""One page in so many is rendered in full, to be compared."""
MOST = 400
"""With more kinds of frame than that, a frame saves no work."""
VALUES = ("title", "description", "structured", "feed", "described_by", "moved")
"""What a record page's head says that may differ from page to page without the frame being another."""

NEW_EACH_TIME = ("extra_css", "extra_javascript")
"""The lists of words that MkDocs makes anew for each page."""

_PLACE = re.compile(r"goldenthread(\d+)q(.*?)z\1dlog", re.DOTALL)
_WAYS: tuple[Callable[[str], str], ...] = (
    lambda value: value,
    lambda value: str(escape(value)),
    lambda value: Markup(value).striptags(),
    lambda value: str(escape(Markup(value).striptags())),
    lambda value: htmlsafe_json_dumps(value)[1:-1],
)
"""What themes do with a value: put it out, escape it, take the tags out of it, both, or make it JSON."""
_TEXT = "&lt;b&gt; &amp; &#34;{}&#34;"
_LINK = "?{}&b"
_DATA = '{{"{}"}}'
_CONTENT = '<h1 id="gt-title">{}</h1>'
_TAILS = {"title": _TEXT, "description": _TEXT, "structured": _DATA, "feed": _LINK, "described_by": _LINK}


class Shells:
    """The frames of one build."""

    def __init__(self, theme: str) -> None:
        self._theme = theme
        self._shells: dict[Hashable, _Shell | None] = {}
        self._filled: list[tuple[RecordPage, _Shell]] = []
        self.refused = ""
        """Why frames cannot be used; "" where they can."""

    def installed(self, env: Environment) -> None:
        """Have an environment's templates render record pages through us."""
        shells = self

        class Framed(Template):
            def render(self, *args: Any, **kwargs: Any) -> str:
                context = dict(*args, **kwargs)
                page = context.get("page")
                if isinstance(page, RecordPage) and page.is_one_of_many:
                    return shells.render(self, context, page)
                return super().render(context)

            def whole(self, context: Mapping[str, Any]) -> str:
                return super().render(context)

        env.template_class = Framed

    def render(self, template: Any, context: dict[str, Any], page: RecordPage) -> str:
        """A page with the frame around it."""
        if self.refused:
            return str(template.whole(context))
        values = dict(_values(page))
        key = (template.name, _frame_of(page, values), _around(context))
        if key not in self._shells:
            self._shells[key] = None  # it may be the only one
            return str(template.whole(context))
        shell = self._shells[key]
        first = shell is None
        if shell is None:
            shell = self._shells[key] = self._shell(template, context, page, values)
        if shell is None:
            return str(template.whole(context))
        if first or crc32(page.url.encode()) % SAMPLED == 0:
            whole = str(template.whole(context))
            if shell.filled(values) != whole:
                self._refuse(f"the frame of {page.url} came out otherwise than {template.name} renders it")
            return whole
        self._filled.append((page, shell))
        return shell.filled(values)

    def doubtful(self) -> Iterator[tuple[RecordPage, str]]:
        """The pages that were filled in before frames turned out to be of no use here, rendered in full."""
        for page, shell in self._filled if self.refused else ():
            page.prepare()
            page.active = True
            yield page, str(shell.template.whole({**shell.context, "page": page}))
            page.active = False

    def _shell(
        self, template: Any, context: dict[str, Any], page: RecordPage, values: Mapping[str, str]
    ) -> _Shell | None:
        """The frame for pages like this one; `None` where the theme allows none."""
        if len(self._shells) >= MOST:
            self._refuse(f"there are more than {MOST} kinds of frame")
            return None
        both = []
        for mark in ("x", "longer words to mark a place"):
            names = list(values)
            marked = {
                name: f"goldenthread{number}q{_tail(name, mark)}z{number}dlog" for number, name in enumerate(names)
            }
            output = str(template.whole({**context, "page": _marked(page, marked, values)}))
            both.append(_parts(output, names, mark))
        if both[0] is None or both[0] != both[1]:
            self._refuse(f"{template.name} does more with what a page says than to put it out")
            return None
        return _Shell(template, context, *both[0])

    def _refuse(self, why: str) -> None:
        if not self.refused:
            self.refused = why
            log.warning(
                f"WARNING: The theme {self._theme} does not allow its frame to be rendered once for many pages: {why}. "
                "Every page is rendered in full, which takes longer."
            )


@dataclass(frozen=True, slots=True)
class _Shell:
    """A frame: what stands between the values, and which value comes how in each gap."""

    template: Any
    context: Mapping[str, Any]
    texts: tuple[str, ...] = field(repr=False)
    gaps: tuple[tuple[str, int], ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """The page with these values."""
        parts = [self.texts[0]]
        for (name, way), text in zip(self.gaps, self.texts[1:], strict=True):
            parts += (_WAYS[way](values[name]), text)
        return "".join(parts)


def _parts(output: str, names: list[str], mark: str) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]] | None:
    """What stands between the marks, and what came of each; `None` where that is nothing we know."""
    texts, gaps, end = [], [], 0
    for found in _PLACE.finditer(output):
        name = names[int(found[1])]
        tail = _tail(name, mark)
        ways = [number for number, way in enumerate(_WAYS) if way(tail) == found[2]]
        if not ways:
            return None
        texts.append(output[end : found.start()])
        gaps.append((name, ways[0]))
        end = found.end()
    return (*texts, output[end:]), tuple(gaps)


def _tail(name: str, mark: str) -> str:
    """What a value's mark holds, by which it can be seen what a theme did with it."""
    if name.startswith(("path", "id", "edit")):
        return mark.replace(" ", "-")
    kind = "content" if name == "content" else name.rstrip("0123456789")
    return (_CONTENT if kind == "content" else _TAILS.get(kind, _TEXT)).format(mark)


# What a page says, and what it is to be framed by


def _values(page: RecordPage) -> Iterator[tuple[str, str]]:
    """The values of a page that a frame leaves a gap for."""
    yield "content", page.content or ""
    yield "title0", str(page.title)
    for name in VALUES:
        if value := page.meta.get(name):
            yield name, value
    for number, part in enumerate(page.url.split("/")[1:]):
        if part and part != "index.html":
            yield f"path{number}", part
    if page.edit_url and page.edit_url.endswith(page.recorded_in):
        yield "edit", page.recorded_in
    for number, entry in enumerate(_entries(page.toc)):
        yield f"id{number}", entry.id
        yield f"title{number + 1}", entry.title


def _frame_of(page: RecordPage, values: Mapping[str, str]) -> Hashable:
    """What two pages have in common that have the same frame."""
    other = {name: value for name, value in page.meta.items() if name not in VALUES}
    return (
        tuple(values),
        page.url.split("/")[0],
        page.url.count("/"),
        page.url.endswith("/"),
        (page.edit_url or "").removesuffix(values.get("edit", "")),
        repr(other),
        tuple(len(entry.children) for entry in page.toc),
        page.update_date,
    )


def _around(context: Mapping[str, Any]) -> Hashable:
    """All else that a template is told: things by what they are, words as they are."""
    return tuple(
        (name, tuple(map(str, value)) if name in NEW_EACH_TIME else _same(value))
        for name, value in context.items()
        if name != "page"
    )


def _same(value: Any) -> Hashable:
    try:
        hash(value)
    except TypeError:
        return id(value)
    return (type(value), value)


def _entries(entries: TableOfContents | list[AnchorLink]) -> Iterator[AnchorLink]:
    for entry in entries:
        yield entry
        yield from _entries(entry.children)


class _Marked(Page):
    """A page with marks in the place of its values; it is only looked at."""

    def __init__(self, page: Page) -> None:
        vars(self).update(vars(page))


def _marked(page: RecordPage, marks: Mapping[str, str], values: Mapping[str, str]) -> Page:
    """The page as it would be if its values were these marks."""
    found = _Marked(page)
    found.title = marks["title0"]
    found.content = marks["content"]
    found.meta = {name: marks.get(name, value) for name, value in page.meta.items()}
    found.file = copy(page.file)
    parts = page.url.split("/")
    marked = [parts[0], *(marks.get(f"path{number}", part) for number, part in enumerate(parts[1:]))]
    url = found.file.url = "/".join(marked)
    found.file.dest_uri = f"{url}index.html" if url.endswith("/") or not url else url
    found.file.src_uri = f"{found.file.dest_uri.removesuffix('.html')}.md"
    if page.canonical_url and page.abs_url:
        found.canonical_url = page.canonical_url.removesuffix(page.url) + url
        found.abs_url = page.abs_url.removesuffix(page.url) + url
    if page.edit_url and "edit" in values:
        found.edit_url = page.edit_url.removesuffix(values["edit"]) + marks["edit"]
    numbers = iter(range(len(marks)))
    found.toc = TableOfContents([_marked_entry(entry, marks, numbers) for entry in page.toc])
    return found


def _marked_entry(entry: AnchorLink, marks: Mapping[str, str], numbers: Iterator[int]) -> AnchorLink:
    made = copy(entry)
    number = next(numbers)
    made.id, made.title = marks[f"id{number}"], marks[f"title{number + 1}"]
    made.children = [_marked_entry(child, marks, numbers) for child in entry.children]
    return made
