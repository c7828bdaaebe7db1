"""Packaging: a published site as a bag to be kept, after RFC 8493, a folder or one ZIP file.

In: the folder of a site with its manifest, and what is said of it. Out: the bag. Guaranteed: every file of the site is
in it, byte for byte as its manifest says, or there is no bag; the same site gives the same bytes; nothing is replaced.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from goldenthread.release import manifest
from goldenthread.release.keeping import Refused

ZIP = ".zip"
PAYLOAD = "data"
_DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ESCAPED = {"%": "%25", "\n": "%0A", "\r": "%0D"}
"""How a manifest of a bag writes the letters of a path that would end a line."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16


def package(site: Path, to: Path, about: Mapping[str, str]) -> int:
    """Write a bag of a site, and give the number of its files; `about` is what `bag-info.txt` says besides.

    Raises `Refused` where `to` is there already or in the site, or a file is not as the manifest says.
    """
    site, to = site.resolve(), to.resolve()
    if to.exists():
        raise Refused(f"{to} is there already: name a file or folder that is not")
    if to.is_relative_to(site):
        raise Refused(f"{to} is inside {site}, and would be a part of it: name a place outside")
    to.parent.mkdir(parents=True, exist_ok=True)
    made = to.with_name(f".{to.name}.part")
    shutil.rmtree(made, ignore_errors=True)
    try:
        bag = made / to.stem if to.suffix == ZIP else made
        count = _fill(bag, site, about)
        if to.suffix == ZIP:
            packed = made / to.name
            _pack(bag, packed)
            packed.rename(to)
        else:
            bag.rename(to)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return count


def _fill(bag: Path, site: Path, about: Mapping[str, str]) -> int:
    """Make the folder of a bag."""
    digests = manifest.read(site)
    digests[manifest.NAME] = manifest.digest(site)
    octets = sum(_copied(site, bag / PAYLOAD, path, digest) for path, digest in sorted(digests.items()))
    facts = {
        **about,
        "External-Identifier": f"sha256:{manifest.digest(site)}",
        "Payload-Oxum": f"{octets}.{len(digests)}",
    }
    tags = {
        "bagit.txt": _DECLARED,
        "bag-info.txt": "".join(f"{name}: {' '.join(value.split())}\n" for name, value in facts.items()),
        manifest.NAME: _lines({f"{PAYLOAD}/{path}": digest for path, digest in digests.items()}),
    }
    tags[f"tag{manifest.NAME}"] = _lines({name: sha256(text.encode()).hexdigest() for name, text in tags.items()})
    for name, text in tags.items():
        (bag / name).write_bytes(text.encode())
    return len(digests)


def _copied(site: Path, payload: Path, path: str, digest: str) -> int:
    """Copy a file, and give its size."""
    with manifest.opened_whole(site / path) as opened:
        data = opened.readall()
    if sha256(data).hexdigest() != digest:
        raise Refused(f"{path} has changed since the site was published: goldenthread verify says what else has")
    (payload / path).parent.mkdir(parents=True, exist_ok=True)
    (payload / path).write_bytes(data)
    return len(data)


def _lines(digests: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {_written(path)}\n" for path, digest in sorted(digests.items()))


def _written(path: str) -> str:
    return "".join(_ESCAPED.get(letter, letter) for letter in path)


def _pack(bag: Path, packed: Path) -> None:
    """Pack a bag with its folder, in a fixed order and without the time."""
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(bag):
            entry = zipfile.ZipInfo(path.relative_to(bag.parent).as_posix(), _EARLIEST)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _MODE
            archive.writestr(entry, path.read_bytes())


def _files(bag: Path) -> Iterator[Path]:
    yield from sorted(path for path in bag.rglob("*") if path.is_file())
