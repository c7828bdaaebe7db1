"""Planted flip charts: transcripts in which blocks, lines and words are internal, and photos that may not be seen.

In: what is known of the archive, the name of a chart and those of its blocks and lines. Out: the text of its record.
Guaranteed: a photo is marked where a reader would see something internal on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goldenthread.model.chart import LABELS, MARKS, FlipChart, Pen, Ranking
from goldenthread.model.entry import ACTIONS, ANYTHING, COVERING, ON_CHARTS, WAITED_FOR, Kind
from tests.edition.marks import enclosed, hidden, is_hidden, joined, keys, mapped, quoted
from tests.edition.planted import Name, Planted

_PENS = {"first": "black", "second": "red", "plenary": "[green, blue]"}
_REFERRING = {
    "action": ACTIONS,
    "see": ANYTHING,
    "leads_to": ON_CHARTS,
    "covered_by": COVERING,
    "waits_for": WAITED_FOR,
    "about": ANYTHING,
}


@dataclass
class Chart:
    """Makes one chart. Where any part of it is internal, so are its `photos`; others are where it is marked."""

    made: Planted
    name: Name
    blocks: Sequence[Name]
    lines: Sequence[Name]
    photos: Sequence[tuple[str, bool]]

    @property
    def partly(self) -> bool:
        """Whether it has internal parts."""
        return any(one.secret for one in (*self.blocks, *self.lines))

    def text(self) -> str:
        """The whole record."""
        made = f"---\n{keys(self.head())}---\n{''.join(self.transcript())}"
        return hidden(made) if self.name.secret else made

    def head(self) -> Iterator[tuple[str, str]]:
        said = [*self.made.fields(FlipChart, self.name, {"photos", "alt", "pens", "ranking"})]
        yield from self.made.kept_apart(FlipChart, said, self.name)
        default = self.made.chance.choice(list(_PENS))
        pens = []
        for name, colour in _PENS.items():
            parts = [("colour", colour), *self.made.fields(Pen, self.name, {"name", "colours", "default"})]
            pens.append((name, mapped([*parts, ("default", "yes")] if name == default else parts)))
        yield "pens", mapped(pens)
        yield "ranking", mapped([*self.made.fields(Ranking, self.name, {"not_recorded"})])
        if photos := enclosed("[", [hidden(name) if secret else name for name, secret in self.photos], "]"):
            about = replace(self.name, secret=is_hidden(photos))
            alt = quoted(self.made.words(about))
            yield "photos", photos
            yield "alt", hidden(alt) if about.secret else alt
        yield from self.made.audience("charts", self.name)

    def transcript(self) -> Iterator[str]:
        """The blocks; what stands under an internal heading is internal."""
        lines = list(self.lines)
        above, withheld = 2, False
        if self.made.often(0.3):
            yield self.line(Name(Kind.LINE, "", False, self.name.meeting))
        for block in self.blocks:
            deeper = self.made.often(0.3) and (block.secret or not withheld)
            level = min(above + 1, 4) if deeper else above
            above, withheld = (above, True) if withheld and deeper else (level, block.secret)
            yield self.written(f"{'#' * level} ", block)
            last = block is self.blocks[-1] and not withheld
            inside = [one for one in lines if one.secret or not withheld]
            inside = inside if last else inside[: self.made.chance.randint(1, 3)]
            lines = [one for one in lines if one not in inside]
            yield from self.under(inside, withheld)
        if lines:
            yield self.written(f"{'#' * above} ", Name(Kind.BLOCK, "", False, self.name.meeting))
            yield from self.under(lines, withheld=False)

    def under(self, names: Sequence[Name], withheld: bool) -> Iterator[str]:
        """Lines of a block, bullets and paragraphs; what stands under an internal bullet is internal."""
        depth, hiding = 0, 99
        for name in (*names, *(replace(one, id="") for one in names if self.made.often(0.5))):
            depth = self.made.chance.randint(0, depth)
            inside = withheld or depth > hiding
            if inside and not name.secret and name.id:
                depth, inside = 0, withheld  # it is to be seen
            hiding = hiding if depth > hiding else depth if name.secret else 99
            one = replace(name, secret=name.secret or inside, lost=inside)
            yield self.written("    " * depth + "- ", one)
            depth = min(depth + 1, 3)

    def line(self, name: Name) -> str:
        return self.written("", name)

    def written(self, sign: str, name: Name) -> str:
        """A line behind its sign: words, and braces. One that is `lost` stands under something internal."""
        words = joined(self.words(name), " ")
        if name.secret and not name.lost and self.made.often(0.3):
            name, words = replace(name, lost=True), f"[{words}]{{audience=internal}}"
        made = f"{sign}{words}{enclosed(' {', self.braces(name), '}', ' ')}\n"
        return hidden(made) if name.secret else made

    def words(self, name: Name) -> list[str]:
        """Words of a line, some with a pen, struck out, mentioning something or internal."""
        made, chance = self.made, self.made.chance
        pieces = [made.words(name)]
        for _ in range(chance.choice((0, 0, 1, 2))):
            words = made.words(name)
            ways = [f"[{words}]{{.{chance.choice(list(_PENS))} .{chance.choice(MARKS)}}}", f"~~{words}~~", words]
            ways.append(made.mention(name, bare=False))
            if self.partly:
                secret = made.words(replace(name, secret=True))
                ways.append(hidden(f"[{secret}]{{audience=internal}}"))
            pieces.insert(chance.randint(0, len(pieces)), chance.choice(ways))
        return pieces

    def braces(self, name: Name) -> Iterator[str]:
        """What is said of a line."""
        made, chance = self.made, self.made.chance
        if name.id:
            yield f"#{name.own}"
        if made.often(0.4):
            yield f".{chance.choice(list(_PENS))}"
        if made.often(0.3):
            yield f".{chance.choice(MARKS)}"
        if made.often(0.3):
            yield f"rank={chance.randint(1, 4)}"
        if made.often(0.2):
            yield f"votes={chance.randint(1, 30)}"
        if made.often(0.2):
            yield f"label={chance.choice(LABELS)}"
        for key, kinds in _REFERRING.items():
            if made.often(0.12) and (known := [one for one in made.names if one.kind in kinds and one.id != name.id]):
                chosen = chance.sample(known, min(len(known), chance.randint(1, 2)))
                names = joined((hidden(str(one)) if one.secret else str(one) for one in chosen), " ")
                yield hidden(f'{key}="{names}"') if is_hidden(names) else f'{key}="{names}"'
        if self.photos and made.often(0.3):
            photo, secret = chance.choice(self.photos)
            box = f'box="{photo} 0.1 0.2 0.3 0.4"'
            yield hidden(box) if secret else box
        if name.secret and not name.lost and not self.name.secret:
            yield "audience=internal"
