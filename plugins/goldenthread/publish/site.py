"""A site: the list of its pages and pictures, and the rendering of each.

In: an edition and a layout. Out: `Site`. Guaranteed: the list is made without rendering anything, and a page is
rendered only when it is asked for, so that a site of any size needs the memory of one page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from goldenthread.language import N_
from goldenthread.ledger import Carried, brought_forward
from goldenthread.markup.mentions import mentions
from goldenthread.media import Load, published
from goldenthread.model.edition import Edition
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.meeting import Meeting
from goldenthread.publish.addresses import address, page_of, relative
from goldenthread.publish.prose import DEFAULT_EXTENSIONS, Writer
from goldenthread.publish.views.chart import chart_view, photo_address, runs
from goldenthread.publish.views.common import Book
from goldenthread.publish.views.home import home_view
from goldenthread.publish.views.ledger import action_view, decision_view, register_view
from goldenthread.publish.views.meeting import MeetingView, meeting_view, meetings_view
from goldenthread.publish.views.topics import group_view, theme_view, topics_view
from goldenthread.publish.words import Words, words_of
from goldenthread.source import Place

STYLESHEET = "assets/goldenthread/goldenthread.css"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a site is laid out: folders or `index.html` in links, the templates that override ours, the Markdown used."""

    folders: bool = True
    overrides: tuple[Path, ...] = ()
    extensions: tuple[str, ...] = DEFAULT_EXTENSIONS
    extension_configs: Mapping[str, Any] = field(default_factory=dict)
    has_home: bool = True
    problems: tuple[str, ...] = ()
    """Lines to show above each page: in a preview, what is wrong with the records."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is rendered: its address (`meetings/x/`), its title, and where its record stands."""

    address: str
    title: str
    description: str
    template: str
    view: Callable[[], object]
    source: Place | None = None
    language: str = ""

    @property
    def wide(self) -> bool:
        """Whether it needs the room that a table of contents beside it would take: a chart with its photo does."""
        return self.template == "chart.html"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's content, and its sections for a table of contents: anchor and title."""

    html: str
    contents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages need: its address, and how to make its bytes (`None` where its source has gone)."""

    address: str
    make: Callable[[], bytes | None]


def publish(edition: Edition, load: Load, layout: Layout | None = None) -> Site:
    """The site of an edition; `load` reads the photos that it shows."""
    languages = edition.archive.settings.languages
    return Site(Book(edition, words_of(languages[0] if languages else "")), load, layout or Layout())


@dataclass(frozen=True)
class Site:
    """The pages and pictures of an edition."""

    book: Book
    load: Load
    layout: Layout

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in a fixed order: the home page, registers, then a page for each thing."""
        return tuple(self._pages())

    @property
    def as_of(self) -> str:
        """The sentence that says as of when things stand; "" for an empty archive."""
        as_of, words = self.book.edition.as_of, self.book.words
        return words(N_("As things stood on %(date)s")) % {"date": words.date(as_of)} if as_of else ""

    def _pages(self) -> Iterator[Page]:
        book, words, archive = self.book, self.book.words, self.book.archive
        if self.layout.has_home:
            settings = archive.settings
            yield Page(
                "", words(N_("Home")), book.described(settings.description), "home.html", lambda: home_view(book)
            )
        yield from self._registers()
        for meeting in archive.meetings:
            yield self._of(
                Key(Kind.MEETING, meeting.id),
                "meeting.html",
                partial(self._meeting_view, meeting),
                book.described(meeting.summary, f"{meeting.title}, {words.date(meeting.date)}"),
                meeting.language,
            )
            for chart in meeting.charts:
                key = Key(Kind.CHART, f"{meeting.id}/{chart.id}")
                said = words(N_("Flip chart of %(meeting)s, %(date)s, with its transcript."))
                described = said % {"meeting": meeting.title, "date": words.date(meeting.date)}
                yield self._of(key, "chart.html", partial(chart_view, book, key), described, meeting.language)
            for action in meeting.actions:
                key = Key(Kind.ACTION, action.id)
                described = book.described(f"{book.mark(key).label}. {action.what}. {action.outcome}")
                yield self._of(key, "action.html", partial(action_view, book, key), described, meeting.language)
            for one in meeting.decisions:
                key = Key(Kind.DECISION, one.id)
                described = book.described(f"{book.mark(key).label}. {one.what}")
                yield self._of(key, "decision.html", partial(decision_view, book, key), described, meeting.language)
        for theme in archive.themes:
            key = Key(Kind.THEME, theme.id)
            described = book.described(theme.note, words(N_("What was said, decided and agreed about this theme.")))
            yield self._of(key, "theme.html", partial(theme_view, book, theme), described)
        for group in archive.groups:
            key = Key(Kind.GROUP, group.id)
            described = book.described(group.note, words(N_("What this group agreed, presented and reported.")))
            yield self._of(key, "group.html", partial(group_view, book, group), described)

    def _registers(self) -> Iterator[Page]:
        book, words = self.book, self.book.words
        listed: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("meetings/", N_("Meetings"), N_("All meetings, by series."), "meetings.html", lambda: meetings_view(book)),
            (
                "actions/",
                N_("Actions"),
                N_("All that was agreed to be done: open, late, done and dropped."),
                "register.html",
                lambda: register_view(book, Kind.ACTION),
            ),
            (
                "decisions/",
                N_("Decisions"),
                N_("All that was decided, and whether it still holds."),
                "register.html",
                lambda: register_view(book, Kind.DECISION),
            ),
            (
                "themes/",
                N_("Themes"),
                N_("What things are about."),
                "topics.html",
                lambda: topics_view(book, Kind.THEME),
            ),
            (
                "groups/",
                N_("Groups"),
                N_("Organisations, teams and subgroups."),
                "topics.html",
                lambda: topics_view(book, Kind.GROUP),
            ),
        )
        for where, title, described, template, view in listed:
            yield Page(where, words(title), words(described), template, view)

    def _of(self, key: Key, template: str, view: Callable[[], object], described: str, language: str = "") -> Page:
        at = getattr(self.book.archive.index[key].thing, "at", None)
        return Page(address(key), self.book.title(key), described, template, view, at, language)

    def _meeting_view(self, meeting: Meeting) -> MeetingView:
        return meeting_view(self.book, meeting, self._forward)

    @cached_property
    def _forward(self) -> Mapping[str, tuple[Carried, ...]]:
        return brought_forward(self.book.archive, self.book.edition.histories)

    # Rendering

    def render(self, page: Page) -> Rendered:
        """The content of a page: its heading and all below it, without the site around it."""
        contents: list[tuple[str, str]] = []
        self._writer.begin()

        def section(id: str, title: str) -> str:
            contents.append((id, str(title)))
            return ""

        def url(key: Key) -> str:
            return relative(page.address, self.book.address(key), folders=self.layout.folders)

        def to(site_address: str) -> str:
            return relative(page.address, site_address, folders=self.layout.folders)

        html = self._environment.get_template(page.template).render(
            page=page,
            view=page.view(),
            url=url,
            to=to,
            prose=lambda prose: self._prose(prose, url, page.address),
            section=section,
            words=self.book.words,
            as_of=self.as_of,
            problems=self.layout.problems,
        )
        return Rendered(html, tuple(contents))

    def _prose(self, prose: Prose, url: Callable[[Key], str], here: str) -> Markup:
        targets = self.book.targets_in(prose)

        def resolve(ref: Ref) -> tuple[str, str] | None:
            key = targets.get(ref.target)
            if key is None:
                return None
            return (url(key) if self.book.address(key) else "", self.book.title(key))

        own = here in {self._home_of.get(mention.target.at) for mention in mentions(prose)}
        return self._writer.html(prose, resolve, own=own)

    @cached_property
    def _home_of(self) -> Mapping[Place, str]:
        """The page of what each reference was written in, by the place of the reference."""
        return {link.at: page_of(self.book.address(link.source)) for link in self.book.archive.links}

    @cached_property
    def _writer(self) -> Writer:
        return Writer(self.layout.extensions, dict(self.layout.extension_configs))

    @cached_property
    def _environment(self) -> Environment:
        """Our templates, autoescaped; a site's own of the same name come first and may extend `goldenthread/…`."""
        ours = PackageLoader("goldenthread.publish", "templates")
        own = [FileSystemLoader(folder) for folder in self.layout.overrides]
        environment = Environment(
            loader=ChoiceLoader([*own, ours, PrefixLoader({"goldenthread": ours})]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        words: Words = self.book.words
        environment.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]
        environment.filters["runs"] = runs
        return environment

    # Pictures and styles

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """The stylesheet, and each photo that a chart of the edition shows."""
        sheet = Asset(STYLESHEET, lambda: resources.files(__package__).joinpath("assets/goldenthread.css").read_bytes())
        photos: dict[str, Asset] = {}
        for meeting in self.book.archive.meetings:
            for chart in meeting.charts:
                for name in chart.photos:
                    path = f"{meeting.folder}/photos/{name}"
                    if path in self.book.archive.photos:
                        where = photo_address(meeting.id, name)
                        photos[where] = Asset(where, partial(self._photo, path))
        return (sheet, *photos.values())

    def _photo(self, path: str) -> bytes | None:
        data = self.load(path)
        return published(data) if data is not None else None
