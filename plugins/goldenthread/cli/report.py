"""What the command says: problems one a line, then a sentence that sums up."""

from __future__ import annotations

from collections.abc import Sequence

import click

from goldenthread.language import N_, catalogue
from goldenthread.problem import Problem


def say(words: str, **facts: object) -> None:
    """One line for people, translated and filled in; on standard error, so that standard output holds only problems."""
    click.echo(told(words, **facts), err=True)


def told(words: str, **facts: object) -> str:
    """A sentence in the reader's language, its `{facts}` filled in."""
    return catalogue().gettext(words).format_map(facts)


def say_problems(problems: Sequence[Problem], root: str) -> None:
    """Each problem on a line of its own, its path as the reader can open it from here."""
    for found in problems:
        where, _, said = found.line(root).partition(f": {found.level} {found.code} ")
        level = click.style(found.level, fg="red" if found.level == "error" else "yellow")
        click.echo(f"{where}: {level} {found.code} {said}")


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
