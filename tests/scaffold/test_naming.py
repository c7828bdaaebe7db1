"""Ids that are proposed, and names that are taken for ids."""

from __future__ import annotations

import pytest

from goldenthread.model.entry import Kind
from goldenthread.model.fields import ID
from goldenthread.scaffold.naming import LONGEST_PROPOSED, named, proposed, taken
from tests.written import Compile

FILES = {
    "registers/people.yml": "- {id: ana-reyes, name: Ana Reyes, former_names: Ana Ruiz, formerly: ana}\n"
    "- {id: jose-1, name: José}\n- {id: jose-2, name: Jose}\n",
    "registers/groups.yml": "- {id: ferry, name: Ferry users, short: Users}\n",
}


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Ana Reyes", "ana-reyes-2"),
        ("ana", "ana-2"),
        ("Élodie Ünal", "elodie-unal"),
        ("漢字", "person"),
        ("Школа", "person"),
        ("İstanbul", "istanbul"),
        ("Große Straße", "grosse-strasse"),
        ("Oﬃce of ﬁnance", "office-of-finance"),
        ("Jose\u0301", "jose"),
        ("gt-line-1", "line-1"),
        ("Hold the last bus for ten minutes when it is late", "hold-the-last-bus-for-ten-minutes-when"),
        ("x" * 60, "x" * LONGEST_PROPOSED),
        ("", "person"),
    ],
)
def test_an_id_is_made_of_words_and_nobody_has_it(archive: Compile, words: str, id: str) -> None:
    made = proposed(words, taken(archive(FILES).archive), "person")
    assert made == id
    assert ID.fullmatch(made)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("ana-reyes", "ana-reyes"),
        ("person:ana-reyes", "person:ana-reyes"),
        ("ANA  reyes", "ana-reyes"),
        ("Ana Ruiz", "ana-reyes"),
        ("users", "ferry"),
        ("jose", ""),
        ("Ana", ""),
        ("", ""),
    ],
)
def test_a_name_is_the_id_of_the_one_thing_that_has_it(archive: Compile, words: str, id: str) -> None:
    assert named(archive(FILES).archive, words, (Kind.PERSON, Kind.GROUP)) == id
