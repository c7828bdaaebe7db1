"""Letters that are words by themselves, and letters written in two ways, in the search of a folder of records."""

from __future__ import annotations

import pytest

from goldenthread.publish.search import Passage, Record
from goldenthread.publish.search.fts import BEGIN, END, Index
from goldenthread.publish.search.letters import JOINED, parted, respelt, whole
from goldenthread.publish.search.query import Query

TEXTS = ["昨日の会議は、東京で(会議)", "การประชุมใหญ่", "2025年度", "ﬁnance", "plain words", ""]


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_parted_is_shown_as_it_was(text: str) -> None:
    assert whole(parted(text)) == text.replace("ﬁ", "fi")


def test_a_letter_of_a_script_without_spaces_is_a_word_with_the_signs_beside_it() -> None:
    assert parted("第2025号の会議、東京").split(f"{JOINED} ") == ["第", "2025", "号", "の", "会", "議、東", "京"]


def test_ss_is_told_for_sharp_s() -> None:
    assert [*respelt("Die große Straße, STRAẞE, Masse")] == ["grosse", "Strasse", "STRASSE"]


def index(*texts: str) -> Index:
    return Index(
        Record(f"page:{number}/", "page", "Page", f"{number}/", "A page", "en", passages=(Passage(text),))
        for number, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [("会議", [0]), ("の会", [0]), ("議の", []), ("ประชุม", [1]), ("年度", [2]), ("2025年", [2]), ("finance", [3])],
)
def test_a_stretch_of_letters_is_found(asked: str, found: list[int]) -> None:
    listed, _ = index(*TEXTS).search(Query(asked))
    assert [int(one.record.address[:-1]) for one in listed] == found


def test_what_is_found_is_shown_in_one_piece() -> None:
    (one,), _ = index("昨日の会議は東京で").search(Query("会議"))
    assert one.words == f"昨日の{BEGIN}会議{END}は東京で"


def test_sharp_s_is_found_by_ss_and_the_other_way_round() -> None:
    listed, _ = index("Bahnhofstrasse").search(Query("Bahnhofstraße"))
    assert len(listed) == 1
