"""Mending what a program can mend in records without knowing what is meant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goldenthread.cli.changing import change_files
from goldenthread.cli.report import say, say_problems
from goldenthread.language import N_, catalogue
from goldenthread.mend import lacking, mendable, prepare_mends
from goldenthread.model.archive import Archive
from goldenthread.problem import Problem


def fix_records(records: Path, *, yes: bool, dry_run: bool) -> bool:
    """Make the mends that are safe, if they are wanted; whether none is left to make."""
    mending = prepare_mends(records)
    if mending.problems:
        say_problems(mending.problems, str(records))
        if mending.spoilt:
            say(N_("With ids for the lines that lack them, the records would have these problems; mend them first."))
        say(N_("Nothing was changed."))
        return False
    if not mending.changes:
        say(N_("There is nothing here that can be mended without knowing what is meant."))
        return True
    return change_files(records, mending.changes, yes=yes, dry_run=dry_run) != "kept"


def say_what_fix_would_do(records: Path, archive: Archive, problems: Sequence[Problem]) -> None:
    """How many problems can be mended, and how many lines lack an id that something refers to; nothing where none."""
    if count := mendable(records, problems):
        said = catalogue().ngettext(
            "'goldenthread check --fix' can mend {count} of them: it shows the change, and asks before it is made.",
            "'goldenthread check --fix' can mend {count} of them: it shows the changes, and asks before they are made.",
            count,
        )
        say(said, count=count)
    if count := len(lacking(archive, problems)):
        said = catalogue().ngettext(
            "{count} line that something refers to has no id of its own; 'goldenthread check --fix' writes one.",
            "{count} lines that something refers to have no ids of their own; 'goldenthread check --fix' writes them.",
            count,
        )
        say(said, count=count)
