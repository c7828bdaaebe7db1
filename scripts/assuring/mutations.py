"""Slips in records: nothing becomes public by one, and none brings the reader down or goes untold."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import rmtree

from assuring.figures import Figure
from tests.edition.mutants import mutant, secrets_in

TITLE = "no slip in a record makes anything public, takes long, or goes untold"
FULL = {"mutants": 10_000}
SMALL = {"mutants": 60}
PATIENCE, MOST = 2.0, 512 * 1024
"""Seconds of the processor's time for one; kilobytes for all."""


def run(sizes: Mapping[str, int], seed: int) -> Iterator[Figure]:
    """Slip, compile and cut."""
    widened, crashed, unplaced, slow = [], [], [], []
    refused, longest = 0, 0.0
    with tempfile.TemporaryDirectory() as made:
        for number in range(sizes["mutants"]):
            folder = Path(made) / "records"
            began = time.process_time()
            try:
                seen, problems = secrets_in(folder, mutant(seed * 1_000_003 + number))
            except Exception as error:
                crashed.append(f"{number}: {type(error).__name__}: {error}")
                continue
            took = time.process_time() - began
            longest = max(longest, took)
            refused += bool(problems)
            widened += [f"{number}: {', '.join(sorted(seen))}"] if seen else []
            unplaced += [f"{number}: {found.line()}" for found in problems if not found.at.path]
            slow += [f"{number}: {took:.1f} s"] if took > PATIENCE else []
            rmtree(folder)
    count = sizes["mutants"]
    yield Figure("slips that made something public", count, len(widened), faults=tuple(widened))
    yield Figure("slips that the reader did not survive", count, len(crashed), faults=tuple(crashed))
    yield Figure("slips told without a place", refused, len(unplaced), faults=tuple(unplaced))
    yield Figure("slips that took more than 2 s", count, len(slow), f"the longest {longest:.2f} s", tuple(slow))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield Figure("runs that took more than 512 MB", 1, int(used > MOST), f"{used // 1024} MB")
