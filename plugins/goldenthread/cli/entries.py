"""The commands `goldenthread new …` for what is one entry of a list: options from the format, a few questions.

In: a kind, and answers from options or typed. Out: an entry at the end of its list. Guaranteed: every key of the format
that holds no further entries has an option, whose help is the handbook's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from goldenthread.cli.answering import ASKED, answers_for
from goldenthread.cli.creating import Desk, appended, listed, meeting_of, put
from goldenthread.cli.new import MEETING, creating
from goldenthread.cli.report import told
from goldenthread.language import N_
from goldenthread.mend import Change
from goldenthread.model.archive import REGISTERS
from goldenthread.model.keyfacts import KeyFacts, facts_of
from goldenthread.model.keys import FORMAT, kinds_of_model
from goldenthread.model.meeting import Meeting
from goldenthread.model.update import Update
from goldenthread.model.walk import FieldFacts
from goldenthread.read.records import LISTS
from goldenthread.scaffold.answers import entry_of, facts_of_key, text_of_entry

_FILES = {kind: name for name, kind in REGISTERS.items()}


def _command(name: str) -> click.Command:
    """The command that makes one kind of entry."""
    words = FORMAT.kinds[name]
    facts = [one for one in facts_of(words) if not one.holds and one.key not in ("formerly", "as")]
    options = [_option(one, facts_of_key(kinds_of_model()[words.type], one.key)) for one in facts]
    kind: type[Any] = kinds_of_model()[words.type]

    def callback(at: Desk, **answers: Any) -> bool:
        return _made(name, at, answers)

    made = creating(callback)
    made = made if kind in _FILES else MEETING(made)
    summary = f"{words.says}\n\n\b\nFor example:\n  goldenthread new {name}{_EXAMPLES[name]}"
    command = click.command(name, help=summary.replace("`", ""), short_help=told(_SHORT, thing=FORMAT.things[name][0]))(
        made
    )
    command.params = [*options, *command.params]
    return command


_SHORT = N_("Write {thing}.")
_EXAMPLES = {
    "person": ' --name "Ana Reyes" --designation clerk',
    "group": ' --name "Ferry users"',
    "theme": " --name Ferries",
    "series": ' --name "Ferry days"',
    "strategy": ' --name "One timetable"',
    "indicator": ' --name "Missed connections" --unit people',
    "term": ' --name MEL --stands-for "monitoring, evaluation and learning"',
    "action": ' --what "Hold the last bus" --due 2027-07 --yes',
    "support": ' --what "A van" --for aldermarsh --yes',
    "decision": ' --what "Ferries come first" --yes',
    "question": ' --what "Who pays?" --yes',
    "finding": ' --kind lesson --what "Ask before the winter" --yes',
    "goal": ' --what "Nobody is left behind" --yes',
    "update": ' --about recall-code --status "in progress" --note "Two of three say yes" --yes',
}


def _option(facts: KeyFacts, field: FieldFacts) -> click.Option:
    """The option for a key: the handbook's sentence is its help."""
    flag = f"--{facts.key.replace('_', '-')}"
    return click.Option([flag, facts.key], metavar="…", multiple=field.several, help=facts.words.says.replace("`", ""))


def _made(name: str, at: Desk, given: Mapping[str, Any]) -> bool:
    """Ask for what is missing, and write the entry."""
    kind: type[Any] = kinds_of_model()[FORMAT.kinds[name].type]
    between = kind is Update and bool(given.get("date"))
    meeting = None if kind in _FILES or between else meeting_of(at, given["meeting_id"])
    answers = dict(answers_for(name, kind, at, given))
    made, problems = entry_of(kind, {key: values for key, values in answers.items() if values})
    if made is None:
        raise click.UsageError("\n".join(f"{found.message} - {found.mend}" for found in problems))
    change = _change(at, kind, meeting, made)
    return put(at, [change], list(_next(name, kind, answers)))


def _change(at: Desk, kind: type[Any], meeting: Meeting | None, made: Any) -> Change:
    """The entry in the list where it belongs."""
    if kind in _FILES:
        return appended(at, f"registers/{_FILES[kind]}.yml", text_of_entry(made))
    if meeting is None:
        return appended(at, f"updates/{made.date.earliest.year}.yml", text_of_entry(made))
    key = next(key for key, listed_kind in LISTS.items() if listed_kind is kind)
    return listed(at, meeting, key, text_of_entry(made))


def _next(name: str, kind: type[Any], answers: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What to do next."""
    id = "".join(answers.get("id", ()))
    if name in ("action", "support", "question", "goal"):
        yield told(
            N_("What becomes of it is reported later: {command}"), command=f"goldenthread new update --about {id}"
        )
    elif kind in _FILES:
        yield told(N_("Records call it '{id}'."), id=id)


def commands() -> Iterator[click.Command]:
    """A command for each kind of entry."""
    yield from map(_command, ASKED)
