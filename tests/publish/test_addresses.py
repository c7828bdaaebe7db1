"""Addresses: one page links to another, in folders or by file."""

from __future__ import annotations

import pytest

from goldenthread.model.entry import Key, Kind
from goldenthread.publish.addresses import address, relative


@pytest.mark.parametrize(
    ("here", "there", "folders", "files"),
    [
        ("", "", "./", "index.html"),
        ("", "actions/", "actions/", "actions/index.html"),
        ("", "actions/survey/", "actions/survey/", "actions/survey/index.html"),
        ("actions/", "", "../", "../index.html"),
        ("actions/survey/", "", "../../", "../../index.html"),
        ("actions/survey/", "actions/", "../", "../index.html"),
        ("actions/survey/", "actions/visit/", "../visit/", "../visit/index.html"),
        ("actions/survey/", "actions/survey/", "./", "index.html"),
        ("actions/survey/", "themes/homes/#gt-actions", "../../themes/homes/#gt-actions", None),
        ("actions/survey/", "actions/survey/#gt-thread", "#gt-thread", "#gt-thread"),
        ("meetings/a/", "meetings/a/flip-charts/b/#c", "flip-charts/b/#c", "flip-charts/b/index.html#c"),
        ("meetings/a/", "meetings/b/#update-b:a#plan", "../b/#update-b:a%23plan", "../b/index.html#update-b:a%23plan"),
        ("meetings/b/", "meetings/b/#update-b:a#plan", "#update-b:a%23plan", "#update-b:a%23plan"),
        ("meetings/a/flip-charts/b/", "meetings/a/", "../../", "../../index.html"),
        ("meetings/a/flip-charts/b/", "meetings/a/photos/b.jpg", "../../photos/b.jpg", "../../photos/b.jpg"),
        ("groups/hill/", "actions/?group=hill", "../../actions/?group=hill", "../../actions/index.html?group=hill"),
        ("", "assets/goldenthread/goldenthread.css", "assets/goldenthread/goldenthread.css", None),
    ],
)
def test_a_link_leads_from_page_to_page(here: str, there: str, folders: str, files: str | None) -> None:
    assert relative(here, there) == folders
    if files:
        assert relative(here, there, folders=False) == files


@pytest.mark.parametrize(
    ("key", "where"),
    [
        (Key(Kind.MEETING, "2025-review"), "meetings/2025-review/"),
        (Key(Kind.CHART, "2025-review/ideas"), "meetings/2025-review/flip-charts/ideas/"),
        (Key(Kind.BLOCK, "2025-review/ideas#housing"), "meetings/2025-review/flip-charts/ideas/#housing"),
        (Key(Kind.LINE, "2025-review/ideas#line-1"), "meetings/2025-review/flip-charts/ideas/#line-1"),
        (Key(Kind.SESSION, "2025-review#talk"), "meetings/2025-review/#session-talk"),
        (Key(Kind.FOCUS, "2025-review#keys"), "meetings/2025-review/#focus-keys"),
        (Key(Kind.OUTPUT, "2025-review#gt-output-1a2b3c4d"), "meetings/2025-review/#gt-output-1a2b3c4d"),
        (Key(Kind.FILE, "2025-review/files/letters/may.pdf"), "meetings/2025-review/files/letters/may.pdf/"),
        (Key(Kind.PHOTO, "2025-review/photos/room.jpg"), "meetings/2025-review/#photo-room.jpg"),
        (Key(Kind.TERM, "kpi"), "glossary/#term-kpi"),
        (Key(Kind.SERIES, "reviews"), "series/reviews/"),
        (Key(Kind.ACTION, "survey"), "actions/survey/"),
        (Key(Kind.SUPPORT, "van"), "support/van/"),
        (Key(Kind.QUESTION, "who-pays"), "questions/who-pays/"),
        (Key(Kind.PERSON, "ana"), "people/ana/"),
        (Key(Kind.STRATEGY, "rooms"), "strategies/rooms/"),
        (Key(Kind.INDICATOR, "rate"), "indicators/rate/"),
        (Key(Kind.UPDATE, "2025-review/survey"), ""),
    ],
)
def test_a_thing_lives_at_its_id(key: Key, where: str) -> None:
    assert address(key) == where
