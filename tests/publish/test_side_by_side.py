"""Work shared by several processes gives what one process gives, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

import pytest

from goldenthread.publish.side_by_side import CHUNK, FEWEST, SideBySide, can_share

COUNT = FEWEST + 3 * CHUNK + 5
HERE = os.getpid()


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests of this process have left threads."""
    monkeypatch.setattr("goldenthread.publish.side_by_side.threading.active_count", lambda: 1)


def shared(make: Callable[[int], tuple[int, int]], first: int = 0) -> SideBySide[tuple[int, int]]:
    return SideBySide(make, first, first + COUNT, workers=3)


def made(number: int) -> tuple[int, int]:
    return number, os.getpid()


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is one process")


@linux
def test_everything_is_made_in_order_and_elsewhere() -> None:
    work = shared(made)
    found = [work.take(number) for number in range(COUNT)]
    assert [number for number, _ in found] == list(range(COUNT))
    makers = {maker for _, maker in found}
    assert len(makers) == 3
    assert HERE not in makers


def test_what_comes_before_is_made_here_and_known_to_all() -> None:
    known: list[int] = []

    def make(number: int) -> tuple[int, int]:
        if number < 2:
            known.append(number)
        return len(known), os.getpid()

    work = shared(make, first=2)
    assert [work.take(number) for number in range(2)] == [(1, HERE), (2, HERE)]
    assert {work.take(number)[0] for number in range(2, 2 + COUNT)} == {2}


@linux
def test_what_was_passed_over_is_made_here() -> None:
    work = shared(made)
    number, maker = work.take(COUNT - 1)
    assert number == COUNT - 1
    assert maker != HERE
    assert work.take(3) == (3, HERE)


@linux
def test_what_fails_elsewhere_is_made_here_where_it_can_be_told() -> None:
    def make(number: int) -> tuple[int, int]:
        if number == 100:
            raise ValueError("number 100")
        return made(number)

    work = shared(make)
    assert work.take(99)[0] == 99
    with pytest.raises(ValueError, match="number 100"):
        work.take(100)
    assert work.take(101)[1] != HERE


@linux
def test_where_a_process_is_killed_the_rest_is_made_here() -> None:
    def make(number: int) -> tuple[int, int]:
        if number == 5 * CHUNK and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return made(number)

    work = shared(make)
    found = [work.take(number) for number in range(COUNT)]
    assert [number for number, _ in found] == list(range(COUNT))
    assert {maker for _, maker in found[5 * CHUNK : 6 * CHUNK]} == {HERE}
    assert len({maker for _, maker in found}) == 4


@linux
def test_after_the_end_nothing_is_made_elsewhere() -> None:
    work = shared(made)
    assert work.take(0)[1] != HERE
    work.close()
    assert work.take(1) == (1, HERE)


def test_little_work_and_one_processor_are_not_shared() -> None:
    assert not can_share(FEWEST - 1, 2)
    assert not can_share(FEWEST, 1)
    assert can_share(FEWEST, 2) is sys.platform.startswith("linux")
