"""Views of updates: what was reported about a thing, when and by whom, with the evidence for it.

In: a `Book` and an update. Out: a `Told`. Guaranteed: values have the unit of their day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.language import N_
from goldenthread.model.archive import Reported
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.fields import Prose
from goldenthread.model.history import Event
from goldenthread.model.meeting import Attachment
from goldenthread.model.register import Indicator
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Fact, FileView, Name, Told, ValueView
from goldenthread.publish.words import FILES


def update_told(book: Book, reported: Reported) -> Told:
    """An update as pages tell it."""
    update, archive, words = reported.update, book.archive, book.words
    unit = unit_of(book, reported.about, reported.when)
    measured = update.measured or reported.when
    value = ValueView(update.value, unit, words.date(measured), update.source) if update.value else None
    return Told(
        key=reported.key,
        anchor=book.anchor(reported.key),
        date=words.date(reported.when),
        about=book.name(reported.about),
        meeting=book.name(Key(Kind.MEETING, reported.meeting)) if reported.meeting else None,
        mark=book.mark_of(update.status),
        by=book.names(archive.targets(reported.key, Relation.REPORTED_BY)),
        note=update.note,
        due=words.date(update.due) if update.due else "",
        due_said=update.due_said,
        blocked_by=book.names(archive.targets(reported.key, Relation.BLOCKED_BY)),
        reason=update.reason,
        evidence=files_named(book, reported.meeting or "", update.evidence),
        rating=update.rating,
        barriers=update.barriers,
        corrections=update.corrections,
        value=value,
        changes=tuple(_changed(book, reported, unit)),
        method=update.changes.method if update.changes else Prose(),
    )


def _changed(book: Book, reported: Reported, unit: str) -> Iterator[Fact]:
    """What an update changes about an indicator, in words."""
    changes, words = reported.update.changes, book.words
    if not changes:
        return
    for label, value in ((words(N_("Target")), changes.target), (words(N_("Baseline")), changes.baseline)):
        if value:
            note = words.date(value.date) if value.date else ""
            yield Fact(label, words=f"{value.value} {unit}".strip(), note=note)
    if changes.unit:
        yield Fact(words(N_("Unit")), words=changes.unit)


def unit_of(book: Book, key: Key, when: PartialDate) -> str:
    """The unit of an indicator as of a date; "" for anything else."""
    thing = book.archive.index[key].thing
    if not isinstance(thing, Indicator):
        return ""
    changed = [
        reported.update.changes.unit
        for reported in book.archive.updates_about.get(key, ())
        if reported.update.changes and reported.update.changes.unit and reported.when <= when
    ]
    return changed[-1] if changed else thing.unit


def files_named(book: Book, meeting: str, paths: Iterable[str]) -> tuple[FileView, ...]:
    """Files as they are named, each with what its meeting says of it."""
    views, seen = [], book.archive.documents.keys() | book.archive.photos.keys()
    for path in paths:
        keys = [Key(kind, f"{meeting}/{path}") for kind in (Kind.FILE, Kind.PHOTO)]
        found = next((key for key in keys if key in book.archive.index), None)
        thing = book.archive.index[found].thing if found else None
        kind = book.words(FILES[thing.kind]) if isinstance(thing, Attachment) else ""
        name = book.name(found) if found else Name(path.rpartition("/")[2])
        views.append(FileView(name, kind, found is None or book.path_of(found) not in seen))
    return tuple(views)


def update_behind(book: Book, event: Event) -> Told | None:
    """The update that caused an event, if one did."""
    return update_told(book, book.reported(event.cause)) if event.cause.kind is Kind.UPDATE else None
