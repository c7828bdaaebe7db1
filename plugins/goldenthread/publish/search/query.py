"""What somebody asks of a search: words and phrases, values of facets, dates, an order.

In: what was typed. Out: `Query`. Guaranteed: every string is a query; what stands in quotation marks is a phrase, and
no other character has a meaning of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from goldenthread.model.dates import PartialDate
from goldenthread.publish.search.letters import parted
from goldenthread.publish.search.record import Record

MOST_TERMS = 40
"""So many words and phrases are looked for; what stands behind them is left out."""
Order = Literal["relevance", "newest", "oldest"]
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Query:
    """Words to be found, all of them; values of facets, of which any will do in each; and days between which it was."""

    words: str = ""
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    since: PartialDate | None = None
    until: PartialDate | None = None
    order: Order = "relevance"

    @cached_property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """The words and phrases, each as its words."""
        found = (tuple(_WORDS.findall(parted(one[1] or one[2] or ""))) for one in _TERM.finditer(self.words))
        return tuple(dict.fromkeys(filter(None, found)))[:MOST_TERMS]

    def admits(self, record: Record) -> bool:
        """Whether a record has the values and the date that are asked for. A date that may be in the time is in it."""
        if self.since and not (record.date and record.date.latest >= self.since.earliest):
            return False
        if self.until and not (record.date and record.date.earliest <= self.until.latest):
            return False
        return all(set(wanted) & set(record.values(facet)) for facet, wanted in self.facets.items() if wanted)
