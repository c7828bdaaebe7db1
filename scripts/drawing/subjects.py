"""What a photo is of: its own words say it, and so what they say is what is drawn.

In: a photo's alternative text and caption. Out: the picture. Guaranteed: the same words and key give the same pixels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from PIL import Image

from drawing.papers import cards, lettered_board, printed_chart, register_page, ruled_table
from drawing.places import photograph
from drawing.room import draw_room
from drawing.sheet import check_sheet, draw_sheet
from goldenthread.model.chart import FlipChart

_PLACES: Sequence[tuple[str, str]] = (
    (r"easel|chevalet", "easel"),
    (r"white ?board|magnets?|tableau blanc", "board"),
    (r"notice ?board|pin ?board|cork|pinned|pins?|épinglée?", "cork"),
    (r"window|panes?|glass|fenêtre|vitre", "window"),
    (r"doors?|cupboard|porte", "door"),
    (r"floor|carpet|par terre", "floor"),
    (r"(lying|laid|spread)( flat)? (up)?on|on (a|the) tables?|desk|sur (une|la) table", "table"),
    (r"nailed|nails|clouée?", "nails"),
    (r"taped?|wall|hung|mur", "wall"),
)
_ANYWHERE = ("easel", "easel", "wall", "wall", "wall", "board", "cork", "window", "door", "table", "floor")
_PAPERS: Sequence[tuple[str, str]] = (
    (r"brown paper|wrapping paper|kraft", "brown"),
    (r"yellow (paper|sheet)", "yellow"),
    (r"squared|graph paper|quadrillée?|carreaux", "squared"),
)
_ANY_PAPER = ("plain", "plain", "squared")
_SUBJECTS: Sequence[tuple[str, str]] = (
    (r"planning tables?|table drawn|roster|rota|in columns", "table"),
    (r"page|registre|register|ledger", "page"),
    (r"cards", "cards"),
    (r"printed (chart|graph)|bar chart|line chart", "printed"),
    (r"board lettered|lettered by hand|sign ?board|painted sign", "board"),
)
"""What a photo may be of, besides a chart and a room."""
_DOTS = re.compile(r"\b(red|green|blue|yellow|orange|pink) (?:sticky )?dots\b", re.IGNORECASE)
_FIELDS = re.compile(r"\b(?:fields|quarters|quadrants|four boxes)\b", re.IGNORECASE)


def chart_photo(chart: FlipChart, key: str, words: str, close: str = "") -> Image.Image:
    """A photo of a chart; `close` is the name of a nearer one, which may say what part of the chart it shows."""
    rng = Random(f"{key} subject")
    place = _place(rng, words)
    paper = _said(_PAPERS, words) or rng.choice(_ANY_PAPER)
    dots = _DOTS.search(words)
    sheet = draw_sheet(chart, key, paper, dots[1] if dots else "", fielded=is_fielded(words))
    return photograph(sheet, key, place, close)


def place_of(key: str, words: str) -> str:
    """Where the sheet of a chart hangs or lies on its photo."""
    return _place(Random(f"{key} subject"), words)


def is_fielded(words: str) -> bool:
    """Whether the sheet of a chart is parted into fields."""
    return bool(_FIELDS.search(words))


def check_chart(chart: FlipChart, key: str, words: str) -> None:
    """See that a chart's photo can be drawn, without drawing it; raises what drawing it would."""
    check_sheet(chart, key, fielded=is_fielded(words))


def other_photo(key: str, words: str) -> Image.Image:
    """A photo of something that is not a chart: of a thing that its words name, or else of the room."""
    subject = _said(_SUBJECTS, words)
    place = _said(_PLACES, words)
    match subject:
        case "table":
            return photograph(ruled_table(words, key, _said(_PAPERS, words) or "plain"), key, place or "table")
        case "page":
            return photograph(register_page(words, key), key, "table")
        case "cards":
            return photograph(cards(words, key), key, "table")
        case "printed":
            return photograph(printed_chart(words, key), key, place or "table")
        case "board":
            return photograph(lettered_board(words, key), key, "yard")
    return draw_room(words, key)


def _place(rng: Random, words: str) -> str:
    return _said(_PLACES, words) or rng.choice(_ANYWHERE)


def _said(choices: Sequence[tuple[str, str]], words: str) -> str:
    return next((what for said, what in choices if re.search(rf"\b(?:{said})\b", words, re.IGNORECASE)), "")
