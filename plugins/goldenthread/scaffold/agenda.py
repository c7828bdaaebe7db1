"""The record of a series' next meeting, drafted from what its earlier meetings left open.

In: an edition, a series, and a day where no meeting of it is planned, or the meeting as far as it is known. Out: a
`Draft`. Guaranteed: everything that stands open in the series is on it once, late things first; nothing is said to have
been reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from goldenthread.language import N_, catalogue
from goldenthread.model.agreed import Action, Arising, Support
from goldenthread.model.archive import Archive
from goldenthread.model.dates import PartialDate
from goldenthread.model.edition import Edition
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.history import History
from goldenthread.model.meeting import Meeting, Session
from goldenthread.model.records import Records
from goldenthread.model.register import Named
from goldenthread.write import write_records

Say = Callable[[str], str]

_PROGRAMME = (
    ("welcome", "welcome", N_("Welcome")),
    ("minutes-of-last-meeting", "minutes of last meeting", N_("Minutes of the last meeting")),
    ("matters-arising", "matters arising", N_("Matters arising")),
    ("any-other-business", "any other business", N_("Any other business")),
    ("wrap-up", "wrap-up", N_("Wrap-up and next date")),
)
_HEADINGS = {
    Kind.ACTION: N_("What was agreed, and is still to be done"),
    Kind.SUPPORT: N_("Support that was asked for"),
    Kind.QUESTION: N_("Questions without an answer"),
}
"""The kinds of thing that a meeting takes up again, in the order in which it does."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be: its path in the records folder, its text, and how many things it takes up again."""

    path: str
    text: str
    matters: int


def agenda(edition: Edition, series: str, day: PartialDate | None = None, known: Meeting | None = None) -> Draft | None:
    """The next meeting of a series: one on that day, or else the one that is planned; `None` where neither is known.

    `known` is all that is known of the meeting, where somebody has said it.
    """
    archive = edition.archive
    say = catalogue(*archive.settings.languages[:1]).gettext
    held, planned = meetings_of(archive, Key(Kind.SERIES, series))
    if known:
        held = [meeting for meeting in held if meeting.date < known.date]
    if day is None and planned is None and known is None:
        return None
    last = held[-1] if held else None
    base = known or (_new(archive, series, day, last) if day else planned)
    assert base
    matters = tuple(_matters(edition, held))
    body = "\n".join(_body(edition, matters, last, say))
    draft = replace(
        base,
        programme=base.programme or (() if base.happened else tuple(_programme(say))),
        body=Prose(f"{base.body.text.strip()}\n\n{body}".lstrip()),
        charts=(),
    )
    path, text = written(archive, draft)
    return Draft(path, _with_reports(text, draft, matters, last, say), len(matters))


def meetings_of(archive: Archive, series: Key) -> tuple[list[Meeting], Meeting | None]:
    """The meetings of a series that were held, in the order of time, and the first that is planned after them."""
    ours = archive.meetings_in.get(series, ())
    held = [meeting for meeting in ours if meeting.happened]
    coming = [m for m in ours if m.status == "planned" and (not held or m.date >= held[-1].date)]
    return held, coming[0] if coming else None


def _new(archive: Archive, series: str, day: PartialDate, last: Meeting | None) -> Meeting:
    """A meeting that nobody has planned yet: called as its series, in the place where the last one was."""
    named = archive.index[Key(Kind.SERIES, series)].thing
    title = named.name if isinstance(named, Named) else series
    place = last.place if last else ""
    return Meeting(id=f"{day.text}-{series}", title=title, date=day, series=Ref(series), status="planned", place=place)


def _programme(say: Say) -> Iterator[Session]:
    yield from (Session(id=id, kind=kind, title=say(title)) for id, kind, title in _PROGRAMME)


def _matters(edition: Edition, held: list[Meeting]) -> Iterator[tuple[Arising, History]]:
    """What stands open in a series: by kind, late things first, then by the date on which each is due."""
    ours = {meeting.id for meeting in held}
    for kind in _HEADINGS:
        found = [
            (located.thing, edition.histories[key])
            for key, located in edition.archive.index.items()
            if key.kind is kind and located.meeting in ours and isinstance(located.thing, Arising)
            if not edition.histories[key].ended
        ]
        yield from sorted(
            found, key=lambda one: (not one[1].late, one[1].due.latest.isoformat() if one[1].due else "9")
        )


def _body(
    edition: Edition, matters: tuple[tuple[Arising, History], ...], last: Meeting | None, say: Say
) -> Iterator[str]:
    """The minutes to approve, and a line for each matter, under the heading of its kind."""
    if last and not _approved(edition, last):
        yield f"## {say(N_('Minutes of the last meeting'))}\n\n- [[meeting:{last.id}]]\n"
    if not matters:
        yield f"{say(N_('Nothing is brought forward.'))}"
    before = None
    for thing, history in matters:
        if thing.KIND is not before:
            yield f"{'' if before is None else chr(10)}## {say(_HEADINGS[thing.KIND])}\n"
            before = thing.KIND
        yield f"- [[{_named(edition.archive, thing)}]]: {', '.join(_said(edition.archive, thing, history, say))}"
    yield ""


def _approved(edition: Edition, meeting: Meeting) -> bool:
    history = edition.histories.get(Key(Kind.MEETING, meeting.id))
    return bool(history and history.ended)


def _named(archive: Archive, thing: Arising) -> str:
    """The id of a thing, with its kind where another kind has the same."""
    others = [kind for kind in Kind if kind is not thing.KIND and Key(kind, thing.id) in archive.index]
    return f"{thing.KIND}:{thing.id}" if others else thing.id


def _said(archive: Archive, thing: Arising, history: History, say: Say) -> Iterator[str]:
    """How a thing stands, until when it is due, whose it is, and since when nobody has spoken of it."""
    yield history.status
    if history.due:
        due = say(N_("late since {date}")) if history.late else say(N_("due {date}"))
        yield due.format(date=history.due.text)
    if isinstance(thing, (Action, Support)) and thing.due_said:
        yield f"“{thing.due_said}”"
    owners = [archive.index[key].thing for key in archive.targets(history.key, Relation.OWNED_BY)]
    yield from (owner.short or owner.name for owner in owners if isinstance(owner, Named))
    if isinstance(thing, (Action, Support)) and thing.owner_said:
        yield thing.owner_said
    if len(history.events) > 1:
        yield say(N_("last reported {date}")).format(date=history.events[-1].when.text)
    else:
        yield say(N_("never reported on"))


def written(archive: Archive, draft: Meeting) -> tuple[str, str]:
    """The path and text of the record of one meeting."""
    files = write_records(Records(settings=archive.settings, meetings=(draft,)))
    return next((path, text) for path, text in files.items() if path.endswith("/meeting.md"))


def _with_reports(
    text: str, draft: Meeting, matters: tuple[tuple[Arising, History], ...], last: Meeting | None, say: Say
) -> str:
    """The record with a comment at the end of its head: an update for each matter, to be taken up when it was held."""
    if not matters and not last:
        return text
    planned = N_("When it was held, take the line 'status: planned' out and say here what was reported, without '# '.")
    held = N_("Say here what was reported, and take '# ' away from each line that you use.")
    lines = [
        say(held if draft.happened else planned),
        say(N_("Add 'status: done' and the like where it has changed. What nobody spoke of needs no line at all.")),
        "updates:",
        *([f"- about: meeting:{last.id}", "  status: approved"] if last else []),
    ]
    for thing, history in matters:
        lines += [f"- about: {thing.KIND}:{thing.id}  # {history.status}", "  note:"]
    head, fence, body = text.removeprefix("---\n").partition("---\n")
    return f"---\n{head}{''.join(f'# {line}{chr(10)}' for line in lines)}{fence}{body}"
