"""The settings of an archive: `archive.yml`.

In: nothing. Out: `Settings`. Guaranteed: who may see a thing of which nothing is said is answered here, and where this
is silent too, the answer is `internal`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict

from goldenthread.model.entry import Entry, Key, Kind
from goldenthread.model.fields import (
    SEVERAL,
    Audience,
    AudienceField,
    Count,
    Languages,
    Prose,
    ProseField,
    Text,
    When,
    YesNo,
    one_of,
)
from goldenthread.source import NOWHERE, Place

FORMAT = "1"
"""The version of the format that this release reads; `goldenthread upgrade` brings older records to it."""
EARLIER = ("0",)
"""The versions before it, oldest first. Records that name no version are in the oldest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DefaultAudience:
    """Who may see what stands under each of these keys where it does not itself say; what is not named is internal."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    at: Place = field(default=NOWHERE, compare=False)
    meetings: AudienceField | None = None
    participants: AudienceField | None = None
    charts: AudienceField | None = None
    photos: AudienceField | None = None
    files: AudienceField | None = None
    actions: AudienceField | None = None
    support: AudienceField | None = None
    decisions: AudienceField | None = None
    questions: AudienceField | None = None
    findings: AudienceField | None = None
    feedback: AudienceField | None = None
    goals: AudienceField | None = None
    updates: AudienceField | None = None
    people: AudienceField | None = None
    contact: AudienceField | None = None
    photo_consent: AudienceField | None = None
    groups: AudienceField | None = None
    themes: AudienceField | None = None
    series: AudienceField | None = None
    strategies: AudienceField | None = None
    indicators: AudienceField | None = None
    glossary: AudienceField | None = None
    queries: AudienceField | None = None
    process_notes: AudienceField | None = None
    withdrawn: AudienceField | None = None

    def of(self, field: str, container: Audience) -> Audience:
        """The default for what stands under this key of the format; a part with no default shares its container's."""
        found: Audience | None = getattr(self, governing(field), container)
        return found or "internal"


def governing(field: str) -> str:
    """The key of `default_audience` that decides about a field: all that is said of a consent goes together."""
    return "photo_consent" if field.startswith("photo_consent_") else field


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawn(Entry):
    """A thing that was published once and is no more: what it was, by kind and id, since when, and why."""

    id: Text
    date: When
    reason: Text

    @property
    def key(self) -> Key | None:
        """The name that the thing had in the archive; `None` where no kind and colon stand before its id."""
        kind, _, id = self.id.partition(":")
        return Key(Kind(kind), id) if id and kind in set(Kind) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class MayBePublic(Entry):
    """Contact details that may stand among public words, as they are typed, and why."""

    words: Text
    reason: Text


WARNED_OF = ("telephone", "email", "iban")
"""The contact details that are looked for among public words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """`archive.yml`: the format's version, what the archive is called, and what holds for all of it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    at: Place = field(default=NOWHERE, compare=False)
    format: Annotated[str, BeforeValidator(one_of(FORMAT))]
    title: Text
    description: ProseField = Prose()
    languages: Languages = ("en",)
    default_audience: DefaultAudience = DefaultAudience()
    public_repository: YesNo = False
    people_in_search_engines: YesNo = False
    """Whether search engines may list the pages of people."""
    earliest_year: Count = 1950
    latest_year: Count = 2050
    not_reported_on_for: Count = 2
    """After how many meetings without a word about it a thing is a loose end."""
    deferred_often: Count = 3
    """After how many times a thing that was put off is one."""
    smallest_count: Count = 0
    """Below it the public edition does not say how many of a group came."""
    warn_of: Annotated[tuple[Annotated[str, BeforeValidator(one_of(*WARNED_OF, "nothing"))], ...], SEVERAL] = WARNED_OF
    """Which contact details among words that would be public are told."""
    may_be_public: tuple[MayBePublic, ...] = ()
    """Those that are not told."""
    withdrawn: tuple[Withdrawn, ...] = ()
    """What was published once and is no more; its address says so."""
