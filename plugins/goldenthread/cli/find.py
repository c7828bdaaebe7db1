"""The command `goldenthread find`, thin: what is typed becomes a query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from goldenthread.cli.command import RECORDS, day
from goldenthread.cli.report import say, told
from goldenthread.language import N_
from goldenthread.model.dates import PartialDate

_FACETS = {
    "kind": "Only things of this kind: action, decision, question, line, meeting, feedback …",
    "theme": "Only what is about this theme, or a part of it; by id or by name.",
    "group": "Only what is this group's: whose it is, whom it is for, whose presentation it was said of.",
    "series": "Only what belongs to this series of meetings.",
    "year": "Only what a meeting of this year recorded.",
    "status": "Only what stands so: open, done, holds, answered …",
    "rank": "Only what was given this rank on a flip chart.",
    "round": "Only what was written on a flip chart in this round.",
}


def _partial(context: click.Context, option: click.Parameter, value: str | None) -> PartialDate | None:  # noqa: ARG001
    """A day, a month or a year."""
    try:
        return PartialDate.parse(value) if value is not None else None
    except ValueError:
        wrong = N_("'{value}' is no date; type a year, a month or a day: 2026, 2026-03 or 2026-03-31")
        raise click.BadParameter(told(wrong, value=value)) from None


def _faceted(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each facet, which may be given more than once."""
    for name, said in reversed(_FACETS.items()):
        command = click.option(f"--{name}", name, multiple=True, metavar=name.upper(), help=said)(command)
    return command


@click.command()
@click.argument("words", nargs=-1)
@RECORDS
@_faceted
@click.option("--holds", is_flag=True, help="Only decisions that still hold.")
@click.option("--since", callback=_partial, metavar="DATE", help="Only from this year, month or day on.")
@click.option("--until", callback=_partial, metavar="DATE", help="Only up to this year, month or day.")
@click.option(
    "--sort",
    default="relevance",
    show_default=True,
    type=click.Choice(["relevance", "newest", "oldest"]),
    help="What comes first; without words it is the newest.",
)
@click.option("--as-of", callback=day, metavar="DATE", help="Say how things stood on this day.  [default: the newest]")
@click.option(
    "--edition",
    default="public",
    show_default=True,
    type=click.Choice(["public", "internal"]),
    help="Whose archive to search.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Show no more than so many.  [default: 20, or all]")
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(["table", "json", "csv"]),
    help="For people, or for other programs: these get everything that is known of each thing, and all that is found.",
)
def find(
    words: tuple[str, ...],
    records: Path,
    holds: bool,
    since: PartialDate | None,
    until: PartialDate | None,
    sort: Any,
    as_of: date | None,
    edition: Any,
    limit: int | None,
    form: str,
    **facets: tuple[str, ...],
) -> None:
    """Find things that have all these WORDS, as the search of the site does.

    Words in quotation marks are a phrase. English words are found in all their forms; accents and capitals make no
    difference; abbreviations and former names of the registers are found both ways. An option given twice widens what
    is found, different options narrow it. Without WORDS, all that the options leave is found.

    The exit status is 0 if anything is found, 1 if nothing is.

    \b
    For example:
      goldenthread find damp report
      goldenthread find '"first-time fix"' --since 2025
      goldenthread find leaflet --kind decision --holds
      goldenthread find --kind feedback --group halwende-dhmt
      goldenthread find --theme damp-and-mould --kind action --kind decision --format csv
    """
    from goldenthread.cli.finding import find as found_in  # noqa: PLC0415 - only this command needs the publisher
    from goldenthread.publish.search.query import Query  # noqa: PLC0415

    asked = {name: values for name, values in {**facets, "holds": ("yes",) if holds else ()}.items() if values}
    query = Query(" ".join(words), asked, since, until, sort)
    shown, total = found_in(records, query, edition=edition, as_of=as_of, limit=limit, form=form)
    said = N_("{total} found.") if shown == total else N_("{total} found; the first {shown} are shown (see --limit).")
    say(said if total else N_("Nothing is found."), shown=shown, total=total)
    raise SystemExit(0 if total else 1)
