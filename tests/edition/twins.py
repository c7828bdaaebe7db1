"""Twins: an archive in which much is internal, and the same in which nothing of that was ever written, side by side.

In: what `planting` makes. Out: where their sites differ. Guaranteed: records with errors are an error here, of whoever
planted them.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from goldenthread.cache import SETTING, Cache
from goldenthread.cli import main
from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.model.fields import Audience
from goldenthread.publish import publish
from goldenthread.release import MANIFEST
from tests.edition.marks import whole, without
from tests.edition.planting import Planting
from tests.edition.rendered import rendered

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Twins:
    """Where two sites differ, how many pages and files they have in common, and how many things only one has."""

    differing: list[str]
    shared: int
    planted: int


@contextmanager
def remembering(folder: Path) -> Iterator[None]:
    """Keep in a folder what is known of the photos and documents of all archives, which are much the same."""
    with patch.dict(os.environ, {SETTING: str(folder)}), patch.object(Cache, "keep"):
        yield


def compared(folder: Path, made: Planting, audience: Audience = "public") -> Twins:
    """The sites of both, page by page and file by file, with what the search is given; without a frame around them."""
    one, other = (_site(folder, files, audience) for files in (whole(made.files), without(made.files)))
    wrong = sorted(one.keys() ^ other.keys())
    both = [name for name in other if name in one]
    wrong += [f"{name}: {_first(one[name], other[name])}" for name in both if one[name] != other[name]]
    return Twins(wrong, len(both), made.count)


def built(folder: Path, made: Planting) -> Twins:
    """The same of sites as `goldenthread build` makes them, byte by byte; of the search, what its files hold."""
    one, other = (_built(folder, files) for files in (whole(made.files), without(made.files)))
    wrong = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
    return Twins(wrong, len(one.keys() & other.keys()), made.count)


def _written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The records, in the folder in which those before them were: what is known of their photos is known of these."""
    records = folder / "records"
    shutil.rmtree(records, ignore_errors=True)
    for path, content in files.items():
        target = records / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return records


def _site(folder: Path, files: Mapping[str, str | bytes], audience: Audience) -> dict[str, str]:
    records = _written(folder, files)
    archive, problems = compile_archive(records)
    assert [found.line() for found in problems if found.level == "error"] == []
    return rendered(publish(edition_of(archive, audience), loader(records)))


def _built(folder: Path, files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    records, site = _written(folder, files), folder / "site"
    done = CliRunner().invoke(main, ["build", "--records", str(records), "--site", str(site)])
    assert done.exit_code == 0, done.output
    found = {
        str(path.relative_to(site)): gzip.decompress(data) if data[:2] == _GZIP else data
        for path in sorted(site.rglob("*"))
        if path.is_file()
        for data in (path.read_bytes(),)
    }
    entry = "pagefind/pagefind-entry.json"  # the engine promises no order; the manifest has the digests of its files
    found[entry] = json.dumps(json.loads(found[entry]), sort_keys=True).encode()
    found[MANIFEST] = b"\n".join(line for line in found[MANIFEST].splitlines() if b"  pagefind/" not in line)
    shutil.rmtree(site)
    shutil.rmtree(folder / ".site.releases", ignore_errors=True)
    return found


def _first(one: str, other: str) -> str:
    """The words around the first difference."""
    at = next((at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    return f"{one[max(0, at - 40) : at + 40]!r} for {other[max(0, at - 40) : at + 40]!r}"
