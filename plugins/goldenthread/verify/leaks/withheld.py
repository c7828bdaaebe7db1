"""What is withheld: what an archive holds, and its public edition does not show.

In: an archive, its public edition, and the files of the records. Out: every text, id, name, file and picture of the
one that is not in the other. Guaranteed: found by walking the model, so that a field added to it is looked for as well;
what is marked as internal is, even where the cut should have left it in.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from html import unescape
from typing import Any

from goldenthread.model.archive import REGISTERS, Archive, Reported
from goldenthread.model.chart import NO_ATTRIBUTES, Attributes, Block, Line
from goldenthread.model.document import DocumentText
from goldenthread.model.entry import WHO_MAY_SEE, Entry
from goldenthread.model.fields import Audience, Prose, Ref
from goldenthread.model.settings import DefaultAudience
from goldenthread.model.walk import kept_apart
from goldenthread.publish.addresses import address
from goldenthread.source import NOWHERE, Place
from goldenthread.verify.leaks.phrases import Withheld
from goldenthread.verify.leaks.reading import Reading
from goldenthread.verify.leaks.unpacking import TooMuch

Load = Callable[[str], bytes | None]
LISTED = (*REGISTERS, "meetings", "updates")
_PARAGRAPHS = re.compile(r"</(?:\w+:)?(?:p|si|c|tc|row)>")
_MARKS = re.compile(r"<[^<>]*>")
_OF_XML = re.compile(r"<\?.*?\?>|xmlns(?::\w+)?=\S+|https?://\S+")
_LINES = re.compile(r"[\n\r\t\0\"=<>]+")
_REMARK = re.compile(r"(?:^|\s)#\s+(.*)$", re.MULTILINE)
_AGAIN = re.compile(r"\s#\s")
_KEY = re.compile(r"^(?:- )?[a-z_]+:\s+")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_WORDY = re.compile(r"[\w\s.,:;@'’()/-]+")


def held(archive: Archive) -> Iterator[Withheld]:
    """All that an archive says, whoever may see it."""
    for name in LISTED:
        for one in getattr(archive, name):
            yield from _said(one, NOWHERE)
    yield from _said(archive.settings, NOWHERE)
    for path, text in archive.documents.items():
        yield from (Withheld(words, "document", Place(path)) for words in _of_document(text))
    yield from (
        Withheld(path.rpartition("/")[2], "file name", Place(path), whole=True) for path in sorted(archive.files)
    )


def shown(public: Archive) -> Iterator[str]:
    """What the public edition says, apart from what is marked as internal: nothing of that should be there."""
    defaults = public.settings.default_audience
    for name in LISTED:
        for one in getattr(public, name):
            yield from (found.words for found in _said(one, NOWHERE, name, _Marked(defaults)))
    yield from (found.words for found in _said(public.settings, NOWHERE))
    for text in public.documents.values():
        yield from _of_document(text)
    yield from (path.rpartition("/")[2] for path in public.files)


def keys(archive: Archive, public: Archive) -> Iterator[Withheld]:
    """The ids, and the addresses, of things that the public edition does not have."""
    for key in archive.index.keys() - public.index.keys():
        at = getattr(archive.index[key].thing, "at", NOWHERE)
        yield Withheld(key.id, "id", at, whole=True)
        if where := address(key):
            yield Withheld(where, "address", at, whole=True)


@dataclasses.dataclass(frozen=True, slots=True)
class _Marked:
    """Whether a thing may be seen, by what is written on it and in archive.yml alone."""

    defaults: DefaultAudience
    container: Audience = "internal"

    def public(self, value: Any, field: str) -> bool:
        own = value.audience if isinstance(value, (Entry, Attributes)) else None
        attributes = getattr(getattr(value, "heading", None) or value, "attributes", None)
        own = own or (attributes.audience if isinstance(attributes, Attributes) else None)
        return (own or self.defaults.of(field, self.container)) == "public"


def _said(value: Any, at: Place, field: str = "", marked: _Marked | None = None) -> Iterator[Withheld]:
    """The words in a value of the model and in all that is in it; with `marked`, where they may be seen."""
    if isinstance(value, str):
        yield Withheld(value, field or "text", at)
    elif isinstance(value, Prose):
        yield Withheld(value.text, field or "text", value.at if value.at.path else at)
    elif isinstance(value, tuple):
        for one in value:
            yield from _said(one, at, field, marked)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (Ref, Place)) and value is not NO_ATTRIBUTES:
        if isinstance(value, Reported):
            value = value.update
        if marked and field and not marked.public(value, field):
            return
        inside = dataclasses.replace(marked, container="public") if marked else None
        at = getattr(value, "at", at)
        passed_over = {"at", *WHO_MAY_SEE, *(kept_apart(value) if marked else ())}
        if isinstance(value, (Line, Block)):
            yield Withheld(value.words if isinstance(value, Line) else value.name, "line", at)
        for one in dataclasses.fields(value):
            if one.name not in passed_over:
                yield from _said(getattr(value, one.name), at, one.name, inside)


def _of_document(text: DocumentText) -> Iterator[str]:
    for part in text.parts:
        yield from part.words()


@dataclasses.dataclass(frozen=True, slots=True)
class Stored:
    """What stands in a file of the records: words, and pictures."""

    words: tuple[str, ...]
    pictures: tuple[bytes, ...]
    digest: str


def stored(data: bytes) -> Stored:
    """All that a file says and shows: what its readers see, what it hides, and what stands in its pictures."""
    words: dict[str, None] = {}
    pictures: list[bytes] = []

    def take(text: str) -> None:
        text = unescape(_OF_XML.sub(" ", text))
        lines = _MARKS.sub("", _PARAGRAPHS.sub("\n", text)).split("\n") if "</" in text else ()
        for one in (*lines, *_LINES.split(text)):
            if 3 < len(said := one.strip()) < 5000 and _WORDY.fullmatch(said) and said[0] != "/":
                words[said] = None

    with suppress(TooMuch):  # what is read of it is looked for
        Reading(take, pictures.append, every=False).through(data)
    return Stored(tuple(words), tuple(pictures), sha256(data).hexdigest())


def remarks(text: str) -> Iterator[str]:
    """What editors wrote into a record for each other: it is in no edition. Of a key and its value, the value."""
    for found in _REMARK.findall(text):
        yield from (_KEY.sub("", part.strip()) for part in _AGAIN.split(found))
    yield from (found.strip() for found in _COMMENT.findall(text))
