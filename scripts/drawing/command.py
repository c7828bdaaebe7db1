"""`scripts/draw-photos`: every photo of the sample, drawn from what the records say of it.

In: a records folder. Out: JPEG files under the names that charts and `photos.yml` give: a chart's from its transcript,
a second one of it nearer; any other from its alternative text and caption. Guaranteed: the same records and the same
release of Pillow give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from drawing.alphabet import UnknownLetter
from drawing.boxes import boxes
from drawing.layout import SheetFull
from drawing.sheet import UnknownInk
from drawing.subjects import chart_photo, check_chart, other_photo
from drawing.telephone import stored
from goldenthread.markup.attributes import print_box
from goldenthread.model.chart import FlipChart
from goldenthread.model.meeting import Meeting
from goldenthread.read import read_records

_SUFFIXES = (".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A photo to be drawn: its path below the records folder, what is said of it, the day, and what it is of.

    A photo of a chart has the chart and its key; `close` is the name of a second photo, which shows it from nearer.
    """

    path: str
    words: str
    day: date
    key: str
    chart: FlipChart | None = None
    close: str = ""


def wanted_photos(records: Path) -> Iterator[Wanted]:
    """The photos that the records name; raises `ValueError` where the records have problems."""
    read, problems = read_records(records)
    if problems:
        raise ValueError("\n".join(str(found) for found in problems))
    for meeting in read.meetings:
        yield from _of_meeting(meeting)


def _of_meeting(meeting: Meeting) -> Iterator[Wanted]:
    said = {photo.photo: f"{photo.alt} {photo.caption}" for photo in meeting.photos}
    days = {photo.photo: (photo.taken or meeting.date).earliest for photo in meeting.photos}
    seen: set[str] = set()
    for chart in meeting.charts:
        for number, name in enumerate(chart.photos):
            if name in seen:
                continue
            seen.add(name)
            words = f"{chart.alt} {said.get(name, '')}"
            day = days.get(name, meeting.date.earliest)
            key, close = f"{meeting.id}/{chart.id}", name if number else ""
            yield Wanted(f"{meeting.folder}/photos/{name}", words, day, key, chart, close)
    for photo in meeting.photos:
        if photo.photo not in seen:
            words, key = said[photo.photo], f"{meeting.id}/{photo.photo}"
            yield Wanted(f"{meeting.folder}/photos/{photo.photo}", words, days[photo.photo], key)


def check(wanted: Wanted) -> None:
    """See that a photo can be drawn, without drawing it; raises what drawing it would."""
    if not wanted.path.endswith(_SUFFIXES):
        raise ValueError(f"{wanted.path}: only JPEG files are drawn, named .jpg")
    if wanted.chart:
        check_chart(wanted.chart, wanted.key, wanted.words)


def draw(wanted: Wanted, out: Path) -> Path:
    """Draw one photo below `out`; returns where it was written."""
    check(wanted)
    if wanted.chart:
        picture = chart_photo(wanted.chart, wanted.key, wanted.words, wanted.close)
    else:
        picture = other_photo(wanted.key, wanted.words)
    path = out / wanted.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stored(picture, wanted.path.rpartition("/")[2] + wanted.key, wanted.day))
    return path


def _say_boxes(wanted: Wanted) -> None:
    """Where each line stands on a photo that shows a whole chart, as its record would say it."""
    if wanted.chart and not wanted.close:
        for line, box in boxes(wanted.chart, wanted.key, wanted.words):
            print(f'{line.at} box="{print_box(box)}"')


def main(root: Path, arguments: Sequence[str]) -> int:
    """Run the command for a project in `root`; returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="draw-photos", description="Draws the photos of the sample from what the records say of them."
    )
    parser.add_argument("--records", type=Path, default=root / "records", help="the records to read")
    parser.add_argument("--out", type=Path, help="the folder to write to (default: the records themselves)")
    parser.add_argument("--only", action="append", metavar="TEXT", help="draw those alone whose path has this in it")
    parser.add_argument("--boxes", action="store_true", help="say where each line of a chart stands, but draw nothing")
    parser.add_argument("--dry-run", action="store_true", help="see that all can be drawn, but draw nothing")
    options = parser.parse_args(arguments)
    failed = 0
    try:
        for wanted in wanted_photos(options.records):
            if options.only and not any(part in wanted.path for part in options.only):
                continue
            try:
                if options.boxes:
                    _say_boxes(wanted)
                elif options.dry_run:
                    check(wanted)
                    print(wanted.path)
                else:
                    print(draw(wanted, options.out or options.records))
            except (UnknownLetter, UnknownInk, SheetFull) as error:
                print(f"draw-photos: {wanted.path}: {error}", file=sys.stderr)
                failed += 1
    except ValueError as error:
        print(f"draw-photos: {error}", file=sys.stderr)
        return 1
    return 1 if failed else 0
