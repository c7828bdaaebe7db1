"""Work in processes of their own: one that dies, hangs or takes too much costs the one photo it worked on."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from goldenthread.media import pool
from goldenthread.media.pool import each
from goldenthread.media.worker import Refusal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def decode(told: str) -> str | Refusal:
    """A decoder that does what its input tells it to."""
    match told:
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            time.sleep(600)
        case "grow":
            bytearray(8_000_000_000)
        case "raise":
            raise SystemError("bad state")
    return told.upper()


def outcomes(*told: str, patience: float = 60) -> dict[str, str]:
    made = each(decode, ((f"{number} {one}", (one,)) for number, one in enumerate(told)), 2, patience)
    return {name: done.reason if isinstance(done, Refusal) else done for name, done in made}


def test_what_brings_a_worker_down_costs_nothing_else() -> None:
    made = outcomes("a", "die", "b", "raise", "die", "c", "grow", "d")
    good = {name: made[name] for name in made if made[name].isupper()}
    assert good == {
        "0 a": "A",
        "2 b": "B",
        "5 c": "C",
        "7 d": "D",
    }
    assert made["1 die"] == made["4 die"] == "its decoder broke down"
    assert made["3 raise"] == "SystemError: bad state"
    assert made["6 grow"].startswith("MemoryError")


def test_a_worker_that_brings_down_its_pool_costs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise BrokenProcessPool("as where a worker dies before it has said what it works on")

    monkeypatch.setattr("pebble.pool.process.PoolManager.handle_worker_expiration", broken)
    made = outcomes("a", "die", "b", "c", "die", "raise", "d")
    assert made.pop("1 die") == made.pop("4 die") == "its decoder broke down"
    assert made == {"0 a": "A", "2 b": "B", "3 c": "C", "5 raise": "SystemError: bad state", "6 d": "D"}


def test_what_does_not_come_to_an_end_is_given_up() -> None:
    made = outcomes("hang", "a", "b", patience=3)
    assert made == {"0 hang": "decoding it does not come to an end", "1 a": "A", "2 b": "B"}


def test_few_jobs_are_taken_at_once() -> None:
    taken = 0

    def jobs() -> Iterator[tuple[str, tuple[str]]]:
        nonlocal taken
        for number in range(12):
            taken += 1
            yield str(number), ("a",)

    done = 0
    for _ in each(decode, jobs(), 2):
        done += 1
        assert taken <= done + 3
    assert done == 12


def test_nothing_is_started_for_nothing() -> None:
    assert list(each(decode, iter(()))) == []


def begin_late(begun: Any) -> None:
    """A worker of which the first begins at once, and any other later."""
    folder = Path(os.environ["BEGINNING"])
    try:
        (folder / "first").touch(exist_ok=False)
    except FileExistsError:
        time.sleep(1)
        (folder / "later").touch()
    begun.release()


def test_a_pool_ends_when_all_its_workers_have_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEGINNING", str(tmp_path))
    monkeypatch.setattr(pool, "begin", begin_late)
    assert outcomes("a", "b") == {"0 a": "A", "1 b": "B"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "later"]
