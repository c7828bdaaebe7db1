"""The registers: who and what the records speak of, and the settings of the archive.

In: nothing. Out: `Person`, `Group`, `Theme`, `Series`, and `Settings` (from `archive.yml`). Guaranteed: frozen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict, Field

from goldenthread.model.entry import Entry, Kind
from goldenthread.model.fields import (
    Audience,
    AudienceField,
    Count,
    Id,
    Languages,
    Prose,
    ProseField,
    RefField,
    Refs,
    Text,
    Texts,
    YesNo,
    one_of,
)
from goldenthread.source import NOWHERE, Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Named(Entry):
    """An entry of a register: an id, and the name that pages show."""

    id: Id
    name: Text
    note: ProseField = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Named):
    """Somebody who takes part: what they do, and the groups they belong to."""

    KIND: ClassVar[Kind] = Kind.PERSON

    designation: Text = ""
    groups: Annotated[Refs, Field(alias="group")] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Group(Named):
    """An organisation, team, office or subgroup; groups nest, and may have had other names."""

    KIND: ClassVar[Kind] = Kind.GROUP

    type: Annotated[str, BeforeValidator(one_of("organisation", "team", "office", "subgroup"))] = "team"
    part_of: RefField | None = None
    former_names: Texts = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme(Named):
    """What things are about; themes nest."""

    KIND: ClassVar[Kind] = Kind.THEME

    part_of: RefField | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Series(Named):
    """Meetings that belong together, and the group that holds them."""

    KIND: ClassVar[Kind] = Kind.SERIES

    group: RefField | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DefaultAudience:
    """Who may see what stands under each of these keys where it does not itself say; what is not named is internal."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    at: Place = field(default=NOWHERE, compare=False)
    meetings: AudienceField | None = None
    participants: AudienceField | None = None
    charts: AudienceField | None = None
    actions: AudienceField | None = None
    decisions: AudienceField | None = None
    updates: AudienceField | None = None
    people: AudienceField | None = None
    groups: AudienceField | None = None
    themes: AudienceField | None = None
    series: AudienceField | None = None
    process_notes: AudienceField | None = None

    def of(self, field: str, container: Audience) -> Audience:
        """The default for what stands under this key of the format; a part with no default shares its container's."""
        found: Audience | None = getattr(self, field, container)
        return found or "internal"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """`archive.yml`: the format's version, what the archive is called, and what holds for all of it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    at: Place = field(default=NOWHERE, compare=False)
    format: Annotated[str, BeforeValidator(one_of("1"))]
    title: Text
    description: ProseField = Prose()
    languages: Languages = ("en",)
    default_audience: DefaultAudience = DefaultAudience()
    public_repository: YesNo = False
    earliest_year: Count = 1950
    latest_year: Count = 2050
