"""Rules about flip charts: what a reader needs in order to make sense of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from goldenthread.markup.attributes import print_box
from goldenthread.model.archive import Archive
from goldenthread.model.chart import FlipChart, Line
from goldenthread.problem import Problem, problem
from goldenthread.source import Place


def chart_has_one_default_pen(archive: Archive) -> Iterator[Problem]:
    """What has no pen named is written in the one default."""
    for chart in _charts(archive):
        default = [pen for pen in chart.pens if pen.default]
        for second in default[1:]:
            yield problem("GT602", second.at, first=default[0].name, second=second.name)


def chart_with_pens_has_a_default(archive: Archive) -> Iterator[Problem]:
    """Words without a pen have a writer too."""
    for chart in _charts(archive):
        bare = any(not line.attributes.pen for _, line in chart.lines())
        if len(chart.pens) > 1 and bare and not any(pen.default for pen in chart.pens):
            yield problem("GT605", chart.at)


def rank_is_written_or_not_recorded(archive: Archive) -> Iterator[Problem]:
    """What the record lacks is not on the chart."""
    for chart in _charts(archive):
        written = {priority.rank for priority in chart.priorities()}
        for rank in chart.ranking.not_recorded if chart.ranking else ():
            if rank in written and chart.ranking:
                yield problem("GT606", chart.ranking.at, rank=rank)


def rank_is_written_once(archive: Archive) -> Iterator[Problem]:
    """A ranking has one first place, unless its method says otherwise."""
    for chart in _charts(archive):
        places = {line.id: line.at for _, line in chart.lines()}
        seen: dict[tuple[int, str], Place] = {}
        for priority in chart.priorities():
            at = places[priority.line]
            first = seen.setdefault((priority.rank, priority.pen), at)
            if first != at and not (chart.ranking and "share" in chart.ranking.method):
                yield problem("GT601", at, rank=priority.rank, first=first)


def ranks_say_how_they_came_about(archive: Archive) -> Iterator[Problem]:
    """A rank means little without its method."""
    for chart in _charts(archive):
        if chart.priorities() and not chart.ranking:
            yield problem("GT604", chart.at)


def votes_say_how_they_were_given(archive: Archive) -> Iterator[Problem]:
    """So do votes; where there are ranks as well, these ask for the method."""
    for chart in _charts(archive):
        voted = any(votes is not None for _, line in chart.lines() for _, _, votes in _said(line))
        if voted and not chart.ranking and not chart.priorities():
            yield problem("GT617", chart.at)


def more_votes_rank_higher(archive: Archive) -> Iterator[Problem]:
    """What one pen ranked higher has no fewer votes in that pen, unless the method says why."""
    for chart in _charts(archive):
        if chart.ranking and "not by votes" in chart.ranking.method:
            continue
        for ranked in _ranked_with_votes(chart).values():
            for (rank, votes, at), (lower, more, other) in pairwise(sorted(ranked)):
                if rank < lower and votes < more:
                    yield problem("GT618", at, rank=rank, votes=votes, lower=lower, more=more, other=other)


def _ranked_with_votes(chart: FlipChart) -> dict[str, list[tuple[int, int, Place]]]:
    """For each pen the lines to which it gave a rank and votes: both, and where."""
    default = next((pen.name for pen in chart.pens if pen.default), "")
    found = defaultdict(list)
    for _, line in chart.lines():
        ranks: dict[str, int] = {}
        votes: Counter[str] = Counter()
        for pen, rank, count in _said(line):
            if rank:
                ranks[pen or default] = rank
            if count is not None:
                votes[pen or default] += count
        for pen in ranks.keys() & votes.keys():
            found[pen].append((ranks[pen], votes[pen], line.at))
    return found


def _said(line: Line) -> Iterator[tuple[str, int | None, int | None]]:
    """What a line says of its whole, then of parts of its words: pen, rank and votes."""
    own = line.attributes
    yield own.pen, own.rank, own.votes
    for span in line.walk():
        said = span.attributes
        yield said.pen or own.pen, said.rank, said.votes


def chart_has_headings(archive: Archive) -> Iterator[Problem]:
    """A transcript of more than a few lines has a heading, which makes a block that can be ranked and referred to."""
    for chart in _charts(archive):
        lines = sum(1 for _ in chart.lines())
        if lines > MOST_WITHOUT_HEADING and not any(block.heading for block in chart.blocks):
            yield problem("GT610", chart.at, count=lines)


def written_priority_is_a_rank(archive: Archive) -> Iterator[Problem]:
    """Where a line says "PRIORITY 2", its rank is 2."""
    for chart in _charts(archive):
        for _, line in chart.lines():
            if "rank=" in line.words:
                continue  # braces that are read as words: told already
            ranks = {one.rank for one in (line.attributes, *(span.attributes for span in line.walk())) if one.rank}
            for written in _PRIORITY.finditer(line.words):
                if int(written[1]) not in ranks:
                    pens = [pen.name for pen in chart.pens if not pen.default]
                    braces = f"{{.{pens[-1]} rank={written[1]}}}" if pens else f"{{rank={written[1]}}}"
                    yield problem("GT611", line.at, words=written[0], rank=written[1], braces=braces)


def number_alone_is_a_heading(archive: Archive) -> Iterator[Problem]:
    """Where headings are numbered, a line that has the next number is one too, also without a word behind it."""
    for chart in _charts(archive):
        numbers = [_NUMBERED.match(block.heading.words) for block in chart.blocks if block.heading]
        numbered = {int(found[1]) for found in numbers if found}
        for line in (one for block in chart.blocks for one in block.lines):
            found = None if line.bullet else _NUMBERED.fullmatch(line.words.strip())
            if found and int(found[1]) - 1 in numbered:
                yield problem("GT614", line.at, words=line.words.strip())


_NUMBERED = re.compile(r"(\d{1,2})[.)]?(?=\s|$)")
MOST_WITHOUT_HEADING = 5
_PRIORITY = re.compile(r"\b(?:PRIORITY|PRIORITÉ)\s+(\d{1,2})\b", re.IGNORECASE)


def no_asterisks_for_a_pen(archive: Archive) -> Iterator[Problem]:
    """Bold in a pasted transcript often stood for a pen: asterisks are shown as asterisks."""
    for chart in _charts(archive):
        for _, line in chart.lines():
            if found := _BOLD.search(line.words):
                yield problem("GT612", line.at, words=found[0])


_BOLD = re.compile(r"\*\*(?=[^\s*])[^*]{1,200}(?<=\S)\*\*")


def box_lies_on_a_photo(archive: Archive) -> Iterator[Problem]:
    """A box lies on one of the chart's photos, and says on which where there are several."""
    for chart in _charts(archive):
        for _, line in chart.lines():
            box = line.attributes.box
            if not box:
                continue
            if box.photo in chart.photos or (not box.photo and len(chart.photos) == 1):
                continue
            if chart.photos and not box.photo:
                numbers = print_box(replace(box, photo=""))
                yield problem("GT616", line.at, photo=chart.photos[0], numbers=numbers)
            else:
                named = f"write one of these: {', '.join(chart.photos)}"
                mend = (
                    named if chart.photos else "name the photo under photos: in the chart's head, or take the box out"
                )
                yield problem("GT615", line.at, photo=box.photo or "a photo", mend=mend)


RULES_OF_EACH = (
    chart_has_one_default_pen,
    chart_with_pens_has_a_default,
    rank_is_written_or_not_recorded,
    rank_is_written_once,
    ranks_say_how_they_came_about,
    votes_say_how_they_were_given,
    more_votes_rank_higher,
    chart_has_headings,
    number_alone_is_a_heading,
    written_priority_is_a_rank,
    no_asterisks_for_a_pen,
    box_lies_on_a_photo,
)


def _charts(archive: Archive) -> Iterator[FlipChart]:
    for meeting in archive.meetings:
        yield from meeting.charts
