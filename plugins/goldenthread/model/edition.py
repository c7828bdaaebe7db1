"""An edition: what one build may show, with the histories that follow from just that.

In: the gate's result. Out: `Shown` and `Edition`. Guaranteed: only `edition.cut` makes a `Shown` and only `compile`
an `Edition` (a test holds this), so that whoever is handed one has never seen what it may not show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.model.archive import Archive
from goldenthread.model.fields import Audience
from goldenthread.model.history import Histories


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of an archive that an audience may see."""

    archive: Archive
    audience: Audience
    dated: bool = False
    """Whether on another day it might show something else."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What publishers take: the shown archive, how its things stand, and the date as of which they stand so."""

    shown: Shown
    histories: Histories
    as_of: date | None

    @property
    def archive(self) -> Archive:
        """The archive as this edition shows it."""
        return self.shown.archive
