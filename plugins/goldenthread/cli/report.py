"""What the command says: problems one a line, on a terminal with the line in which each stands; then a sum of them."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from goldenthread.cli.excerpts import COLOURS, excerpts
from goldenthread.language import N_, catalogue
from goldenthread.problem import Problem


def say(words: str, **facts: object) -> None:
    """One line for people, translated and filled in; on standard error, so that standard output holds only problems."""
    click.echo(told(words, **facts), err=True)


def told(words: str, **facts: object) -> str:
    """A sentence in the reader's language, its `{facts}` filled in."""
    return catalogue().gettext(words).format_map(facts)


def to_serve(
    *, config: Path | None = None, records: Path | None = None, edition: str | None = None, as_of: date | None = None
) -> str:
    """The command that shows the same site that was built with these options."""
    options = (("--config", config), ("--records", records), ("--edition", edition), ("--as-of", as_of))
    said = (f"{name} {shlex.quote(str(value))}" for name, value in options if value)
    return " ".join(("goldenthread serve", *said))


def say_problems(problems: Sequence[Problem], root: str, *, lines: bool | None = None) -> None:
    """Each problem on a line of its own, its path as the reader can open it from here.

    With `lines` the line in which it stands comes below it: by default on a terminal. A log may be read by more people
    than the records are.
    """
    shown = excerpts(root) if (sys.stdout.isatty() if lines is None else lines) else None
    for found in problems:
        where, _, said = found.line(root).partition(f": {found.level} {found.code} ")
        level = click.style(found.level, fg=COLOURS[found.level])
        click.echo(f"{where}: {level} {found.code} {said}")
        for line in shown(found) if shown else ():
            click.echo(line)


def say_summary(problems: Sequence[Problem], nothing: str = N_("No problems."), **facts: object) -> None:
    """How many problems there are of each level; where there are none, what holds instead."""
    errors = sum(found.level == "error" for found in problems)
    warnings = len(problems) - errors
    if not problems:
        say(nothing, **facts)
        return
    ngettext = catalogue().ngettext
    counted = [ngettext("{count} error", "{count} errors", errors).format(count=errors)] if errors else []
    counted += [ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings)] if warnings else []
    say(N_("{problems} in all. Each line above ends with how to mend it."), problems=told(N_(" and ")).join(counted))
