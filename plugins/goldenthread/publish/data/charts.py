"""The columns of what is written on flip charts: blocks and lines, each with its pen, its rank and its two readings.

In: the transcripts of a `Book`. Out: `Part`s, and the rows of the ranks. Guaranteed: `verbatim` is what the room wrote;
what an editor made of it stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.language import N_
from goldenthread.model.chart import LABELS, Attributes, Block, FlipChart, Line, Span
from goldenthread.model.entry import Key, Kind
from goldenthread.publish.data.columns import THINGS, Column, Part, Row, Subject, date_values, dates
from goldenthread.publish.views.book import Book

SAID = {
    Kind.BLOCK: N_("A heading on a flip chart, with what stands under it."),
    Kind.LINE: N_("One unit on a flip chart: a bullet or a paragraph, below a heading or above them all."),
}


def parts_of(kind: Kind) -> Iterator[Part]:
    """The columns of blocks or of lines."""
    yield _ON_CHART
    if kind is Kind.BLOCK:
        yield _HEADING
    else:
        yield _UNDER
    yield from (_WORDS, _PEN, _COUNTED, _BOX)


def _written(s: Subject) -> Line:
    """The line; of a block, its heading."""
    line = s.entry.heading if isinstance(s.entry, Block) else s.entry
    assert isinstance(line, Line)
    return line


def _attributes(line: Line) -> tuple[Attributes, ...]:
    """What is said of a line, then of its spans."""
    return line.attributes, *(span.attributes for span in line.walk())


def _chart(s: Subject) -> FlipChart:
    return s.book.chart_of(s.key)


def _on_chart(s: Subject) -> Row:
    own = s.key.own
    position = next(number for number, (_, line) in enumerate(_chart(s).lines(), 1) if line.id == own)
    return s.key.chart.id, position, not _written(s).derived


_ON_CHART = Part(
    (
        Column("chart", (N_("The flip chart that it stands on."),), refers="flip_charts.id", required=True),
        Column("position", (N_("Its place among all headings and lines of the chart, from 1."),), "integer"),
        Column(
            "named",
            (N_("Whether an editor gave it its id; an id that follows from its place may change."),),
            "boolean",
        ),
    ),
    _on_chart,
)
_HEADING = Part(
    (
        Column("name", (N_("Its short name, or the words of its heading without ranks."),), searched=True),
        Column("level", (N_("How deep the heading stands: 2 for the highest."),), "integer"),
    ),
    lambda s: (s.entry.name, s.entry.level),
)


def _under(s: Subject) -> Row:
    block = s.book.block_of(s.key)
    return block.id if block.kind is Kind.BLOCK else None, s.entry.depth, s.entry.bullet


_UNDER = Part(
    (
        Column("block", (N_("The block that it stands in; empty above all headings."),), refers="blocks.id"),
        Column("depth", (N_("How deep it is indented; 0 for not at all."),), "integer"),
        Column("bullet", (N_("Whether it is a bullet, and not a paragraph."),), "boolean"),
    ),
    _under,
)


def corrected(line: Line) -> str:
    """The words of a line as they are to be read: an editor's reading in the place of what it corrects."""
    return line.attributes.sic or "".join(map(_corrected, line.spans))


def _corrected(span: Span) -> str:
    return span.attributes.sic or span.text + "".join(map(_corrected, span.spans))


def _words(s: Subject) -> Row:
    line = _written(s)
    struck = [span.words for span in line.walk() if span.form == "strike"]
    unclear = any("unclear" in one.marks for one in _attributes(line))
    label = line.attributes.label
    return line.words, corrected(line), " … ".join(struck) or None, unclear, label, line.attributes.marks


_WORDS = Part(
    (
        Column("verbatim", (N_("The words as they stand on the chart."),), searched=True),
        Column("corrected", (N_("The same words as an editor reads them."),), searched=True),
        Column("struck_out", (N_("Those of the words that were struck out."),)),
        Column("unclear", (N_("Whether any of it could not be read for certain."),), "boolean"),
        Column("label", (N_("What the line says it is, such as an action or a timescale."),), known=LABELS),
        Column("marks", (N_("The signs at the line, such as a star."),), "list"),
    ),
    _words,
)


def _pen(s: Subject) -> Row:
    line, chart = _written(s), _chart(s)
    pens = dict.fromkeys(chart.pen(one.pen or line.attributes.pen) for one in _attributes(line))
    pen = chart.pen(line.attributes.pen)
    names = tuple(one.name for one in pens if one)
    return (pen.name, pen.colours, pen.round, names) if pen else (None, (), None, names)


_PEN = Part(
    (
        Column("pen", (N_("The name of the pen that it was written with, as in the table of pens."),)),
        Column("colours", (N_("The colour of that pen; several where it is not certain."),), "list"),
        Column("round", (N_("The round in which it was written."),), "integer"),
        Column("pens", (N_("Every pen that wrote any of it."),), "list"),
    ),
    _pen,
)


def _counted(s: Subject) -> Row:
    line = _written(s)
    ranks = [one.rank for one in _attributes(line) if one.rank]
    return min(ranks, default=None), line.attributes.votes


_COUNTED = Part(
    (
        Column("rank", (N_("The best rank written on it; the table of priorities has every one."),), "integer"),
        Column("votes", (N_("The dots, strokes or hands that were counted for it."),), "integer"),
    ),
    _counted,
)


def _box(s: Subject) -> Row:
    box = _written(s).attributes.box
    return (box.photo or None, box.left, box.top, box.width, box.height) if box else (None,) * 5


_BOX = Part(
    (
        Column("box_photo", (N_("The photo on which it is pointed out, where the chart has several."),)),
        Column(
            "box_left", (N_("Where it begins on that photo, in thousandths of its width from the left."),), "integer"
        ),
        Column("box_top", (N_("Where it begins, in thousandths of the photo's height from the top."),), "integer"),
        Column("box_width", (N_("How wide it is, in thousandths of the photo's width."),), "integer"),
        Column("box_height", (N_("How high it is, in thousandths of the photo's height."),), "integer"),
    ),
    _box,
)
RANKED = N_("Every rank written on a flip chart, with the pen that wrote it.")
RANKS = (
    Column("chart", (N_("The flip chart that it stands on."),), refers="flip_charts.id", required=True),
    Column(
        "position", (N_("Its place among the ranks of the chart, the best first, from 1."),), "integer", required=True
    ),
    Column("rank", (N_("The rank: 1 is the first."),), "integer", required=True),
    Column("block", (N_("The block that was ranked; empty for a rank above all headings."),), refers="blocks.id"),
    Column("written_at", (N_("The heading or line at which it stands, by key."),), refers=THINGS),
    Column("pen", (N_("The pen that wrote it, as in the table of pens."),)),
    Column("round", (N_("The round in which it was written."),), "integer"),
    Column("meeting", (N_("The meeting of the chart."),), refers="meetings.id", required=True),
    *dates("date", N_("The date of the meeting, as exactly as is known.")),
)


def ranks(book: Book) -> Iterator[Row]:
    """The rows of the ranks, chart by chart."""
    for meeting in book.archive.meetings:
        for chart in meeting.charts:
            where = f"{meeting.id}/{chart.id}"
            for number, priority in enumerate(chart.priorities(), 1):
                block = book.ranked_block(Key(Kind.CHART, where), priority)
                at = Key.of_part(Kind.BLOCK if priority.line == priority.block else Kind.LINE, where, priority.line)
                pen = chart.pen(priority.pen)
                yield (
                    *(where, number, priority.rank, block.id if block.kind is Kind.BLOCK else None, str(at)),
                    *(pen.name if pen else None, pen.round if pen else None, meeting.id, *date_values(meeting.date)),
                )
