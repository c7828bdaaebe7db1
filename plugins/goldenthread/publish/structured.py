"""What a page is about, for machines: schema.org's terms, as JSON-LD.

In: a page and the data of its edition. Out: a tree of plain values. Guaranteed: it says nothing that the page does not;
links are relative to the page. Terms: https://schema.org (Event, Action, DigitalDocument, Organization, Person,
DefinedTerm, Dataset).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from goldenthread.model.agreed import Action, Arising, Question
from goldenthread.model.chart import FlipChart
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.meeting import Attachment, Meeting
from goldenthread.model.register import Group, Indicator, Person, Series, Strategy, Theme
from goldenthread.publish.addresses import DATA, original_address
from goldenthread.publish.data import Data
from goldenthread.publish.data.package import media_type
from goldenthread.publish.pages import Page
from goldenthread.publish.views.book import Book

To = Callable[[str], str]
"""From an address of the site to a link relative to the page."""
_EVENT_STATUS = {
    "planned": "EventScheduled",
    "held": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
_ACTION_STATUS = {
    "open": "PotentialActionStatus",
    "done": "CompletedActionStatus",
    "dropped": "FailedActionStatus",
}
_DOCUMENTS = {
    "pptx": "PresentationDigitalDocument",
    "docx": "TextDigitalDocument",
    "xlsx": "SpreadsheetDigitalDocument",
    "csv": "SpreadsheetDigitalDocument",
}
_SITE = "https://schema.org/"


def structured(data: Data, page: Page, to: To, site: str, registers: Mapping[str, str]) -> dict[str, Any]:
    """What one page says, in schema.org's terms; `site` and `registers` are what whole and lists are called."""
    book = data.book
    named = {"name": page.title, "description": page.description, "inLanguage": page.language or book.language}
    about = {**(_dataset(data, to) if page.address == DATA else _about(book, page, to)), **named}
    return {"@context": _SITE.rstrip("/"), "@graph": [about, _crumbs(page, to, site, registers)]}


def _crumbs(page: Page, to: To, site: str, registers: Mapping[str, str]) -> dict[str, Any]:
    steps = [(site, "")]
    folder, _, rest = page.address.partition("/")
    if rest and f"{folder}/" in registers:
        steps.append((registers[f"{folder}/"], f"{folder}/"))
    if page.address:
        steps.append((page.title, page.address))
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": to(where)}
        for number, (name, where) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _dataset(data: Data, to: To) -> dict[str, Any]:
    """The data to take away, with each of its files."""
    as_of = data.book.edition.as_of
    files = (
        {"@type": "DataDownload", "name": name, "contentUrl": to(f"{DATA}{name}"), "encodingFormat": media_type(name)}
        for name in data.names
    )
    return {
        "@type": "Dataset",
        "url": to(DATA),
        "identifier": f"sha256:{data.digest}",
        "isAccessibleForFree": True,
        **({"dateModified": as_of.isoformat()} if as_of else {}),
        "distribution": list(files),
    }


def _about(book: Book, page: Page, to: To) -> dict[str, Any]:
    if page.key is None or page.moved or page.template == "priority.html":
        return {"@type": "WebPage" if page.address.count("/") != 1 else "CollectionPage", "url": to(page.address)}
    thing, key = book.archive.index[page.key].thing, page.key
    facts: dict[str, Any] = {"url": to(page.address)}

    def related(relation: Relation, type_: str) -> list[dict[str, Any]]:
        keys = book.archive.targets(key, relation)
        return [{"@type": type_, "name": book.title(k), "url": to(book.address(k))} for k in keys]

    themes = related(Relation.ABOUT_THEME, "DefinedTerm")
    if themes:
        facts["about"] = themes
    match thing:
        case Meeting():
            return {**facts, **_event(book, thing, related)}
        case Action():
            return {**facts, **_action(book, key, thing)}
        case Arising():
            type_ = "Question" if isinstance(thing, Question) else "CreativeWork"
            return {**facts, "@type": type_, "dateCreated": _day(book, key), "text": thing.what}
        case FlipChart():
            return {**facts, "@type": "CreativeWork", "dateCreated": _day(book, key), "genre": "flip chart"}
        case Attachment():
            return {**facts, **_document(book, key, thing, to)}
        case Person():
            return {**facts, "@type": "Person", "memberOf": related(Relation.MEMBER_OF, "Organization")}
        case Group():
            return {**facts, "@type": "Organization", "parentOrganization": related(Relation.PART_OF, "Organization")}
        case Series():
            return {**facts, "@type": "EventSeries", "organizer": related(Relation.HELD_BY, "Organization")}
        case Theme() | Strategy() | Indicator():
            return {**facts, "@type": "DefinedTerm"}
    return {**facts, "@type": "WebPage"}


Related = Callable[[Relation, str], list[dict[str, Any]]]


def _event(book: Book, meeting: Meeting, related: Related) -> dict[str, Any]:
    series = related(Relation.SERIES, "EventSeries")
    resolved = book.archive.resolved
    came = [one for one in meeting.participants if one.attendance not in ("apologies", "absent", "expected")]
    refs = [ref for one in came for ref in (one.person, one.group) if ref]
    people = [_actor(book, who) for who in dict.fromkeys(resolved[ref.at] for ref in refs if ref.at in resolved)]
    return {
        "@type": "Event",
        "startDate": meeting.date.text,
        **({"endDate": meeting.end.text} if meeting.end else {}),
        "eventStatus": _SITE + _EVENT_STATUS[meeting.status],
        **({"location": {"@type": "Place", "name": meeting.place}} if meeting.place else {}),
        **({"superEvent": series[0]} if series else {}),
        **({"attendee": people} if people else {}),
    }


def _action(book: Book, key: Key, action: Action) -> dict[str, Any]:
    status = book.history(key).status
    due: PartialDate | None = book.history(key).due
    return {
        "@type": "Action",
        "actionStatus": _SITE + _ACTION_STATUS.get(status, "ActiveActionStatus"),
        "agent": [_actor(book, who) for who in book.archive.targets(key, Relation.OWNED_BY)],
        "startTime": _day(book, key),
        **({"endTime": due.text} if due and status != "done" else {}),
        **({"result": {"@type": "Thing", "name": action.outcome}} if action.outcome else {}),
    }


def _document(book: Book, key: Key, thing: Attachment, to: To) -> dict[str, Any]:
    authors = [_actor(book, who) for who in book.archive.targets(key, Relation.WRITTEN_BY)]
    released = book.path_of(key) in book.archive.originals
    return {
        "@type": _DOCUMENTS.get(thing.name.rpartition(".")[2], "DigitalDocument"),
        **({"author": authors} if authors else {}),
        **({"encoding": {"@type": "MediaObject", "contentUrl": to(original_address(key))}} if released else {}),
    }


def _actor(book: Book, who: Key) -> dict[str, Any]:
    return {"@type": "Person" if who.kind is Kind.PERSON else "Organization", "name": book.title(who)}


def _day(book: Book, key: Key) -> str:
    meeting = book.meeting_of(key)
    return meeting.date.text if meeting else ""
