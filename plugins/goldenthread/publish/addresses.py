"""Addresses: where each thing lives on the site, and how one page links to another.

In: keys. Out: addresses relative to the site's root, such as `meetings/2015-09-17-review/#update-letters`, and links
relative to a page. Guaranteed: an address depends on ids alone, never on order or on words that may be corrected.
"""

from __future__ import annotations

from goldenthread.language import N_
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import OURS

MENU: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("meetings", "actions", "decisions", "priorities")),
    (
        N_("Progress"),
        (
            *("strategies", "goals", "indicators", "findings", "support", "questions"),
            *("loose-ends", "needs-a-look", "changes"),
        ),
    ),
    (N_("Who and what"), ("groups", "people", "themes", "series", "glossary")),
    (N_("Evidence"), ("photos", "documents", "queries", "data")),
)
"""The registers in the order of the site's menu, by heading; the address of each is its name."""
ATTENTION = "needs-a-look/"
WITHIN = frozenset({ATTENTION.rstrip("/")})
"""The registers that only the internal edition has."""
ALWAYS = frozenset({"meetings", "actions", "decisions"})
"""The registers that stand in the menu also while they are empty."""
LOOSE = "loose-ends/"
CHANGES = "changes/"
"""What has changed, in the newest year; each year has a page below it."""
FEED = "feed.xml"
"""What the feed of a page is called, in its folder."""
MEETINGS, DUE = "calendar.ics", "due.ics"
"""What the calendars of a page are called, in its folder: of meetings, and of the dates by which things are due."""
IDS = "ids.txt"
"""The list of all that a build has published, for the next one to compare with."""
DATA = "data/"
"""The files to take away, and the page that explains them."""
LOOK = "about/look/"
"""The page that says what the signs of the site mean."""

SEARCH = "search/"
"""The page of the search; the lists from A to Z lie below it."""

FOLDERS = {
    Kind.MEETING: "meetings",
    Kind.ACTION: "actions",
    Kind.SUPPORT: "support",
    Kind.DECISION: "decisions",
    Kind.QUESTION: "questions",
    Kind.FINDING: "findings",
    Kind.GOAL: "goals",
    Kind.THEME: "themes",
    Kind.GROUP: "groups",
    Kind.PERSON: "people",
    Kind.SERIES: "series",
    Kind.STRATEGY: "strategies",
    Kind.INDICATOR: "indicators",
    Kind.QUERY: "queries",
}
"""Kinds whose pages lie in one folder each, by the id of the thing: charts and documents lie below their meeting."""


def address(key: Key) -> str:
    """Where a thing lives; an update lives where it was reported, which its key does not say."""
    if folder := FOLDERS.get(key.kind):
        return f"{folder}/{key.id}/"
    match key.kind:
        case Kind.CHART | Kind.BLOCK | Kind.LINE:
            meeting, _, rest = key.id.partition("/")
            chart, _, line = rest.partition("#")
            return f"meetings/{meeting}/flip-charts/{chart}/" + (f"#{line}" if line else "")
        case Kind.FILE:
            return f"meetings/{key.id}/"
        case Kind.SESSION | Kind.FOCUS | Kind.FEEDBACK | Kind.OUTPUT | Kind.PHOTO:
            return f"meetings/{_meeting_of(key)}/#{anchor(key)}"
        case Kind.TERM:
            return f"glossary/#{anchor(key)}"
        case _:
            return ""


def key_at(site_address: str) -> Key | None:
    """The thing whose own page an address is: the inverse of `address`."""
    folder, _, rest = site_address.rstrip("/").partition("/")
    kind = next((kind for kind, name in FOLDERS.items() if name == folder), None)
    if kind is None or not rest:
        return None
    if kind is Kind.MEETING:
        meeting, _, chart = rest.partition("/flip-charts/")
        if chart:
            return Key.of_chart(meeting, chart)
        if "/files/" in rest:
            return Key(Kind.FILE, rest)
    return Key(kind, rest)


def anchor(key: Key) -> str:
    """The anchor of a thing on the page that it shares with others."""
    own = key.id.replace("/", "#", 1).partition("#")[2] or key.id
    if own.startswith(OURS):
        return own
    return f"{key.kind}-{own.partition('/')[2].replace('/', ':') if key.kind in (Kind.FILE, Kind.PHOTO) else own}"


def _meeting_of(key: Key) -> str:
    return key.id.replace("#", "/", 1).partition("/")[0]


def priority_address(block: Key) -> str:
    """Where it stands what was ranked in a block, or above all blocks of a chart."""
    return f"priorities/{block.id.replace('#', '/')}/"


def original_address(file: Key) -> str:
    """Where a file lies that is published as it is: beside the page of what it says."""
    return f"{address(file)}{file.id.rpartition('/')[2]}"


def photo_address(meeting: str, name: str, width: int = 0, format: str = "jpg") -> str:
    """Where a photo of a meeting is published: its largest copy, or the one of this width.

    No photo has a `~` in its own name, so that no two have one address.
    """
    stem = name.removesuffix(".jpg")
    return f"meetings/{meeting}/photos/{stem}{f'~{width}' if width else ''}.{format}"


def crop_address(line: Key, format: str = "jpg") -> str:
    """Where the part of a photo is published that shows a line of a chart, or the heading of a block."""
    meeting, _, rest = line.id.partition("/")
    chart, _, own = rest.partition("#")
    return f"meetings/{meeting}/flip-charts/{chart}/{own}.{format}"


def page_of(site_address: str) -> str:
    """The page an address lies on: the address without its anchor."""
    return site_address.partition("#")[0]


def escaped(site_address: str) -> str:
    """An address as it may stand in a link: one `#`, though an anchor has more where it names a part of a record."""
    page, hash, anchor = site_address.partition("#")
    return page + hash + anchor.replace("#", "%23")


def relative(here: str, there: str, *, folders: bool = True) -> str:
    """A link from the page at `here` to the address `there`; without `folders` it names `index.html`."""
    page, _, anchor = escaped(there).partition("#")
    page, asked, query = page.partition("?")
    if page == here and anchor and not asked:
        return f"#{anchor}"
    shared = 0
    while (end := here.find("/", shared) + 1) and page.startswith(here[shared:end], shared):
        shared = end
    path = "../" * here.count("/", shared) + page[shared:]
    if not folders and (not page or page.endswith("/")):
        path += "index.html"
    return (path or "./") + asked + query + (f"#{anchor}" if anchor else "")
