"""Saved queries: questions that somebody asks of the archive again and again, and what a report found by them.

In: nothing. Out: `SavedQuery`, `Answer`. Guaranteed: what is found now is never written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from goldenthread.model.entry import ANYTHING, GROUPS, THEMES, Entry, Kind, Refers, Relation
from goldenthread.model.fields import SEVERAL, Prose, ProseField, Refs, Text, When, YesNo, one_of
from goldenthread.model.meeting import MEETING_STATUSES
from goldenthread.model.register import Named
from goldenthread.model.update import EVERY_STATUS

ASKED_FOR = tuple(kind for kind in Kind if kind not in (Kind.UPDATE, Kind.QUERY))
"""The kinds of thing that a query may find: no query finds queries, whose words are those they ask for."""
_KIND = Annotated[str, BeforeValidator(one_of(*ASKED_FOR))]
_STATUS = Annotated[str, BeforeValidator(one_of(*dict.fromkeys((*MEETING_STATUSES, *EVERY_STATUS))))]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer(Entry):
    """What a query found when a report was written: as of which day, in which edition, and which things."""

    as_of: When
    digest: Text = ""
    things: Annotated[Refs, Field(alias="ids"), Refers(Relation.FOUND, ANYTHING)] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedQuery(Named):
    """A question in words, and how it is asked of the archive; `id` is the name of its file."""

    KIND: ClassVar[Kind] = Kind.QUERY
    GIVEN: ClassVar[frozenset[str]] = frozenset({"id"})
    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = (("themes",), ("groups",), ("series",))

    name: Annotated[Text, Field(alias="title")]
    question: ProseField = Prose()
    words: Text = ""
    kinds: Annotated[tuple[_KIND, ...], Field(alias="kind"), SEVERAL] = ()
    themes: Annotated[Refs, Field(alias="theme"), Refers(Relation.ASKS_ABOUT, THEMES)] = ()
    groups: Annotated[Refs, Field(alias="group"), Refers(Relation.ASKS_ABOUT, GROUPS)] = ()
    series: Annotated[Refs, Refers(Relation.ASKS_ABOUT, frozenset({Kind.SERIES}))] = ()
    since: When | None = None
    until: When | None = None
    statuses: Annotated[tuple[_STATUS, ...], Field(alias="status"), SEVERAL] = ()
    holds: YesNo = False
    found: Answer | None = None
