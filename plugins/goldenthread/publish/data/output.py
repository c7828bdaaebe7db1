"""Files written piece by piece, and what is to be said of each.

In: bytes. Out: a file, its size and its digest. Guaranteed: no more than a piece is held.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """What is said of a file: how many bytes it has, and their SHA-256 in hexadecimal digits."""

    size: int
    digest: str


class Output:
    """A file to be written, open as long as the context lasts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._digest = sha256()
        self._size = 0

    def __enter__(self) -> Output:
        self._file = self._path.open("wb")
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        """Write a piece."""
        self._file.write(data)
        self._digest.update(data)
        self._size += len(data)

    @property
    def written(self) -> Written:
        """What is to be said of all that has been written."""
        return Written(self._size, self._digest.hexdigest())


def seen(path: Path) -> Written:
    """What is to be said of a file that something else has written."""
    with path.open("rb") as file:
        return Written(path.stat().st_size, file_digest(file, "sha256").hexdigest())
