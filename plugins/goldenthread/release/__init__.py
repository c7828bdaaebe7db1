"""Releasing: a site is built beside the published one and takes its place whole.

In: the folder of a site. Out: a folder to build in, the switch, the way back, and what is not as it was published.
Guaranteed: until the switch the published site is untouched; the switch is one exchange of two names where the system
can do that, two renames elsewhere; two builds of one site wait for each other; what a killed one left behind is swept
by the next; a folder that is no site of ours is refused, never replaced.
"""

from goldenthread.release.keeping import Refused
from goldenthread.release.manifest import NAME as MANIFEST
from goldenthread.release.manifest import digest, intact, listed_in
from goldenthread.release.packaging import package
from goldenthread.release.switching import Back, Staged, earlier, roll_back, staging

__all__ = [
    "MANIFEST",
    "Back",
    "Refused",
    "Staged",
    "digest",
    "earlier",
    "intact",
    "listed_in",
    "package",
    "roll_back",
    "staging",
]
