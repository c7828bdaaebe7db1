"""Citations: how each thing is cited so that it can be checked in years, in a sentence and as CSL-JSON.

In: a `Book`, where the site is published, and the digest of the edition. Out: `Citation`s. Guaranteed: the same edition
gives the same words; nothing is taken from the clock: the day of reading is the reader's to add.
Source: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from goldenthread.language import N_
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Key, Kind
from goldenthread.model.meeting import Meeting
from goldenthread.publish.addresses import escaped
from goldenthread.publish.outlets import Outlet, on_one_line
from goldenthread.publish.views.book import Book
from goldenthread.publish.words import KINDS

SHOWN = 12
"""So many digits of the digest stand in the sentence."""


@dataclass(frozen=True, slots=True)
class Citation:
    """How one thing is cited: a sentence, and CSL-JSON; `lines`: of a chart, each line's words with its address.

    `has_site`: whether addresses are whole.
    """

    text: str
    csl: dict[str, Any]
    digest: str
    has_site: bool
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def short(self) -> str:
        """The first digits of the digest."""
        return self.digest[:SHOWN]

    @property
    def record(self) -> str:
        """The CSL-JSON as a reference manager takes it: a list with one item."""
        parts = (f" {_json(name)}: {_json(value)}" for name, value in self.csl.items())
        return "[{\n" + ",\n".join(parts) + "\n}]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Citations:
    """The citations of an edition."""

    book: Book
    outlet: Outlet
    digest: str

    def of(self, key: Key, title: str = "", address: str = "") -> Citation:
        """How a thing is cited; under another title and address where a page about it has its own."""
        book = self.book
        title, where = on_one_line(title or book.title(key)), address or book.address(key)
        meeting, date = book.meeting_of(key), self._date(key)
        words = book.words
        facts = {
            "title": title,
            "kind": words(KINDS[key.kind]),
            "meeting": meeting.title if meeting else "",
            "date": words.date(date) if date else "",
            "archive": book.archive.settings.title,
            "edition": self._edition,
            "address": self.link(where),
            "digest": self.digest[:SHOWN],
        }
        own = meeting is None or key.kind is Kind.MEETING
        begun = _OF_MEETING if key.kind is Kind.MEETING else _OF_NONE if own else _OF_THING
        text = on_one_line(f"{words(begun)} {words(_IN_ARCHIVE)}" % facts)
        return Citation(
            text, self._csl(key, title, where, meeting, date), self.digest, bool(self.outlet.site_url), self._lines(key)
        )

    def every(self) -> Iterator[dict[str, Any]]:
        """The CSL-JSON of every thing that has an address."""
        for key in self.book.archive.index:
            if where := self.book.address(key):
                meeting = self.book.meeting_of(key)
                yield self._csl(key, on_one_line(self.book.title(key)), where, meeting, self._date(key))

    def link(self, address: str) -> str:
        """The permanent address: whole where the site's own is known, or else below that."""
        return self.outlet.link(escaped(address)) if self.outlet.site_url else escaped(address)

    @cached_property
    def _edition(self) -> str:
        edition, words = self.book.edition, self.book.words
        public = edition.shown.audience == "public"
        said = N_("public edition as of %(date)s") if public else N_("internal edition as of %(date)s")
        return words(said) % {"date": words.date(edition.as_of)} if edition.as_of else ""

    def _date(self, key: Key) -> PartialDate | None:
        meeting = self.book.meeting_of(key)
        return self.book.reported(key).when if key.kind is Kind.UPDATE else meeting.date if meeting else None

    def _csl(
        self, key: Key, title: str, address: str, meeting: Meeting | None, date: PartialDate | None
    ) -> dict[str, Any]:
        book, link = self.book, self.link(address)
        parts = date.text if date else book.edition.as_of.isoformat() if book.edition.as_of else ""
        return {
            "id": str(key),
            "type": "document",
            "title": title,
            "genre": book.words(KINDS[key.kind]),
            "container-title": book.archive.settings.title,
            **({"event-title": meeting.title} if meeting and key.kind is not Kind.MEETING else {}),
            **({"issued": {"date-parts": [[int(part) for part in parts.split("-")]]}} if parts else {}),
            **({"URL": link} if self.outlet.site_url else {"archive_location": link}),
            "version": self._edition,
            "note": f"archive.json sha256:{self.digest}",
            "language": book.language_of(key) or book.language,
        }

    def _lines(self, key: Key) -> tuple[tuple[str, str], ...]:
        """The lines and headings of a chart, in order."""
        if key.kind is not Kind.CHART:
            return ()
        lines = (line for _, line in self.book.chart_of(key).lines())
        return tuple((on_one_line(line.words), f"{self.link(self.book.address(key))}#{line.id}") for line in lines)


_OF_THING = N_("“%(title)s” (%(kind)s). %(meeting)s, %(date)s.")
_OF_MEETING = N_("%(title)s (%(kind)s), %(date)s.")
_OF_NONE = N_("%(title)s (%(kind)s).")
_IN_ARCHIVE = N_("In: %(archive)s, %(edition)s. %(address)s (archive.json sha256:%(digest)s)")
