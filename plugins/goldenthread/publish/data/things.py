"""The columns of each kind of thing: what all things share, how it stands, and what its record says.

In: a kind. Out: its `Part`s. Guaranteed: every table of things begins with `key`, `id` and `address`; what arose in a
meeting says in which, and when.
"""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.language import N_
from goldenthread.model.agreed import Action, Arising, Decision, Finding, Goal, Question, Support
from goldenthread.model.chart import FlipChart
from goldenthread.model.entry import Entry, Kind
from goldenthread.model.keys import FORMAT
from goldenthread.model.meeting import Attachment, ExpectedOutput, Feedback, FocusArea, Meeting, Photo, Session
from goldenthread.model.query import SavedQuery
from goldenthread.model.register import Group, Indicator, Named, Person, Series, Strategy, Term, Theme
from goldenthread.model.update import STATUSES, Update
from goldenthread.publish.addresses import escaped
from goldenthread.publish.data import charts
from goldenthread.publish.data.columns import THINGS, Column, Part, Row, Subject, date_values, dates, typed_parts

MODELS: dict[Kind, type[Entry]] = {
    Kind.MEETING: Meeting,
    Kind.SESSION: Session,
    Kind.FOCUS: FocusArea,
    Kind.FEEDBACK: Feedback,
    Kind.OUTPUT: ExpectedOutput,
    Kind.CHART: FlipChart,
    Kind.ACTION: Action,
    Kind.SUPPORT: Support,
    Kind.DECISION: Decision,
    Kind.QUESTION: Question,
    Kind.FINDING: Finding,
    Kind.GOAL: Goal,
    Kind.UPDATE: Update,
    Kind.FILE: Attachment,
    Kind.PHOTO: Photo,
    Kind.PERSON: Person,
    Kind.GROUP: Group,
    Kind.THEME: Theme,
    Kind.SERIES: Series,
    Kind.STRATEGY: Strategy,
    Kind.INDICATOR: Indicator,
    Kind.TERM: Term,
    Kind.QUERY: SavedQuery,
}
"""The kinds whose things are entries of records; blocks and lines are parts of a transcript."""
_WITHOUT: dict[Kind, tuple[str, ...]] = {
    Kind.MEETING: ("pens", "ranking"),  # each chart has them
    Kind.CHART: ("blocks",),
    Kind.UPDATE: ("date",),  # the date of its row is never empty
}


def said_of(kind: Kind) -> str:
    """What the things of a kind are, in a sentence."""
    return FORMAT.by_type[MODELS[kind].__name__].says if kind in MODELS else charts.SAID[kind]


def parts_of_all() -> tuple[Part, ...]:
    """The columns that things of all kinds have."""
    return _NAMED, _KIND, _TITLE, _PLACED, _STATUS


def parts_of(kind: Kind) -> Iterator[Part]:
    """The columns of the things of a kind, those first that others have too."""
    yield _NAMED
    if kind not in MODELS:
        yield _PLACED
        yield from charts.parts_of(kind)
        return
    if kind is Kind.MEETING:
        yield _MINUTES
    elif not issubclass(MODELS[kind], Named):
        yield _PLACED
        if kind in STATUSES:
            yield from (_STATUS, _STANDING)
    if kind in (Kind.ACTION, Kind.SUPPORT):
        yield _DUE
    if kind is Kind.ACTION:
        yield _PROPOSED
    if issubclass(MODELS[kind], Arising) and kind is not Kind.QUESTION:
        yield _RANKED
    yield from typed_parts(MODELS[kind], _WITHOUT.get(kind, ()))


_NAMED = Part(
    (
        Column("key", (N_("Its name among all things: its kind, a colon and its id."),), refers=THINGS, required=True),
        Column("id", (N_("Its name among the things of its kind."),), required=True),
        Column("address", (N_("Where it stands on the site, below the site's own address."),), required=True),
    ),
    lambda s: (str(s.key), s.key.id, escaped(s.book.address(s.key))),
)
_KIND = Part(
    (Column("kind", (N_("What kind of thing it is."),), known=tuple(Kind), required=True),),
    lambda s: (str(s.key.kind),),
)
_TITLE = Part((Column("title", (N_("What lists and links call it."),)),), lambda s: (s.book.title(s.key),))


def _placed(s: Subject) -> Row:
    if s.key.kind is Kind.UPDATE:
        return (*_arose(s)[:2], *date_values(s.book.reported(s.key).when))
    meeting = s.book.archive.index[s.key].meeting
    if meeting not in s.at:
        s.at[meeting] = _arose(s)
    return s.at[meeting]


def _arose(s: Subject) -> Row:
    """The meeting in which it arose, its series and its date."""
    meeting = s.book.meeting_of(s.key)
    if meeting is None:
        return None, None, *date_values(None)
    series = s.book.archive.series_of.get(meeting.id)
    return meeting.id, series.id if series else None, *date_values(meeting.date)


_PLACED = Part(
    (
        Column("meeting", (N_("The meeting in which it arose; empty for what arose in none."),), refers="meetings.id"),
        Column("series", (N_("The series of that meeting."),), refers="series.id"),
        *dates("date", N_("When it arose or was reported, as exactly as is known.")),
    ),
    _placed,
)


def _status(s: Subject) -> Row:
    if isinstance(s.entry, Meeting):
        return (s.entry.status,)
    history = s.book.edition.histories.get(s.key)
    return (history.status if history else None,)


_STATUS = Part(
    (
        Column(
            "status",
            (N_("How it stands, as follows from all that was reported; of a meeting, whether it was held."),),
        ),
    ),
    _status,
)


def _standing(s: Subject) -> Row:
    history = s.book.history(s.key)
    return history.as_of.isoformat(), *date_values(history.since), history.ended, history.deferrals


_STANDING = Part(
    (
        Column("status_as_of", (N_("The day as of which it stands so."),), "date"),
        *dates("status_since", N_("Since when it has stood so.")),
        Column("ended", (N_("Whether it has reached a status that nothing is expected to change."),), "boolean"),
        Column("deferrals", (N_("How many times it was put off."),), "integer"),
    ),
    _standing,
)


def _minutes(s: Subject) -> Row:
    history = s.book.edition.histories.get(s.key)
    return (history.status if history else None,)


_MINUTES = Part(
    (Column("minutes_status", (N_("How its minutes stand: draft or approved; empty where nothing is said."),)),),
    _minutes,
)
_DUE = Part(
    (
        *dates("due_now", N_("When it is due by the newest date named; `due` is the first.")),
        Column("late", (N_("Whether the last day of that has passed and it has not ended."),), "boolean"),
    ),
    lambda s: (*date_values(s.book.history(s.key).due), s.book.history(s.key).late),
)
_PROPOSED = Part(
    (Column("still_proposed", (N_("Whether it was proposed, and no later report took it up."),), "boolean"),),
    lambda s: (s.book.proposed(s.key),),
)
_RANKED = Part(
    (Column("priority", (N_("The best rank given on a chart to the block from which it arose."),), "integer"),),
    lambda s: (s.book.rank(s.key),),
)
