"""Random archives in which much is internal, as text with marks around it (`marks`).

In: chance. Out: files. Guaranteed: the same for a seed on every machine; without errors; most kinds of thing are there
in public and not; what is marked is what the public may not see and no more. Nothing of the cut is used to mark it.

What is internal stands among the rest of each list, before, between and behind it, and is so by its own audience, by
the default of its kind, until a day that has not come, or because it is about something internal. What is public refers
to it, mentions it, and has fields that are internal. Fields are those of the model: a new one is filled as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image

from goldenthread.model.archive import REGISTERS
from goldenthread.model.entry import ANYTHING, WITH_PAGES, Addressed, Kind, Part
from goldenthread.model.meeting import Attachment, Meeting, Photo, Session
from goldenthread.model.query import SavedQuery
from goldenthread.model.register import Group, Person
from goldenthread.model.settings import Withdrawn
from goldenthread.model.update import FINAL, STATUSES, Update
from goldenthread.model.walk import fields_of
from goldenthread.read.records import LISTS
from tests.edition.marks import Files, hidden, is_hidden, items, keys, listed, mapped, quoted, said
from tests.edition.planted import KEYS, SMALLEST, Name, Planted, references
from tests.edition.planted_charts import Chart

_LAST = date(2018, 12, 31)
"""No day of anything public is later."""
_REPORTED = {*STATUSES, Kind.STRATEGY, Kind.INDICATOR} - {Kind.MEETING}
_NEEDING = {"deferred": "due", "blocked": "reason", "dropped": "reason", "declined": "reason"}
_CONSENTS = {
    "": False,
    "photo_consent: yes": True,
    "photo_consent: no": False,
    "photo_consent: yes, photo_consent_until: 2012-01-01": False,
    "photo_consent: yes, photo_consent_until: 2040-01-01": True,
    "photo_consent: yes, photo_consent_withdrawn: 2018-01-01": False,
}


@dataclass(frozen=True)
class Planting:
    """The files of an archive, marked, and how many things in it are internal."""

    files: Files
    count: int


def planted(seed: int, number: int) -> Planting:
    """One of the archives of a seed."""
    making = _Making(Random(f"{seed} {number}"))
    files = making.archive()
    return Planting(files, making.made.count)


@dataclass
class _Making:
    """Makes one archive: first the names of all things, then what is said of them."""

    chance: Random
    files: dict[str, str | bytes] = field(default_factory=dict)
    meetings: list[Name] = field(default_factory=list)
    planned: set[str] = field(default_factory=set)
    consenting: set[str] = field(default_factory=set)
    number: int = 0

    def __post_init__(self) -> None:
        words = {key: self.chance.choice(("public", "public", "public", "internal", None)) for key in KEYS}
        self.made = Planted(self.chance, words)

    def archive(self) -> Files:
        for kind in REGISTERS.values():
            self.name(kind.KIND, "", self.chance.randint(1, 2), self.chance.randint(1, 2))
        for _ in range(self.chance.randint(2, 3)):
            self.plan_meeting(secret=False)
        for _ in range(self.chance.randint(1, 2)):
            self.plan_meeting(secret=True)
        self.chance.shuffle(self.meetings)
        self.settings()
        for register in REGISTERS:
            self.register(register)
        updates = self.updates()
        for meeting in self.meetings:
            self.meeting(meeting, updates.pop(meeting.id, []))
        for file, entries in updates.items():
            self.record(file, items(entries))
        return dict(self.chance.sample(sorted(self.files.items(), key=lambda one: one[0]), len(self.files)))

    def record(self, path: str, text: str) -> None:
        """Write a file; one of which nothing is public is internal as a whole."""
        if text:
            self.files[f"«{path}" if is_hidden(text) else path] = said(text) if is_hidden(text) else text

    # Names

    def name(self, kind: Kind, within: str, public: int, secret: int, about: Name | None = None) -> list[Name]:
        """Names for so many new things of a kind, in any order."""
        secrets = [about.secret if about and about.secret else no >= public for no in range(public + secret)]
        self.chance.shuffle(secrets)
        meeting, day = (about.meeting, about.day) if about else ("", date(2010, 1, 1))
        names = [Name(kind, within + self.made.fresh(one), one, meeting, day) for one in secrets]
        self.made.names += names
        return names

    def plan_meeting(self, secret: bool) -> None:
        first = not self.meetings
        day = date(2013, 1, 1) + timedelta(self.chance.randrange(1800 if not secret else 6000))
        id = self.made.fresh(secret)
        meeting = Name(Kind.MEETING, id, secret, id, day)
        self.meetings.append(meeting)
        self.made.names.append(meeting)
        if not first and self.chance.random() < 0.2:
            self.planned.add(id)
        for kind in LISTS.values():
            if issubclass(kind, (Addressed, Part)) and (id not in self.planned or kind is Session):
                public = 1 if first or kind is Session else self.chance.choice((0, 1, 1, 2))
                own = "" if issubclass(kind, Addressed) and kind is not Session else f"{id}#"
                self.name(kind.KIND, own, public, 1 if first else self.chance.choice((0, 1)), meeting)
        if id in self.planned:
            return
        self.plan_files(meeting)
        for chart in self.name(Kind.CHART, f"{id}/", 1 if first else self.chance.choice((0, 1)), 1, meeting):
            partly = int(chart.secret or self.chance.random() < 0.7)
            here = replace(meeting, secret=chart.secret)
            self.name(Kind.BLOCK, f"{chart.id}#", 2, self.chance.randint(0, 2) * partly, here)
            self.name(Kind.LINE, f"{chart.id}#", 3, self.chance.randint(0, 3) * partly, here)

    def plan_files(self, meeting: Name) -> None:
        """Files and photos of a meeting: the public may see those, and not others."""
        named: list[tuple[str, bool]] = []
        for folder, ending in (("files", "txt"), ("photos", "jpg")):
            for number in range(self.chance.randint(1, 2) + self.chance.randint(0, 2)):
                secret = meeting.secret or number == 0 or self.chance.random() < 0.5
                named.append((f"{folder}/{self.made.fresh(secret)}.{ending}", secret))
        self.made.evidence[meeting.id] = named
        self.made.names += [
            Name(Kind.FILE, f"{meeting.id}/{path}", secret, meeting.id, meeting.day)
            for path, secret in named
            if path.startswith("files/")
        ]

    # What is said of them

    def settings(self) -> None:
        """The settings, which mention things, and say what is there no more."""
        gone = []
        for secret in (False, True, True):
            kind = self.chance.choice(sorted(WITH_PAGES))
            more = [("id", quoted(f"{kind}:{self.made.fresh(secret)}"))]
            gone.append(self.made.entry(Withdrawn, "withdrawn", Name(kind, "", secret), more))
        told = {key: word for key, word in self.made.defaults.items() if word}
        parts = [
            ("format", "1"),
            ("title", "Planted"),
            ("description", quoted(self.made.prose(Name(Kind.MEETING, "", False)))),
        ]
        parts += [
            ("languages", "[en, fr]"),
            ("smallest_count", str(SMALLEST)),
            ("default_audience", mapped([*told.items()])),
        ]
        self.record("archive.yml", keys(parts) + listed("withdrawn", gone))

    def register(self, register: str) -> None:
        kind = REGISTERS[register]
        entries = []
        for name in [one for one in self.made.names if one.kind is kind.KIND]:
            if kind is SavedQuery:
                self.query(name)
            elif kind is Person and not name.secret and self.chance.random() < 0.3:
                entries.append(self.disguised_person(name))
            else:
                skip = "pseudonym photo_consent photo_consent_for photo_consent_until photo_consent_withdrawn"
                more = [*self.consent(name)] if kind in (Person, Group) else []
                entries.append(self.made.entry(kind, register, name, more, skip))
        self.record(f"registers/{register}.yml", items(entries))

    def disguised_person(self, name: Name) -> str:
        """Somebody of whom the public learns another name, and the groups."""
        other = f"Somebody {name.id}"
        groups = next(one for one in fields_of(Person) if one.name == "groups")
        given = [("id", quoted(name.id)), ("name", hidden(quoted("Secret Person"), quoted(other)))]
        given += [(groups.key, found)] if (found := self.made.value(Person, groups, name, must=False)) else []
        skip = {"name", "groups", "pseudonym", "photo_consent", "photo_consent_for", "photo_consent_until"}
        real = [*self.made.fields(Person, replace(name, secret=True), {*skip, "photo_consent_withdrawn"})]
        real += [("pseudonym", quoted(other)), ("formerly", quoted(self.made.fresh(True)))]
        self.made.count += 1
        return mapped([*given, *((key, hidden(value)) for key, value in real), *self.made.audience("people", name)])

    def consent(self, name: Name) -> Iterator[tuple[str, str]]:
        """Whether somebody agreed to be seen; who did not is on no photo, so that nothing is said of it."""
        told = self.chance.choice(list(_CONSENTS))
        if _CONSENTS[told]:
            self.consenting.add(str(name))
        shown = _CONSENTS[told] or self.made.defaults["photo_consent"] == "public"
        for one in filter(None, told.split(", ")):
            key, _, value = one.partition(": ")
            yield key, value if shown else hidden(value)

    def query(self, name: Name) -> None:
        """A saved query, with what it found once."""
        name = self.made.perhaps_lost(SavedQuery, name)
        found = [one for one in self.made.names if one.kind in ANYTHING and one.kind is not Kind.QUERY]
        answer = [("as_of", "2018-05-01"), ("ids", references(self.chance.sample(found, 4)))]
        parts = [*self.made.kept_apart(SavedQuery, [*self.made.fields(SavedQuery, name, {"found"})], name)]
        parts.append(("found", mapped(answer)))
        text = keys([*parts, *self.made.audience("queries", name)])
        self.made.count += name.secret
        self.record(f"queries/{name.id}.yml", hidden(text) if name.secret else text)

    def meeting(self, meeting: Name, updates: list[str]) -> None:
        """The record of a meeting, with its charts, files and photos."""
        folder = f"meetings/{self.chance.choice(('', 'b/', '2015/'))}{meeting.id}"
        planned = meeting.id in self.planned
        head = [("title", quoted(self.made.words(meeting))), ("date", str(meeting.day))]
        skip = {*LISTS, "title", "date", "end", "status", "reason", "pens", "ranking", "charts", "body"}
        head += self.made.fields(Meeting, meeting, skip | ({"minutes"} if planned else set()))
        head += [("status", "planned")] if planned else []
        lists = {key: updates if key == "updates" else self.entries(key, meeting, folder) for key in LISTS}
        apart = [key for key, made in lists.items() if made and self.chance.random() < 0.2]
        text = keys([*self.made.kept_apart(Meeting, head, meeting), *self.made.audience("meetings", meeting)])
        text += "".join(listed(key, made) for key, made in lists.items() if key not in apart)
        body = " ".join(self.made.prose(meeting) for _ in range(self.chance.randint(1, 2)))
        files = {"meeting.md": f"---\n{text}---\n{body}\n", **{f"{key}.yml": items(lists[key]) for key in apart}}
        for chart in [one for one in self.made.names if one.kind is Kind.CHART and one.meeting == meeting.id]:
            files[f"flip-charts/{chart.own}.md"] = self.chart(chart, folder)
        for path, made in files.items():
            self.record(f"{folder}/{path}", hidden(made) if meeting.secret else made)
        self.made.count += meeting.secret

    def entries(self, key: str, meeting: Name, folder: str) -> list[str]:
        """The entries of a list of a meeting."""
        kind = LISTS[key]
        planned = meeting.id in self.planned
        if kind is Attachment or kind is Photo:
            return [
                self.file(path, secret, meeting, folder)
                for path, secret in self.made.evidence.get(meeting.id, ())
                if path.startswith(key)
            ]
        if kind is Update or (planned and key not in ("objectives", "programme")):
            return []
        if issubclass(kind, (Addressed, Part)):
            names = [one for one in self.made.names if one.kind is kind.KIND and one.meeting == meeting.id]
            return [self.made.entry(kind, key, self.made.perhaps_lost(kind, name)) for name in names]
        return self.made.several(kind, key, meeting)

    def file(self, path: str, secret: bool, meeting: Name, folder: str) -> str:
        """An entry that says of a file or a photo what it is, and the file."""
        self.number += 1
        name = replace(meeting, kind=Kind.FILE, id="", secret=secret)
        key, _, own = path.partition("/")
        self.files[f"{'«' if secret else ''}{folder}/{path}"] = (
            f"{'Secret paper' if secret else 'Paper'} {self.number}\n" if key == "files" else _picture(self.number)
        )
        if key == "files":
            return self.made.entry(Attachment, key, name, [("file", own)])
        shown = [one for one in self.made.names if one.kind in (Kind.PERSON, Kind.GROUP)]
        if secret and self.chance.random() < 0.5:
            name = replace(name, lost=True)
            shown = [one for one in shown if str(one) not in self.consenting]
        elif not secret:
            shown = [one for one in shown if str(one) in self.consenting]
        people = self.chance.sample(shown, min(len(shown), self.chance.randint(1, 2)))
        if name.lost and not people:
            name = replace(name, lost=False)
        more = [("photo", own), ("alt", quoted(self.made.words(name))), ("people", references(people))]
        return self.made.entry(Photo, key, name, [one for one in more if one[1]], "decorative shows")

    def chart(self, chart: Name, folder: str) -> str:
        """The record of a chart, with photos that nothing else names."""
        below = [one for one in self.made.names if one.id.startswith(f"{chart.id}#")]
        blocks, lines = ([one for one in below if one.kind is kind] for kind in (Kind.BLOCK, Kind.LINE))
        secret = chart.secret or any(one.secret for one in below) or not self.made.public("photos")
        photos = []
        for _ in range(self.chance.randint(0, 2)):
            self.number += 1
            photos.append((f"{self.made.fresh(secret)}.jpg", secret))
            self.files[f"{'«' if secret else ''}{folder}/photos/{photos[-1][0]}"] = _picture(self.number)
        return Chart(self.made, chart, blocks, lines, photos).text()

    # What was reported

    def updates(self) -> dict[str, list[str]]:
        """What was reported of things, by the meeting in which it was or the file in which it stands."""
        told: dict[str, list[str]] = {}
        held = [one for one in self.meetings if one.id not in self.planned]
        for about in [one for one in self.made.names if one.kind in _REPORTED and self.chance.random() < 0.6]:
            later = [one for one in held if one.day > about.day]
            places = self.chance.sample(later, min(len(later), self.chance.randint(0, 2)))
            first = max(about.day, date(2016, 1, 1))
            for _ in range(self.chance.randint(0, 2)):
                secret = about.secret or self.chance.random() < 0.4
                days = 4000 if secret else max((_LAST - first).days, 1)
                day = first + timedelta(self.chance.randint(1, days))
                file = f"updates/{self.chance.choice(('a', 'b', 'x/c'))}.yml"
                places.append(Name(Kind.UPDATE, file, secret, file, day))
            places.sort(key=lambda one: one.day)
            places = [one for no, one in enumerate(places) if not no or places[no - 1].day != one.day]
            for place in places:
                told.setdefault(place.meeting, []).append(self.update(about, place, last=place is places[-1]))
        for entries in told.values():
            self.chance.shuffle(entries)
        return told

    def update(self, about: Name, place: Name, last: bool) -> str:
        """One update, in a meeting or between meetings, with what can be said of this kind of thing."""
        secret = place.secret or about.secret or self.chance.random() < 0.3
        between = place.kind is Kind.UPDATE
        name = Name(Kind.UPDATE, "", secret, place.meeting, place.day, lost=False)
        more = [("about", quoted(str(about))), ("note", quoted(self.made.prose(name)))]
        more += [("date", str(place.day))] if between else []
        known = [one for one in STATUSES.get(about.kind, ()) if one != "superseded" and (last or one not in FINAL)]
        due = ("due", str(place.day + timedelta(90)))
        if known and self.chance.random() < 0.7:
            status = self.chance.choice(known)
            more.append(("status", quoted(status)))
            more += [due] if status == "deferred" else [("reason", quoted(self.made.words(name)))]
        fits = {"value", "measured"} if about.kind is Kind.INDICATOR else set[str]()
        fits |= {"rating", "barriers"} if about.kind is Kind.GOAL else set()
        fits |= {"blocked_by"} if about.kind in (Kind.ACTION, Kind.SUPPORT) else set()
        others = {"value", "measured", "rating", "barriers", "blocked_by", "corrections", "changes", "due", "due_said"}
        if (about.secret and self.chance.random() < 0.5) and not place.secret:
            name = replace(name, lost=True)
        return self.made.entry(Update, "updates", name, more, " ".join(others - fits) + " date status reason about")


@cache
def _picture(number: int) -> bytes:
    """A photo that looks like no other of its archive; those of all archives are alike, and looked at once."""
    out = BytesIO()
    Image.new("RGB", (12, 8), (number * 37 % 256, number * 91 % 256, number % 256)).save(out, "PNG")
    return out.getvalue()
