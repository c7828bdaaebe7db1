"""The commands, thin: each calls the stage that does the work and reports."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from goldenthread import __version__
from goldenthread.cli.report import say, say_problems, say_summary, told
from goldenthread.language import N_
from goldenthread.problem import has_errors, in_order
from goldenthread.release import MANIFEST, intact, listed_in
from goldenthread.verify import verify as verify_site

TRACEBACK = "GOLDENTHREAD_TRACEBACK"
RECORDS = click.option(
    "--records",
    default="records",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of records: the one with archive.yml in it.",
)


def day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:  # noqa: ARG001
    """A day typed as year-month-day."""
    try:
        return date.fromisoformat(value) if value is not None else None
    except ValueError:
        wrong = N_("'{value}' is not a day; type year-month-day, such as 2026-03-31")
        raise click.BadParameter(told(wrong, value=value)) from None


def changing(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that changes records."""

    @click.option("--yes", is_flag=True, help="Change the files without asking.")
    @click.option("--dry-run", is_flag=True, help="Only show what would change.")
    @wraps(command)
    def checked(*, yes: bool, dry_run: bool, **options: Any) -> None:
        if yes and dry_run:
            raise click.UsageError(told(N_("--yes and --dry-run contradict each other; choose one.")))
        command(yes=yes, dry_run=dry_run, **options)

    return checked


class _Commands(click.Group):
    """The commands, with a sentence for what nobody foresaw: an editor is never shown a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        if os.environ.get("NO_COLOR"):  # https://no-color.org
            ctx.color = False
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")  # a terminal may lack a chart's letters
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            where = f"{error.filename}: " if error.filename else ""
            said = told(N_("{fault}. Nothing was changed."), fault=f"{where}{error.strerror or error}")
            raise click.ClickException(said) from None
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            raise click.ClickException(
                told(
                    N_(
                        "Golden Thread, or a plugin or theme of the site, stopped at a fault of its own: {fault}\n"
                        "Nothing was changed. To report it, run this again with {setting}=1 before it, and send what "
                        "that says."
                    ),
                    fault=f"{type(error).__name__}: {error}",
                    setting=TRACEBACK,
                )
            ) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="goldenthread")
def main() -> None:
    """Turn the records of meetings into a site in which every thing leads to every other.

    \b
    Begin with:
      goldenthread new --help                 begin an archive, a meeting, a flip chart, an action …
      goldenthread check                      say what is wrong with the records, and how to mend it
      goldenthread build --config mkdocs.yml  check them, and build the site from them
      goldenthread serve --config mkdocs.yml  look at the site while you write
      goldenthread boxes why-late             show where each line of a chart stands on its photo
      goldenthread verify site                check the links and files of a built site
      goldenthread rollback                   publish the site again as it was before the last build
      goldenthread package site --to 2026.zip  write a copy to be kept, which can be checked for ever
      goldenthread agenda mel-strategy-sessions  draft the record of a series' next meeting
      goldenthread upgrade                    bring records of an older format forward
      goldenthread diff HEAD~3 HEAD           say what has changed in the records
      goldenthread find damp report           search the records as the site's visitors do
      goldenthread export data                write the archive as JSON, CSV and SQLite
      goldenthread photos --help              add photos to a meeting, each to its session
      goldenthread schema                     have your editor complete and explain what you type
    """


@main.command()
@RECORDS
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option(
    "--published",
    metavar="SITE",
    type=click.Path(exists=True, path_type=Path),
    help="A built site, or its ids.txt: tell too what was published there and would have no page any more.",
)
@click.option(
    "--changed-since",
    "since",
    metavar="REV",
    help="Tell only what stands in files changed since this git revision, and what that has caused elsewhere.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif"]),
    default="text",
    show_default=True,
    help="How to tell it: for people, or for a program or git host that shows problems beside the lines.",
)
@click.option(
    "--lines/--no-lines",
    default=None,
    help="Show the line of each problem below it, with a mark under the place.  [default: on a terminal]",
)
@click.option("--fix", is_flag=True, help="First make the mends that are safe.")
@changing
def check(
    records: Path,
    strict: bool,
    published: Path | None,
    since: str | None,
    form: str,
    lines: bool | None,
    fix: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    """Check the records: every problem, one a line.

    Each line says where (path:line:column), how bad (error or warning), its code, what is wrong, and how to mend it.
    The exit status is 0 if there are no errors.

    With --fix what can be mended without knowing what is meant is mended: quotes, tabs, keys misspelt by a letter, and
    ids for the lines of charts that something refers to. Each line that would change is shown, then asked about; all
    else stays as you typed it.

    \b
    For example:
      goldenthread check
      goldenthread check --records records --strict
      goldenthread check --published site
      goldenthread check --fix --dry-run
      goldenthread check --changed-since HEAD --format github
    """
    from goldenthread.cli.checking import Asked, check_records  # noqa: PLC0415 - only this command needs it

    if (yes or dry_run) and not fix:
        raise click.UsageError(told(N_("--yes and --dry-run are for --fix.")))
    if fix and form != "text":
        raise click.UsageError(told(N_("--fix shows what would change to people; leave out --format.")))
    if fix:
        from goldenthread.cli.fixing import fix_records  # noqa: PLC0415

        if not fix_records(records, yes=yes, dry_run=dry_run):
            raise SystemExit(1)
    asked = Asked(records, published, since, form, lines, advise=not fix)
    raise SystemExit(1 if has_errors(check_records(asked), strict=strict) else 0)


@main.command()
@click.argument("chart")
@RECORDS
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    help="Where to serve the page.  [default: a port that is free]",
)
@click.option("--open", "browser", is_flag=True, help="Open the page in your browser.")
def boxes(chart: str, records: Path, port: int | None, browser: bool) -> None:
    """Show where each line of CHART stands on its photo, without typing numbers.

    CHART is a chart's name, or meeting/chart where several have that name, or the path of its file. The command shows a
    page to this computer alone: choose a line, drag its box over the photo, or use the keys that the page names. "Save"
    writes the boxes into the record, and nothing else in it changes. Ctrl-C ends it.

    \b
    For example:
      goldenthread boxes why-late
      goldenthread boxes 2026-01-20-late-returns/why-late --open
    """
    from goldenthread.cli.drawing import draw_boxes  # noqa: PLC0415 - only this command needs it

    raise SystemExit(0 if draw_boxes(records, chart, port or 0, browser=browser) else 1)


@main.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--base", default="/", show_default=True, help="The path under which the site is served.")
@click.option(
    "--against",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The records of a public site: look in it for all that they withhold.",
)
@click.option("--as-of", metavar="DAY", callback=day, help="The day for which the site was built, if not the newest.")
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --against: write there what was looked for, and what was found. It names what is withheld.",
)
def verify(site: Path, base: str, against: Path | None, as_of: date | None, report: Path | None) -> None:
    """Check the links and the files of a built SITE, and with --against that it holds nothing withheld.

    Every link, anchor, picture, style and script must be there, and every reference between things have its backlink.
    Where goldenthread build has published the site, every file must be as its manifest says: none changed by as much as
    one bit, none missing, none added.

    With --against, every byte of the site is read, however it is packed or written, and looked through for the words,
    ids, names, files and pictures that the public edition of the records does not show.

    \b
    For example:
      goldenthread verify site
      goldenthread verify site --base /archive/
      goldenthread verify site --against records --report leaks.json
    """
    if against is None and (report is not None or as_of is not None):
        raise click.UsageError(told(N_("--report and --as-of go with --against: name the records there.")))
    found = verify_site(site, base)
    listed = listed_in(site)
    problems = in_order((*found.problems, *(intact(site) if listed is not None else ())))
    say_problems(problems, str(site))
    counted = N_("{pages} pages, {links} links, {references} references between things.")
    say(counted, pages=found.pages, links=found.links, references=found.references)
    if listed is not None:
        say(N_("{files} files held against {manifest}."), files=listed, manifest=MANIFEST)
    elif found.pages:
        say(N_("There is no {manifest}: whether files have changed cannot be told."), manifest=MANIFEST)
    if against is not None:
        from goldenthread.cli.proving import prove  # noqa: PLC0415 - only this option needs it

        problems = (*problems, *prove(site, against, as_of, report))
    say_summary(problems, N_("Nothing is broken."))
    raise SystemExit(1 if has_errors(problems) else 0)


@main.command()
@RECORDS
@changing
def upgrade(records: Path, yes: bool, dry_run: bool) -> None:
    """Bring records of an older format forward to the one that this release reads.

    It shows each line that would change, and asks before it changes anything. Comments, order and quotes stay as you
    typed them. Nothing is written unless all files can be brought forward, and have no new errors then.

    \b
    For example:
      goldenthread upgrade --dry-run
      goldenthread upgrade --records records --yes
    """
    from goldenthread.cli.upgrading import upgrade_records  # noqa: PLC0415 - only this command needs it

    raise SystemExit(0 if upgrade_records(records, yes=yes, dry_run=dry_run) else 1)


@main.command()
@click.argument("series")
@RECORDS
@click.option(
    "--date",
    "day",
    metavar="DATE",
    help="When the meeting is to be: a day, or a month.  [default: when the next one is planned]",
)
@click.option("--write", is_flag=True, help="Write it into the records, instead of printing it.")
def agenda(series: str, records: Path, day: str | None, write: bool) -> None:
    """Draft the record of the next meeting of SERIES.

    It takes up what earlier meetings of the series left open: minutes to approve, actions with how each stands, when it
    is due and whose it is, support asked for, questions without an answer. Put it into the records as it is, or change
    it first; when the meeting was held, the same record says what was reported.

    \b
    For example:
      goldenthread agenda mel-strategy-sessions
      goldenthread agenda homes-network-meetings --date 2026-12-01 --write
    """
    from goldenthread.cli.drafting import draft_agenda  # noqa: PLC0415 - only this command needs it

    raise SystemExit(0 if draft_agenda(records, series, day, write=write) else 1)


@main.command()
@click.argument("old")
@click.argument("new")
@RECORDS
@click.option("--summary", is_flag=True, help="Sum it up in a sentence, with what needs a look: for a pull request.")
def diff(old: str, new: str, records: Path, summary: bool) -> None:
    """Say what differs in meaning between OLD and NEW, a line for each difference.

    Each is a folder of records, or a revision of the git repository in which the records are. It tells what is new,
    gone and renamed, which keys say something else, how things stand, and what was reported; order and layout make no
    difference. It compares all records, internal ones too. Your files are not touched.

    The exit status is 0 if nothing differs, 1 if something does, 2 if it could not be compared.

    \b
    For example:
      goldenthread diff HEAD~3 HEAD
      goldenthread diff HEAD records
      goldenthread diff HEAD records --summary
    """
    from goldenthread.cli.comparing import compare  # noqa: PLC0415 - only this command needs it

    raise SystemExit(1 if compare(old, new, records, summary=summary) else 0)
