"""What a build made, remembered: where all that goes into a site is as it was, the site is not built again.

In: the digest of what a site is made from, and the site. Out: what the build of it said, if the site is still whole.
Guaranteed: every file of the site is held against its manifest; whatever is in doubt counts as changed.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from goldenthread.cache import Cache
from goldenthread.mkdocs_plugin.inputs import Inputs
from goldenthread.problem import Problem
from goldenthread.problem.catalogue import CATALOGUE
from goldenthread.release import digest, intact
from goldenthread.source import Place

RECIPE = 2
"""What is remembered, and how: raised whenever that changes."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of a site that was built from some records; `inputs`: what it is made from now."""

    cache: Cache
    site: Path
    inputs: Inputs

    @property
    def _key(self) -> str:
        return f"{RECIPE}-{sha256(str(self.site.resolve()).encode('utf-8', 'surrogateescape')).hexdigest()}"

    def keep(self, problems: tuple[Problem, ...]) -> None:
        """Remember the site that was just published, unless something that it is made from was written meanwhile."""
        if not self.inputs.untouched():
            return
        told = [[one.code, one.at.path, one.at.line, one.at.column, one.facts] for one in problems]
        self.cache.put(self._key, json.dumps([self.inputs.digest, digest(self.site), told]).encode())

    def unchanged(self) -> tuple[Problem, ...] | None:
        """What was said when the site was built from the same; `None` where it was not, or is not as it was."""
        kept = self.cache.get(self._key)
        if kept is None:
            return None
        made_from, release, told = json.loads(kept)
        is_same = made_from == self.inputs.digest and release == digest(self.site)
        if not is_same or intact(self.site) or not _may_be_read(self.site):
            return None
        return tuple(
            Problem(code, Place(path, line, column), tuple((name, value) for name, value in facts))
            for code, path, line, column, facts in told
            if code in CATALOGUE
        )


def _may_be_read(site: Path) -> bool:
    """Whether whoever may read what is written today may read all of a site, too: a web server is somebody else."""
    masked = os.umask(0)
    os.umask(masked)
    for folder, _, files in os.walk(site):
        wanted = [(Path(folder), 0o555), *((Path(folder, name), 0o444) for name in files)]
        if any((path.stat().st_mode | masked) & mode != mode for path, mode in wanted):
            return False
    return True
