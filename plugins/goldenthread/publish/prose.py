"""Prose: the Markdown that people wrote in records, as HTML that is safe to publish.

In: a `Prose` and what its mentions lead to. Out: markup for templates. Guaranteed: HTML typed in a record is shown as
text; only listed elements, attributes and kinds of address come out; headings begin at level 3, under the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

from goldenthread.markup.mentions import MENTION, on_one_line
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Prose, Ref
from goldenthread.publish.abbreviations import Abbreviations

DEFAULT_EXTENSIONS = (
    "fenced_code",
    "tables",
    "sane_lists",
    "def_list",
    "footnotes",
    "abbr",
    "pymdownx.tilde",
    "pymdownx.betterem",
)
ALLOWED_EXTENSIONS = frozenset(
    (
        *DEFAULT_EXTENSIONS,
        "smarty",
        "nl2br",
        "admonition",
        "pymdownx.caret",
        "pymdownx.mark",
        "pymdownx.smartsymbols",
        "pymdownx.details",
    )
)
"""Extensions of the site that records may use; none of these reads files or runs code."""
TAGS = {
    *("p", "br", "em", "strong", "del", "ins", "sub", "sup", "mark", "code", "pre", "blockquote", "hr", "abbr", "cite"),
    *("ul", "ol", "li", "dl", "dt", "dd", "h3", "h4", "h5", "h6", "a", "span", "div", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title", "data-relation", "id"},
    "abbr": {"title"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "th": {"scope"},
    "div": {"tabindex"},
}
CLASSES = {"a": {"footnote-ref", "footnote-backref", "gt-term"}, "div": {"footnote", "admonition", "gt-table"}}
_LINE = r"""[^\W\d_](?:[^\W_]|[,.;:!?()'"%/’‘“”–—…-]|[ ](?! *(?:\n|\Z)))*"""
_PLAIN = re.compile(rf"{_LINE}(?:\n+{_LINE})*")
"""Paragraphs in which no sign stands that Markdown, or an extension that is ours by default, gives a meaning to."""
_HIGHEST = 3
_LOWEST = 6

Resolve = Callable[[Ref], tuple[str, str] | None]
"""From a mention's target to its link and title, or `None` where the edition has no page for it."""


class Writer:
    """One Markdown parser for all of a site's prose: making one costs more than most prose does."""

    def __init__(
        self,
        extensions: tuple[str, ...] = DEFAULT_EXTENSIONS,
        configs: dict[str, Any] | None = None,
        abbreviations: Abbreviations | None = None,
    ) -> None:
        chosen = [name for name in dict.fromkeys(("fenced_code", *extensions)) if name in ALLOWED_EXTENSIONS]
        self._mentions = _Mentions()
        settings = {name: config for name, config in (configs or {}).items() if name in chosen}
        self._is_ours = {*chosen} == {*DEFAULT_EXTENSIONS} and not settings
        settings["tables"] = {"use_align_attribute": True}
        settings["footnotes"] = {"UNIQUE_IDS": True}
        self._markdown = Markdown(
            extensions=[*chosen, self._mentions],
            extension_configs={name: config for name, config in settings.items() if name in chosen},
        )
        self._terms = _TermLink(abbreviations) if abbreviations and abbreviations.by_name else None
        if self._terms:
            self._markdown.inlinePatterns.register(self._terms, "term", 5)

    def begin(self) -> None:
        """Begin a page: footnotes count from one, and no abbreviation is explained, whatever other pages have."""
        if self._terms:
            self._terms.linked.clear()
        for extension in self._markdown.registeredExtensions:
            if isinstance(extension, FootnoteExtension):
                extension.unique_prefix = 0

    def html(
        self, prose: Prose, resolve: Resolve, *, own: bool = True, url: Callable[[Key], str] = lambda _: ""
    ) -> Markup:
        """The prose as markup; `resolve` says where its mentions lead from the page it stands on, `url` its terms.

        On its `own` page they are references, which have backlinks; where a page quotes it they are plain links.
        """
        if not prose:
            return Markup("")
        if self._is_plain(text := prose.text.strip("\n")):
            return Markup("\n".join(f"<p>{paragraph}</p>" for paragraph in re.split("\n\n+", text)))
        self._mentions.resolve = lambda target: resolve(Ref(target))
        self._mentions.own = own
        if self._terms:
            self._terms.url = url
        self._markdown.reset()
        html = self._markdown.convert(prose.text)
        return Markup(
            nh3.clean(
                html,
                tags=TAGS,
                attributes=ATTRIBUTES,
                allowed_classes=CLASSES,
                url_schemes={"https", "http", "mailto"},
                link_rel="noopener noreferrer",
                strip_comments=True,
            )
        )

    def _is_plain(self, text: str) -> bool:
        """Whether the parser would only put paragraphs around a text: most notes are such, and it takes its time."""
        return self._is_ours and bool(_PLAIN.fullmatch(text)) and not (self._terms and self._terms.finds(text))


class _Mentions(Extension):
    """`[[mentions]]` as links; no HTML of the record's own; headings under the page's."""

    def __init__(self) -> None:
        super().__init__()
        self.resolve: Callable[[str], tuple[str, str] | None] = lambda _: None
        self.own = True

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the parts."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_MentionLink(self), "mention", 175)
        md.treeprocessors.register(_Headings(md), "headings", 5)


class _MentionLink(InlineProcessor):
    def __init__(self, extension: _Mentions) -> None:
        super().__init__(MENTION)
        self._extension = extension

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | str, int, int]:  # type: ignore[override] # noqa: ARG002
        """A link, or the words alone where there is nothing to link to."""
        target, words = m[1].strip(), on_one_line(m[2] or "")
        found = self._extension.resolve(target)
        if found is None or not found[0]:
            return words or (found[1] if found else "…"), m.start(0), m.end(0)
        link = Element("a", {"href": found[0], **({"data-relation": "mentions"} if self._extension.own else {})})
        link.text = words or found[1]
        return link, m.start(0), m.end(0)


class _TermLink(InlineProcessor):
    """The first time that a page's prose has an abbreviation, a link to what it stands for."""

    ANCESTOR_EXCLUDES = ("a", "abbr", "code")

    def __init__(self, abbreviations: Abbreviations) -> None:
        super().__init__(abbreviations.expression)
        self._terms = abbreviations.by_name
        self.finds = re.compile(abbreviations.expression).search
        self.linked: set[str] = set()
        self.url: Callable[[Key], str] = lambda _: ""

    def handleMatch(  # type: ignore[override]
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        """The link, or nothing where the page has one already."""
        name = m[1]
        where = self.url(Key(Kind.TERM, self._terms[name].id))
        if name in self.linked or not where:
            return None, None, None
        self.linked.add(name)
        link = Element("a", {"href": where, "class": "gt-term"})
        short = SubElement(link, "abbr", {"title": self._terms[name].stands_for})
        short.text = AtomicString(name)
        return link, m.start(0), m.end(0)


class _Headings(Treeprocessor):
    def run(self, root: Element) -> None:
        """Shift headings so that the highest is an h3; wrap tables so that they scroll on their own."""
        headings = [element for element in root.iter() if re.fullmatch(r"h[1-6]", element.tag)]
        levels = sorted({element.tag for element in headings})
        for element in headings:
            element.tag = f"h{min(_HIGHEST + levels.index(element.tag), _LOWEST)}"
        for parent in list(root.iter()):
            for index, element in enumerate(list(parent)):
                if element.tag == "table" and parent.get("class") != "gt-table":
                    wrapper = Element("div", {"class": "gt-table", "tabindex": "0"})
                    parent[index] = wrapper
                    wrapper.append(element)
