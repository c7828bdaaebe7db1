"""The search in a browser: what is asked with keys alone, and what is told."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.harness import Visitor
from tests.browser.searching import FOCUSED, TALL, asked, settled, tab_to, titles

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
