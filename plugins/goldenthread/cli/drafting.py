"""Drafting records from the command line: printed, or written where nothing stands yet."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from goldenthread.cli.report import say, say_problems, told
from goldenthread.compile import compile_archive, edition_of
from goldenthread.language import N_
from goldenthread.model.archive import Archive
from goldenthread.model.dates import PartialDate, meant
from goldenthread.problem import has_errors
from goldenthread.scaffold import Draft, agenda


def draft_agenda(records: Path, series: str, day: str | None, *, write: bool) -> bool:
    """Draft the next meeting of a series; whether there is a draft."""
    when = _date(day) if day else None
    archive, problems = compile_archive(records)
    if has_errors(problems):
        say_problems([found for found in problems if found.level == "error"], str(records))
        say(N_("Mend these first: what is at fault would be missing from the agenda."))
        return False
    _known(archive, series)
    draft = agenda(edition_of(archive, "internal"), series, when)
    if draft is None:
        raise click.UsageError(
            told(N_("No meeting of '{series}' is planned. Say when: --date 2026-12-01"), series=series)
        )
    return _written(draft, records) if write else _printed(draft, records)


def _date(typed: str) -> PartialDate:
    try:
        return PartialDate.parse(typed)
    except ValueError:
        near = meant(typed)
        mend = told(N_("did you mean {date}?"), date=near[0]) if near else told(N_("type year-month-day"))
        raise click.BadParameter(f"'{typed}': {mend}", param_hint="--date") from None


def _known(archive: Archive, series: str) -> None:
    ids = [one.id for one in archive.series]
    if series in ids:
        return
    near = get_close_matches(series, ids, n=1)
    known = told(N_("did you mean '{near}'?"), near=near[0]) if near else ", ".join(ids)
    raise click.BadParameter(told(N_("there is no series '{series}': {known}"), series=series, known=known))


def _printed(draft: Draft, records: Path) -> bool:
    click.echo(draft.text, nl=False)
    path = records / draft.path
    there = N_("This is for {path}, which is there already: put it in the place of what stands there.")
    say(there if path.exists() else N_("This is for {path}; with --write it is put there."), path=path)
    return True


def _written(draft: Draft, records: Path) -> bool:
    path = records / draft.path
    if path.exists():
        say(N_("{path} is there already, and was left as it is. Without --write the draft is printed."), path=path)
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft.text, "utf-8")
    say(N_("Written: {path}. It takes up {count} matters."), path=path, count=draft.matters)
    return True
