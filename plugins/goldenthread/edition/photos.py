"""Which photos an audience may see: those that show nothing withheld, and nobody who has not agreed to be seen.

In: an archive, and what is left of it for an audience. Out: the same without the other photos, wherever they are named,
and without the words for them. Guaranteed: a picture that is withheld under one name is withheld under every name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

from goldenthread.model.archive import Archive
from goldenthread.model.chart import Block, FlipChart, Line
from goldenthread.model.consent import without_consent
from goldenthread.model.fields import Audience
from goldenthread.model.meeting import Meeting
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

Named = tuple[str, str]
"""The id of a meeting, and the name of one of its photos."""


def without_withheld(before: Archive, left: Archive, audience: Audience, day: date | None) -> Archive:
    """What is left, without the photos that this audience may not see on a day."""
    withheld = _withheld(before, left, audience, day)
    pictures = _pictures(before)
    withheld |= _alike(pictures, withheld)
    return dataclasses.replace(left, meetings=tuple(_without(meeting, withheld) for meeting in left.meetings))


def _without(meeting: Meeting, withheld: set[Named]) -> Meeting:
    """The meeting without these photos; the very same where it has none of them."""
    charts = tuple(_without_photos(chart, meeting.id, withheld) for chart in meeting.charts)
    photos = tuple(photo for photo in meeting.photos if (meeting.id, photo.photo) not in withheld)
    changed = len(photos) < len(meeting.photos) or any(
        one is not other for one, other in zip(charts, meeting.charts, strict=True)
    )
    return dataclasses.replace(meeting, charts=charts, photos=photos) if changed else meeting


def at_odds(before: Archive, left: Archive) -> Iterator[Problem]:
    """A problem for each photo that is public under one name, and withheld under another."""
    withheld = _withheld(before, left, "public", None)
    pictures = _pictures(before)
    for named in sorted(_alike(pictures, withheld) - withheld):
        twin = next(other for other in sorted(withheld) if pictures.get(other) == pictures[named])
        if at := _place(left, named):
            yield problem("GT806", at, photo=named[1], other=f"{twin[0]}/photos/{twin[1]}")


def _withheld(before: Archive, left: Archive, audience: Audience, day: date | None) -> set[Named]:
    """Photos of charts of which anything is withheld, of which an entry is, or of somebody who has not agreed to it."""
    whole = {(meeting.id, chart.id): chart.blocks for meeting in left.meetings for chart in meeting.charts}
    kept = {(meeting.id, one.photo) for meeting in left.meetings for one in meeting.photos}
    withheld = set()
    for meeting in before.meetings:
        for chart in meeting.charts:
            if whole.get((meeting.id, chart.id)) != chart.blocks:
                withheld |= {(meeting.id, photo) for photo in chart.photos}
        for photo in meeting.photos:
            named = (meeting.id, photo.photo)
            if named not in kept or (audience == "public" and without_consent(before, photo, meeting, day)):
                withheld.add(named)
    return withheld


def _pictures(archive: Archive) -> dict[Named, str]:
    """What each photo shows, by a digest of its pixels; those that cannot be shown are left out."""
    return {
        (meeting.id, photo): archive.photos[path].pixels
        for meeting in archive.meetings
        for photo in _names(meeting)
        if (path := f"{meeting.folder}/photos/{photo}") in archive.photos
    }


def _names(meeting: Meeting) -> Iterator[str]:
    for chart in meeting.charts:
        yield from chart.photos
    yield from (photo.photo for photo in meeting.photos)


def _alike(pictures: dict[Named, str], withheld: set[Named]) -> set[Named]:
    """The photos that show just what one of those withheld shows."""
    shown = {pictures[named] for named in withheld if named in pictures}
    return {named for named, pixels in pictures.items() if pixels in shown}


def _place(archive: Archive, named: Named) -> Place | None:
    meeting = archive.meeting_by_id.get(named[0])
    if meeting is None:
        return None
    entries = [photo.at for photo in meeting.photos if photo.photo == named[1]]
    entries += [chart.at for chart in meeting.charts if named[1] in chart.photos]
    return next(iter(entries), None)


def _without_photos(chart: FlipChart, meeting: str, withheld: set[Named]) -> FlipChart:
    """The chart with the photos that may be seen; where none is left, without the words for them, and without boxes."""
    photos = tuple(photo for photo in chart.photos if (meeting, photo) not in withheld)
    if photos and photos == chart.photos:
        return chart  # of one that has no photos at all, it may be because all of them are internal by default
    if not chart.photos and not chart.alt and not _has_boxes(chart):
        return chart
    blocks = tuple(_without_boxes(block, photos) for block in chart.blocks)
    return dataclasses.replace(chart, photos=photos, alt=chart.alt if photos else "", blocks=blocks)


def _has_boxes(chart: FlipChart) -> bool:
    return any(line.attributes.box for block in chart.blocks for line in block.every_line())


def _without_boxes(block: Block, photos: tuple[str, ...]) -> Block:
    """The block without the boxes that lie on another photo than these."""

    def shown(line: Line) -> Line:
        box = line.attributes.box
        if box is None or box.photo in photos:
            return line
        return dataclasses.replace(line, attributes=dataclasses.replace(line.attributes, box=None))

    heading = shown(block.heading) if block.heading else None
    return dataclasses.replace(block, heading=heading, lines=tuple(shown(line) for line in block.lines))
