"""The record of a new flip chart: its head with what its meeting makes known, and its transcript.

In: a meeting, what is known of the chart, and rough notes. Out: its path and text. Guaranteed: what was read in the
notes with a doubt is told in the head, above all in words that can be looked for.
"""

from __future__ import annotations

from dataclasses import replace

from goldenthread.language import N_, catalogue
from goldenthread.model.archive import Archive
from goldenthread.model.chart import Attributes, Block, FlipChart, Line, Pen, Span
from goldenthread.model.fields import Ref
from goldenthread.model.meeting import Meeting
from goldenthread.model.records import Records
from goldenthread.scaffold.naming import proposed
from goldenthread.scaffold.paste import BOLD, Guess, Pasted
from goldenthread.write import write_records

_FIRST = Pen(name="first", by=(Ref("unknown"),), default=True)
LONGEST_QUOTED = 60


def draft_chart(archive: Archive, meeting: Meeting, chart: FlipChart, pasted: Pasted | None) -> tuple[str, str]:
    """The path and the text of a chart's record; without notes and photos it has a heading to begin with."""
    pens = chart.pens or meeting.pens
    if pasted and pasted.bold and not any(pen.name == BOLD for pen in pens):
        pens = (*(pens or (_FIRST,)), Pen(name=BOLD, by=(Ref("unknown"),)))
    blocks = pasted.blocks if pasted else () if chart.photos else (_heading(chart.title),)
    draft = replace(chart, pens=pens, ranking=chart.ranking or meeting.ranking, blocks=blocks)
    files = write_records(Records(settings=archive.settings, meetings=(replace(meeting, charts=(draft,)),)))
    path = next(path for path in files if path.endswith(f"/flip-charts/{chart.id}.md"))
    return path, _with_guesses(files[path], pasted.guesses if pasted else ())


def _heading(title: str) -> Block:
    id = proposed(title, (), "block")
    return Block(Line((Span(title),), id=id, bullet=False, attributes=Attributes(id=id)))


def _with_guesses(text: str, guesses: tuple[Guess, ...]) -> str:
    """The record with what was guessed as a comment at the end of its head."""
    if not guesses:
        return text
    say = catalogue().gettext
    lines = [say(N_("Read with a doubt: look at these, and take them out of this list.")), *map(told_of, guesses)]
    head, fence, body = text.removeprefix("---\n").partition("---\n")
    return f"---\n{head}{''.join(f'# {line}{chr(10)}' for line in lines)}{fence}{body}"


def told_of(guess: Guess) -> str:
    """A guess on one line."""
    words = guess.words if len(guess.words) <= LONGEST_QUOTED else f"{guess.words[:LONGEST_QUOTED].rstrip()}…"
    return f"{words} → {guess.taken_for}"
