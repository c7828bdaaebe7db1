"""A records folder, written: the table of contents of this stage, and the inverse of `read.records`.

In: `Records`. Out: text by path, below the records folder. Guaranteed: a meeting stays in its folder, updates in their
file; what a program made goes where a person would look for it; two records never get one path.

The lists of a meeting all stand in its head: of a folder that has them in files of their own, those files go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from yaml import Node

from goldenthread.markup.printer import print_transcript
from goldenthread.model.archive import REGISTERS
from goldenthread.model.chart import FlipChart
from goldenthread.model.meeting import Meeting
from goldenthread.model.query import SavedQuery
from goldenthread.model.records import Records
from goldenthread.model.update import Update
from goldenthread.source import NOWHERE
from goldenthread.write.nodes import items, mapping, text_of, words
from goldenthread.write.schema import node_of, own_pens, pairs_of


def write_records(records: Records) -> dict[str, str]:
    """The text of every file, by its path; raises `ValueError` where two of them would stand in one place."""
    files: dict[str, str] = {}
    for path, text in _files(records):
        if path in files:
            raise ValueError(f"two records would be {path}")
        files[path] = text
    return files


def _files(records: Records) -> Iterator[tuple[str, str]]:
    yield "archive.yml", text_of(node_of(records.settings))
    for name, kind in REGISTERS.items():
        entries = getattr(records, name)
        if kind is SavedQuery:
            yield from ((f"queries/{query.id}.yml", text_of(node_of(query))) for query in entries)
        elif entries:
            yield f"registers/{name}.yml", text_of(items(map(node_of, entries)))
    for meeting in records.meetings:
        yield from _meeting(meeting)
    updates: dict[str, list[Update]] = defaultdict(list)
    for update in records.updates:
        updates[_path_of(update)].append(update)
    for path, written in updates.items():
        yield path, text_of(items(map(node_of, written)))


def _path_of(update: Update) -> str:
    """The file of an update between meetings: its own, or that of its year."""
    if update.at != NOWHERE:
        return update.at.path
    return f"updates/{update.date.earliest.year}.yml" if update.date else "updates/undated.yml"


def _meeting(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """A meeting's record, then its charts. Its id is written where the folder's name does not say it."""
    folder = meeting.folder or f"meetings/{meeting.date.earliest.year}/{meeting.id}"
    said = folder.rpartition("/")[2] == meeting.id
    head = mapping(pairs_of(meeting, id=None if said else words(meeting.id)))
    yield f"{folder}/meeting.md", _record(head, meeting.body.text)
    for chart in meeting.charts:
        yield f"{folder}/flip-charts/{chart.id}.md", _chart(chart, meeting)


def _chart(chart: FlipChart, meeting: Meeting) -> str:
    """A chart's record: what its meeting says for all of its charts is not said again."""
    shared = {"ranking": None} if chart.ranking == meeting.ranking else {}
    head = mapping(pairs_of(chart, pens=own_pens(chart.pens, meeting.pens), **shared))
    return _record(head, print_transcript(chart.blocks))


def _record(head: Node, body: str) -> str:
    """A Markdown record: the head between its two fences, and the body as it is."""
    return f"---\n{text_of(head)}---\n{body}"
