"""A site that can be searched has an index that is whole, leads somewhere, and lacks no thing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.verify import verify

PAGES = {
    "index.html": "<h1>Home</h1>",
    "search/index.html": "<h1>Search</h1>",
    "actions/survey/index.html": '<div data-gt-about="action:survey"><h1 id="gt-title">Survey</h1></div>',
}
ADDRESSES = ["actions/survey/", "actions/survey/#gt-title"]
Build = Callable[[dict[str, str]], Path]


def indexed(site: Path, addresses: list[str], counted: int | None = None) -> Path:
    """A site with an index of these addresses."""
    folder = site / "pagefind" / "fragment"
    folder.mkdir(parents=True)
    for number, address in enumerate(addresses):
        fragment = json.dumps({"url": json.dumps({"address": address}), "content": "x"})
        (folder / f"en_{number}.pf_fragment").write_bytes(gzip.compress(b"pagefind_dcd" + fragment.encode()))
    languages = {"en": {"page_count": len(addresses) if counted is None else counted}}
    (site / "pagefind" / "pagefind-entry.json").write_text(json.dumps({"languages": languages}))
    return site


def told(site: Path) -> list[str]:
    return [f"{found.at} {found.code}" for found in verify(site).problems]


def test_an_index_of_every_thing_is_whole(site: Build) -> None:
    assert told(indexed(site(PAGES), ADDRESSES)) == []


def test_a_site_without_a_search_needs_none(site: Build) -> None:
    assert told(site({"index.html": "<h1>Home</h1>"})) == []


def test_a_site_with_a_search_and_no_index_is_broken(site: Build) -> None:
    assert told(site(PAGES)) == ["pagefind:1:1 GT913"]


@pytest.mark.parametrize("name", ["pagefind-entry.json", "fragment/en_0.pf_fragment"])
@pytest.mark.parametrize("data", [b"", b"{}", b"\x1f\x8b\x08\x00rubbish", gzip.compress(b"pagefind_dcd[]", mtime=0)])
def test_an_index_that_cannot_be_read_is_a_problem(site: Build, name: str, data: bytes) -> None:
    made = indexed(site(PAGES), ADDRESSES)
    (made / "pagefind" / name).write_bytes(data)
    assert told(made) == ["pagefind:1:1 GT913"]


def test_an_index_that_lost_something_is_a_problem(site: Build) -> None:
    assert told(indexed(site(PAGES), ADDRESSES, counted=3)) == ["pagefind:1:1 GT912"]


@pytest.mark.parametrize("address", ["actions/gone/", "actions/survey/#gone"])
def test_what_leads_nowhere_is_a_problem(site: Build, address: str) -> None:
    assert told(indexed(site(PAGES), [*ADDRESSES, address])) == ["pagefind:1:1 GT914"]


def test_a_thing_that_is_not_in_it_is_a_problem(site: Build) -> None:
    assert told(indexed(site(PAGES), ["search/"])) == ["actions/survey/index.html:1:1 GT915"]
