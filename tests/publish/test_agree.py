"""Random archives: registers, pages, tables and feeds tell the same of every action."""

from __future__ import annotations

import csv
from io import StringIO

import feedparser  # type: ignore[import-untyped]
import pytest

from goldenthread.compile import edition_of
from goldenthread.ledger import moved
from goldenthread.model.entry import Kind
from goldenthread.publish import Site, publish
from goldenthread.publish.words import STATUSES
from tests.ledger.test_random import END, archive_of, records_of
from tests.pages import elements
from tests.properties.effort import FULL

SEEDS = range(100 if FULL else 6)


@pytest.fixture(params=SEEDS)
def site(request: pytest.FixtureRequest) -> Site:
    edition = edition_of(archive_of(records_of(request.param)), "internal", END)
    return publish(edition, lambda path: None)


def made(site: Site, address: str) -> bytes:
    return next(asset.make() or b"" for asset in site.assets if asset.address == address)


def rendered(site: Site, address: str) -> str:
    return site.render(next(page for page in site.pages if page.address == address)).html


def test_the_table_of_a_register_has_the_status_of_every_action(site: Site) -> None:
    rows = list(csv.DictReader(StringIO(made(site, "actions/actions.csv").decode("utf-8-sig"), newline="")))
    told = {row["What"]: row["How it stands"] for row in rows}
    histories = {key.id: history for key, history in site.book.edition.histories.items() if key.kind is Kind.ACTION}
    assert told == {id: STATUSES[history.status] for id, history in histories.items()}


def test_the_register_and_each_page_say_the_same(site: Site) -> None:
    register = rendered(site, "actions/")
    for key, history in site.book.edition.histories.items():
        if key.kind is Kind.ACTION:
            mark = (
                f'<span class="gt-mark gt-mark--{history.status.replace(" ", "-")}">{STATUSES[history.status]}</span>'
            )
            row = next(part for part in register.split("<tr")[1:] if f'href="{key.id}/"' in part)
            assert mark in row
            assert mark in rendered(site, f"actions/{key.id}/")


def test_the_feed_and_the_page_of_changes_have_every_move(site: Site) -> None:
    edition = site.book.edition
    moves = [move for group in moved(edition.archive, edition.histories, END) for move in group.moves]
    entries = feedparser.parse(made(site, "changes/feed.xml")).entries
    assert len({entry.id for entry in entries}) == len(entries) == len(moves)
    shown = [one for one in elements(rendered(site, "changes/")) if one.tag == "li" and "gt-brief" in one.within]
    assert len(shown) == len(moves)
