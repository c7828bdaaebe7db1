"""What is indexed of each record: the same words for every engine, and the values that it can be told apart by.

In: a `Record`. Out: its words in four parts - title, as written, corrected, called otherwise - as one text, and the
document that the browser's engine takes. Guaranteed: a phrase never runs from one passage into the next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from goldenthread.publish.addresses import relative
from goldenthread.publish.search.letters import JOINED, parted
from goldenthread.publish.search.record import Record

STOP = "¶"
"""Stands between passages and counts as a word, so that no phrase runs across."""
_WITHIN = re.compile(r"(?<=[^\W_])((?:[^\w\s]|_)+)(?=[^\W_])")
_BROKEN = rf"\1{JOINED} "
_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Indexed:
    """The words of a record as they are indexed, and the number of the word with which each part but the first begins.

    The parts: the title, what was written, what was corrected, what words in these are called otherwise.
    """

    text: str
    begins: tuple[int, int, int]


def indexed(record: Record) -> Indexed:
    """The words of a record, part by part."""
    texts = [_parted(part) for part in parts(record)]
    if not any(one.isalnum() for text in texts for one in text):
        texts[-1] = record.kind_label  # the engine leaves out what has no word
    whole = f" {STOP} ".join(filter(None, texts))
    begins, count, total = [], 0, _words_in(whole)
    for text in texts[:-1]:
        count += _words_in(text) + (1 if text else 0)
        begins.append(min(count, total))
    return Indexed(whole, (begins[0], begins[1], begins[2]))


def parts(record: Record) -> tuple[str, str, str, str]:
    """The title of a record, what was written with the names in it, what was corrected, what is called otherwise."""
    corrected = (passage.reading for passage in record.passages if passage.reading)
    return record.title, _joined(_written(record)), _joined(corrected), _joined(record.also)


@dataclass(frozen=True, slots=True)
class Document:
    """What the index of the browser takes: words by which a thing is found, and what tells it apart.

    The engine hands `url` back as it is, so what is only to be shown stands there, as JSON.
    """

    url: str
    title: str
    content: str
    language: str
    facets: Mapping[str, tuple[str, ...]]


def document(record: Record, *, folders: bool = True) -> Document:
    """A record for the index of the browser; `folders`: whether addresses may end in `/`."""
    words, date = indexed(record), record.date
    facets = {name: record.values(name) for name in record.facets if name != "year"}  # the dates say it
    shown = {
        "address": relative("", record.address, folders=folders),
        "kind": record.kind_label,
        "when": record.when,
        "meeting": record.meeting,
        "place": relative("", record.meeting_address, folders=folders) if record.meeting else "",
        "language": record.language,
        "date": date.text if date else "",
        "begins": words.begins,
        "facets": facets,
    }
    url = _json({name: value for name, value in shown.items() if value})
    dates = {"date": (date.text,)} if date else {}
    return Document(url, record.title, words.text, record.language, {**facets, **dates})


def _words_in(text: str) -> int:
    """How many words stand between single spaces."""
    return text.count(" ") + 1 if text else 0


def _parted(text: str) -> str:
    """A text as words between single spaces, whoever counts them; what has a mark within it as several words."""
    if text.isascii():
        return " ".join(_WITHIN.sub(_BROKEN, text).split())
    composed = normalize("NFC", text.replace("\ufeff", ""))  # an accent by itself would seem to be a mark within
    return " ".join(parted(_WITHIN.sub(_BROKEN, composed)).split())


def _joined(texts: Iterable[str]) -> str:
    return f" {STOP} ".join(texts)


def _written(record: Record) -> Iterator[str]:
    """What was written, but for what is the title already."""
    for passage in record.passages:
        if passage.label:
            yield f"{passage.label}: {passage.words}"
        elif passage.words != record.title:
            yield passage.words
    yield from record.names
