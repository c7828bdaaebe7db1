"""Copies of the sample archive that need not make its photos anew: what the sample's own cache holds is theirs too."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from goldenthread.cache import cache_of
from goldenthread.compile import compile_archive, copies_of, edition_of, loader
from goldenthread.publish import publish

SAMPLE = Path(__file__).parents[1]


def copied(folder: Path, *names: str) -> Path:
    """A copy of the sample in a folder: its records, and what else is named."""
    for name in ("records", *names):
        source = SAMPLE / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder / name)
    shutil.copytree(_filled(), _of(folder / "records"), dirs_exist_ok=True)
    return folder


@cache
def _filled() -> Path:
    """The folder of the sample's cache, once all that both editions show is in it."""
    records = SAMPLE / "records"
    archive, _ = compile_archive(records)
    for audience in ("public", "internal"):
        site = publish(edition_of(archive, audience), loader(records), cache=copies_of(records, audience))
        assert site.copies.make() == ()
    return _of(records)


def _of(records: Path) -> Path:
    return cache_of(records, "any").folder.parent
