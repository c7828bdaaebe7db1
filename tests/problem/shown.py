"""Every problem shown: records with one fault, the message it is told with, and the same records mended.

In: the folder `examples`, which has one for each code. Out: `Example`s - files laid over the archive that all share, in
`examples/base` - and, for what no records can show, `Elsewhere`. Guaranteed: the page of problems shows them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parent / "examples"
RECORDS = "records"
"""What the folder of records is called in the messages."""


@dataclass(frozen=True, slots=True)
class Example:
    """A code with the files that are at fault and the same files mended, by their paths below the records folder.

    `without` are files of the shared archive that are not there in the faulty one; `note` says what lines cannot show.
    """

    code: str
    faulty: Mapping[str, bytes]
    mended: Mapping[str, bytes]
    message: str
    without: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A code that no records kept here can show: why, what is wrong and right in words, and the test that shows it."""

    code: str
    because: str
    faulty: str
    message: str
    mended: str
    shown_by: str


def examples(folder: Path = EXAMPLES) -> dict[str, Example | Elsewhere]:
    """What shows each code, by code."""
    return {path.name: _shown(path) for path in sorted(folder.glob("GT*"))}


def lay(root: Path, *layers: Mapping[str, bytes], without: tuple[str, ...] = ()) -> None:
    """The shared archive in a folder, with these files over it."""
    for files in (files_in(EXAMPLES / "base"), *layers):
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
    for path in without:
        (root / path).unlink()


def files_in(folder: Path) -> dict[str, bytes]:
    """The files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _shown(folder: Path) -> Example | Elsewhere:
    if (folder / "elsewhere.toml").is_file():
        return Elsewhere(folder.name, **tomllib.loads((folder / "elsewhere.toml").read_text("utf-8")))
    return Example(
        folder.name,
        files_in(folder / "faulty"),
        files_in(folder / "mended"),
        _text(folder / "message.txt"),
        tuple(_text(folder / "without.txt").split()),
        _text(folder / "note.txt").strip(),
    )


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
