"""Each table of what is so of all kinds of thing: where one was forgotten when a kind was added, it is missing here."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from goldenthread.model.archive import REGISTERS
from goldenthread.model.entry import ARISING, WITH_PAGES, Kind
from goldenthread.publish.addresses import FOLDERS, key_at
from goldenthread.publish.data import columns, things
from goldenthread.publish.pages import _THINGS as IN_REGISTERS
from goldenthread.publish.pages import _TOPICS as IN_LISTS
from goldenthread.publish.views.book import OWNING
from goldenthread.publish.views.lists import WHAT
from goldenthread.publish.views.things import _AROSE as AROSE
from goldenthread.publish.views.things import OWNED
from goldenthread.publish.words import KINDS

ON_CHARTS = {Kind.BLOCK, Kind.LINE}
REGISTERED = {one.KIND for one in REGISTERS.values()}


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (KINDS, Kind),
        (columns.TABLES, Kind),
        (things.MODELS, set(Kind) - ON_CHARTS),
        (FOLDERS, WITH_PAGES - {Kind.CHART, Kind.FILE}),
        (WHAT, ARISING),
        (OWNED, ARISING),
        (OWNING, ARISING),
        (AROSE, ARISING),
        ([kind for kind, *_ in IN_REGISTERS], ARISING),
        ([kind for kind, *_ in IN_LISTS], REGISTERED - {Kind.TERM, Kind.INDICATOR}),
    ],
    ids=["words", "tables", "models", "folders", "lists", "owned", "owning", "arose", "registers", "topics"],
)
def test_a_table_of_kinds_has_each_that_it_is_to_have(table: Iterable[Kind], kinds: Iterable[Kind]) -> None:
    assert set(table) == set(kinds)


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_the_address_of_each_kind_leads_back_to_it(kind: Kind) -> None:
    found = key_at(f"{FOLDERS[kind]}/a-thing/")
    assert found
    assert found.kind is kind
