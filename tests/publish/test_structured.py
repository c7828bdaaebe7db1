"""What pages say for machines, read by a parser of JSON-LD that is not ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
from pyld import jsonld  # type: ignore[import-untyped]

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.publish import Layout, Page, Site, publish
from tests.pages import named
from tests.publish.data.conftest import RECORDS
from tests.publish.test_hostile import PAYLOADS, records

Publish = Callable[..., Site]
SCHEMA = "https://schema.org/"
BASE = "https://archive.example/"


@pytest.fixture(scope="module")
def sample() -> Site:
    archive, _ = compile_archive(RECORDS)
    return publish(edition_of(archive), loader(RECORDS), Layout())


def context(url: str, options: object) -> dict[str, Any]:
    """The context that every page names, without asking for it: all its terms are schema.org's."""
    assert url == SCHEMA.rstrip("/")
    terms = {"@vocab": SCHEMA, "url": {"@type": "@id"}, "contentUrl": {"@type": "@id"}, "item": {"@type": "@id"}}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": terms},
    }


def expanded(site: Site, page: Page) -> list[dict[str, Any]]:
    """The things that a page tells of, in full."""
    told = json.loads(in_a_page(named(site, "The site").structured(page)))
    options = {"base": BASE + page.address, "documentLoader": context}
    return jsonld.expand(told, options)  # type: ignore[no-any-return]


def in_a_page(text: str) -> str:
    """What a browser takes for the content of the script that holds this text."""

    class Reader(HTMLParser):
        found = ""

        def handle_data(self, data: str) -> None:
            self.found += data if self.lasttag == "script" else ""

    reader = Reader()
    reader.feed(f'<script type="application/ld+json">{text}</script>')
    return reader.found


def words_in(value: Any) -> set[str]:
    """Every literal of an expanded document."""
    if isinstance(value, list):
        return {word for one in value for word in words_in(one)}
    if isinstance(value, dict):
        own = {str(value["@value"])} if "@value" in value else set()
        return own | {word for one in value.values() for word in words_in(one)}
    return set()


@pytest.mark.slow
def test_every_page_tells_what_it_is_about_at_its_own_address(sample: Site) -> None:
    for page in sample.pages:
        about, crumbs = expanded(sample, page)
        assert about["@type"][0].startswith(SCHEMA)
        assert about[f"{SCHEMA}name"] == [{"@value": page.title}]
        if not page.moved:
            assert about[f"{SCHEMA}url"] == [{"@id": BASE + page.address}], page.address
        assert crumbs["@type"] == [f"{SCHEMA}BreadcrumbList"]


def test_the_data_are_a_dataset_whose_files_are_there(sample: Site) -> None:
    page = next(page for page in sample.pages if page.address == "data/")
    about, _ = expanded(sample, page)
    assert about["@type"] == [f"{SCHEMA}Dataset"]
    assert about[f"{SCHEMA}identifier"] == [{"@value": f"sha256:{sample.data.digest}"}]
    files = {one[f"{SCHEMA}contentUrl"][0]["@id"] for one in about[f"{SCHEMA}distribution"]}
    assert files == {urljoin(BASE, f"data/{name}") for name in sample.data.names}
    assert files == {BASE + asset.address for asset in sample.assets if asset.address.startswith("data/")}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_come_back_as_words(published: Publish, payload: str) -> None:
    site = published(records(payload))
    typed = payload.replace('\\"', '"')
    told = [expanded(site, page) for page in site.pages if page.key]
    assert all(len(things) == 2 for things in told)
    assert sum(typed in words_in(things) for things in told) > 10
