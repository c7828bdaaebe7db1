"""A generated archive: what was said, agreed and reported at any number of meetings, in no format yet.

In: how many meetings, and a seed. Out: `Archive`. Guaranteed: the same seed gives the same archive; each meeting brings
ten items (seven or eight actions, one or two decisions, a flip chart); nothing is reported on before it arose or after
it ended; a series has some forty meetings, so that a larger archive has more of them, not ever longer ones.

Words may hold mentions, `[[id]]` or `[[id|words]]`, which each writer turns into its own kind of link.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from .shapes import Action, Archive, Block, Chart, Decision, Line, Meeting, Named, Piece, Session, Update
from .words import FORENAMES, GATHERINGS, MATTERS, PLACES, ROLES, SURNAMES, THINGS, TOWNS, WHEN, Voice

SEED = 20_150_917
ITEMS = 10
"""The items that each meeting brings: its actions, decisions and flip chart together."""
PER_SERIES = 40
FEWEST_SERIES = 3
FIRST_YEAR, YEARS = 2008, 12
"""Series begin in one of these years."""
MEDIAN_WORDS, SPREAD, SHORTEST, LONGEST = 330, 0.7, 80, 1_600
"""The lengths of minutes, in words: log-normal, so that a few run to 1,500."""
OPENING = (
    ("welcome", "Welcome"),
    ("minutes of last meeting", "Minutes of the last meeting"),
    ("matters arising", "Matters arising"),
)
PENS = {"first": "black", "second": "red", "plenary": "lilac"}
"""The pens of every meeting, by name, with their colours; the first is the one that lines have by default."""


def generate(meetings: int, seed: int = SEED) -> Archive:
    """An archive of so many meetings."""
    return _Generator(meetings, Random(seed)).archive()


def slug(words: str) -> str:
    """Words as an id."""
    return words.lower().replace(" ", "-")


@dataclass
class _Open:
    """What a series knows on the eve of a meeting: its actions by age, its decisions, its last meetings."""

    actions: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    meetings: list[str] = field(default_factory=list)


class _Generator:
    """Walks through the years, meeting by meeting."""

    def __init__(self, meetings: int, random: Random) -> None:
        self._count = meetings
        self._random = random
        self._voice = Voice(random)
        self._taken: Counter[str] = Counter()
        self._between: list[Update] = []
        self._people = self._register_of_people()
        self._groups = self._register_of_groups()
        self._themes = self._register_of_themes()

    def archive(self) -> Archive:
        """All of it."""
        series = self._series()
        known = {one.id: _Open() for one in series}
        meetings = []
        for day, following, one in self._days(series):
            meetings.append(self._meeting(day, one, known[one.id]))
            self._reported_after(day, following, known[one.id])
        return Archive(
            "The Weir Valley archive",
            "An invented archive, generated to measure how long it takes to build. " + self._voice.sentences(1, 2),
            self._people,
            self._groups,
            self._themes,
            series,
            tuple(meetings),
            tuple(sorted(self._between, key=lambda update: (update.date, update.about))),
        )

    # Registers

    def _register_of_people(self) -> tuple[Named, ...]:
        found = []
        for number in range(30):
            name = f"{FORENAMES[number % len(FORENAMES)]} {SURNAMES[(number * 7) % len(SURNAMES)]}"
            town = slug(TOWNS[number % 8])
            found.append(Named(slug(name), name, belongs_to=f"{town}-council", kind=self._random.choice(ROLES)))
        return tuple(found)

    def _register_of_groups(self) -> tuple[Named, ...]:
        councils = [
            Named(slug(f"{town} council"), f"{town} council", self._voice.sentence(), "", "organisation")
            for town in TOWNS[:8]
        ]
        teams = [
            Named(slug(f"{thing} team"), f"{thing.capitalize()} team", self._voice.sentence(), council.id, "team")
            for thing, council in zip(THINGS, councils[:4], strict=False)
        ]
        return (*councils, *teams)

    def _register_of_themes(self) -> tuple[Named, ...]:
        found: list[Named] = []
        for number, matter in enumerate(MATTERS):
            above = found[number // 4].id if number >= 8 else ""
            found.append(Named(slug(f"{matter} theme"), matter.capitalize(), self._voice.sentence(), above))
        return tuple(found)

    def _series(self) -> tuple[Named, ...]:
        found = []
        for number in range(min(self._count, max(FEWEST_SERIES, round(self._count / PER_SERIES)))):
            town, gathering = TOWNS[number % len(TOWNS)], GATHERINGS[number // len(TOWNS) % len(GATHERINGS)]
            group = self._groups[number % len(self._groups)].id
            name = f"{town} {gathering}"
            found.append(Named(slug(name), name, self._voice.sentence(), group))
        return tuple(found)

    def _days(self, series: tuple[Named, ...]) -> list[tuple[date, date, Named]]:
        """When each series met, with the day on which it met next, in the order of time."""
        found = []
        for number, one in enumerate(series):
            held = self._count // len(series) + (number < self._count % len(series))
            day = date(FIRST_YEAR + number % YEARS, 1 + number % 12, 1 + number % 27)
            for _ in range(held):
                following = day + timedelta(days=self._random.randint(30, 80))
                found.append((day, following, one))
                day = following
        return sorted(found, key=lambda one: (one[0], one[2].id))

    # Meetings

    def _meeting(self, day: date, series: Named, known: _Open) -> Meeting:
        matter = self._voice.matter()
        id = f"{day.isoformat()}-{series.id}"
        themes = tuple(self._random.sample([one.id for one in self._themes], self._random.randint(1, 2)))
        people = self._random.sample([one.id for one in self._people], self._random.randint(6, 12))
        groups = self._random.sample([one.id for one in self._groups], self._random.randint(2, 4))
        updates = tuple(self._updates(known, day))
        programme = tuple(self._programme(matter, people, groups))
        actions, decisions, chart = self._items(matter, day, known, (people, groups, themes[0]))
        mentioned = [one.id for one in actions] * 3 + [one.id for one in decisions] + [one.about for one in updates]
        mentioned += [f"chart:{chart.id}", *(f"{chart.id}#{block.id}" for block in chart.blocks if block.id)]
        mentioned += known.meetings[-3:] + known.actions[-10:]
        found = Meeting(
            id,
            f"{matter[0].upper()}{matter[1:]}",
            series.id,
            day,
            self._random.choice(PLACES),
            themes,
            self._voice.sentences(1, 3),
            tuple(self._voice.task() for _ in range(self._random.randint(1, 3))),
            tuple((one, "facilitator" if not place else "") for place, one in enumerate(people)),
            tuple((one, self._random.randint(1, 6)) for one in groups),
            programme,
            chart,
            actions,
            decisions,
            updates,
            self._minutes(mentioned),
        )
        known.actions += [one.id for one in actions]
        known.decisions += [one.id for one in decisions]
        known.meetings.append(id)
        return found

    def _programme(self, matter: str, people: list[str], groups: list[str]) -> Iterator[Session]:
        minutes = 9 * 60 + 30 * self._random.randint(0, 2)
        parts = [(kind, title, "") for kind, title in OPENING[: self._random.randint(1, 3)]]
        parts += [("presentation", f"How {self._voice.clause()}", self._random.choice(groups))]
        parts += [("break", "Tea", "")]
        parts += [("group work", f"At the flip chart, {matter}", self._random.choice(groups))]
        parts += [("prioritisation", "Choosing the top three", ""), ("wrap-up", "Who does what by when", "")]
        for kind, title, group in parts:
            said = self._voice.sentences(1, 3) if self._random.random() < 0.5 and kind != "break" else ""
            lead = "" if group or kind == "break" else self._random.choice(people)
            yield Session(slug(kind), f"{minutes // 60}:{minutes % 60:02}", title, kind, lead, group, said)
            minutes += self._random.choice((15, 20, 30, 45))

    def _items(
        self, matter: str, day: date, known: _Open, around: tuple[list[str], list[str], str]
    ) -> tuple[tuple[Action, ...], tuple[Decision, ...], Chart]:
        people, groups, theme = around
        decided = 2 if self._random.random() < 0.8 else 1
        tasks = [self._voice.task() for _ in range(ITEMS - 1 - decided)]
        ids = [self._id(task) for task in tasks]
        on_lines = [one for one in ids if self._random.random() < 0.6]
        chart = self._chart(matter, theme, groups, dict(zip(ids, tasks, strict=True)), on_lines)
        blocks = [block.id for block in chart.blocks if block.id]
        actions: list[Action] = []
        for id, task in zip(ids, tasks, strict=True):
            due = day + timedelta(days=self._random.randint(20, 200))
            actions.append(
                Action(
                    id,
                    task,
                    self._voice.sentences(1, 3) if self._random.random() < 0.6 else "",
                    (
                        self._random.choice(groups),
                        *([self._random.choice(people)] if self._random.random() < 0.5 else ()),
                    ),
                    due.isoformat()[: self._random.choice((7, 10))] if self._random.random() < 0.85 else "",
                    self._random.choice(WHEN) if self._random.random() < 0.3 else "",
                    self._voice.clause().capitalize() if self._random.random() < 0.8 else "",
                    self._voice.matter().capitalize() if self._random.random() < 0.6 else "",
                    theme if self._random.random() < 0.5 else self._random.choice(self._themes).id,
                    "" if id in on_lines else self._random.choice(blocks),
                    actions[-1].id if actions and self._random.random() < 0.08 else "",
                )
            )
        decisions = tuple(self._decision(known, theme, blocks) for _ in range(decided))
        return tuple(actions), decisions, chart

    def _decision(self, known: _Open, theme: str, blocks: list[str]) -> Decision:
        task = self._voice.task()
        older = known.decisions.pop(0) if len(known.decisions) > 6 and self._random.random() < 0.3 else ""
        return Decision(
            self._id(f"rule {task}"),
            f"{task}, {self._voice.matter()} included",
            self._voice.sentences(1, 3),
            tuple(self._voice.task() for _ in range(self._random.randint(0, 2))),
            theme,
            self._random.choice(blocks) if self._random.random() < 0.7 else "",
            older,
        )

    def _id(self, words: str) -> str:
        """An id for a task: its deed and its thing, and a number where these are taken."""
        task, _, _ = words.lower().replace(" the ", " ").partition(" and ")
        short = "-".join(task.split()[:4])
        self._taken[short] += 1
        return short if self._taken[short] == 1 else f"{short}-{self._taken[short]}"

    # Flip charts

    def _chart(self, matter: str, theme: str, groups: list[str], tasks: dict[str, str], on_lines: list[str]) -> Chart:
        names = self._random.sample(THINGS, self._random.randint(3, 6))
        ranked = self._random.sample(range(len(names)), 3)
        left = self._random.randint(15, 40) - len(names) - 1
        shares = [left // len(names) + (number < left % len(names)) for number in range(len(names))]
        waiting = list(on_lines)
        blocks = [Block("", "", (), (Line((Piece(f"{matter.upper()} - WHAT NEXT?"),), bullet=False),))]
        for number, name in enumerate(names):
            mine = waiting[: math.ceil(len(on_lines) / len(names))]
            waiting = waiting[len(mine) :]
            heading = [Piece(f"{number // 3 + 1}.{number % 3 + 1} {name.upper()}")]
            if number in ranked:
                rank = ranked.index(number) + 1
                heading.append(Piece(f"PRIORITY {rank}", pen="plenary", rank=rank))
            blocks.append(
                Block(
                    slug(name),
                    f"{name.capitalize()} on the sheet",
                    tuple(heading),
                    tuple(self._lines(shares[number], {id: tasks[id] for id in mine})),
                )
            )
        return Chart(
            slug(f"{matter} sheet"), f"{matter.capitalize()}, what next?", theme, "group-work", groups[0], tuple(blocks)
        )

    def _lines(self, count: int, tasks: dict[str, str]) -> Iterator[Line]:
        if tasks:
            yield Line((Piece("IMPROVEMENT ACTION"),), bullet=False, label="action")
        for id, task in tasks.items():
            yield Line((Piece(task.upper()),), action=id)
        deepest = 1 if tasks else 0
        for _ in range(max(1, count - len(tasks) - bool(tasks))):
            depth = self._random.randint(0, deepest)
            deepest = min(depth + 1, 2)
            yield self._line(depth)

    def _line(self, depth: int) -> Line:
        shape = self._random.random()
        words = self._voice.scrawl()
        if shape < 0.12:
            return Line((Piece(words), Piece(self._voice.scrawl().lower(), pen="second")), depth)
        if shape < 0.18:
            return Line((Piece(words), Piece("SHEAD", sic="SHED")), depth)
        if shape < 0.23:
            return Line((Piece(self._voice.thing().upper(), struck=True), Piece(words)), depth)
        if shape < 0.27:
            return Line((Piece(words), Piece("illegible", unclear=True)), depth)
        if shape < 0.32:
            return Line((Piece(f"{words.capitalize()}?"),), depth, pen="second", mark="question")
        if shape < 0.36:
            return Line((Piece(words),), depth, pen="plenary", mark="star")
        return Line((Piece(words),), depth)

    # What was reported

    def _updates(self, known: _Open, day: date) -> Iterator[Update]:
        """Two to five reports at a meeting, rather about the older of what is open."""
        window = known.actions[:24]
        for about in self._random.sample(window, min(len(window), self._random.randint(2, 5))):
            status = self._random.choices(
                ("done", "in progress", "deferred", "blocked", "dropped"), (62, 14, 10, 7, 7)
            )[0]
            yield self._update(about, status, known, day)

    def _reported_after(self, day: date, following: date, known: _Open) -> None:
        """Some reports by letter before the next meeting of a series."""
        window = known.actions[:16]
        for about in self._random.sample(window, min(len(window), self._random.randint(2, 4))):
            told = day + timedelta(days=self._random.randint(1, (following - day).days - 1))
            self._between.append(self._update(about, "done", known, told, told.isoformat()))

    def _update(self, about: str, status: str, known: _Open, day: date, told: str = "") -> Update:
        other = self._random.choice(known.actions)
        if status == "blocked" and other == about:
            status = "in progress"
        if status in ("done", "dropped"):
            known.actions.remove(about)
        return Update(
            about,
            status,
            self._random.choice(self._groups).id,
            self._voice.sentences(1, 2),
            (day + timedelta(days=self._random.randint(20, 120))).isoformat() if status == "deferred" else "",
            self._voice.clause().capitalize() if status == "dropped" else "",
            other if status == "blocked" else "",
            told,
        )

    # Minutes

    def _minutes(self, mentioned: list[str]) -> str:
        """Minutes in Markdown: sections of paragraphs and a list here and there, a mention every few sentences."""
        wanted = round(self._random.lognormvariate(math.log(MEDIAN_WORDS), SPREAD))
        wanted = min(LONGEST, max(SHORTEST, wanted))
        parts: list[str] = []
        length = 0
        while length < wanted:
            if len(parts) % 4 == 0:
                part = f"## {self._voice.matter().capitalize()}"
            elif len(parts) % 4 == 3 and self._random.random() < 0.6:
                items = [self._sentence(mentioned) for _ in range(self._random.randint(3, 5))]
                part = "\n".join(f"- {one}" for one in items)
            else:
                part = " ".join(self._sentence(mentioned) for _ in range(self._random.randint(2, 5)))
            parts.append(part)
            length += len(part.split())
        return "\n\n".join(parts)

    def _sentence(self, mentioned: list[str]) -> str:
        words = self._voice.sentence()
        chance = self._random.random()
        if chance < 0.2:
            return f"{words[:-1]}, hence [[{self._random.choice(mentioned)}]]."
        if chance < 0.25:
            return f"{words[:-1]}, as [[{self._random.choice(mentioned)}|was said before]]."
        if chance < 0.3:
            return words.replace(" the ", " **the** ", 1)
        return words
