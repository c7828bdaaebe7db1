"""An archive of many actions, for the registers: 2,000 by default, that differ in all that a register can filter by.

In: how many. Out: the files of its records. Guaranteed: the same number gives the same files.
"""

from __future__ import annotations

from datetime import date, timedelta

MEETINGS = 40
SERIES = ("north", "south", "east", "west")
PEOPLE = ("Ana", "Élan", "Eve", "Évry", "Fay", "Zoë", "Ödön", "Otto")
TEAMS = ("Hill", "Lake", "Éclair", "Fern", "Moor")
THEMES = ("housing", "roads", "water", "schools")
VERBS = ("Mend", "Éclairer", "eclipse", "Fetch", "Paint", "état", "Ask", "=Add")
STATUSES = ("", "in progress", "blocked", "done", "deferred", "dropped")
PUBLIC = (
    *("meetings", "charts", "files", "actions", "decisions", "updates"),
    *("people", "groups", "themes", "series"),
)


def records(actions: int = 2_000) -> dict[str, str]:
    """The files of an archive with so many actions."""
    each = actions // MEETINGS
    held = [date(2012, 1, 10) + timedelta(days=97 * number) for number in range(MEETINGS)]
    files = {
        "archive.yml": "format: 1\ntitle: Many\ndefault_audience:\n" + "".join(f"  {one}: public\n" for one in PUBLIC),
        "registers/people.yml": "".join(f"- {{id: person-{n}, name: {name}}}\n" for n, name in enumerate(PEOPLE)),
        "registers/groups.yml": "".join(f"- {{id: team-{n}, name: {name} team}}\n" for n, name in enumerate(TEAMS)),
        "registers/themes.yml": "- {id: all, name: Everything built}\n"
        + "".join(f"- {{id: {name}, name: {name.title()}, part_of: all}}\n" for name in THEMES),
        "registers/series.yml": "".join(f"- {{id: {name}, name: {name.title()}}}\n" for name in SERIES),
    }
    for number, day in enumerate(held):
        folder = f"meetings/{day.isoformat()}-meeting"
        head = f"---\ntitle: Meeting {number + 1}\ndate: {day}\nseries: {SERIES[number % 4]}\n"
        told = "".join(_told(number - 1, place, day) for place in range(each)) if number else ""
        acted = "".join(_action(number, place, day) for place in range(each))
        files[f"{folder}/meeting.md"] = f"{head}actions:\n{acted}" + (f"updates:\n{told}" if told else "") + "---\n"
        files[f"{folder}/files/report.txt"] = "A report.\n"
    return files


def _action(meeting: int, place: int, day: date) -> str:
    number = meeting * 1_000 + place
    owners = [f"team-{(meeting + place) % 5}", *([f"person-{place % 8}"] if place % 3 else [])]
    due = f"due: {day + timedelta(days=30 + (number * 37) % 400)}, " if place % 4 else ""
    theme = f"theme: {THEMES[place % 4]}, " if place % 7 else ""
    what = f'"{VERBS[number % 8]} the {(number * 7919) % 10_007:05}th thing"'
    return f"  - {{id: a-{number}, what: {what}, {due}{theme}owner: [{', '.join(owners)}]}}\n"


def _told(meeting: int, place: int, day: date) -> str:
    status = STATUSES[(meeting + place) % 6]
    if not status:
        return ""
    more = {"deferred": f"due: {day + timedelta(days=300)}, ", "dropped": "reason: Nobody can, "}.get(status, "")
    blocked = "reason: The mason is away, " if status == "blocked" else ""
    evidence = "evidence: [files/report.txt], " if status == "done" and place % 2 else ""
    return f"  - {{about: a-{meeting * 1_000 + place}, {more}{blocked}{evidence}status: {status}}}\n"
