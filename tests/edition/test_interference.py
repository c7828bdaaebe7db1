"""The public edition of any archive is that of an archive in which nothing internal was ever written.

A run tries five archives, the same each time; `scripts/assure interference` tries two hundred, and builds whole sites.
"""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goldenthread.compile import edition_of
from goldenthread.model.archive import REGISTERS, Archive
from goldenthread.model.edition import Shown
from goldenthread.read.records import LISTS
from tests.edition import twins
from tests.edition.marks import whole, without
from tests.edition.planting import planted
from tests.edition.twins import Twins

SEED = 20261127
TRIED = 5
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Twins]]:
    folder = tmp_path_factory.mktemp("records")
    with twins.remembering(tmp_path_factory.mktemp("cache")):
        yield [twins.compared(folder, planted(SEED, number)) for number in range(TRIED)]


def test_what_is_planted_leaves_no_trace_in_the_public_site(compared: list[Twins]) -> None:
    assert [one.differing for one in compared] == [[]] * TRIED
    assert min(one.shared for one in compared) > 80
    assert sum(one.planted for one in compared) > 250


def test_the_internal_site_shows_what_was_planted(tmp_path: Path) -> None:
    found = twins.compared(tmp_path, planted(SEED, 0), "internal")
    assert len(found.differing) > 50


def test_something_of_every_kind_is_planted() -> None:
    """Both among what is internal and among what is not."""
    for some, other in ((whole, without), (without, whole)):
        lists: set[str] = set()
        for number in range(TRIED):
            files = planted(SEED, number).files
            seen, beside = some(files), other(files)
            for name in (*REGISTERS, *LISTS, "flip-charts"):
                mine, others = (
                    "".join(str(text) for path, text in made.items() if name in path or f"\n{name}:" in str(text))
                    for made in (seen, beside)
                )
                lists |= {name} if mine and mine != others else set()
        assert lists == {*REGISTERS, *LISTS, "flip-charts"}


def test_a_count_of_all_that_there_is_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(archive: Archive, *given: Any) -> Any:
        made = edition_of(archive, *given)
        left = made.shown.archive
        title = f"{left.settings.title} ({len(archive.index)})"
        settings = dataclasses.replace(left.settings, title=title)
        shown: Shown = dataclasses.replace(made.shown, archive=dataclasses.replace(left, settings=settings))
        return dataclasses.replace(made, shown=shown)

    monkeypatch.setattr(twins, "edition_of", leaking)
    assert twins.compared(tmp_path, planted(SEED, 1)).differing


def test_the_same_is_planted_whatever_the_seed_of_hashes() -> None:
    told = set()
    for seed in ("1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", f"from tests.edition.planting import planted; print(planted({SEED}, 2))"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        told.add(done.stdout)
    assert len(told) == 1
