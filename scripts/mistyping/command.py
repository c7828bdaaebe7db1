"""`scripts/mistype`: mistakes made, what is said of each, and whether `check --fix` mends it.

In: how many mistakes, and a seed. Out: a line for each class, and the worst of them with what is said. Guaranteed: the
same seed makes the same mistakes.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from goldenthread.cache import cache_of
from goldenthread.compile import compile_archive
from goldenthread.mend import prepare_mends
from goldenthread.mend.changes import problems_with
from goldenthread.problem import Problem
from scripts.mistyping.records import RECORDS
from scripts.mistyping.slips import CLASSES


@dataclass(frozen=True)
class Mistake:
    """One mistake: its class, where it was made, the line before and after, what was said, whether it was mended."""

    name: str
    path: str
    line: int
    typed: str
    told: tuple[Problem, ...]
    mended: bool

    @property
    def right(self) -> bool:
        """Whether the first message is one that a clerk needs; silence is right where there is no mistake."""
        wanted = CLASSES[self.name].right
        return self.told[0].code in wanted if self.told and wanted else not wanted and not self.told

    @property
    def placed(self) -> bool:
        """Whether a message stands at the line, or beside it."""
        return any(one.at.path == self.path and abs(one.at.line - self.line) <= 1 for one in self.told)


def mistakes(count: int, seed: int, *, fix: bool = True) -> Iterator[Mistake]:
    """So many mistakes, of each class as many as of any other."""
    names = list(CLASSES)
    for number in range(count):
        name = names[number % len(names)]
        made = _made(name, random.Random(f"{seed} {number}"))
        with tempfile.TemporaryDirectory() as folder:
            told = _told(name, *made, Path(folder) / "records", fix=fix)
            shutil.rmtree(cache_of(Path(folder) / "records", "any").folder.parent, ignore_errors=True)
        yield told


def _made(name: str, chance: random.Random) -> tuple[str, str, int]:
    """A mistake of a class: the file, its text, and the line."""
    while True:
        path = chance.choice(CLASSES[name].files)
        made = CLASSES[name].make(RECORDS[path], chance)
        if made is not None and made[0] != RECORDS[path]:
            return path, *made


def _told(name: str, path: str, text: str, line: int, records: Path, *, fix: bool) -> Mistake:
    for other, content in {**RECORDS, path: text}.items():
        (records / other).parent.mkdir(parents=True, exist_ok=True)
        (records / other).write_text(content, "utf-8")
    told = compile_archive(records)[1]
    after = {change.path: change.after for change in prepare_mends(records).changes} if fix and told else {}
    mended = bool(after) and not problems_with(records, after)
    return Mistake(name, path, line, text.split("\n")[line - 1], told, mended)


@click.command()
@click.option("--count", default=300, show_default=True, help="How many mistakes.")
@click.option("--seed", default=1, show_default=True, help="Which mistakes.")
@click.option("--worst", default=20, show_default=True, help="How many of the worst to show.")
@click.option("--only", help="Only the mistakes of this class, all shown.")
@click.option("--fix/--no-fix", default=True, help="Try whether check --fix mends each.")
def main(count: int, seed: int, worst: int, only: str | None, fix: bool) -> None:
    """Make typing mistakes, and print what a clerk is told of them."""
    made = [one for one in mistakes(count, seed, fix=fix) if only in (None, one.name)]
    click.echo(f"{'class':32} {'n':>3} {'right':>6} {'placed':>7} {'messages':>9} {'mended':>7}  codes")
    for name in dict.fromkeys(one.name for one in made):
        own = [one for one in made if one.name == name]
        codes = sorted({found.code for one in own for found in one.told}) or ["-"]
        click.echo(f"{name:32} {_figures(own)}  {' '.join(codes)}")
    click.echo(f"{'all':32} {_figures(made)}")
    click.echo()
    bad = sorted(made, key=lambda one: (one.right, one.placed, -len(one.told)))
    for one in bad[: len(bad) if only else worst]:
        click.echo(f"{one.name}: {one.path}:{one.line}: {one.typed!r}")
        for found in one.told:
            click.echo(f"    {found.line()}")


def _figures(own: list[Mistake]) -> str:
    told = [one for one in own if one.told]
    right, placed, mended = (sum(values) for values in zip(*((o.right, o.placed, o.mended) for o in own), strict=True))
    messages = sum(len(one.told) for one in told) / max(len(told), 1)
    return f"{len(own):>3} {right:>6} {placed:>4}/{len(told):<2} {messages:>9.2f} {mended:>7}"
