"""The floor under every build: the bytes of a built site read, hashed and written again, and nothing else.

In: `python -m benching.floor SITE OUT PROCESSES`. Out: a copy of the site. Guaranteed: every byte is read, goes through
SHA-256 and is written into a new file, by as many processes as are asked for.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Copy a site; the status is that of the worst process."""
    site, out, processes = Path(arguments[0]), Path(arguments[1]), int(arguments[2])
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    for folder in {file.parent for file in files}:
        (out / folder).mkdir(parents=True, exist_ok=True)
    children = []
    for number in range(1, processes):
        child = os.fork()
        if not child:
            _copy(site, out, files[number::processes])
            os._exit(0)
        children.append(child)
    _copy(site, out, files[::processes])
    return max((os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children), default=0)


def _copy(site: Path, out: Path, files: Sequence[Path]) -> None:
    digest = hashlib.sha256()
    for file in files:
        data = (site / file).read_bytes()
        digest.update(data)
        (out / file).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
