"""The search where its answers come late: what is counted, and more of what was found."""

from __future__ import annotations

import pytest

from tests.browser.harness import Visitor
from tests.browser.searching import asked, settled, titles

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
