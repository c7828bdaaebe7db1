"""Nothing internal can be told from the public site: it is the same, byte for byte, where that was never written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assuring.figures import Figure
from tests.edition.planting import pairs
from tests.edition.rendered import Faulty, buildable, differently_built, differing

TITLE = "the public site is the same, byte for byte, with and without the internal parts"
FULL = {"archives": 200, "builds": 10}
SMALL = {"archives": 6, "builds": 1}


def run(sizes: Mapping[str, int], seed: int) -> Iterator[Figure]:
    """Plant internal things in random archives, and compare the sites; then the same with whole builds."""
    tried, planted, compared = 0, 0, 0
    told, blind, sound = [], [], []
    for number, two in enumerate(pairs(sizes["archives"] * 2, seed)):
        if tried == sizes["archives"]:
            break
        try:
            found, shared = differing(two)
            seen, _ = differing(two, "internal")
        except Faulty:
            continue
        tried, planted, compared = tried + 1, planted + two.count, compared + shared
        told += [f"{number}: {found[0]}; {found[-1]}"] if found else []
        blind += [] if seen else [f"{number}"]
        sound += [two] if buildable(two) else []
    more = f"{planted} internal things planted, {compared} pages and files compared"
    yield Figure("archives whose public site tells of what is internal", tried, len(told), more, (*told,))
    yield Figure("internal sites of the same in which nothing of it is seen", tried, len(blind), faults=(*blind,))
    most = sorted(sound, key=lambda two: -two.count)[: sizes["builds"]]
    built = [differently_built(two) for two in most]
    wrong = tuple(fault for fault, _ in built if fault)
    files = f"{sum(count for _, count in built)} files compared"
    yield Figure("of these, whole sites of goldenthread build that do", len(most), len(wrong), files, wrong)
