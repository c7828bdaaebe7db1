"""Names for what is new: ids proposed from its words, and names that people type turned into ids.

In: words as somebody types them, and an archive. Out: an id that nothing in the archive has or had, or the id of what
those words name. Guaranteed: a name that several things share is never settled by a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from goldenthread.language import folded
from goldenthread.model.archive import Archive
from goldenthread.model.entry import Addressed, Kind
from goldenthread.model.fields import OURS, slug
from goldenthread.model.register import Named

LONGEST_PROPOSED = 40


def taken(archive: Archive) -> frozenset[str]:
    """Every id that something in an archive has or had, by the last part of its whole name."""
    own = {key.id.replace("#", "/").rpartition("/")[2] for key in archive.index}
    former = {id for one in archive.index.values() if isinstance(one.thing, Addressed) for id in one.thing.formerly}
    return frozenset(own | former)


def proposed(words: str, taken: Iterable[str], instead: str) -> str:
    """An id made of words, cut at one of them; `instead` begins it where nothing in them can be kept."""
    known = frozenset(taken)
    plain = slug(words).removeprefix(OURS)
    if len(plain) > LONGEST_PROPOSED:
        plain = plain[: LONGEST_PROPOSED + 1].rpartition("-")[0] or plain[:LONGEST_PROPOSED]
    stem = plain if plain and not plain.startswith(OURS) else instead
    return next(id for id in _numbered(stem) if id not in known)


def _numbered(stem: str) -> Iterable[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def named(archive: Archive, words: str, kinds: Iterable[Kind]) -> str:
    """The id of the one thing of these kinds that has this id or name; "" where none or several have."""
    wanted = frozenset(kinds)
    things = [(key, one.thing) for key, one in archive.index.items() if key.kind in wanted]
    bare = words.removeprefix("#")
    if any(bare in (key.id, str(key)) for key, _ in things):
        return bare
    known = folded(" ".join(words.split()))
    found = {key.id for key, thing in things if known in map(folded, _names(thing))}
    return found.pop() if len(found) == 1 else ""


def _names(thing: object) -> tuple[str, ...]:
    if isinstance(thing, Named):
        return tuple(filter(None, (thing.name, thing.short, *thing.former_names)))
    return tuple(filter(None, (getattr(thing, "title", ""),)))


def known_ids(archive: Archive, kinds: Iterable[Kind]) -> tuple[str, ...]:
    """The ids of all things of these kinds, sorted."""
    wanted = frozenset(kinds)
    return tuple(sorted({key.id for key in archive.index if key.kind in wanted}))
