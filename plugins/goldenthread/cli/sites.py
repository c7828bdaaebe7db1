"""The commands `goldenthread build`, `rollback` and `serve`, thin: what makes a site, takes it back and shows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from goldenthread.cache import forgetting
from goldenthread.cli.command import day
from goldenthread.cli.progress import Telling, say_timings
from goldenthread.cli.report import say, say_summary, to_serve
from goldenthread.language import N_


def _site(says: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that names the folder of the site."""
    folder = click.Path(path_type=Path)
    return click.option("--site", default="site", show_default=True, metavar="DIR", type=folder, help=says)


def _wanted(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what to build, for each command that builds."""
    options = (
        click.option(
            "--records",
            metavar="DIR",
            type=click.Path(path_type=Path),
            help="The folder of records.  [default: the one that FILE names, or else records]",
        ),
        click.option(
            "--edition",
            type=click.Choice(["public", "internal"]),
            help="Who will read it. The public edition holds nothing that is not marked public.  "
            "[default: the one that FILE names, or else public]",
        ),
        click.option(
            "--config",
            metavar="FILE",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="An mkdocs.yml of your own: its theme, pages and plugins. Without it the site has only the records.",
        ),
        click.option(
            "--as-of",
            callback=day,
            metavar="DATE",
            help="Say how things stood on this day.  [default: the newest day in the records]",
        ),
        click.option("--strict", is_flag=True, help="Count warnings as errors."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_site("The folder to publish: it is replaced whole, and only when all went well.")
@_wanted
@click.option(
    "--keep",
    default=1,
    show_default=True,
    metavar="N",
    type=click.IntRange(0, 1000),
    help="How many earlier releases to keep beside the site, for goldenthread rollback. Files that did not change take "
    "no room in them.",
)
@click.option(
    "--prove",
    is_flag=True,
    help="Publish only when every byte of the new public edition has been searched for what the records withhold. It "
    "takes as long again as the build, and leaves proof.json, which says how much was searched.",
)
@click.option("--no-cache", is_flag=True, help="Make everything anew, whatever was kept of earlier builds.")
@click.option("--timings", is_flag=True, help="Say how long each part of the work took.")
def build(
    records: Path | None,
    site: Path,
    edition: str | None,
    config: Path | None,
    as_of: date | None,
    strict: bool,
    keep: int,
    prove: bool,
    no_cache: bool,
    timings: bool,
) -> None:
    """Check the records and build the site from them.

    Where there are errors the published site stays as it is. The new one takes its place whole, in one step, after its
    links have been checked. The one before is kept, hidden beside it. What takes more than two seconds says how far it
    is. Where nothing has changed that goes into it, it is only looked through.

    \b
    For example:
      goldenthread build
      goldenthread build --config mkdocs.yml
      goldenthread build --edition internal --site site-internal --as-of 2025-12-31
    """
    from goldenthread.cli.building import build_site  # noqa: PLC0415 - MkDocs imports slowly
    from goldenthread.mkdocs_plugin.building import Wanted  # noqa: PLC0415

    began = time.monotonic()
    try:
        with Telling() as progress, forgetting() if no_cache else nullcontext():
            built = build_site(Wanted(records, edition, config, as_of, strict), site, keep, progress, proven=prove)
    except click.ClickException as error:
        error.show()
        say(N_("Nothing was published; {site} is as it was."), site=site)
        raise SystemExit(error.exit_code) from None
    if not built.edition:
        say_summary(built.problems)
        say(N_("Nothing was published; {site} is as it was."), site=site)
        raise SystemExit(1)
    if timings:
        say_timings(progress)
    took = f"{time.monotonic() - began:.1f} s"
    done = N_("Built the {edition} edition in {took}. It begins at {page}; to look at it: {command}")
    same = N_("Nothing has changed since the {edition} edition was built, seen in {took}. It begins at {page}")
    command = to_serve(config=config, records=records, edition=edition, as_of=as_of)
    say(same if built.unchanged else done, edition=built.edition, took=took, page=site / "index.html", command=command)


@click.command()
@_site("The folder that was published.")
def rollback(site: Path) -> None:
    """Publish the earlier release of a site again.

    It is checked first: where one of its files has changed since, nothing happens. The release that was published until
    now is gone then; to publish it once more, build it. Typed again it goes back further, as far as releases were kept
    (goldenthread build --keep).

    \b
    For example:
      goldenthread rollback
    """
    from goldenthread.cli.building import go_back  # noqa: PLC0415 - MkDocs imports slowly

    back = go_back(site)
    if back.problems:
        say_summary(back.problems)
        say(N_("Nothing was published; {site} is as it was."), site=site)
        raise SystemExit(1)
    done = N_("{site} is what was published before: {files} files, all as they were. Earlier releases left: {left}.")
    say(done, site=site, files=back.files, left=back.left)


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Where to serve it.")
@_wanted
def serve(
    port: int, records: Path | None, edition: str | None, config: Path | None, as_of: date | None, strict: bool
) -> None:
    """Show the site while you write, without publishing it.

    It follows every change you save. Where a record has errors, the last good site stays, and says above each page
    what is wrong. Ctrl-C ends it.

    \b
    For example:
      goldenthread serve
      goldenthread serve --config mkdocs.yml --edition internal
    """
    from goldenthread.cli.progress import TellingAgain  # noqa: PLC0415 - as below
    from goldenthread.mkdocs_plugin.building import Wanted, listening, preview  # noqa: PLC0415 - MkDocs imports slowly

    address = f"127.0.0.1:{port}"
    say(
        N_("Once it is built, the site is at http://{address}/ and follows your changes. Ctrl-C ends it."),
        address=address,
    )
    with listening(problems=True):
        preview(Wanted(records, edition, config, as_of, strict), address, TellingAgain)
