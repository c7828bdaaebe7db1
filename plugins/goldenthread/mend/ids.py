"""Ids for the lines that something refers to: written behind them, so that correcting a word breaks nothing.

In: a folder of records, or what was compiled from it. Out: the lines that lack an id, and a `Mending` that writes one
for each. Guaranteed: an id is made of the line's words and is no other line's; a heading keeps its address; references
that named what only follows from words name the id; the records mended have no problem that they did not have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from goldenthread.compile import compile_archive
from goldenthread.markup.ids import readable
from goldenthread.mend.changes import Change, Mending, not_among, problems_with
from goldenthread.mend.edits import Source
from goldenthread.mend.lines import Amendment, amended
from goldenthread.model.archive import Archive
from goldenthread.model.chart import Block, Line
from goldenthread.model.entry import ARISING, Key, Kind
from goldenthread.model.fields import OURS
from goldenthread.problem import Problem
from goldenthread.read.files import MOST_TEXT, read_bytes
from goldenthread.source import Place

REFUSED = "GT404"
"""The code of a reference to a line that has no id of its own."""


def lacking(archive: Archive, problems: Iterable[Problem]) -> Mapping[str, Line]:
    """The lines and headings without an id of their own that something refers to, or whose block has a page.

    By their whole ids, `meeting/chart#line`, in the order in which they stand.
    """
    refused = {dict(found.facts)["line"] for found in problems if found.code == REFUSED}
    keys = {link.target for link in archive.links} | set(_ranked(archive))
    keys |= {Key(kind, id) for id in refused for kind in (Kind.BLOCK, Kind.LINE)}
    found = ((key.id, line) for key in keys if (line := _line(archive, key)) and line.derived)
    return dict(sorted(found, key=lambda pair: pair[1].at))


def _ranked(archive: Archive) -> Iterator[Key]:
    """The blocks in which something was ranked: each has a page, at an address made of its id."""
    for meeting in archive.meetings:
        for chart in meeting.charts:
            for priority in chart.priorities():
                yield Key.of_part(Kind.BLOCK, f"{meeting.id}/{chart.id}", priority.block)


def _line(archive: Archive, key: Key) -> Line | None:
    located = archive.index.get(key)
    thing = located.thing if located else None
    thing = thing.heading if isinstance(thing, Block) else thing
    return thing if isinstance(thing, Line) else None


@dataclass(frozen=True, slots=True)
class _Repointing:
    """A reference as it is typed at a place, and as it is to be."""

    at: Place
    old: str
    new: str


def prepare_ids(records: Path) -> Mending:
    """What writes the ids that a folder of records lacks; nothing is written yet."""
    archive, before = compile_archive(records)
    lines = lacking(archive, before)
    ids = _chosen(archive, lines)
    amendments: dict[str, dict[Place, Amendment]] = defaultdict(dict)
    for whole, line in lines.items():
        amendments[line.at.path][line.at] = Amendment(ids[whole])
    references: dict[str, list[_Repointing]] = defaultdict(list)
    for found in before:
        if found.code == REFUSED:
            facts = dict(found.facts)
            before_part, mark, _ = facts["target"].rpartition("#")
            new = f"{before_part}{mark}{ids[facts['line']]}"
            references[found.at.path].append(_Repointing(found.at, facts["target"], new))
    changes = []
    for path in sorted(amendments.keys() | references.keys()):
        data, problems = read_bytes(records, path, MOST_TEXT)
        if data is None:
            return Mending(problems=problems)
        # A reference stands behind the place of its line: that place still holds when it has changed.
        after = amended(_repointed(data, references[path]), amendments[path])
        changes += [Change(path, data, after)] if after != data else []
    spoilt = not_among(problems_with(records, {one.path: one.after for one in changes}), before) if changes else ()
    return Mending(() if spoilt else tuple(changes), spoilt, bool(spoilt))


def _repointed(data: bytes, references: Iterable[_Repointing]) -> bytes:
    """The bytes with these references changed; not one behind an escape, whose place is not known: it leads nowhere."""
    source = Source(data)
    stand = ((source.offset(one.at), one) for one in references)
    return source.edited(
        source.exchanged(start, one.old, one.new) for start, one in stand if source.text.startswith(one.old, start)
    )


def _chosen(archive: Archive, lines: Mapping[str, Line]) -> dict[str, str]:
    """An id for each of these lines: the one by which a heading is known already, or one of the line's first words."""
    taken = {
        f"{meeting.id}/{chart.id}": {id for _, line in chart.lines() for id in (line.id, line.formerly)}
        for meeting in archive.meetings
        for chart in meeting.charts
    }
    arising = {key.id for key in archive.index if key.kind in ARISING}
    chosen = {}
    for whole, line in lines.items():
        chart, _, own = whole.partition("#")
        stem = readable(line) if own.startswith(OURS) else own
        asks = "question" in line.attributes.marks
        for id in _numbered(stem or chart.rpartition("/")[2]):
            if (id == own or id not in taken[chart]) and not (asks and id in arising):
                break
        taken[chart].add(id)
        if asks:
            arising.add(id)
        chosen[whole] = id
    return chosen


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))
