"""Records in a full-text table of SQLite, and queries of it.

In: `Record`s and a `Query`. Out: what was found, the best first. Guaranteed: no query is an error; English word forms
are known in English records alone; accents and capitals make no difference.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from goldenthread.model.dates import PartialDate
from goldenthread.publish.search.documents import STOP, parts
from goldenthread.publish.search.letters import parted, whole, without_sharp
from goldenthread.publish.search.query import Query
from goldenthread.publish.search.record import Record

COLUMNS = ("title", "written", "corrected", "also")
"""The columns of words: `documents.parts`."""
WEIGHTS = (5, 1, 1, 0.5)
_TOKENS = f"unicode61 remove_diacritics 2 tokenchars ''{STOP}''"
TABLES = {"words_en": f"porter {_TOKENS}", "words_other": _TOKENS}
"""The tables, and how words are told apart in each: those of English records, and those of others."""
BEGIN, END = "\x02", "\x03"
"""Stand around the words that matched."""
_AROUND = 24
_BEST = ("written", "corrected", "title", "also")
"""Which column shows why something was found, where several do."""


_EVER, _NEVER = PartialDate(date.min, date.min), PartialDate(date.max, date.max)


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found: the words around those that matched, between `BEGIN` and `END`, and where they stand.

    `column` is one of `COLUMNS`; "" where no words were asked for.
    """

    record: Record
    words: str
    column: str = ""


class Index:
    """Records, held so that words in them are found."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = (*records,)
        self._tables = sqlite3.connect(":memory:")
        for table, tokens in TABLES.items():
            self._tables.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(COLUMNS)}, tokenize = '{tokens}')"
            )
        for number, record in enumerate(self._records):
            table = "words_en" if record.language.partition("-")[0] == "en" else "words_other"
            values = (number, *(parted(one.replace("\0", "")) for one in parts(record)))
            self._tables.execute(f"INSERT INTO {table} (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?)", values)

    def search(self, query: Query, limit: int | None = None) -> tuple[list[Found], int]:
        """What a query finds, up to a limit, and how much it is in all.

        With words and no other order the best come first, otherwise the newest.
        """
        matching = self._ranked(query) if query.terms else range(len(self._records))
        numbers = [number for number in matching if query.admits(self._records[number])]
        if query.order == "oldest":
            numbers.sort(key=lambda number: self._date(number, _NEVER).earliest)
        elif query.order == "newest" or not query.terms:
            numbers.sort(key=lambda number: self._date(number, _EVER).latest, reverse=True)
        shown = numbers[:limit]
        return [*self._shown(query, shown)], len(numbers)

    def _date(self, number: int, unknown: PartialDate) -> PartialDate:
        return self._records[number].date or unknown

    def _ranked(self, query: Query) -> Iterator[int]:
        """The numbers of the records with these words, the best first."""
        one = (
            f"SELECT bm25({{table}}, {', '.join(map(str, WEIGHTS))}), rowid FROM {{table}} WHERE {{table}} MATCH :asked"
        )
        with closing(self._asked(f"{_of_each(one)} ORDER BY 1, 2", query)) as rows:
            yield from (number for _, number in rows)

    def _shown(self, query: Query, numbers: list[int]) -> Iterator[Found]:
        """Records with the words around those that matched, in this order."""
        around: dict[int, tuple[str, str]] = {}
        if query.terms and numbers:
            cut = ", ".join(
                f"snippet({{table}}, {n}, '{BEGIN}', '{END}', '…', {_AROUND})" for n, _ in enumerate(COLUMNS)
            )
            among = ", ".join(map(str, numbers))
            one = f"SELECT rowid, {cut} FROM {{table}} WHERE {{table}} MATCH :asked AND rowid IN ({among})"
            with closing(self._asked(_of_each(one), query)) as rows:
                for number, *cuts in rows:
                    by_column = dict(zip(COLUMNS, cuts, strict=True))
                    column = next(name for name in _BEST if BEGIN in by_column[name])
                    around[number] = (by_column["written" if column == "title" else column], column)
        for number in numbers:
            words, column = around.get(number, ("", ""))
            yield Found(self._records[number], whole(words).replace(f"…{STOP} ", "…").replace(STOP, "·"), column)

    def _asked(self, statement: str, query: Query) -> sqlite3.Cursor:
        asked = " AND ".join(f"({_spellings(' '.join(words))})" for words in query.terms)
        return self._tables.execute(statement, {"asked": asked})


def _spellings(words: str) -> str:
    return " OR ".join(f'"{one}"' for one in dict.fromkeys((words, without_sharp(words))))


def _of_each(statement: str) -> str:
    return " UNION ALL ".join(statement.format(table=table) for table in TABLES)
