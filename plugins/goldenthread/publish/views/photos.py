"""Photos as pages show them: whole, in the copies that fit, or the part of one that shows a line of a chart.

In: a `Book` and what photos belong to. Out: `PhotoView`, and the copies that a site needs. Guaranteed: only photos of
the edition are shown, and so only parts of those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from goldenthread.language import N_
from goldenthread.media.copies import Copy, part, sizes, whole
from goldenthread.model.archive import Picture
from goldenthread.model.chart import Block, Box, FlipChart, Line
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.meeting import Meeting, Photo
from goldenthread.publish.addresses import anchor, crop_address, photo_address
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Name

Sources = tuple[tuple[str, int], ...]
"""Addresses of copies, each with its width in pixels, the narrowest first."""


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo as published: its address, size in pixels, the words that stand for it, and where it belongs.

    `webp` and `jpeg` are its copies in these formats; the largest JPEG is the one at its address.
    """

    address: str
    width: int
    height: int
    alt: str
    webp: Sources = ()
    jpeg: Sources = ()
    caption: str = ""
    anchor: str = ""
    date: str = ""
    source: str = ""
    where: Name | None = None
    session: tuple[Name, ...] = ()
    shows: tuple[Name, ...] = ()


def chart_photos(book: Book, key: Key, chart: FlipChart, folder: str) -> tuple[PhotoView, ...]:
    """The photos of a chart that can be shown."""
    meeting = key.id.partition("/")[0]
    found = ((name, book.archive.photos.get(f"{folder}/photos/{name}")) for name in chart.photos)
    return tuple(_shown(meeting, name, one, alt=chart.alt, source=chart.source) for name, one in found if one)


def meeting_photos(book: Book, meeting: Meeting) -> tuple[PhotoView, ...]:
    """The photos of a meeting that can be shown, those of its charts apart."""
    return tuple(view for photo in meeting.photos if (view := _photo(book, meeting, photo)))


def _photo(book: Book, meeting: Meeting, photo: Photo) -> PhotoView | None:
    picture = book.archive.photos.get(f"{meeting.folder}/photos/{photo.photo}")
    key = Key(Kind.PHOTO, f"{meeting.id}/photos/{photo.photo}")
    if not picture:
        return None
    targets = book.archive.targets
    taken = book.words.date(photo.taken) if photo.taken else ""
    return _shown(
        meeting.id,
        photo.photo,
        picture,
        alt="" if photo.decorative else photo.alt,
        caption=photo.caption or ("" if photo.alt else book.words(N_("Photo"))),
        anchor=anchor(key),
        date=", ".join(filter(None, (taken, photo.taken_by))),
        source=photo.source,
        session=book.names(targets(key, Relation.MADE_IN)),
        shows=book.names(targets(key, Relation.SHOWS)),
    )


def _shown(meeting: str, name: str, picture: Picture, **facts: Any) -> PhotoView:
    *smaller, (width, height) = sizes(picture.width, picture.height)

    def copies(format: str) -> Sources:
        small = ((photo_address(meeting, name, one, format), one) for one, _ in smaller)
        return (*small, (photo_address(meeting, name, format=format), width))

    return PhotoView(photo_address(meeting, name), width, height, webp=copies("webp"), jpeg=copies("jpg"), **facts)


def crop(book: Book, key: Key) -> PhotoView | None:
    """The part of a photo that shows a line, or the heading of a block; `None` where no box says where, or no photo."""
    thing = book.archive.index[key].thing
    line = thing.heading if isinstance(thing, Block) else thing
    chart, meeting = book.chart_of(key), book.meeting_of(key)
    if not (isinstance(line, Line) and line.attributes.box and meeting):
        return None
    picture = book.archive.photos.get(_path(meeting, chart, line.attributes.box))
    if not picture:
        return None
    copy = _part(picture, line.attributes.box)[0]
    where = crop_address(key)
    return PhotoView(
        address=where,
        width=copy.width,
        height=copy.height,
        alt=line.words.strip(),
        webp=((crop_address(key, "webp"), copy.width),),
        jpeg=((where, copy.width),),
        where=Name(line.words.strip(), key, language=book.language_of(key)),
    )


def _path(meeting: Meeting, chart: FlipChart, box: Box) -> str:
    return f"{meeting.folder}/photos/{box.photo or next(iter(chart.photos), '')}"


def _part(picture: Picture, box: Box) -> tuple[Copy, ...]:
    return part(picture.width, picture.height, (box.left, box.top, box.width, box.height))


def copies(book: Book) -> Iterator[tuple[str, Copy, str]]:
    """Every copy that a site needs: the path of its photo, what it is, and its address."""
    for meeting in book.archive.meetings:
        names = (*(name for chart in meeting.charts for name in chart.photos), *(one.photo for one in meeting.photos))
        for name in dict.fromkeys(names):
            path = f"{meeting.folder}/photos/{name}"
            if picture := book.archive.photos.get(path):
                made = whole(picture.width, picture.height)
                largest = made[-1].width
                for copy in made:
                    width = copy.width if copy.width != largest else 0
                    yield path, copy, photo_address(meeting.id, name, width, copy.format)
        for chart in meeting.charts:
            yield from _crops(book, meeting, chart)


def _crops(book: Book, meeting: Meeting, chart: FlipChart) -> Iterator[tuple[str, Copy, str]]:
    for _, line in chart.lines():
        box = line.attributes.box
        path = _path(meeting, chart, box) if box else ""
        if box and (picture := book.archive.photos.get(path)):
            key = Key.of_part(Kind.LINE, f"{meeting.id}/{chart.id}", line.id)
            for copy in _part(picture, box):
                yield path, copy, crop_address(key, copy.format)
