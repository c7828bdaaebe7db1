"""What is indexed of each record: the same words for every engine, and the values that it can be told apart by.

In: a `Record`. Out: its words in four parts - title, as written, corrected, called otherwise - as one text, and the
document that the browser's engine takes. Guaranteed: a phrase never runs from one passage into the next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.publish.addresses import relative
from goldenthread.publish.search.record import Record

STOP = "¶"
"""Stands between passages and counts as a word, so that no phrase runs across."""
JOINED = "\u2060"
"""Stands where a space parts what is one word to the eye, such as a word with a hyphen: `first-` and `time`."""
FILTERS = ("kind", "status", "holds", "theme", "group", "series", "rank", "round")
"""The facets that the engine counts; of years it knows the dates."""
_WITHIN = re.compile(r"(?<=[^\W_])((?:[^\w\s]|_)+)(?=[^\W_])")


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
    begins, count, total = [], 0, len(whole.split())
    for text in texts[:-1]:
        count += len(text.split()) + (1 if text else 0)
        begins.append(min(count, total))
    return Indexed(whole, (begins[0], begins[1], begins[2]))


def parts(record: Record) -> tuple[str, str, str, str]:
    """The title of a record, what was written with the names in it, what was corrected, what is called otherwise."""
    corrected = (passage.reading for passage in record.passages if passage.reading)
    return record.title, _joined(_written(record)), _joined(corrected), _joined(record.also)


def document(record: Record, *, folders: bool = True) -> dict[str, object]:
    """What the browser's engine takes; `folders`: whether addresses may end in `/`.

    It indexes every word of `meta`, so that what is only to be shown stands in `url`, which it hands back as it is.
    """
    words, date = indexed(record), record.date
    shown = {
        "address": relative("", record.address, folders=folders),
        "kind": record.kind_label,
        "when": record.when,
        "meeting": record.meeting,
        "place": relative("", record.meeting_address, folders=folders) if record.meeting else "",
        "language": record.language,
        "begins": words.begins,
    }
    filters = {name: list(values) for name in FILTERS if (values := record.values(name))}
    if date:
        filters["date"] = [date.text]
    return {
        "url": json.dumps({name: value for name, value in shown.items() if value}, ensure_ascii=False),
        "content": words.text,
        "language": record.language,
        "meta": {"title": record.title},
        "filters": filters,
        "sort": {},
    }


def _parted(text: str) -> str:
    """A text as words between single spaces, whoever counts them; what has a mark within it as several words."""
    return " ".join(_WITHIN.sub(rf"\1{JOINED} ", text.replace("\ufeff", "")).split())


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
