"""The command `goldenthread new flip-chart`: a head, photos, and a transcript made of what somebody typed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from goldenthread.check.photos import words_for_chart
from goldenthread.cli.asking import somebody_is_there
from goldenthread.cli.creating import Desk, meeting_of, put, wrong_session
from goldenthread.cli.new import MEETING, creating
from goldenthread.cli.pictures import kept, picture
from goldenthread.cli.report import say, to_serve, told
from goldenthread.language import N_
from goldenthread.mend import Change
from goldenthread.model.chart import NOBODY_KNOWN, FlipChart, Ranking
from goldenthread.model.entry import PEOPLE, THEMES, Kind
from goldenthread.model.fields import Ref, slug
from goldenthread.model.meeting import Meeting
from goldenthread.problem import did_you_mean
from goldenthread.scaffold.answers import wrong
from goldenthread.scaffold.chart import draft_chart, told_of
from goldenthread.scaffold.naming import known_ids, named, proposed
from goldenthread.scaffold.paste import Pasted, paste

STDIN = "-"


@click.command(name="flip-chart", short_help="Write a flip chart, from rough notes or from nothing.")
@click.option("--title", metavar="WORDS", help="What the chart is called.  [default: its first heading]")
@click.option(
    "--paste",
    "notes",
    is_flag=False,
    flag_value=STDIN,
    metavar="[FILE]",
    help="What was written on it, as somebody typed it: a file, or what is pasted or piped in.",
)
@click.option("--photo", "photos", multiple=True, metavar="FILE", help="A photo of it: it is copied beside the record.")
@click.option("--alt", metavar="WORDS", help="What the photos show, for those who cannot see them.")
@click.option("--theme", "themes", multiple=True, metavar="ID", help="The themes it is about.")
@click.option("--session", "sessions", multiple=True, metavar="ID", help="The sessions it was made in.")
@click.option("--ranking-method", metavar="WORDS", help="How the ranks or votes on it came about.")
@click.option("--ranking-by", metavar="ID", help="Who ranked: a group, or everyone.")
@click.option("--transcribed-by", metavar="WORDS", help="Who typed what is written on it.")
@click.option("--id", "id_", metavar="ID", help="The name of its file.  [default: its title]")
@MEETING
@creating
def flip_chart(
    at: Desk,
    meeting_id: str | None,
    title: str | None,
    notes: str | None,
    photos: tuple[str, ...],
    alt: str | None,
    themes: tuple[str, ...],
    sessions: tuple[str, ...],
    ranking_method: str | None,
    ranking_by: str | None,
    transcribed_by: str | None,
    id_: str | None,
) -> bool:
    """Write the record of a flip chart, from rough notes or from nothing.

    With --paste the words of the notes become a transcript: blocks, ranks, questions and stars are proposed, and each
    word is kept. What was read with a doubt is listed, here and in the head of the record: look at those lines.

    \b
    For example:
      goldenthread new flip-chart --title "Why late" --paste notes.txt
      goldenthread new flip-chart --title Tickets --photo IMG_2041.JPG --alt "A sheet with three lines in black"
    """
    meeting = meeting_of(at, meeting_id)
    pasted = paste(_notes(notes)) if notes else None
    title = at.asker.one(N_("What is the chart called?"), "--title", title, proposal=_first(pasted), needed=True)
    ids = {chart.id for chart in meeting.charts}
    id = at.asker.one(
        N_("Its id, which is the name of its file"),
        "--id",
        id_,
        wrong=lambda answer: _id_fault(meeting, answer),
        proposal=proposed(title, ids, "chart"),
        needed=True,
    )
    pictures = [picture(at, meeting, file) for file in photos]
    chart = FlipChart(
        id=id,
        title=title,
        themes=_refs(at, N_("Which theme is it about?"), "--theme", themes, THEMES),
        sessions=_sessions(at, meeting, sessions),
        photos=tuple(one.name for one in pictures),
        transcribed_by=at.asker.one(N_("Who typed it?"), "--transcribed-by", transcribed_by) if pasted else "",
        ranking=_ranking(at, meeting, pasted, ranking_method, ranking_by),
        blocks=pasted.blocks if pasted else (),
    )
    if pictures:
        proposal = words_for_chart(chart) if pasted or at.asker.asks else ""
        words = at.asker.one(N_("What do the photos show?"), "--alt", alt, proposal=proposal, needed=True)
        chart = replace(chart, alt=words)
    path, text = draft_chart(at.archive, meeting, chart, pasted)
    changes = [Change(path, b"", text.encode()), *kept(meeting, pictures)]
    return put(at, changes, [*_next(f"{meeting.id}/{id}", pasted, bool(pictures)), _shown(at, meeting)])


def _shown(at: Desk, meeting: Meeting) -> str:
    """How it is looked at: in the internal edition, where the public one does not have it."""
    defaults = at.archive.settings.default_audience
    audiences = {meeting.audience or defaults.of("meetings", "internal"), defaults.of("charts", "internal")}
    edition = "internal" if "internal" in audiences else None
    own, records = Path("mkdocs.yml"), at.records if at.records != Path("records") else None
    command = to_serve(config=own if own.exists() else None, records=records, edition=edition)
    return told(N_("Look at it: {command}"), command=command)


def _next(chart: str, pasted: Pasted | None, has_photo: bool) -> Iterator[str]:
    """What was made of the notes, and what to do next."""
    if pasted:
        lines = [line for block in pasted.blocks for line in block.lines]
        blocks = sum(block.heading is not None for block in pasted.blocks)
        ranks = sum(bool(span.attributes.rank) for b in pasted.blocks for one in b.every_line() for span in one.walk())
        counted = N_("Made of the notes: blocks {blocks}, lines {lines}, ranks {ranks}.")
        yield told(counted, blocks=blocks, lines=len(lines), ranks=ranks)
        if pasted.guesses:
            yield told(N_("Read with a doubt, and listed in the head of the record:"))
            yield from (f"  {told_of(guess)}" for guess in pasted.guesses)
        if pasted.bold:
            yield told(N_("What stood in bold has a pen 'bold': say in the head whose it was, or take it out."))
    if has_photo:
        yield told(N_("Show where each line stands on the photo: {command}"), command=f"goldenthread boxes {chart}")


def _notes(source: str) -> str:
    """The notes, from a file or from what is typed, pasted or piped in."""
    try:
        if source != STDIN:
            data = Path(source).read_bytes()
        else:
            if somebody_is_there():
                say(N_("Paste what was written, then press Ctrl-D on a line of its own (Windows: Ctrl-Z, Enter)."))
            data = sys.stdin.buffer.read() if sys.stdin else b""
    except (FileNotFoundError, IsADirectoryError):
        raise click.BadParameter(told(N_("there is no file '{file}'"), file=source), param_hint="--paste") from None
    text = data.decode("utf-8-sig", "replace") if _is_utf8(data) else data.decode("cp1252", "replace")
    if not text.strip():
        raise click.BadParameter(told(N_("there is nothing to read")), param_hint="--paste")
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _first(pasted: Pasted | None) -> str:
    """The words of the first heading of some notes."""
    blocks = pasted.blocks if pasted else ()
    return next((block.name.rstrip(":. ") for block in blocks if block.heading), "")


def _id_fault(meeting: Meeting, answer: str) -> str:
    if answer in {chart.id for chart in meeting.charts}:
        return told(N_("the meeting has a chart '{id}' already"), id=answer)
    return wrong(Meeting, "id", (answer,)) or (
        "" if answer == slug(answer) else told(N_("write '{id}'"), id=slug(answer))
    )


def _refs(at: Desk, question: str, option: str, given: tuple[str, ...], kinds: frozenset[Kind]) -> tuple[Ref, ...]:
    known = known_ids(at.archive, kinds)
    if not (known or given):
        return ()

    def fault(answer: str) -> str:
        if named(at.archive, answer, kinds):
            return ""
        near = did_you_mean(answer, known) or ", ".join(known)
        return told(N_("'{answer}' is none of: {near}"), answer=answer, near=near)

    return tuple(Ref(named(at.archive, one, kinds)) for one in at.asker.several(question, option, given, wrong=fault))


def _sessions(at: Desk, meeting: Meeting, given: tuple[str, ...]) -> tuple[Ref, ...]:
    """The sessions of the meeting that are meant."""
    ids = [session.id for session in meeting.programme]
    if not (ids or given):
        return ()

    question = told(N_("In which session was it made? ({known})"), known=", ".join(ids))
    return tuple(
        map(Ref, at.asker.several(question, "--session", given, wrong=lambda one: wrong_session(meeting, one)))
    )


def _ranking(at: Desk, meeting: Meeting, pasted: Pasted | None, method: str | None, by: str | None) -> Ranking | None:
    """How the ranks came about, where there are any and the meeting has not said so for all its charts."""
    if method is None and not (pasted and pasted.counted and not meeting.ranking):
        return None
    method = at.asker.one(
        N_("How did the room come to this order, such as three dots each?"), "--ranking-method", method
    )
    if not method:
        return None

    def fault(answer: str) -> str:
        if answer in NOBODY_KNOWN or named(at.archive, answer, PEOPLE):
            return ""
        near = did_you_mean(answer, (*NOBODY_KNOWN, *known_ids(at.archive, PEOPLE)))
        return told(N_("type the id of a group, or {known}"), known=near or " or ".join(NOBODY_KNOWN))

    who = at.asker.one(N_("Who ranked? (a group, or everyone)"), "--ranking-by", by, wrong=fault)
    refs = (Ref(named(at.archive, who, PEOPLE) or who),) if who else ()
    return Ranking(method=method, by=refs)
