"""Records as they were read, before anything is linked.

In: nothing. Out: `Records`. Guaranteed: what could not be read is not in it; the names it would have had are in
`unread`, so that one fault is reported once and not again at every reference to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.model.meeting import Meeting
from goldenthread.model.query import SavedQuery
from goldenthread.model.register import Group, Indicator, Person, Series, Strategy, Term, Theme
from goldenthread.model.settings import Settings
from goldenthread.model.update import Update


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """All that a records folder says; `files` are the paths of photos and other files, relative to the folder."""

    settings: Settings
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    themes: tuple[Theme, ...] = ()
    series: tuple[Series, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    glossary: tuple[Term, ...] = ()
    queries: tuple[SavedQuery, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    updates: tuple[Update, ...] = ()
    files: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
