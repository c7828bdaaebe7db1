"""`scripts/mistype`: mistakes made, what is said of each, and whether `check --fix` mends it.

In: how many mistakes, and a seed. Out: a line for each class, and the worst of them with what is said; with `--write`
the page of the worst classes. Guaranteed: the same seed makes the same mistakes.
"""

from __future__ import annotations

import click

from goldenthread.cache import forgetting
from scripts.mistyping.making import Mistake, mistakes
from scripts.mistyping.worst import PAGE, page


@click.command()
@click.option("--count", default=300, show_default=True, help="How many mistakes.")
@click.option("--seed", default=1, show_default=True, help="Which mistakes.")
@click.option("--worst", default=20, show_default=True, help="How many of the worst to show.")
@click.option("--only", help="Only the mistakes of this class, all shown.")
@click.option("--write", is_flag=True, help="Write the page of the worst classes.")
@click.option("--fix/--no-fix", default=True, help="Try whether check --fix mends each.")
def main(count: int, seed: int, worst: int, only: str | None, write: bool, fix: bool) -> None:
    """Make typing mistakes, and print what a clerk is told of them."""
    with forgetting():
        made = [one for one in mistakes(count, seed, fix=fix) if only in (None, one.name)]
    if write:
        PAGE.write_text(page(made), "utf-8")
        click.echo(f"written: {PAGE.name}")
        return
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
