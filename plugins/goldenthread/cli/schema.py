"""The command `goldenthread schema`, thin: schemas by which an editor of text completes and explains records."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.cli.command import RECORDS, changing


@click.command()
@RECORDS
@click.option("--modelines", is_flag=True, help="Name its schema in the first line of each YAML file, for any editor.")
@click.option("--no-ids", is_flag=True, help="Propose no ids of this archive, only keys and words of the format.")
@changing
def schema(records: Path, modelines: bool, no_ids: bool, yes: bool, dry_run: bool) -> None:
    """Write JSON Schemas beside the records, for editors that complete what you type.

    They are put into the folder schemas, replaced each time. An editor that knows YAML then proposes keys, statuses,
    and the ids of people, groups and themes; says what each key means; and underlines what is unknown. VS Code finds
    them by .vscode/settings.json, which is written where there is none; other editors by a first line in each file,
    which --modelines puts there. Run it again when people, groups or themes are new.

    \b
    For example:
      goldenthread schema --modelines --dry-run
    """
    from goldenthread.cli.explaining import write_schemas  # noqa: PLC0415 - only this command needs it

    done = write_schemas(records, modelines=modelines, no_ids=no_ids, yes=yes, dry_run=dry_run)
    raise SystemExit(0 if done else 1)
