"""Upgrading records from the command line."""

from __future__ import annotations

from pathlib import Path

from goldenthread.cli.changing import change_files
from goldenthread.cli.report import say, say_problems
from goldenthread.language import N_
from goldenthread.mend import Mending, prepare
from goldenthread.model.settings import FORMAT


def upgrade_records(records: Path, *, yes: bool, dry_run: bool) -> bool:
    """Bring records forward to the format of this release; whether they are in it now, or would be."""
    upgrade = prepare(records)
    if upgrade.problems:
        _say_why_not(records, upgrade)
        return False
    if not upgrade.changes:
        say(N_("The records in {records} are in format {format}, as this release reads them."), **_facts(records))
        return True
    outcome = change_files(records, upgrade.changes, yes=yes, dry_run=dry_run)
    if outcome == "changed":
        changed = N_("The records in {records} are in format {format} now. To see them: goldenthread check")
        say(changed, **_facts(records))
    return outcome != "kept"


def _facts(records: Path) -> dict[str, object]:
    return {"records": records, "format": FORMAT}


def _say_why_not(records: Path, upgrade: Mending) -> None:
    say_problems(upgrade.problems, str(records))
    if upgrade.spoilt:
        say(N_("The records would have these errors in format {format}; mend them first."), **_facts(records))
    say(N_("Nothing was changed."))
