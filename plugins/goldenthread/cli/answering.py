"""Answering: what is asked for a new entry, and each answer held against the format and against what the archive knows.

In: a kind of entry, a desk, and what options gave. Out: values by key. Guaranteed: a name is taken for the id of the
one thing that has it, or refused with what may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from goldenthread.cli.creating import Desk
from goldenthread.cli.report import say, told
from goldenthread.language import N_
from goldenthread.model.entry import ACTIONS, Kind
from goldenthread.model.keys import FORMAT, kinds_of_model
from goldenthread.model.update import STATUSES, Update
from goldenthread.problem import did_you_mean
from goldenthread.scaffold.answers import facts_of_key, wrong
from goldenthread.scaffold.naming import known_ids, named, proposed, taken

ASKED: Mapping[str, Mapping[str, str]] = {
    "person": {
        "name": N_("What is their name?"),
        "designation": N_("What do they do there?"),
        "group": N_("Which group do they belong to?"),
    },
    "group": {"name": N_("What is the group called?"), "part_of": N_("Which group is it a part of?")},
    "theme": {"name": N_("What is the theme called?"), "part_of": N_("Which theme is it a part of?")},
    "series": {"name": N_("What is the series of meetings called?"), "group": N_("Which group holds it?")},
    "strategy": {"name": N_("What is the strategy called?"), "aim": N_("What is it to reach?")},
    "indicator": {"name": N_("What is measured?"), "unit": N_("In which unit?")},
    "term": {"name": N_("Which word or abbreviation?"), "stands_for": N_("What does it stand for?")},
    "action": {
        "what": N_("What is to be done?"),
        "owner": N_("Who does it?"),
        "due": N_("By when?"),
        "outcome": N_("What is to be different when it is done?"),
    },
    "support": {
        "what": N_("What is needed?"),
        "for": N_("Who needs it?"),
        "owner": N_("From whom?"),
        "due": N_("By when?"),
    },
    "decision": {"what": N_("What was decided?"), "why": N_("Why?")},
    "question": {"what": N_("What was asked?"), "by": N_("Who asked?")},
    "finding": {"kind": N_("What sort of finding?"), "what": N_("What was found?")},
    "goal": {"what": N_("What is to be reached?"), "until": N_("Until when?")},
    "update": {
        "about": N_("What is it about?"),
        "status": N_("How does it stand?"),
        "note": N_("What was reported?"),
    },
}
"""The kinds of entry that can be made, and the keys of each that somebody is asked for."""
_NEEDED = frozenset({"name", "what", "kind", "about", "for"})
_NAMING = ("name", "what")
_OWED = {"deferred": ("due", N_("Until when?")), "dropped": ("reason", N_("Why was it dropped?"))}
"""What a status owes a reader."""
_REGISTERED = frozenset(
    {Kind.PERSON, Kind.GROUP, Kind.THEME, Kind.SERIES, Kind.STRATEGY, Kind.INDICATOR, Kind.TERM, *ACTIONS}
)
MOST_SHOWN = 12


def answers_for(
    name: str, kind: type[Any], at: Desk, given: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By key, what was said for it: the id last, because it is proposed from the others, and yet written first."""
    found: dict[str, tuple[str, ...]] = {}
    if name == "update":
        _show_open(at)
    for key, question in ASKED[name].items():
        found[key] = _answer(kind, key, question, at, given.get(key), found)
        if key == "status" and (owed := _OWED.get("".join(found[key]))):
            found[owed[0]] = _answer(kind, owed[0], owed[1], at, given.get(owed[0]), found, needed=True)
    for key, value in given.items():
        if key not in (*found, "id", "meeting_id") and value not in (None, ()):
            found[key] = _answer(kind, key, key, at, value, found)
    if name != "update":
        yield "id", (_id(name, at, given.get("id"), found),)
    yield from found.items()


def _answer(
    kind: type[Any],
    key: str,
    question: str,
    at: Desk,
    given: Any,
    before: Mapping[str, tuple[str, ...]],
    *,
    needed: bool = False,
) -> tuple[str, ...]:
    """The values of one key."""
    facts = facts_of_key(kind, key)
    option = f"--{key.replace('_', '-')}"
    needed = needed or key in _NEEDED

    def fault(answer: str) -> str:
        if facts.refers and named(at.archive, answer, facts.refers.kinds):
            return ""
        if facts.refers and (facts.refers.kinds <= _REGISTERED or kind is Update):
            return _unknown(at, answer, facts.refers.kinds)
        if key == "status" and (of := _of(at, before)) and answer not in STATUSES.get(of, (answer,)):
            statuses = STATUSES[of]
            near = did_you_mean(answer, statuses)
            return told(N_("'{status}' is none of: {known}"), status=answer, known=", ".join(statuses)) + (
                told(N_("; did you mean '{near}'?"), near=near) if near else ""
            )
        return wrong(kind, key, (answer,))

    if facts.several and facts.refers:
        answers = at.asker.several(question, option, given or (), wrong=fault, needed=needed)
    elif facts.several and given:
        answers = tuple(at.asker.one(question, option, one, wrong=fault) for one in given)
    else:
        one = given if isinstance(given, str) else None
        answers = tuple(filter(None, [at.asker.one(question, option, one, wrong=fault, needed=needed)]))
    if facts.refers:
        answers = tuple(named(at.archive, answer, facts.refers.kinds) or answer for answer in answers)
    return answers


def _of(at: Desk, before: Mapping[str, tuple[str, ...]]) -> Kind | None:
    """The kind of what an update is about."""
    about = "".join(before.get("about", ()))
    wanted = about.rpartition(":")[2]
    return next((key.kind for key in at.archive.index if key.id == wanted and key.kind in STATUSES), None)


def _unknown(at: Desk, answer: str, kinds: frozenset[Kind]) -> str:
    """That nothing of these kinds is called so, and what may be meant."""
    ids = known_ids(at.archive, kinds)
    what = " or ".join(FORMAT.things[kind][0] for kind in Kind if kind in kinds) if len(kinds) <= len(Kind) // 3 else ""
    nothing = told(N_("nothing that can stand here is called '{answer}'"), answer=answer)
    said = told(N_("'{answer}' is not {what} of this archive"), answer=answer, what=what) if what else nothing
    if near := did_you_mean(answer, ids) or next((id for id in ids if answer and id.startswith(answer)), ""):
        return f"{said}: {told(N_('did you mean {near}?'), near=near)}"
    if len(kinds) <= 2:
        add = " or ".join(f"goldenthread new {kind}" for kind in Kind if kind in kinds and str(kind) in ASKED)
        return f"{said}: {told(N_('add it with {command}, or leave it out'), command=add)}" if add else said
    return said


def _id(name: str, at: Desk, given: str | None, found: Mapping[str, tuple[str, ...]]) -> str:
    known = taken(at.archive)
    words = next(("".join(found[key]) for key in _NAMING if found.get(key)), "")

    def fault(answer: str) -> str:
        if answer in known:
            free = proposed(answer, known, name)
            return told(N_("the id '{id}' is taken; '{free}' is free"), id=answer, free=free)
        return wrong(kinds_of_model()[FORMAT.kinds[name].type], "id", (answer,))

    return at.asker.one(
        N_("Its id, by which records call it from now on"),
        "--id",
        given,
        wrong=fault,
        proposal=proposed(words, known, name),
        needed=True,
    )


def _show_open(at: Desk) -> None:
    """What an update may be about, late things first, where somebody is asked."""
    if not at.asker.asks:
        return
    from goldenthread.compile import edition_of  # noqa: PLC0415 - only this question needs the ledger

    histories = edition_of(at.archive, "internal").histories
    wanted = {Kind.ACTION, Kind.SUPPORT, Kind.QUESTION}
    open_now = [
        (not one.late, key.id, one.status) for key, one in histories.items() if key.kind in wanted and not one.ended
    ]
    if open_now:
        say(N_("Open now:"))
    for late, id, status in sorted(open_now)[:MOST_SHOWN]:
        say("  {id} ({status})", id=id, status=status if late else f"{status}, {told(N_('late'))}")
