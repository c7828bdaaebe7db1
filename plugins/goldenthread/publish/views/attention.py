"""The view of what needs a look: what the check of the records warns of, the sorts with the fewest places first.

In: problems, and where each record can be edited. Out: `AttentionView`. Guaranteed: each problem once, with its place;
nothing of it is in the public edition: what is said here quotes the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from goldenthread.language import catalogue
from goldenthread.problem import Problem, in_order


@dataclass(frozen=True, slots=True)
class Spot:
    """One problem: where, what is wrong and how to mend it, and the address where its file can be edited."""

    where: str
    message: str
    mend: str
    edit: str


@dataclass(frozen=True, slots=True)
class Sort:
    """The problems of one code: its title, why it matters, and whether `goldenthread check --fix` mends them."""

    id: str
    code: str
    title: str
    why: str
    is_error: bool
    fixable: bool
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class AttentionView:
    """Every sort that has any."""

    sorts: tuple[Sort, ...]


def attention_view(problems: Iterable[Problem], edited_at: Callable[[str], str]) -> AttentionView:
    """The page; `edited_at` gives the address where the record of a path can be edited, "" where there is none."""
    by_code: dict[str, list[Problem]] = {}
    for found in in_order(problems):
        by_code.setdefault(found.code, []).append(found)
    ordered = sorted(by_code.values(), key=lambda found: (found[0].level != "error", len(found), found[0].code))
    return AttentionView(tuple(_sort(found, edited_at) for found in ordered))


def _sort(found: list[Problem], edited_at: Callable[[str], str]) -> Sort:
    first, say = found[0], catalogue().gettext
    explained = first.explanation
    return Sort(
        id=f"gt-{first.code.lower()}",
        code=first.code,
        title=say(explained.title),
        why=say(explained.why),
        is_error=first.level == "error",
        fixable=explained.fixable,
        spots=tuple(_spot(one, edited_at) for one in found),
    )


def _spot(one: Problem, edited_at: Callable[[str], str]) -> Spot:
    address = edited_at(one.at.path)
    return Spot(str(one.at), one.message, one.mend, f"{address}#L{one.at.line}" if address else "")
