"""Volumes: registers that are too long for one page, divided by year, and a year by series."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from goldenthread.model.entry import Kind
from goldenthread.publish import Site
from goldenthread.publish.views import volumes
from goldenthread.publish.views.evidence import Gatherings
from goldenthread.publish.views.register import Registers
from goldenthread.publish.views.volumes import FIRST, MOST, Volume
from tests.pages import elements
from tests.written import ARCHIVE

Publish = Callable[..., Site]
HALF = MOST // 2


def meeting(id: str, day: date, actions: int, more: str = "") -> dict[str, str | bytes]:
    """A meeting with so many actions."""
    agreed = "".join(f"  - {{id: {id}-{number}, what: Thing {number}}}\n" for number in range(actions))
    head = f"---\ntitle: {id}\ndate: {day}\n{more}actions:\n{agreed}---\n"
    return {f"meetings/{id}/meeting.md": head}


SERIES: dict[str, str | bytes] = {
    "archive.yml": ARCHIVE,
    "registers/series.yml": "- {id: east, name: East}\n- {id: west, name: Ouest}\n",
    "meetings/other/meeting.md": "---\ntitle: Other\ndate: 2014-01-15\n---\n",
}
LONG = {
    **SERIES,
    **meeting("old", date(2014, 5, 6), 3),
    **meeting("spring", date(2015, 3, 4), HALF, "series: west\n"),
    **meeting("summer", date(2015, 6, 7), HALF, "series: east\n"),
    **meeting("autumn", date(2015, 9, 8), 2),
}


@pytest.fixture
def site(published: Publish) -> Site:
    return published(LONG)


def bound(site: Site, kind: Kind = Kind.ACTION) -> list[Volume]:
    found = Registers(site.book).volumes(kind)
    return [one for year in found for one in (year, *year.volumes)]


def test_a_short_register_has_no_volumes(published: Publish) -> None:
    site = published({**SERIES, **meeting("spring", date(2015, 3, 4), 3)})
    view = Registers(site.book).view(Kind.ACTION)
    assert bound(site) == []
    assert [len(section.rows) for section in view.sections] == [3, 0]
    assert not any("/gt-" in page.address for page in site.pages)


def test_a_long_one_is_divided_by_year_and_a_long_year_by_series(site: Site) -> None:
    assert [(one.address, one.title, one.count) for one in bound(site)] == [
        ("actions/gt-2015/", "Actions, 2015", MOST + 2),
        ("actions/gt-2015/east/", "Actions, 2015: East", HALF),
        ("actions/gt-2015/west/", "Actions, 2015: Ouest", HALF),
        ("actions/gt-2015/gt-others/", "Actions, 2015: Other meetings", 2),
        ("actions/gt-2014/", "Actions, 2014", 3),
    ]
    assert {page.address: page.title for page in site.pages if "/gt-" in page.address} == {
        one.address: one.title for one in bound(site)
    }


def test_volumes_hold_all_of_it_each_once_and_the_rest_is_begun(site: Site) -> None:
    registers = Registers(site.book)
    whole = registers.view(Kind.ACTION)
    assert [(len(one.rows), one.total) for one in whole.sections] == [(FIRST, MOST + 5), (0, 0)]
    found = []
    for volume in bound(site):
        (section, _) = registers.view(Kind.ACTION, volume).sections
        assert section.total == volume.count
        if volume.volumes:
            assert section.rows == tuple(map(site.book.row, volume.keys[:FIRST]))
        else:
            found += [row.key for row in section.rows]
    assert len(found) == len(set(found)) == MOST + 5
    lines = registers.view(Kind.ACTION).filter
    assert lines
    assert sorted(one.line for one in lines.listed.values()) == list(range(1, MOST + 6))


def test_only_those_that_have_the_rest_of_a_page_are_marked_for_scripts(site: Site) -> None:
    def marked(address: str) -> list[str]:
        page = next(page for page in site.pages if page.address == address)
        found, shelf = [], False
        for one in elements(site.render(page).html):
            shelf = "data-gt-volumes" in one.attributes if one.tag in ("ul", "div") else shelf
            found += [one.attributes["href"]] if shelf and one.tag == "a" else []
        return found

    assert marked("actions/") == ["gt-2015/", "gt-2014/"]
    assert marked("actions/gt-2015/") == ["east/", "west/", "gt-others/"]
    assert marked("actions/gt-2015/east/") == marked("actions/gt-2014/") == []


def test_what_is_ranked_photographed_and_handed_out_is_divided_by_year(published: Publish) -> None:
    files, day = dict(SERIES), date(2014, 1, 1)
    for number in range(FIRST + 1):
        files |= meeting(f"m-{number}", day + timedelta(days=7 * number), 1, "files:\n  - file: a.txt\n")
        files[f"meetings/m-{number}/files/a.txt"] = "What was handed out.\n"
    site = published(files)
    gathered = Gatherings(site.book)
    years = gathered.volumes("documents")
    assert [(one.address, one.count, one.volumes) for one in years] == [
        ("documents/gt-2015/", 48, ()),
        ("documents/gt-2014/", 53, ()),
    ]
    assert gathered.volumes("photos") == gathered.volumes("priorities") == ()
    assert len(gathered.view("documents").meetings) == FIRST < gathered.view("documents").total
    shown = [one.meeting for year in years for one in gathered.view("documents", year).meetings]
    assert len(set(shown)) == len(shown) == FIRST + 1


def test_of_very_many_loose_ends_the_first_are_shown_and_all_are_in_the_table(
    published: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldenthread.publish.views.loose.MOST", 3)
    monkeypatch.setattr("goldenthread.publish.views.loose.FIRST", 2)
    site = published({**SERIES, **meeting("spring", date(2015, 3, 4), 4)})
    (page,) = [page for page in site.pages if page.address == "loose-ends/"]
    html = site.render(page).html
    assert "The first 2 of 4 are here, all of them in the table." in html
    (table,) = [one for one in site.assets if one.address == "loose-ends/action-without-owner.csv"]
    made = table.make()
    assert made
    assert made.count(b"\n") == 5
    assert volumes.MOST == MOST
