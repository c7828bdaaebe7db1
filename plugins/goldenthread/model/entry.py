"""What every entry of a record has, and how its type is declared.

In: nothing. Out: `Entry`, the base of all things that records name, and `Kind`, the words for them. Guaranteed: an
entry's place is no part of its identity: two archives with the same words are equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from goldenthread.model.fields import AudienceField
from goldenthread.source import NOWHERE, Place


class Kind(StrEnum):
    """The kinds of thing that have an address; the value is the word before the colon in a reference."""

    MEETING = "meeting"
    SESSION = "session"
    CHART = "chart"
    BLOCK = "block"
    LINE = "line"
    ACTION = "action"
    DECISION = "decision"
    UPDATE = "update"
    PERSON = "person"
    GROUP = "group"
    THEME = "theme"
    SERIES = "series"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The one name of a thing in the archive.

    `id` is the thing's own id; for what lives in a meeting, `meeting/chart`, `meeting/chart#line`, `meeting#session`.
    """

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that a record names, where it was written, and who may see it (`None`: as archive.yml says)."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    GIVEN: ClassVar[frozenset[str]] = frozenset()
    """The fields that a record's place or body decides: no keys of its head."""
    ABOUT: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """The references that say who or what the entry is about: without any of them it says nothing."""

    at: Annotated[Place, Field(exclude=True)] = field(default=NOWHERE, compare=False)
    audience: AudienceField | None = None
