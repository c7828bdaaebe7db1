"""The page on which an editor draws the boxes of a chart's lines over its photos. It is no page of the site.

In: an edition, a chart in it, and what the local server that shows the page knows of its record. Out: the page as HTML,
and the files it asks for. Guaranteed: nothing in it runs or is styled inline; what stands in the record is text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources

from goldenthread.model.chart import Box, FlipChart
from goldenthread.model.edition import Edition
from goldenthread.model.entry import Key, Kind
from goldenthread.publish.environment import environment
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.lines import LineView, SpanView, as_written
from goldenthread.publish.words import words_of

FILES = ("goldenthread.css", "desk.css", "desk.js", "desk-boxes.js", "desk-photos.js")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a server knows of a chart's record: where it lies, the digest of its bytes, and what is wrong with it.

    `token` is what the page must show to have anything written.
    """

    file: str
    digest: str
    token: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoToBox:
    """A photo to draw on: its number among the chart's, its name, and its size in pixels."""

    number: int
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class LineToBox:
    """A line of the transcript, how it stands there, and its box: photo, left, top, width and height, in numbers."""

    id: str
    line: LineView
    heading: bool
    depth: int
    box: tuple[int, int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class DeskView:
    """A chart to draw boxes on."""

    chart: FlipChart
    language: str
    photos: tuple[PhotoToBox, ...]
    lines: tuple[LineToBox, ...]
    opened: Opened


def desk_page(edition: Edition, key: Key, opened: Opened) -> str:
    """The page for the boxes of one chart."""
    languages = edition.archive.settings.languages
    words = words_of(languages[0] if languages else "")
    view = _view(Book(edition, words), key, opened)
    return environment(words).get_template("desk.html").render(view=view, words=words)


def desk_files() -> Mapping[str, bytes]:
    """The style sheets and scripts that the page asks for, by name."""
    folder = resources.files(__package__).joinpath("assets")
    return {name: folder.joinpath(name).read_bytes() for name in FILES}


def _view(book: Book, key: Key, opened: Opened) -> DeskView:
    chart, meeting = book.archive.index[key].thing, book.meeting_of(key)
    assert isinstance(chart, FlipChart)
    assert meeting
    photos = [
        PhotoToBox(number, name, size.width, size.height)
        for number, name in enumerate(chart.photos)
        if (size := book.archive.photos.get(f"{meeting.folder}/photos/{name}"))
    ]
    return DeskView(chart, book.language_at(chart.at), tuple(photos), tuple(_lines(book, key, chart)), opened)


def _lines(book: Book, key: Key, chart: FlipChart) -> Iterator[LineToBox]:
    for block, line in chart.lines():
        heading = line is block.heading
        shown = as_written(book, Key.of_part(Kind.BLOCK if heading else Kind.LINE, key.id, line.id))
        assert shown
        alone = replace(shown, spans=tuple(_unlinked(span) for span in shown.spans))
        box = line.attributes.box
        yield LineToBox(line.id, alone, heading, line.depth, _numbers(box, chart) if box else None)


def _unlinked(span: SpanView) -> SpanView:
    """A run of words that leads nowhere: there is no site around the page."""
    return replace(span, link=None, spans=tuple(_unlinked(inner) for inner in span.spans))


def _numbers(box: Box, chart: FlipChart) -> tuple[int, int, int, int, int] | None:
    """A box as the page has it; `None` where it lies on no photo of the chart."""
    named = box.photo or (chart.photos[0] if len(chart.photos) == 1 else "")
    if named not in chart.photos:
        return None
    return (chart.photos.index(named), box.left, box.top, box.width, box.height)
