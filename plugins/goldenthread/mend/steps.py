"""The steps of the format, as data: what each version calls otherwise than the one before.

In: nothing. Out: `STEPS`, oldest first. Guaranteed: the steps lead from each version in `EARLIER` to `FORMAT`, one
version at a time. A new version is one more step here, with an archive in the old one as its test.

Format 0 is the draft in which the first records were written, before the first release. No release reads it; its step
stays as the worked example of an upgrade.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.mend.edits import Edit, Source
from goldenthread.read.nodes import MappingNode

ARCHIVE, MEETINGS, CHARTS = "archive", "meetings", "charts"
"""What stands in a record of its own; everything else stands in the list of its name, such as `actions`."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A key of the entries that stand under `where` has another name."""

    where: str
    old: str
    new: str

    def edits(self, entry: MappingNode, source: Source) -> Iterator[Edit]:
        """The edits that this makes in one entry."""
        if self.old in entry.pairs:
            yield source.key(entry.pairs[self.old][0], self.old, self.new)


@dataclass(frozen=True, slots=True)
class Step:
    """From one version of the format to the next: the changes, all of them to be made at once."""

    before: str
    after: str
    changes: tuple[Renamed, ...]


STEPS = (
    Step(
        before="0",
        after="1",
        changes=(
            Renamed(ARCHIVE, "audiences", "default_audience"),
            Renamed(MEETINGS, "area", "theme"),
            Renamed(CHARTS, "area", "theme"),
            Renamed("actions", "area", "theme"),
            Renamed("decisions", "area", "theme"),
        ),
    ),
)


def steps_from(version: str) -> tuple[Step, ...]:
    """The steps from a version to the one that this release reads."""
    first = next((number for number, step in enumerate(STEPS) if step.before == version), len(STEPS))
    return STEPS[first:]
