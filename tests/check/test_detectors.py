"""What is found among words, and what is none: a labelled set, with how much of it is right."""

from __future__ import annotations

import pytest

from goldenthread.check.detectors import EMAIL, IBAN, KINDS, TELEPHONE, details_in

THERE = {
    TELEPHONE: [
        "Ring the warden on 01632 960123.",
        "Her number is 020 7946 0018, after six.",
        "Mobile 07700 900461 or 07700900461",
        "He gave +44 7700 900 461 to everybody",
        "+44 (0)20 7946 0018",
        "Call 0044 20 7946 0018 first",
        "(020) 7946 0018 is the old line",
        "0171 555 1234 (evenings)",
        "Bitte 030 2345 6789 anrufen",
        "Appelez le 01 99 00 12 34",
        "au 01.99.00.12.34, le soir",
        "Tel. 55 12 34",
        "tel: 4567-890",
        "phone number 555 0142",
        "Téléphone : voir 06 39 98 12 34",
        "(555) 010-0142",
        "555-010-0142 is the shop's",
        "+254 700 000 123",
        "+1-202-555-0142",
        "Fax 01632/960124",
        "WhatsApp +49 151 23456789",
        "ask ana (07700 900 118)",
        "0161 496 0000: the caretaker",
    ],
    EMAIL: [
        "Write to ana.reyes@riverside.example",
        "<ben@mail.riverside.example>",
        "ben+minutes@riverside.co.example, please",
        "mailto:clerk@riverside.example",
        "Ana (ana_r@x.example) has the keys.",
        "ANA@RIVERSIDE.EXAMPLE",
        "josé@bücher.example",
    ],
    IBAN: [
        "Pay into GB82 WEST 1234 5698 7654 32 by Friday",
        "DE89370400440532013000",
        "IBAN: FR14 2004 1010 0505 0001 3M02 606",
        "NL91 ABNA 0417 1643 00 THANKS",
    ],
}
"""Invented or set aside for examples; each has at least one of its kind."""
MISSED = ["ring 960123", "01632960123", "ana at riverside dot example", "Ring seven seven nine four"]
"""Known to be missed: digits alone, and what only a reader understands."""
NONE_THERE = [
    "The meeting of 2025-03-14 ran from 09:30 to 10:45.",
    "14.03.2025, 9.30 Uhr",
    "01.02.2025 and 01/02/2025 and 03-04-2025",
    "2024/2025, 2024-25 and 2019-2020",
    "Between 2015 and 2019 1,204 people asked",
    "12 000 000 of 15 500 000 were spent",
    "0.75 of 1.25, or 60 000 a year",
    "Resolution 2025-014-3 and case 0123456789",
    "Ref. 2019/0456/FUL, file 00123",
    "ISBN 978-0-306-40615-7, ISSN 0028-0836",
    "ISBN 0-306-40615-2",
    "Room 101, item 3.2.1, block 4.10",
    "Postcodes SW1A 1AA and 10115 Berlin",
    "192.168.100.201 and version 10.12.3",
    "Votes: 10 20 30 40 50",
    "Scores 3-1, 10-12, 100-200",
    "Lat 51.507222, long -0.127500",
    "Bus 0930, 0945, 1000 and every 10 minutes",
    "07:00 08:00 09:00",
    "ACT-0042, MTG-2025-03-14",
    "Order 4711-0815-2342",
    "See paragraph 020 of the report",
    "Budget line 0450 100 is spent",
    "We phoned 12 people; 7 answered",
    "The phone rang 3 times in 2025",
    "mobile 2025 programme",
    "Tel Aviv, 2019",
    "@ana will ask @ben",
    "ana@riverside, no dot",
    "5 @ 3.50 each",
    "Room B@2nd floor",
    "GB82 WEST 1234 5698 7654 33",
    "AB12 CDEF 1234 5678 9012",
    "HOUSING IN 2015 AND 2016",
    "Indicator 3: 41 % of 1 250 in 2024, 38 % of 1 310 in 2025",
    "0 5 10 15 20 25 30",
    "1 000 000",
    "#0171 555 1234",
    "https://x.example/0171-555-1234/",
    "Account 12345678, sort code 20-00-00",
    "1999-12-31T23:59:59",
    "x" * 2_000 + "@",
    "1" * 2_000,
]


def kinds(text: str) -> set[str]:
    return {found.kind for found in details_in(text)}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind in KINDS for text in THERE[kind]])
def test_a_detail_is_found(kind: str, text: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize("text", NONE_THERE)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert [*details_in(text)] == []


def test_how_much_is_found_of_what_there_is() -> None:
    """What is known to be missed counts too; a false alarm would be one of the test above."""
    texts = [(kind, text) for kind, listed in THERE.items() for text in listed] + [(TELEPHONE, one) for one in MISSED]
    right = sum(kind in kinds(text) for kind, text in texts)
    wrong = sum(bool(kinds(text)) for text in NONE_THERE)
    assert (right, len(texts), wrong, len(NONE_THERE)) == (len(texts) - len(MISSED), 38, 0, len(NONE_THERE))


def test_each_stands_where_it_is_said_to() -> None:
    text = "Ana: ana@x.example, tel. 55 12 34 or 020 7946 0018; GB82 WEST 1234 5698 7654 32 THEN"
    assert [text[one.offset :].startswith(one.words) for one in details_in(text)] == [True] * 4
    assert {one.words for one in details_in(text)} >= {"55 12 34", "GB82 WEST 1234 5698 7654 32"}
