"""Calendars to subscribe to: meetings, and the dates by which things are due; iCalendar, after RFC 5545.

In: a book, and where the site is published. Out: each calendar's address and bytes. Guaranteed: whole days only, in no
time zone; nobody is named as a guest or host; a text is one line; ids and stamps come from the records alone.

A meeting known by its month only stands from the first day of it to the last, tentative; one known by its year only
is left out. What is due in a month is due on its last day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache, partial

from icalendar import Calendar, Event

from goldenthread import __version__
from goldenthread.language import N_
from goldenthread.model.agreed import Arising
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.meeting import Meeting
from goldenthread.publish.addresses import DUE, MEETINGS, address
from goldenthread.publish.outlets import LONG_AGO, Outlet, at_midnight, on_one_line
from goldenthread.publish.views.book import Book
from goldenthread.publish.words import STATUSES

Made = Iterator[tuple[str, "partial[bytes]"]]
_LONGEST_UNKNOWN = timedelta(days=31)
"""A meeting of which no more than the year is known would fill a calendar."""


def calendars(book: Book, site_url: str = "", *, folders: bool = True) -> Made:
    """Every calendar of a site: meetings of all, of each series and each group; due dates of all and of each group."""
    title, archive = book.archive.settings.title, book.archive
    due = [key for key in archive.index if _is_due(book, key)]
    meetings = archive.meetings
    events = cache(partial(_event_of, book, Outlet("", site_url, folders)))

    def made(where: str, called: str, chosen: Iterable[Meeting], things: Iterable[Key]) -> tuple[str, partial[bytes]]:
        keys = *(Key(Kind.MEETING, one.id) for one in chosen if _can_stand(one)), *things
        return where, partial(_calendar, called, keys, events)

    yield made(MEETINGS, title, meetings, ())
    yield made(DUE, _called(book, title), (), due)
    for key in archive.index:
        if key.kind is Kind.SERIES:
            ids = {one.id for one in book.meetings_in(key)}
            yield made(f"{address(key)}{MEETINGS}", book.title(key), (m for m in meetings if m.id in ids), ())
        if key.kind is Kind.GROUP:
            ids, owned = _attended(book, key), set(archive.sources(key, Relation.OWNED_BY))
            yield made(f"{address(key)}{MEETINGS}", book.title(key), (m for m in meetings if m.id in ids), ())
            yield made(f"{address(key)}{DUE}", _called(book, book.title(key)), (), (k for k in due if k in owned))


def _called(book: Book, what: str) -> str:
    return book.words(N_("Due dates: %(what)s")) % {"what": what}


def _is_due(book: Book, key: Key) -> bool:
    """Whether somebody has still to do it by a date: an action that was agreed, or support."""
    history = book.edition.histories.get(key)
    is_open = bool(history and history.due and not history.ended)
    return key.kind in (Kind.ACTION, Kind.SUPPORT) and is_open and not book.proposed(key)


def _attended(book: Book, group: Key) -> set[str]:
    """The meetings that a group holds, or to which it or one of its people comes."""
    archive = book.archive
    found = [key for series in archive.sources(group, Relation.HELD_BY) for key in book.meetings_in(series)]
    for who in (group, *archive.sources(group, Relation.MEMBER_OF)):
        found += archive.sources(who, Relation.ATTENDED_BY)
    return {key.id for key in found if key.kind is Kind.MEETING}


def _can_stand(meeting: Meeting) -> bool:
    return meeting.date.latest - meeting.date.earliest < _LONGEST_UNKNOWN


def _calendar(called: str, keys: tuple[Key, ...], events: Callable[[Key], bytes]) -> bytes:
    """A calendar, with its events put in as they were made: the same stand in several."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Golden Thread//mkdocs-goldenthread {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("name", on_one_line(called))
    calendar.add("x-wr-calname", on_one_line(called))
    begin, end, rest = calendar.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join((begin, *map(events, keys), end, rest))


def _event_of(book: Book, outlet: Outlet, key: Key) -> bytes:
    """A meeting, or what is due, as a calendar has it."""
    thing = book.archive.index[key].thing
    event = _meeting(book, outlet, thing) if isinstance(thing, Meeting) else _due(book, outlet, key)
    made: bytes = event.to_ical()
    return made


def _event(book: Book, outlet: Outlet, key: Key, summary: str, first: date, last: date) -> Event:
    """What all events have; its texts are one line each."""
    event = Event()
    event.add("uid", outlet.uid(str(key)))
    event.add("dtstamp", at_midnight(book.edition.as_of or LONG_AGO))
    event.add("dtstart", first)
    if last < date.max:
        event.add("dtend", max(first, last) + timedelta(days=1))
    event.add("summary", on_one_line(summary))
    event.add("transp", "TRANSPARENT")
    if outlet.site_url:
        event.add("url", outlet.link(book.address(key)))
    return event


def _meeting(book: Book, outlet: Outlet, meeting: Meeting) -> Event:
    """A meeting: postponed and cancelled ones as cancelled, since nobody is to come on that day."""
    words, off = book.words, meeting.status in ("postponed", "cancelled")
    title = f"{words(STATUSES[meeting.status])}: {meeting.title}" if off else meeting.title
    last = meeting.end.latest if meeting.end else meeting.date.latest
    event = _event(book, outlet, Key(Kind.MEETING, meeting.id), title, meeting.date.earliest, last)
    unsure = meeting.tentative or meeting.date.earliest != meeting.date.latest
    event.add("status", "CANCELLED" if off else "TENTATIVE" if unsure else "CONFIRMED")
    if meeting.place:
        event.add("location", on_one_line(meeting.place))
    if said := on_one_line(" ".join(_said(book, meeting))):
        event.add("description", said)
    return event


def _said(book: Book, meeting: Meeting) -> Iterator[str]:
    if meeting.date.earliest != meeting.date.latest:
        yield book.words(N_("The record names no day, only %(date)s.")) % {"date": book.words.date(meeting.date)}
    if meeting.reason:
        yield meeting.reason
    yield book.described(meeting.summary)


def _due(book: Book, outlet: Outlet, key: Key) -> Event:
    """The last day by which a thing is due, and who is to do it."""
    words, due, thing = book.words, book.history(key).due, book.archive.index[key].thing
    assert due
    assert isinstance(thing, Arising)
    summary = words(N_("Due: %(what)s")) % {"what": book.title(key)}
    event = _event(book, outlet, key, summary, due.latest, due.latest)
    owners = [name.title for name in book.row(key).owners]
    stands = book.mark(key)
    said = [words.listed(owners), stands.label if stands else "", words(N_("due %(date)s")) % {"date": words.date(due)}]
    event.add("description", on_one_line(" · ".join(filter(None, said))))
    return event
