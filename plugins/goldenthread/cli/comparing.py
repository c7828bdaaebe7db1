"""Two states of the records compared on the command line: folders, or revisions of the git repository they are in.

Revisions are unpacked into a folder of their own: the working tree is neither read nor written for them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from goldenthread.cli.report import say, told
from goldenthread.cli.revisions import unpacked
from goldenthread.cli.summing import summed
from goldenthread.compile import compile_archive, edition_of
from goldenthread.language import N_
from goldenthread.ledger import Difference, differences
from goldenthread.model.edition import Edition
from goldenthread.problem import Problem, has_errors

_SAID = {
    ("new", False): N_("{thing}: new: {after}"),
    ("gone", False): N_("{thing}: gone: {before}"),
    ("renamed", False): N_("{thing}: was {before}"),
    ("new", True): N_("{thing}: reported: {after}"),
    ("gone", True): N_("{thing}: no longer reported: {before}"),
    ("changed", True): N_("{thing}: {field}: {before} → {after}"),
    ("reworded", True): N_("{thing}: {field}: changed"),
}


def compare(old: str, new: str, records: Path, *, summary: bool = False) -> bool:
    """Print what differs, a line for each or all summed up; whether anything does."""
    with ExitStack() as stack:
        folders = [
            _folder(name, records, Path(stack.enter_context(tempfile.TemporaryDirectory()))) for name in (old, new)
        ]
        (was, before), (now, problems) = (_state(*one) for one in zip(folders, (old, new), strict=True))
        found = differences(was, now)
        lines = list(summed(found, before, problems) if summary else _lines(found))
    for line in lines:
        click.echo(line)
    if not lines:
        say(N_("{old} and {new} say the same."), old=old, new=new)
    return bool(lines)


def _lines(found: tuple[Difference, ...]) -> Iterator[str]:
    for one in found:
        facts = {"thing": str(one.key) if one.key else "archive.yml", "field": one.field}
        facts |= {"before": one.before or "–", "after": one.after or "–"}
        yield " ".join(told(_SAID[one.sort, bool(one.field)], **facts).split())


def _state(folder: Path, name: str) -> tuple[Edition, tuple[Problem, ...]]:
    """All that the records of a folder say, and their problems; what is at fault is left out, and that is said."""
    archive, problems = compile_archive(folder)
    if has_errors(problems):
        say(N_("{name} has errors: what is at fault there is not compared."), name=name)
    return edition_of(archive, "internal"), problems


def _folder(name: str, records: Path, empty: Path) -> Path:
    """The records that a name stands for: a folder, or a revision, which is unpacked."""
    if (Path(name) / "archive.yml").is_file():
        return Path(name)
    return unpacked(name, records, empty)
