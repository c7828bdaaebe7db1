"""Nothing internal can be told from the public site: it is the same, byte for byte, where that was never written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from assuring.figures import Figure
from tests.edition import twins
from tests.edition.planting import planted

TITLE = "the public site is the same, byte for byte, with and without the internal parts"
FULL = {"archives": 200, "builds": 5, "processes": 2}
SMALL = {"archives": 5, "builds": 1, "processes": 1}
_EVERY = 20
"""After so many archives it says how far it is."""


def run(sizes: Mapping[str, int], seed: int) -> Iterator[Figure]:
    """Plant internal things in random archives, and compare the sites; then the same with whole builds."""
    with tempfile.TemporaryDirectory() as made, twins.remembering(Path(made, "cache")):
        found = []
        with ProcessPoolExecutor(sizes["processes"]) as pool:
            for one in pool.map(_compared, repeat(made), repeat(seed), range(sizes["archives"])):
                found.append(one)
                if len(found) % _EVERY == 0:
                    wrong = sum(bool(one.differing) for one in found)
                    print(f"      {len(found)} of {sizes['archives']} archives compared, {wrong} differ", flush=True)
        told = [f"{number}: {one.differing[0]}" for number, one in enumerate(found) if one.differing]
        more = f"{sum(one.planted for one in found)} internal things planted"
        more += f", {sum(one.shared for one in found)} pages and files compared"
        yield Figure("archives whose public site tells of what is internal", len(found), len(told), more, (*told,))
        few = range(min(sizes["builds"], sizes["archives"]))
        blind = [f"{no}" for no in few if not twins.compared(Path(made), planted(seed, no), "internal").differing]
        yield Figure("internal sites of such in which nothing of it is seen", len(few), len(blind), faults=(*blind,))
        whole = [twins.built(Path(made), planted(seed, number)) for number in few]
        told = [f"{number}: {', '.join(one.differing[:5])}" for number, one in enumerate(whole) if one.differing]
        more = f"{sum(one.shared for one in whole)} files compared"
        yield Figure("whole sites of goldenthread build that do", len(whole), len(told), more, (*told,))


def _compared(made: str, seed: int, number: int) -> twins.Twins:
    """The twins of a number, in a folder of this process alone."""
    return twins.compared(Path(made, f"process-{os.getpid()}"), planted(seed, number))
