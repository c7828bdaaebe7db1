"""The registers: who and what the records speak of.

In: nothing. Out: `Person`, `Group`, `Theme`, `Series`, `Strategy`, `Indicator`, `Term`. Guaranteed: frozen; how a
strategy went and what an indicator came to is in updates, never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from goldenthread.model.entry import (
    GROUPS,
    ORIGINS,
    PEOPLE,
    STRATEGIES,
    THEMES,
    Addressed,
    Entry,
    Kind,
    Refers,
    Relation,
    worded,
)
from goldenthread.model.fields import (
    Ids,
    Language,
    Number,
    Prose,
    ProseField,
    RefField,
    Refs,
    Text,
    Texts,
    When,
    one_of,
)

Consent = Annotated[str, BeforeValidator(one_of("yes", "no"))]
"""Whether somebody agreed to be seen on published photos: only a literal `yes` says so; "" says nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named(Addressed):
    """An entry of a register: an id, the name that pages show, a short one for lists, and names it had before."""

    name: Text
    short: Text = ""
    former_names: Texts = ()
    note: ProseField = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Named):
    """Somebody who takes part: what they do, the groups they belong to, and how to reach them."""

    KIND: ClassVar[Kind] = Kind.PERSON

    designation: Text = ""
    groups: Annotated[Refs, Field(alias="group"), Refers(Relation.MEMBER_OF, GROUPS)] = ()
    contact: Text = ""
    pseudonym: Text = ""
    """What the public edition calls them, who are nobody else to it."""
    photo_consent: Consent = ""
    photo_consent_for: Ids = ()
    """The series and meetings whose photos are meant; without any, all."""
    photo_consent_until: When | None = None
    photo_consent_withdrawn: When | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Group(Named):
    """An organisation, team, office or subgroup; groups nest, have a role, and may have had other names."""

    KIND: ClassVar[Kind] = Kind.GROUP

    type: Annotated[str, BeforeValidator(one_of("organisation", "team", "office", "subgroup"))] = "team"
    role: Text = ""
    part_of: Annotated[RefField | None, Refers(Relation.PART_OF, GROUPS)] = None
    formed_at: Annotated[RefField | None, Refers(Relation.FORMED_AT, frozenset({Kind.MEETING}))] = None
    photo_consent: Consent = ""
    photo_consent_for: Ids = ()
    photo_consent_until: When | None = None
    photo_consent_withdrawn: When | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme(Named):
    """What things are about; themes nest."""

    KIND: ClassVar[Kind] = Kind.THEME

    part_of: Annotated[RefField | None, Refers(Relation.PART_OF, THEMES)] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Series(Named):
    """Meetings that belong together, the group that holds them, and the language they are held in."""

    KIND: ClassVar[Kind] = Kind.SERIES

    group: Annotated[RefField | None, Refers(Relation.HELD_BY, GROUPS)] = None
    language: Language = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Strategy(Named):
    """What one or more groups carry out from meeting to meeting, to what end, and since when."""

    KIND: ClassVar[Kind] = Kind.STRATEGY

    aim: Text = ""
    groups: Annotated[Refs, Field(alias="group"), Refers(Relation.FOLLOWED_BY, GROUPS)] = ()
    themes: Annotated[Refs, Field(alias="theme"), Refers(Relation.ABOUT_THEME, THEMES)] = ()
    part_of: Annotated[RefField | None, Refers(Relation.PART_OF, STRATEGIES)] = None
    raised_on: Annotated[Refs, Field(alias="from"), Refers(Relation.RAISED_ON, ORIGINS)] = ()
    since: When | None = None
    until: When | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Value(Entry):
    """A number of an indicator: what it was or is to be, when or by when, and where that is written."""

    WORDS: ClassVar[str] = "value"

    value: Number
    date: When | None = None
    source: Text = ""


ValueField = Annotated[Value, BeforeValidator(worded("value"))]


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator(Named):
    """What is measured, in which unit and how; where it began and where it was first meant to go."""

    KIND: ClassVar[Kind] = Kind.INDICATOR

    unit: Text = ""
    method: ProseField = Prose()
    baseline: ValueField | None = None
    target: ValueField | None = None
    better: Annotated[str, BeforeValidator(one_of("higher", "lower"))] = ""
    owners: Annotated[Refs, Field(alias="by"), Refers(Relation.OWNED_BY, PEOPLE)] = ()
    raised_on: Annotated[Refs, Field(alias="from"), Refers(Relation.RAISED_ON, ORIGINS)] = ()
    strategies: Annotated[Refs, Field(alias="strategy"), Refers(Relation.FOLLOWS, STRATEGIES)] = ()
    themes: Annotated[Refs, Field(alias="theme"), Refers(Relation.ABOUT_THEME, THEMES)] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Term(Named):
    """A word or abbreviation that readers may not know: what it stands for, and what it means."""

    KIND: ClassVar[Kind] = Kind.TERM

    stands_for: Text = ""
    also: Texts = ()
