"""Archives with a canary in every place in which records, photos and documents can hold something internal.

A canary is words with a number that nothing else has; each place has its own, so that one which gets out is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count

from PIL import Image

from tests.documents import office, pdf
from tests.media import planted
from tests.publish.test_hostile import records as every_field
from tests.verify.leaks.test_wrappings import drawn, stored

LANGUAGES = {
    "English": "nobody may hear of it",
    "French": "à ne répéter à personne",
    "German": "Übergabe nur mündlich",
    "Polish": "źle się układa między nimi",
    "Russian": "никому не показывать",
    "Greek": "μόνο για εμάς",
    "Arabic": "لا يقال لأحد",
    "Hindi": "किसी को न बताएं",
    "Chinese": "不可外传",
    "Thai": "ห้ามบอกใคร",
}
_PAYLOAD = "CANARYPAYLOAD"
_OPEN = (
    "---\ntitle: Open day\ndate: 2025-02-01\naudience: public\n"
    "photos:\n{photos}files:\n{files}---\nEverybody may read this.\n"
)
_PUBLIC = "default_audience: {meetings: internal, photos: public, files: public}\n"


@dataclass
class Planted:
    """Files of an archive, and the canaries in them: each with the place that holds it."""

    files: dict[str, str | bytes] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)


def in_fields(language: str) -> Planted:
    """An internal archive with a canary in every field that takes words, beside one meeting that is public."""
    made = Planted()
    numbers = count(1)

    def canary(place: str) -> str:
        name = f"zqx{len(language)}{next(numbers):04d}{language[:2].lower()}"
        made.canaries[name] = f"{language}, {place}"
        return f"{LANGUAGES[language]} {name}"

    for path, text in every_field(_PAYLOAD).items():
        if not isinstance(text, str):
            made.files[path] = text
            continue
        first, *others = re.sub(r"(?s)default_audience: \{.*?\}\n", _PUBLIC, text).split(_PAYLOAD)
        made.files[path] = first + "".join(
            f"{'Open' if path == 'archive.yml' else canary(f'{path} {number}')}{rest}"
            for number, rest in enumerate(others)
        )
    for name in ("meetings/first/photos/room.jpg", "meetings/first/files/x.txt"):
        made.files[name] = made.files[name] if name.endswith("jpg") else canary(name)
    for number in range(12):
        made.canaries[f"zqxid{number:02d}"] = f"{language}, an id"
    made.files["registers/groups.yml"] = str(made.files["registers/groups.yml"]) + "".join(
        f"- {{id: zqxid{number:02d}, name: zqxid{number:02d}}}\n" for number in range(12)
    )
    made.files["meetings/open/meeting.md"] = _OPEN.format(photos="", files="").replace("photos:\nfiles:\n", "")
    return made


def in_files() -> Planted:
    """A public meeting with photos and documents that hold a canary where no reader sees it, or in their names."""
    made = Planted()
    photos, files = "", ""
    for number, (place, data) in enumerate(planted.originals(drawn(4)).items()):
        name = f"p{number}.{'png' if data[:4] == planted.png(drawn(4))[:4] else 'jpg'}"
        if data[:4] == b"RIFF":
            name = f"p{number}.webp"
        made.files[f"meetings/open/photos/{name}"] = data
        photos += f"  - {{photo: {name}, alt: A wall}}\n"
        made.canaries[planted.CANARY] = "in a photo"
        made.canaries[f"photo {place}"] = ""
    for number, (format, what, _, data) in enumerate((*office.HIDING, *pdf.HIDING)):
        made.files[f"meetings/open/files/d{number}.{format}"] = data
        files += f"  - {{file: d{number}.{format}, title: Paper {number}}}\n"
        made.canaries[f"document {format} {what}"] = ""
    made.canaries[office.CANARY] = "hidden in a document"
    for number in range(6):
        made.files[f"meetings/open/photos/zqxname{number}.jpg"] = stored(
            Image.new("RGB", (90, 60), (40 * number, 9, 9)), "JPEG"
        )
        photos += f"  - {{photo: zqxname{number}.jpg, alt: zqxalt{number}, audience: internal}}\n"
        made.canaries[f"zqxname{number}"] = "the name of an internal photo"
        made.canaries[f"zqxalt{number}"] = "the words for an internal photo"
    made.files["meetings/open/meeting.md"] = _OPEN.format(photos=photos, files=files)
    made.files["archive.yml"] = f"format: 1\ntitle: Open\n{_PUBLIC}"
    return made


def words(made: Planted) -> list[str]:
    """The canaries as they are looked for: those that stand for a place alone are found by the common one."""
    return [name for name, place in made.canaries.items() if place]
