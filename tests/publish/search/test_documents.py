"""What is indexed of a record: its words part by part, and what is handed back with it."""

from __future__ import annotations

import json
from dataclasses import replace

from goldenthread.model.dates import PartialDate
from goldenthread.publish.search import Passage, Record
from goldenthread.publish.search.documents import STOP, document, indexed
from goldenthread.publish.search.letters import JOINED
from goldenthread.publish.views.facets import Value

RECORD = Record(
    key="line:review/staffing#turned",
    kind="line",
    kind_label="Flip chart, line",
    address="meetings/review/flip-charts/staffing/#turned",
    title="visa versa",
    language="en",
    date=PartialDate.parse("2015-09"),
    when="September 2015",
    meeting="Review",
    meeting_address="meetings/review/",
    passages=(Passage("visa versa", "vice versa"), Passage("Seen.", label="Reported 2016")),
    names=("Staffing",),
    also=("the other way round",),
)


def test_the_parts_of_a_record_begin_where_they_say() -> None:
    found = indexed(RECORD)
    words = found.text.split()
    parts = ["visa versa", "Reported 2016: Seen.", "Staffing", "vice versa", "the other way round"]
    assert words == f" {STOP} ".join(parts).split()
    assert [words[at] for at in found.begins] == ["Reported", "vice", "the"]


def test_what_has_no_word_is_found_by_its_kind() -> None:
    assert indexed(Record("line:a", "line", "Line", "a/", "??", "en")).text == f"?? {STOP} Line"


def test_a_record_of_a_title_alone_has_no_part_beyond_its_end() -> None:
    found = indexed(Record("page:a/", "page", "Page", "a/", "One two", "en"))
    assert (found.text, found.begins) == ("One two", (2, 2, 2))


def test_what_has_a_mark_within_is_several_words_to_whoever_counts() -> None:
    text = indexed(Record("page:a/", "page", "Page", "a/", "l'hôte: first-time_fix at 10:30\ufeff", "en")).text
    assert text == f"l'{JOINED} hôte: first-{JOINED} time_{JOINED} fix at 10:{JOINED} 30"


def test_what_is_only_shown_is_not_among_the_words() -> None:
    made = document(replace(RECORD, facets={"kind": (Value(0, "line", "Line"),), "year": (Value(0, "2015", "2015"),)}))
    assert (made.title, made.language) == ("visa versa", "en")
    assert made.facets == {"kind": ("line",), "date": ("2015-09",)}
    assert json.loads(made.url) == {
        "address": "meetings/review/flip-charts/staffing/#turned",
        "kind": "Flip chart, line",
        "when": "September 2015",
        "date": "2015-09",
        "meeting": "Review",
        "place": "meetings/review/",
        "language": "en",
        "begins": [3, 9, 12],
        "facets": {"kind": ["line"]},
    }


def test_addresses_of_a_site_without_folders_name_files() -> None:
    shown = json.loads(document(RECORD, folders=False).url)
    assert shown["address"] == "meetings/review/flip-charts/staffing/index.html#turned"
