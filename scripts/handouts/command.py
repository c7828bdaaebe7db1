"""`scripts/make-handouts`: the files that the sample's meetings handed round, made from their outlines.

In: a records folder, and outlines `<meeting>/<file name>.md` beside this module. Out: each file in its meeting's
`files/`. Guaranteed: the same outlines and the same releases of the libraries give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.facts import Facts, facts_of
from handouts.outline import Outline, OutlineError, read_outline
from handouts.paper import make_paper
from handouts.sheets import make_sheets
from handouts.slides import make_slides
from handouts.word import make_word

_MAKERS: dict[str, Callable[[Outline, Facts], bytes]] = {
    ".docx": make_word,
    ".pdf": make_paper,
    ".pptx": make_slides,
    ".xlsx": make_sheets,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A handout to be made: the text of its outline, its meeting's id, and its path below the records folder."""

    text: str
    meeting: str
    path: str

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]


def wanted_handouts(outlines: Path, records: Path) -> Iterator[Wanted]:
    """What the outlines ask for; raises `OutlineError` for one of a meeting that the records do not hold."""
    folders = {path.parent.name: path.parent for path in sorted(records.glob("meetings/**/meeting.md"))}
    for outline in sorted(outlines.glob("*/*.md")):
        meeting, name = outline.parent.name, outline.stem
        if meeting not in folders:
            raise OutlineError(f"{outline}: the records have no meeting {meeting!r}")
        folder = folders[meeting].relative_to(records).as_posix()
        yield Wanted(outline.read_text("utf-8"), meeting, f"{folder}/files/{name}")


def make(wanted: Wanted, out: Path) -> Path:
    """Make one handout below `out`; returns where it was written. Raises `OutlineError`."""
    path = out / wanted.path
    if path.suffix not in _MAKERS:
        raise OutlineError(f"{wanted.path}: nothing makes a {path.suffix or 'file without a suffix'}")
    try:
        outline = read_outline(wanted.text, path.suffix)
        data = _MAKERS[path.suffix](outline, facts_of(outline, wanted.meeting, wanted.name))
    except OutlineError as error:
        raise OutlineError(f"{wanted.path}: {error}") from None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def main(root: Path, arguments: Sequence[str]) -> int:
    """Run the command for a project in `root`; returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="make-handouts", description="Makes the sample's handouts from their outlines."
    )
    parser.add_argument("--records", type=Path, default=root / "records", help="the records they belong to")
    parser.add_argument("--out", type=Path, help="the folder to write to (default: the records themselves)")
    parser.add_argument("--outlines", type=Path, default=Path(__file__).parent, help="the outlines to read")
    options = parser.parse_args(arguments)
    try:
        for wanted in wanted_handouts(options.outlines, options.records):
            print(make(wanted, options.out or options.records))
    except OutlineError as error:
        print(f"make-handouts: {error}", file=sys.stderr)
        return 1
    return 0
