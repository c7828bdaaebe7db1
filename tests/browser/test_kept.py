"""What a visit leaves behind in a reader's browser: no cookies, and nothing but what the reader chose to have kept."""

from __future__ import annotations

import pytest

from tests.browser.harness import Visitor
from tests.browser.kinds import SITE, address

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEPT = """async () => ({
  local: Object.keys(localStorage).sort(), session: Object.keys(sessionStorage), cookies: document.cookie,
  databases: (await indexedDB.databases()).length, caches: isSecureContext ? (await caches.keys()).length : 0,
})"""
NOTHING = {"local": [], "session": [], "cookies": "", "databases": 0, "caches": 0}


def test_a_site_brings_its_headers_along(visit: Visitor) -> None:
    answer = visit("/").page.request.get(visit.address + "/")
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert (SITE / "_headers").is_file()


def test_nothing_is_kept_but_what_was_chosen(visit: Visitor) -> None:
    seen = visit("/search/?q=housing")
    page = seen.page
    page.locator(".gt-result, [data-gt-results] li, .gt-search-layout:not([hidden])").first.wait_for()
    for where in (address("flip chart"), address("photos"), "/actions/?status=open", address("meeting")):
        page.goto(visit.address + where)
    assert page.evaluate(KEPT) == NOTHING
    page.locator("[data-gt-display] input[value=dark]").last.check(force=True)
    page.goto(visit.address + "/search/")
    page.locator("[data-gt-slash]").uncheck()
    assert page.evaluate(KEPT) == {**NOTHING, "local": ["goldenthread.display", "goldenthread.slash"]}
    assert page.context.cookies() == []
    assert seen.faults == []
