"""The shapes of a generated archive: meetings and what arises in them, in no format yet.

In: nothing. Out: frozen types. Guaranteed: words may hold mentions, `[[id]]` or `[[id|words]]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of a register: a person, group, theme or series."""

    id: str
    name: str
    note: str = ""
    belongs_to: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One entry of a programme."""

    id: str
    time: str
    title: str
    kind: str
    lead: str
    group: str
    commentary: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something agreed; `block` is the block of the meeting's chart it arose from, "" where lines of it say so."""

    id: str
    what: str
    detail: str
    owners: tuple[str, ...]
    due: str
    due_said: str
    outcome: str
    judged_by: str
    theme: str
    block: str
    waits_for: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something decided."""

    id: str
    what: str
    why: str
    alternatives: tuple[str, ...]
    theme: str
    block: str
    supersedes: str


@dataclass(frozen=True, slots=True)
class Update:
    """What was reported about an earlier action, at a meeting or, with a date, between meetings."""

    about: str
    status: str
    by: str
    note: str
    due: str = ""
    reason: str = ""
    blocked_by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on a line of a chart, perhaps in another pen, struck out, hard to read, or with a corrected reading."""

    words: str
    pen: str = ""
    rank: int = 0
    sic: str = ""
    struck: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart, and what an editor says about it."""

    pieces: tuple[Piece, ...]
    depth: int = 0
    bullet: bool = True
    pen: str = ""
    mark: str = ""
    label: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with its lines; the first block of a chart has no id and no heading."""

    id: str
    name: str
    heading: tuple[Piece, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A flip chart."""

    id: str
    title: str
    theme: str
    session: str
    by: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and all that was recorded of it; participants are people, then groups with a head count."""

    id: str
    title: str
    series: str
    date: date
    place: str
    themes: tuple[str, ...]
    summary: str
    objectives: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, int], ...]
    programme: tuple[Session, ...]
    chart: Chart
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]
    updates: tuple[Update, ...]
    minutes: str


@dataclass(frozen=True, slots=True)
class Archive:
    """All of it: registers, meetings in the order of time, and what was reported between them."""

    title: str
    description: str
    people: tuple[Named, ...]
    groups: tuple[Named, ...]
    themes: tuple[Named, ...]
    series: tuple[Named, ...]
    meetings: tuple[Meeting, ...]
    between: tuple[Update, ...]
