"""`scripts/bench`: how long our build takes beside other generators on the same content, and how much memory.

In: how many meetings, how many rounds, and which peers. Out: a table. Guaranteed: the same options measure the same
content; nothing but the folder named by `--keep` is left behind.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .generate import SEED, generate
from .measure import Failed, Result, Side, Spread, compare
from .peers import write_mkdocs
from .records import write_records
from .shapes import Archive

SMALL = 100
ROUNDS = 5
OURS = "goldenthread"
DESCRIPTION = """\
Builds a generated archive with Golden Thread and the same content with other generators, in turn, and compares wall
times and the peak memory of all processes of a build. Each meeting brings ten items: actions, decisions, a flip chart.
"""
ABOUT_OURS = "records checked, compiled, indexed and published, every link of the built site verified, then switched in"
ABOUT_MKDOCS = "stock MkDocs and Material, hand-written pages, navigation pruned, no verification of the built site"


def main(arguments: Sequence[str]) -> int:
    """Measure as the options say; the status is 1 if something failed."""
    options = _options(arguments)
    os.environ.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")
    try:
        with _folder(options.keep) as inputs, tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as outputs:
            for meetings in options.meetings:
                _measure(meetings, options, inputs / str(meetings), Path(outputs))
    except Failed as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=DESCRIPTION)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--small", action="store_true", help=f"{SMALL} meetings: what is measured without options")
    size.add_argument("--meetings", type=_number, nargs="+", default=[SMALL], metavar="N", help="sizes to measure")
    parser.add_argument(
        "--rounds", type=_number, default=ROUNDS, metavar="R", help="rounds after the warm-up (%(default)s)"
    )
    parser.add_argument("--peers", nargs="*", choices=sorted(PEERS), default=["mkdocs"], help="whom to compare with")
    parser.add_argument("--no-search", dest="search", action="store_false", help="leave the peer's search plugin off")
    parser.add_argument("--seed", type=int, default=SEED, metavar="S", help="another archive of the same size")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the inputs there, and keep them")
    return parser.parse_args(arguments)


def _number(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"'{words}' is not a number above 0")
    return int(words)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """The folder for inputs: the one to keep, or one that goes away."""
    if keep:
        yield keep.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as folder:
        yield Path(folder)


# Sides


def _ours(archive: Archive, folder: Path, options: argparse.Namespace) -> Side:  # noqa: ARG001 - all sides alike
    write_records(archive, folder)
    run = [sys.executable, "-m", "goldenthread", "build", "--records", str(folder), "--site"]
    return Side(OURS, lambda out: [*run, str(out)], ABOUT_OURS)


def _mkdocs(archive: Archive, folder: Path, options: argparse.Namespace) -> Side:
    write_mkdocs(archive, folder, search=options.search)
    run = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(folder / "mkdocs.yml"),
        "--site-dir",
    ]
    return Side("mkdocs", lambda out: [*run, str(out)], f"{ABOUT_MKDOCS}, search {'on' if options.search else 'off'}")


PEERS: dict[str, Callable[[Archive, Path, argparse.Namespace], Side]] = {"mkdocs": _mkdocs}
"""Whom we can be compared with: each writes its input from the archive, and says what to run."""


def _measure(meetings: int, options: argparse.Namespace, inputs: Path, outputs: Path) -> None:
    began = time.monotonic()

    def say(words: str) -> None:
        print(f"  [{time.monotonic() - began:6.1f} s] {words}", file=sys.stderr, flush=True)

    if inputs.exists() and any(inputs.iterdir()):
        raise Failed(f"{inputs} holds something already: name another folder with --keep")
    print(f"{meetings} meetings: writing them ...", file=sys.stderr, flush=True)
    archive = generate(meetings, options.seed)
    sides = [_ours(archive, inputs / OURS, options)]
    sides += [PEERS[name](archive, inputs / name, options) for name in options.peers]
    say("written; now building in turn")
    results = compare(sides, options.rounds, outputs, say)
    print("\n".join(_report(meetings, options.rounds, archive, results)), flush=True)


# The report


def _report(meetings: int, rounds: int, archive: Archive, results: Sequence[Result]) -> Iterator[str]:
    actions = sum(len(meeting.actions) for meeting in archive.meetings)
    decisions = sum(len(meeting.decisions) for meeting in archive.meetings)
    updates = sum(len(meeting.updates) for meeting in archive.meetings) + len(archive.between)
    items = f"{actions} actions, {decisions} decisions, {meetings} flip charts"
    yield f"Meetings: {meetings}, with {items}, and {updates} updates about actions"
    yield f"Rounds: {rounds}, in turn after a warm-up; median (smallest - largest)"
    yield ""
    times = f"{'wall time, s':>24}{'processor, s':>24}"
    yield f"{'':12}{times}{'peak memory, MiB':>20}{'pages':>8}{'HTML, MB':>10}{'all, MB':>9}"
    for result in results:
        output = result.output
        size = f"{output.pages:>8,}{output.page_bytes / 1e6:>10.2f}{output.bytes / 1e6:>9.2f}"
        times = f"{_spread(result.wall, 2):>24}{_spread(result.cpu, 2):>24}"
        yield f"{result.side.name:12}{times}{_spread(result.peak, 0):>20}{size}"
    ours, *peers = results
    for peer in peers:
        wall, cpu = ours.ratio(peer, lambda run: run.wall), ours.ratio(peer, lambda run: run.cpu)
        said = f"wall time x {wall:.2f}, processor x {cpu:.2f}, peak memory"
        yield ""
        yield f"{OURS} to {peer.side.name}, median of the rounds: {said} x {ours.ratio(peer, lambda run: run.peak):.2f}"
    yield ""
    for result in results:
        yield f"{result.side.name}: {result.side.note}"
    yield "Search: ours is indexed by Pagefind in a process of its own, the peer's by its plugin or not at all."
    yield "Peak memory: resident sets of all processes of a build, added up, sampled every 20 ms."
    yield ""


def _spread(spread: Spread, digits: int) -> str:
    return f"{spread.median:.{digits}f} ({spread.least:.{digits}f} - {spread.most:.{digits}f})"
