"""Finding things on the command line: the site's search asked of a folder of records, told as people or programs read.

The same records are indexed as for the site, so that both find the same.
"""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from goldenthread.cli.report import say, told
from goldenthread.compile import compile_archive, edition_of
from goldenthread.language import N_, alphabetical, folded
from goldenthread.model.fields import Audience
from goldenthread.problem import did_you_mean, has_errors
from goldenthread.publish.search import Record, records_of
from goldenthread.publish.search.facets import FACETS
from goldenthread.publish.search.fts import BEGIN, END, Found, Index
from goldenthread.publish.search.query import MOST_TERMS, Query
from goldenthread.publish.tables import table
from goldenthread.publish.views.book import Book
from goldenthread.publish.words import Words

FEWEST = 20
"""How many results a terminal is shown where nobody says how many."""
_WIDEST = 100
_LEAST = 160
"""So much of a thing is shown where no words of it were asked for."""
READINGS = {
    "title": N_("title"),
    "written": N_("as written"),
    "corrected": N_("corrected reading"),
    "also": N_("under another name"),
}
"""Where the words stand that matched."""


def find(
    records: Path, query: Query, *, edition: Audience, as_of: date | None, limit: int | None, form: str
) -> tuple[int, int]:
    """Print what a query finds; how many are shown, and how many there are."""
    archive, problems = compile_archive(records)
    if not archive.meetings and has_errors(problems):
        raise click.ClickException(problems[0].line(str(records)))
    if has_errors(problems):
        say(N_("The records have errors: what is at fault there is not searched. See goldenthread check."))
    book = Book.of(edition_of(archive, edition, as_of))
    words, listed = book.words, [*records_of(book)]
    query = Query(query.words, _known(query.facets, listed), query.since, query.until, query.order)
    if len(query.terms) == MOST_TERMS:
        say(N_("Only the first {number} words are looked for."), number=MOST_TERMS)
    found, total = Index(listed).search(query, limit or (FEWEST if form == "table" else None))
    if form == "json":
        click.echo(json.dumps([_as_data(one) for one in found], ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(table([words(heading) for heading in _HEADINGS], (_cells(words, one) for one in found)), nl=False)
    else:
        for one in found:
            click.echo("\n".join(_told(words, one)) + "\n")
    return len(found), total


def _known(facets: Mapping[str, Collection[str]], records: list[Record]) -> dict[str, Collection[str]]:
    """The values that are asked for, by their ids; a name will do too. One that nothing has is refused."""
    known: dict[str, dict[str, str]] = {}
    for record in records:
        for facet, values in record.facets.items():
            for value in values:
                known.setdefault(facet, {}).update({folded(value.label): value.value, value.value: value.value})
    return {facet: [_value(facet, one, known.get(facet, {})) for one in asked] for facet, asked in facets.items()}


def _value(facet: str, asked: str, known: Mapping[str, str]) -> str:
    found = known.get(asked) or known.get(folded(asked))
    if found:
        return found
    ids = sorted(set(known.values()), key=alphabetical)
    near = known.get(did_you_mean(asked, known), "")
    said = told(N_("'{asked}' is the {facet} of nothing here; "), asked=asked, facet=facet)
    said += told(N_("did you mean '{near}'?"), near=near) if near else told(N_("there are: {ids}"), ids=", ".join(ids))
    raise click.BadParameter(said, param_hint=f"--{facet}")


# What a terminal shows


def _told(words: Words, found: Found) -> Iterator[str]:
    """What it is, how it stands, when and where; its title; the words in context; its address."""
    record, width = found.record, min(_WIDEST, shutil.get_terminal_size().columns)
    where = (record.kind_label, record.status_label, record.when, record.meeting)
    yield click.style(" · ".join(filter(None, where)), dim=True)
    yield from _wrapped(record.title, width, bold=True)
    reading = f"[{words(READINGS[found.column])}] " if found.column in ("corrected", "also") else ""
    yield from _wrapped(reading + (found.words or textwrap.shorten(record.verbatim, _LEAST, placeholder="…")), width)
    yield click.style(record.address, dim=True)


def _wrapped(text: str, width: int, *, bold: bool = False) -> Iterator[str]:
    """A text in lines; the words that matched stand out where the terminal can show that."""
    shown = "".join(one if one.isprintable() or one in (BEGIN, END) else " " for one in text)
    strong, plain = click.style("", bold=True, reset=False), click.style("")
    for line in textwrap.wrap(" ".join(shown.split()), width - 2, break_on_hyphens=False):
        marked = line.replace(BEGIN, strong).replace(END, plain)
        yield f"  {strong}{line}{plain}" if bold else f"  {marked}"


# What other programs take

_HEADINGS = (
    *(N_("Kind"), N_("What"), N_("How it stands"), N_("Date"), N_("Meeting"), N_("Series"), N_("Themes"), N_("Groups")),
    *(N_("Priority"), N_("Round of writing"), N_("Decision still holds"), N_("Words in context"), N_("Found in")),
    *(N_("As written"), N_("Corrected reading"), N_("Related to"), N_("Language"), N_("Address"), N_("Id")),
)


def _cells(words: Words, found: Found) -> tuple[str, ...]:
    record = found.record
    labels = [
        "; ".join(value.label for value in record.facets.get(facet, ())) for facet in ("series", "theme", "group")
    ]
    numbers = ["; ".join(record.values(facet)) for facet in ("rank", "round")]
    return (
        *(
            record.kind_label,
            record.title,
            record.status_label,
            record.date.text if record.date else "",
            record.meeting,
        ),
        *labels,
        *numbers,
        "; ".join(value.label for value in record.facets.get("holds", ())),
        *(_plain(found.words), words(READINGS.get(found.column, "")), record.verbatim, record.corrected),
        "; ".join(f"{one.relation}{' (of it)' if one.back else ''}: {one.title}" for one in record.related),
        *(record.language, record.address, record.key),
    )


def _as_data(found: Found) -> dict[str, Any]:
    record = found.record
    return {
        "id": record.key,
        "kind": record.kind,
        "title": record.title,
        "address": record.address,
        "language": record.language,
        "date": record.date.text if record.date else None,
        "meeting": {"title": record.meeting, "address": record.meeting_address} if record.meeting else None,
        "status": record.status or None,
        "facets": {name: {one.value: one.label for one in record.facets.get(name, ())} for name, _, _ in FACETS},
        "written": [{"label": p.label, "words": p.words, "corrected": p.reading} for p in record.passages],
        "names": list(record.names),
        "also": list(record.also),
        "related": [
            {"relation": one.relation, "back": one.back, "id": one.key, "title": one.title, "address": one.address}
            for one in record.related
        ],
        "matched": {"in": found.column, "words": _plain(found.words)} if found.column else None,
    }


def _plain(words: str) -> str:
    return words.replace(BEGIN, "").replace(END, "")
