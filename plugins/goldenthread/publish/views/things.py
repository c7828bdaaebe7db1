"""The view of what arises in meetings and has a life after them: a page for each thing, with its thread.

In: a `Book`. Out: `ThingView`. Guaranteed: both ends of the thread are on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.language import N_
from goldenthread.ledger import EFFECTS
from goldenthread.model.agreed import Action, Arising, Decision, Finding, Goal, Question, Support
from goldenthread.model.chart import Block, Line
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.fields import Prose
from goldenthread.model.history import History
from goldenthread.model.meeting import Meeting
from goldenthread.publish.views.book import OWNING, Book
from goldenthread.publish.views.common import Backlink, Fact, FileView, Mark, Name, Row, Told
from goldenthread.publish.views.lines import LineView, as_written
from goldenthread.publish.views.updates import files_named, update_behind
from goldenthread.publish.words import BASES, FINDINGS, KINDS


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a thread: `raised`, `ranked`, `agreed`, `reported`, `found` or `outcome`; when, where, the words."""

    kind: str
    title: str
    date: str
    where: tuple[Name, ...]
    relation: str = ""
    words: str = ""
    line: LineView | None = None
    note: str = ""
    told: Told | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What one of several who report said last; no mark for an owner who has not reported."""

    name: Name
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class ThingView:
    """A thing: how it stands and why, what its record says, its thread, and what refers to it."""

    key: Key
    kind_label: str
    thing: Arising
    mark: Mark | None
    since: str
    latest: Told | None
    late: bool
    deferrals: int
    due: str
    parts: tuple[Standing, ...]
    facts: tuple[Fact, ...]
    prose: tuple[tuple[str, Prose], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    evidence: tuple[FileView, ...]
    found: tuple[Row, ...]
    thread: tuple[Step, ...]
    replaced_by: tuple[Name, ...]
    previous: Name | None
    next: Name | None
    backlinks: tuple[Backlink, ...]


def thing_view(book: Book, key: Key) -> ThingView:
    """The page of one thing."""
    thing, meeting = book.archive.index[key].thing, book.meeting_of(key)
    assert isinstance(thing, Arising)
    assert meeting
    history = book.edition.histories.get(key)
    found = tuple(k for k in book.archive.sources(key, Relation.CONCERNS) if k.kind is Kind.FINDING)
    thread = _thread(book, key, thing, meeting)
    told = [step.told for step in thread if step.told]
    previous, following = book.neighbours(key)
    return ThingView(
        key=key,
        kind_label=book.words(N_("Proposed action") if book.proposed(key) else _kind_label(key.kind, thing)),
        thing=thing,
        mark=book.mark(key),
        since=book.words.date(history.since) if history else "",
        latest=told[-1] if told else None,
        late=bool(history and history.late),
        deferrals=history.deferrals if history else 0,
        due=book.words.date(history.due) if history and history.due else "",
        parts=_by_reporter(book, history) if history else (),
        facts=tuple(_facts(book, key, thing, history)),
        prose=tuple((title, prose) for title, prose in _proses(book, thing) if prose),
        lists=tuple((title, words) for title, words in _lists(book, thing) if words),
        evidence=files_named(book, meeting.id, thing.evidence) if isinstance(thing, Finding) else (),
        found=tuple(book.row(one) for one in found),
        thread=thread,
        replaced_by=book.names(book.archive.sources(key, Relation.SUPERSEDES)),
        previous=previous,
        next=following,
        backlinks=book.backlinks(key, Relation.SUPERSEDES, Relation.REPORTS_ON, Relation.PART_OF),
    )


def _kind_label(kind: Kind, thing: Arising) -> str:
    """What a thing is, above its title: of a finding its sort."""
    if isinstance(thing, Finding):
        return FINDINGS[thing.kind]
    return N_("Support asked for") if kind is Kind.SUPPORT else KINDS[kind]


def _facts(book: Book, key: Key, thing: Arising, history: History | None) -> Iterator[Fact]:
    """What the record says of a thing, one line each; what it says nothing of is left out."""
    words = book.words

    def names(label: str, relation: Relation) -> Iterator[Fact]:
        found = book.names(book.archive.targets(key, relation))
        if found:
            yield Fact(words(label), found, relation=relation)

    if key.kind in OWNING:
        yield from names(OWNED[key.kind], OWNING[key.kind])
    if isinstance(thing, (Action, Support)):
        if thing.owner_said:
            yield Fact(words(N_("Who, as it was said")), words=thing.owner_said, spoken=True)
        yield from names(N_("For"), Relation.NEEDED_BY)
        yield _due(book, thing, history)
    if isinstance(thing, Action):
        yield from _of_action(book, thing)
        yield from _said_on_chart(book, key, thing)
        if thing.waits_for_said:
            yield Fact(words(N_("Waits for")), words=thing.waits_for_said, spoken=True)
        parts = sorted(book.archive.sources(key, Relation.PART_OF), key=lambda part: _when_due(book, part))
        if parts:
            yield Fact(words(N_("Its parts")), book.names(parts), back=True)
    if isinstance(thing, Finding) and thing.basis:
        yield Fact(words(N_("Basis")), words=words(BASES[thing.basis]))
    if isinstance(thing, Goal) and thing.period:
        until = f" – {words.date(thing.until)}" if thing.until else ""
        yield Fact(words(N_("Period")), words=words.date(thing.period) + until)
    for label, relation in _RELATED:
        yield from names(label, relation)


OWNED = {
    Kind.ACTION: N_("Who"),
    Kind.SUPPORT: N_("From whom"),
    Kind.DECISION: N_("Decided by"),
    Kind.QUESTION: N_("Asked by"),
    Kind.FINDING: N_("Found by"),
    Kind.GOAL: N_("Set by"),
}
"""What each kind calls those whose it is."""
_RELATED = (
    (N_("Asked of"), Relation.ASKED_OF),
    (N_("About"), Relation.CONCERNS),
    (N_("Helps with"), Relation.HELPS),
    (N_("Waits for"), Relation.WAITS_FOR),
    (N_("Part of"), Relation.PART_OF),
    (N_("Replaces"), Relation.SUPERSEDES),
    (N_("Strategy"), Relation.FOLLOWS),
    (N_("Measured by"), Relation.MEASURED_BY),
    (N_("Themes"), Relation.ABOUT_THEME),
)


def _when_due(book: Book, key: Key) -> tuple[str, str]:
    due = book.history(key).due
    return due.latest.isoformat() if due else "9999", key.id


def _due(book: Book, thing: Action | Support, history: History | None) -> Fact:
    """When it is due, when it was first, and what was said of it."""
    words = book.words
    due = words.date(history.due) if history and history.due else ""
    first = words.date(thing.due) if thing.due and history and thing.due != history.due else ""
    notes = [words(N_("first agreed: %(date)s")) % {"date": first}] if first else []
    said = f"“{thing.due_said}”" if thing.due_said else ""
    notes += [said] if said and due else []
    return Fact(words(N_("Due")), words=due or said or words(N_("no date")), note=", ".join(notes))


def _of_action(book: Book, action: Action) -> Iterator[Fact]:
    words = book.words
    if action.agreed_before_archive:
        known = action.agreed_before_archive
        said = words(N_("before this archive begins"))
        yield Fact(words(N_("Agreed")), words=said if known is True else f"{words.date(known)}, {said}")
    if action.outcome:
        yield Fact(words(N_("Outcome wanted")), words=action.outcome, spoken=True)
    if action.judged_by:
        yield Fact(words(N_("Judged by")), words=action.judged_by, spoken=True)


_ON_CHART = {
    "outcome": N_("Outcome, on the chart"),
    "timescale": N_("Timescale, on the chart"),
    "who": N_("Who, on the chart"),
}


def _said_on_chart(book: Book, key: Key, action: Action) -> Iterator[Fact]:
    """What the chart says under its labels, in the block an action came from, and the action itself does not say."""
    known = {
        "outcome": bool(action.outcome),
        "timescale": bool(action.due or action.due_said),
        "who": bool(action.owners),
    }
    said: dict[str, list[str]] = {}
    raised = book.archive.targets(key, Relation.RAISED_ON)
    for id in dict.fromkeys(book.block_of(one) for one in raised if one.kind in (Kind.BLOCK, Kind.LINE)):
        block = book.archive.index[id].thing
        for label, words in labelled(block) if isinstance(block, Block) else ():
            said.setdefault(label, []).append(words)
    for label, title in _ON_CHART.items():
        if label in said and not known[label]:
            yield Fact(book.words(title), words="; ".join(said[label]), spoken=True)


def labelled(block: Block) -> Iterator[tuple[str, str]]:
    """The lines of a block that stand under a label, or have an implied one: the label, and their words."""
    under = ""
    for line in block.lines:
        label = line.attributes.label
        if label and line.attributes.implied:
            yield label, line.words
        elif label:
            under = label
        elif under and line.words.strip():
            yield under, line.words


def _proses(book: Book, thing: Arising) -> Iterator[tuple[str, Prose]]:
    match thing:
        case Action() | Question() | Finding():
            yield "", thing.detail
        case Support():
            yield book.words(N_("How")), thing.how
        case Decision():
            yield "", thing.detail
            yield book.words(N_("Why")), thing.why


def _lists(book: Book, thing: Arising) -> Iterator[tuple[str, tuple[str, ...]]]:
    match thing:
        case Action():
            said = (", ".join(filter(None, (one.what, one.amount, one.source))) for one in thing.resources)
            yield book.words(N_("Resources, as they were said")), tuple(said)
        case Decision():
            yield book.words(N_("What else was considered")), thing.alternatives


def _by_reporter(book: Book, history: History) -> tuple[Standing, ...]:
    """What each of several who report said last, and the owners who have not reported."""
    parts = history.standings()
    reporters = [key for key in parts if key]
    if len(reporters) <= 1:
        return ()
    silent = [key for key in book.archive.targets(history.key, Relation.OWNED_BY) if key not in parts]
    told = [Standing(book.name(key), book.mark_of(parts[key])) for key in reporters]
    return (*told, *(Standing(book.name(key), None) for key in silent))


_AROSE = {
    Kind.ACTION: N_("Agreed"),
    Kind.SUPPORT: N_("Asked for"),
    Kind.DECISION: N_("Decided"),
    Kind.QUESTION: N_("Asked"),
    Kind.FINDING: N_("Recorded"),
    Kind.GOAL: N_("Set"),
}


def _thread(book: Book, key: Key, thing: Arising, meeting: Meeting) -> tuple[Step, ...]:
    """From the line on a chart to the newest report and what was found, in the order in which it happened."""
    words = book.words
    arose = _AROSE[key.kind]
    if isinstance(thing, Action) and thing.standing == "proposed":
        arose = N_("Proposed")
    elif isinstance(thing, Action) and thing.agreed_before_archive:
        arose = N_("First recorded, agreed before")
    here = (book.name(Key(Kind.MEETING, meeting.id)),)
    steps = [*_raised(book, key), Step("agreed", words(arose), words.date(meeting.date), here), *_reported(book, key)]
    if isinstance(thing, Action) and (thing.outcome or thing.judged_by):
        judged = words(N_("Judged by: %(how)s")) % {"how": thing.judged_by} if thing.judged_by else ""
        effects = _effects(book, key)
        unknown = "" if effects else words(N_("Whether it was reached has not been recorded."))
        note = " · ".join(filter(None, (judged, unknown)))
        steps.append(Step("outcome", words(N_("Outcome wanted")), "", (), words=thing.outcome, note=note))
        steps += effects
    return tuple(steps)


def _effects(book: Book, key: Key) -> list[Step]:
    """The effects that were found of an action: what its outcome is judged by."""
    steps = []
    for source in book.archive.sources(key, Relation.CONCERNS):
        thing, meeting = book.archive.index[source].thing, book.meeting_of(source)
        if isinstance(thing, Finding) and thing.kind in EFFECTS and meeting:
            date = book.words.date(meeting.date)
            note = book.words(BASES[thing.basis]) if thing.basis else ""
            steps.append(Step("found", book.words(FINDINGS[thing.kind]), date, (book.name(source),), note=note))
    return steps


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
        line = None
        if isinstance(book.archive.index[raised].thing, (Block, Line)):
            chart = raised.chart
            where = [Name(book.title(chart), raised, language=book.language_of(chart))]
            line = as_written(book, raised)
        date = book.words.date(meeting.date) if meeting else ""
        steps.append(Step("raised", book.words(N_("Raised")), date, tuple(where), Relation.RAISED_ON, line=line))
    for block, priority in dict.fromkeys(book.priorities_of(key)):
        ranking, meeting = book.chart_of(block).ranking, book.meeting_of(block)
        title = book.words(N_("Priority %(rank)s")) % {"rank": priority.rank}
        method = ranking.method if ranking else ""
        date = book.words.date(meeting.date) if meeting else ""
        steps.append(Step("ranked", title, date, (Name(book.title(block), block),), words=method))
    return tuple(steps)


def _reported(book: Book, key: Key) -> tuple[Step, ...]:
    if key not in book.edition.histories:
        return ()
    steps = []
    thing = book.archive.index[key].thing
    waits = isinstance(thing, Action) and thing.standing == "proposed"
    for event in book.history(key).events[1:]:
        told = update_behind(book, event)
        agreed, waits = waits and bool(event.status), waits and not event.status
        replaced = event.status == "superseded"
        caused = N_("Reported") if told else N_("Replaced by") if replaced else N_("No longer held up by")
        title = N_("Agreed") if agreed else caused
        where = (told.meeting,) if told and told.meeting else () if told else (book.name(event.cause),)
        mark = None if replaced and not told else book.mark_of(event.status)
        steps.append(Step("reported", book.words(title), book.words.date(event.when), where, told=told, mark=mark))
    return tuple(steps)
