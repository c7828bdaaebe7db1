"""The view of the page that says what the signs of the site mean: every status, pen, mark and colour at once.

In: the words of a language. Out: `LookView`. Guaranteed: every status that a thing may have, and every colour of pen
that has a name, is on it; nothing on it comes from a record.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.language import N_
from goldenthread.model.entry import Kind
from goldenthread.model.meeting import MEETING_STATUSES
from goldenthread.model.update import STATUSES as STATUSES_OF
from goldenthread.publish.views.common import Mark
from goldenthread.publish.views.lines import LineView, SpanView
from goldenthread.publish.views.pens import SHAPES, PenView
from goldenthread.publish.words import COLOURS, MARKS, STATUSES, Words

_OTHER = "other"

MEANINGS = {
    (Kind.ACTION, "open"): N_("Agreed, and nobody has said yet that it was begun."),
    (Kind.ACTION, "in progress"): N_("Somebody has reported that work on it has begun."),
    (Kind.ACTION, "blocked"): N_("It cannot go on until something else has happened; its page says what."),
    (Kind.ACTION, "deferred"): N_("Put off to a later date, which its page names."),
    (Kind.ACTION, "done"): N_(
        "Reported as carried out. Whether it achieved what it was for is judged apart from that."
    ),
    (Kind.ACTION, "dropped"): N_("Given up, for a reason that its page names."),
    (Kind.SUPPORT, "asked"): N_("One group has asked another for it, and there is no answer yet."),
    (Kind.SUPPORT, "accepted"): N_("The other group has said that it will help."),
    (Kind.SUPPORT, "provided"): N_("The help has come."),
    (Kind.SUPPORT, "declined"): N_("The other group will not or cannot help; its page says why."),
    (Kind.DECISION, "holds"): N_("It is in force."),
    (Kind.DECISION, "superseded"): N_("A later decision has taken its place; its page leads there."),
    (Kind.DECISION, "withdrawn"): N_("It was taken back, and nothing took its place."),
    (Kind.QUESTION, "open"): N_("It was asked, and no answer has been recorded."),
    (Kind.QUESTION, "answered"): N_("An answer has been recorded."),
    (Kind.OUTPUT, "expected"): N_("What a meeting was to lead to, before anybody has judged whether it did."),
    (Kind.OUTPUT, "met"): N_("It came as expected."),
    (Kind.OUTPUT, "partly"): N_("A part of it came."),
    (Kind.OUTPUT, "not met"): N_("It did not come."),
    (Kind.OUTPUT, "not recorded"): N_("The record does not say whether it came."),
    (Kind.GOAL, "set"): N_("Set for a period that has not been rated yet."),
    (Kind.GOAL, "met"): N_("Rated as reached."),
    (Kind.GOAL, "partly"): N_("Rated as reached in part."),
    (Kind.GOAL, "not met"): N_("Rated as not reached."),
    (Kind.MEETING, "draft"): N_("Minutes that no later meeting has approved yet."),
    (Kind.MEETING, "approved"): N_("Minutes that a later meeting approved, with corrections where it made some."),
    (Kind.MEETING, "planned"): N_("It is to take place."),
    (Kind.MEETING, "held"): N_("It has taken place."),
    (Kind.MEETING, "postponed"): N_("It was put off to another day."),
    (Kind.MEETING, "cancelled"): N_("It will not take place."),
}
_HEADINGS = {
    Kind.ACTION: N_("Actions"),
    Kind.SUPPORT: N_("Support"),
    Kind.DECISION: N_("Decisions"),
    Kind.QUESTION: N_("Questions"),
    Kind.OUTPUT: N_("What a meeting was expected to lead to"),
    Kind.GOAL: N_("Goals"),
    Kind.MEETING: N_("Meetings and their minutes"),
}
_COLOURS = (
    ("gold", N_("The golden line, and nothing else")),
    ("accent", N_("Links, and where you are")),
    ("good", N_("Done, holds, met")),
    ("busy", N_("Open, in progress, asked")),
    ("wait", N_("Put off, in part")),
    ("bad", N_("Late, blocked, not met")),
    ("muted", N_("No longer in force, or not yet; words beside the matter")),
    ("chart", N_("The paper of a flip chart")),
    ("surface", N_("How a thing stands, at the head of its page")),
)


@dataclass(frozen=True, slots=True)
class Signs:
    """The statuses that things of one kind may have, each with its meaning."""

    id: str
    title: str
    signs: tuple[tuple[Mark, str], ...]


@dataclass(frozen=True, slots=True)
class LookView:
    """Every sign of the site."""

    statuses: tuple[Signs, ...]
    late: Mark
    pens: tuple[PenView, ...]
    lines: tuple[tuple[LineView, str], ...]
    colours: tuple[tuple[str, str], ...]


def look_view(words: Words) -> LookView:
    """The page of signs, in a language."""
    return LookView(
        statuses=tuple(_signs(kind, words) for kind in _HEADINGS),
        late=Mark("open", words(STATUSES["open"]), late=True),
        pens=_pens(words),
        lines=tuple(_lines(words)),
        colours=tuple((name, words(use)) for name, use in _COLOURS),
    )


def _signs(kind: Kind, words: Words) -> Signs:
    known = STATUSES_OF[kind] + (MEETING_STATUSES if kind is Kind.MEETING else ())
    signs = tuple((Mark(one, words(STATUSES[one])), words(MEANINGS[kind, one])) for one in known)
    return Signs(f"gt-signs-{kind}", words(_HEADINGS[kind]), signs)


def _pens(words: Words) -> tuple[PenView, ...]:
    """A pen of each colour; black as the default one, which needs no shape."""
    named = [(colour, words(N_("%(colour)s pen")) % {"colour": words(said)}) for colour, said in COLOURS.items()]
    named.append((_OTHER, words(N_("pen of unknown colour"))))
    shapes = ["", *(SHAPES[number % len(SHAPES)] for number in range(len(named) - 1))]
    return tuple(
        PenView(colour, shape, colour, said, (), None, "", default=not shape)
        for (colour, said), shape in zip(named, shapes, strict=True)
    )


def _lines(words: Words) -> list[tuple[LineView, str]]:
    """One line for each thing that may be said of words on a chart, with what it means."""
    lilac = next(pen for pen in _pens(words) if pen.colour == "lilac")
    plain = _span(words(N_("words as the room wrote them")))
    lines = [
        (_line(plain), words(N_("In the default pen: the words stand without a sign."))),
        (_line(plain, pen=lilac), words(N_("In another pen: its sign comes before the words."))),
        (_line(_span(words(N_("crossed out")), form="strike")), words(N_("Struck out on the chart."))),
        (_line(_span("visa versa", sic="vice versa")), words(N_("A reading beside what was written."))),
        (_line(_span("illegible", unclear=True)), words(N_("Nobody could read it."))),
        (_line(plain, rank=1), words(N_("The rank that the room gave to what stands under it."))),
    ]
    marked = words(N_("A mark that whoever typed the chart put there."))
    marks = [words(said) for mark, said in MARKS.items() if mark != "unclear"]
    return [*lines, *((_line(plain, marks=(mark,)), marked) for mark in marks)]


def _span(text: str, form: str = "", sic: str = "", *, unclear: bool = False) -> SpanView:
    return SpanView(text, form, None, None, sic, (), unclear, None, ())


def _line(span: SpanView, pen: PenView | None = None, rank: int | None = None, marks: tuple[str, ...] = ()) -> LineView:
    return LineView(
        "", (span,), pen, bullet=True, label="", implied=False, marks=marks, actions=(), led=(), backlinks=(), rank=rank
    )
