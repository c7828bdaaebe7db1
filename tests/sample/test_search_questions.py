"""Questions that an evaluator asks the sample, and their known answers, alike on the command line and in the browser.

Questions of facets, phrases and dates have one set of answers; of the others the expected things are among the first
ten. What the site has besides records, its hand-written pages, only the browser finds; it is left out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.dates import PartialDate
from goldenthread.publish.search import Record, records_of
from goldenthread.publish.search.fts import Index
from goldenthread.publish.search.query import Query
from goldenthread.publish.views.book import Book
from goldenthread.publish.words import words_of
from tests.browser import harness

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
FIRST = 10
ASK = """async (asked) => {
  const search = await import(new URL("/assets/goldenthread/search-engine.js", location));
  const { results, near } = await search.find(asked);
  const found = await Promise.all(results.map(search.fetched));
  const recorded = near ? [] : found.filter((one) => one.filters.kind[0] !== "page");
  return recorded.map((one) => [one.address, one.filters.kind[0]]);
}"""


@dataclass(frozen=True)
class Asked:
    """A question as it is put to both."""

    words: str = ""
    since: str = ""
    until: str = ""
    facets: dict[str, list[str]] = field(default_factory=dict)


def asked(words: str = "", since: str = "", until: str = "", **facets: str) -> Asked:
    return Asked(words, since, until, {name: value.split(",") for name, value in facets.items()})


DAMP, EMPTY, REVIEW = "2025-06-12-damp-and-mould", "2025-02-27-empty-homes", "2025-02-19-kantiwe-review"
COLD, MENDED = "2025-10-09-before-the-winter", "2026-05-21-repairs-that-stay-mended"
REVUE, FREEZE, THIRD = "2025-06-dossime-revue", "2026-01-27-halwende-review", "2026-06-10-kantiwe-review"
PLAN, RETURNS = "2026-04-21-two-days-on-the-plan", "2026-01-20-late-returns"

SETS: dict[str, tuple[Asked, str]] = {
    # Does it still hold?
    "Which decisions about damp and mould hold?": (
        asked(kind="decision", theme="damp-and-mould", holds="yes"),
        "decision:visit-before-leaflet decision:ring-after-five decision:third-report-to-head",
    ),
    "Which decisions no longer hold?": (
        asked(kind="decision", holds="no"),
        "decision:three-reviews-a-year decision:quarterly-figures decision:visits-without-harl-bridge",
    ),
    "Which decisions of the network hold?": (
        asked(kind="decision", series="homes-network-meetings", holds="yes"),
        "decision:visit-before-leaflet decision:monthly-figures decision:ring-after-five decision:no-tenant-named "
        "decision:third-report-to-head decision:sign-your-colour",
    ),
    "What was decided since May 2026?": (
        asked(kind="decision", since="2026-05"),
        "decision:learners-hear-first decision:third-report-to-head decision:sign-your-colour "
        "decision:old-target-beside-the-new decision:no-ranking-of-sites",
    ),
    "What was decided up to the day of the first review?": (
        asked(kind="decision", until="2025-02-19"),
        "decision:three-reviews-a-year",
    ),
    "What was decided at a meeting of which only the month is known?": (
        asked(kind="decision", since="2025-06-20", until="2025-06-25"),
        "decision:compte-rendu-langue-de-l-hote",
    ),
    # What became of it?
    "Which actions are held up?": (
        asked(kind="action", status="blocked"),
        "action:share-registers-with-skerry action:clinic-day-swaps action:outbreak-duty-hours-paid",
    ),
    "What about damp or empty homes was dropped?": (
        asked(kind="action", status="dropped", theme="damp-and-mould,empty-homes"),
        "action:shared-surveyor action:condensation-leaflet",
    ),
    "Which support was declined?": (
        asked(kind="support", status="declined"),
        "support:region-housing-grant support:solicitor-hours support:solar-lamps-for-rooms "
        "support:computer-day-for-returns",
    ),
    "Which support is still awaited?": (
        asked(kind="support", status="asked,accepted"),
        "support:arrieres-de-primes support:letter-to-service-commission support:relief-midwives-pool "
        "support:fuel-third-quarter support:roster-guide-in-french",
    ),
    "Which questions has nobody answered?": (
        asked(kind="question", status="open"),
        "question:count-a-return question:what-becomes-of-early-leavers question:who-pays-empty-heating "
        "question:advertise-during-the-freeze",
    ),
    "Which goals were not met?": (asked(kind="goal", status="not-met"), "goal:two-in-three-in-week-six"),
    "Which meetings were not held?": (
        asked(kind="meeting", status="planned,postponed,cancelled"),
        "meeting:2025-10-15-halwende-review meeting:2026-01-15-the-winter-so-far meeting:2026-07-21-the-second-half "
        "meeting:2026-10-the-second-winter meeting:2026-11-18-dossime-revue",
    ),
    "What was agreed about staff housing in 2025?": (
        asked(kind="action", theme="staff-housing", year="2025"),
        "action:rooms-counted action:six-pires-chambres",
    ),
    "What was found about staff housing?": (
        asked(kind="finding", theme="staff-housing"),
        "finding:left-without-a-room",
    ),
    # Charts
    "What came first at each ranking?": (
        asked(kind="priority", rank="1"),
        f"priority:{REVIEW}/filling-posts#named-supervisor priority:{EMPTY}/empty-homes#first-contact "
        f"priority:{REVUE}/ce-qui-retient#entretiens priority:{DAMP}/damp-and-mould#second-report "
        f"priority:{COLD}/cold-week#cold-phone priority:{RETURNS}/why-late#the-form "
        f"priority:2026-02-12-what-the-winter-told-us/winter-sheet#stopcocks priority:{MENDED}/stay-mended#van-parts",
    ),
    "What came first in the network in 2025?": (
        asked(kind="priority", rank="1", year="2025", series="homes-network-meetings"),
        f"priority:{EMPTY}/empty-homes#first-contact priority:{DAMP}/damp-and-mould#second-report "
        f"priority:{COLD}/cold-week#cold-phone",
    ),
    "What did the third round of the reviews add?": (
        asked(kind="line", round="3", series="district-workforce-reviews"),
        f"line:{REVIEW}/filling-posts#line-95b917c1 line:{REVIEW}/filling-posts#line-b9641a90 "
        f"line:{REVIEW}/filling-posts#line-dbf86182 line:{REVUE}/ce-qui-retient#aller-voir-kera "
        f"line:{REVUE}/ce-qui-retient#line-cd778fc4",
    ),
    # Readings
    "Who loses half a day's pay, as it is spelt on the chart?": (
        asked('"tenants loose"'),
        f"line:{MENDED}/stay-mended#line-26a144d3",
    ),
    "Who loses half a day's pay, as it is meant?": (
        asked('"tenants lose"'),
        f"line:{MENDED}/stay-mended#line-26a144d3",
    ),
    "Where was something gained that is spelt otherwise?": (
        asked('"what they gained"'),
        f"line:{PLAN}/swot#line-c2a48bd2",
    ),
    # Phrases
    "Who was told to open a window?": (
        asked('"open a window"'),
        f"question:open-a-window feedback:{DAMP}#gt-feedback-ef7da6d4 meeting:{DAMP}",
    ),
    "Where does the wind come in?": (
        asked('"the wind"'),
        "finding:counter-counts-the-wind action:harl-bridge-counter decision:visits-without-harl-bridge "
        "meeting:2026-02-17-training-calendar",
    ),
    "Which actions ask for one page?": (
        asked('"one page"', kind="action"),
        "action:consent-note action:one-page-for-leadership action:first-letter action:humidity-loggers",
    ),
    "What came of visits on market day, as findings?": (
        asked('"market day"', kind="finding"),
        "finding:whole-staff-on-market-day finding:market-day-counted-again finding:rosters-and-market-days-together "
        "finding:marche-remplit-la-consultation",
    ),
    # Accents, abbreviations and former names
    "What is an équipe cadre de district?": (
        asked('"equipe cadre de district"', kind="term"),
        "term:ecd term:dhmt",
    ),
    "Which fixes were made on the first visit?": (
        asked('"first-time fix"', kind="action,finding"),
        "action:van-stock",
    ),
    "What was once called a call-back?": (
        asked('"call-back"', kind="term,question"),
        "term:recall question:count-a-return",
    ),
    "Where does Form 9 live on?": (
        asked('"form 9"', kind="term,file"),
        "term:opr file:2026-03-17-what-the-counters-count/files/one-page-return.pdf",
    ),
    "Which actions about condensation are there, by its new name?": (
        asked("condensation", kind="action", theme="damp-and-mould", status="open"),
        "action:thermometer-cards action:evening-ring-round action:ring-round-list",
    ),
}

RANKED: dict[str, tuple[Asked, str]] = {
    "What became of the leaflet?": (asked("condensation leaflet"), "action:condensation-leaflet"),
    "What was decided about second reports of damp?": (
        asked("second report damp", kind="decision"),
        "decision:visit-before-leaflet",
    ),
    "What changed because a surveyor was sent?": (asked("surveyor second report"), "action:second-report-visit"),
    "Did third reports fall?": (asked("third reports fell"), "finding:fewer-third-reports"),
    "What does the counter at Harl Bridge count?": (
        asked("counter wind harl bridge"),
        "finding:counter-counts-the-wind action:harl-bridge-counter decision:visits-without-harl-bridge",
    ),
    "Who pays the boat?": (asked("boat twin islands"), "action:boat-fare-for-visits action:island-relief-rota"),
    "Is the target for week six still two in three?": (
        asked("week six target"),
        "decision:week-six-target-of-72 indicator:learners-in-week-six",
    ),
    "What helps a supervisor's round?": (
        asked("supervisor visits far end"),
        "finding:begin-at-the-far-end strategy:named-supervisor-visits",
    ),
    "In which language are the minutes?": (
        asked("hote compte rendu"),
        "decision:compte-rendu-langue-de-l-hote",
    ),
    "Were the arrears paid?": (
        asked("arrieres primes"),
        "support:arrieres-de-primes action:lettre-commune-arrieres",
    ),
    "What is OOH?": (asked("OOH"), "term:ooh"),
    "What is out of hours?": (asked("out of hours"), "term:ooh"),
    "What does the fifth working day mean for lateness?": (
        asked("fifth working day late"),
        "decision:returns-by-fifth-working-day indicator:returns-on-time",
    ),
    "Who sees what a logger records?": (asked("loggers consent"), "action:consent-note"),
    "Did key safes help?": (asked("key safes"), "action:key-safes finding:locked-doors-opened"),
    "Who hears the cards first?": (asked("learners panel cards"), "decision:learners-hear-first"),
    "Where is Ruth Hlambesi named?": (asked("ruth hlambesi"), "person:ruth-hlambesi"),
    "What did others advise Halwende in June 2026?": (
        asked("far end", kind="feedback,finding", group="halwende-dhmt"),
        "finding:begin-at-the-far-end",
    ),
    "What do the trustees get told?": (asked("trustees"), "action:training-telling-the-trustees"),
    "How were empty homes to be heated?": (asked("heating empty homes"), "action:leave-heating-low"),
    "Which posts are ghosts?": (asked("ghost posts"), "action:ghost-posts-struck-off term:ghost-post"),
}


@pytest.fixture(scope="module")
def records() -> Iterator[tuple[Record, ...]]:
    yield tuple(records_of(Book(edition_of(compile_archive(ROOT / "records")[0]), words_of("en"))))


@pytest.fixture(scope="module")
def index(records: tuple[Record, ...]) -> Index:
    return Index(records)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page of the built sample for all questions."""
    with harness.serve(SITE) as address:
        visitor = harness.Visitor(browser, address)
        yield visitor("/about/").page
        visitor.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with harness.chromium() as browser:
        yield browser


def found_by_command(index: Index, one: Asked, limit: int | None = None) -> list[str]:
    dates = [PartialDate.parse(date) if date else None for date in (one.since, one.until)]
    found, _ = index.search(Query(one.words, one.facets, *dates), limit)
    return [each.record.key for each in found]


def found_by_browser(page: Page, records: Sequence[Record], one: Asked) -> list[str]:
    keys = {(record.address, record.kind): record.key for record in records}
    given: dict[str, Any] = {"words": one.words, "facets": one.facets, "since": one.since, "until": one.until}
    found = page.evaluate(ASK, {**given, "sort": "relevance"})
    root = page.url.removesuffix("about/")
    return [keys[address.removeprefix(root), kind] for address, kind in found]


def test_there_are_questions_enough() -> None:
    assert len(SETS) + len(RANKED) >= 50


@pytest.mark.parametrize("question", SETS)
def test_the_command_line_knows_all_of_the_answer(index: Index, question: str) -> None:
    one, expected = SETS[question]
    assert sorted(found_by_command(index, one)) == sorted(expected.split())


@pytest.mark.parametrize("question", RANKED)
def test_the_command_line_puts_the_answer_first(index: Index, question: str) -> None:
    one, expected = RANKED[question]
    assert set(expected.split()) <= set(found_by_command(index, one, FIRST))


@pytest.mark.browser
@pytest.mark.parametrize("question", SETS)
def test_the_browser_knows_all_of_the_answer(page: Page, records: tuple[Record, ...], question: str) -> None:
    one, expected = SETS[question]
    assert sorted(found_by_browser(page, records, one)) == sorted(expected.split())


@pytest.mark.browser
@pytest.mark.parametrize("question", RANKED)
def test_the_browser_puts_the_answer_first(page: Page, records: tuple[Record, ...], question: str) -> None:
    one, expected = RANKED[question]
    assert set(expected.split()) <= set(found_by_browser(page, records, one)[:FIRST])


@pytest.mark.browser
@pytest.mark.parametrize("group", ["halwende-dhmt", "dossime-dhmt", "kantiwe-dhmt"])
def test_advice_to_a_team_is_found_alike(page: Page, records: tuple[Record, ...], index: Index, group: str) -> None:
    """What did others advise them? Each answer was given on one of their presentations."""
    one = asked(kind="feedback", group=group)
    given = set(found_by_command(index, one))
    assert given == set(found_by_browser(page, records, one))
    assert given == {record.key for record in records if record.kind == "feedback" and group in record.values("group")}
    assert len(given) >= 5


@pytest.mark.browser
def test_every_facet_finds_the_same_things_in_both(page: Page, records: tuple[Record, ...], index: Index) -> None:
    """Each value of each facet, as sets: not only those that a question above asks for."""
    values = sorted({(facet, value) for record in records for facet in record.facets for value in record.values(facet)})
    assert len(values) > 100
    for facet, value in values[:: max(1, len(values) // 40)]:
        one = asked(**{facet: value})
        assert set(found_by_command(index, one)) == set(found_by_browser(page, records, one)), (facet, value)
