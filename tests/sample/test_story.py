"""One action of the sample over five meetings, from the first word about it to what it achieved."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.compile import compile_archive, edition_of
from goldenthread.ledger import BroughtForward
from goldenthread.model.archive import Archive
from goldenthread.model.edition import Edition
from goldenthread.model.entry import Key, Kind
from tests.pages import elements

ROOT = Path(__file__).parents[2]
EVENING = Key(Kind.ACTION, "evening-at-oxmere")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(compile_archive(ROOT / "records")[0])


@pytest.fixture(scope="module")
def archive(edition: Edition) -> Archive:
    return edition.archive


def test_an_evening_at_oxmere_was_proposed_agreed_put_off_blocked_put_off_again_and_held(edition: Edition) -> None:
    assert [(one.when.text, one.status) for one in edition.histories[EVENING].events if one.status] == [
        ("2026-02-17", "open"),  # the libraries proposed it, and nobody knew who would lock up
        ("2026-03-17", "open"),  # it was agreed, if two people were found
        ("2026-04-08", "deferred"),  # nobody had been found for Thursdays
        ("2026-04-21", "blocked"),  # one person had, who had never locked up a building
        ("2026-05-06", "deferred"),  # the reading room was a polling station
        ("2026-05-14", "done"),  # it opened, and the kettle tripped the fuse
    ]


def test_until_march_it_was_a_proposal(archive: Archive, edition: Edition) -> None:
    action = archive.meeting_by_id["2026-02-17-training-calendar"].actions[-1]
    assert (action.id, action.standing) == ("evening-at-oxmere", "proposed")
    assert edition.histories[EVENING].taken_up


def test_it_was_put_off_twice_and_blocked_once(edition: Edition) -> None:
    history = edition.histories[EVENING]
    assert (history.deferrals, [event.status for event in history.events].count("blocked")) == (2, 1)
    assert [event.due.text for event in history.events if event.due] == ["2026-04-16", "2026-05-07", "2026-05-14"]


def test_two_sessions_had_it_before_them(archive: Archive, edition: Edition) -> None:
    forward = BroughtForward(archive, edition.histories)
    listed = {one.id for one in archive.meetings if EVENING in {told.key for told in forward.to(one.id)}}
    assert listed == {"2026-03-17-what-the-counters-count", "2026-04-21-two-days-on-the-plan"}


def test_its_page_ends_with_what_was_seen_of_it() -> None:
    html = (ROOT / "site" / "actions" / "evening-at-oxmere" / "index.html").read_text("utf-8")
    steps = [" ".join(one.words.split()) for one in elements(html) if one.tag == "li" and "gt-life" in one.within]
    assert steps[1].startswith("Proposed 17 February 2026")
    assert steps[-1].startswith("Observed effect 16 June 2026")
    assert "A third of those who come on the Oxmere evening had never borrowed before" in html
