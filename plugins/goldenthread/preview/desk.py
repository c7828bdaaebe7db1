"""A chart on the desk: opened as far as it can be read, and written back with other boxes.

In: a folder of records, and the path of a chart's record in it. Out: what a page shows of it; after a save, what was
written and what is wrong now. Guaranteed: a save changes the boxes of the lines named and no other byte, all at once
or not at all, and never a record that has changed since it was shown.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from goldenthread.cache import cache_for_now
from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.markup.attributes import print_box, read_box
from goldenthread.media.copies import whole
from goldenthread.media.photos import Copies
from goldenthread.mend.lines import Amendment, amended
from goldenthread.model.archive import Archive
from goldenthread.model.chart import Box, FlipChart
from goldenthread.model.entry import Key
from goldenthread.problem import Problem
from goldenthread.publish.desk import Opened, desk_page
from goldenthread.read.files import MOST_TEXT, list_files, read_bytes
from goldenthread.source import Place

_CHARTS = "/flip-charts/"
Drawn = tuple[int, int, int, int, int]
"""A box as the page has it: the photo's number among the chart's, then left, top, width and height in thousandths."""


class Unreadable(Exception):
    """A chart cannot be opened; `problems` say why. Without any it has no photo to draw on."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(path)
        self.problems = problems


class Changed(Exception):
    """The record is no longer the one that was shown."""


class Impossible(ValueError):
    """What was asked for names a line that is not there, or is no box on one of the chart's photos."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save has written, line by line with the box, and what is wrong with the record now."""

    wrote: tuple[tuple[Place, Box | None], ...]
    digest: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A chart as it was read, with the bytes of its record."""

    data: bytes
    archive: Archive
    key: Key
    chart: FlipChart
    folder: str
    problems: tuple[Problem, ...]
    copies: Copies

    @property
    def digest(self) -> str:
        return _digest(self.data)

    def photo(self, number: int) -> str:
        """The path of a photo of the chart that can be shown; "" where there is none of this number."""
        path = f"{self.folder}/photos/{self.chart.photos[number]}" if 0 <= number < len(self.chart.photos) else ""
        return path if path in self.copies.wanted else ""

    def box(self, drawn: Drawn) -> Box:
        """A box as the record has it."""
        number, left, top, width, height = drawn
        name = self.chart.photos[number] if self.photo(number) and len(self.chart.photos) > 1 else ""
        box = Box(left, top, width, height, name)
        if not self.photo(number) or read_box(print_box(box)) != box:
            raise Impossible(drawn)
        return box


def chart_paths(records: Path, archive: Archive) -> Mapping[str, str]:
    """The record of every chart, by `meeting/chart`; also of those that could not be read, by their folders' names."""
    read = {chart.at.path: f"{meeting.id}/{chart.id}" for meeting in archive.meetings for chart in meeting.charts}
    files = [path for path in list_files(records)[0] if _CHARTS in path and path.endswith(".md")]
    named = {path: f"{path.partition(_CHARTS)[0].rpartition('/')[2]}/{Path(path).stem}" for path in files}
    return {read.get(path, named[path]): path for path in files}


def meant(charts: Mapping[str, str], records: Path, typed: str) -> tuple[str, ...]:
    """The charts that words may mean: `meeting/chart`, the name of a chart, or the path of its record."""
    if typed in charts:
        return (typed,)
    places = {Path(typed).resolve(), (records / typed).resolve()}
    return tuple(
        key for key, path in charts.items() if key.rpartition("/")[2] == typed or (records / path).resolve() in places
    )


class Desk:
    """One chart of a folder of records, opened again and again as it is changed. Its methods may be called at once."""

    def __init__(self, records: Path, path: str) -> None:
        """Open a chart; raises `Unreadable`."""
        self.records, self.path = records, path
        self._lock = Lock()
        self._cache = cache_for_now()
        self._read = self._opened()

    @property
    def file(self) -> str:
        """The record, as it can be opened from where the command was typed."""
        return f"{str(self.records).rstrip('/')}/{self.path}"

    def page(self, token: str) -> str:
        """The page to draw on, of the record as it stands now; raises `Unreadable`."""
        with self._lock:
            self._read = read = self._opened()
        problems = tuple(found.line(str(self.records)) for found in read.problems)
        opened = Opened(self.file, read.digest, token, problems)
        return desk_page(edition_of(read.archive, "internal"), read.key, opened)

    def photo(self, number: int) -> bytes | None:
        """A photo of the chart in its largest published copy, a JPEG; `None` where there is none of this number."""
        with self._lock:
            path = self._read.photo(number)
            return self._read.copies.read(path, self._read.copies.wanted[path][0]) if path else None

    def save(self, digest: str, drawn: Mapping[str, Drawn | None]) -> Saved:
        """Write the boxes of lines, by their ids, into the record of this digest; raises `Changed` and `Impossible`."""
        with self._lock:
            before = self._bytes()
            if _digest(before) != digest:
                raise Changed
            if self._read.data != before:
                self._read = self._opened()
            read, places = self._read, {line.id: line.at for _, line in self._read.chart.lines()}
            if unknown := drawn.keys() - places.keys():
                raise Impossible(*unknown)
            boxes = {places[id]: read.box(box) if box else None for id, box in drawn.items()}
            after = amended(before, {at: Amendment(box=box) for at, box in boxes.items()})
            _exchange(self.records / self.path, after)
            problems: tuple[Problem, ...] = ()
            try:
                self._read = self._opened()
                problems = self._read.problems
            except Unreadable as fault:
                problems = fault.problems
            return Saved(tuple(sorted(boxes.items(), key=lambda one: one[0])), _digest(after), problems)

    def wait(self) -> None:
        """Return when nothing is being written any more."""
        with self._lock:
            pass

    def _bytes(self) -> bytes:
        data, problems = read_bytes(self.records, self.path, MOST_TEXT)
        if data is None:
            raise Unreadable(self.path, problems)
        return data

    def _opened(self) -> _Read:
        while True:
            data = self._bytes()
            archive, problems = compile_archive(self.records)
            if self._bytes() == data:
                break
        for meeting in archive.meetings:
            for chart in meeting.charts:
                if chart.at.path == self.path:
                    photos = {f"{meeting.folder}/photos/{name}" for name in chart.photos}
                    ours = tuple(found for found in problems if found.at.path in {self.path, *photos})
                    if not photos & archive.photos.keys():
                        raise Unreadable(self.path, ours)
                    key = Key.of_chart(meeting.id, chart.id)
                    return _Read(data, archive, key, chart, meeting.folder, ours, self._copies(archive, photos))
        whole = (self.path, f"{self.path.partition(_CHARTS)[0]}/meeting.md", "archive.yml")
        raise Unreadable(self.path, tuple(found for found in problems if found.at.path in whole))

    def _copies(self, archive: Archive, photos: Collection[str]) -> Copies:
        """The largest published JPEG of each photo that can be shown."""
        shown = {path: archive.photos[path] for path in photos if path in archive.photos}
        wanted = {path: (whole(picture.width, picture.height)[-1],) for path, picture in shown.items()}
        return Copies(wanted, shown, loader(self.records), self._cache)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _exchange(file: Path, data: bytes) -> None:
    """Put other bytes in the place of a file's, so that whoever reads it meets the old ones or the new ones whole."""
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(data)
            written.flush()
            os.fsync(descriptor)
        shutil.copymode(file, temporary)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
