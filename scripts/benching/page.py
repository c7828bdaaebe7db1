"""`docs/performance.md`: what was measured, as tables, with the aims that were reached and those that were missed.

In: stored figures. Out: Markdown. Guaranteed: the same figures give the same page; every number on it is one of them or
follows from them.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from . import aims
from .figures import Comparison, Figures, Measured, Spread
from .photographs import PLAIN
from .picture import PICTURE, STYLES, TITLE
from .sides import FLOOR, FLOOR_2, NOTES, OURS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
QUIET = 0.5
"""A machine for which so few processes wait has nothing else to do."""
BEGINNING = """\
<!-- Written by scripts/bench from scripts/benching/results.json: change those. -->

# How fast it is

What a build takes, beside other generators that make the same pages from the same words. All of it was measured on one
machine. Seconds are worth little on another one; ratios hold better, because the sides of a table ran in turn, so that
whatever else the machine did fell on all of them.
"""
CONTENT = """\
The archive is generated: each meeting brings ten items (actions, decisions, a flip chart), minutes of 80 to 1,600
words with mentions, and reports on earlier actions. The other generators get a plain Markdown page, written as by
hand, for each page of ours (but the lists of the search, the changes of each year, the years of a long register, which
is one page there, and what the signs mean), with the same words and addresses, and the links that a hand would set.
What they cannot derive is not on them: threads, backlinks, what was brought forward, data to take away. So our pages
hold more, and our build checks its records and follows every link of the result before it publishes, which the others
do not. The searches of Material and of Zensical pass over pages of more than 6,000 words: these list what has pages.
"""
MEMORY = """\
Peak memory adds up all processes of a build, sampled every 50 ms. The own peak is without the process of Pagefind, the
engine of the search. What several processes share counts for each of them in these two, and once in the third, which is
what the build really takes. Times are medians of the rounds, with the smallest and the largest where there are several.
Ratios are medians of the rounds too, of our cold build to the side of the row: below 1 ours took less. Processor
seconds are what all processes of a build used; other work on the machine disturbs them less than the time on the clock.
"""
PICTURED = """\
Times of all that have a search, from small archives to large ones, ours built cold and with nothing changed, and the
floor: the bytes of our site read, hashed and written. From one line across to the next it is ten times as long.
"""
PHASES = """\
Seconds of each phase of a cold build, as `goldenthread build --timings` says them, beside the floor: the bytes of the
same site read, hashed and written, and nothing else.
"""
PREVIEW = """\
A note of the newest meeting is edited and saved; the clock stops when the new words are on the meeting's page in
Chromium, which the server has reloaded. The first edit is not counted."""
PHOTOS = """\
Drawn by ourselves, noise and all. All copies are three sizes, each as WebP and as JPEG; ours are in sRGB and carry no
metadata."""
REPEATING = """\
## How to repeat it

```
scripts/bench --meetings 10 100 --store
scripts/bench --meetings 1000 --rounds 2 --no-warm-up --store
scripts/bench --meetings 3000 --rounds 1 --no-warm-up --cold --peers hugo --store
scripts/bench --serve --meetings 1000 --store
scripts/bench --photos --rounds 1 --no-warm-up --store
```

Each command replaces its part of the stored figures and writes this page again; `scripts/bench` alone measures 100
meetings and stores nothing. More rounds and peers at 1,000 and 3,000 meetings are a matter of patience: stock MkDocs
alone takes minutes a round. The other generators come from their packages, in the versions that
`requirements/bench.txt` and `scripts/benching/package-lock.json` pin; Eleventy needs Node.js, the preview Chromium.
"""
Rows = Sequence[Sequence[str]]


def page(figures: Figures) -> str:
    """The whole page."""
    parts = [BEGINNING, *_about(figures), "## What is aimed at\n", _aims(figures), *tables(figures), REPEATING]
    return "\n".join(parts)


def tables(figures: Figures) -> Iterator[str]:
    """All tables of what was measured."""
    if figures.builds:
        yield "## Builds\n"
        yield CONTENT
        yield MEMORY
        yield _picture(figures)
        for build in reversed(figures.builds):
            yield from _build(build)
        yield from _sides(figures)
        if len(figures.builds) > 1:
            yield from _growth(figures)
        yield from _phases(figures)
    for preview in figures.previews:
        yield from _preview(preview)
    for photos in figures.photos:
        yield from _photos(photos)


def _about(figures: Figures) -> Iterator[str]:
    if figures.machine:
        yield f"The machine: {figures.machine}.\n"
    if figures.versions:
        yield (
            "Versions: " + ", ".join(f"{name} {version}" for name, version in sorted(figures.versions.items())) + ".\n"
        )


def _aims(figures: Figures) -> str:
    return _table(("Aim", "At most", "Measured", "Reached?"), [*aims.rows(figures)])


def _picture(figures: Figures) -> str:
    """The picture, told in words to those who do not see it."""
    drawn, build = max(
        (([side for side in build.sides if side.name in STYLES], build) for build in figures.builds),
        key=lambda one: (len(one[0]), one[1].size),
    )
    told = "; ".join(f"{side.name}: {_seconds(statistics.median(side.wall))}" for side in drawn)
    words = f"{TITLE}. With {build.size:,} of them, {told}. The tables below have all of it."
    return f"![{words}](images/{PICTURE.name})\n\n{PICTURED}"


def _build(build: Comparison) -> Iterator[str]:
    yield f"### {build.size:,} meetings\n"
    yield f"{_pages(build)}{build.content}. {_rounds(build)}{_busy(build)}\n"
    head = ("Built by", "Seconds", "Ours to it", "Processor seconds", "Ours to it")
    yield _table(
        (*head, "Peak, MiB", "Own peak", "Shared once", "Written, MB"), [_row(build, side) for side in build.sides]
    )


def _row(build: Comparison, side: Measured) -> tuple[str, ...]:
    times = (_spread(side.wall), _ratio(build.ratio(OURS, side.name, lambda one: one.wall)))
    processor = (_seconds(statistics.median(side.cpu)), _ratio(build.ratio(OURS, side.name, lambda one: one.cpu)))
    peaks = tuple(f"{statistics.median(one):,.0f}" if one else "" for one in (side.peak, side.own, side.once))
    return side.name, *times, *processor, *peaks, f"{side.bytes / 1e6:,.1f}"


def _pages(build: Comparison) -> str:
    side = build.side(OURS)
    return f"{side.pages:,} pages of ours: " if side else ""


def _sides(figures: Figures) -> Iterator[str]:
    names = dict.fromkeys(side.name for build in figures.builds for side in build.sides)
    yield "What each side is:\n"
    yield "\n".join(f"- {name}: {NOTES[name]}." for name in names if name in NOTES) + "\n"


def _growth(figures: Figures) -> Iterator[str]:
    sizes = [build.size for build in figures.builds]
    steps = [*pairwise(sizes)]
    if len(sizes) > 2 and 100 in sizes[:-2]:
        steps.append((100, sizes[-1]))
    yield "### Growth\n"
    yield "The exponent with which time grows from one number of meetings to another: 1 is in step with them.\n"
    rows = []
    for name in dict.fromkeys(side.name for build in figures.builds for side in build.sides):
        found = [figures.growth(name, *step) for step in steps]
        if any(one is not None for one in found):
            rows.append((name, *("" if one is None else f"{one:.2f}" for one in found)))
    yield _table(("Built by", *(f"{smaller:,} to {larger:,}" for smaller, larger in steps)), rows)


def _phases(figures: Figures) -> Iterator[str]:
    """The phases of our cold build in each size, beside the floor."""
    found = [(build, side) for build in figures.builds if (side := build.side(OURS)) and side.phases]
    if not found:
        return
    yield "### Where our time goes\n"
    yield PHASES
    rows: list[tuple[str, ...]] = []
    for name in dict.fromkeys(name for _, side in found for name in side.phases):
        rows.append((name, *(_seconds(side.phases.get(name, 0.0)) for _, side in found)))
    rest = [statistics.median(side.wall) - sum(side.phases.values()) for _, side in found]
    rows.append(("starting, ending, and between phases", *(_seconds(max(0.0, one)) for one in rest)))
    rows.append(("**all**", *(_seconds(statistics.median(side.wall)) for _, side in found)))
    for floor in (FLOOR, FLOOR_2):
        sides = [build.side(floor) for build, _ in found]
        rows.append((floor, *(_seconds(statistics.median(side.wall)) if side else "" for side in sides)))
    yield _table(("Phase", *(f"{build.size:,} meetings" for build, _ in found)), rows)


def _preview(preview: Comparison) -> Iterator[str]:
    yield f"## From saving to the page, {preview.size:,} meetings\n"
    yield f"{PREVIEW}{_busy(preview)}\n"
    shown = [_spread(side.wall) if side.wall else "the page was not reloaded" for side in preview.sides]
    rows = [(side.name, words, f"{len(side.wall)}") for side, words in zip(preview.sides, shown, strict=True)]
    yield _table(("Served by", "Seconds", "Edits"), rows)


def _photos(photos: Comparison) -> Iterator[str]:
    yield f"## {photos.size:,} photos of twelve megapixels\n"
    yield f"{PHOTOS} {_rounds(photos)}{_busy(photos)}\n"
    rows = []
    for side in photos.sides:
        each = statistics.median(side.wall) / photos.size
        beside = _ratio(photos.ratio(side.name, PLAIN, lambda one: one.wall))
        peak = f"{statistics.median(side.peak):,.0f}"
        processor = _seconds(statistics.median(side.cpu))
        rows.append((side.name, _spread(side.wall), beside, f"{each:.2f}", processor, peak, f"{side.bytes / 1e6:,.1f}"))
    yield _table(
        ("", "Seconds", "To the first", "Seconds a photo", "Processor seconds", "Peak, MiB", "Written, MB"), rows
    )


# Words and numbers


def _rounds(one: Comparison) -> str:
    rounds = len(one.sides[0].wall)
    return f"{rounds} rounds." if rounds > 1 else "One round."


def _busy(one: Comparison) -> str:
    if one.load < QUIET:
        return ""
    return f"\nThe machine was busy with other work: {one.load:.1f} processes wanted a processor as it began."


def _spread(values: Sequence[float]) -> str:
    spread = Spread.of(values)
    if len(values) == 1:
        return _seconds(spread.median)
    return f"{_seconds(spread.median)} ({_seconds(spread.least)} to {_seconds(spread.most)})"


def _seconds(seconds: float) -> str:
    return f"{seconds:,.2f}" if seconds < 10 else f"{seconds:,.1f}"


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def _table(head: Sequence[str], rows: Rows) -> str:
    lines = [head, (*("---" for _ in head),), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
