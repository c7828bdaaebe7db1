"""The views of what has changed: year by year, meeting by meeting, in plain words.

In: a `Book`. Out: `ChangesView`, and each `Change` as page and feed tell it. Guaranteed: both say the same, in the
same order; each change is one click from its thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from goldenthread.language import N_
from goldenthread.ledger import Move, Moved, anything_moved, moved
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.publish.addresses import CHANGES
from goldenthread.publish.views.book import CONCERNING, OWNING, Book
from goldenthread.publish.views.common import Mark, Name

_LEADS = {
    "decided": N_("Decided"),
    "agreed": N_("Agreed"),
    "known before": N_("Agreed before this archive begins"),
    "proposed": N_("Proposed"),
    "asked for": N_("Support asked for"),
    "asked": N_("Asked"),
    "set": N_("Goal set"),
    "ranked first": N_("Ranked first"),
    "judged": N_("Expected of the meeting"),
}
_OWNED = ("agreed", "known before", "proposed", "asked for", "asked", "set")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what, the word before it, from which status to which, and the rest in words.

    `date` is that of a change between meetings; `see` what replaced it, holds it up, or has ended, as `seen` says.
    `words` say all of it in one line.
    """

    move: Move
    name: Name
    lead: str
    before: Mark | None
    after: Mark | None
    date: str
    notes: tuple[str, ...]
    seen: str
    see: tuple[Name, ...]
    words: str


@dataclass(frozen=True, slots=True)
class ChangesOf:
    """What changed at a meeting, or in a month between meetings."""

    anchor: str
    title: str
    meeting: Name | None
    date: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed in a year; `years` are all years by address, the newest first."""

    year: str
    years: tuple[tuple[str, str], ...]
    parts: tuple[ChangesOf, ...]


@dataclass(frozen=True)
class Changes:
    """All that changed in an edition, derived once and asked by pages and feeds."""

    book: Book

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """What moved, newest first; nothing in an archive in which nothing has happened."""
        edition = self.book.edition
        return moved(edition.archive, edition.histories, edition.as_of) if edition.as_of else ()

    @property
    def has_any(self) -> bool:
        """Whether anything changed."""
        edition = self.book.edition
        return edition.as_of is not None and anything_moved(edition.archive, edition.histories, edition.as_of)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which something changed, the newest first."""
        return tuple(sorted({one.when.latest.year for one in self.moved}, reverse=True))

    def view(self, year: int | None = None) -> ChangesView:
        """The page of a year, by default of the newest."""
        shown = year or next(iter(self.years), 0)
        years = tuple((f"{one:04}", f"{CHANGES}{one:04}/") for one in self.years)
        parts = tuple(self._part(one) for one in self.moved if one.when.latest.year == shown)
        return ChangesView(f"{shown:04}" if shown else "", years, parts)

    def _part(self, one: Moved) -> ChangesOf:
        book, date = self.book, self.book.words.date(one.when)
        changes = tuple(self.change(move) for move in one.moves)
        if one.meeting:
            meeting = book.name(Key(Kind.MEETING, one.meeting))
            return ChangesOf(f"meeting-{one.meeting}", meeting.title, meeting, date, changes)
        title = book.words(N_("Between meetings, %(date)s")) % {"date": date}
        return ChangesOf(f"month-{one.when.text}", title, None, "", changes)

    @cached_property
    def _made(self) -> dict[str, Change]:
        return {}

    def change(self, move: Move) -> Change:
        """A move as page and feed tell it."""
        if move.name not in self._made:
            self._made[move.name] = self._change(move)
        return self._made[move.name]

    def _change(self, move: Move) -> Change:
        book, words = self.book, self.book.words
        name, lead = book.name(move.key), words(_LEADS.get(move.how, ""))
        turned = move.before != move.after and move.how in ("moved", "judged")
        before = book.mark_of(move.before) if turned else None
        after = book.mark_of(move.after) if turned else None
        notes, see = tuple(self._notes(move)), book.names(move.see)
        seen = words(_seen(move)) if see else ""
        said = [self._led(lead, name.title), " → ".join(mark.label for mark in (before, after) if mark)]
        more = [self._led(seen, words.listed([one.title for one in see]))] if see else []
        in_words = "; ".join((self._led(*filter(None, said)), *notes, *more))
        date = "" if move.meeting else words.date(move.when)
        return Change(move, name, lead, before, after, date, notes, seen, see, in_words)

    def _led(self, lead: str, what: str = "") -> str:
        """Words with those before them: `Agreed: Survey`."""
        return (
            self.book.words(N_("%(lead)s: %(what)s")) % {"lead": lead, "what": what} if lead and what else lead or what
        )

    def _notes(self, move: Move) -> Iterator[str]:
        """What else is to be said: whose it is, until when, and who said otherwise."""
        book, words = self.book, self.book.words
        if move.how in _OWNED and (owners := book.row(move.key).owners):
            yield words.listed([owner.title for owner in owners])
        if move.due:
            until = N_("put off until %(date)s") if move.after == "deferred" else N_("now due %(date)s")
            said = until if move.how == "moved" else N_("due %(date)s")
            yield words(said) % {"date": words.date(move.due)}
        for who, status in move.by:
            mark = book.mark_of(status)
            yield self._led(book.short((who,))[0].title, mark.label if mark else "")

    # Whom a change concerns

    @cached_property
    def concerning(self) -> dict[Key, tuple[Moved, ...]]:
        """What moved by the series, theme and group that it concerns; one that nothing concerns is left out."""
        found: dict[Key, list[Moved]] = {}
        for group in self.moved:
            mine: dict[Key, list[Move]] = {}
            for move in group.moves:
                for key in dict.fromkeys(self._concerned(move)):
                    mine.setdefault(key, []).append(move)
            for key, moves in mine.items():
                found.setdefault(key, []).append(Moved(group.meeting, group.when, tuple(moves)))
        return {key: tuple(groups) for key, groups in found.items()}

    def _concerned(self, move: Move) -> Iterator[Key]:
        """The series of the meetings where it arose and moved, its themes, whose it is, and who reported on it."""
        archive, key = self.book.archive, move.key
        for meeting in (archive.index[key].meeting, move.meeting):
            yield from archive.targets(Key(Kind.MEETING, meeting), Relation.SERIES)
        on = key.chart if key.kind is Kind.BLOCK else key
        yield from archive.targets(on, Relation.ABOUT_THEME)
        whose = [kinds[key.kind] for kinds in (OWNING, CONCERNING) if key.kind in kinds]
        yield from archive.targets(key, *whose)
        for update in move.told:
            yield from archive.targets(update, Relation.REPORTED_BY)


def _seen(move: Move) -> str:
    """What the things that a change names are to it."""
    if move.after == "superseded":
        return N_("Replaced by")
    return N_("Blocked by") if move.told else N_("Has ended")
