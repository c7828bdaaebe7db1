"""Changing records from the command line: what would change is shown, then asked about, then done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from goldenthread.cli.report import say
from goldenthread.language import N_, catalogue
from goldenthread.mend import Change, diff, write

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
Outcome = Literal["changed", "shown", "kept"]


def change_files(records: Path, changes: Sequence[Change], *, yes: bool, dry_run: bool) -> Outcome:
    """Show changes and make them all, or none: where somebody says no, or a file has changed meanwhile.

    What is new takes nothing from anybody, and is neither shown nor asked about.
    """
    edited = [change for change in changes if change.before]
    for change in edited:
        _show(change, records)
    if dry_run:
        say(N_("Nothing was changed: this only shows it."))
        return "shown"
    if edited and not yes and not click.confirm(_question(len(edited)), err=True):
        say(N_("Nothing was changed."))
        return "kept"
    if changed_meanwhile := write(records, changes):
        meanwhile = N_("{path} has changed meanwhile. Nothing was changed; run this again.")
        say(meanwhile, path=records / changed_meanwhile.path)
        return "kept"
    return "changed"


def _show(change: Change, records: Path) -> None:
    """The lines that a file would lose and get, those around them grey of neither."""
    for line in diff(change, f"{str(records).rstrip('/')}/{change.path}").split("\n"):
        click.echo(click.style(line, fg=_COLOURS.get(line[:1])))


def _question(count: int) -> str:
    asked = catalogue().ngettext("Change {count} file?", "Change {count} files?", count)
    return asked.format(count=count)
