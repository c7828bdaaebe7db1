"""The texts that a fuzzer has found to be worth trying, and some made up by chance: all that must hold of any does."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.markup.examined import LONGEST, examine, made_up

CORPUS = sorted(Path(__file__).with_name("corpus").iterdir())


@pytest.mark.parametrize("path", CORPUS, ids=[path.name for path in CORPUS])
def test_the_corpus_is_read_as_any_text_must_be(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert len(text) <= LONGEST
    examine(text)


@pytest.mark.parametrize("seed", range(8))
def test_texts_made_up_by_chance_are_read_as_any_text_must_be(seed: int) -> None:
    chance = Random(seed)
    for _ in range(250):
        examine(made_up(chance))
