"""Typing mistakes by class: each makes one in a text, as people make it, and says in which line.

In: a text and a source of chance. Out: the text with one mistake, and its line; `None` where the text has no place for
it. Guaranteed: the same chance makes the same mistake.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scripts.mistyping.records import CHART, RECORDS

Made = tuple[str, int] | None
Slip = Callable[[str, random.Random], Made]
YAML = tuple(path for path in RECORDS if path not in (CHART, "archive.yml"))
DATED = tuple(path for path in RECORDS if "meeting.md" in path or path.startswith("updates/"))


@dataclass(frozen=True)
class Class:
    """A class of mistakes: how one is made, in which files, and the codes of the messages that a clerk needs then."""

    make: Slip
    files: tuple[str, ...]
    right: frozenset[str]


def at(pattern: str, change: Callable[[re.Match[str], random.Random], str], off: int = 0) -> Slip:
    """A mistake where a pattern is found: one of its places, changed; `off` lines below where the match begins."""

    def make(text: str, chance: random.Random) -> Made:
        places = list(re.finditer(pattern, text, re.MULTILINE))
        if not places:
            return None
        found = chance.choice(places)
        changed = change(found, chance)
        if changed == found[0]:
            return None
        return text[: found.start()] + changed + text[found.end() :], text.count("\n", 0, found.start()) + 1 + off

    return make


def to(template: str) -> Callable[[re.Match[str], random.Random], str]:
    """What a match becomes: a template with the match's groups."""
    return lambda found, _: found.expand(template)


def one_of(*templates: str) -> Callable[[re.Match[str], random.Random], str]:
    """One of several templates."""
    return lambda found, chance: found.expand(chance.choice(templates))


def swapped(word: str, chance: random.Random) -> str:
    """A word with two letters in the wrong order, one left out, or one typed twice."""
    place = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(3)
    if kind == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + word[place + 1 :] if kind == 1 else word[:place] + word[place] + word[place:]


def misspelt(group: int) -> Callable[[re.Match[str], random.Random], str]:
    """A match in which one group is misspelt."""

    def change(found: re.Match[str], chance: random.Random) -> str:
        start, end = found.start(group) - found.start(), found.end(group) - found.start()
        return found[0][:start] + swapped(found[group], chance) + found[0][end:]

    return change


KEY = r"^( *(?:- )?)([a-z_]{4,}): (\S.*)$"
WORDS = r"^( *(?:- )?)(what|title|note|why|name|place|text): ([A-Z][^:\"#\n]{6,})$"
IDS = r"^( +(?:- )?)(owner|group|theme|series|about|by|person): ([a-z][a-z-]{2,})$"
DATE = r"(date|due): (\d{4})-(\d\d)-(\d\d)$"

CLASSES: Mapping[str, Class] = {
    "dash dropped": Class(at(r"^( *)- (\w+: )", to(r"\1\2")), YAML, frozenset(("GT126", "GT109", "GT112"))),
    "dash and no space": Class(at(r"^( *)- (?=\w)", to(r"\1-")), YAML, frozenset(("GT127",))),
    "long dash for a dash": Class(at(r"^( *)- (?=\w)", one_of(r"\1– ", r"\1— ", r"\1• ")), YAML, frozenset(("GT127",))),
    "tab": Class(at(r"^ {2,}(?=\w)", to("\t")), YAML, frozenset(("GT117",))),
    "indented too far": Class(at(r"^( +)(\w+: )", one_of(r"\1 \2", r"\1  \2")), YAML, frozenset(("GT122", "GT128"))),
    "indented too little": Class(at(r"^ ( +)(\w+: )", to(r"\1\2")), YAML, frozenset(("GT128", "GT210", "GT122"))),
    "colon missing": Class(at(KEY, to(r"\1\2 \3")), YAML, frozenset(("GT129",))),
    "space behind the colon missing": Class(at(KEY, to(r"\1\2:\3")), YAML, frozenset(("GT124",))),
    "space before the colon": Class(at(KEY, to(r"\1\2 : \3")), YAML, frozenset()),
    "hard space behind the colon": Class(at(KEY, to("\\1\\2:\u00a0\\3")), YAML, frozenset(("GT124",))),
    "semicolon for a colon": Class(at(KEY, to(r"\1\2; \3")), YAML, frozenset(("GT129",))),
    "key twice": Class(at(KEY, to(r"\1\2: \3" + "\n" + r"\1\2: \3"), 1), YAML, frozenset(("GT112",))),
    "key misspelt": Class(at(KEY, misspelt(2)), YAML, frozenset(("GT210", "GT211"))),
    "key with a capital": Class(
        at(KEY, lambda f, _: f"{f[1]}{f[2].capitalize()}: {f[3]}"), YAML, frozenset(("GT210",))
    ),
    "key with a hyphen": Class(at(r"due_said:", one_of("due-said:", "due said:")), YAML, frozenset(("GT210",))),
    "colon in the words": Class(at(WORDS, to(r"\1\2: Agreed: \3")), YAML, frozenset(("GT121",))),
    "colon in an item": Class(at(r"^  - (Share|Agree)", to(r"  - Agreed: \1")), YAML, frozenset(("GT130",))),
    "hash in the words": Class(at(WORDS, to(r"\1\2: \3 #4")), YAML, frozenset(("GT131",))),
    "sign before the words": Class(at(WORDS, one_of(r"\1\2: @\3", r"\1\2: *\3*")), YAML, frozenset(("GT120", "GT114"))),
    "quote not closed": Class(at(WORDS, to(r'\1\2: "\3')), YAML, frozenset(("GT134",))),
    "quote closed too soon": Class(
        at(WORDS, lambda f, _: f'{f[1]}{f[2]}: "{f[3][:4]}" {f[3][4:]}'), YAML, frozenset(("GT134",))
    ),
    "curly quotes round an id": Class(at(IDS, to(r"\1\2: “\3”")), YAML, frozenset(("GT125",))),
    "curly quotes round words": Class(
        at(r'"Print one timetable: boats and buses"', to("“Print one timetable: boats and buses”")),
        YAML,
        frozenset(("GT121",)),
    ),
    "bracket not closed": Class(
        at(r"\[ana, transport-team\]", one_of("[ana, transport-team", "[ana transport-team]", "ana, transport-team")),
        YAML,
        frozenset(("GT135", "GT136", "GT204")),
    ),
    "list pasted under words": Class(
        at(r"^(  - (?:Share|Agree).*)$", to(r"\1" + "\n    - with the drivers\n    - with the crew"), 1),
        YAML,
        frozenset(("GT123",)),
    ),
    "list pasted with bullets": Class(
        at(r"^objectives:\n(  - .*\n)+", to("objectives:\n• Share\n• Agree\n"), 1), YAML, frozenset(("GT127",))
    ),
    "half a date": Class(
        at(DATE, one_of(r"\1: \2-\3-", r"\1: \2-\3-4", r"\1: \3-\4", r"\1: \2-\g<3>0")), DATED, frozenset(("GT205",))
    ),
    "date with slashes": Class(
        at(DATE, one_of(r"\1: \4/\3/\2", r"\1: \4.\3.\2", r"\1: 20/01/06")), DATED, frozenset(("GT205",))
    ),
    "date in words": Class(
        at(DATE, one_of(r"\1: \4 May \2", r"\1: next spring", r"\1: May \2")), DATED, frozenset(("GT205",))
    ),
    "day that is none": Class(at(DATE, to(r"\1: \2-\3-32")), DATED, frozenset(("GT205",))),
    "id misspelt": Class(at(IDS, misspelt(3)), YAML, frozenset(("GT402",))),
    "name for an id": Class(
        at(r"(?<!id): (ana|ben|ferry-users|transport-team)$", lambda f, _: ": " + f[1].replace("-", " ").title()),
        YAML,
        frozenset(("GT204",)),
    ),
    "id renamed where it stands": Class(
        at(r"^( *- )id: ([a-z-]{4,})$", to(r"\1id: \2-2")), YAML, frozenset(("GT402",))
    ),
    "id with capitals and spaces": Class(
        at(r"^( *- )id: ([a-z-]{4,})$", lambda f, _: f"{f[1]}id: {f[2].replace('-', ' ').capitalize()}"),
        YAML,
        frozenset(("GT203",)),
    ),
    "status misspelt": Class(at(r"status: (in progress|done)$", misspelt(1)), DATED, frozenset(("GT209",))),
    "status of one's own": Class(
        at(
            r"status: (in progress|done)$",
            one_of("status: finished", "status: ongoing", "status: Done", "status: complete"),
        ),
        DATED,
        frozenset(("GT209",)),
    ),
    "value missing": Class(at(KEY, to(r"\1\2:")), YAML, frozenset(("GT201", "GT211", "GT202"))),
    "number in words": Class(
        at(r"count: 9|value: 12", one_of("count: nine", "value: about 12", "count: 9 people")),
        (*DATED,),
        frozenset(("GT207", "GT215", "GT210", "GT514")),
    ),
    "time as it is said": Class(
        at(r"time: (\d+):(\d\d)", one_of(r"time: \1h\2", r"time: \1 am", r"time: \1.\2 am", r"time: \1")),
        DATED,
        frozenset(("GT206",)),
    ),
    "fence missing": Class(at(r"^---\n(?=We)", to("")), DATED, frozenset(("GT106",))),
    "fence of long dashes": Class(at(r"^---\n", to("—\n")), DATED, frozenset(("GT137",))),
    "mention not closed": Class(
        at(r"\[\[([a-z-]+)\]\]", one_of(r"[[\1]", r"[\1]]", r"[[\1")), DATED, frozenset(("GT218",))
    ),
    "mention misspelt": Class(at(r"\[\[([a-z-]+)\]\]", misspelt(1)), DATED, frozenset(("GT402",))),
    "brace not closed": Class(at(r"\}$", to("")), (CHART,), frozenset(("GT302", "GT312", "GT135"))),
    "pen misspelt": Class(at(r"\.(second|plenary)\b", misspelt(1)), (CHART,), frozenset(("GT303",))),
    "space before the braces": Class(at(r"\]\{", to("] {")), (CHART,), frozenset(("GT313", "GT312"))),
    "no space at the heading": Class(at(r"^## ", to("##")), (CHART,), frozenset(("GT319",))),
    "words without quotes in braces": Class(
        at(r'as="The last bus"', one_of("as=The last bus", "as=“The last bus”", 'as="The last bus')),
        (CHART,),
        frozenset(("GT304", "GT318", "GT312")),
    ),
    "dash dropped on a chart": Class(at(r"^- (?=\w)", one_of("", "-", "* ")), (CHART,), frozenset()),
}
"""The classes; those with no code are no mistake to the format, or none that can be told from what was meant."""
