"""The worst of the mistakes: classes ranked by what a mistake would do unseen and by what is left to do of it; a page.

In: mistakes that were made, and what came of them. Out: the twenty worst classes, and the page of them as Markdown.
Guaranteed: every figure on the page is counted from these mistakes, every message is one of theirs.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from scripts.mistyping.making import Mistake, Plain
from scripts.mistyping.slips import CLASSES

DONE: Mapping[str, str] = tomllib.loads((Path(__file__).parent / "done.toml").read_text("utf-8"))
PAGE = Path(__file__).resolve().parents[2] / "docs" / "mistakes.md"
MOST = 20
UNSEEN: Mapping[Plain, int] = {"same": 0, "here": 1, "elsewhere": 2, "silent": 3}
"""The points of what a plain reader does."""
HEAD = """# The twenty worst typing mistakes

{count} mistakes were made on purpose in records without a fault, as people make them: a dash left out, a tab, a curly
quote, half a date, an id changed where it stands. {told} of them are mistakes to the format. `goldenthread check` says
what a clerk needs of {right}, with one message for each of {once}, and of {placed} at the line or beside it.
`goldenthread check --fix` mends {mended}. The others only the clerk can mend: they take knowing which day, whom or what
she meant.

**What is bad.** Each mistake has points, and a class of them the mean of its own. The more points, the worse:

| points | for |
|---|---|
| 3 | a plain reader of YAML and Markdown reads something else, and says nothing |
| 2 | or it complains, but at another line |
| 1 | or it complains at the line |
| 3 | `check` says nothing |
| 2 | its message is not at the line or beside it |
| 1 | each message more than one |
| 1 | `check --fix` cannot mend it by itself |

Of classes with as many points as the last one here some are missing.

When this was measured first, 13 messages stood away from their line, an id that was changed was told at each place,
and `--fix` mended 148. Since then a head that nothing closes is told where it ends, and a quote where it was opened;
`--fix` closes both, writes the colon that a key lacks, takes out a line that is typed twice, and writes the three
hyphens of which a keyboard made a long dash.

`scripts/mistype --write` makes the mistakes and this page; a test makes each one that is shown here again.

Of the mistakes of each class: of how many a plain reader says nothing, of how many `check` speaks at the line, how
many messages there are, and how many `--fix` mends.

| | mistake | made | silent | at the line | messages | mended | points |
|---|---|---|---|---|---|---|---|
"""
TAIL = """
How each sign is to be typed instead stands in [Traps](handbook/traps.md), every message in
[Problems and how to mend them](problems.md).
"""


def points(one: Mistake) -> int:
    """How bad a mistake is: unseen, and in what is left of it."""
    said = 0 if one.told else 3
    away = 2 if one.told and not one.placed else 0
    return UNSEEN[one.plain] + said + away + max(len(one.told) - 1, 0) + (not one.mended)


def worst(made: Iterable[Mistake]) -> tuple[tuple[str, Sequence[Mistake]], ...]:
    """The worst classes with their mistakes, the worst first; what is no mistake to the format is none of them."""
    own: dict[str, list[Mistake]] = defaultdict(list)
    for one in made:
        if CLASSES[one.name].right:
            own[one.name].append(one)
    return tuple(sorted(own.items(), key=lambda entry: -_mean(entry[1])))[:MOST]


def page(made: Sequence[Mistake]) -> str:
    """The page as Markdown."""
    of_format = [one for one in made if CLASSES[one.name].right]
    head = HEAD.format(
        count=len(made),
        told=len(of_format),
        right=sum(one.right for one in of_format),
        once=sum(len(one.told) == 1 for one in of_format),
        placed=sum(one.placed for one in of_format),
        mended=sum(one.mended for one in of_format),
    )
    found = worst(made)
    return "".join((head, *_figures(found), *(shown(number, own[0]) for number, (_, own) in enumerate(found, 1)), TAIL))


def shown(number: int, one: Mistake) -> str:
    """A mistake as a part of the page: how it is typed, what is said of it, and what was done."""
    told = ", ".join(_code(found.line()) for found in one.told)
    title = f"{number}. {one.name.capitalize()}"
    typed = _code(one.typed.strip() or one.typed)
    return f"\n## {title}\n\n- **Typed:** {typed}\n- **Told:** {told}\n- **Done about it:** {DONE[one.name]}\n"


def _figures(found: Iterable[tuple[str, Sequence[Mistake]]]) -> Iterator[str]:
    for number, (name, own) in enumerate(found, 1):
        silent = sum(one.plain == "silent" for one in own)
        placed, mended = sum(one.placed for one in own), sum(one.mended for one in own)
        messages = sum(len(one.told) for one in own)
        figures = (number, name, len(own), silent, placed, messages, mended, f"{_mean(own):.1f}")
        yield f"| {' | '.join(map(str, figures))} |\n"


def _mean(own: Sequence[Mistake]) -> float:
    return sum(points(one) for one in own) / len(own)


def _code(words: str) -> str:
    return f"`{words.replace('`', chr(39))}`"
