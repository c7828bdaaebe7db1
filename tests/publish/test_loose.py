"""The page of loose ends, and the tables that go with it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

import pytest

from goldenthread.publish import Site
from tests.pages import elements
from tests.written import ARCHIVE, HEAD, MEETING

Publish = Callable[..., Site]

LATE = "actions:\n  - {id: survey, what: Survey, due: 2015-10}\n  - {id: letters, what: Letters, due: 2015-11}\n"
HIDDEN = LATE.replace("{id: letters, what: Letters,", "{id: hush, what: Hush, audience: internal,")
AFTER = {"meetings/later/meeting.md": "---\ntitle: Later\ndate: 2016-01-01\n---\n"}


@pytest.fixture
def loose(published: Publish) -> Callable[[str], tuple[str, dict[str, str]]]:
    """The page, and every table by its address, of a meeting with these actions."""

    def made(actions: str) -> tuple[str, dict[str, str]]:
        site = published({"archive.yml": ARCHIVE, MEETING: f"{HEAD}{actions}---\n", **AFTER})
        page = next(page for page in site.pages if page.address == "loose-ends/")
        tables = {a.address: (a.make() or b"").decode("utf-8-sig") for a in site.assets if a.address.endswith(".csv")}
        return site.render(page).html, tables

    return made


def test_page_and_table_say_the_same(loose: Callable[[str], tuple[str, dict[str, str]]]) -> None:
    html, tables = loose(LATE)
    rows = list(csv.reader(StringIO(tables["loose-ends/late.csv"], newline="")))
    assert [row[0] for row in rows] == ["What", "Survey", "Letters"]
    assert rows[1] == ["Survey", "Action", "Open", "October 2015", "", "", "Review", "actions/survey/"]
    shown = html.partition('id="gt-late"')[2].partition("</ul>")[0]
    assert shown.index("Survey") < shown.index("Letters")


def test_the_page_leads_to_each_table(loose: Callable[[str], tuple[str, dict[str, str]]]) -> None:
    html, tables = loose(LATE)
    offered = {e.attributes["href"] for e in elements(html) if e.attributes.get("href", "").endswith(".csv")}
    assert {f"loose-ends/{name}" for name in offered} == {name for name in tables if name.startswith("loose-ends/")}


def test_what_is_internal_is_no_loose_end_in_public(loose: Callable[[str], tuple[str, dict[str, str]]]) -> None:
    html, tables = loose(HIDDEN)
    assert "Hush" not in html + "".join(tables.values())


def test_nothing_loose_is_said(loose: Callable[[str], tuple[str, dict[str, str]]], published: Publish) -> None:
    files = {"archive.yml": ARCHIVE, "meetings/other/meeting.md": "---\ntitle: Other\ndate: 2015-01-15\n---\n"}
    site = published(files)
    page = next(page for page in site.pages if page.address == "loose-ends/")
    assert "There are none: everything that was begun has been taken up again." in site.render(page).html
