"""`scripts/draw-photos`: a photo for every flip chart of the sample, drawn from its transcript.

In: a records folder. Out: JPEG files under the names that the charts give. Guaranteed: the same records and the same
release of Pillow give the same bytes. Every second photo is stored on its side, as a turned telephone stores it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image

from drawing.alphabet import UnknownLetter
from drawing.room import photograph
from drawing.sheet import draw_sheet
from goldenthread.model.chart import FlipChart
from goldenthread.model.fields import PartialDate
from goldenthread.read import read_records

_QUALITY = 80
_TURNED = 6
"""The EXIF orientation of a picture to be turned a quarter to the right before it is shown."""
_OPEN_SEA = {"latitude": (41.0, 13.0, 7.0), "longitude": (38.0, 52.0, 30.0)}
"""An invented position in the Atlantic, for the photo pipeline to take out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A photo to be drawn: of which chart and meeting, and its path below the records folder."""

    chart: FlipChart
    key: str
    date: PartialDate
    path: str


def wanted_photos(records: Path) -> Iterator[Wanted]:
    """The first photo that each chart names; raises `ValueError` where the records have problems."""
    read, problems = read_records(records)
    if problems:
        raise ValueError("\n".join(str(found) for found in problems))
    for meeting in read.meetings:
        folder = _folder(meeting.at.path)
        for chart in meeting.charts:
            for name in chart.photos[:1]:
                yield Wanted(chart, f"{meeting.id}/{chart.id}", meeting.date, f"{folder}/photos/{name}")


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def draw(wanted: Wanted, out: Path, turned: bool) -> Path:
    """Draw one photo below `out`; returns where it was written."""
    picture = photograph(draw_sheet(wanted.chart, wanted.key, squared=turned), wanted.key, taped=turned)
    path = out / wanted.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        picture.save(path, "JPEG", quality=_QUALITY, optimize=True, exif=_metadata(wanted.date))
    else:
        picture.save(path, "JPEG", quality=_QUALITY, optimize=True)
    return path


def _metadata(date: PartialDate) -> Image.Exif:
    """What a telephone writes into a photo, all of it invented."""
    taken = date.earliest.strftime("%Y:%m:%d 12:20:00")
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Sample Camera"
    exif[ExifTags.Base.Model] = "Invented 1"
    exif[ExifTags.Base.Orientation] = _TURNED
    exif[ExifTags.Base.DateTime] = taken
    exif[ExifTags.Base.Artist] = "Nobody in particular"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", _OPEN_SEA["latitude"]
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "W", _OPEN_SEA["longitude"]
    return exif


def main(root: Path, arguments: Sequence[str]) -> int:
    """Run the command for a project in `root`; returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="draw-photos", description="Draws the photos of the sample's flip charts from their transcripts."
    )
    parser.add_argument("--records", type=Path, default=root / "records", help="the records to read")
    parser.add_argument("--out", type=Path, help="the folder to write to (default: the records themselves)")
    options = parser.parse_args(arguments)
    try:
        for number, wanted in enumerate(wanted_photos(options.records)):
            print(draw(wanted, options.out or options.records, turned=number % 2 == 1))
    except (UnknownLetter, ValueError) as error:
        print(f"draw-photos: {error}", file=sys.stderr)
        return 1
    return 0
