"""Progress: what is being done, and how far it is. Whoever does the work says so; whoever wants to hears it.

In: phases and counts. Out: nothing: a `Progress` of its own shows them. Guaranteed: hearing changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from goldenthread.language import N_

RECORDS = N_("Records")
EDITION = N_("Edition")
PHOTOS = N_("Photos")
DATA = N_("Data")
PAGES = N_("Pages")
SEARCH = N_("Search")
LINKS = N_("Links")
PROOF = N_("Proof")
RELEASE = N_("Release")
PHASES = (RECORDS, EDITION, PHOTOS, DATA, PAGES, SEARCH, LINKS, PROOF, RELEASE)
"""What a build does, in this order."""


class Progress:
    """Hears nothing; others hear more."""

    def begin(self, phase: str) -> None:
        """A phase begins, and the one before it has ended."""

    def count(self, things: str, done: int, of: int) -> None:
        """So many of these things are done."""

    def end(self) -> None:
        """All is done, or has been given up."""

    def counting(self, things: str) -> Callable[[int, int], None]:
        """What hears how many of these things are done."""
        return partial(self.count, things)
