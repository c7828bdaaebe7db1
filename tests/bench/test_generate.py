"""The generated archive and our records of it: what `scripts/bench` rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.model.archive import Archive
from scripts.benching.generate import ITEMS, generate
from scripts.benching.peers import write_mkdocs
from scripts.benching.records import write_records
from tests.bench.conftest import MEETINGS


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_records(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        archive = generate(3, seed)
        write_records(archive, tmp_path / name / "records")
        write_mkdocs(archive, tmp_path / name / "mkdocs")
    assert files(tmp_path / "one") == files(tmp_path / "again")
    assert files(tmp_path / "one") != files(tmp_path / "other")


@pytest.mark.parametrize("meetings", [1, 2, 3, MEETINGS])
def test_an_archive_has_no_problems_whatever_its_size(meetings: int, tmp_path: Path) -> None:
    write_records(generate(meetings), tmp_path)
    archive, problems = compile_archive(tmp_path)
    assert [found.line() for found in problems] == []
    assert len(archive.meetings) == meetings


def test_each_meeting_brings_ten_items(compiled: Archive) -> None:
    for meeting in compiled.meetings:
        assert len(meeting.actions) + len(meeting.decisions) + len(meeting.charts) == ITEMS
        lines = sum(1 for chart in meeting.charts for _ in chart.lines())
        assert 15 <= lines <= 40
        assert any(chart.priorities() for chart in meeting.charts)
    assert (len(compiled.people), len(compiled.groups), len(compiled.themes)) == (30, 12, 20)


def test_later_meetings_report_on_earlier_actions(compiled: Archive) -> None:
    assert len(compiled.updates) > MEETINGS
    assert any(reported.meeting is None for reported in compiled.updates)
