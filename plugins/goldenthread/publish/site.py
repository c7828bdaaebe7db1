"""A site: the list of its pages and pictures, and the rendering of each.

In: an edition and a layout. Out: `Site`. Guaranteed: the list is made without rendering anything, and a page is
rendered only when it is asked for and never kept: of a site of any size, one page is in memory beside its edition.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

from goldenthread.cache import Cache, cache_for_now
from goldenthread.language import N_
from goldenthread.markup.mentions import mentions
from goldenthread.media.copies import Copy
from goldenthread.media.photos import Copies, Counted, Load, unheard
from goldenthread.model.edition import Edition
from goldenthread.model.entry import WITH_PAGES, Key, Kind
from goldenthread.model.fields import Prose, Ref
from goldenthread.problem import Problem
from goldenthread.publish.abbreviations import Abbreviations
from goldenthread.publish.addresses import DATA, IDS, LOOK, MENU, key_at, original_address, page_of, relative
from goldenthread.publish.calendars import calendars
from goldenthread.publish.citations import Citation
from goldenthread.publish.data import Data
from goldenthread.publish.environment import environment
from goldenthread.publish.feeds import feeds
from goldenthread.publish.outlets import Outlet
from goldenthread.publish.pages import PAGE_ASSETS, Page, Pages
from goldenthread.publish.prose import DEFAULT_EXTENSIONS, Writer
from goldenthread.publish.search.view import Search
from goldenthread.publish.side_by_side import SideBySide
from goldenthread.publish.structured import structured
from goldenthread.publish.views.attention import attention_view
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.changes import Changes
from goldenthread.publish.views.loose import loose_tables
from goldenthread.publish.views.photos import copies
from goldenthread.publish.views.queries import Queries
from goldenthread.publish.views.register import Registers
from goldenthread.source import Place

_ESCAPED = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
STYLESHEET = "assets/goldenthread/goldenthread.css"
SCRIPTS = ("search.js", "search-box.js", "search-engine.js", "search-page.js", "search-results.js")
"""The modules of the search. The first stands on every page and fetches the others when they are needed."""


def _nowhere(path: str) -> str:  # noqa: ARG001
    """That no record can be edited on the web."""
    return ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a site is laid out: folders or `index.html` in links, the templates that override ours, the Markdown used."""

    folders: bool = True
    overrides: tuple[Path, ...] = ()
    extensions: tuple[str, ...] = DEFAULT_EXTENSIONS
    extension_configs: Mapping[str, Any] = field(default_factory=dict)
    has_home: bool = True
    guides: Mapping[str, str] = field(default_factory=dict)
    """Addresses of hand-written pages that the home page leads to, by whom they are for: `editors`, `evaluators`."""
    name: str = ""
    """What the site is called, where that is not the title of its archive."""
    site_url: str = ""
    """Where the site is published, ending in `/`, if that is known: what feeds and calendars lead to."""
    problems: tuple[str, ...] = ()
    """Lines to show above each page: in a preview, what is wrong with the records."""
    warned: tuple[Problem, ...] = ()
    """What the check of the records has found: the internal edition has a page of it."""
    edited_at: Callable[[str], str] = _nowhere
    """From the path of a record to the address where it can be edited; "" where there is none."""
    draft: bool = False
    """Whether it is a preview, which nobody cites."""
    data_folder: Path | None = None
    """Where the data to take away are made: a folder that goes with the site where none is named."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's content, its sections for a table of contents (anchor and title), and what it says to machines."""

    html: str
    contents: tuple[tuple[str, str], ...]
    structured: str = ""
    """JSON-LD, safe inside a script element."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages need: its address, and how to make its bytes (`None` where its source has gone).

    `lies`: where it lies once it is made, for one that is never held as a whole unless somebody asks for its bytes.
    """

    address: str
    make: Callable[[], bytes | None]
    lies: Callable[[], Path] | None = None


def publish(
    edition: Edition,
    load: Load,
    layout: Layout | None = None,
    cache: Cache | None = None,
    progress: Counted = unheard,
) -> Site:
    """The site of an edition.

    `load` reads the photos that it shows, `cache` keeps their copies from one build to the next, `progress` hears how
    many are done.
    """
    return Site(Book.of(edition), load, layout or Layout(), cache, progress)


@dataclass(frozen=True)
class Site:
    """The pages and pictures of an edition."""

    book: Book
    load: Load
    layout: Layout
    cache: Cache | None
    progress: Counted
    _templates: dict[tuple[str, ...], Template] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in a fixed order: the home page, registers, then a page for each thing."""
        return tuple(self._pages.each())

    @property
    def front(self) -> tuple[Page, ...]:
        """Those of them that lead to all others: the home page and the registers."""
        return self._pages.front

    def page_at(self, address: str) -> Page | None:
        """The page at an address; for that of a thing, no other page is made."""
        key = key_at(address)
        if key and key.kind in WITH_PAGES and key in self.book.archive.index and self.book.address(key) == address:
            return self._pages.of(key)
        is_ours = address in ("", LOOK) or f"{address.partition('/')[0]}/" in self._register_titles
        return self._by_address.get(address) if is_ours else None

    @cached_property
    def _by_address(self) -> Mapping[str, Page]:
        return {page.address: page for page in self.pages}

    @cached_property
    def _pages(self) -> Pages:
        layout = self.layout
        attention = partial(attention_view, layout.warned, layout.edited_at)
        parts = (self.book, self.registers, self.changes, self.search, self.data, self.queries)
        return Pages(*parts, layout.has_home, layout.guides, attention)

    @cached_property
    def registers(self) -> Registers:
        """All its things, kind by kind."""
        return Registers(self.book)

    @cached_property
    def changes(self) -> Changes:
        """All that changed, as pages and feeds tell it."""
        return Changes(self.book)

    @cached_property
    def search(self) -> Search:
        """All that can be found in it."""
        return Search(self.book)

    @cached_property
    def queries(self) -> Queries:
        """What is asked of it again and again."""
        return Queries(self.search)

    @cached_property
    def data(self) -> Data:
        """The data to take away."""
        outlet = Outlet(DATA, self.layout.site_url, self.layout.folders)
        return Data(self.book, outlet, self.layout.draft, self.layout.data_folder)

    @property
    def menu(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The registers that the site's menu lists, by heading ("" for those that stand by themselves)."""
        listed = {page.address for page in self.front if page.in_menu}
        chosen = ((heading, tuple(name for name in names if f"{name}/" in listed)) for heading, names in MENU)
        return tuple((self.book.words(heading), names) for heading, names in chosen if names)

    @property
    def as_of(self) -> str:
        """The sentence that says as of when things stand; "" for an empty archive."""
        as_of, words = self.book.edition.as_of, self.book.words
        return words(N_("As things stood on %(date)s")) % {"date": words.date(as_of)} if as_of else ""

    # Rendering

    def rendered(self, workers: int | None = None) -> SideBySide[Rendered]:
        """The content of each page by its number, rendered by as many processes as there are processors.

        Home page and registers come first, and here: what they ask of the edition is then known to all processes.
        """
        first = next((number for number, page in enumerate(self.pages) if page.key), len(self.pages))
        return SideBySide(lambda number: self.render(self.pages[number]), first, len(self.pages), workers)

    def render(self, page: Page) -> Rendered:
        """The content of a page: its heading and all below it, without the site around it."""
        contents: list[tuple[str, str]] = []
        self._writer.begin()
        self._abbreviations.begin()

        def section(id: str, title: str) -> str:
            contents.append((id, str(title)))
            return ""

        def url(key: Key) -> str:
            return self.link(page, self.book.address(key))

        own = f"{page.key.kind}.html" if page.key and not page.moved and page.template == "thing.html" else ""
        html = self._template(own, page.template).render(
            page=page,
            view=page.view(),
            url=url,
            to=partial(self.link, page),
            prose=lambda prose: self._prose(prose, url, page.address),
            section=section,
            words=self.book.words,
            abbreviations=self._abbreviations.shown,
            as_of=self.as_of,
            site_language=self.book.language,
            cite=self._citation(page),
            problems=self.layout.problems,
        )
        return Rendered(html, tuple(contents), self.structured(page))

    def link(self, page: Page, site_address: str) -> str:
        """A link from a page to an address of the site."""
        return relative(page.address, site_address, folders=self.layout.folders)

    def _citation(self, page: Page) -> Citation | None:
        if page.key is None or not page.is_cited:
            return None
        return self.data.citations.of(page.key, page.title, page.address)

    def structured(self, page: Page) -> str:
        """What a page is about as JSON-LD, safe inside a script element."""
        named = self.layout.name or self.book.archive.settings.title
        found = structured(self.data, page, partial(self.link, page), named, self._register_titles)
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        return text.translate(_ESCAPED)

    @cached_property
    def _register_titles(self) -> Mapping[str, str]:
        """What each register is called, by its address."""
        return {page.address: page.title for page in self._pages.lists}

    def _prose(self, prose: Prose, url: Callable[[Key], str], here: str) -> Markup:
        targets = self.book.targets_in(prose)

        def resolve(ref: Ref) -> tuple[str, str] | None:
            key = targets.get(ref.target)
            if key is None:
                return None
            return (url(key) if self.book.address(key) else "", self.book.title(key))

        written_in = (self._written_in.get(mention.target.at) for mention in mentions(prose))
        own = any(key and page_of(self.book.address(key)) == here for key in written_in)
        self._abbreviations.seen(prose.text)
        html = self._writer.html(prose, resolve, own=own, url=url)
        language = self.book.language_at(prose.at)
        return self._spoken(language, html) if language else html

    def _spoken(self, language: str, html: Markup) -> Markup:
        """Prose in another language than the site's, which says so."""
        return Markup(self._environment.get_template("prose.html").render(language=language, html=html))

    @cached_property
    def _written_in(self) -> Mapping[Place, Key]:
        """What each reference was written in, by the place of the reference."""
        return {link.at: link.source for link in self.book.archive.links}

    @cached_property
    def _writer(self) -> Writer:
        return Writer(self.layout.extensions, dict(self.layout.extension_configs), self._abbreviations)

    @cached_property
    def _abbreviations(self) -> Abbreviations:
        return Abbreviations(self.book.archive.glossary)

    def _template(self, *names: str) -> Template:
        """The first of these templates that there is."""
        if names not in self._templates:
            self._templates[names] = self._environment.select_template([*filter(None, names)])
        return self._templates[names]

    @cached_property
    def _environment(self) -> Environment:
        return environment(
            self.book.words, self.layout.overrides, self._abbreviations.seen if self._abbreviations.by_name else None
        )

    # Pictures and styles

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """Style sheet and scripts, the copies of photos, documents, tables to take away, feeds and calendars."""
        return tuple(self.each_asset())

    def each_asset(self) -> Iterator[Asset]:
        """The same one after another: what comes later may take longer to find."""
        for where in (STYLESHEET, *PAGE_ASSETS, *(f"assets/goldenthread/{name}" for name in SCRIPTS)):
            yield Asset(where, partial(_ours, where))
        for path, copy, where in copies(self.book):
            yield Asset(where, partial(self.copies.read, path, copy))
        yield from self._originals()
        yield from self._data()
        yield from self._tables()
        yield from self._outlets()
        yield self._ids

    @cached_property
    def copies(self) -> Copies:
        """The copies of photos that its pages show."""
        wanted: dict[str, list[Copy]] = {}
        for path, copy, _ in copies(self.book):
            wanted.setdefault(path, []).append(copy)
        photos = {path: tuple(dict.fromkeys(made)) for path, made in wanted.items()}
        return Copies(photos, self.book.archive.photos, self.load, self.cache or cache_for_now(), self.progress)

    def _originals(self) -> Iterator[Asset]:
        """The documents that are published as they are, byte by byte as they were looked through."""
        for key in self.book.archive.index:
            if key.kind is Kind.FILE and (path := self.book.path_of(key)) in self.book.archive.originals:
                yield Asset(original_address(key), partial(self._original, path))

    def _original(self, path: str) -> bytes | None:
        data = self.load(path)
        digest = self.book.archive.originals[path]
        return data if data is not None and hashlib.sha256(data).hexdigest() == digest else None

    def _tables(self) -> Iterator[Asset]:
        """The tables that pages offer to take away."""
        for where, make in chain(loose_tables(self.book), self.registers.tables(), self.queries.tables()):
            yield Asset(where, make)

    def _data(self) -> Iterator[Asset]:
        """All that the edition shows, for other programs."""
        for name in self.data.names:
            yield Asset(f"{DATA}{name}", partial(self._data_file, name), partial(self._data_path, name))

    def _data_file(self, name: str) -> bytes:
        return self._data_path(name).read_bytes()

    def _data_path(self, name: str) -> Path:
        return self.data.files[name]

    @property
    def _ids(self) -> Asset:
        """The names of all that has a page, also of what has moved or was withdrawn: nothing else of them."""
        return Asset(
            IDS, lambda: "".join(f"{line}\n" for line in (f"# {self.book.edition.shown.audience}", *self.ids)).encode()
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """What is published, by kind and id."""
        return tuple(sorted({str(key) for page in self.pages if (key := key_at(page.address))}))

    def _outlets(self) -> Iterator[Asset]:
        """Feeds and calendars, which programs fetch again and again."""
        url, folders = self.layout.site_url, self.layout.folders
        for where, make in (*feeds(self.changes, url, folders=folders), *calendars(self.book, url, folders=folders)):
            yield Asset(where, make)


def _ours(where: str) -> bytes:
    """One of our own files, which is published under its own name."""
    return resources.files(__package__).joinpath("assets", where.rpartition("/")[2]).read_bytes()
