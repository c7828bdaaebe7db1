"""Never half a site: builds that are killed, that find the disk full, and that run against each other.

Most are builds of a small site on the release layer, in which every change of a name can be counted; the others are
those of the command itself, on a small archive, with a cache and a folder for temporary files of its own.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from assuring.figures import Figure
from goldenthread.release import intact
from tests.archives import HOUSING, MEETING, write
from tests.release import faults

TITLE = "a build that is killed, finds the disk full or meets another never leaves half a site"
FULL = {"kills": 500, "kills_of_the_command": 50, "full_disks": 50, "full_disks_of_the_command": 10, "races": 50}
SMALL = {"kills": 40, "kills_of_the_command": 3, "full_disks": 5, "full_disks_of_the_command": 2, "races": 5}
_KINDS = ((True, False), (False, False), (True, True), (False, True))
"""With names exchanged in one step or renamed twice; builds, or ways back."""


def run(sizes: Mapping[str, int], seed: int) -> Iterator[Figure]:
    """Kill, fill and race."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        tried = 0
        for exchange, back in _KINDS:
            place = _empty(folder / f"{exchange}-{back}")
            kills = faults.killed_at_each_operation(place, exchange=exchange, back=back, every=sizes["kills"] >= 200)
            how = "names exchanged" if exchange else "names renamed twice"
            what = f"{'ways back' if back else 'builds'} killed before and after every change of a name, {how}"
            figure = _figure(what, kills)
            tried += figure.tried
            yield figure
        rest = max(sizes["kills"] - tried, sizes["kills"] // 5)
        yield _figure("builds killed at random moments", faults.killed_at_random(_empty(folder / "r"), rest, seed))
        disks = faults.full_disks(_empty(folder / "d"), sizes["full_disks"], seed)
        yield _figure("builds that found the disk full, or nearly", disks)
        yield _figure("builds against each other", faults.races(_empty(folder / "x"), sizes["races"], seed))
        command = _Command(_empty(folder / "c"))
        kills = islice(command.kills(seed), sizes["kills_of_the_command"])
        yield _figure("goldenthread build killed at random moments", kills)
        with faults.small_disk(_empty(folder / "f"), 16) as (disk, mounted):
            if mounted:
                full = islice(
                    _Command(disk, elsewhere=_empty(folder / "e")).full(seed), sizes["full_disks_of_the_command"]
                )
                yield _figure("goldenthread build that found the disk full, or nearly", full)


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _figure(what: str, found: Iterable[str]) -> Figure:
    every = list(found)
    wrong = [fault for fault in every if fault]
    return Figure(what, len(every), len(wrong), faults=tuple(wrong))


class _Command:
    """The command, building one of two versions of a small archive into a folder."""

    def __init__(self, folder: Path, elsewhere: Path | None = None) -> None:
        self.out = folder
        self.own = elsewhere or folder.with_name("own")
        self.temporary = self.own / "tmp"
        self.temporary.mkdir(parents=True)
        self.site = self.out / "site"
        self.version = -1
        began = time.monotonic()
        for _ in range(3):
            assert self.build(self.version + 1).wait() == 0
        self.longest = (time.monotonic() - began) / 3

    def build(self, version: int) -> subprocess.Popen[bytes]:
        """Begin to build a version."""
        self.version = version
        text = HOUSING[MEETING].replace("Survey the staff housing", f"Survey house {version}")
        write(self.own / "records", {**HOUSING, MEETING: text})
        command = [sys.executable, "-m", "goldenthread", "build", "--records", "records", "--site", str(self.site)]
        own = {"TMPDIR": str(self.temporary), "GOLDENTHREAD_CACHE": str(self.own / "cache")}
        environment = {**os.environ, **own}
        return subprocess.Popen(
            command, cwd=self.own, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kills(self, seed: int) -> Iterator[str]:
        """Builds killed, again and again, each followed by one that is not."""
        moments = random.Random(seed)
        while True:
            before = self.version
            building = self.build(before + 1)
            time.sleep(moments.uniform(0.05, 1.05) * self.longest)
            building.kill()
            building.wait()
            yield self.wrong({before, before + 1}) or self.next()

    def full(self, seed: int) -> Iterator[str]:
        """Builds that find only so much room."""
        amounts = random.Random(seed)
        ballast = self.out / "ballast"
        while True:
            before = self.version
            if amounts.random() < 0.7:
                faults.fill(ballast, amounts.randrange(0, 8_000_000))
            else:
                faults.crowd(ballast, amounts.randrange(0, 400))
            done = self.build(before + 1).wait()
            faults.remove(ballast)
            yield self.wrong({before if done else before + 1}) or self.next()

    def next(self) -> str:
        """The next build, which sweeps."""
        done = self.build(self.version + 1).wait()
        if done:
            return f"version {self.version}: the next build ended with {done}"
        if left := [*self.temporary.iterdir()]:
            return f"version {self.version}: left behind: {left[0].name}"
        if {path.name for path in self.out.iterdir()} - {"own"} != {"site", ".site.releases"}:
            return f"version {self.version}: left behind: {sorted(path.name for path in self.out.iterdir())}"
        kept = {path.name for path in (self.out / ".site.releases").iterdir()} - {".gitignore"}
        if len(kept) != 1 or not all(name.isdecimal() for name in kept):
            return f"version {self.version}: left behind: {sorted(kept)}"
        return self.wrong({self.version})

    def wrong(self, versions: set[int]) -> str:
        """What is wrong with the site."""
        if found := intact(self.site):
            return f"version {self.version}: {found[0].line()}"
        page = (self.site / "actions" / "survey" / "index.html").read_text("utf-8")
        there = [version for version in versions if f"Survey house {version}<" in page]
        return "" if len(there) == 1 else f"version {self.version}: none of {versions} is published, or two"
