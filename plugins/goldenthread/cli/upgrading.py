"""Upgrading records from the command line: what would change is shown, then asked about, then done."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.cli.report import say, say_problems
from goldenthread.language import N_, catalogue
from goldenthread.mend import Change, Upgrade, diff, prepare, write
from goldenthread.model.settings import FORMAT

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def upgrade_records(records: Path, *, yes: bool, dry_run: bool) -> bool:
    """Bring records forward to the format of this release; whether they are in it now, or would be."""
    upgrade = prepare(records)
    if upgrade.problems:
        _say_why_not(records, upgrade)
        return False
    if not upgrade.changes:
        say(N_("The records in {records} are in format {format}, as this release reads them."), **_facts(records))
        return True
    for change in upgrade.changes:
        _show(change, records)
    if dry_run:
        say(N_("Nothing was changed: this only shows it."))
        return True
    if not yes and not click.confirm(_question(len(upgrade.changes)), err=True):
        say(N_("Nothing was changed."))
        return False
    return _write(records, upgrade)


def _facts(records: Path) -> dict[str, object]:
    return {"records": records, "format": FORMAT}


def _say_why_not(records: Path, upgrade: Upgrade) -> None:
    say_problems(upgrade.problems, str(records))
    if upgrade.spoilt:
        say(N_("The records would have these errors in format {format}; mend them first."), **_facts(records))
    say(N_("Nothing was changed."))


def _show(change: Change, records: Path) -> None:
    """The lines that a file would lose and get, those around them grey of neither."""
    for line in diff(change, f"{str(records).rstrip('/')}/{change.path}").split("\n"):
        click.echo(click.style(line, fg=_COLOURS.get(line[:1])))


def _question(count: int) -> str:
    asked = catalogue().ngettext("Change {count} file?", "Change {count} files?", count)
    return asked.format(count=count)


def _write(records: Path, upgrade: Upgrade) -> bool:
    changed_meanwhile = write(records, upgrade)
    if changed_meanwhile:
        meanwhile = N_("{path} has changed meanwhile. Nothing was changed; run this again.")
        say(meanwhile, path=records / changed_meanwhile.path)
        return False
    say(N_("The records in {records} are in format {format} now. To see them: goldenthread check"), **_facts(records))
    return True
