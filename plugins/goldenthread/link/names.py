"""Names: what a reference may mean, from where it stands.

In: the things of an archive by key. Out: `Names`, which knows the one key that a reference means. Guaranteed: a name
that two things share is settled by the kind the field takes, or by the kind before its colon, or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from goldenthread.link.references import Context, Reference
from goldenthread.model.archive import Located
from goldenthread.model.chart import Block, Line
from goldenthread.model.entry import Addressed, Key, Kind
from goldenthread.model.fields import Ref
from goldenthread.model.walk import has_derived_id

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
        self.unread = unread
        """What is named by files that could not be read: it may be there."""
        self.derived: dict[str, Line] = {}
        """The lines that have no name of their own, by the id they are given."""
        self._global: dict[str, list[Key]] = defaultdict(list)
        self._local: dict[tuple[str, str], list[Key]] = defaultdict(list)
        self._short: dict[str, list[Key]] = defaultdict(list)
        for key, meeting, names, line in things:
            for name in names:
                self._name(name, key, meeting)
            if line:
                self.derived[key.id] = line

    def _name(self, name: str, key: Key, meeting: str) -> None:
        """Let a name mean a thing: everywhere, and what lives in a meeting there also by the name it has in it."""
        self._global[name].append(key)
        for mark in "/#":
            if meeting and name.startswith(f"{meeting}{mark}"):
                short = name.removeprefix(f"{meeting}{mark}")
                self._local[meeting, short].append(key)
                self._short[short].append(key)

    def meant(self, reference: Reference) -> Key | None:
        """The one thing that a reference means, if there is one."""
        prefix, name = parted(reference.ref)
        if prefix and prefix not in reference.kinds:
            return None
        found = self.candidates(name, reference.context)
        found = [key for key in found if (key.kind == prefix if prefix else key.kind in reference.kinds)]
        return found[0] if len(found) == 1 else None

    def candidates(self, name: str, context: Context) -> list[Key]:
        """What a name may mean, of whatever kind: each thing once, those of the meeting first."""
        name = whole(name, context)
        here, anywhere = self._local.get((context.meeting, name), ()), self._global.get(name, ())
        return list(dict.fromkeys([*here, *anywhere]))

    def elsewhere(self, name: str, kinds: frozenset[Kind]) -> str:
        """The whole id of what has this short name in another meeting."""
        return next((key.id for key in self._short.get(name, ()) if key.kind in kinds), "")

    def known(self, kinds: frozenset[Kind], context: Context) -> Iterator[str]:
        """All names of things of these kinds: those that hold in the meeting, and those that hold anywhere."""
        for (meeting, name), keys in self._local.items():
            if meeting == context.meeting and any(key.kind in kinds for key in keys):
                yield name
        for name, keys in self._global.items():
            if any(key.kind in kinds for key in keys):
                yield name


def parted(ref: Ref) -> tuple[str, str]:
    """What stands before the colon of a reference, or "", and the name after it."""
    prefix, _, name = ref.target.rpartition(":")
    return prefix, name


def whole(name: str, context: Context) -> str:
    """A name with its chart before it, where it begins with `#`."""
    return f"{context.chart}{name}" if name.startswith("#") else name
