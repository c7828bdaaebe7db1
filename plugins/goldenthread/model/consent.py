"""Consent: who on a photo has not agreed that it is published.

In: an archive with all its people, and the day on which it is asked. Out: references to those who stand in the way.
Guaranteed: silence, a name that nobody knows, every word but `yes`, another meeting than those agreed for, a day after
the last one agreed, and a withdrawal stand in the way.
"""

from __future__ import annotations

from datetime import date

from goldenthread.model.archive import Archive
from goldenthread.model.fields import Ref
from goldenthread.model.meeting import Meeting, Photo
from goldenthread.model.register import Group, Person


def without_consent(archive: Archive, photo: Photo, meeting: Meeting, day: date | None) -> tuple[Ref, ...]:
    """Those whom a photo of a meeting shows and who have not agreed; without a day, none for a time has."""
    return tuple(one for one in photo.shows if not _agreed(archive, one, meeting, day))


def _agreed(archive: Archive, one: Ref, meeting: Meeting, day: date | None) -> bool:
    key = archive.resolved.get(one.at)
    who = archive.index[key].thing if key else None
    if not isinstance(who, (Person, Group)) or who.photo_consent != "yes" or who.photo_consent_withdrawn:
        return False
    until = who.photo_consent_until
    if until and (day is None or day > until.earliest):
        return False
    series = archive.resolved.get(meeting.series.at) if meeting.series else None
    return not who.photo_consent_for or not {meeting.id, series.id if series else ""}.isdisjoint(who.photo_consent_for)
