"""Photos from the command line: files that somebody names, looked at, and kept beside a record under a plain name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from goldenthread.cli.creating import Desk
from goldenthread.cli.report import told
from goldenthread.language import N_
from goldenthread.media.opening import MOST_BYTES, Refused, opened
from goldenthread.mend import Change
from goldenthread.model.meeting import Meeting
from goldenthread.scaffold.photos import plain_name, taken_at


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo that somebody named: the file, the name it has or gets beside the record, when it was taken, its bytes.

    `there` says that it lies there already.
    """

    file: str
    name: str
    taken: datetime | None
    data: bytes
    there: bool


def picture(desk: Desk, meeting: Meeting, file: str, others: Iterable[str] = ()) -> Picture:
    """A photo by the path of its file, or by the name it has among those of the meeting; refused where it is none."""
    folder = desk.path(f"{meeting.folder}/photos")
    there = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()} if folder.is_dir() else {}
    path = Path(file) if Path(file).is_file() else there.get(file, Path(file))
    if not path.is_file():
        raise click.BadParameter(told(N_("there is no file '{file}'"), file=file), param_hint="FILE")
    if path.stat().st_size > MOST_BYTES:
        raise click.BadParameter(told(N_("'{file}' is larger than 40 MB"), file=file), param_hint="FILE")
    data = path.read_bytes()
    try:
        image, _ = opened(data)
    except Refused as refused:
        why = N_("'{file}' is no photo that can be shown: {reason}")
        raise click.BadParameter(told(why, file=file, reason=refused.reason), param_hint="FILE") from None
    same = next(
        (name for name, one in there.items() if one.stat().st_size == len(data) and one.read_bytes() == data), ""
    )
    name = same or plain_name(path.name, (*there, *others))
    return Picture(file, name, taken_at(image), data, bool(same))


def kept(meeting: Meeting, pictures: Iterable[Picture]) -> Iterator[Change]:
    """The files by which photos are kept beside a record that lie elsewhere."""
    for one in pictures:
        if not one.there:
            yield Change(f"{meeting.folder}/photos/{one.name}", b"", one.data)
