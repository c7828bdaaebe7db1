"""The search under a path of its own, told to no server, and whatever the records and the address hold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from goldenthread.cli import main
from tests.browser import harness
from tests.browser.harness import Visit, Visitor, serve
from tests.browser.kinds import SITE
from tests.browser.searching import settled, titles
from tests.publish.test_hostile import PAYLOADS, records
from tests.written import write

pytestmark = [pytest.mark.browser, pytest.mark.slow]


# What the server hears

ASKED = "landlord"
"""A word that records hold, and no address."""


def test_what_is_typed_is_not_told_to_the_server(visit: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither while it is typed, nor by Enter, by a choice or by what is opened: not in an address, not in a header.

    A form that is sent without a script tells it: that is seen, so that what is seen of the others counts.
    """
    heard: list[str] = []

    def hear(self: BaseHTTPRequestHandler, *_: object) -> None:
        heard.append(f"{self.requestline}\n{self.headers}")

    monkeypatch.setattr(harness._SiteHandler, "log_request", hear)
    assert ASKED not in (SITE / "ids.txt").read_text()
    page = visit("/").page
    page.locator("#gt-search").press_sequentially(ASKED)
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search/?q={ASKED}")
    settled(page)
    page.locator("#gt-q").fill(f"{ASKED}s")
    page.wait_for_url(f"**/search/?q={ASKED}s")
    page.locator("input[name=kind]:visible").first.check()
    page.wait_for_url("**&kind=*")
    settled(page)
    with page.expect_navigation():
        page.locator(".gt-results h3 a").first.click()
    assert any("/pagefind/fragment/" in one for one in heard)
    assert [one for one in heard if ASKED in one or "kind=" in one] == []

    page = visit("/", javascript=False).page
    page.locator("#gt-search").fill(ASKED)
    with page.expect_navigation():
        page.locator(".gt-search-box button").click()
    assert [one.partition(" HTTP")[0] for one in heard if ASKED in one] == [f"GET /search/?q={ASKED}"]


# Elsewhere


@dataclass(frozen=True)
class Elsewhere:
    """A site under a path of its own, and the folder in which it lies."""

    visit: Visitor
    site: Path

    def __call__(self, path: str, **how: object) -> Visit:
        return self.visit(f"/archive{path}", **how)  # type: ignore[arg-type]


@pytest.fixture
def elsewhere(browser: Browser, tmp_path: Path) -> Iterator[Elsewhere]:
    shutil.copytree(SITE, tmp_path / "archive")
    with serve(tmp_path) as address:
        visitor = Visitor(browser, address)
        yield Elsewhere(visitor, tmp_path / "archive")
        visitor.close()


def test_it_works_in_a_folder_of_a_site(elsewhere: Elsewhere) -> None:
    found = elsewhere("/actions/")
    found.page.locator("#gt-search").fill("leaflet")
    found.page.wait_for_selector("[role=option]")
    with found.page.expect_navigation():
        found.page.keyboard.press("Enter")
    settled(found.page)
    with found.page.expect_navigation():
        found.page.locator(".gt-results h3 a").first.click()
    assert urlsplit(found.page.url).path.startswith("/archive/")
    assert found.page.locator("h1").count() == 1
    assert found.faults == []


@pytest.mark.parametrize(
    "gone", ["pagefind", "pagefind/pagefind-worker.js", "pagefind/pagefind-entry.json", "pagefind/fragment"]
)
def test_a_search_that_cannot_be_loaded_says_so(elsewhere: Elsewhere, gone: str) -> None:
    path = elsewhere.site / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    page = elsewhere("/search/?q=damp").page
    assert settled(page).startswith("The search could not be loaded.")
    expect(page.locator(".gt-letters a").first).to_be_visible()


# Whatever the records hold


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a payload in every field of its records."""
    folder = tmp_path_factory.mktemp("hostile")
    write(folder / "records", records("".join(PAYLOADS[0:2]) + "zebra " + PAYLOADS[4]))
    done = CliRunner().invoke(main, ["build", "--records", str(folder / "records"), "--site", str(folder / "site")])
    assert done.exit_code == 0, done.output
    return folder / "site"


def test_markup_in_records_is_words_in_results(browser: Browser, hostile: Path) -> None:
    with serve(hostile) as address:
        visitor = Visitor(browser, address)
        found = visitor("/search/?q=zebra")
        page = found.page
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        settled(page)
        while page.locator("[data-gt-more]").is_visible():
            many = len(titles(page))
            page.locator("[data-gt-more]").click()
            page.wait_for_function("many => document.querySelectorAll('.gt-results li').length > many", arg=many)
        assert len(titles(page)) > 10
        assert all("<script>alert(1)</script>" in title for title in titles(page) if "zebra" in title)
        assert page.locator(".gt-results :is(script, img, svg, iframe)").count() == 0
        with page.expect_download() as download:
            page.locator("[data-gt-take=csv]").click()
        assert "<script>" in Path(download.value.path()).read_text("utf-8-sig")
        page.goto(f"{address}/")
        page.locator("#gt-search").fill("zebra")
        page.wait_for_selector("[role=option]")
        assert page.locator("[role=listbox] :is(script, img, svg, iframe)").count() == 0
        assert found.faults == []
        visitor.close()


@pytest.mark.parametrize(
    "payload", ["%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%00%E2%80%AE"]
)
@pytest.mark.parametrize("name", ["q", "kind", "since", "sort", "shown", "__proto__"])
def test_markup_in_the_address_is_inert(visit: Visitor, name: str, payload: str) -> None:
    found = visit(f"/search/?{name}={payload}")
    found.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    settled(found.page)
    assert found.page.locator("article :is(img, script[src='x'])").count() == 0
    assert found.faults == []
