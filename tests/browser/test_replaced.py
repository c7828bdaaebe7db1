"""A site that is replaced while somebody searches it: the new one answers what they ask next, never half of each."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from goldenthread.publish.search.documents import Document
from goldenthread.publish.search.engine import FOLDER, index, release_of
from tests.browser.harness import Visitor, serve
from tests.browser.kinds import SITE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MANY = 25
PATIENCE = 30_000
"""In milliseconds: a busy machine takes a while to begin with another index."""
FACETS = ("group", "holds", "kind", "rank", "round", "series", "theme")
"""Those of the sample's search, but for the status."""


@dataclass(frozen=True)
class Searched:
    """A site with the sample's pages and an index of its own, and a page of it that somebody searches."""

    site: Path
    page: Page

    def replace(self, name: str) -> None:
        """Let it be the site of another release: 25 things, found by `thing` and by its name."""
        assert index((thing(name, number) for number in range(MANY)), self.site / FOLDER) == ()

    def choose(self, status: str) -> None:
        """Choose a status among the facets."""
        self.page.locator("[data-gt-facets]").evaluate("one => (one.open = true)")
        self.page.locator(f"input[name=status][value={status}]").check()

    @property
    def told(self) -> Locator:
        """What the page says of what it found."""
        return self.page.locator("[data-gt-told]")

    def shows_the_second(self, told: str) -> None:
        """Whether that is said, and only things of the second release are listed."""
        expect(self.told).to_have_text(told, timeout=PATIENCE)
        expect(self.page.locator(".gt-results h3").first).to_contain_text("of the second")
        titles = self.page.locator(".gt-results h3").all_inner_texts()
        assert [title for title in titles if "of the second" not in title] == []


def thing(name: str, number: int) -> Document:
    """One that the next release has too, but under another number, and of another status."""
    title = f"Thing {number} of the {name}"
    status = "open" if (name == "first") == (number < 5) else "done"
    shown = {"address": f"things/{name}-{number}/", "kind": "Action", "begins": [len(title.split())] * 3, "facets": {}}
    return Document(json.dumps(shown), title, title, "en", {**dict.fromkeys(FACETS, ("x",)), "status": (status,)})


@pytest.fixture
def searched(browser: Browser, tmp_path: Path) -> Iterator[Searched]:
    for name in ("search", "assets"):
        shutil.copytree(SITE / name, tmp_path / name)
    shutil.copy(SITE / "404.html", tmp_path)
    with serve(tmp_path) as address:
        visitor = Visitor(browser, address)
        site = Searched(tmp_path, visitor("/404.html").page)
        site.replace("first")
        site.page.goto(f"{address}/search/?q=thing")
        expect(site.told).to_have_text(f"{MANY} found, 10 of them shown", timeout=PATIENCE)
        site.page.wait_for_load_state("networkidle")  # what is counted has been counted
        yield site
        visitor.close()


def test_words_are_found_in_the_new_site(searched: Searched) -> None:
    searched.replace("second")
    searched.page.locator("#gt-q").fill("thing second")
    searched.shows_the_second(f"{MANY} found, 10 of them shown")


def test_more_of_what_was_found_is_more_of_the_new_site(searched: Searched) -> None:
    searched.replace("second")
    searched.page.locator("[data-gt-more]").click()
    searched.shows_the_second(f"{MANY} found")


def test_what_is_chosen_is_chosen_of_the_new_site(searched: Searched) -> None:
    """The words were found in the index of before, and the things with a status would come from the new one."""
    searched.replace("second")
    searched.choose("open")
    searched.shows_the_second("20 found, 10 of them shown")


def test_who_types_is_given_suggestions_of_the_new_site(searched: Searched) -> None:
    searched.page.goto(searched.page.url.partition("/search/")[0] + "/404.html")
    option = searched.page.locator("[role=option]")
    searched.page.locator("#gt-search").fill("thing")
    expect(option.first).to_contain_text("of the first")
    searched.replace("second")
    searched.page.locator("#gt-search").fill("thing second")
    expect(option.first).to_contain_text("of the second")


def test_an_index_is_never_put_together_of_two(searched: Searched) -> None:
    """A cache between may hold a file of before under its name for longer: that is told, for it cannot be mended."""
    old = (searched.site / FOLDER / "facet-status.packed").read_bytes()
    searched.replace("second")
    assert json.loads(gzip.decompress(old))["release"] != release_of(searched.site / FOLDER)
    (searched.site / FOLDER / "facet-status.packed").write_bytes(old)
    searched.page.reload()
    searched.choose("open")
    expect(searched.told).to_contain_text("The search could not be loaded.")
