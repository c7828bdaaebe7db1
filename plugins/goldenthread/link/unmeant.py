"""Unmeant: why a reference means nothing, and what may have been meant.

In: the names of an archive, and references that mean none of them. Out: problems, each with its mend. Guaranteed: what
could not be read may be what is meant, and is no problem here; a name that many places have is told once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from goldenthread.link.names import Names, parted, whole
from goldenthread.link.references import Reference
from goldenthread.markup.ids import readable
from goldenthread.model.archive import REGISTERS
from goldenthread.model.entry import ANYTHING, Key, Kind
from goldenthread.problem import Problem, did_you_mean, problem

MOST_PROPOSALS = 20
MOST_PLACES = 3
_NOWHERE = "GT402"


class Unmeant:
    """What is told of the references of one archive that mean nothing.

    The known name nearest to one is looked for a few times only: among many names it takes long.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._looked_for = 0

    def why(self, reference: Reference) -> Problem | None:
        """Why a reference means nothing; `None` where what it means may be in what could not be read."""
        ref, kinds, context = reference.ref, reference.kinds, reference.context
        prefix, name = parted(ref)
        if prefix and prefix not in kinds:
            mend = f"before the colon write one of: {', '.join(sorted(kinds))}"
            return problem("GT402", ref.at, target=ref.target, wanted=_kinds(kinds), mend=mend)
        wanted = frozenset({Kind(prefix)}) if prefix else kinds
        candidates = self._names.candidates(name, context)
        name = whole(name, context)
        found = [key for key in candidates if key.kind in wanted]
        if found:
            several = ", ".join(f"{key.kind} {key.id}" for key in found)
            proposal = " or ".join(f"{key.kind}:{name}" for key in found)
            return problem("GT403", ref.at, target=ref.target, several=several, proposal=proposal)
        return self._unknown(reference, name, wanted, candidates)

    def _unknown(self, reference: Reference, name: str, wanted: frozenset[Kind], others: list[Key]) -> Problem | None:
        ref, context = reference.ref, reference.context
        if self._names.unread & {name, *re.split("[/#]", name), name.partition("#")[0]}:
            return None
        for line_id in (name, f"{context.meeting}/{name}"):
            if line := self._names.derived.get(line_id):
                proposal = readable(line) or "a-short-name"
                return problem("GT404", ref.at, target=ref.target, line=line_id, proposal=proposal)
        words = _kinds(wanted)
        if others:
            mend = f"'{name}' is {_article(others[0].kind)}; write the id of {_article(words)}"
        elif elsewhere := self._names.elsewhere(name, wanted):
            mend = f"it stands in another meeting: write '{elsewhere}'"
        elif near := self._near(name, reference, wanted):
            mend = f"did you mean '{near}'?"
        else:
            mend = _where(wanted) + reference.said
        return problem("GT402", ref.at, target=ref.target, wanted=words, mend=mend)

    def _near(self, name: str, reference: Reference, wanted: frozenset[Kind]) -> str:
        self._looked_for += 1
        known = self._names.known(wanted, reference.context)
        return did_you_mean(name, known) if self._looked_for <= MOST_PROPOSALS else ""


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


_REGISTERS = {kind.KIND: name for name, kind in REGISTERS.items() if kind.KIND is not Kind.QUERY}
"""The register in which a thing of each kind is written; nothing refers to a saved query."""


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
