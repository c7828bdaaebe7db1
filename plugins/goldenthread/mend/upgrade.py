"""Upgrading: records in an older version of the format are brought forward to the one that is read.

In: a folder of records. Out: a `Mending` - every file that changes, before and after, or why it cannot be done.
Guaranteed: it is all or nothing; the records brought forward have been compiled, and have no error that they did not
have before; each file is exchanged whole. Errors that the old keys hid count as new: they are to be mended first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from goldenthread.compile import compile_archive
from goldenthread.mend.changes import Change, Mending, not_among, problems_with
from goldenthread.mend.edits import Edit, Source
from goldenthread.mend.files import RecordFile, entries_in, record_files, tree_of
from goldenthread.mend.steps import ARCHIVE, Step, steps_from
from goldenthread.model.settings import FORMAT
from goldenthread.problem import Problem, in_order
from goldenthread.read.files import MOST_TEXT, list_files, read_bytes
from goldenthread.read.nodes import MappingNode, Node
from goldenthread.read.version import version_of
from goldenthread.source import Written

_ARCHIVE = RecordFile("archive.yml", ARCHIVE)


def prepare(records: Path) -> Mending:
    """The upgrade of a folder of records; nothing is written."""
    version = _version(records)
    if version == FORMAT:
        return Mending()
    steps = steps_from(version)
    if not steps:
        return Mending(problems=_unreadable(records))
    paths, _ = list_files(records)
    changes: list[Change] = []
    problems: list[Problem] = []
    for file in record_files(paths):
        change, found = _changed(records, file, steps)
        changes += [change] if change else []
        problems += found
    if problems:
        return Mending(problems=in_order(problems))
    spoilt = _new_errors(records, {change.path: change.after for change in changes}, steps)
    return Mending(() if spoilt else tuple(changes), spoilt, bool(spoilt))


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


def _new_errors(records: Path, after: Mapping[str, bytes], steps: tuple[Step, ...]) -> tuple[Problem, ...]:
    """The errors of the records brought forward that those stamped with the version, and nothing else, have not."""
    stamped, _ = _changed(records, _ARCHIVE, tuple(replace(step, changes=()) for step in steps))
    assert stamped, "a stamp changes archive.yml"
    errors = [found for found in problems_with(records, after) if found.level == "error"]
    return not_among(errors, problems_with(records, {stamped.path: stamped.after})) if errors else ()
