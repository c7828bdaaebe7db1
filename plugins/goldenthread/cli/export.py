"""The command `goldenthread export`, thin: the data of an edition, written to a folder without a site around them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from goldenthread.cli.command import RECORDS, day
from goldenthread.cli.report import say, say_problems
from goldenthread.compile import compile_archive, edition_of
from goldenthread.language import N_
from goldenthread.problem import has_errors


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@RECORDS
@click.option(
    "--edition",
    default="public",
    show_default=True,
    type=click.Choice(["public", "internal"]),
    help="Whose archive to write. The public edition holds nothing that is not marked public.",
)
@click.option("--as-of", callback=day, metavar="DATE", help="Say how things stood on this day.  [default: the newest]")
def export(folder: Path, records: Path, edition: Any, as_of: date | None) -> None:
    """Write the data of the archive into DIR: JSON, CSV and SQLite, as a site has them under data/.

    Files of the same names are replaced, each whole; others in DIR stay. Where the records have errors nothing is
    written, because what is at fault would be missing.

    \b
    For example:
      goldenthread export data
      goldenthread export data-internal --edition internal --as-of 2025-12-31
    """
    from goldenthread.publish.data import Data  # noqa: PLC0415 - only this command needs the publisher
    from goldenthread.publish.views.book import Book  # noqa: PLC0415

    archive, problems = compile_archive(records)
    if has_errors(problems):
        say_problems([found for found in problems if found.level == "error"], str(records))
        say(N_("Nothing was written: what is at fault would be missing from the data."))
        raise SystemExit(1)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".unfinished-", dir=folder) as making:
        data = Data(Book.of(edition_of(archive, edition, as_of)), folder=Path(making))
        for name, made in data.files.items():
            made.replace(folder / name)
    count = N_("Written to {folder}: {files} files, {things} things. The digest of archive.json is {digest}.")
    things = data.counts[data.tables[0].name]
    say(count, folder=folder, files=len(data.files), things=things, digest=data.digest)
