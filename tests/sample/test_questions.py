"""Twenty questions that a stakeholder or an evaluator asks, each answered from the home page in at most three clicks.

A click follows a link that is on the page, the menu included; the answer stands in words on the page that it leads to.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from posixpath import join, normpath

import pytest

from tests.pages import elements, links

SITE = Path(__file__).parents[2] / "site"

QUESTIONS = {
    "What did the newest meeting agree?": (["meetings/2026-06-16-half-the-year/"], "Write the mid-year report"),
    "What is late?": (["loose-ends/"], "Lend a midwife across the district line on clinic days"),
    "What did the Dossimé team agree to do?": (
        ["groups/", "groups/dossime-dhmt/"],
        "A slip that a supervisor who moves",
    ),
    "What is Tomasz Wielgosz to do?": (
        ["people/", "people/tomasz-wielgosz/"],
        "Teach a second person how the spreadsheet",
    ),
    "Was a surveyor sent, and when?": (["actions/", "actions/second-report-visit/"], "Done since 22 June 2026"),
    "What did that achieve?": (
        ["actions/", "actions/second-report-visit/"],
        "third reports of damp fell from 31 in one winter to 13",
    ),
    "What became of the first priority at Kantiwe?": (
        ["priorities/", "priorities/2025-02-19-kantiwe-review/filling-posts/named-supervisor/"],
        "Name one supervisor for each health centre and post",
    ),
    "From which line of a chart did an action come?": (
        [
            "actions/",
            "actions/supervisor-names-listed/",
            "meetings/2025-02-19-kantiwe-review/flip-charts/filling-posts/",
        ],
        "EVERY POST KNOWS WHO COMES",
    ),
    "Which rank did nobody write down?": (["priorities/"], "Priority 4 not recorded"),
    "Does the rule about damp still hold?": (["decisions/", "decisions/visit-before-leaflet/"], "Holds"),
    "Why was it made?": (
        ["decisions/", "decisions/visit-before-leaflet/"],
        "Fifteen of the seventeen homes that rang again",
    ),
    "What else had been considered?": (["decisions/", "decisions/visit-before-leaflet/"], "A better leaflet"),
    "What replaced the three reviews a year?": (
        ["decisions/", "decisions/three-reviews-a-year/"],
        "The three districts hold their review twice a year",
    ),
    "Which questions has nobody answered?": (["questions/"], "When is a return visit a recall"),
    "Which support was never answered?": (["loose-ends/"], "arriérés de primes"),
    "How many posts are vacant, and what was aimed at?": (
        ["indicators/", "indicators/vacancy-rate-nurses-midwives/"],
        "23.2 per cent",
    ),
    "What has been said and done about damp?": (["themes/", "themes/damp-and-mould/"], "Condensation"),
    "What does MEL stand for?": (["glossary/"], "Monitoring, evaluation and learning"),
    "Who was at the review in Port Kantiwe?": (["meetings/", "meetings/2026-06-10-kantiwe-review/"], "Participants"),
    "What has changed since May 2026?": (["changes/"], "Between meetings, June 2026"),
    "What did each strategy session open and close?": (
        ["series/", "series/mel-strategy-sessions/"],
        "What each meeting opened and closed",
    ),
}


@cache
def page(address: str) -> str:
    return (SITE / address / "index.html").read_text("utf-8")


def leads(here: str, there: str) -> bool:
    """Whether a page has a link to another one, wherever on it."""
    hrefs = (link.attributes["href"].partition("#")[0] for link in links(page(here)))
    return there.rstrip("/") in {normpath(join(here or ".", href)) for href in hrefs if ":" not in href}


def words(address: str) -> str:
    content = next(one.words for one in elements(page(address)) if one.attributes.get("id") == "gt-content")
    return " ".join(content.split())


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_in_three_clicks(question: str) -> None:
    path, answer = QUESTIONS[question]
    assert len(path) <= 3
    for here, there in zip(["", *path], path, strict=False):
        assert leads(here, there), f"{here or 'home'} does not lead to {there}"
    assert answer.casefold() in words(path[-1]).casefold()


def test_there_are_twenty() -> None:
    assert len(QUESTIONS) >= 20
