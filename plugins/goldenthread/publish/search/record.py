"""A record of a search: one thing with its words, its date, and what it can be told apart by.

In: nothing. Out: `Record` and its parts. Guaranteed: frozen; words only, never markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from goldenthread.model.dates import PartialDate
from goldenthread.publish.views.facets import Value

PRIORITY = "priority"
"""The kind of a rank that was written on a chart; besides it the kinds are those of the model."""
PART = "part"
"""The kind of a slide, a page, a sheet or a section of a document."""
PAGE = "page"
"""The kind of a page that was written by hand."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they were written; `reading`: the same as somebody corrected it, where that differs.

    `label` says what they are where they are not the thing's own, such as who reported them when.
    """

    words: str
    reading: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Another thing, and how they are related: the source's word for it; `back` where this thing is the target."""

    relation: str
    back: bool
    key: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was written by hand: its address, its title, its paragraphs, its language ("" for the site's)."""

    address: str
    title: str
    words: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing as it is found: `key` is its kind and id, `address` relative to the site, `language` never empty.

    `names` are those of the things it refers to and of the chart it stands on; `also` what words in it are called
    otherwise, now or formerly.
    """

    key: str
    kind: str
    kind_label: str
    address: str
    title: str
    language: str
    date: PartialDate | None = None
    when: str = ""
    """The date in words."""
    meeting: str = ""
    meeting_address: str = ""
    status: str = ""
    status_label: str = ""
    passages: tuple[Passage, ...] = ()
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    facets: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    related: tuple[Related, ...] = ()

    @property
    def verbatim(self) -> str:
        """All its words as they were written, the title apart."""
        return "\n".join(_labelled(self.passages))

    @property
    def corrected(self) -> str:
        """The passages that somebody corrected, as they are read now."""
        return "\n".join(passage.reading for passage in self.passages if passage.reading)

    def values(self, facet: str) -> tuple[str, ...]:
        """The values that it has in a facet."""
        return tuple(value.value for value in self.facets.get(facet, ()))


def _labelled(passages: tuple[Passage, ...]) -> Iterator[str]:
    for passage in passages:
        yield f"{passage.label}: {passage.words}" if passage.label else passage.words
