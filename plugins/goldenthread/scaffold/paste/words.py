"""What the words of a rough line say besides themselves: ranks, votes, stars, questions, what cannot be read, labels.

In: the words of a line. Out: spans and attributes of the transcript, and what was guessed. Guaranteed: the words of the
spans are those of the line, in order; only the asterisks around words in bold are gone, whose pen the span names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from goldenthread.language import N_, catalogue
from goldenthread.model.chart import NO_ATTRIBUTES, Attributes, Label, Span

BOLD = "bold"
"""The pen of words that stood between two asterisks: another hand, in most notes."""
_ORDINALS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "i": 1, "ii": 2, "iii": 3}
_SIGNS = re.compile(
    r"""
      (?P<bold>\*\*(?=[^\s*])(?P<inner>[^*]{1,400}?)(?<=[^\s*])\*\*)
    | (?P<rank>\b(?:top\s+)?(?:priority|priorité|prioridade|prioridad|priorität)\s*(?:no\.?|nr\.?|number|[:\#=–-])?\s*
        (?P<digits>[1-9]\d?|one|two|three|four|five|i{1,3})\b(?!\.\d))
    | (?P<ordinal>\b(?P<place>[1-9])(?:st|nd|rd|th)\s+(?:priority|choice|place)\b)
    | (?P<short>\b[Pp](?P<number>[1-9])\b)
    | (?P<votes>(?<![\d.])(?P<count>\d{1,3})\s*(?:x\s*)?(?:votes?|dots?|stickers?|hands)\b)
    | (?P<dots>(?:[●⚫🔴🔵🟢🟡]\s?){2,}(?=\s|\)|$))
    | (?P<illegible>[\[(](?:illegible|unreadable|unclear|can'?t\s+read|\?+|\.\.\.|…)[\])])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STAR = re.compile(r"[★☆⭐✱✭✩*]+(?=\s|$|\w)|.*\s[★☆⭐✱✭✩*]+$", re.DOTALL)
_SAID = re.compile(r"[\"“„«‘'].*[\"”“»’']")
"""Words that somebody quoted."""
_ASKS = re.compile(
    r"(?:q(?:uestion)?\s*[:.]|(?:who|what|when|where|why|how|which|is|are|do|does|did|can|could|should|will|would|shall"
    r"|qui|que|quoi|quand|où|pourquoi|comment|wer|was|wann|wo|warum|wie)\b)",
    re.IGNORECASE,
)
_LABELS: dict[Label, str] = {
    "theme": r"(?:themes?|issues?|causes?|problems?|areas?|improvement areas?)",
    "action": r"(?:(?:improvement |agreed |proposed )?actions?(?: points?)?|next steps|what to do)",
    "outcome": r"(?:(?:expected |desired )?outcomes?|results?)",
    "timescale": r"(?:time ?scales?|when|by when|deadlines?|due)",
    "who": r"(?:who|by whom|who by|leads?|owners?|responsible)",
}
_LABEL = {name: re.compile(rf"{words}\s*(?P<end>:|$)", re.IGNORECASE) for name, words in _LABELS.items()}


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that was read with a doubt: the words, and what they were taken for."""

    words: str
    taken_for: str


@dataclass(slots=True)
class Reading:
    """What has been read of some notes so far: the guesses, the ranks and pens met."""

    guesses: list[Guess] = field(default_factory=list)
    ranks: set[tuple[int, str]] = field(default_factory=set)
    bold: bool = False
    voted: bool = False

    def doubt(self, words: str, taken_for: str, **facts: object) -> None:
        """Keep a guess, told in the reader's language."""
        self.guesses.append(Guess(words, catalogue().gettext(taken_for).format_map(facts)))


def spans_of(words: str, reading: Reading, pen: str = "") -> tuple[Span, ...]:
    """The spans of a line, or of what stands in bold in one."""
    found: list[Span] = []
    end = 0
    for sign in _SIGNS.finditer(words):
        if sign.start() > end:
            found.append(Span(words[end : sign.start()]))
        found.append(_span(sign, words, reading, pen))
        end = sign.end()
    if end < len(words) or not found:
        found.append(Span(words[end:]))
    return tuple(_joined(found))


def _span(sign: re.Match[str], line: str, reading: Reading, pen: str) -> Span:
    words = sign[0]
    if sign["bold"]:
        reading.bold = True
        inner = spans_of(sign["inner"], reading, BOLD)
        if len(inner) == 1:
            return replace(inner[0], attributes=replace(inner[0].attributes, pen=BOLD))
        return Span("", attributes=Attributes(pen=BOLD), spans=inner)
    if sign["rank"] or sign["ordinal"] or sign["short"]:
        return _ranked(sign, line, reading, pen)
    if sign["votes"]:
        reading.voted = True
        return Span(words, attributes=Attributes(votes=int(sign["count"])))
    if sign["dots"]:
        count = sum(not letter.isspace() for letter in words)
        reading.voted = True
        reading.doubt(words, N_("{count} votes"), count=count)
        return Span(words, attributes=Attributes(votes=count))
    return Span(words, attributes=Attributes(marks=("unclear",)))


def _ranked(sign: re.Match[str], line: str, reading: Reading, pen: str) -> Span:
    """A rank; the second of its kind on one sheet is left as words, for a ranking has one first place."""
    words = sign[0]
    digits = (sign["digits"] or sign["place"] or sign["number"]).casefold()
    rank = _ORDINALS.get(digits) or int(digits)
    if (rank, pen) in reading.ranks:
        reading.doubt(line, N_("words alone: rank {rank} stands above already; is this another sheet?"), rank=rank)
        return Span(words)
    reading.ranks.add((rank, pen))
    in_sentence = not words.isupper() and len(line.split()) > len(words.split()) + 6
    if sign["short"] or in_sentence:
        reading.doubt(words, N_("rank {rank}"), rank=rank)
    return Span(words, attributes=Attributes(rank=rank))


def _joined(spans: list[Span]) -> Iterator[Span]:
    """The spans, those without any markup that follow each other made one."""
    bare = ""
    for span in spans:
        if span.attributes == NO_ATTRIBUTES and not span.spans:
            bare += span.text
            continue
        if bare:
            yield Span(bare)
        bare = ""
        yield span
    if bare:
        yield Span(bare)


def marks_of(words: str, reading: Reading, *, starred: bool) -> tuple[str, ...]:
    """The marks of a whole line: starred, a question, illegible."""
    plain = words.replace("**", "")
    marks = []
    if starred or _STAR.match(plain):
        marks.append("star")
        if starred or "*" in plain:
            reading.doubt(words, N_("a line with a star"))
    ended = plain.rstrip(" )]\"'”’*")
    if ended and not ended.strip("?").strip():
        marks.append("unclear")
        reading.doubt(words, N_("words that nobody could read"))
    elif _SAID.fullmatch(plain):
        pass
    elif ended.endswith("?") or re.match(r"q(?:uestion)?\s*:|\?+\s", plain, re.IGNORECASE):
        marks.append("question")
        if ended.endswith("??") or not (_ASKS.match(plain.lstrip("★*☆⭐( ")) or len(plain.split()) > 3):
            reading.doubt(words, N_("a question"))
    return tuple(marks)


def label_of(words: str) -> tuple[Label | None, bool]:
    """The label that a line is or begins with, and whether it is that alone."""
    plain = words.replace("**", "").strip()
    for name, pattern in _LABEL.items():
        if found := pattern.match(plain):
            alone = found.end() == len(plain)
            if alone or found["end"] == ":":
                return name, alone
    return None, False


def is_rank_alone(words: str) -> bool:
    """Whether a line says a rank and nothing else."""
    plain = words.replace("**", "").strip("()[] ")
    found = _SIGNS.match(plain)
    return bool(found and (found["rank"] or found["ordinal"]) and found.end() == len(plain))


def has_rank(words: str) -> bool:
    """Whether a rank is written on a line."""
    return any(sign["rank"] or sign["ordinal"] for sign in _SIGNS.finditer(words.replace("**", "")))


def begins_with_rank(words: str) -> bool:
    """Whether the first words of a line say a rank."""
    found = _SIGNS.match(words.replace("**", "").lstrip("([ "))
    return bool(found and (found["rank"] or found["ordinal"]))


def without_rank(words: str) -> str:
    """The words of a line, those that say a rank left out."""
    return _SIGNS.sub(lambda sign: "" if sign["rank"] or sign["ordinal"] else sign[0], words.replace("**", ""))
