"""The text of a document: what its readers see, in the order in which they read it.

In: nothing. Out: `DocumentText` and its parts. Guaranteed: words alone; nothing else of the file they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Format = Literal["pptx", "docx", "xlsx", "pdf", "csv", "txt"]
"""What can be read, by the ending of its name."""
PartKind = Literal["slide", "page", "section", "sheet"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that stand together, their lines apart; with a `depth` from 1 on an item of a list, that deep."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Cells row by row, all rows of one length; `headed` where the first row says what stands below it."""

    rows: tuple[tuple[str, ...], ...]
    headed: bool = False


Passage = Paragraph | Table


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A slide, a page, a sheet, or what stands under a heading; `number` counts from 1, `level` is its heading's."""

    kind: PartKind
    number: int
    title: str = ""
    level: int = 1
    passages: tuple[Passage, ...] = ()

    @property
    def anchor(self) -> str:
        """What the part is called in an address: `slide-3`."""
        return f"{self.kind}-{self.number}"

    def words(self) -> Iterator[str]:
        """All its words, its title first."""
        yield from filter(None, (self.title,))
        for passage in self.passages:
            if isinstance(passage, Paragraph):
                yield passage.text
            else:
                yield from (cell for row in passage.rows for cell in row if cell)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """All that a document says; not `whole` where it says more than a page can hold, which is then left out."""

    parts: tuple[DocumentPart, ...] = ()
    whole: bool = True
