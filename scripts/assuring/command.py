"""The command `scripts/assure`: which parts, at which size; it prints each figure, and keeps all in a file."""

from __future__ import annotations

import argparse
import json
import pkgutil
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import cast

import assuring
from assuring.figures import Figure, Part

SEED = 20261126
KEPT = Path(__file__).resolve().parents[2] / ".cache" / "assurance"
"""Where the figures of each part are kept, as JSON, for whoever writes them down."""
STORED = Path(__file__).with_name("results.json")
"""The figures that docs/assurance.md shows, by the names of the parts."""
_OURS = {"command", "figures"}


def parts() -> dict[str, str]:
    """The parts there are, by name; each with what it shows."""
    names = sorted(module.name for module in pkgutil.iter_modules(assuring.__path__) if module.name not in _OURS)
    return {name: _part(name).TITLE for name in names}


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; 0 if all figures are good."""
    known = parts()
    told = "\n".join(f"  {name:14} {title}" for name, title in known.items())
    parser = argparse.ArgumentParser(
        prog="scripts/assure",
        description="Show at full size what the tests show at small size.",
        epilog=f"parts:\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="which; all of them if none is named")
    parser.add_argument("--small", action="store_true", help="a few of each, as the tests try")
    parser.add_argument(
        "--store", action="store_true", help="keep the figures for docs/assurance.md, which scripts/assurance writes"
    )
    parser.add_argument("--seed", type=int, default=SEED, help=f"for what is chosen at random (default: {SEED})")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=COUNT", help="another size of one thing")
    wanted = parser.parse_args(arguments)
    if unknown := [name for name in wanted.parts if name not in known]:
        parser.error(f"there is no part '{unknown[0]}'; there are {', '.join(known)}")
    bad = 0
    for name in wanted.parts or known:
        part = _part(name)
        sizes = dict(part.SMALL if wanted.small else part.FULL)
        for given in wanted.set:
            size, _, count = given.partition("=")
            if not count.isdecimal():
                parser.error(f"--set {given}: write it as NAME=COUNT, such as kills=20")
            if size in sizes:
                sizes[size] = int(count)
        bad += _shown(name, part, sizes, wanted.seed, store=wanted.store)
    return 1 if bad else 0


def _shown(name: str, part: Part, sizes: dict[str, int], seed: int, *, store: bool) -> int:
    """Run one part; how many of its figures are not good."""
    print(f"== {name}: {part.TITLE}", flush=True)
    began = time.monotonic()
    figures: list[Figure] = []
    for figure in part.run(sizes, seed):
        figures.append(figure)
        print(f"{'good' if figure.good else 'BAD '}  {figure.line()}", flush=True)
        for fault in figure.faults[:10]:
            print(f"        {fault}", flush=True)
    took = time.monotonic() - began
    print(f"-- {name}: {took:.0f} s", flush=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = {"sizes": sizes, "seed": seed, "figures": [asdict(figure) for figure in figures]}
    (KEPT / f"{name}.json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    if store:
        before = json.loads(STORED.read_text("utf-8")) if STORED.exists() else {}
        after = before | {name: {"title": part.TITLE, "day": date.today().isoformat(), **kept}}
        STORED.write_text(json.dumps(dict(sorted(after.items())), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return sum(not figure.good for figure in figures) or int(not figures)


def _part(name: str) -> Part:
    return cast(Part, import_module(f"assuring.{name}"))
