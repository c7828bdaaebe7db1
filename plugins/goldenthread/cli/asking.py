"""Asking on the command line: a question on a terminal for what no option says, and nothing asked of a script.

In: questions, and the answers that options gave. Out: answers. Guaranteed: an answer from an option and one that was
typed are held to the same; where nobody can be asked, what is missing is named with the option that says it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import click

from goldenthread.cli.report import say, told
from goldenthread.language import N_

NOTHING = "-"
"""What is typed to leave out what would be proposed."""
Wrong = Callable[[str], str]
"""What is wrong with an answer, and what to type instead; "" where nothing is."""


def unopposed(answer: str) -> str:  # noqa: ARG001 - of the shape of `Wrong`
    """Any answer will do."""
    return ""


def somebody_is_there() -> bool:
    """Whether questions reach somebody: a terminal, at which nothing is piped in."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks, or does not where `quiet`."""

    quiet: bool = False

    @property
    def asks(self) -> bool:
        """Whether it asks."""
        return not self.quiet and somebody_is_there()

    def one(
        self,
        question: str,
        option: str,
        given: str | None,
        *,
        wrong: Wrong = unopposed,
        proposal: str = "",
        needed: bool = False,
    ) -> str:
        """One answer, "" for none: what an option gave, or else what is typed, or else what is proposed."""
        if given is not None or not self.asks:
            answer = (given if given is not None else proposal).strip()
            if needed and not answer:
                missing = told(N_("Say it with {option}: {question}"), option=option, question=told(question))
                raise click.UsageError(missing)
            if answer and (fault := wrong(answer)):
                raise click.BadParameter(fault, param_hint=option)
            return answer
        while True:
            typed = str(click.prompt(told(question), default=proposal, show_default=bool(proposal), err=True)).strip()
            answer = "" if typed == NOTHING else typed
            if needed and not answer:
                say(N_("This needs an answer. Ctrl-C ends it, and nothing is written."))
            elif fault := wrong(answer) if answer else "":
                say("{fault}", fault=fault)
            else:
                return answer

    def several(
        self,
        question: str,
        option: str,
        given: Sequence[str],
        *,
        wrong: Wrong = unopposed,
        proposal: Sequence[str] = (),
        needed: bool = False,
    ) -> tuple[str, ...]:
        """Several answers, with commas between them where they are typed."""

        def wrong_among(answers: str) -> str:
            return next((fault for one in parted(answers) if (fault := wrong(one))), "")

        whole = ", ".join(given) if given else None
        answer = self.one(question, option, whole, wrong=wrong_among, proposal=", ".join(proposal), needed=needed)
        return parted(answer)


def parted(answers: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in answers.split(",") if part.strip())
