"""Photos put to a meeting: each under a plain name, with the session during which it was taken.

In: a meeting, and the bytes of photos. Out: when each was taken, the session that fits, and the name it gets.
Guaranteed: a name is plain and no other photo's; of a photo that says no time, or another day, no session is guessed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from pathlib import PurePath

from PIL.Image import Image

from goldenthread.model.fields import slug
from goldenthread.model.meeting import Meeting, Session
from goldenthread.scaffold.naming import proposed

_EXIF = 0x8769
_ORIGINAL = 0x9003
_CHANGED = 0x0132
_ENDINGS = {"jpeg": "jpg", "jpe": "jpg"}


def taken_at(image: Image) -> datetime | None:
    """When a photo was taken, by the clock of the camera; `None` where it does not say."""
    try:
        exif = image.getexif()
        said = exif.get_ifd(_EXIF).get(_ORIGINAL) or exif.get(_CHANGED)
        return datetime.strptime(str(said).strip("\0 "), "%Y:%m:%d %H:%M:%S")
    except Exception:  # what a camera wrote may be anything
        return None


def session_at(meeting: Meeting, taken: datetime) -> Session | None:
    """The session that had begun last when a photo was taken, and had not ended."""
    if not meeting.date.earliest <= taken.date() <= (meeting.end or meeting.date).latest:
        return None
    begun = [
        (start, session)
        for session in meeting.programme
        if (start := _at(meeting, session, session.time)) and start <= taken
    ]
    if not begun:
        return None
    session = max(begun, key=lambda one: one[0])[1]
    end = _at(meeting, session, session.until)
    return None if end and taken > end else session


def _at(meeting: Meeting, session: Session, clock: str) -> datetime | None:
    if not clock or meeting.date.earliest != meeting.date.latest:
        return None
    day: date = meeting.date.earliest + timedelta(days=(session.day or 1) - 1)
    return datetime.combine(day, time.fromisoformat(clock))


def plain_name(file: str, taken: Collection[str]) -> str:
    """The name under which a photo is kept: small letters and hyphens, and no other photo's."""
    path = PurePath(file)
    ending = slug(path.suffix) or "jpg"
    ending = _ENDINGS.get(ending, ending)
    stems = [name.rpartition(".")[0] for name in taken]
    return f"{proposed(path.stem, stems, 'photo')}.{ending}"
