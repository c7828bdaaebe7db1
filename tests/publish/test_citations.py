"""Citations: every thing can be cited, in a sentence and as CSL-JSON, by address and digest."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from goldenthread.model.entry import Key, Kind
from goldenthread.publish import Site
from tests.archives import HOUSING
from tests.pages import elements

Publish = Callable[..., Site]
ADDRESS = "https://archive.example/"
RECORDS = {**HOUSING, "archive.yml": HOUSING["archive.yml"] + "  people: public\n"}


@pytest.fixture
def site(published: Publish) -> Site:
    return published(RECORDS, site_url=ADDRESS)


def html(site: Site, address: str) -> str:
    return site.render(next(page for page in site.pages if page.address == address)).html


def listed(site: Site) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(site.data.files["citations.json"].read_bytes())}


def test_a_sentence_says_what_where_when_and_by_which_digest(site: Site) -> None:
    digest = sha256(site.data.files["archive.json"].read_bytes()).hexdigest()
    assert site.data.citations.of(Key(Kind.ACTION, "survey")).text == (
        "“Survey the staff housing” (Action). First review, 10 January 2025. "
        "In: Housing, public edition as of 10 January 2025. "
        f"https://archive.example/actions/survey/ (archive.json sha256:{digest[:12]})"
    )


def test_it_stands_on_the_page_of_every_thing_and_on_no_other(site: Site) -> None:
    cited = {page.address for page in site.pages if "gt-cite" in site.render(page).html}
    assert cited == {page.address for page in site.pages if page.key and not page.moved}
    assert {"actions/survey/", "meetings/2025-01-10-review/", "groups/hill-team/"} <= cited


def test_what_a_page_shows_is_what_the_file_holds(site: Site) -> None:
    shown = html(site, "actions/survey/")
    (record,) = json.loads(next(e.words for e in elements(shown) if e.tag == "code" and "{" in e.words))
    assert record == listed(site)["action:survey"]


def test_a_record_has_the_parts_that_reference_managers_take(site: Site) -> None:
    record = listed(site)["action:survey"]
    assert record["issued"] == {"date-parts": [[2025, 1, 10]]}
    assert (record["event-title"], record["container-title"]) == ("First review", "Housing")
    assert record["URL"] == f"{ADDRESS}actions/survey/"
    assert record["note"] == f"archive.json sha256:{site.data.digest}"


def test_a_line_is_cited_by_its_own_address(site: Site) -> None:
    chart = next(chart for meeting in site.book.archive.meetings for chart in meeting.charts)
    where = f"{ADDRESS}meetings/2025-01-10-review/flip-charts/ideas/#"
    lines = [line.id for _, line in chart.lines()]
    urls = {one["URL"] for one in listed(site).values()}
    assert {f"{where}{id}" for id in lines} <= urls
    assert all(f"{where}{id}" in html(site, "meetings/2025-01-10-review/flip-charts/ideas/") for id in lines)


def test_a_day_of_reading_is_nowhere(site: Site) -> None:
    assert not any("accessed" in one for one in listed(site).values())


def test_without_the_address_of_the_site_the_path_and_a_sentence_stand(published: Publish) -> None:
    site = published(RECORDS)
    shown = html(site, "actions/survey/")
    assert " actions/survey/ (archive.json" in shown
    assert "Put the address of the site before the address here." in shown
    assert listed(site)["action:survey"]["archive_location"] == "actions/survey/"


def test_where_links_name_files_so_do_citations(published: Publish) -> None:
    site = published(RECORDS, site_url=ADDRESS, folders=False)
    assert listed(site)["action:survey"]["URL"] == f"{ADDRESS}actions/survey/index.html"


def test_one_changed_word_gives_another_digest(published: Publish) -> None:
    changed = {path: text.replace("Survey the", "Survey all") for path, text in RECORDS.items()}
    assert published(RECORDS).data.digest != published(changed).data.digest


def test_a_ranked_block_is_cited_as_the_priority_that_its_page_is_about(published: Publish) -> None:
    path = "meetings/2025-01-10-review/flip-charts/ideas.md"
    ranked = (
        RECORDS[path]
        .replace("## Housing", "## Housing [1]{rank=1}")
        .replace("title: Ideas", "title: Ideas\nranking: {method: Dots}")
    )
    site = published({**RECORDS, path: ranked}, site_url=ADDRESS)
    (page,) = (page for page in site.pages if page.template == "priority.html")
    assert f"{ADDRESS}{page.address} (archive.json" in site.render(page).html
