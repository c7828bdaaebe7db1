"""Feeds of what has changed, for the whole archive and for each series, theme and group: Atom, after RFC 4287.

In: a site's changes, and where the site is published. Out: each feed's address and bytes. Guaranteed: well-formed
whatever records say; the same entries as the page has, in the same order; ids and dates from the records alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from html import escape
from io import BytesIO

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]

from goldenthread.language import N_
from goldenthread.ledger import Moved
from goldenthread.model.entry import Key, Kind
from goldenthread.publish.addresses import CHANGES, FEED, address
from goldenthread.publish.outlets import LONG_AGO, Outlet, at_midnight, folder_of, on_one_line
from goldenthread.publish.pages import FED
from goldenthread.publish.views.changes import Change, Changes

FEWEST = 100
"""A feed ends with the meeting or month that fills this many entries: those before it are on the page."""
Made = Iterator[tuple[str, "partial[bytes]"]]


class _Feed(Atom1Feed):  # type: ignore[misc]
    """Atom as the library writes it, dated by the records."""

    def latest_post_date(self) -> datetime:
        """The day of its newest entry; where it has none, that as of which things stand: never the clock's."""
        newest: datetime = max((item["updateddate"] for item in self.items), default=self.feed["as_of"])
        return newest


def feeds(changes: Changes, site_url: str = "", *, folders: bool = True) -> Made:
    """Every feed of a site: its address, and how to make its bytes."""
    book = changes.book
    whole = Outlet(f"{CHANGES}{FEED}", site_url, folders)
    title = book.archive.settings.title
    yield whole.address, partial(_feed, changes, whole, title, changes.moved)
    for key in book.archive.index:
        if key.kind in FED:
            outlet = Outlet(f"{address(key)}{FEED}", site_url, folders)
            named = book.words(N_("%(what)s – %(archive)s")) % {"what": book.title(key), "archive": title}
            yield outlet.address, partial(_feed, changes, outlet, named, changes.concerning.get(key, ()))


def _feed(changes: Changes, outlet: Outlet, title: str, moved: tuple[Moved, ...]) -> bytes:
    book = changes.book
    feed = _Feed(
        title=on_one_line(book.words(N_("Changes: %(what)s")) % {"what": title}),
        link=outlet.link(folder_of(outlet.address)),
        description=None,
        language=book.language,
        author_name=on_one_line(book.archive.settings.title),
        feed_url=outlet.link(outlet.address),
        feed_guid=outlet.id(outlet.address),
        as_of=at_midnight(book.edition.as_of or LONG_AGO),
    )
    for group in _newest(moved):
        for move in group.moves:
            _add(feed, changes, outlet, changes.change(move), group)
    out = BytesIO()
    feed.write(out, "utf-8")
    return out.getvalue()


def _newest(moved: tuple[Moved, ...]) -> Iterator[Moved]:
    """As many as a feed has, no meeting cut in two."""
    count = 0
    for group in moved:
        if count >= FEWEST:
            return
        count += len(group.moves)
        yield group


def _add(feed: _Feed, changes: Changes, outlet: Outlet, change: Change, group: Moved) -> None:
    """One change as an entry; what it says beside its title is where and when."""
    book, move = changes.book, change.move
    where = book.title(Key(Kind.MEETING, group.meeting)) if group.meeting else book.words(N_("Between meetings"))
    said = book.words(N_("%(where)s, %(date)s")) % {"where": where, "date": book.words.date(move.when)}
    day = at_midnight(move.when.latest)
    feed.add_item(
        title=on_one_line(change.words),
        link=outlet.link(book.address(move.key)),
        description=escape(on_one_line(said)),
        pubdate=day,
        updateddate=day,
        unique_id=outlet.id(move.name),
    )
