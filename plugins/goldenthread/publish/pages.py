"""The pages of a site: which there are, what each is called, and which view and template make it.

In: a `Book`. Out: `Page`s, none of them rendered. Guaranteed: a fixed order; each thing with an address has its page;
where a thing was called otherwise before, a page stands there still and leads to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from goldenthread.language import N_
from goldenthread.ledger import BroughtForward
from goldenthread.model.agreed import Action, Arising, Decision, Finding, Support
from goldenthread.model.archive import Thing
from goldenthread.model.chart import FlipChart
from goldenthread.model.entry import WITH_PAGES, Addressed, Entry, Key, Kind
from goldenthread.model.fields import Prose
from goldenthread.model.meeting import Attachment, Meeting
from goldenthread.model.query import SavedQuery
from goldenthread.model.register import Indicator, Named, Person, Strategy
from goldenthread.publish.addresses import (
    ALWAYS,
    ATTENTION,
    CHANGES,
    DATA,
    FEED,
    FOLDERS,
    LOOK,
    SEARCH,
    address,
    priority_address,
)
from goldenthread.publish.data import PACKAGE, Data
from goldenthread.publish.search.view import Search
from goldenthread.publish.views.actors import actor_view
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.changes import Changes
from goldenthread.publish.views.chart import chart_view
from goldenthread.publish.views.data import data_view
from goldenthread.publish.views.document import document_page
from goldenthread.publish.views.evidence import GATHERED, Gatherings, priority_view
from goldenthread.publish.views.home import home_view
from goldenthread.publish.views.look import look_view
from goldenthread.publish.views.loose import loose_view
from goldenthread.publish.views.meeting import meeting_view
from goldenthread.publish.views.progress import indicator_view, indicators_view, strategy_view
from goldenthread.publish.views.queries import Queries
from goldenthread.publish.views.register import Registers
from goldenthread.publish.views.things import thing_view
from goldenthread.publish.views.topics import glossary_view, meetings_view, series_view, theme_view, topics_view
from goldenthread.publish.views.volumes import Volume
from goldenthread.publish.words import KINDS, Words
from goldenthread.source import Place

View = Callable[[], object]
_ASSETS = "assets/goldenthread"
_SCRIPTS = {
    "register.html": ("register.js",),
    "chart.html": ("chart.js", "photos.js"),
    "meeting.html": ("photos.js",),
    "photos.html": ("photos.js",),
}
"""The scripts that pages of a template need."""
_STYLES = {"chart.html": ("chart.css", "photos.css"), "meeting.html": ("photos.css",), "photos.html": ("photos.css",)}
"""The style sheets that they need besides the one of every page."""
_CITING = ("cite.js",)
"""Those that pages of things need, which can be cited."""
PAGE_ASSETS = tuple(
    sorted({f"{_ASSETS}/{name}" for names in (*_SCRIPTS.values(), _CITING, *_STYLES.values()) for name in names})
)
"""The addresses of all scripts and style sheets that the content of pages asks for."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands in the place of a thing that was withdrawn: what it was, since when, and why."""

    kind: str
    date: str
    is_day: bool
    reason: str


FED = frozenset({Kind.SERIES, Kind.THEME, Kind.GROUP})
"""The kinds of which each thing has a feed of its own."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is rendered: its address (`meetings/x/`), its title, and where its record stands.

    `key` is the thing that it is about; `in_menu` says that the site's menu lists it; `moved` that the thing is
    elsewhere now.
    """

    address: str
    title: str
    description: str
    template: str
    view: View
    source: Place | None = None
    language: str = ""
    key: Key | None = None
    in_menu: bool = False
    moved: bool = False

    @property
    def register(self) -> str:
        """The address of the list in which it stands."""
        return f"{self.address.partition('/')[0]}/"

    @property
    def is_of_people(self) -> bool:
        """Whether it is the page of a person, or the list of all of them."""
        return self.register == f"{FOLDERS[Kind.PERSON]}/"

    @property
    def feed(self) -> str:
        """The address of the feed that goes with it; of a page that has none of its own, that of the whole archive."""
        own = self.key and self.key.kind in FED and self.address == address(self.key)
        return f"{self.address if own else CHANGES}{FEED}"

    @property
    def described_by(self) -> str:
        """The address of the file that says of it for programs what it says for people; "" for most."""
        return f"{DATA}{PACKAGE}" if self.address == DATA else ""

    @property
    def wide(self) -> bool:
        """Whether it needs the room that a table of contents beside it would take, as a chart with its photo does."""
        return self.template in ("chart.html", "photos.html", "home.html")

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts that it needs, by their addresses. The content asks for them itself, whatever the theme."""
        names = (*_SCRIPTS.get(self.template, ()), *(_CITING if self.is_cited else ()))
        return tuple(f"{_ASSETS}/{name}" for name in names)

    @property
    def styles(self) -> tuple[str, ...]:
        """The style sheets that it needs besides the one of every page, by their addresses."""
        return tuple(f"{_ASSETS}/{name}" for name in _STYLES.get(self.template, ()))

    @property
    def is_cited(self) -> bool:
        """Whether it is about a thing that can be cited by its address."""
        return self.key is not None and not self.moved


@dataclass(frozen=True)
class Pages:
    """The pages of an edition.

    `registers`: all its things by kind; `changes`: all that changed in it; `search`: all that can be found; `data`:
    what can be taken away; `queries`: what is asked again and again.
    `attention`: the view of what needs a look, for the internal edition.
    `guides`: addresses of hand-written pages for `editors` and `evaluators`, to which the home page leads.
    """

    book: Book
    registers: Registers
    changes: Changes
    search: Search
    data: Data
    queries: Queries
    has_home: bool = True
    guides: Mapping[str, str] = field(default_factory=dict)
    attention: View | None = None

    @cached_property
    def front(self) -> tuple[Page, ...]:
        """Those that lead to all others: the home page, and the registers."""
        settings, words = self.book.archive.settings, self.book.words
        described = self.book.described(settings.description, settings.title)
        home = partial(home_view, self.book, self._listed, self.guides)
        first = Page("", words(N_("Home")), described, "home.html", home, in_menu=True)
        return (*([first] if self.has_home else []), *self._registers)

    @property
    def lists(self) -> tuple[Page, ...]:
        """Those below which others lie: the registers, and the page of the search."""
        return (*self._registers, next(_search(self.book.words, self.search, self._listed)))

    def each(self) -> Iterator[Page]:
        """Every page: the home page, the registers, a page for each thing, and those that have moved."""
        book = self.book
        yield from self.front
        yield from _years(book, self.changes)
        yield _look(book)
        yield from _search(book.words, self.search, self._listed)
        yield from (self.of(key) for key in book.archive.index if key.kind in WITH_PAGES)
        for block in book.ranked_blocks:
            yield _priority(book, block)
        yield from _volumes(book, self.registers, self._gathered)
        yield from _moved(book)
        yield from _withdrawn(book)

    def of(self, key: Key) -> Page:
        """The page of a thing that has one."""
        thing = self.book.archive.index[key].thing
        template, view = self._views.get(key.kind, ("thing.html", partial(thing_view, self.book)))
        at = thing.at if isinstance(thing, Entry) else None
        described = described_as(self.book, key, thing)
        language = self.book.language_of(key)
        title = self.book.title(key)
        return Page(address(key), title, described, template, partial(view, key), at, language, key)

    @cached_property
    def _gathered(self) -> Gatherings:
        return Gatherings(self.book)

    @cached_property
    def _registers(self) -> tuple[Page, ...]:
        registers = _registers(self.book, self.registers, self._gathered, self.changes, self.data)
        return (*registers, *_attention(self.book, self.attention))

    @property
    def _listed(self) -> tuple[tuple[str, str], ...]:
        return tuple((page.address, page.title) for page in self._registers if page.in_menu)

    @cached_property
    def _carried(self) -> BroughtForward:
        return BroughtForward(self.book.archive, self.book.edition.histories)

    def _meeting(self, key: Key) -> object:
        return meeting_view(self.book, self.book.archive.meeting_by_id[key.id], self._carried)

    @cached_property
    def _views(self) -> Mapping[Kind, tuple[str, Callable[[Key], object]]]:
        book = self.book
        return {
            Kind.MEETING: ("meeting.html", self._meeting),
            Kind.CHART: ("chart.html", partial(chart_view, book)),
            Kind.FILE: ("document.html", partial(document_page, book)),
            Kind.THEME: ("theme.html", partial(theme_view, book, self.registers)),
            Kind.SERIES: ("series.html", partial(series_view, book)),
            Kind.STRATEGY: ("strategy.html", partial(strategy_view, book)),
            Kind.INDICATOR: ("indicator.html", partial(indicator_view, book)),
            Kind.QUERY: ("query.html", lambda key: self.queries.view(self.data.digest, key)),
            **dict.fromkeys((Kind.GROUP, Kind.PERSON), ("actor.html", partial(actor_view, book, self.registers))),
        }


def _attention(book: Book, view: View | None) -> Iterator[Page]:
    """What needs a look: it quotes the records, so that only those see it who see all of them."""
    if view and book.edition.shown.audience == "internal":
        title, described = book.words(N_("Needs a look")), book.words(N_("What the check of the records warns of."))
        yield Page(ATTENTION, title, described, "attention.html", view, in_menu=True)


def _look(book: Book) -> Page:
    words = book.words
    title, described = words(N_("Signs and colours")), words(N_("What each sign, mark and colour on this site means."))
    return Page(LOOK, title, described, "look.html", partial(look_view, words))


def _search(words: Words, search: Search, registers: tuple[tuple[str, str], ...]) -> Iterator[Page]:
    """The page of the search, and the lists from A to Z."""
    title, described = words(N_("Search")), words(N_("Find anything that was recorded."))
    yield Page(SEARCH, title, described, "search.html", partial(search.view, registers))
    for one in search.listings:
        title = words(N_("From A to Z: %(letter)s")) % {"letter": one.title}
        described = words(N_("Everything that is called so."))
        yield Page(one.address, title, described, "letter.html", partial(search.letter, one))


def _volumes(book: Book, all_things: Registers, gathered: Gatherings) -> Iterator[Page]:
    """The volumes of the registers that are too long for one page."""
    for kind, _, described in _THINGS:
        yield from _bound(book, all_things.volumes(kind), described, "register.html", partial(all_things.view, kind))
    for name, one in GATHERED.items():
        volumes = gathered.volumes(name)
        yield from _bound(book, volumes, one.description, f"{name}.html", partial(gathered.view, name))


def _bound(
    book: Book, volumes: Iterable[Volume], described: str, template: str, view: Callable[[Volume], object]
) -> Iterator[Page]:
    for year in volumes:
        for one in (year, *year.volumes):
            yield Page(one.address, one.title, book.words(described), template, partial(view, one))


def _years(book: Book, changes: Changes) -> Iterator[Page]:
    """A page for each year in which something changed."""
    for year in changes.years:
        title = book.words(N_("Changes in %(year)s")) % {"year": f"{year:04}"}
        described = book.words(_CHANGED)
        yield Page(f"{CHANGES}{year:04}/", title, described, "changes.html", partial(changes.view, year))


_CHANGED = N_("What was decided, agreed, asked, ranked and done, the newest first.")


def _registers(book: Book, all_things: Registers, gathered: Gatherings, changes: Changes, data: Data) -> Iterator[Page]:
    kinds = {key.kind for key in book.archive.index}
    listed: tuple[tuple[str, str, str, str, View, bool], ...] = (
        *(
            (FOLDERS[kind], title, described, "register.html", partial(all_things.view, kind), kind in kinds)
            for kind, title, described in _THINGS
        ),
        *(
            (FOLDERS[kind], title, described, "topics.html", partial(topics_view, book, kind), kind in kinds)
            for kind, title, described in _TOPICS
        ),
        (
            "meetings",
            N_("Meetings"),
            N_("All meetings, by series."),
            "meetings.html",
            lambda: meetings_view(book),
            True,
        ),
        *(
            (name, one.title, one.description, f"{name}.html", partial(gathered.view, name), gathered.is_filled(name))
            for name, one in GATHERED.items()
        ),
        (
            "indicators",
            N_("Indicators"),
            N_("What is measured: where it began, where it stands, and where it is meant to go."),
            "indicators.html",
            lambda: indicators_view(book),
            Kind.INDICATOR in kinds,
        ),
        (
            "loose-ends",
            N_("Loose ends"),
            N_("What was begun and not taken up again: who chases it begins here."),
            "loose.html",
            lambda: loose_view(book),
            bool(kinds & {Kind.ACTION, Kind.DECISION}),
        ),
        ("changes", N_("Changes"), _CHANGED, "changes.html", changes.view, changes.has_any),
        (
            "glossary",
            N_("Glossary"),
            N_("Abbreviations, words of the trade, and what things were called before."),
            "glossary.html",
            lambda: glossary_view(book),
            Kind.TERM in kinds,
        ),
        (
            "data",
            N_("Data"),
            N_("The whole archive as tables, JSON and a database, each column explained, with questions and answers."),
            "data.html",
            lambda: data_view(book, data),
            bool(kinds),
        ),
    )
    for name, title, described, template, view, filled in listed:
        words = book.words
        in_menu = filled or name in ALWAYS
        yield Page(f"{name}/", words(title), words(described), template, view, in_menu=in_menu)


_THINGS = (
    (Kind.ACTION, N_("Actions"), N_("All that was agreed to be done: open, late, done and dropped.")),
    (Kind.SUPPORT, N_("Support"), N_("What one group needs of another: asked for, accepted, provided, declined.")),
    (Kind.DECISION, N_("Decisions"), N_("All that was decided, and whether it still holds.")),
    (Kind.QUESTION, N_("Questions"), N_("What was asked at meetings and on flip charts, and what was answered.")),
    (
        Kind.FINDING,
        N_("Findings"),
        N_("Challenges, successes, lessons and effects, and how they were found."),
    ),
    (Kind.GOAL, N_("Goals"), N_("What groups set out to reach in a period, and how it was rated.")),
)
_TOPICS = (
    (Kind.THEME, N_("Themes"), N_("What things are about.")),
    (Kind.GROUP, N_("Groups"), N_("Organisations, teams and subgroups.")),
    (Kind.PERSON, N_("People"), N_("Who took part.")),
    (Kind.SERIES, N_("Series"), N_("Meetings that belong together.")),
    (Kind.QUERY, N_("Saved queries"), N_("Questions asked of this archive again and again, with what is found now.")),
    (Kind.STRATEGY, N_("Strategies"), N_("What groups carry out from meeting to meeting, and how it goes.")),
)


def described_as(book: Book, key: Key, thing: Thing) -> str:
    """A description that makes sense in a list of results, beside the title."""
    words, meeting = book.words, book.meeting_of(key)
    where = {"meeting": meeting.title, "date": words.date(meeting.date)} if meeting else {}
    match thing:
        case Meeting():
            return book.described(thing.summary, ", ".join(filter(None, (where["date"], thing.place))))
        case Arising():
            return book.described(_arose(book, key, thing, where))
        case Attachment():
            said = words(N_("What “%(name)s” says, a document of %(meeting)s, %(date)s.")) % {
                "name": book.title(key),
                **where,
            }
            return book.described(thing.note, said)
        case Person():
            return book.described(", ".join(filter(None, (thing.name, thing.designation))), thing.note)
        case SavedQuery():
            said = words(N_("What is found now: %(name)s")) % {"name": thing.name}
            return book.described(thing.question, thing.note, said)
        case Strategy():
            said = words(N_("How the strategy “%(name)s” went, team by team.")) % {"name": thing.name}
            return book.described(thing.aim, thing.note, said)
        case Indicator():
            said = words(N_("What was measured of “%(name)s”, and what was aimed at.")) % {"name": thing.name}
            return book.described(thing.note, thing.method, said)
        case Named():
            said = words(N_("Everything that was said, agreed and decided about “%(name)s”.")) % {"name": thing.name}
            return book.described(thing.note, said)
        case FlipChart():
            return words(N_("Flip chart of %(meeting)s, %(date)s, with its transcript.")) % where
    raise AssertionError(f"{key} is of a kind that has no page")


def _arose(book: Book, key: Key, thing: Arising, where: Mapping[str, str]) -> str:
    """How a thing stands, where it arose, and what more its record says."""
    mark = book.mark(key)
    arose = book.words(N_("Recorded at %(meeting)s, %(date)s.")) % where
    said = book.described(_more(thing)) or thing.what
    return " ".join(filter(None, (f"{mark.label}." if mark else "", arose, said)))


def _more(thing: Arising) -> Prose | str:
    """What the record of a thing says besides what it is; "" for kinds that have no such key."""
    match thing:
        case Action():
            return thing.outcome
        case Finding():
            return thing.detail
        case Decision():
            return thing.why
        case Support():
            return thing.how
    return ""


def _priority(book: Book, block: Key) -> Page:
    words = book.words
    ranks = words.listed([str(priority.rank) for priority in book.priorities_in(block)])
    title = words(N_("Priority %(rank)s: %(title)s")) % {"rank": ranks, "title": book.title(block)}
    said = words(N_("What was ranked on “%(chart)s”, how, and what came of it.")) % {"chart": book.title(block.chart)}
    view = partial(priority_view, book, block)
    at, language = book.place_of(block), book.language_of(block)
    return Page(priority_address(block), title, said, "priority.html", view, at, language, block)


def _moved(book: Book) -> Iterator[Page]:
    """A page at each address that a thing had before; of a meeting, at those of its charts and documents too."""
    for key, found in book.archive.index.items():
        thing = found.thing
        if not isinstance(thing, Addressed):
            continue
        for former in thing.formerly:
            old = Key(key.kind, key.id.removesuffix(thing.id) + former)
            if key.kind in WITH_PAGES:
                yield _forward(book, address(old), key)
            if isinstance(thing, Meeting):
                for block in book.ranked_blocks:
                    if block.id.startswith(f"{thing.id}/"):
                        there = priority_address(Key(block.kind, former + block.id.removeprefix(thing.id)))
                        yield _forward(book, there, block)
                for chart in thing.charts:
                    there = address(Key.of_chart(former, chart.id))
                    yield _forward(book, there, Key.of_chart(thing.id, chart.id))
                for one in thing.files:
                    there = address(Key(Kind.FILE, f"{former}/files/{one.file}"))
                    yield _forward(book, there, Key(Kind.FILE, f"{thing.id}/files/{one.file}"))


def _withdrawn(book: Book) -> Iterator[Page]:
    """A page at the address of each thing that was withdrawn; not where the edition has the thing all the same."""
    for one in book.archive.settings.withdrawn:
        if one.key and address(one.key) and one.key not in book.archive.index:
            kind = book.words(KINDS[one.key.kind])
            said = book.words(N_("Withdrawn: %(kind)s “%(id)s”")) % {"kind": kind, "id": one.key.id}
            is_day = one.date.earliest == one.date.latest
            view = partial(Notice, kind, book.words.date(one.date), is_day, one.reason)
            yield Page(address(one.key), said, said, "withdrawn.html", view, one.at)


def _forward(book: Book, old: str, key: Key) -> Page:
    said = book.words(N_("Moved: %(kind)s “%(title)s”"))
    title = said % {"kind": book.words(KINDS[key.kind]), "title": book.title(key)}
    return Page(old, title, title, "moved.html", partial(book.name, key), key=key, moved=True)
