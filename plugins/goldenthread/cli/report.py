"""What the command says: problems one a line, then a sentence that sums up."""

from __future__ import annotations

from collections.abc import Sequence

import click

from goldenthread.problem import Problem


def say(words: str) -> None:
    """One line for people, on standard error, so that standard output holds only problems."""
    click.echo(words, err=True)


def say_problems(problems: Sequence[Problem], root: str) -> None:
    """Each problem on a line of its own, its path as the reader can open it from here."""
    for found in problems:
        where, _, said = found.line(root).partition(f": {found.level} {found.code} ")
        level = click.style(found.level, fg="red" if found.level == "error" else "yellow")
        click.echo(f"{where}: {level} {found.code} {said}")


def summary(problems: Sequence[Problem], nothing: str = "No problems.") -> str:
    """How many there are of each level."""
    errors = sum(found.level == "error" for found in problems)
    warnings = len(problems) - errors
    if not problems:
        return nothing
    counted = ((errors, "error"), (warnings, "warning"))
    parts = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in counted if count]
    return f"{' and '.join(parts)} in all. Each line above ends with how to mend it."
