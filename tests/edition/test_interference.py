"""The public edition of any archive is that of an archive in which nothing internal was ever written.

A run tries six archives, the same each time; `scripts/assure interference` tries two hundred, and builds whole sites.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from goldenthread.compile import edition_of
from goldenthread.model.archive import Archive
from goldenthread.model.edition import Shown
from tests.edition import rendered
from tests.edition.planting import Pair, pairs
from tests.edition.rendered import differing


@pytest.fixture(scope="module")
def tried() -> list[Pair]:
    return pairs(6, 8)


def test_what_is_planted_leaves_no_trace_in_the_public_site(tried: list[Pair]) -> None:
    found = [differing(two) for two in tried]
    assert [wrong[:3] for wrong, _ in found] == [[] for _ in tried]
    assert min(shared for _, shared in found) > 50
    assert sum(two.count for two in tried) > 30


def test_the_internal_site_shows_what_was_planted(tried: list[Pair]) -> None:
    assert all(differing(two, "internal")[0] for two in tried[-2:])


def test_a_cut_that_keeps_how_many_there_were_is_seen(tried: list[Pair], monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(archive: Archive, *given: Any) -> Any:
        made = edition_of(archive, *given)
        left = made.shown.archive
        title = f"{left.settings.title} ({len(archive.index)})"
        settings = dataclasses.replace(left.settings, title=title)
        shown: Shown = dataclasses.replace(made.shown, archive=dataclasses.replace(left, settings=settings))
        return dataclasses.replace(made, shown=shown)

    monkeypatch.setattr(rendered, "edition_of", leaking)
    assert differing(tried[-1])[0]
