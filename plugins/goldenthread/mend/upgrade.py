"""Upgrading: records in an older version of the format are brought forward to the one that is read.

In: a folder of records. Out: an `Upgrade` - every file that changes, before and after, or why it cannot be done.
Guaranteed: it is all or nothing; the records brought forward have been compiled, and have no error that they did not
have before; each file is exchanged whole. Errors that the old keys hid count as new: they are to be mended first.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.compile import compile_archive
from goldenthread.mend.edits import Edit, Source
from goldenthread.mend.files import RecordFile, entries_in, record_files, tree_of
from goldenthread.mend.steps import ARCHIVE, Step, steps_from
from goldenthread.model.settings import FORMAT
from goldenthread.problem import Problem, in_order
from goldenthread.read.files import MOST_TEXT, list_files, read_bytes
from goldenthread.read.nodes import MappingNode, Node
from goldenthread.read.version import version_of
from goldenthread.source import Place, Written

_ARCHIVE = RecordFile("archive.yml", ARCHIVE)


@dataclass(frozen=True, slots=True)
class Change:
    """A file that an upgrade changes: its path below the records folder, and its bytes before and after."""

    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade would change - nothing where the records are up to date - or the problems that stop it.

    `spoilt` says that these are problems of the records brought forward, at their places there.
    """

    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    spoilt: bool = False


def prepare(records: Path) -> Upgrade:
    """The upgrade of a folder of records; nothing is written."""
    version = _version(records)
    if version == FORMAT:
        return Upgrade()
    steps = steps_from(version)
    if not steps:
        return Upgrade(problems=_unreadable(records))
    paths, _ = list_files(records)
    changes: list[Change] = []
    problems: list[Problem] = []
    for file in record_files(paths):
        change, found = _changed(records, file, steps)
        changes += [change] if change else []
        problems += found
    if problems:
        return Upgrade(problems=in_order(problems))
    spoilt = _new_errors(records, paths, {change.path: change.after for change in changes}, steps)
    return Upgrade(() if spoilt else tuple(changes), spoilt, bool(spoilt))


def _version(records: Path) -> str:
    """The version in which records are written; "" where archive.yml cannot be read."""
    data, _ = read_bytes(records, _ARCHIVE.path, MOST_TEXT)
    tree, _ = tree_of(_ARCHIVE, data) if data is not None else (None, ())
    return version_of(tree) if tree else ""


def _unreadable(records: Path) -> tuple[Problem, ...]:
    """Why records of no known version are not read: what is wrong with their folder, or with archive.yml."""
    _, problems = compile_archive(records)
    return tuple(found for found in problems if found.at.path in ("", _ARCHIVE.path) and found.level == "error")


def _changed(records: Path, file: RecordFile, steps: tuple[Step, ...]) -> tuple[Change | None, tuple[Problem, ...]]:
    """What all steps change in one file."""
    before, problems = read_bytes(records, file.path, MOST_TEXT)
    if before is None:
        return None, problems
    after = before
    for step in steps:
        tree, problems = tree_of(file, after)
        if tree is None:
            return None, problems
        source = Source(after)
        after = source.edited(_edits(file, tree, source, step))
    return (Change(file.path, before, after) if after != before else None), ()


def _edits(file: RecordFile, tree: Node, source: Source, step: Step) -> Iterator[Edit]:
    """The edits of a step in one file."""
    if file.holds == ARCHIVE and isinstance(tree, MappingNode):
        yield _stamp(tree, source, step.after)
    for change in step.changes:
        for entry in entries_in(file, tree, change.where):
            yield from change.edits(entry, source)


def _stamp(archive: MappingNode, source: Source, version: str) -> Edit:
    """The version of the format, which archive.yml may not have named before."""
    _, named = archive.pairs.get("format", (None, None))
    return source.value(named, version) if isinstance(named, Written) else source.pair(archive.at, "format", version)


# Trying


def _new_errors(
    records: Path, paths: tuple[str, ...], after: Mapping[str, bytes], steps: tuple[Step, ...]
) -> tuple[Problem, ...]:
    """The errors of the records brought forward that those stamped with the version, and nothing else, have not."""
    stamped, _ = _changed(records, _ARCHIVE, tuple(replace(step, changes=()) for step in steps))
    assert stamped, "a stamp changes archive.yml"
    errors = _errors(records, paths, after)
    if not errors:
        return ()
    known = {_said(found) for found in _errors(records, paths, {stamped.path: stamped.after})}
    return tuple(found for found in errors if _said(found) not in known)


def _said(found: Problem) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """A problem, wherever in its file it stands."""
    return found.code, found.at.path, found.facts


def _errors(records: Path, paths: tuple[str, ...], instead: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """The errors of records with other bytes in some files."""
    with _beside(records) as folder:
        for path in paths:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if path in instead:
                target.write_bytes(instead[path])
            else:
                _linked(records / path, target)
        _, problems = compile_archive(folder)
    return tuple(found for found in problems if found.level == "error")


@contextmanager
def _beside(records: Path) -> Iterator[Path]:
    """A folder for a trial, gone afterwards: where photos can be linked instead of copied, if that may be written."""
    parent = records.resolve().parent
    writable = os.access(parent, os.W_OK)
    with tempfile.TemporaryDirectory(prefix=".goldenthread-upgrade-", dir=parent if writable else None) as folder:
        yield Path(folder)


def _linked(file: Path, target: Path) -> None:
    try:
        target.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, target)


# Showing and writing


def diff(change: Change, name: str) -> str:
    """A change as a unified diff, the file called by this name; line ends are not shown."""
    before, after = (re.split(r"\r\n|\r|\n", data.decode("utf-8-sig")) for data in (change.before, change.after))
    return "\n".join(difflib.unified_diff(before, after, name, name, lineterm=""))


def write(records: Path, upgrade: Upgrade) -> Place | None:
    """Make the changes, or none of them: where a file has changed meanwhile, its place is given and nothing is written.

    archive.yml comes last: until it names the new version, a run that was stopped can be begun again.
    """
    ordered = sorted(upgrade.changes, key=lambda change: (change.path == _ARCHIVE.path, change.path))
    staged = {(records / change.path).with_name(f".{Path(change.path).name}.upgrade"): change for change in ordered}
    try:
        for temporary, change in staged.items():
            target = records / change.path
            if target.read_bytes() != change.before:
                return Place(change.path)
            temporary.write_bytes(change.after)
            shutil.copymode(target, temporary)
        for temporary, change in staged.items():
            temporary.replace(records / change.path)
    finally:
        for temporary in staged:
            temporary.unlink(missing_ok=True)
    return None
