"""`scripts/bench`: how long our build takes beside other generators on the same content, and how much memory.

In: what is measured, at which sizes, in how many rounds, beside which peers. Out: tables, and with `--store` the page
about performance. Guaranteed: the same options measure the same content; nothing but the folder named by `--keep` and
the folder of the installed peers is left behind.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from . import photographs
from .figures import Comparison, Figures, Measured, machine, read, store
from .generate import SEED, generate
from .measure import Failed, compare
from .page import PAGE, page, tables
from .picture import PICTURE, picture
from .shapes import Archive
from .sides import PEERS, WARM, ours
from .tools import versions

SMALL = 100
ROUNDS = 3
EDITS = 20
DESCRIPTION = """\
Builds a generated archive with Golden Thread and the same content with other generators, in turn, and compares wall
times and the peak memory of all processes of a build. Each meeting brings ten items: actions, decisions, a flip chart.
Peers are installed from their packages on first use, into .bench.
"""
EXAMPLES = """\
examples:
  scripts/bench                                        100 meetings, every peer, to look at
  scripts/bench --meetings 1000 --rounds 1 --no-warm-up --cold --peers hugo
                                                       cold builds beside Hugo
  scripts/bench --serve --meetings 1000                from saving to the changed page
  scripts/bench --photos                               photos
  scripts/bench --write                                docs/performance.md anew from the stored figures
What docs/performance.md shows was measured with the commands at its end.
"""


def main(arguments: Sequence[str]) -> int:
    """Measure as the options say; the status is 1 if something failed."""
    options = _options(arguments)
    os.environ.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")
    # Ended from outside, it ends what it measures and removes what it wrote, as with Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _folder(options.keep) as inputs:
            for kind, measured in _measured(options, inputs):
                found = Figures(machine(), versions()).having(**{kind: measured})
                print("\n".join(tables(found)), flush=True)
                if options.store:
                    stored = read().having(**{kind: measured})
                    store(Figures(found.machine, found.versions, stored.builds, stored.previews, stored.photos))
                    _write()
        if options.write:
            _write()
    except Failed as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _write() -> None:
    stored = read()
    PAGE.write_text(page(stored), encoding="utf-8")
    PICTURE.write_text(picture(stored), encoding="utf-8")
    print(f"Written: docs/{PAGE.name}, docs/images/{PICTURE.name}")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--serve", action="store_true", help="measure from saving to the changed page in Chromium instead"
    )
    what.add_argument("--photos", action="store_true", help="measure the copies of photos instead")
    what.add_argument("--write", action="store_true", help="measure nothing; write docs/performance.md again")
    parser.add_argument("--small", action="store_true", help=f"{SMALL} meetings: what is measured without options")
    parser.add_argument("--meetings", type=_number, nargs="+", default=[SMALL], metavar="N", help="sizes to measure")
    parser.add_argument("--rounds", type=_number, default=ROUNDS, metavar="R", help="rounds (%(default)s)")
    parser.add_argument(
        "--no-warm-up", dest="warm_up", action="store_false", help="go without a round that does not count"
    )
    parser.add_argument("--cold", action="store_true", help="leave out what is built with a cache")
    parser.add_argument("--edits", type=_number, default=EDITS, metavar="N", help="edits with --serve (%(default)s)")
    parser.add_argument(
        "--pictures", type=_number, default=photographs.COUNT, metavar="N", help="with --photos (%(default)s)"
    )
    parser.add_argument("--peers", nargs="*", choices=sorted(PEERS), default=list(PEERS), help="whom to compare with")
    parser.add_argument("--seed", type=int, default=SEED, metavar="S", help="another archive of the same size")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the inputs there, and keep them")
    parser.add_argument(
        "--store", action="store_true", help="keep the figures with the project, and write docs/performance.md"
    )
    options = parser.parse_args(arguments)
    if options.small:
        options.meetings = [SMALL]
    return options


def _number(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"'{words}' is not a number above 0")
    return int(words)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """The folder for inputs: the one to keep, or one that goes away."""
    if keep:
        if keep.exists() and any(keep.iterdir()):
            raise Failed(f"{keep} holds something already: name another folder with --keep")
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="goldenthread-bench-") as folder:
        yield Path(folder)


def _measured(options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Comparison]]:
    """Each comparison that is asked for, with the kind it is stored under."""
    if options.write:
        return
    if options.photos:
        yield "photos", _photos(options, folder)
        return
    for meetings in options.meetings:
        inputs = folder / str(meetings)
        inputs.mkdir()
        archive = generate(meetings, options.seed)
        if options.serve:
            yield "previews", _previews(archive, options, inputs)
            continue
        found = _builds(archive, options, inputs)
        yield "builds", found
        if len(found.sides[0].wall) < options.rounds:
            return  # it was ended early


def _builds(archive: Archive, options: argparse.Namespace, inputs: Path) -> Comparison:
    meetings = len(archive.meetings)
    say = _saying(f"{meetings} meetings: writing them")
    load = _load()
    peers = (side for name in options.peers for side in PEERS[name](archive, inputs))
    sides = [*ours(archive, inputs), *(replace(side, may_fail=True) for side in peers)]
    if options.cold:
        sides = [side for side in sides if side.name not in WARM]
    say("written; now building in turn")
    results = compare(sides, options.rounds, inputs, say, warm_up=options.warm_up)
    actions = sum(len(meeting.actions) for meeting in archive.meetings)
    decisions = sum(len(meeting.decisions) for meeting in archive.meetings)
    updates = sum(len(meeting.updates) for meeting in archive.meetings) + len(archive.between)
    content = f"{actions:,} actions, {decisions:,} decisions, {meetings:,} flip charts, {updates:,} updates"
    return Comparison(meetings, load, tuple(Measured.of(result) for result in results), content)


def _previews(archive: Archive, options: argparse.Namespace, inputs: Path) -> Comparison:
    # What scripts/test installs is needed for the browser, and for nothing else.
    from .serving import followed  # noqa: PLC0415

    meetings = len(archive.meetings)
    say = _saying(f"{meetings} meetings: serving them")
    load = _load()
    return Comparison(meetings, load, followed(archive, inputs, options.peers, options.edits, say))


def _photos(options: argparse.Namespace, folder: Path) -> Comparison:
    say = _saying(f"{options.pictures} photos: drawing them")
    load = _load()
    photographs.draw(folder / "photos", options.pictures)
    say("drawn; now making copies in turn")
    results = compare([*photographs.sides(folder / "photos")], options.rounds, folder, say, warm_up=options.warm_up)
    return Comparison(options.pictures, load, tuple(Measured.of(result) for result in results))


def _saying(words: str) -> Callable[[str], None]:
    began = time.monotonic()
    print(f"{words} ...", file=sys.stderr, flush=True)

    def say(words: str) -> None:
        print(f"  [{time.monotonic() - began:6.1f} s] {words}", file=sys.stderr, flush=True)

    return say


def _load() -> float:
    return round(os.getloadavg()[0], 1)
