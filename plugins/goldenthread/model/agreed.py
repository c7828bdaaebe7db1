"""What arises in a meeting and has a life after it: actions, support, decisions, questions, findings, goals.

In: nothing. Out: their types. Guaranteed: an entry says only what was so when the meeting was held; what became of it
is in later updates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import (
    ACTIONS,
    ANYTHING,
    ORIGINS,
    PEOPLE,
    STRATEGIES,
    THEMES,
    WAITED_FOR,
    Addressed,
    Entry,
    Kind,
    LieIn,
    Refers,
    Relation,
    worded,
)
from goldenthread.model.fields import (
    FilePaths,
    Prose,
    ProseField,
    RefField,
    Refs,
    Text,
    Texts,
    When,
    date_or_yes,
    one_of,
)

BASES = ("reported", "observed", "measured")
FINDING_KINDS = (
    "challenge",
    "success",
    "lesson",
    "observed effect",
    "reflection",
    "strength",
    "weakness",
    "opportunity",
    "threat",
)

Themes = Annotated[Refs, Field(alias="theme"), Refers(Relation.ABOUT_THEME, THEMES)]
Origins = Annotated[Refs, Field(alias="from"), Refers(Relation.RAISED_ON, ORIGINS)]
Strategies = Annotated[Refs, Field(alias="strategy"), Refers(Relation.FOLLOWS, STRATEGIES)]
Owners = Annotated[Refs, Field(alias="owner"), Refers(Relation.OWNED_BY, PEOPLE)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Arising(Addressed):
    """What all of these share: what they are about, where they came from, and the strategy they belong to."""

    what: Text
    themes: Themes = ()
    raised_on: Origins = ()
    strategies: Strategies = ()

    @property
    def title(self) -> str:
        """What lists call it."""
        return self.what


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource(Entry):
    """Something that an action needs: what, how much of it as it was said, and from where."""

    WORDS: ClassVar[str] = "what"

    what: Text
    amount: Text = ""
    source: Text = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Action(Arising):
    """Something proposed or agreed: what, by whom, by when, and the outcome it is judged by."""

    KIND: ClassVar[Kind] = Kind.ACTION

    detail: ProseField = Prose()
    standing: Annotated[str, BeforeValidator(one_of("proposed", "agreed"))] = "agreed"
    owners: Owners = ()
    owner_said: Text = ""
    due: When | None = None
    due_said: Text = ""
    outcome: Text = ""
    judged_by: Text = ""
    resources: tuple[Annotated[Resource, BeforeValidator(worded("what"))], ...] = ()
    waits_for: Annotated[Refs, Refers(Relation.WAITS_FOR, WAITED_FOR)] = ()
    waits_for_said: Text = ""
    part_of: Annotated[RefField | None, Refers(Relation.PART_OF, ACTIONS)] = None
    agreed_before_archive: Annotated[PartialDate | bool, BeforeValidator(date_or_yes)] = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Support(Arising):
    """Something one group needs of another: for whom, from whom, what for, and how."""

    KIND: ClassVar[Kind] = Kind.SUPPORT
    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = (("needed_by",),)

    needed_by: Annotated[Refs, Field(alias="for"), Refers(Relation.NEEDED_BY, PEOPLE)] = ()
    owners: Owners = ()
    owner_said: Text = ""
    how: ProseField = Prose()
    helps: Annotated[Refs, Refers(Relation.HELPS, frozenset({Kind.ACTION, Kind.STRATEGY, Kind.GOAL}))] = ()
    due: When | None = None
    due_said: Text = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision(Arising):
    """What was decided, why, instead of what, and which earlier decision it replaces."""

    KIND: ClassVar[Kind] = Kind.DECISION

    detail: ProseField = Prose()
    why: ProseField = Prose()
    alternatives: Texts = ()
    decided_by: Annotated[Refs, Field(alias="by"), Refers(Relation.DECIDED_BY, PEOPLE)] = ()
    about: Annotated[Refs, Refers(Relation.CONCERNS, ANYTHING)] = ()
    supersedes: Annotated[Refs, Refers(Relation.SUPERSEDES, frozenset({Kind.DECISION}))] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Question(Arising):
    """Something asked in a session or on a chart, by whom and of whom, that may be answered later."""

    KIND: ClassVar[Kind] = Kind.QUESTION

    asked_by: Annotated[Refs, Field(alias="by"), Refers(Relation.ASKED_BY, PEOPLE)] = ()
    asked_of: Annotated[Refs, Field(alias="of"), Refers(Relation.ASKED_OF, PEOPLE)] = ()
    detail: ProseField = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding(Arising):
    """What somebody found: a challenge, a success, a lesson, an effect, a reflection; and on what basis."""

    KIND: ClassVar[Kind] = Kind.FINDING

    kind: Annotated[str, BeforeValidator(one_of(*FINDING_KINDS))]
    basis: Annotated[str, BeforeValidator(one_of(*BASES))] = ""
    found_by: Annotated[Refs, Field(alias="by"), Refers(Relation.FOUND_BY, PEOPLE)] = ()
    about: Annotated[Refs, Refers(Relation.CONCERNS, ANYTHING)] = ()
    detail: ProseField = Prose()
    evidence: Annotated[FilePaths, LieIn("", Relation.EVIDENCED_BY)] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal(Arising):
    """What a group means to reach in a period; how it was rated, and what stood in the way, is in updates."""

    KIND: ClassVar[Kind] = Kind.GOAL

    set_by: Annotated[Refs, Field(alias="by"), Refers(Relation.SET_BY, PEOPLE)] = ()
    period: When | None = None
    until: When | None = None
    measured_by: Annotated[Refs, Refers(Relation.MEASURED_BY, frozenset({Kind.INDICATOR}))] = ()
