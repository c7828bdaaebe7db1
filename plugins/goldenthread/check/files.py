"""Rules about the files that records name."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.model.archive import Archive
from goldenthread.model.walk import folders_in
from goldenthread.problem import Problem, did_you_mean, problem


def named_file_exists(archive: Archive) -> Iterator[Problem]:
    """A photo lies in the meeting's photos/, evidence in its files/ or photos/, under the path named."""
    for path, entry, folder in archive.named_files:
        if path in archive.files:
            continue
        lies_in = f"{folder}/{next(iter(folders_in(entry)))}".rstrip("/")
        known = [one.removeprefix(f"{lies_in}/") for one in archive.files if one.startswith(f"{lies_in}/")]
        name = path.removeprefix(f"{lies_in}/")
        near = did_you_mean(name, known)
        yield problem("GT405", entry.at, path=name, mend=f"did you mean '{near}'?" if near else _WHERE)


_WHERE = (
    "put it there (a photo into photos/, evidence into files/), or take its name out and say in 'note' where it is kept"
)


RULES = (named_file_exists,)
