"""An edit such as an editor makes: a note of the newest meeting begins with other words each time.

In: an archive, and the file that holds the note. Out: the words that the note begins with now. Guaranteed: nothing else
in the file changes; no two edits of one process write the same words.
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from .measure import Failed
from .shapes import Archive, Meeting

RECORDED = re.compile(r"\n +note: (?:>-\n +)?")
"""What stands before the first note of a meeting's record."""
_numbers = count(1)


def newest(archive: Archive) -> Meeting:
    """The newest meeting at which something was reported; raises `Failed` where there is none."""
    for meeting in reversed(archive.meetings):
        if meeting.updates:
            return meeting
    raise Failed("so few meetings that nothing was reported at any: take ten or more")


class Note:
    """The first note of the newest meeting, in the file where it stands."""

    def __init__(self, file: Path, before: str, after: str) -> None:
        self.file = file
        self._before, self._after = before, after

    @classmethod
    def recorded(cls, archive: Archive, folder: Path) -> Note:
        """That of our records below a folder."""
        meeting = newest(archive)
        file = folder / "meetings" / str(meeting.date.year) / meeting.id / "meeting.md"
        text = file.read_text(encoding="utf-8")
        found = RECORDED.search(text)
        assert found, f"{file} has no note"
        return cls(file, text[: found.end()], text[found.end() :])

    @classmethod
    def written(cls, archive: Archive, file: Path) -> Note:
        """That of a peer's page of the meeting."""
        before, note, after = file.read_text(encoding="utf-8").partition(newest(archive).updates[0].note)
        return cls(file, before, note + after)

    def change(self) -> str:
        """Save the file with other words at the note's beginning, and return them."""
        words = f"Edit {next(_numbers)} of this note."
        self.file.write_text(f"{self._before}{words} {self._after}", encoding="utf-8")
        return words
