"""The command `goldenthread new meeting`: what somebody says of a meeting, with all that its series makes known."""

from __future__ import annotations

import re

import click

from goldenthread.cli.creating import Desk, put
from goldenthread.cli.new import creating
from goldenthread.cli.report import told
from goldenthread.language import N_, catalogue
from goldenthread.mend import Change
from goldenthread.model.archive import Archive
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Kind
from goldenthread.model.fields import Ref, slug
from goldenthread.model.meeting import Meeting
from goldenthread.model.register import Named
from goldenthread.problem import did_you_mean
from goldenthread.scaffold.answers import wrong
from goldenthread.scaffold.meeting import draft_meeting, last_of, participant
from goldenthread.scaffold.naming import known_ids, named, taken

STATUSES = ("held", "planned")
_QUOTED = re.compile(r'"(.+)"')
_WHO = (Kind.PERSON, Kind.GROUP)


@click.command()
@click.option("--title", metavar="WORDS", help="What the meeting is called.  [default: as its series]")
@click.option("--date", "day", metavar="DATE", help="When it is or was, as exactly as is known.")
@click.option("--series", metavar="ID", help="The series of meetings that it belongs to, if any.")
@click.option("--status", type=click.Choice(STATUSES), help="Whether it was held, or is planned.  [default: held]")
@click.option("--place", metavar="WORDS", help="Where.  [default: where the last one of its series was]")
@click.option(
    "--participant", "who", multiple=True, metavar="WHO", help="Who came, or is expected: an id, a name, words."
)
@click.option("--id", "id_", metavar="ID", help="The name of its folder and address.  [default: its date and title]")
@creating
def meeting(
    at: Desk,
    title: str | None,
    day: str | None,
    series: str | None,
    status: str | None,
    place: str | None,
    who: tuple[str, ...],
    id_: str | None,
) -> bool:
    """Write the record of a meeting that was held, or is planned.

    Of a meeting in a series it fills in the place, the people and the pens of the last one, and brings forward what
    stood open on its eve: minutes to approve, actions, support, questions.

    \b
    For example:
      goldenthread new meeting --title "Ferry day" --date 2027-05-06
      goldenthread new meeting --series mel-strategy-sessions --date 2027-01-19 --status planned
    """
    of = _series(at, series)
    when = _date(at, day)
    last = last_of(at.archive, of, when)
    title = at.asker.one(
        N_("What is the meeting called?"), "--title", title, proposal=_name(at.archive, of), needed=True
    )
    status = at.asker.one(N_("Was it held, or is it planned?"), "--status", status, wrong=_status, proposal="held")
    place = at.asker.one(N_("Where?"), "--place", place, proposal=last.place if last else "")
    question = N_("Who came? (names or ids, with commas)") if status == "held" else N_("Who is expected? (with commas)")
    usual = tuple(ref.target for one in last.participants if (ref := one.person or one.group)) if last else ()
    people = at.asker.several(
        question, "--participant", who, wrong=lambda one: _who(at, one), proposal=usual if at.asker.asks else ()
    )
    attendance = "present" if status == "held" else "expected"
    known = Meeting(
        id=_id(at, id_, f"{when.text}-{slug(title)}"),
        title=title,
        date=when,
        series=Ref(of) if of else None,
        status=status,
        place=place,
        participants=tuple(participant(at.archive, _QUOTED.sub(r"\1", one), attendance) for one in people),
    )
    draft = draft_meeting(at.archive, known)
    return put(at, [Change(draft.path, b"", draft.text.encode())], _next(known, draft.matters))


def _next(made: Meeting, matters: int) -> list[str]:
    """What to do next."""
    ngettext = catalogue().ngettext
    taken_up = ngettext("It takes up {count} matter.", "It takes up {count} matters.", matters).format(count=matters)
    lines = [taken_up] if matters else []
    lines.append(told(N_("Write the minutes below the second line '---'.")))
    if made.happened:
        at = f"--meeting {made.id}"
        lines.append(told(N_("What was agreed: {command}"), command=f"goldenthread new action {at}"))
        lines.append(told(N_("A flip chart: {command}"), command=f"goldenthread new flip-chart {at} --paste"))
    return lines


def _series(at: Desk, typed: str | None) -> str:
    """The id of the series that is meant, "" for none."""
    ids = known_ids(at.archive, (Kind.SERIES,))
    if not ids and typed is None:
        return ""

    def fault(answer: str) -> str:
        if named(at.archive, answer, (Kind.SERIES,)):
            return ""
        near = did_you_mean(answer, ids)
        add = told(N_("add it with {command}"), command="goldenthread new series")
        known = told(N_("did you mean '{near}'?"), near=near) if near else add
        return told(N_("there is no series '{series}': {known}"), series=answer, known=known)

    question = told(N_("Which series does it belong to? ({known})"), known=", ".join(ids))
    return named(at.archive, at.asker.one(question, "--series", typed, wrong=fault) or "-", (Kind.SERIES,))


def _name(archive: Archive, series: str) -> str:
    thing = next((one for one in archive.series if one.id == series), None)
    return thing.name if isinstance(thing, Named) else ""


def _date(at: Desk, typed: str | None) -> PartialDate:
    def fault(answer: str) -> str:
        return wrong(Meeting, "date", (answer,))

    return PartialDate.parse(at.asker.one(N_("When is or was it?"), "--date", typed, wrong=fault, needed=True))


def _status(answer: str) -> str:
    return "" if answer in STATUSES else told(N_("type one of: {known}"), known=", ".join(STATUSES))


def _who(at: Desk, answer: str) -> str:
    """Whether this may be a slip for somebody who is in a register."""
    if _QUOTED.fullmatch(answer) or named(at.archive, answer, _WHO):
        return ""
    names = {one.name: one.id for one in (*at.archive.people, *at.archive.groups)}
    near = did_you_mean(answer, (*names, *names.values()))
    meant = N_("did you mean '{near}'? For somebody else put '{answer}' between double quotes")
    return told(meant, near=names.get(near, near), answer=answer) if near else ""


def _id(at: Desk, typed: str | None, proposal: str) -> str:
    """The name of the folder: one that no meeting has or had."""
    known = taken(at.archive)

    def fault(answer: str) -> str:
        if answer in known:
            return told(N_("the id '{id}' is taken: is this meeting recorded already?"), id=answer)
        return wrong(Meeting, "id", (answer,))

    question = N_("Its id, by which records call it from now on")
    return at.asker.one(question, "--id", typed, wrong=fault, proposal=proposal.strip("-"), needed=True)
