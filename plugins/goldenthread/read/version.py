"""The version of the format in which records are written, as archive.yml names it.

In: the tree of archive.yml. Out: the version, or the problem that it is not the one that is read here. Guaranteed: what
is no version at all is left to the schema, which says so.
"""

from __future__ import annotations

import re

from goldenthread.model.settings import EARLIER, FORMAT
from goldenthread.problem import Problem, problem
from goldenthread.read.nodes import MappingNode, Node
from goldenthread.source import Written


def version_of(archive: Node) -> str:
    """The version that an archive.yml names, as it is typed; where it names none, the oldest."""
    if not isinstance(archive, MappingNode):
        return ""
    if "format" not in archive.pairs:
        return EARLIER[0]
    _, value = archive.pairs["format"]
    return value.text.strip() if isinstance(value, Written) else ""


def other_version(archive: Node) -> Problem | None:
    """That records are older or newer than what this release reads."""
    version = version_of(archive)
    named = isinstance(archive, MappingNode) and "format" in archive.pairs
    at = archive.pairs["format"][1].at if isinstance(archive, MappingNode) and named else archive.at
    if version in EARLIER:
        found = f"'format: {version}' stands" if named else "no 'format' stands"
        return problem("GT003", at, found=found, known=FORMAT)
    if re.fullmatch(r"[1-9]\d{0,5}", version, re.ASCII) and int(version) > int(FORMAT):
        return problem("GT216", at, found=version, known=FORMAT)
    return None
