"""Other things of paper and paint than flip charts: tables drawn by hand, a page of a register, cards, a printed chart.

In: what a photo's words say, and its key. Out: a `Sheet`. Guaranteed: the same words and key give the same pixels; but
for figures and signs that the words themselves name, nothing on it can be read, so that no photo says what no record
says.
"""

from __future__ import annotations

import re
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from drawing.hand import Hand, hand_of
from drawing.light import Colour, shaded
from drawing.sheet import SQUARE, Sheet, ink_of, inked, paper_of
from drawing.writing import Trace, write_rule, write_scribble, write_words

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DAYS = ("M", "T", "W", "T", "F", "S", "S")
_INKS_SAID = (("blue|bleue?", "blue"), ("red|rouge", "red"), ("green|verte?", "green"), ("violet|purple", "purple"))
_PRINTED = Hand("printed", 0, 0, 0, 0.12, 0, 0, 1, 1, 2.2)
_INK: Colour = (38, 40, 52)


def ruled_table(words: str, key: str, paper: str) -> Sheet:
    """A table drawn by hand. Of a number of weeks it has seven columns, of a number of rows filled in so many."""
    rng = Random(f"{key} table")
    size = (1500, 1180) if "planning" in words.lower() else (1380, 1640)
    weeks = counted(words, "weeks?")
    rows = weeks * 4 if weeks else counted(words, "rows?") or 7
    spare = 0 if weeks else 1
    columns = 8 if weeks else 5
    left, top, right, foot = 2 * SQUARE, 2.4 * SQUARE, size[0] - 2 * SQUARE, size[1] - 2 * SQUARE
    high = min((foot - top) / (rows + 1 + spare), 3.4 * SQUARE)
    wide = (right - left) / columns
    hand, other = hand_of(key, "first", True), hand_of(key, "second", False)
    cap = min(30.0, high * 0.34, wide * 0.24)
    traces: list[Trace] = []
    for column in range(columns + 1):
        x = left + column * wide
        traces.append(write_rule((x, top), (x, top + (rows + 1 + spare) * high), "", 5, rng))
    for row in range(rows + 2 + spare):
        y = top + row * high
        traces.append(write_rule((left, y), (right, y), "", 5, rng))
    for column in range(columns):
        at = (left + (column + 0.14) * wide, top + 0.66 * high)
        if weeks and column:
            traces += write_words(_DAYS[column - 1], (at[0] + 0.25 * wide, at[1]), cap * 1.25, hand, "", rng)
        else:
            traces.append(write_scribble(at, wide * rng.uniform(0.4, 0.62), cap * 1.1, hand, "", rng))
    blank = columns - 1 if re.search(r"last column (is )?(still )?empty", words, re.IGNORECASE) else columns
    over: list[Trace] = []
    changed = (rng.randrange(1, rows), rng.randrange(1, columns)) if "over another" in words else (0, 0)
    for row in range(rows):
        for column in range(min(blank, columns)):
            y = top + (row + 1.66) * high
            x = left + (column + 0.12) * wide
            if weeks or high < 2 * SQUARE:
                traces.append(write_scribble((x, y), wide * rng.uniform(0.3, 0.6), cap, hand, "", rng))
            else:
                for line in range(rng.choice((1, 2, 2))):
                    at = (x, top + (row + 1.42 + line * 0.36) * high)
                    traces.append(write_scribble(at, wide * rng.uniform(0.35, 0.68), cap * 0.8, hand, "", rng))
            if (row, column) == changed and changed != (0, 0):
                over.append(write_rule((x - 5, y - cap * 0.4), (x + wide * 0.7, y - cap * 0.5), "", 6, rng))
                over.append(write_scribble((x + 6, y - 4), wide * 0.5, cap * 1.25, other, "", rng))
    picture = inked(paper_of(paper, size), traces, ink_of(rng.choice(("blue", "black", "navy"))), 0.95)
    picture = inked(picture, over, ink_of("red"), 1)
    return Sheet(picture, size[1] - 200)


def register_page(words: str, key: str) -> Sheet:
    """A page of a bound register, filled to its last line and then in its margin."""
    rng = Random(f"{key} page")
    size = (1500, 1980)
    picture = Image.new("RGB", size, (246, 241, 226))
    draw = ImageDraw.Draw(picture)
    lines = list(range(230, size[1] - 90, 62))
    for y in lines:
        draw.line((0, y, size[0], y), (182, 200, 216), 3)
    for x in (236, 560, 1010, 1210):
        draw.line((x, 0, x, size[1]), (214, 150, 150) if x == 236 else (190, 196, 204), 4)
    draw.line((0, 168, size[0], 168), (150, 160, 176), 5)
    hand, other = hand_of(key, "clerk", True), hand_of(key, "second clerk", False)
    traces: list[Trace] = []
    margin = bool(re.search(r"marg[ei]n?", words, re.IGNORECASE))
    for number, y in enumerate(lines):
        writer = hand if number < len(lines) * 0.7 else other
        for left, right in ((256, 540), (580, 990), (1030, 1190), (1230, 1470)):
            wide = (right - left) * rng.uniform(0.45, 0.78)
            traces.append(write_scribble((left, y - 9), wide, 31, writer, "", rng))
        if not margin or number < len(lines) - 9:
            traces += write_words(str(number % 31 + 1), (120, y - 9), 26, writer, "", rng)
    if margin:
        for number in range(13):
            y = size[1] - 96 - number * 47 + rng.uniform(-6, 6)
            traces.append(write_scribble((26 + rng.uniform(0, 14), y), rng.uniform(110, 165), 25, other, "", rng))
    for left in (600, 1240):
        traces.append(write_scribble((left, 130), 180, 34, hand, "", rng))
    ink = next((ink for said, ink in _INKS_SAID if re.search(rf"\b({said})\b", words, re.IGNORECASE)), "black")
    picture = inked(picture, traces, ink_of(ink), 0.95)
    return Sheet(_bound(picture), size[1] - 100)


def _bound(picture: Image.Image) -> Image.Image:
    """The page with the shade of the fold on its left, where the book is bound."""
    dark = Image.new("L", picture.size, 0)
    ImageDraw.Draw(dark).rectangle((0, 0, 40, picture.height), 150)
    picture.paste((96, 84, 70), mask=dark.filter(ImageFilter.GaussianBlur(34)))
    ImageDraw.Draw(picture).rectangle((0, 0, 7, picture.height), (120, 104, 84))
    return picture


def cards(words: str, key: str) -> Sheet:
    """Cards lying beside one another, each with the number that the words name."""
    rng = Random(f"{key} cards")
    named = [_NUMBERS.index(word) for word in re.findall(r"[a-z]+", words.lower()) if word in _NUMBERS]
    count = min(named[0], 6) if named else 3
    shown = [*named[1 : count + 1], *[rng.randrange(1, 5) for _ in range(count)]][:count]
    size = (560 * count + 200, 1100)
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    for number, figure in enumerate(shown):
        hand = hand_of(key, f"{number}", number == 0)
        colour = rng.choice(((252, 250, 244), (248, 238, 190), (218, 232, 240), (240, 222, 214)))
        card = Image.new("RGB", (470, 660), colour)
        traces = [*_figure(str(figure), hand, rng)]
        card = inked(card, traces, ink_of(rng.choice(("black", "blue", "red", "green"))), 1).convert("RGBA")
        card = card.rotate(rng.uniform(-9, 9), Image.Resampling.BICUBIC, expand=True)
        picture.alpha_composite(card, (90 + number * 560 + rng.randrange(-20, 20), 150 + rng.randrange(-60, 60)))
    return Sheet(picture, 900)


def _figure(text: str, hand: Hand, rng: Random) -> list[Trace]:
    cap = 330.0
    wide = hand.width(text, cap)
    traces = write_words(text, (235 - wide * 0.34, 500), cap, hand, "", rng)
    return [Trace(one.pen, one.points, 34, one.ink, one.chisel, one.nib) for one in traces]


def printed_chart(words: str, key: str) -> Sheet:
    """A printed chart: axes, bars or a line, a target's line, and one drawn in by hand."""
    rng = Random(f"{key} chart")
    size = (1760, 1240)
    picture = Image.new("RGB", size, (251, 251, 249))
    draw = ImageDraw.Draw(picture)
    left, top, right, foot = 210, 250, 1620, 1060
    named = [int(figure) for figure in re.findall(r"\b(\d{1,2})\b", words)]
    most = max([30, *[figure * 1.25 for figure in named]])

    def high(value: float) -> float:
        return foot - (foot - top) * value / most

    draw.rectangle((left, 110, left + 620, 136), (70, 74, 84))
    draw.rectangle((left, 158, left + 380, 174), (150, 154, 162))
    for step in range(0, int(most) + 1, 5):
        draw.line((left, high(step), right, high(step)), (222, 224, 228), 3)
        draw.rectangle((left - 70, high(step) - 8, left - 30, high(step) + 8), (150, 154, 162))
    level, points = rng.uniform(0.35, 0.5) * most, []
    for number in range(12):
        x = left + 60 + number * (right - left - 120) / 11
        level += rng.uniform(-0.03, 0.07) * most * 0.5
        points.append((x, high(min(level, most * 0.95))))
        draw.rectangle((x - 22, foot + 26, x + 22, foot + 40), (150, 154, 162))
    draw.line(points, (40, 104, 130), 9, joint="curve")
    for x, y in points:
        draw.ellipse((x - 11, y - 11, x + 11, y + 11), (40, 104, 130))
    draw.line((left, top, left, foot), (90, 94, 104), 5)
    draw.line((left, foot, right, foot), (90, 94, 104), 5)
    if named:
        y = high(named[0])
        for x in range(left, right - 30, 36):
            draw.line((x, y, x + 22, y), (176, 70, 60), 6)
        picture = inked(
            picture, list(write_words(str(named[0]), (right + 34, y + 16), 36, _PRINTED, "", rng)), (176, 70, 60), 1
        )
    if len(named) > 1:
        y = high(named[1])
        hand = hand_of(key, "ruler", True)
        # Drawn with a ruler: straight, and a little out of level.
        traces = [Trace("", ((left - 20, y + 3), (right + 40, y - 2)), 8, 0.9)]
        traces += write_words(str(named[1]), (right + 34, y + 56), 42, hand, "", rng)
        picture = inked(picture, traces, ink_of("blue"), 0.95)
    return Sheet(picture, foot)


def lettered_board(words: str, key: str) -> Sheet:
    """A board with the words that follow the colon, painted in capitals."""
    rng = Random(f"{key} board")
    said = re.search(r":\s*(.+?)[.\"”]*(?:$|\.\s)", words)
    lines = [part.strip().upper() for part in (said[1] if said else "").split(",") if part.strip()]
    size = (1800, 260 + 300 * max(1, len(lines)))
    ground, paint = rng.choice((((44, 84, 128), "white"), ((240, 238, 230), "navy"), ((56, 104, 76), "white")))
    picture = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((26, 26, size[0] - 26, size[1] - 26), outline=_INK if paint == "navy" else (240, 240, 234), width=9)
    hand = hand_of(key, "painter", True)
    coat = Image.new("L", size, 0)
    letters = Image.new("RGB", size, "white")
    for number, line in enumerate(lines):
        cap = 150.0 if number == 0 else 104.0
        cap *= min(1.0, (size[0] - 260) / hand.width(line, cap))
        at = ((size[0] - hand.width(line, cap)) / 2, 285 + 290 * number)
        letters = inked(letters, list(write_words(line, at, cap, hand, "", rng)), (0, 0, 0), 1)
    coat = letters.convert("L").point([255 - level for level in range(256)])
    picture.paste((242, 241, 234) if paint == "white" else (34, 48, 96), mask=coat)
    for _ in range(26):
        x, y, r = rng.randrange(size[0]), rng.randrange(size[1]), rng.randrange(2, 7)
        draw.ellipse((x - r, y - r, x + r, y + r), shaded(ground, -0.2))
    return Sheet(picture, size[1])


def counted(words: str, what: str) -> int:
    """The number that stands before a word, in letters or figures; 0 where there is none."""
    found = re.search(rf"\b(\d+|{'|'.join(_NUMBERS)})(?: \w+)? {what}\b", words, re.IGNORECASE)
    if not found:
        return 0
    return int(found[1]) if found[1].isdigit() else _NUMBERS.index(found[1].lower())
