"""One record for each thing, with its words, its date and what it can be told apart by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.entry import Kind
from goldenthread.publish.addresses import page_of
from goldenthread.publish.search import Page, Record, records_of
from goldenthread.publish.views.book import Book
from goldenthread.publish.words import words_of
from tests.written import CHART, HEAD, MEETING

Found = Callable[..., dict[str, Record]]
SAMPLE = Path(__file__).parents[3] / "records"
GROUPS = "- id: lakeside\n  name: Lakeside team\n- id: hill\n  name: Hill team\n"
RANKING = "ranking: {method: top two, by: everyone}\n"


def test_what_was_reported_is_told_under_its_thing(found: Found) -> None:
    records = found(
        {
            MEETING: f"{HEAD}actions:\n  - id: survey\n    what: Survey the posts\n---\n",
            "updates/later.yml": "- about: survey\n  date: 2015-12\n  status: done\n  note: Seventeen were seen.\n",
        }
    )
    survey = records["action:survey"]
    assert survey.verbatim == "Reported December 2015: Seventeen were seen."
    assert (survey.status, survey.values("status")) == ("done", ("done",))
    assert not any(key.startswith("update:") for key in records)


def test_a_line_is_found_as_written_and_as_corrected(found: Found) -> None:
    records = found(
        {CHART: '---\ntitle: Staffing\n---\n- [visa versa]{sic="vice versa"} {#turned}\n', MEETING: HEAD + "---\n"}
    )
    (passage,) = records["line:review/staffing#turned"].passages
    assert (passage.words, passage.reading) == ("visa versa", "vice versa")
    assert records["line:review/staffing#turned"].address == "meetings/review/flip-charts/staffing/#turned"


def test_an_uncorrected_line_has_no_second_reading(found: Found) -> None:
    records = found({CHART: "---\ntitle: Staffing\n---\n- Housing {#housing}\n", MEETING: HEAD + "---\n"})
    assert records["line:review/staffing#housing"].corrected == ""


def test_a_line_knows_its_block_and_chart_and_the_round_it_was_written_in(found: Found) -> None:
    chart = (
        "---\ntitle: Staffing\npens:\n  first: {colour: black, round: 1, default: yes}\n"
        "  second: {colour: red, round: 2}\n---\n## Housing {#housing}\n- Empty [posts]{.second} {#posts}\n"
    )
    line = found({CHART: chart, MEETING: HEAD + "---\n"})["line:review/staffing#posts"]
    assert line.names == ("Housing", "Staffing")
    assert line.values("round") == ("1", "2")


def test_a_rank_is_found_at_its_own_address_with_the_lines_of_its_block(found: Found) -> None:
    chart = f"---\ntitle: Staffing\n{RANKING}---\n## Housing [1]{{rank=1}} {{#housing}}\n- Costed list\n"
    records = found({CHART: chart, MEETING: HEAD + "---\n"})
    ranked = records["priority:review/staffing#housing"]
    assert (ranked.address, ranked.kind, ranked.values("rank")) == (
        "priorities/review/staffing/housing/",
        "priority",
        ("1",),
    )
    assert "Costed list" in ranked.verbatim
    assert "Costed list" not in records["block:review/staffing#housing"].verbatim


def test_advice_belongs_to_those_whose_presentation_it_was_given_on(found: Found) -> None:
    meeting = (
        f"{HEAD}programme:\n  - id: presents\n    title: Progress\n    group: lakeside\n"
        "feedback:\n  - on: presents\n    led_by: hill\n    heading: effects\n    text: What changed?\n---\n"
    )
    records = found({MEETING: meeting, "registers/groups.yml": GROUPS})
    (advice,) = (record for record in records.values() if record.kind == Kind.FEEDBACK)
    assert advice.values("group") == ("lakeside",)
    assert "Hill team" in advice.names


@pytest.mark.parametrize(
    ("update", "holds"), [("", "yes"), ("- about: rule\n  date: 2016\n  status: withdrawn\n", "no")]
)
def test_a_decision_says_whether_it_still_holds(found: Found, update: str, holds: str) -> None:
    files = {MEETING: f"{HEAD}decisions:\n  - id: rule\n    what: Visit first\n---\n"}
    records = found({**files, "updates/later.yml": update} if update else files)
    assert records["decision:rule"].values("holds") == (holds,)


def test_a_thing_of_a_narrow_theme_is_of_the_wide_one_too(found: Found) -> None:
    themes = "- id: staff\n  name: Staff\n- id: housing\n  name: Housing\n  part_of: staff\n"
    files = {MEETING: f"{HEAD}decisions:\n  - id: rule\n    what: Visit\n    theme: housing\n---\n"}
    assert found({**files, "registers/themes.yml": themes})["decision:rule"].values("theme") == ("housing", "staff")


@pytest.mark.parametrize(
    ("words", "also"),
    [
        ("Ring OOH first", "out of hours"),
        ("Ring out of  Hours first", "OOH"),
        ("Two OOHs", "out of hours"),
        ("A call-back", "Recall"),
        ("Every récall", "Call-back"),
        ("Pooh", ""),
        ("ooh!", ""),
        ("out of the hours", ""),
    ],
)
def test_abbreviations_and_former_names_are_known_both_ways(found: Found, words: str, also: str) -> None:
    glossary = (
        "- id: ooh\n  name: OOH\n  stands_for: out of hours\n- id: recall\n  name: Recall\n  former_names: Call-back\n"
    )
    files = {MEETING: f"{HEAD}decisions:\n  - id: rule\n    what: {words}\n---\n", "registers/glossary.yml": glossary}
    assert found(files)["decision:rule"].also == ((also,) if also else ())


def test_a_record_is_in_the_language_of_its_meeting(found: Found) -> None:
    records = found({MEETING: HEAD + "language: fr\ndecisions:\n  - id: rule\n    what: Visiter\n---\n"})
    assert (records["decision:rule"].language, records["meeting:other"].language) == ("fr", "en")


def test_what_came_of_a_thing_is_among_its_relations(found: Found) -> None:
    decisions = "decisions:\n  - id: old\n    what: Old\n  - id: new\n    what: New\n    supersedes: old\n"
    records = found({MEETING: f"{HEAD}{decisions}---\n"})
    (back,) = records["decision:old"].related
    assert (back.relation, back.back, back.key, back.address) == ("supersedes", True, "decision:new", "decisions/new/")


def test_a_hand_written_page_is_found_too(found: Found) -> None:
    page = found({}, pages=[Page("about/", "About", ("Who we are.",))])["page:about/"]
    assert (page.address, page.title, page.verbatim, page.language) == ("about/", "About", "Who we are.", "en")


def test_a_document_is_found_part_by_part() -> None:
    book = Book(edition_of(compile_archive(SAMPLE)[0]), words_of("en"))
    parts = [record for record in records_of(book) if record.key.startswith("part:") and "half-year.pptx" in record.key]
    assert parts
    assert parts[0].address == "meetings/2026-06-16-half-the-year/files/half-year.pptx/#slide-1"
    assert parts[0].title.startswith("Slide 1")
    assert all(record.verbatim or record.title for record in parts)


def test_nothing_internal_is_found(found: Found) -> None:
    hidden = "  - id: secret\n    what: CANARY one\n    audience: internal\n"
    process = "process_notes: CANARY two\n"
    shown = f"{HEAD}{process}actions:\n  - id: survey\n    what: Survey\n{hidden}---\n"
    told = "- about: survey\n  date: 2016\n  note: CANARY three\n  audience: internal\n"
    records = found({MEETING: shown, "updates/later.yml": told})
    assert "CANARY" not in repr(records)
    assert repr(found({}, audience="internal")).count("CANARY") >= 3


def test_every_thing_of_the_sample_that_has_an_address_is_found_once() -> None:
    edition = edition_of(compile_archive(SAMPLE)[0])
    book = Book(edition, words_of("en"))
    records = {record.key: record for record in records_of(book)}
    for key in edition.archive.index:
        assert (str(key) in records) == (key.kind is not Kind.UPDATE), key
    assert {record.kind for record in records.values()} == {*Kind, "priority", "part"} - {Kind.UPDATE}
    assert all(record.address and page_of(record.address).endswith("/") for record in records.values())
    assert list(records_of(book)) == list(records.values())


def test_keys_that_the_format_gains_are_found_without_a_word_here(found: Found) -> None:
    """Words anywhere in a record, of a type that people write, are among the words of what it is about."""
    inputs = "required_inputs:\n  - what: Team diaries\n    note: Brought *late*\nparticipants:\n  - who: Two clerks\n"
    meeting = found({MEETING: f"{HEAD}{inputs}---\nMinutes.\n"})["meeting:review"]
    assert {"Team diaries", "Brought late", "Two clerks", "Minutes."} <= {passage.words for passage in meeting.passages}
