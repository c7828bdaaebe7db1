"""The pages that can be followed word by word: their blocks of files and commands, in the order in which they stand.

In such a page a block has a language and, where it is a file, a title:

- a block with a title (`yaml title="records/archive.yml"`) is a file, to be written;
- a block `console` holds commands, each after `$ `, with what they print below them;
- a block `text` without a title is only shown. `ONLY_SHOWN` lists each of these, with the reason.

Everything else is refused, so that no example can stand in a page untried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"

HANDBOOK = (
    "handbook/index.md",
    "handbook/meeting.md",
    "handbook/flip-chart.md",
    "handbook/actions.md",
    "handbook/review.md",
    "handbook/photos.md",
    "handbook/registers.md",
    "handbook/strategies.md",
    "handbook/queries.md",
    "handbook/audience.md",
    "handbook/traps.md",
    "handbook/cheat-sheet.md",
)
"""The pages that build up one archive, read in this order in one folder."""
TOGETHER = (("handbook/upgrade.md",), ("handbook/first-hour.md",), (*HANDBOOK, "evaluators.md", "running.md"))
"""The pages that are followed in one folder, each group beginning with an empty one."""

JUNE = "records/meetings/2026/2026-06-10-quay-review"
LAMPS = "records/meetings/2026/2026-11-04-lamps"
BROUGHT = {
    "handbook/first-hour.md": ("IMG_2041.JPG", "IMG_2044.JPG"),
    "handbook/photos.md": (f"{JUNE}/photos/what-helped.jpg", f"{JUNE}/photos/quay-in-the-rain.jpg"),
    "handbook/traps.md": (f"{LAMPS}/photos/old-meg.jpg",),
}
"""The photos that a page tells its reader to put somewhere: hers are her own, so the test brings some."""
TAKEN = {"IMG_2044.JPG": "2027:05:06 10:52:00"}
"""When those of them were taken whose camera says so."""

ONLY_SHOWN: dict[str, str] = {
    "1. LAST BUS   PRIORITY 1": "what somebody typed from a photo, before it is a record",
    "withdrawn:": "the end of archive.yml; the same entry is tried with the keys of the format",
    "default-src 'none';": "the policy of the shell, held against it by a test of its own",
}
"""The first line of each block that is only shown, and why it cannot be tried."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page: where it stands, and its words."""

    page: str
    line: int
    language: str
    title: str
    text: str

    @property
    def place(self) -> str:
        """Where it stands, to be opened."""
        return f"docs/{self.page}:{self.line}"


_FENCE = re.compile(r"^([ ]*)```([^\n`]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_INFO = re.compile(r'(\w+)(?: title="([^"]+)")?$')


def blocks_of(page: str, text: str) -> tuple[Block, ...]:
    """The blocks of a page's text; raises `ValueError` for one that is none of the sorts above."""
    found = []
    for fence in _FENCE.finditer(text):
        indent, info, inner = fence.groups()
        words = _INFO.match(info)
        line = text.count("\n", 0, fence.start()) + 1
        if not words:
            raise ValueError(f"docs/{page}:{line}: what is a block '{info}'?")
        block = Block(page, line, words[1], words[2] or "", re.sub(f"(?m)^{indent}", "", inner))
        if not block.title and not (block.language == "console" or first_line(block) in ONLY_SHOWN):
            raise ValueError(f"{block.place}: nothing tries this block: '{first_line(block)}'")
        found.append(block)
    return tuple(found)


def first_line(block: Block) -> str:
    """The first line of a block."""
    return block.text.partition("\n")[0]


@cache
def read(page: str) -> tuple[Block, ...]:
    """The blocks of a page of the documentation."""
    return blocks_of(page, (DOCS / page).read_text("utf-8"))
