"""Work shared by several processes gives what one process gives, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.publish.side_by_side import CHUNK, FEWEST, Background, SideBySide, can_share

COUNT = FEWEST + 3 * CHUNK + 5
HERE = os.getpid()


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests of this process have left threads."""
    monkeypatch.setattr("goldenthread.publish.side_by_side.threading.active_count", lambda: 1)


def shared(make: Callable[[int], tuple[int, int]], first: int = 0) -> SideBySide[tuple[int, int]]:
    return SideBySide(make, first, first + COUNT, workers=3)


def made(number: int) -> tuple[int, int]:
    """Slowly, so that others have time to join in."""
    time.sleep(0.002)
    return number, os.getpid()


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is one process")


@linux
def test_everything_is_made_in_order_here_and_elsewhere() -> None:
    work = shared(made)
    found = [work.take(number) for number in range(COUNT)]
    assert [number for number, _ in found] == list(range(COUNT))
    makers = {maker for _, maker in found}
    assert len(makers) == 3
    assert HERE in makers


@linux
@pytest.mark.parametrize("slow", ["here", "elsewhere"])
def test_who_is_slow_makes_less(slow: str) -> None:
    def make(number: int) -> tuple[int, int]:
        if (os.getpid() == HERE) is (slow == "here"):
            time.sleep(0.02)
        return made(number)

    work = SideBySide(make, 0, COUNT, workers=2)
    here = [maker == HERE for _, maker in map(work.take, range(COUNT))]
    assert here.count(slow == "here") < COUNT / 3
    assert len(work._held) <= 1  # what is ahead is not kept


@linux
def test_others_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldenthread.publish.side_by_side.SPELL", 3)
    work = SideBySide(made, 0, COUNT, workers=2)
    found = [work.take(number) for number in range(COUNT)]
    assert [number for number, _ in found] == list(range(COUNT))
    others = Counter(maker for _, maker in found if maker != HERE)
    assert len(others) > 3
    assert max(others.values()) <= 3 * CHUNK


def test_what_comes_before_is_made_here_and_known_to_all() -> None:
    known: list[int] = []

    def make(number: int) -> tuple[int, int]:
        if number < 2:
            known.append(number)
        return len(known), os.getpid()

    work = shared(make, first=2)
    assert [work.take(number) for number in range(2)] == [(1, HERE), (2, HERE)]
    assert {work.take(number)[0] for number in range(2, 2 + COUNT)} == {2}


def test_what_was_passed_over_is_made_here() -> None:
    begun = []

    def make(number: int) -> tuple[int, int]:
        if os.getpid() == HERE:
            begun.append(number // CHUNK)
        return made(number)

    work = shared(make)
    assert work.take(COUNT - 1)[0] == COUNT - 1
    assert set(begun) <= {(COUNT - 1) // CHUNK}
    assert work.take(3) == (3, HERE)


def test_what_fails_fails_here_where_it_can_be_told() -> None:
    def make(number: int) -> tuple[int, int]:
        if number == 100:
            raise ValueError("number 100")
        return made(number)

    work = shared(make)
    assert [work.take(number)[0] for number in range(100)] == list(range(100))
    with pytest.raises(ValueError, match="number 100"):
        work.take(100)
    assert work.take(101)[0] == 101


@linux
def test_where_processes_are_killed_the_rest_is_made_here() -> None:
    def make(number: int) -> tuple[int, int]:
        if number > 5 * CHUNK and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return made(number)

    work = shared(make)
    found = [work.take(number) for number in range(COUNT)]
    assert [number for number, _ in found] == list(range(COUNT))
    assert {maker for _, maker in found[6 * CHUNK :]} == {HERE}


def test_after_the_end_nothing_is_made_elsewhere() -> None:
    work = shared(made)
    work.take(0)
    work.close()
    assert work.take(1) == (1, HERE)


@linux
def test_while_another_work_goes_on_there_is_one_process_less() -> None:
    other = Background[str, str](lambda wait: wait(), COUNT)
    work = SideBySide(made, 0, COUNT, workers=2)
    assert {work.take(number)[1] for number in range(10 * CHUNK)} == {HERE}
    other.give("words")
    assert other.take() == "words"
    assert {work.take(number)[1] for number in range(10 * CHUNK, COUNT)} > {HERE}


def test_little_work_and_one_processor_are_not_shared() -> None:
    assert not can_share(FEWEST - 1, 2)
    assert not can_share(FEWEST, 1)
    assert can_share(FEWEST, 2) is sys.platform.startswith("linux")


def beside(
    make: Callable[[Callable[[], str]], tuple[str, int]], worth: int = COUNT
) -> Background[str, tuple[str, int]]:
    return Background(make, worth)


def told(wait: Callable[[], str]) -> tuple[str, int]:
    return wait(), os.getpid()


@linux
def test_a_long_work_is_begun_elsewhere_and_ended_with_what_it_is_told(tmp_path: Path) -> None:
    def make(wait: Callable[[], str]) -> tuple[str, int]:
        (tmp_path / "begun").touch()
        return told(wait)

    work = beside(make)
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    work.give("words")
    words, maker = work.take()
    assert words == "words"
    assert maker != HERE


def test_a_short_one_is_done_here() -> None:
    work = beside(told, worth=1)
    work.give("words")
    assert work.take() == ("words", HERE)


@linux
@pytest.mark.parametrize("where", ["before", "after"])
def test_one_whose_process_was_killed_is_done_here(where: str) -> None:
    def make(wait: Callable[[], str]) -> tuple[str, int]:
        if where == "after":
            wait()
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return told(wait)

    work = beside(make)
    work.give("words")
    assert work.take() == ("words", HERE)


@linux
def test_one_that_fails_fails_here_where_it_can_be_told() -> None:
    def make(wait: Callable[[], str]) -> tuple[str, int]:
        raise ValueError(f"{wait()} {os.getpid() == HERE}")

    work = beside(make)
    work.give("here:")
    with pytest.raises(ValueError, match="here: True"):
        work.take()


@linux
def test_one_that_is_stopped_does_nothing_more(tmp_path: Path) -> None:
    def make(wait: Callable[[], str]) -> tuple[str, int]:
        time.sleep(0.3)
        (tmp_path / "written").touch()
        return told(wait)

    work = beside(make)
    work.give("words")
    work.stop()
    time.sleep(0.6)
    assert not (tmp_path / "written").exists()


@linux
def test_none_outlives_the_process_that_wants_it(tmp_path: Path) -> None:
    """A build that is killed leaves nobody who goes on writing into the site."""
    script = f"""
import os, signal, sys, time
from pathlib import Path
from goldenthread.publish.side_by_side import Background

def make(wait):
    Path({str(tmp_path)!r}, "begun").touch()
    time.sleep(1)
    Path({str(tmp_path)!r}, "written").touch()

work = Background(make, {COUNT})
work.give(1)
while not Path({str(tmp_path)!r}, "begun").exists():
    time.sleep(0.01)
os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (tmp_path / "begun").exists()
    time.sleep(1.5)
    assert not (tmp_path / "written").exists()
