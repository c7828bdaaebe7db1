"""Rules about what refers to what."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.model.archive import Archive
from goldenthread.model.entry import WITH_PAGES, Addressed, Key, Kind, Relation
from goldenthread.problem import Problem, problem

ORDERING = (Relation.PART_OF, Relation.SUPERSEDES, Relation.WAITS_FOR, Relation.GIVEN_ON)
"""The relations along which nothing may come back to itself."""


def nothing_comes_before_itself(archive: Archive) -> Iterator[Problem]:
    """No group is part of itself, no decision supersedes itself, no action waits for itself, however far round."""
    for relation in ORDERING:
        following: dict[Key, list[Key]] = {}
        for link in archive.links:
            if link.relation is relation:
                following.setdefault(link.source, []).append(link.target)
        for cycle in cycles(following):
            at = next(
                one.at for one in archive.links_from[cycle[0]] if one.relation is relation and one.target == cycle[1]
            )
            yield problem("GT406", at, cycle=" → ".join(key.id for key in cycle))


def cycles(following: dict[Key, list[Key]]) -> Iterator[tuple[Key, ...]]:
    """Each circle once, from its smallest key back to it. Depth first, without recursion."""
    done: set[Key] = set()
    for start in sorted(following):
        path: list[Key] = []
        on_path: dict[Key, int] = {}
        pending = [(start, False)]
        while pending:
            key, leaving = pending.pop()
            if leaving:
                path.pop()
                del on_path[key]
                done.add(key)
            elif key in on_path:
                circle = path[on_path[key] :]
                first = circle.index(min(circle))
                turned = (*circle[first:], *circle[:first])
                yield (*turned, turned[0])
            elif key not in done:
                on_path[key] = len(path)
                path.append(key)
                pending.append((key, True))
                pending += [(after, False) for after in sorted(following.get(key, ()), reverse=True)]


def former_address_is_free(archive: Archive) -> Iterator[Problem]:
    """Where a thing once was no other thing of its kind is, or was."""
    taken = {key: found.thing for key, found in archive.index.items() if isinstance(found.thing, Addressed)}
    for key, thing in [(key, thing) for key, thing in taken.items() if thing.formerly]:
        for former in dict.fromkeys(thing.formerly):
            there = Key(key.kind, key.id.removesuffix(thing.id) + former)
            other = taken.setdefault(there, thing)
            if other is not thing or there == key:
                yield problem("GT407", thing.at, other=other.at, address=there.id)


def sessions_stay_in_their_meeting(archive: Archive) -> Iterator[Problem]:
    """What takes up a session, or is part of one, stands in the same meeting."""
    for link in archive.links:
        inside = link.relation is Relation.GIVEN_ON or (
            link.relation is Relation.PART_OF and link.source.kind in (Kind.SESSION, Kind.FOCUS)
        )
        if inside and archive.index[link.source].meeting != archive.index[link.target].meeting:
            yield problem("GT408", link.at, target=link.target.id)


def what_was_withdrawn_had_a_page(archive: Archive) -> Iterator[Problem]:
    """What is said to be withdrawn is named by its kind and id, and is of a kind that has a page to say so on."""
    for one in archive.settings.withdrawn:
        if one.key is None or one.key.kind not in WITH_PAGES:
            yield problem("GT409", one.at, target=one.id, known=", ".join(sorted(WITH_PAGES)))


RULES = (
    nothing_comes_before_itself,
    former_address_is_free,
    sessions_stay_in_their_meeting,
    what_was_withdrawn_had_a_page,
)
