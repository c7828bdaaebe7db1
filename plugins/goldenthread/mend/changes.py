"""Changes to the files of a records folder: tried before they are made, shown, and made all or none.

In: bytes for some of the files. Out: the problems that the records would have with them, a diff, and the change itself.
Guaranteed: a trial writes nothing into the records; each file is exchanged whole.
"""

from __future__ import annotations

import codecs
import difflib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goldenthread.cache import cache_of
from goldenthread.compile import compile_archive
from goldenthread.problem import Problem
from goldenthread.read.files import list_files
from goldenthread.read.text import CONTROL
from goldenthread.source import Place

_READ_ONCE = ("examined", "documents")
"""What is kept of the records that costs time to make again: what is known of their photos and of their documents."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is changed: its path below the records folder, and its bytes before and after.

    A file that is new had no bytes.
    """

    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Mending:
    """What a mend would change - nothing where nothing needs it - or the problems that stop it.

    `spoilt` says that these are problems of the records mended, at their places there.
    """

    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    spoilt: bool = False


# Trying


def problems_with(records: Path, instead: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """The problems of records with other bytes in some files."""
    with trial(records, instead) as folder:
        return compile_archive(folder, tried_for=records)[1]


@contextmanager
def trial(records: Path, instead: Mapping[str, bytes]) -> Iterator[Path]:
    """A copy of records with other bytes in some files, gone afterwards."""
    paths, _ = list_files(records)
    with _beside(records) as folder, _knowing(records, folder):
        for path in dict.fromkeys((*paths, *instead)):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if path in instead:
                target.write_bytes(instead[path])
            else:
                _linked(records / path, target)
        yield folder


def not_among(problems: Iterable[Problem], known: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that are not among those known, wherever in their files these stood."""
    said = {_said(found) for found in known}
    return tuple(found for found in problems if _said(found) not in said)


def _said(found: Problem) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return found.code, found.at.path, found.facts


@contextmanager
def _beside(records: Path) -> Iterator[Path]:
    """A folder for a trial, gone afterwards: where photos can be linked instead of copied, if that may be written."""
    parent = records.resolve().parent
    writable = os.access(parent, os.W_OK)
    with tempfile.TemporaryDirectory(prefix=".goldenthread-trial-", dir=parent if writable else None) as folder:
        yield Path(folder)


@contextmanager
def _knowing(records: Path, folder: Path) -> Iterator[None]:
    """Let a trial know what is known of the photos and documents of the records, and leave nothing of its own."""
    own = cache_of(folder, "any").folder.parent
    for name in _READ_ONCE:
        known = cache_of(records, name).folder
        if known.is_dir():
            shutil.copytree(known, own / name, copy_function=lambda file, target: _linked(Path(file), Path(target)))
    try:
        yield
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _linked(file: Path, target: Path) -> None:
    try:
        target.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, target)


# Showing and writing


def diff(change: Change, name: str) -> str:
    """A change as a unified diff, the file called by this name; line ends are not shown."""
    before, after = (re.split(r"\r\n|\r|\n", _text(data)) for data in (change.before, change.after))
    return "\n".join(difflib.unified_diff(before, after, name, name, lineterm=""))


def _text(data: bytes) -> str:
    """The characters of a file; what nobody sees, and a terminal might obey, as a sign."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return CONTROL.sub("·", data.decode(encoding, "replace"))


def write(records: Path, changes: Sequence[Change]) -> Place | None:
    """Make the changes, or none of them: where a file has changed meanwhile, its place is given and nothing is written.

    archive.yml comes last: until it names the new version, a run that was stopped can be begun again.
    """
    ordered = sorted(changes, key=lambda change: (change.path == "archive.yml", change.path))
    staged = {(records / change.path).with_name(f".{Path(change.path).name}.mended"): change for change in ordered}
    try:
        for temporary, change in staged.items():
            target = records / change.path
            there = target.exists()
            if (target.read_bytes() if there else b"") != change.before:
                return Place(change.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(change.after)
            if there:
                shutil.copymode(target, temporary)
        for temporary, change in staged.items():
            temporary.replace(records / change.path)
    finally:
        for temporary in staged:
            temporary.unlink(missing_ok=True)
    return None
