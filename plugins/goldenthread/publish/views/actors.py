"""Views of groups and people: a sheet of all that one agreed, needs, found, reported, presented and was advised.

In: a `Book`. Out: `ActorView`. Guaranteed: whatever refers to one is on its page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from goldenthread.language import N_
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.meeting import Feedback
from goldenthread.model.register import Group, Person
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Backlink, Fact, Name, Told
from goldenthread.publish.views.lists import ChartRow, MeetingRow, Part, chart_row, dated, meeting_rows, parts
from goldenthread.publish.views.register import Registers
from goldenthread.publish.views.updates import update_told
from goldenthread.publish.words import ATTENDANCES, GROUP_TYPES, HEADINGS, KINDS

_SHOWN = (
    *(Relation.OWNED_BY, Relation.NEEDED_BY, Relation.DECIDED_BY, Relation.ASKED_BY, Relation.ASKED_OF),
    *(Relation.FOUND_BY, Relation.SET_BY, Relation.FOLLOWED_BY, Relation.REPORTED_BY, Relation.LED_BY),
    *(
        Relation.PRESENTED_BY,
        Relation.SAID_BY,
        Relation.WRITTEN_BY,
        Relation.ATTENDED_BY,
        Relation.MEMBER_OF,
        Relation.PART_OF,
    ),
    *(Relation.HELD_BY,),
)
"""The relations that the sheet shows in sections of its own."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Feedback that was given or received: under which heading, on which session, and when."""

    name: Name
    heading: str
    feedback: Feedback
    led_by: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """A group or a person: what they are, what they have to do, and everything they took part in."""

    key: Key
    kind_label: str
    actor: Group | Person
    wider: tuple[Name, ...]
    facts: tuple[Fact, ...]
    todo: tuple[Part, ...]
    needs: tuple[Part, ...]
    others: tuple[Part, ...]
    strategies: tuple[Name, ...]
    told: tuple[Told, ...]
    sessions: tuple[Name, ...]
    received: tuple[Advice, ...]
    given: tuple[Advice, ...]
    charts: tuple[ChartRow, ...]
    documents: tuple[Name, ...]
    meetings: tuple[MeetingRow, ...]
    previous: Name | None
    next: Name | None
    backlinks: tuple[Backlink, ...]


def actor_view(book: Book, registers: Registers, key: Key) -> ActorView:
    """The page of one group or person."""
    actor, archive = book.archive.index[key].thing, book.archive
    assert isinstance(actor, (Group, Person))

    def sources(*relations: Relation) -> tuple[Key, ...]:
        return archive.sources(key, *relations)

    owned = sources(Relation.OWNED_BY)
    proposed = [k for k in owned if book.proposed(k)]
    sessions = tuple(k for k in sources(Relation.PRESENTED_BY, Relation.LED_BY) if k.kind is Kind.SESSION)

    def whole(found: tuple[Part, ...], facet: str = "group" if key.kind is Kind.GROUP else "owner") -> tuple[Part, ...]:
        return tuple(replace(part, whole=registers.whole(part.kind, facet, key.id)) for part in found)

    reported = frozenset(sources(Relation.REPORTED_BY))
    written = sources(Relation.WRITTEN_BY)
    previous, following = book.neighbours(key)
    return ActorView(
        key=key,
        kind_label=book.words(GROUP_TYPES[actor.type] if isinstance(actor, Group) else KINDS[Kind.PERSON]),
        actor=actor,
        wider=book.names(archive.targets(key, Relation.PART_OF)),
        facts=tuple(_facts(book, key, actor)),
        todo=(
            *whole(parts(book, (k for k in owned if k not in proposed), {Kind.ACTION: N_("Actions agreed")})),
            *_again(parts(book, proposed, {Kind.ACTION: N_("Actions proposed, and not agreed")}), "proposed"),
            *whole(parts(book, owned, {Kind.SUPPORT: N_("Support to be given to others")})),
        ),
        needs=_again(
            whole(
                parts(book, sources(Relation.NEEDED_BY), {Kind.SUPPORT: N_("Support that was asked for")}),
                "for" if key.kind is Kind.GROUP else "",
            ),
            "needed",
        ),
        others=whole(
            parts(
                book,
                sources(Relation.DECIDED_BY, Relation.SET_BY, Relation.FOUND_BY, Relation.ASKED_BY, Relation.ASKED_OF),
                {
                    Kind.GOAL: N_("Goals"),
                    Kind.FINDING: N_("What was found"),
                    Kind.DECISION: N_("Decisions"),
                    Kind.QUESTION: N_("Questions"),
                },
            )
        ),
        strategies=book.names(sources(Relation.FOLLOWED_BY)),
        told=tuple(update_told(book, one) for one in archive.updates if one.key in reported) if reported else (),
        sessions=dated(book, sessions),
        received=_advice(book, (f for s in sessions for f in archive.sources(s, Relation.GIVEN_ON))),
        given=_advice(book, sources(Relation.LED_BY, Relation.SAID_BY)),
        charts=tuple(chart_row(book, k) for k in written if k.kind is Kind.CHART),
        documents=dated(book, (k for k in written if k.kind is Kind.FILE)),
        meetings=tuple(
            replace(row, note=_attended(book, key, row.key))
            for row in meeting_rows(book, _took_part(book, key, written))
        ),
        previous=previous,
        next=following,
        backlinks=tuple(
            one
            for one in book.backlinks(key, *(r for r in _SHOWN if r is not Relation.OWNED_BY))
            if one.relation != Relation.OWNED_BY or (one.name.key and one.name.key.kind is Kind.INDICATOR)
        ),
    )


def _again(found: tuple[Part, ...], id: str) -> tuple[Part, ...]:
    """Parts with an anchor of their own, where a page has two of a kind."""
    return tuple(replace(part, id=f"gt-{id}") for part in found)


def _facts(book: Book, key: Key, actor: Group | Person) -> Iterable[Fact]:
    words, archive = book.words, book.archive
    if isinstance(actor, Person):
        if actor.designation:
            yield Fact(words(N_("Designation")), words=actor.designation)
        if groups := book.names(archive.targets(key, Relation.MEMBER_OF)):
            yield Fact(words(N_("Belongs to")), groups, relation=Relation.MEMBER_OF)
        if actor.contact:
            yield Fact(words(N_("Contact")), words=actor.contact)
    elif actor.role:
        yield Fact(words(N_("Role")), words=actor.role)
    if actor.former_names:
        yield Fact(words(N_("Formerly")), words=", ".join(actor.former_names))
    targets, sources = archive.targets, archive.sources
    for label, keys, relation in (
        (N_("Formed at"), targets(key, Relation.FORMED_AT), Relation.FORMED_AT),
        (N_("Its parts"), sources(key, Relation.PART_OF), ""),
        (N_("People"), sources(key, Relation.MEMBER_OF), ""),
        (N_("Holds"), sources(key, Relation.HELD_BY), ""),
    ):
        if keys:
            yield Fact(words(label), book.names(keys), relation=relation, back=not relation)


def _advice(book: Book, keys: Iterable[Key]) -> tuple[Advice, ...]:
    found = []
    for key in dict.fromkeys(keys):
        feedback = book.archive.index[key].thing
        if isinstance(feedback, Feedback):
            led = book.names(book.archive.targets(key, Relation.LED_BY))
            found.append(Advice(dated(book, (key,))[0], book.words(HEADINGS[feedback.heading]), feedback, led))
    return tuple(found)


def _attended(book: Book, who: Key, meeting: Key) -> str:
    """How somebody was at a meeting, where they were not simply there; who stood in for whom."""
    found = []
    for one in book.archive.meeting_by_id[meeting.id].participants:
        ref = one.person or one.group
        here = book.archive.resolved.get(ref.at) if ref else None
        if here == who and one.attendance not in ("present", "expected"):
            found.append(book.words(ATTENDANCES[one.attendance]))
        absent = book.archive.resolved.get(one.substitute_for.at) if one.substitute_for else None
        if absent == who and here:
            found.append(book.words(N_("%(who)s came instead")) % {"who": book.title(here)})
        elif here == who and absent:
            found.append(book.words(N_("for %(who)s")) % {"who": book.title(absent)})
    return ", ".join(dict.fromkeys(found))


def _took_part(book: Book, key: Key, written: tuple[Key, ...]) -> Iterable[Key]:
    """The meetings at which a group, one of its people, or a person was, or wrote on a chart."""
    members = book.archive.sources(key, Relation.MEMBER_OF)
    for who in (key, *members):
        yield from book.archive.sources(who, Relation.ATTENDED_BY)
    yield from written
