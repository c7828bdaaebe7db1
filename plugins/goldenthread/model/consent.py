"""Consent: who on a photo has not agreed that it is published.

In: an archive with all its people. Out: references to those who stand in the way. Guaranteed: silence, a name that
nobody knows, and every word but `yes` stand in the way.
"""

from __future__ import annotations

from goldenthread.model.archive import Archive
from goldenthread.model.fields import Ref
from goldenthread.model.meeting import Photo
from goldenthread.model.register import Group, Person


def without_consent(archive: Archive, photo: Photo) -> tuple[Ref, ...]:
    """Those whom a photo shows and who have not agreed."""
    return tuple(one for one in photo.shows if not _agreed(archive, one))


def _agreed(archive: Archive, one: Ref) -> bool:
    key = archive.resolved.get(one.at)
    who = archive.index[key].thing if key else None
    return isinstance(who, (Person, Group)) and who.photo_consent == "yes"
