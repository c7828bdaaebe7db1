"""Rules about the files that records name."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.model.archive import Archive
from goldenthread.problem import Problem, did_you_mean, problem
from goldenthread.source import Place


def named_file_exists(archive: Archive) -> Iterator[Problem]:
    """A photo of a chart lies in the meeting's photos/, evidence in its files/ or photos/, under the path named."""
    for folder, name, at in _named_files(archive):
        if f"{folder}/{name}" in archive.files:
            continue
        known = [path.removeprefix(f"{folder}/") for path in archive.files if path.startswith(f"{folder}/")]
        near = did_you_mean(name, known)
        yield problem("GT405", at, path=name, mend=f"did you mean '{near}'?" if near else _WHERE)


_WHERE = "put it there (a photo into photos/, evidence into files/), or take its name out"


def _named_files(archive: Archive) -> Iterator[tuple[str, str, Place]]:
    """The folder and name of each file that a thing names, and where it is named."""
    for meeting in archive.meetings:
        for chart in meeting.charts:
            for photo in chart.photos:
                yield f"{meeting.folder}/photos", photo, chart.at
    for reported in archive.updates:
        folder = archive.meeting_by_id[reported.meeting].folder if reported.meeting else "updates"
        for evidence in reported.update.evidence:
            yield folder, evidence, reported.update.at


RULES = (named_file_exists,)
