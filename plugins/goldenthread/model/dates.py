"""Dates as exact as they are known, and what somebody may have meant who wrote one otherwise.

In: words. Out: `PartialDate`, or proposals for a mend. Guaranteed: only `2015`, `2015-04` and `2015-04-07` are read;
anything else is proposed, never guessed.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})(?:[-./ ](\d{1,2}))?", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE | re.ASCII)
_CENTURY_TURNS = 70


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as exact as it is known - a day, a month or a year - held as the interval of days it may be."""

    earliest: date
    latest: date

    @property
    def text(self) -> str:
        """As it is written: `2015`, `2015-04` or `2015-04-07`."""
        if self.earliest == self.latest:
            return self.earliest.isoformat()
        if self.earliest.month == self.latest.month:
            return f"{self.earliest.year:04}-{self.earliest.month:02}"
        return f"{self.earliest.year:04}"

    @staticmethod
    @lru_cache(4096)
    def parse(text: str) -> PartialDate:
        """Read `2015`, `2015-04` or `2015-04-07`; raises `ValueError` for anything else, impossible days included."""
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII):
            raise ValueError(text)
        numbers = [int(part) for part in text.split("-")]
        first = date(*[*numbers, 1, 1][:3])
        match numbers:
            case [year]:
                return PartialDate(first, date(year, 12, 31))
            case [year, month]:
                return PartialDate(first, date(year, month, calendar.monthrange(year, month)[1]))
            case _:
                return PartialDate(first, first)


def meant(text: str) -> tuple[str, ...]:
    """What a date written otherwise may mean, as it should be written: none, one, or several where nobody can tell."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _days((found[1], found[2], found[3]))
    if found := _NUMBERS.fullmatch(text):
        year = found[3] if len(found[3]) > 2 else f"{19 if int(found[3]) >= _CENTURY_TURNS else 20}{found[3]}"
        year_first = [(f"20{found[1]}", found[2], found[3])] if len(found[1]) == len(found[3]) == 2 else []
        return _days((year, found[2], found[1]), (year, found[1], found[2]), *year_first)
    if found := _NAMED.fullmatch(text):
        months = [number for number, name in enumerate(MONTHS, 1) if name.startswith(found[2].lower())]
        return _days((found[3], str(months[0]), found[1])) if len(months) == 1 else ()
    return ()


def _days(*readings: tuple[str, str, str | None]) -> tuple[str, ...]:
    """Those readings that are days of the calendar, each once."""
    found = []
    for year, month, day in readings:
        text = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
        try:
            found.append(PartialDate.parse(text).text)
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))
