"""What a build made, remembered: where all that goes into a site is as it was, the site is not built again.

In: the digest of what a site is made from, and the site. Out: what the build of it said, if the site is still whole.
Guaranteed: every file of the site is held against its manifest; whatever is in doubt counts as changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from goldenthread.cache import Cache
from goldenthread.problem import Problem
from goldenthread.problem.catalogue import CATALOGUE
from goldenthread.release import digest, intact
from goldenthread.source import Place

RECIPE = 1
"""What is remembered, and how: raised whenever that changes."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of a site that was built from some records; `inputs` names what it is made from now."""

    cache: Cache
    site: Path
    inputs: str

    @property
    def _key(self) -> str:
        return f"{RECIPE}-{sha256(str(self.site.resolve()).encode('utf-8', 'surrogateescape')).hexdigest()}"

    def keep(self, problems: tuple[Problem, ...]) -> None:
        """Remember the site that was just published."""
        told = [[one.code, one.at.path, one.at.line, one.at.column, one.facts] for one in problems]
        self.cache.put(self._key, json.dumps([self.inputs, digest(self.site), told]).encode())

    def unchanged(self) -> tuple[Problem, ...] | None:
        """What was said when the site was built from the same; `None` where it was not, or is not as it was."""
        kept = self.cache.get(self._key)
        if kept is None:
            return None
        made_from, release, told = json.loads(kept)
        if made_from != self.inputs or release != digest(self.site) or intact(self.site):
            return None
        return tuple(
            Problem(code, Place(path, line, column), tuple((name, value) for name, value in facts))
            for code, path, line, column, facts in told
            if code in CATALOGUE
        )
