"""Views of actions and decisions: the registers, and a page for each thing with its thread.

In: a `Book`. Out: `RegisterView`, `ActionView`, `DecisionView`. Guaranteed: both ends of the thread are on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.language import N_
from goldenthread.model.archive import Relation
from goldenthread.model.chart import Block, Line
from goldenthread.model.entry import Key, Kind
from goldenthread.model.history import History
from goldenthread.model.meeting import STATUSES, Action, Decision, Meeting
from goldenthread.publish.views.common import Backlink, Book, Mark, Name, Row, Told


@dataclass(frozen=True, slots=True)
class Count:
    """How many things have a status."""

    mark: Mark
    count: int


@dataclass(frozen=True, slots=True)
class RegisterView:
    """All actions, or all decisions: first what is open or holds, then the rest."""

    kind: Kind
    current: tuple[Row, ...]
    ended: tuple[Row, ...]
    counts: tuple[Count, ...]
    late: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a thread: `raised`, `ranked`, `agreed`, `reported` or `outcome`; when, where, and the words."""

    kind: str
    title: str
    date: str
    where: tuple[Name, ...]
    relation: str = ""
    words: str = ""
    note: str = ""
    told: Told | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several who report said last; no mark for an owner who has not reported."""

    name: Name
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action: how it stands and why, what was asked of whom, its thread, and what refers to it."""

    key: Key
    action: Action
    mark: Mark
    since: str
    latest: Told | None
    late: bool
    deferrals: int
    parts: tuple[Part, ...]
    owners: tuple[Name, ...]
    due: str
    first_due: str
    meeting: Name
    themes: tuple[Name, ...]
    waits_for: tuple[Name, ...]
    thread: tuple[Step, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision: whether it holds, why it was made, what it replaced and what replaced it."""

    key: Key
    decision: Decision
    mark: Mark
    since: str
    meeting: Name
    themes: tuple[Name, ...]
    supersedes: tuple[Name, ...]
    superseded_by: tuple[Name, ...]
    thread: tuple[Step, ...]
    backlinks: tuple[Backlink, ...]


def register_view(book: Book, kind: Kind) -> RegisterView:
    """The register of all actions or of all decisions: newest meetings first, late things before others."""
    keys = [key for key in book.edition.histories if key.kind is kind]
    keys.sort(key=lambda key: (_date(book, key), key.id), reverse=True)
    ended = tuple(book.row(key) for key in keys if book.history(key).ended)
    current = [key for key in keys if not book.history(key).ended]
    current.sort(key=lambda key: not book.history(key).late)
    counts: dict[str, int] = {}
    for key in keys:
        counts[book.history(key).status] = counts.get(book.history(key).status, 0) + 1
    marks = [(mark, counts[one]) for one in STATUSES[kind] if one in counts and (mark := book.mark_of(one))]
    late = sum(book.history(key).late for key in keys)
    rows = tuple(book.row(key) for key in current)
    return RegisterView(kind, rows, ended, tuple(Count(mark, count) for mark, count in marks), late)


def _date(book: Book, key: Key) -> object:
    meeting = book.meeting_of(key)
    return meeting.date if meeting else ()


def action_view(book: Book, key: Key) -> ActionView:
    """The page of one action."""
    action, meeting = book.archive.index[key].thing, book.meeting_of(key)
    assert isinstance(action, Action)
    assert meeting
    history, targets = book.history(key), book.archive.targets
    row = book.row(key)
    thread = _thread(book, key, meeting, N_("Proposed") if action.standing == "proposed" else N_("Agreed"))
    if action.outcome or action.judged_by:
        judged = book.words(N_("Judged by: %(how)s")) % {"how": action.judged_by} if action.judged_by else ""
        thread = (*thread, Step("outcome", book.words(N_("Outcome wanted")), "", (), words=action.outcome, note=judged))
    told = [step.told for step in thread if step.told]
    return ActionView(
        key=key,
        action=action,
        mark=row.mark,
        since=book.words.date(history.since),
        latest=told[-1] if told else None,
        late=history.late,
        deferrals=history.deferrals,
        parts=_by_reporter(book, history),
        owners=row.owners,
        due=book.words.date(history.due) if history.due else "",
        first_due=book.words.date(action.due) if action.due and action.due != history.due else "",
        meeting=row.meeting,
        themes=book.names(targets(key, Relation.ABOUT_THEME)),
        waits_for=book.names(targets(key, Relation.WAITS_FOR)),
        thread=thread,
        backlinks=book.backlinks(key),
    )


def _by_reporter(book: Book, history: History) -> tuple[Part, ...]:
    """What each of several who report said last, and the owners who have not reported."""
    parts = history.standings()
    reporters = [key for key in parts if key]
    if len(reporters) <= 1:
        return ()
    silent = [key for key in book.archive.targets(history.key, Relation.OWNED_BY) if key not in parts]
    told = [Part(book.name(key), book.mark_of(parts[key])) for key in reporters]
    return (*told, *(Part(book.name(key), None) for key in silent))


def decision_view(book: Book, key: Key) -> DecisionView:
    """The page of one decision."""
    decision, meeting = book.archive.index[key].thing, book.meeting_of(key)
    assert isinstance(decision, Decision)
    assert meeting
    archive = book.archive
    return DecisionView(
        key=key,
        decision=decision,
        mark=book.mark(key),
        since=book.words.date(book.history(key).since),
        meeting=book.name(Key(Kind.MEETING, meeting.id)),
        themes=book.names(archive.targets(key, Relation.ABOUT_THEME)),
        supersedes=book.names(archive.targets(key, Relation.SUPERSEDES)),
        superseded_by=book.names(archive.sources(key, Relation.SUPERSEDES)),
        thread=_thread(book, key, meeting, N_("Decided")),
        backlinks=book.backlinks(key),
    )


def _thread(book: Book, key: Key, meeting: Meeting, arose: str) -> tuple[Step, ...]:
    """From the line on a chart to the newest report, in the order in which it happened."""
    return (
        *_raised(book, key),
        Step(
            "agreed",
            book.words(arose),
            book.words.date(meeting.date),
            (book.name(Key(Kind.MEETING, meeting.id)),),
        ),
        *_reported(book, key),
    )


def _raised(book: Book, key: Key) -> tuple[Step, ...]:
    """The lines from which it arose, or the block or session where no line is named; then how they were ranked."""
    steps = []
    targets = sorted(book.archive.targets(key, Relation.RAISED_ON), key=book.place_of)
    around = {book.block_of(raised) for raised in targets if raised.kind is Kind.LINE}
    for raised in targets:
        if raised in around:
            continue
        meeting = book.meeting_of(raised)
        where = [book.name(raised)]
        words = ""
        thing = book.archive.index[raised].thing
        if isinstance(thing, (Block, Line)):
            chart = Key(Kind.CHART, raised.id.partition("#")[0])
            where = [Name(book.title(chart), raised)]
            words = thing.heading.words if isinstance(thing, Block) and thing.heading else getattr(thing, "words", "")
        date = book.words.date(meeting.date) if meeting else ""
        steps.append(Step("raised", book.words(N_("Raised")), date, tuple(where), Relation.RAISED_ON, words))
    for block, priority in dict.fromkeys(book.priorities_of(key)):
        ranking, meeting = book.chart_of(block).ranking, book.meeting_of(block)
        title = book.words(N_("Priority %(rank)s")) % {"rank": priority.rank}
        method = ranking.method if ranking else ""
        date = book.words.date(meeting.date) if meeting else ""
        steps.append(Step("ranked", title, date, (Name(book.title(block), block),), words=method))
    return tuple(steps)


def _reported(book: Book, key: Key) -> tuple[Step, ...]:
    steps = []
    for event in book.history(key).events[1:]:
        told = book.told_of(event)
        title = book.words(N_("Reported")) if told else book.words(N_("Replaced by"))
        where = (told.meeting,) if told and told.meeting else () if told else (book.name(event.cause),)
        mark = book.mark_of(event.status) if told else None
        steps.append(Step("reported", title, book.words.date(event.when), where, told=told, mark=mark))
    return tuple(steps)
