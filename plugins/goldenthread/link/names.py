"""Names: what a reference may mean, from where it stands.

In: the things of an archive by key. Out: `Names`, which resolves a reference to one key or to a problem. Guaranteed:
a name that two things share is settled by the kind the field takes, or by the kind before its colon, or not at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace

from goldenthread.markup.ids import readable
from goldenthread.model.archive import Located
from goldenthread.model.chart import Block, Line
from goldenthread.model.entry import ANYTHING, Addressed, Key, Kind
from goldenthread.model.fields import Ref
from goldenthread.model.walk import has_derived_id
from goldenthread.problem import Problem, did_you_mean, problem

MOST_PROPOSALS = 20
MOST_PLACES = 3
_NOWHERE = "GT402"


@dataclass(frozen=True, slots=True)
class Context:
    """Where a reference stands: the ids of its meeting and chart, "" outside of one."""

    meeting: str = ""
    chart: str = ""


Called = tuple[Key, str, tuple[str, ...], Line | None]
"""What a thing is called: its key, its meeting, its names; of a line that has none of its own, that line."""


def called(things: Iterable[tuple[Key, Located]]) -> tuple[Called, ...]:
    """What things are called; those to which nothing can refer are left out."""
    return tuple(one for key, found in things if (one := _called(key, found)))


def _called(key: Key, found: Located) -> Called | None:
    thing = found.thing
    line = thing.heading if isinstance(thing, Block) else thing
    if isinstance(line, Line) and line.derived:
        return key, found.meeting, (), line
    if has_derived_id(thing):
        return None
    formerly = thing.formerly if isinstance(thing, Addressed) else ()
    own = key.id.removesuffix(thing.id) if isinstance(thing, Addressed) else ""
    return key, found.meeting, (key.id, *(f"{own}{former}" for former in formerly)), None


class Names:
    """All names of an archive: global ones, and those that hold inside a meeting or a chart."""

    def __init__(self, things: Iterable[Called], unread: frozenset[str]) -> None:
        self._unread = unread
        self._looked_for = 0
        self._derived: dict[str, Line] = {}
        self._global: dict[str, list[Key]] = defaultdict(list)
        self._local: dict[tuple[str, str], list[Key]] = defaultdict(list)
        self._short: dict[str, list[Key]] = defaultdict(list)
        for key, meeting, names, line in things:
            for name in names:
                self._name(name, key, meeting)
            if line:
                self._derived[key.id] = line

    def again(self) -> Names:
        """The same names for another archive that has just these: of that, none has been looked for."""
        other = copy(self)
        other._looked_for = 0
        return other

    def _name(self, name: str, key: Key, meeting: str) -> None:
        """Let a name mean a thing: everywhere, and what lives in a meeting there also by the name it has in it."""
        self._global[name].append(key)
        for mark in "/#":
            if meeting and name.startswith(f"{meeting}{mark}"):
                short = name.removeprefix(f"{meeting}{mark}")
                self._local[meeting, short].append(key)
                self._short[short].append(key)

    def meant(self, ref: Ref, kinds: frozenset[Kind], context: Context) -> Key | None:
        """The one thing of these kinds that a reference means here, if there is one."""
        prefix, _, name = ref.target.rpartition(":")
        if prefix and prefix not in kinds:
            return None
        found = self._candidates(name, context)
        found = [key for key in found if (key.kind == prefix if prefix else key.kind in kinds)]
        return found[0] if len(found) == 1 else None

    def _candidates(self, name: str, context: Context) -> list[Key]:
        """What a name may mean, of whatever kind: each thing once, those of the meeting first."""
        if name.startswith("#"):
            name = f"{context.chart}{name}"
        here, anywhere = self._local.get((context.meeting, name), ()), self._global.get(name, ())
        return list(dict.fromkeys([*here, *anywhere]))

    def resolve(
        self, ref: Ref, kinds: frozenset[Kind], context: Context, said: str = ""
    ) -> tuple[Key | None, Problem | None]:
        """The one thing of these kinds that a reference means here, or why there is none (`said`: or what to write)."""
        prefix, _, name = ref.target.rpartition(":")
        if prefix and prefix not in kinds:
            known = ", ".join(sorted(kinds))
            mend = f"before the colon write one of: {known}"
            return None, problem("GT402", ref.at, target=ref.target, wanted=_kinds(kinds), mend=mend)
        wanted = frozenset({Kind(prefix)}) if prefix else kinds
        candidates = self._candidates(name, context)
        if name.startswith("#"):
            name = f"{context.chart}{name}"
        found = [key for key in candidates if key.kind in wanted]
        if len(found) == 1:
            return found[0], None
        if found:
            several = ", ".join(f"{key.kind} {key.id}" for key in found)
            proposal = " or ".join(f"{key.kind}:{name}" for key in found)
            return None, problem("GT403", ref.at, target=ref.target, several=several, proposal=proposal)
        return None, self._unknown(ref, name, wanted, candidates, context, said)

    def _unknown(
        self, ref: Ref, name: str, wanted: frozenset[Kind], others: list[Key], context: Context, said: str
    ) -> Problem | None:
        if self._unread & {name, *re.split("[/#]", name), name.partition("#")[0]}:
            return None
        for whole in (name, f"{context.meeting}/{name}"):
            if line := self._derived.get(whole):
                proposal = readable(line) or "a-short-name"
                return problem("GT404", ref.at, target=ref.target, line=whole, proposal=proposal)
        words = _kinds(wanted)
        if others:
            mend = f"'{name}' is {_article(others[0].kind)}; write the id of {_article(words)}"
        elif elsewhere := self._elsewhere(name, wanted):
            mend = f"it stands in another meeting: write '{elsewhere}'"
        elif near := self._near(name, wanted, context):
            mend = f"did you mean '{near}'?"
        else:
            mend = _where(wanted) + said
        return problem("GT402", ref.at, target=ref.target, wanted=words, mend=mend)

    def _elsewhere(self, name: str, wanted: frozenset[Kind]) -> str:
        """The whole id of what has this short name in another meeting."""
        return next((key.id for key in self._short.get(name, ()) if key.kind in wanted), "")

    def _near(self, name: str, wanted: frozenset[Kind], context: Context) -> str:
        """The known name nearest to this one; looked for a few times only, for it takes long among many names."""
        self._looked_for += 1
        return did_you_mean(name, self._known(wanted, context)) if self._looked_for <= MOST_PROPOSALS else ""

    def _known(self, wanted: frozenset[Kind], context: Context) -> Iterable[str]:
        for (meeting, name), keys in self._local.items():
            if meeting == context.meeting and any(key.kind in wanted for key in keys):
                yield name
        for name, keys in self._global.items():
            if any(key.kind in wanted for key in keys):
                yield name


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems; a name that leads nowhere is told where it is written first, with the other places that have it."""
    told: dict[object, list[Problem]] = defaultdict(list)
    for found in problems:
        facts = dict(found.facts)
        told[(found.code, facts["target"], facts["mend"]) if found.code == _NOWHERE else found].append(found)
    return tuple(_with_places(*sorted(several, key=lambda one: one.at)) for several in told.values())


def _with_places(first: Problem, *others: Problem) -> Problem:
    if not others or first.code != _NOWHERE:
        return first
    facts = dict(first.facts)
    named = ", ".join(str(one.at) for one in others[:MOST_PLACES])
    more = f" and {len(others) - MOST_PLACES} more" if len(others) > MOST_PLACES else ""
    renamed = " Or, if its id was changed, change that back" if facts["mend"].startswith("did you mean") else ""
    mend = f"{facts['mend']}{renamed} ('{facts['target']}' also stands in {named}{more})"
    return replace(first, facts=tuple((name, mend if name == "mend" else said) for name, said in first.facts))


_REGISTERS = {
    Kind.PERSON: "people",
    Kind.GROUP: "groups",
    Kind.THEME: "themes",
    Kind.SERIES: "series",
    Kind.STRATEGY: "strategies",
    Kind.INDICATOR: "indicators",
    Kind.TERM: "glossary",
}


def _where(wanted: frozenset[Kind]) -> str:
    """Where a thing of these kinds is written, so that it can be added there."""
    files = [f"registers/{name}.yml" for kind, name in _REGISTERS.items() if kind in wanted]
    if len(files) == len(wanted):
        return f"add it to {' or '.join(files)}"
    if len(wanted) == 1:
        return f"write the id of {_article(next(iter(wanted)))} as it stands in the meeting where it arose"
    return "check the id"


def _article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _kinds(kinds: frozenset[Kind]) -> str:
    return "thing" if kinds == ANYTHING else " or ".join(sorted(kinds))
