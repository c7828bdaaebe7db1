"""What the views of all kinds of page share: names, marks, rows of registers, updates as told, and backlinks.

In: nothing. Out: frozen view objects. Guaranteed: they hold words and keys, never markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from goldenthread.model.entry import Key
from goldenthread.model.fields import Prose


@dataclass(frozen=True, slots=True)
class Name:
    """A thing as one speaks of it: its title, its key where it has an address, its language where not the site's."""

    title: str
    key: Key | None = None
    note: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A status as a labelled mark: its own word for style sheets, the word people read, and whether it is overdue."""

    status: str
    label: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a register: what it is, how it stands, whose it is, and where it arose."""

    key: Key
    name: Name
    mark: Mark | None
    label: str
    owners: tuple[Name, ...]
    concerned: tuple[Name, ...]
    due: str
    due_when_agreed: str
    meeting: Name
    date: str
    rank: int | None
    note: str = ""
    proposed: bool = False
    replaces: tuple[Name, ...] = ()
    replaced_by: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what a record says about its thing: a label, and names, words or both."""

    label: str
    names: tuple[Name, ...] = ()
    words: str = ""
    note: str = ""
    relation: str = ""
    back: bool = False
    spoken: bool = False
    """Whether its words are the record's own, in the record's language."""


@dataclass(frozen=True, slots=True)
class Backlink:
    """Something that refers to the page's thing: what it is, how it refers, and the words around a mention."""

    name: Name
    kind: str
    how: str
    where: Name | None
    words: tuple[str, str, str]
    relation: str = ""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that is named: its title, and its key where the meeting says more of it.

    `kept`: nothing of what it says or shows can be seen here.
    """

    name: Name
    kind: str
    kept: bool


@dataclass(frozen=True, slots=True)
class ValueView:
    """A number of an indicator, its unit, when it was or is to be so, and its source."""

    value: str
    unit: str
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """An update as it is told: when, where, by whom, which status it led to, and what was said."""

    key: Key
    anchor: str
    date: str
    about: Name
    meeting: Name | None
    mark: Mark | None
    by: tuple[Name, ...]
    note: Prose
    due: str
    blocked_by: tuple[Name, ...]
    reason: str
    evidence: tuple[FileView, ...]
    rating: str = ""
    barriers: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    value: ValueView | None = None
    due_said: str = ""
    changes: tuple[Fact, ...] = field(default=())
    method: Prose = Prose()
