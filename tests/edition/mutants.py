"""Slips made in records by chance, none of which writes the word `public` or takes away an audience."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path

from goldenthread.compile import compile_archive, edition_of
from goldenthread.problem import Problem, has_errors
from goldenthread.verify.leaks.withheld import held
from tests.archives import PUBLIC
from tests.written import write

SIGNS = "\n\t :-#'\"[]{}|>&*!%@,.?~`\\/=abz09_\u00e9\u200b\u2028\ufeff"
SECRET = re.compile(r"secret\w*")
RECORDS: Mapping[str, str] = {
    "archive.yml": f"format: 1\ntitle: Open\n{PUBLIC}  people: public\n  contact: internal\n",
    "registers/groups.yml": "- {id: team, name: Team}\n- id: other\n  name: secretgroup\n  audience: internal\n",
    "registers/themes.yml": "- id: homes\n  name: Homes\n  audience: public\n  note: secretview\n  internal: [note]\n",
    "registers/people.yml": "- id: amy\n  name: Amy\n  contact: secretphone\n"
    "- {id: bo, name: secretname, audience: internal}\n",
    "meetings/a/meeting.md": "---\ntitle: First\ndate: 2025-01-10\nprocess_notes: secretnote\nactions:\n"
    "  - id: one\n    what: Open\n    owner: team\n"
    "    outcome: secretend\n    internal: outcome\n  - id: two\n    what: secretplan\n    audience: internal\n"
    "    detail: |\n      secretdetail\n      and more\n"
    "programme:\n  - {id: start, title: Start}\n  - id: secretid\n    title: secretsession\n    audience: internal\n"
    "participants:\n  - {who: a neighbour}\n  - {who: secretguest, audience: internal}\n"
    "decisions:\n  - {id: three, what: secretrule, audience: internal}\n"
    "---\nWe agreed [[one]] and [[two|more]].\n",
    "meetings/a/flip-charts/wall.md": "---\ntitle: Wall\n---\n## Open {#open}\n- seen\n"
    "- secretline {audience=internal}\n  - secretunder\n- [secretword]{audience=internal} seen\n",
    "meetings/b/meeting.md": "---\ntitle: secretmeeting\ndate: 2025-02-10\naudience: internal\n"
    "summary: secretsummary\n---\nsecretbody\n",
    "updates/a.yml": "- about: one\n  date: 2025-03-01\n  note: secretreport\n  audience: internal\n",
}


def mutant(seed: int) -> dict[str, str]:
    """The records with a few slips in one of their files, the same for a seed."""
    chance = random.Random(seed)
    while True:
        files = dict(RECORDS)
        name = chance.choice(sorted(files))
        for _ in range(chance.randint(1, 3)):
            files[name] = _slipped(files[name], chance)
        if files != RECORDS and _fair(RECORDS[name], files[name]):
            return files


def _slipped(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    place = chance.randrange(len(text) + 1)
    match chance.randrange(7):
        case 0:
            return text[:place] + chance.choice(SIGNS) + text[place:]
        case 1:
            return text[:place] + text[place + 1 :]
        case 2:
            return text[:place] + chance.choice(SIGNS) + text[place + 1 :]
        case 3:
            lines[at], lines[other] = lines[other], lines[at]
        case 4:
            lines.insert(at, lines[other])
        case 5:
            lines[at] = " " * chance.randrange(7) + lines[at].lstrip()
        case _:
            del lines[at]
    return "\n".join(lines)


def _fair(before: str, after: str) -> bool:
    """Whether a slip writes no `public`, and takes no audience away nor gives it to another thing."""
    return after.count("public") <= before.count("public") and _marked(before) == _marked(after)


def _marked(text: str) -> list[tuple[str, ...]]:
    """The secrets in the order in which they stand among the marks: a mark that moved is no slip of the hand."""
    return re.findall(r"(audi?a?ence\s*[:=]?\s*)|(internal:)|(secret\w*)|(^- |^  - |^\S)", text, re.MULTILINE)


def secrets_in(folder: Path, files: Mapping[str, str]) -> tuple[set[str], tuple[Problem, ...]]:
    """What the public would see that it must not, and the problems that stop it from seeing anything."""
    write(folder, dict(files))
    archive, problems = compile_archive(folder)
    if has_errors(problems):
        return set(), problems
    shown = edition_of(archive).archive
    return {word for one in held(shown) for word in SECRET.findall(one.words)}, problems
