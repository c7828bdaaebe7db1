"""Watching files: what changes is noticed once, whatever it is, and a link into itself leads nobody round for ever."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty

import pytest
from watchdog.observers.api import EventQueue, ObservedWatch

from goldenthread.mkdocs_plugin.watching import Looks, _files

Told = Callable[[], list[str]]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    (tmp_path / "records" / "meetings").mkdir(parents=True)
    (tmp_path / "records" / "archive.yml").write_text("title: A\n")
    (tmp_path / "records" / "meetings" / "a.md").write_text("a\n")
    return tmp_path / "records"


@pytest.fixture
def told(records: Path) -> Iterator[Told]:
    """`told()` looks once more, and says which paths are said to have changed."""
    queue = EventQueue()
    looks = Looks(queue, ObservedWatch(str(records), recursive=True), timeout=0)
    looks.on_thread_start()

    def look() -> list[str]:
        looks.queue_events(0)
        found = []
        while True:
            try:
                found.append(Path(str(queue.get_nowait()[0].src_path)).name)
            except Empty:
                return found

    yield look
    looks.stop()


def test_what_changed_last_is_looked_at_again_before_all_else(records: Path) -> None:
    queue = EventQueue()
    looks = Looks(queue, ObservedWatch(str(records), recursive=True), timeout=0)
    looks.on_thread_start()
    file = records / "meetings" / "a.md"
    file.write_text("other\n")
    looks.queue_events(0)
    assert queue.get_nowait()
    file.write_text("another\n")
    looks.queue_events(PATIENCE)
    assert queue.get_nowait()
    file.unlink()
    assert not looks._changed_again(), "an editor that replaces a file may be about to"


PATIENCE = 3600
"""So long the next look would have to be waited for."""


def _in_a_new_folder(root: Path) -> None:
    (root / "new").mkdir()
    (root / "new" / "c.md").write_text("c\n")


def _replace(path: Path) -> None:
    """As editors save: another file of the same time and size takes the place of this one."""
    was = path.stat()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(was.st_atime_ns, was.st_mtime_ns))
    other.replace(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "other words of the same length": lambda root: (root / "archive.yml").write_text("title: B\n"),
    "a new file": lambda root: (root / "meetings" / "b.md").write_text("b\n"),
    "a new file in a new folder": _in_a_new_folder,
    "a file less": lambda root: (root / "meetings" / "a.md").unlink(),
    "a file under another name": lambda root: (root / "meetings" / "a.md").rename(root / "meetings" / "z.md"),
    "another file in its place": lambda root: _replace(root / "archive.yml"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed_once(records: Path, told: Told, change: Callable[[Path], object]) -> None:
    assert told() == []
    change(records)
    assert len(told()) == 1
    assert told() == []


def test_the_folder_may_go_and_come_again(records: Path, told: Told) -> None:
    away = records.with_name("away")
    records.rename(away)
    assert len(told()) == 1
    away.rename(records)
    assert len(told()) == 1
    (records / "archive.yml").write_text("title: C\n")
    assert told() == ["archive.yml"]


def test_one_file_alone_can_be_watched(records: Path) -> None:
    assert [path for path, *_ in _files(str(records / "archive.yml"))] == [str(records / "archive.yml")]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_followed_and_not_round_for_ever(records: Path) -> None:
    (records / "meetings" / "round").symlink_to(records, target_is_directory=True)
    (records.parent / "elsewhere").mkdir()
    (records.parent / "elsewhere" / "d.md").write_text("d\n")
    (records / "linked").symlink_to(records.parent / "elsewhere", target_is_directory=True)
    found = [Path(path).name for path, *_ in _files(str(records))]
    assert "d.md" in found
    assert len(found) < 10
