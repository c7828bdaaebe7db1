"""A small archive in which every example of docs/keys.md has its place: what the examples refer to, and no more."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from goldenthread.model.keys import FORMAT, SLOT, KindWords

PUBLIC = "".join(f"  {key}: public\n" for key in FORMAT.kinds["default-audience"].keys)
EARLIER = "meetings/2026/2026-03-04-first-meeting"
HERE = "meetings/2026/2026-05-06-ferry-day"
"""The meeting beside whose record the lists, charts and files of the examples stand."""
LATER = "meetings/2026/2026-09-02-after-the-summer"
"""The meeting whose own keys have examples."""
HEAD = "---\ntitle: {}\ndate: {}\n---\nWe met.\n"
WHOLE = {
    "archive.yml": f"format: 1\ntitle: Riverside meetings\ndefault_audience:\n{PUBLIC}",
    "registers/people.yml": "- {id: ana, name: Ana Reyes, photo_consent: yes}\n- {id: ben, name: Ben Osei}\n",
    "registers/groups.yml": "- {id: transport-team, name: Transport team}\n"
    "- {id: ferry-users, name: Ferry users, photo_consent: yes}\n",
    "registers/themes.yml": "- {id: ferries, name: Ferries}\n- {id: tickets, name: Tickets}\n",
    "registers/series.yml": "- {id: ferry-days, name: Ferry days}\n",
    "registers/strategies.yml": "- {id: one-timetable, name: One timetable}\n",
    "registers/indicators.yml": "- {id: missed-buses, name: Missed buses, target: 5}\n",
    f"{EARLIER}/meeting.md": HEAD.format("First meeting", "2026-03-04"),
    f"{EARLIER}/actions.yml": "- id: count-the-missed\n  what: Count who is left behind\n",
    f"{EARLIER}/decisions.yml": "- id: buses-first\n  what: The bus timetable is fixed first\n",
    f"{EARLIER}/goals.yml": "- id: fewer-waits\n  what: Fewer people wait\n",
    f"{EARLIER}/support.yml": "- id: lend-a-counter\n  what: Lend somebody who counts\n  for: ferry-users\n",
    f"{HERE}/meeting.md": HEAD.format("Ferry day", "2026-05-06"),
    f"{HERE}/programme.yml": "- {id: what-we-saw, title: What we saw this winter}\n",
    f"{HERE}/focus_areas.yml": "- {id: the-timetable, title: The timetable}\n",
    f"{HERE}/flip-charts/missed-connections.md": "---\ntitle: Missed connections\n---\n## LAST BUS {#last-bus}\n",
    f"{HERE}/files/counts.csv": "day,missed\n",
    f"{LATER}/meeting.md": HEAD.format("After the summer", "2026-09-02"),
    f"{LATER}/files/counts.csv": "day,missed\n",
    "updates/files/letter.pdf": "%PDF-1.4\n",
}
PHOTOS = tuple(f"{HERE}/photos/{name}.jpg" for name in ("the-quay", "tickets-1", "tickets-2"))
PHOTOS_LATER = (f"{LATER}/photos/the-quay.jpg",)
SMALLEST = {f"{HERE}/meeting.md": HEAD.format("Ferry day", "2026-05-06")}
"""What is beside an `archive.yml` that leaves most audiences open."""


def path_of(kind: KindWords) -> str:
    """The path of the file in which an entry of this kind is shown."""
    top = kind.file.split("/")[0]
    return kind.file if top in ("archive.yml", "registers", "updates", "queries", "meetings") else f"{HERE}/{kind.file}"


def placed(kind: KindWords, entry: str) -> tuple[str, int]:
    """The text of that file with this entry in it, and the line on which the entry begins."""
    before = WHOLE.get(path_of(kind), "") if kind.file.endswith(".yml") and kind.file != "archive.yml" else ""
    frame = before + kind.frame.strip("\n") + "\n"
    number, line = next((number, line) for number, line in enumerate(frame.split("\n"), 1) if SLOT in line)
    return frame.replace(SLOT, entry.strip("\n").replace("\n", "\n" + " " * line.index(SLOT))), number


def keys_in(entry: str) -> dict[str, str]:
    """The keys of an entry, each with its lines; a key within a key is no key of the entry."""
    pieces = [piece for piece in re.split(r"(?m)^(?=\w+:)", entry) if piece.strip()]
    return {piece.partition(":")[0]: piece.strip("\n") for piece in pieces}


def merged(kind: KindWords, example: str, without: str = "") -> str:
    """The smallest entry of a kind with the keys of an example in it, and without a key."""
    if kind.type == "Attributes":
        return example
    pieces = {**keys_in(kind.entry), **keys_in(example)}
    return "\n".join(piece for key, piece in pieces.items() if key != without)


def write(root: Path, kind: KindWords, entry: str) -> tuple[str, int]:
    """The small archive in a folder, with this entry in it; gives the entry's path and line."""
    small = kind.file == "archive.yml"
    text, line = placed(kind, entry)
    files: dict[str, bytes] = {path: text.encode() for path, text in (SMALLEST if small else WHOLE).items()}
    files |= {} if small else {photo: picture(photo) for photo in (*PHOTOS, *PHOTOS_LATER)}
    for path, content in {**files, path_of(kind): text.encode()}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return path_of(kind), line


_TAKEN = 0x0132


@cache
def picture(name: str, taken: str = "") -> bytes:
    """A photo that no other name has: one picture may not have two audiences. `taken` is when, as cameras write it."""
    made = BytesIO()
    exif = Image.Exif()
    if taken:
        exif[_TAKEN] = taken
    pixels = sha256(name.encode()).digest() * 4 + bytes(16)
    Image.frombytes("RGB", (8, 6), pixels).save(made, "PNG", **({"exif": exif} if taken else {}))
    return made.getvalue()
