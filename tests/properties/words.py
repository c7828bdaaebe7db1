"""Words of every sort, above all those that YAML, Markdown or a transcript might take for something else."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from goldenthread.model.dates import PartialDate
from goldenthread.model.fields import (
    AudienceField,
    Clock,
    Count,
    Language,
    Number,
    Prose,
    ProseField,
    Text,
    When,
    YesNo,
)

TRAPS = (
    *("no", "yes", "null", "~", "true", "10:30", "0123", "1e3", "0x1f", "2015-09-17", "12.50", "=", "<<", "1_000"),
    *("# x", "a #b", "a# b", "a: b", "x:", ":x", "- x", "-", "? x", "[x]", "[a, b]", "a, b", "{a: b}", "{", "}", "]"),
    *(
        "'",
        '"',
        "'a'",
        '"a" b',
        "it's",
        'say "x": y',
        "\\",
        "a\\nb",
        "\\[x\\]",
        "*x*",
        "&x",
        "!x",
        "|",
        ">",
        "%x",
        "@x",
    ),
    *("`x`", "---", "...", "--- a", "***", "```", "{.first}", "{#id}", "[x]{.y}", "~~x~~", "\\{", "]{", "[a](b)"),
    *(
        "## x",
        "* x",
        "1. x",
        "★ x",
        "> x",
        "<!-- x -->",
        "&amp;",
        "émigré",
        "e\u0301",
        "ẞ",
        "字",
        "👩‍🚒",
        "\u200b",
        "–",
    ),
    *("a b " * 40, "word " * 30, "x" * 200, "a:b " * 40),
)
SEPARATORS = (" ", "  ", "\u00a0", "\u2003", ", ", ": ", " #", "")
BREAKS = ("\n", "\n\n", "  \n", "\n  ", "\n- ", "\n# ", "\n\n\n", "\n    ", "\t", "\n\t")
_SHOWN = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), exclude_characters="\ufeff")
_MENTIONS = re.compile(r"\[{2,}")


def _joined(pieces: list[str]) -> str:
    """Words in which nothing is mentioned: what is mentioned must exist."""
    return _MENTIONS.sub("[", "".join(pieces))


def _pieces(*separators: str) -> st.SearchStrategy[str]:
    piece = st.one_of(st.sampled_from(TRAPS), st.sampled_from(separators), st.text(_SHOWN, max_size=5))
    return st.lists(piece, min_size=1, max_size=5).map(_joined)


LINE = _pieces(*SEPARATORS)
"""Words on one line of a file, as they may stand in a transcript."""
BODY = _pieces(*SEPARATORS, *BREAKS)
"""Markdown as it may stand below a head."""
_STRIPPED = st.one_of(LINE, BODY, _pieces(*SEPARATORS, *BREAKS, "\r")).map(str.strip)
WORDS = _STRIPPED.map(lambda text: text or "x")
"""What a field may hold."""


def _day(text: str) -> PartialDate:
    return PartialDate.parse(text)


DATE = st.one_of(
    st.integers(2010, 2030).map(lambda year: _day(str(year))),
    st.integers(0, 239).map(lambda month: _day(f"{2010 + month // 12}-{1 + month % 12:02}")),
    st.dates(PartialDate.parse("2010").earliest, PartialDate.parse("2030").latest).map(
        lambda day: _day(day.isoformat())
    ),
)
OF_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    Text: WORDS,
    ProseField: WORDS.map(Prose),
    When: DATE,
    PartialDate: DATE,
    YesNo: st.booleans(),
    bool: st.booleans(),
    Count: st.integers(0, 999_999),
    Clock: st.sampled_from(("00:00", "09:30", "10:30", "23:59")),
    Number: st.sampled_from(("0", "0123", "-5", "12.50", "-0.0", "123456789012345.0123456789")),
    Language: st.sampled_from(("en", "no", "cy", "en-GB", "zh-Hant")),
    AudienceField: st.sampled_from(("public", "internal")),
}
"""The values of each type of field that holds no reference, id or file."""
