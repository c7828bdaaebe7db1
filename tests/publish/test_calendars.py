"""Calendars: what two libraries that know nothing of us read in them, and what their bytes are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]
from icalendar import Calendar

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.publish import Layout, Site, publish
from tests.pages import elements
from tests.written import ARCHIVE, HEAD, MEETING

ROOT = Path(__file__).parents[2]
Publish = Callable[..., Site]
URL = "https://x.example/"
ACTIONS = (
    "actions:\n  - {id: survey, what: Survey, owner: hill, due: 2015-12}\n"
    "  - {id: letters, what: Letters, owner: lake, due: 2015-11-04}\n"
    "  - {id: maybe, what: Maybe, owner: hill, due: 2015-12, standing: proposed}\n"
    "  - {id: road, what: Road, owner: hill, due: 2015-12}\n"
    "  - {id: dateless, what: Dateless, owner: hill}\n"
    "support:\n  - {id: van, what: Van, for: lake, owner: hill, due: 2016}\n"
)
BASE: dict[str, str | bytes] = {
    "archive.yml": ARCHIVE,
    "registers/groups.yml": "- {id: hill, name: Hill}\n- {id: lake, name: Lake}\n",
    "registers/people.yml": "- {id: ana, name: Ana, group: lake}\n",
    "registers/series.yml": "- {id: reviews, name: Reviews, group: hill}\n",
    "meetings/other/meeting.md": "---\ntitle: Other\ndate: 2015-01-15\nparticipants: [{person: ana}]\n---\n",
    MEETING: f"{HEAD}series: reviews\n{ACTIONS}---\n",
    "updates/all.yml": "- {about: road, date: 2015-10-05, status: done}\n",
}


def calendars(site: Site) -> dict[str, bytes]:
    return {one.address: one.make() or b"" for one in site.assets if one.address.endswith(".ics")}


def events(data: bytes) -> dict[str, Any]:
    """The events of a calendar by their summary, read by the library's own parser."""
    found = Calendar.from_ical(data).walk("VEVENT")
    assert all(not event.errors for event in found)
    return {str(event["summary"]): event for event in found}


def planned(published: Publish, head: str) -> Any:
    """The event of a meeting with this in its head, in an archive of which things stand as in January 2015."""
    site = published({"meetings/next/meeting.md": f"---\ntitle: Next\n{head}---\n"})
    return next((e for name, e in events(calendars(site)["calendar.ics"]).items() if name.endswith("Next")), None)


def days(event: Any) -> tuple[date, date]:
    return event["dtstart"].dt, event["dtend"].dt


def test_a_meeting_is_a_whole_day(published: Publish) -> None:
    event = planned(published, "date: 2015-03-04\nstatus: planned\nplace: Town hall, Room 2; upstairs\n")
    assert days(event) == (date(2015, 3, 4), date(2015, 3, 5))
    assert event["status"] == "CONFIRMED"
    assert event["location"] == "Town hall, Room 2; upstairs"
    assert event["dtstamp"].dt == datetime(2015, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "status", "name"),
    [
        ("status: planned\ntentative: yes\n", "TENTATIVE", "Next"),
        ("status: held\n", "CONFIRMED", "Next"),
        ("status: cancelled\nreason: Snow\n", "CANCELLED", "Cancelled: Next"),
        ("status: postponed\n", "CANCELLED", "Postponed: Next"),
    ],
)
def test_how_a_meeting_stands(published: Publish, head: str, status: str, name: str) -> None:
    event = planned(published, f"date: 2015-01-04\n{head}")
    assert (event["status"], event["summary"]) == (status, name)


def test_a_meeting_of_several_days_ends_after_its_last(published: Publish) -> None:
    event = planned(published, "date: 2015-03-04\nend: 2015-03-06\nstatus: planned\n")
    assert days(event) == (date(2015, 3, 4), date(2015, 3, 7))


def test_a_month_is_its_days_and_tentative(published: Publish) -> None:
    event = planned(published, "date: 2015-02\nstatus: planned\n")
    assert days(event) == (date(2015, 2, 1), date(2015, 3, 1))
    assert event["status"] == "TENTATIVE"
    assert event["description"] == "The record names no day, only February 2015."


def test_a_year_is_left_out(published: Publish) -> None:
    assert planned(published, "date: 2016\nstatus: planned\n") is None


@pytest.mark.parametrize("when", ["9999-12-31", "9999-12", "0001-01-01"])
def test_the_first_and_last_days_there_are(published: Publish, when: str) -> None:
    years = "earliest_year: 1\nlatest_year: 9999\n"
    site = published(
        {
            "archive.yml": ARCHIVE + years,
            "meetings/next/meeting.md": f"---\ntitle: Next\ndate: {when}\nstatus: planned\n---\n",
        }
    )
    assert "Next" in events(calendars(site)["calendar.ics"])


def test_what_is_due_stands_on_its_last_day(published: Publish) -> None:
    due = events(calendars(published(BASE))["due.ics"])
    assert {name: event["dtstart"].dt for name, event in due.items()} == {
        "Due: Survey": date(2015, 12, 31),
        "Due: Letters": date(2015, 11, 4),
        "Due: Van": date(2016, 12, 31),
    }
    assert str(due["Due: Survey"]["description"]) == "Hill · Open · due December 2015"


def test_a_group_has_its_own(published: Publish) -> None:
    made = {where: set(events(data)) for where, data in calendars(published(BASE)).items()}
    assert made == {
        "calendar.ics": {"Other", "Review"},
        "due.ics": {"Due: Survey", "Due: Letters", "Due: Van"},
        "groups/hill/calendar.ics": {"Review"},
        "groups/hill/due.ics": {"Due: Survey", "Due: Van"},
        "groups/lake/calendar.ics": {"Other"},
        "groups/lake/due.ics": {"Due: Letters"},
        "series/reviews/calendar.ics": {"Review"},
    }


def test_ids_stay_when_words_and_order_change(published: Publish) -> None:
    def ids(site: Site) -> dict[str, str]:
        """By the day of each event, which no correction of words moves."""
        return {str(e["dtstart"].dt): str(e["uid"]) for d in calendars(site).values() for e in events(d).values()}

    files = {path: str(text) for path, text in BASE.items()}
    before = ids(published(BASE, site_url=URL))
    files[MEETING] = files[MEETING].replace("Survey", "Count").replace("title: Review", "title: R")
    files["meetings/aaa/meeting.md"] = "---\ntitle: First of all\ndate: 2014-01-01\n---\n"
    assert before.items() <= ids(published(files, site_url=URL)).items()
    assert len(set(before.values())) == len(before) == 5


def test_addresses_are_those_of_the_site(published: Publish) -> None:
    made = events(calendars(published(BASE, site_url=URL))["due.ics"])
    assert made["Due: Survey"]["url"] == f"{URL}actions/survey/"
    assert "url" not in events(calendars(published(BASE))["due.ics"])["Due: Survey"]


HOSTILE = [
    "x\\r\\nATTENDEE:mailto:a@b",
    "x\\nEND:VEVENT\\nBEGIN:VEVENT",
    "a; b, c \\\\ d: e",
    "é" * 200,
    "x" * 73 + "é€𝄞" * 40,
    '\\";RSVP=TRUE:x',
]
KNOWN = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "LOCATION", "DESCRIPTION", "TRANSP"}


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_words_whatever_stands_in_them(published: Publish, words: str) -> None:
    x = f'"{words}"'
    files = {
        "archive.yml": ARCHIVE.replace("An archive", x),
        "registers/groups.yml": f"- id: hill\n  name: {x}\n",
        MEETING: f"---\ntitle: {x}\ndate: 2015-09-17\nplace: {x}\nsummary: {x}\nactions:\n"
        f"  - id: survey\n    what: {x}\n    owner: hill\n    due: 2015-12\n---\n",
    }
    for data in calendars(published(files)).values():
        folded(data)
        for event in events(data).values():
            assert set(event) <= KNOWN
            assert not event.subcomponents
        by_another = vobject.readOne(data.decode())
        for event in getattr(by_another, "vevent_list", []):
            assert {child.name for child in event.getChildren()} <= KNOWN
        assert len(getattr(by_another, "vevent_list", [])) == len(events(data))


def folded(data: bytes) -> None:
    """RFC 5545, 3.1: lines end in CRLF and have no more than 75 octets; no character is cut in two."""
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        assert b"\r" not in line
        assert b"\n" not in line
        assert all(ord(character) >= 32 for character in line.decode("utf-8"))


@pytest.fixture(scope="module")
def sample() -> Site:
    archive, _ = compile_archive(ROOT / "records")
    return publish(edition_of(archive), loader(ROOT / "records"), Layout(site_url=URL))


def test_the_calendars_of_the_sample_are_read_alike_by_two_libraries(sample: Site) -> None:
    made = calendars(sample)
    there = {page.address for page in sample.pages}
    count = 0
    for data in made.values():
        folded(data)
        others = getattr(vobject.readOne(data.decode()), "vevent_list", [])
        ours = events(data).values()
        count += len(others)
        assert [one.uid.value for one in others] == [str(one["uid"]) for one in ours]
        assert [one.summary.value for one in others] == [str(one["summary"]) for one in ours]
        assert {str(one["url"]).removeprefix(URL) for one in ours} <= there
    assert count > 100


def test_what_is_due_is_what_the_register_says_is_still_to_be_done(sample: Site) -> None:
    histories = sample.book.edition.histories
    still = {
        row.name.title
        for key in histories
        if key.kind in ("action", "support") and not histories[key].ended and histories[key].due
        for row in [sample.book.row(key)]
        if not row.proposed
    }
    assert set(events(calendars(sample)["due.ics"])) == {f"Due: {' '.join(title.split())}" for title in still}


def test_home_series_and_groups_lead_to_their_calendars(sample: Site) -> None:
    made = set(calendars(sample))
    for one in sample.pages:
        if one.key and one.address.startswith(("groups/", "series/")) and not one.moved:
            offered = {e.attributes["href"] for e in elements(sample.render(one).html) if e.tag == "a"}
            own = {where for where in made if where.startswith(one.address)}
            assert own
            assert {where.removeprefix(one.address) for where in own} <= offered
            made -= own
    home = sample.render(next(page for page in sample.pages if not page.address)).html
    assert {e.attributes["href"] for e in elements(home) if e.attributes.get("href", "").endswith(".ics")} == made
