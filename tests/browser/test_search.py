"""The search in a browser: with keys alone, in every state, under a path of its own, and whatever the records hold."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from goldenthread.cli import main
from tests.browser import axe as engine
from tests.browser import harness
from tests.browser.harness import VIEWS, Scheme, Visit, Visitor, serve
from tests.browser.kinds import SITE
from tests.pages import links
from tests.publish.test_hostile import PAYLOADS, records
from tests.written import write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Axe = Callable[[Page], list[str]]
FOCUSED = """() => {
  const focused = document.activeElement;
  return [focused.name, focused.value, focused.textContent.trim()].filter(Boolean).join(" ");
}"""
WAIT = (
    "() => { const told = document.querySelector('[data-gt-told]').textContent; return told && !told.endsWith('…'); }"
)
TALL = 40
MOST_STOPS = 1_000
"""Where the counts have not come yet, every value of every facet is a stop."""


def settled(page: Page) -> str:
    """What the page says once it has found what was asked."""
    page.wait_for_function(WAIT)
    return page.locator("[data-gt-told]").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator(".gt-results h3").all_inner_texts()


def asked(page: Page) -> dict[str, list[str]]:
    """What stands in the address."""
    return parse_qs(urlsplit(page.url).query)


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if str(page.evaluate(FOCUSED)).startswith(wanted):
            return
    pytest.fail(f"Tab does not reach {wanted}")


# Keys alone


def test_a_thing_is_found_from_any_page_by_keys_alone(visit: Visitor) -> None:
    found = visit("/glossary/")
    page = found.page
    page.keyboard.press("/")
    page.keyboard.type("leafl")
    page.wait_for_selector("[role=option]")
    field = page.locator("#gt-search")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(field).to_have_value("leafl")
    page.keyboard.press("ArrowDown")
    title = page.locator("[role=option][aria-selected=true] .gt-option").inner_text()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert title in page.locator("article").inner_text()
    assert found.faults == []


def test_enter_opens_nothing_that_was_suggested_for_other_words(visit: Visitor) -> None:
    page = visit("/").page
    page.locator("#gt-search").fill("leafl")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("e")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=leafle")


@pytest.mark.parametrize(
    ("typed", "told"),
    [("xyzzy", "No suggestions; Enter searches everything"), ("leafl", "suggestions; the down arrow")],
)
def test_what_is_suggested_is_told(visit: Visitor, typed: str, told: str) -> None:
    page = visit("/").page
    page.locator("#gt-search").fill(typed)
    expect(page.locator(".gt-search-box [role=status]")).to_contain_text(told)


def test_enter_leads_to_the_page_of_the_search(visit: Visitor) -> None:
    found = visit("/")
    found.page.keyboard.press("/")
    found.page.keyboard.type("damp mould")
    with found.page.expect_navigation():
        found.page.keyboard.press("Enter")
    found.page.wait_for_url("**/search/?q=damp+mould")
    assert settled(found.page).split()[1].startswith("found")
    assert found.faults == []


def test_what_is_found_is_narrowed_opened_and_gone_back_to(visit: Visitor) -> None:
    found = visit("/search/")
    page = found.page
    tab_to(page, "q")
    page.keyboard.type("report")
    page.wait_for_url("**/search/?q=report")
    many = settled(page)
    tab_to(page, "kind decision")
    page.keyboard.press("Space")
    page.wait_for_url("**/search/?q=report&kind=decision")
    page.wait_for_function("told => document.querySelector('[data-gt-told]').textContent !== told", arg=many)
    told, listed = settled(page), titles(page)
    assert listed
    assert page.evaluate(FOCUSED) == "kind decision"
    tab_to(page, listed[-1])
    top = page.evaluate("scrollY")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == listed[-1]
    page.go_back()
    assert (settled(page), titles(page)) == (told, listed)
    assert page.locator("input[name=kind]:checked").count() == 1
    page.wait_for_function("text => document.activeElement.textContent === text", arg=listed[-1])
    assert abs(page.evaluate("scrollY") - top) < TALL
    assert found.faults == []


LATE = """() => {
  const fetched = window.fetch;
  window.fetch = async (address, ...more) => {
    if (String(address).includes("/facet-")) await new Promise((done) => setTimeout(done, 1000));
    return fetched(address, ...more);
  };
  document.querySelector("[data-gt-facets]").open = true;
  document.querySelector("[name=q]").dispatchEvent(new Event("input", {bubbles: true}));
}"""
"""Ask the same again, and have counts come late."""


def test_counts_that_come_late_take_back_nothing_that_was_said(visit: Visitor) -> None:
    """What takes longer than 0.4 seconds is told: finding, not counting."""
    page = visit("/search/?q=damp", width=360).page
    said = settled(page)
    page.evaluate(LATE)
    page.wait_for_function("() => document.querySelector('[data-gt-count]').textContent")
    assert page.locator("[data-gt-told]").inner_text() == said


def test_going_back_steps_through_what_was_asked(visit: Visitor) -> None:
    page = visit("/search/?q=damp").page
    settled(page)
    page.locator("[data-gt-facets]").evaluate("one => (one.open = true)")
    page.locator("input[name=kind][value=action]").check()
    page.wait_for_url("**kind=action")
    page.locator("select[name=sort]").select_option("oldest")
    page.wait_for_url("**sort=oldest")
    page.go_back()
    assert asked(page) == {"q": ["damp"], "kind": ["action"]}
    page.go_back()
    page.wait_for_function("() => !document.querySelector('input[name=kind]:checked')")
    assert asked(page) == {"q": ["damp"]}


def test_everything_is_cleared_and_the_field_has_the_focus(visit: Visitor) -> None:
    page = visit("/search/?q=damp&kind=action&since=2025&sort=oldest").page
    settled(page)
    page.locator("[data-gt-clear]").press("Enter")
    page.wait_for_url("**/search/")
    expect(page.locator("#gt-q")).to_be_focused()
    expect(page.locator("#gt-q")).to_have_value("")
    assert page.locator("input:checked[name=kind]").count() == 0


def test_more_is_shown_where_the_list_ended_and_kept_in_the_address(visit: Visitor) -> None:
    page = visit("/search/?q=damp").page
    settled(page)
    before = titles(page)
    page.locator("[data-gt-more]").press("Enter")
    page.wait_for_function("many => document.querySelectorAll('.gt-results li').length > many", arg=len(before))
    assert titles(page)[: len(before)] == before
    assert page.evaluate("document.activeElement.textContent") == titles(page)[len(before)]
    assert asked(page)["shown"] == [str(len(titles(page)))]
    page.reload()
    settled(page)
    assert len(titles(page)) == int(asked(page)["shown"][0])


SLOW = """() => {
  const fetched = window.fetch;
  window.slow = [];
  window.fetch = async (address, ...more) => {
    if (String(address).includes("/fragment/")) await new Promise((done) => window.slow.push(done));
    return fetched(address, ...more);
  };
}"""
"""Have the words of results wait until somebody lets them go."""
ANSWERED = """before => {
  const told = document.querySelector("[data-gt-told]").textContent;
  return told !== before && /^[0-9]/.test(told);
}"""
"""It is told how much was found, and that is not what was told before."""
GO = "() => { window.slow.forEach((done) => done()); window.slow = { push: (done) => done(), forEach: () => {} }; }"


def test_more_that_is_asked_for_twice_is_shown_once(visit: Visitor) -> None:
    page = visit("/search/?q=damp").page
    settled(page)
    before = len(titles(page))
    page.evaluate(SLOW)
    page.locator("[data-gt-more]").evaluate("(more) => { more.click(); more.click(); }")
    page.wait_for_timeout(500)
    page.evaluate(GO)
    page.wait_for_timeout(500)
    page.wait_for_function("many => document.querySelectorAll('.gt-results li').length > many", arg=before)
    page.wait_for_url("**shown=*")
    links = page.locator(".gt-results h3 a").evaluate_all("all => all.map((one) => one.href)")
    assert len(set(links)) == len(links) == int(asked(page)["shown"][0])


def test_more_of_an_earlier_question_is_left(visit: Visitor) -> None:
    page = visit("/search/?q=damp").page
    before = settled(page)
    page.evaluate(SLOW)
    page.locator("[data-gt-more]").click()
    page.locator("#gt-q").fill("leaflet")
    page.wait_for_url("**/search/?q=leaflet")
    page.evaluate(GO)
    page.wait_for_function(ANSWERED, arg=before)
    page.wait_for_timeout(300)
    shown = titles(page)
    page.reload()
    settled(page)
    assert shown == titles(page)


def test_what_is_asked_again_is_one_step_back(visit: Visitor) -> None:
    page = visit("/").page
    page.goto(page.url + "search/")
    page.locator("#gt-q").fill("damp")
    page.wait_for_url("**/search/?q=damp")
    for _ in range(3):
        page.locator("#gt-q").press("Enter")
    page.go_back()
    page.wait_for_url(lambda url: "/search/" not in url)


def test_a_date_that_cannot_be_read_is_told_as_wrong(visit: Visitor) -> None:
    page = visit("/search/?since=yesterday").page
    settled(page)
    field = page.get_by_role("textbox", name="From")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("2025")
    field.press("Enter")
    expect(field).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_all_that_was_found_is_taken_away_by_keys(visit: Visitor, form: str) -> None:
    found = visit("/search/?theme=damp-and-mould&kind=action&kind=decision")
    page = found.page
    many = int(settled(page).split()[0])
    with page.expect_download() as download:
        page.locator(f"[data-gt-take={form}]").press("Enter")
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = json.loads(text) if form == "json" else list(csv.DictReader(StringIO(text, newline="")))
    assert len(rows) == many > 10
    kind, what = ("kind", "title") if form == "json" else ("Kind", "What")
    assert {row[kind] for row in rows} == {"Action", "Decision"}
    assert {row[what] for row in rows} >= set(titles(page))
    assert download.value.suggested_filename.endswith(f".{form}")
    assert settled(page) == f"Downloaded: {many}"
    assert found.faults == []


def test_the_key_that_leads_to_the_search_can_be_turned_off(visit: Visitor) -> None:
    page = visit("/search/").page
    page.locator("[data-gt-slash]").uncheck()
    page.goto(page.url.replace("/search/", "/glossary/"))
    page.keyboard.press("/")
    expect(page.locator("#gt-search")).not_to_be_focused()
    page.goto(page.url.replace("/glossary/", "/search/"))
    page.locator("[data-gt-slash]").check()
    assert page.evaluate("Object.keys(localStorage)") == []


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


# What is asked and what is told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("q=xyzzy", "Nothing here has all of this. Take a word or a choice away, or look in the lists below."),
        ("q=leaflit", "Nothing here has exactly these words;"),
        ("q=%22leaflet+condensation%22", "Nothing here has exactly these words;"),
        ("q=leaflet&since=2099", "Nothing here has all of this."),
        ("since=yesterday", "Type dates as 2025, 2025-06 or 2025-06-17."),
        ("q=leaflet&kind=nothing", ""),
    ],
)
def test_a_state_says_what_it_is(visit: Visitor, query: str, told: str) -> None:
    found = visit(f"/search/?{query}")
    assert settled(found.page).startswith(told)
    assert found.faults == []


def test_which_reading_was_found_is_said(visit: Visitor) -> None:
    page = visit("/search/?q=%22tenants+lose%22").page
    settled(page)
    assert "Corrected reading: TENANTS LOSE" in page.locator(".gt-results li").first.inner_text()


def test_a_thing_under_another_name_says_so(visit: Visitor) -> None:
    page = visit("/search/?q=condensation&kind=action&status=open").page
    settled(page)
    assert "Under another name: Condensation" in page.locator(".gt-results").inner_text()


def test_counts_are_what_a_choice_then_finds(visit: Visitor) -> None:
    page = visit("/search/?q=damp").page
    settled(page)
    box = page.locator("label:has(input[name=kind][value=action])")
    expect(box.locator("[data-gt-count]")).not_to_be_empty()
    many = box.locator("[data-gt-count]").inner_text()
    box.locator("input").check()
    page.wait_for_url("**kind=action")
    page.wait_for_function(
        "many => document.querySelector('[data-gt-told]').textContent.startsWith(many + ' found')", arg=many
    )


def test_the_newest_come_first_or_the_oldest(visit: Visitor) -> None:
    page = visit("/search/?kind=meeting&sort=newest").page
    settled(page)
    newest = titles(page)
    page.locator("select[name=sort]").select_option("oldest")
    page.wait_for_function("first => document.querySelector('.gt-results h3').textContent !== first", arg=newest[0])
    assert newest[0] == "Cinquième revue des districts : ce qui a été promis"
    assert "19 February 2025" in page.locator(".gt-results li").first.inner_text()


def test_words_of_other_languages_are_marked_as_such(visit: Visitor) -> None:
    page = visit("/search/?q=arrieres+primes&kind=support").page
    settled(page)
    assert page.locator(".gt-results h3 a").first.get_attribute("lang") == "fr"
    assert page.locator(".gt-results h3 a").first.get_attribute("dir") == "auto"
    assert page.locator(".gt-results p [lang=fr]").count() >= 1
    page = visit("/").page
    page.locator("#gt-search").fill("revue")
    expect(page.locator("[role=option] [lang=fr]").first).to_be_visible()


# Every state, to every reader

STATES = ["", "q=damp", "q=xyzzy", "q=leaflit", "since=yesterday", "kind=decision&holds=yes&sort=oldest"]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_in_any_state(visit: Visitor, scheme: Scheme, width: int) -> None:
    """In the dark, what has to do with colours: nothing else differs."""
    for query in STATES:
        found = visit(f"/search/?{query}", width=width, scheme=scheme)
        settled(found.page)
        found.page.locator("[data-gt-facets]").evaluate("one => (one.open = true)")
        found.page.wait_for_timeout(400)
        assert engine.axe(found.page, colours=scheme != "light") == [], query
        assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), query
        assert found.faults == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_suggestions(visit: Visitor, axe: Axe, scheme: Scheme, width: int) -> None:
    found = visit("/", width=width, scheme=scheme)
    found.page.locator("#gt-search").fill("damp")
    found.page.wait_for_selector("[role=option]")
    found.page.keyboard.press("ArrowDown")
    assert axe(found.page) == []
    box = found.page.locator("[role=listbox]").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_without_scripts_the_lists_lead_to_everything(visit: Visitor) -> None:
    page = visit("/", javascript=False).page
    page.locator("#gt-search").fill("damp")
    with page.expect_navigation():
        page.locator(".gt-search-box button").click()
    assert asked(page) == {"q": ["damp"]}
    expect(page.locator("[data-gt-without]")).to_be_visible()
    expect(page.locator("[data-gt-search-page]")).to_be_hidden()
    expect(page.locator(".gt-letters a").first).to_be_visible()


def test_the_lists_hold_every_thing_with_a_title() -> None:
    listed = {
        link.attributes["href"] for path in SITE.glob("search/*/index.html") for link in links(path.read_text("utf-8"))
    }
    missing = [
        address
        for path in (SITE / "actions", SITE / "people", SITE / "meetings", SITE / "priorities")
        for page in path.rglob("index.html")
        if "data-gt-about" in page.read_text("utf-8")
        and (address := f"../../{page.parent.relative_to(SITE).as_posix()}/") not in listed
    ]
    assert missing == []


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
