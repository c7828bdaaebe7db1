"""The questions on the page of the data: every SQL answers what the model answers, and so does the page."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from goldenthread.model.agreed import Action, Decision, Finding, Support
from goldenthread.model.chart import Block, Line
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.register import Indicator
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.data import data_view, questions
from tests.publish.data.conftest import Made

Answer = list[tuple[Any, ...]]


def things(book: Book, kind: Kind) -> Iterator[tuple[Key, Any]]:
    yield from ((key, found.thing) for key, found in book.archive.index.items() if key.kind is kind)


def arose(book: Book, key: Key) -> Any:
    meeting = book.meeting_of(key)
    assert meeting
    return meeting.date


def series(book: Book, key: Key) -> str:
    meeting = book.meeting_of(key)
    assert meeting
    return book.archive.targets(Key(Kind.MEETING, meeting.id), Relation.SERIES)[0].id


def decisions_that_hold(book: Book) -> Answer:
    held = [(key, one) for key, one in things(book, Kind.DECISION) if book.history(key).status == "holds"]
    held.sort(key=lambda one: one[0].id)
    held.sort(key=lambda one: arose(book, one[0]).earliest, reverse=True)
    return [(one.what, arose(book, key).text, series(book, key), book.address(key)) for key, one in held]


def replaced_decisions(book: Book) -> Answer:
    pairs = [
        (newer, older)
        for newer, _ in things(book, Kind.DECISION)
        for older in book.archive.targets(newer, Relation.SUPERSEDES)
    ]
    pairs.sort(key=lambda pair: (arose(book, pair[0]).earliest, pair[0].id, pair[1].id))
    return [
        (book.title(older), arose(book, older).text, book.title(newer), arose(book, newer).text)
        for newer, older in pairs
    ]


def first_priorities(book: Book) -> Answer:
    found = []
    for block in book.ranked_blocks:
        thing = book.archive.index[block].thing
        if not isinstance(thing, Block):
            continue
        inside = [block, *(Key(Kind.LINE, f"{block.id.partition('#')[0]}#{line.id}") for line in thing.lines)]
        for priority in book.priorities_in(block):
            if priority.rank == 1:
                led = {one for key in inside for one in book.archive.sources(key, Relation.RAISED_ON)}
                actions = sorted(one.id for one in led if one.kind is Kind.ACTION)
                rows: Answer = [
                    (one, book.title(k := Key(Kind.ACTION, one)), book.history(k).status) for one in actions
                ]
                when = arose(book, block)
                nothing: Answer = [] if led else [("", None, None)]
                for id, title, status in rows or nothing:
                    found.append(((when.earliest, block.id, id), (when.text, thing.name, title, status)))
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def days_to_done(book: Book) -> Answer:
    days: dict[str, list[int]] = defaultdict(list)
    for key, _ in things(book, Kind.ACTION):
        history = book.history(key)
        if history.status == "done":
            days[series(book, key)].append((history.since.latest - arose(book, key).latest).days)
    return [(name, len(found), float(int(sum(found) / len(found) + 0.5))) for name, found in sorted(days.items())]


def put_off(book: Book) -> Answer:
    histories = [(one, book.history(key)) for key, one in things(book, Kind.ACTION) if book.history(key).deferrals]
    histories.sort(key=lambda one: (-one[1].deferrals, one[0].id))
    return [
        (one.what, life.deferrals, one.due.text if one.due else None, life.due.text if life.due else None, life.status)
        for one, life in histories
    ]


def open_by_owner(book: Book) -> Answer:
    counts: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for key, _ in things(book, Kind.ACTION):
        if not book.history(key).ended:
            for owner in book.archive.targets(key, Relation.OWNED_BY):
                counts[owner][0] += 1
                counts[owner][1] += book.history(key).late
    ordered = sorted(counts.items(), key=lambda one: (-one[1][0], str(one[0])))
    return [(book.title(owner), count, late) for owner, (count, late) in ordered]


def support_not_provided(book: Book) -> Answer:
    asked: list[tuple[Key, Support]] = [
        (key, one) for key, one in things(book, Kind.SUPPORT) if book.history(key).status != "provided"
    ]
    asked.sort(key=lambda one: (arose(book, one[0]).earliest, one[0].id))
    return [
        (
            *(arose(book, key).text, one.what, book.history(key).status),
            ", ".join(map(book.title, book.archive.targets(key, Relation.OWNED_BY))) or None,
            one.owner_said or None,
        )
        for key, one in asked
    ]


def basis(book: Book) -> Answer:
    found: list[Finding] = [one for _, one in things(book, Kind.FINDING)]
    counts = Counter((one.kind, one.basis) for one in found)
    return [(kind, on or None, count) for (kind, on), count in sorted(counts.items())]


def done_without_effect(book: Book) -> Answer:
    found = []
    for key, one in things(book, Kind.ACTION):
        history = book.history(key)
        told = [finding for finding in book.archive.sources(key, Relation.CONCERNS) if finding.kind is Kind.FINDING]
        if history.status == "done" and not told:
            found.append(((history.since.latest, key.id), (one.what, one.outcome or None, history.since.text)))
    return [row for _, row in sorted(found)]


def values(book: Book) -> Answer:
    found = []
    for reported in book.archive.updates:
        thing = book.archive.index[reported.about].thing
        if isinstance(thing, Indicator) and reported.update.value:
            when = reported.update.measured or reported.when
            order = (thing.id, when.earliest, reported.key.id)
            found.append((order, (thing.name, when.text, float(reported.update.value), thing.unit or None)))
    return [row for _, row in sorted(found)]


def later_rounds(book: Book) -> Answer:
    found = []
    for key, line in things(book, Kind.LINE):
        chart = book.chart_of(key)
        pen = chart.pen(line.attributes.pen)
        if pen and (pen.round or 0) > 1:
            place = [one.id for _, one in chart.lines()].index(line.id)
            order = (arose(book, key).earliest, key.id.partition("#")[0], place)
            found.append((order, (arose(book, key).text, pen.round, pen.name, line.words)))
    return [row for _, row in sorted(found)]


def a_year_before(book: Book) -> Answer:
    as_of = book.edition.as_of
    assert as_of
    day = date(as_of.year - 1, as_of.month, as_of.day)
    counts: Counter[str] = Counter()
    for key, _ in things(book, Kind.ACTION):
        stood = [status for when, status in book.history(key).course if when.latest <= day]
        counts.update(stood[-1:])
    return sorted(counts.items())


ANSWERS: dict[str, Callable[[Book], Answer]] = {
    "decisions-that-hold": decisions_that_hold,
    "replaced-decisions": replaced_decisions,
    "first-priorities": first_priorities,
    "days-to-done": days_to_done,
    "put-off": put_off,
    "open-by-owner": open_by_owner,
    "support-not-provided": support_not_provided,
    "basis": basis,
    "done-without-effect": done_without_effect,
    "values": values,
    "later-rounds": later_rounds,
    "a-year-before": a_year_before,
}
"""How the model answers each question; that on words has its answer below."""


def asked(made: Made, id: str) -> Answer:
    (sql,) = (question.sql for question in questions() if question.id == id)
    with closing(sqlite3.connect(made.folder / "archive.sqlite")) as opened:
        return opened.execute(sql).fetchall()


@pytest.mark.parametrize("id", ANSWERS)
def test_the_database_answers_as_the_model_does(sample: Made, id: str) -> None:
    expected = ANSWERS[id](sample.data.book)
    assert expected
    assert asked(sample, id) == expected


def test_every_question_is_answered_here() -> None:
    assert {question.id for question in questions()} == {*ANSWERS, "words"}


def test_words_are_found_in_their_forms(sample: Made) -> None:
    """Most of what the search counts has the word itself; "trained" is a form of it."""
    counts: dict[str, int] = dict(asked(sample, "words"))
    spoken = [one.what for _, one in things(sample.data.book, Kind.ACTION) if "training" in one.what.casefold()]
    assert counts["action"] >= len(spoken) > 0


@pytest.mark.parametrize("model", [Action, Decision, Line])
def test_the_sample_has_what_is_asked_of(sample: Made, model: type[object]) -> None:
    assert any(isinstance(found.thing, model) for found in sample.data.book.archive.index.values())


def test_the_page_shows_the_answers(sample: Made) -> None:
    view = data_view(sample.data.book, sample.data)
    for answer in view.answers:
        found = asked(sample, answer.question.id)
        assert answer.count == len(found)
        shown = [tuple("" if cell is None else str(cell) for cell in row) for row in found[:10]]
        assert list(answer.rows) == shown


def test_the_same_in_python_counts_the_same(sample: Made) -> None:
    (code,) = (question.code for question in questions() if question.language == "python")
    known: dict[str, Any] = {}
    with contextlib.chdir(sample.folder):
        exec(code, known)
    counted = {
        sample.data.book.title(Key(Kind(kind), id)): count
        for name, count in known["not_ended"].items()
        for kind, _, id in [name.partition(":")]
    }
    assert counted == {owner: count for owner, count, _ in open_by_owner(sample.data.book)}


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not here")
def test_the_same_in_jq_lists_the_same(sample: Made) -> None:
    (code,) = (question.code for question in questions() if question.language == "jq")
    done = subprocess.run(["sh", "-c", code], cwd=sample.folder, capture_output=True, text=True, check=True)
    listed = [tuple(line.split("\t")) for line in done.stdout.splitlines()]
    assert sorted(listed) == sorted((when, what) for what, when, *_ in decisions_that_hold(sample.data.book))
