"""What differs between two states of the records, summed up in a sentence or two: for those who read a pull request.

In: the differences, and the problems of both states. Out: lines in plain words. Guaranteed: each thing that is new or
gone is counted once; problems that were there before are not told again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from goldenthread.cli.report import told
from goldenthread.language import N_, catalogue
from goldenthread.ledger import Difference
from goldenthread.mend import not_among
from goldenthread.model.entry import Kind
from goldenthread.model.update import FINAL
from goldenthread.problem import Problem


def ngettext(one: str, several: str, count: int) -> str:
    """A count with its word, in the reader's language."""
    return catalogue().ngettext(one, several, count).format(count=count)


_COUNTED: dict[Kind, Callable[[int], str]] = {
    Kind.MEETING: lambda n: ngettext("{count} meeting", "{count} meetings", n),
    Kind.SESSION: lambda n: ngettext("{count} session", "{count} sessions", n),
    Kind.CHART: lambda n: ngettext("{count} flip chart", "{count} flip charts", n),
    Kind.ACTION: lambda n: ngettext("{count} action", "{count} actions", n),
    Kind.SUPPORT: lambda n: ngettext("{count} request for support", "{count} requests for support", n),
    Kind.DECISION: lambda n: ngettext("{count} decision", "{count} decisions", n),
    Kind.QUESTION: lambda n: ngettext("{count} question", "{count} questions", n),
    Kind.FINDING: lambda n: ngettext("{count} finding", "{count} findings", n),
    Kind.GOAL: lambda n: ngettext("{count} goal", "{count} goals", n),
    Kind.PHOTO: lambda n: ngettext("{count} photo", "{count} photos", n),
    Kind.FILE: lambda n: ngettext("{count} file", "{count} files", n),
    Kind.PERSON: lambda n: ngettext("{count} person", "{count} people", n),
    Kind.GROUP: lambda n: ngettext("{count} group", "{count} groups", n),
    Kind.THEME: lambda n: ngettext("{count} theme", "{count} themes", n),
    Kind.SERIES: lambda n: ngettext("{count} series", "{count} series", n),
    Kind.STRATEGY: lambda n: ngettext("{count} strategy", "{count} strategies", n),
    Kind.INDICATOR: lambda n: ngettext("{count} indicator", "{count} indicators", n),
}


def summed(found: Sequence[Difference], before: Iterable[Problem], now: Iterable[Problem]) -> Iterator[str]:
    """A sentence about what was written, where anything was, and one about what is wrong with it."""
    if parts := list(_parts(found)):
        sentence = "; ".join(parts)
        yield f"{sentence[0].upper()}{sentence[1:]}."
    yield from _problems(not_among(now, before))


def _parts(found: Sequence[Difference]) -> Iterator[str]:
    """What was added, taken out, closed, reported and changed."""
    whole = [one for one in found if not one.field]
    if new := _listed(one for one in whole if one.sort == "new"):
        yield told(N_("adds {things}"), things=new)
    if gone := _listed(one for one in whole if one.sort == "gone"):
        yield told(N_("takes out {things}"), things=gone)
    if renamed := _listed(one for one in whole if one.sort == "renamed"):
        yield told(N_("renames {things}"), things=renamed)
    closed = {one.key for one in found if one.field == "status" and one.after in FINAL}
    if closed:
        yield told(N_("closes {count}"), count=len(closed))
    opened = {one.key for one in found if one.field == "status" and one.before in FINAL and one.after not in FINAL}
    if opened:
        yield told(N_("opens {count} again"), count=len(opened))
    if reported := len({one.key for one in found if one.field == "update" and one.sort == "new"} - closed - opened):
        yield told(N_("reports on {count} more"), count=reported)
    told_already = {one.key for one in whole} | closed | opened
    if changed := len({one.key for one in found if one.field not in ("", "update", "status")} - told_already):
        yield ngettext("changes the words of {count} thing", "changes the words of {count} things", changed)


def _listed(found: Iterable[Difference]) -> str:
    """How many of each kind, the kinds in a fixed order; those that have no word of their own together."""
    kinds = Counter(one.key.kind for one in found if one.key)
    parts = [counted(kinds.pop(kind)) for kind, counted in _COUNTED.items() if kind in kinds]
    if others := sum(kinds.values()):
        parts.append(ngettext("{count} other thing", "{count} other things", others))
    return ", ".join(parts)


def _problems(new: Iterable[Problem]) -> Iterator[str]:
    """How many problems of each sort there are that were not there before, errors first."""
    titles = Counter((one.level, one.code, one.explanation.title) for one in new)
    if titles:
        listed = "; ".join(f"{title} ({code}): {count}" for (_, code, title), count in sorted(titles.items()))
        yield told(N_("Needs a look: {problems}."), problems=listed)
