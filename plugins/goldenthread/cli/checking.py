"""Checking records from the command line: all problems, or those of a change, told as they are wanted."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from goldenthread.cli.formats import PRINTERS
from goldenthread.cli.progress import Telling
from goldenthread.cli.report import say_problems, say_summary
from goldenthread.cli.revisions import changed_since, unpacked
from goldenthread.compile import compile_archive
from goldenthread.language import N_
from goldenthread.mend import not_among
from goldenthread.problem import Problem
from goldenthread.progress import PHOTOS


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know: of which records, held against what, told how.

    `advise` adds what a mend could do.
    """

    records: Path
    published: Path | None = None
    since: str | None = None
    form: str = "text"
    lines: bool | None = None
    advise: bool = False


def check_records(asked: Asked) -> tuple[Problem, ...]:
    """Check the records and tell what was found; the problems that were told."""
    records = asked.records
    with Telling() as progress:
        archive, problems = compile_archive(records, progress.counting(PHOTOS))
    if asked.since is not None:
        problems = _touched(problems, asked.since, records)
    found = {records: problems}
    if asked.published:
        from goldenthread.cli.vanishing import gone  # noqa: PLC0415 - only this option needs the publisher

        site = asked.published if asked.published.is_dir() else asked.published.parent
        found[site] = gone(archive, asked.published)
    _tell(found, asked)
    problems = tuple(one for several in found.values() for one in several)
    nothing = (
        N_("No problems in {records}.") if asked.since is None else N_("No problems in what changed since {since}.")
    )
    if asked.form == "text":
        say_summary(problems, nothing, records=records, since=asked.since)
    if asked.advise and asked.form == "text":
        from goldenthread.cli.fixing import say_what_fix_would_do  # noqa: PLC0415

        say_what_fix_would_do(records, archive, problems)
    return problems


def _touched(problems: tuple[Problem, ...], since: str, records: Path) -> tuple[Problem, ...]:
    """The problems in files that have changed since a revision, and those elsewhere that were not there then."""
    changed = changed_since(since, records)
    elsewhere = [found for found in problems if found.at.path not in changed]
    if elsewhere:
        with tempfile.TemporaryDirectory() as empty:
            _, before = compile_archive(unpacked(since, records, Path(empty)))
        elsewhere = list(not_among(elsewhere, before))
    kept = {*elsewhere, *(found for found in problems if found.at.path in changed)}
    return tuple(found for found in problems if found in kept)


def _tell(problems: Mapping[Path, Sequence[Problem]], asked: Asked) -> None:
    """Tell the problems of each folder."""
    if asked.form == "text":
        for root, found in problems.items():
            say_problems(found, str(root), lines=asked.lines)
        return
    whole = [(str(root / one.at.path), one) for root, found in problems.items() for one in found]
    click.echo(PRINTERS[asked.form]([replace(one, at=replace(one.at, path=path)) for path, one in whole]))
