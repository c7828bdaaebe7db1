"""A generated archive as plain Markdown pages, one for each page of ours, written as by hand: for every peer alike.

In: an `Archive`, and how links are written. Out: `Page`s. Guaranteed: the same words, and a page for each meeting, flip
chart, ranked block, action, decision, theme, group, person and series, and for every register, under the same addresses
as on our site; the same links between them, however they are written.

What a peer cannot derive is not there: what was brought forward to each meeting, and what refers to a page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, relpath

from goldenthread.publish.addresses import MENU, WITHIN

from .shapes import Action, Archive, Block, Decision, Line, Meeting, Named, Piece, Update

MENTION = re.compile(r"\[\[(?:chart:)?([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
STATUS = {"action": "open", "decision": "holds"}
LISTED = tuple((heading, tuple(name for name in names if name not in WITHIN)) for heading, names in MENU)
REGISTERS = tuple(name for _, names in LISTED for name in names)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the path of its file, its title, and its parts in Markdown."""

    path: str
    title: str
    parts: tuple[str, ...]

    @property
    def markdown(self) -> str:
        """The page with its title, without a head."""
        return "\n\n".join((f"# {self.title}", *self.parts)) + "\n"


def pages(archive: Archive, written: Callable[[str, str], str]) -> Iterator[Page]:
    """Every page; `written` says how a link from one file to another is written."""
    yield from _Peer(archive, written).pages()


def between_files(here: str, there: str) -> str:
    """A link from file to file, which the generator turns into one between addresses."""
    return relpath(there, dirname(here) or ".")


def between_addresses(here: str, there: str) -> str:
    """A link as it is to stand in the finished page, where each page lies in a folder of its own."""
    return relpath(address(there) or ".", address(here) or ".") + "/"


def address(path: str) -> str:
    """Where the page of a file lies on the site: `actions/mend-gate/`; "" is the first page."""
    return "" if path == "index.md" else path.removesuffix(".md").removesuffix("/index") + "/"


@dataclass(frozen=True, slots=True)
class _Target:
    """What a link leads to: the path of its page, and its title."""

    path: str
    title: str


class _Peer:
    """Writes the pages; knows what leads where, and what was reported about what."""

    def __init__(self, archive: Archive, written: Callable[[str, str], str]) -> None:
        self._archive = archive
        self._written = written
        self._targets: dict[str, _Target] = {}
        self._names = {one.id: one.name for one in (*archive.people, *archive.groups, *archive.themes, *archive.series)}
        self._meeting_of: dict[str, Meeting] = {}
        self._reported: dict[str, list[tuple[str, Meeting | None, Update]]] = defaultdict(list)
        self._superseded: dict[str, str] = {}
        for kind, register in self._registers():
            for one in register:
                self._targets[one.id] = _Target(f"{kind}/{one.id}.md", one.name)
        for meeting in archive.meetings:
            self._know(meeting)
        for update in archive.between:
            self._reported[update.about].append((update.date, None, update))
        for reports in self._reported.values():
            reports.sort(key=lambda report: report[0])

    def _registers(self) -> Iterator[tuple[str, tuple[Named, ...]]]:
        """The registers of names, with the folder of each."""
        archive = self._archive
        yield from (("themes", archive.themes), ("groups", archive.groups))
        yield from (("people", archive.people), ("series", archive.series))

    def _know(self, meeting: Meeting) -> None:
        chart = meeting.chart
        sheet = _Target(f"meetings/{meeting.id}/flip-charts/{chart.id}.md", chart.title)
        self._targets[meeting.id] = _Target(f"meetings/{meeting.id}/index.md", meeting.title)
        self._targets[f"{meeting.id}/{chart.id}"] = sheet
        for block in chart.blocks:
            self._targets[f"{meeting.id}/{chart.id}#{block.id}"] = _Target(sheet.path, block.name)
        for action in meeting.actions:
            self._targets[action.id] = _Target(f"actions/{action.id}.md", action.what)
            self._meeting_of[action.id] = meeting
        for decision in meeting.decisions:
            self._targets[decision.id] = _Target(f"decisions/{decision.id}.md", decision.what)
            self._meeting_of[decision.id] = meeting
            if decision.supersedes:
                self._superseded[decision.supersedes] = decision.id
        for update in meeting.updates:
            self._reported[update.about].append((meeting.date.isoformat(), meeting, update))

    def pages(self) -> Iterator[Page]:
        """Every page."""
        archive = self._archive
        yield _page("index.md", archive.title, [archive.description, *self._home()])
        yield _page("meetings/index.md", "Meetings", self._meetings("meetings/index.md"))
        yield _page("actions/index.md", "Actions", self._table("actions/index.md", _actions(archive.meetings)))
        yield _page("decisions/index.md", "Decisions", self._table("decisions/index.md", _decisions(archive.meetings)))
        for kind, register in self._registers():
            path = f"{kind}/index.md"
            lines = [f"- {self._link(path, one.id)}: {one.note}" for one in register]
            yield _page(path, kind.capitalize(), ["\n".join(lines)])
        yield from self._priorities()
        written = {"meetings", "actions", "decisions", "priorities", *(kind for kind, _ in self._registers())}
        for name in REGISTERS:
            if name not in written:
                yield _page(f"{name}/index.md", name.capitalize(), ["None has been recorded yet."])
        for meeting in archive.meetings:
            yield from self._of_meeting(meeting)
        themed: dict[str, list[str]] = defaultdict(list)
        owned: dict[str, list[str]] = defaultdict(list)
        for id, about, owners in self._about():
            themed[about].append(id)
            for owner in owners:
                owned[owner].append(id)
        for topic in archive.themes:
            yield self._topic(topic, themed[topic.id])
        for topic in archive.groups:
            yield self._topic(topic, owned[topic.id])
        met: dict[str, list[str]] = defaultdict(list)
        for meeting in reversed(archive.meetings):
            for who in (meeting.series, *(person for person, _ in meeting.people)):
                met[who].append(meeting.id)
        for topic in (*archive.people, *archive.series):
            yield self._topic(topic, met[topic.id])

    # Registers

    def _priorities(self) -> Iterator[Page]:
        """A page for each block that was ranked, and the list of them."""
        rows: list[str] = []
        for meeting in reversed(self._archive.meetings):
            sheet = f"{meeting.id}/{meeting.chart.id}"
            for block in meeting.chart.blocks:
                ranks = [piece.rank for piece in block.heading if piece.rank]
                if not ranks:
                    continue
                here = f"priorities/{sheet}/{block.id}.md"
                arose: tuple[Action | Decision, ...] = (*meeting.actions, *meeting.decisions)
                led = [one.id for one in arose if one.block == block.id]
                led += [line.action for line in block.lines if line.action and line.action not in led]
                lines = [f"- {_pieces(line.pieces)}" for line in block.lines]
                came = [f"- {self._link(here, id)}, {self._status(id)}" for id in led]
                facts = f"{self._link(here, meeting.id)}, {self._link(here, sheet)}; top three by dots"
                title = f"Priority {ranks[0]}: {block.name}"
                yield _page(here, title, [facts, "\n".join(lines), "\n".join(came)])
                rows.append(f"- [{title}]({self._written('priorities/index.md', here)})")
        yield _page("priorities/index.md", "Priorities", ["\n".join(rows)])

    def _home(self) -> Iterator[str]:
        newest = self._archive.meetings[-1]
        yield "## Newest meeting"
        yield f"{self._link('index.md', newest.id)}, {newest.date.isoformat()}"

    def _meetings(self, here: str) -> Iterator[str]:
        for series in self._archive.series:
            yield f"## {series.name}"
            yield series.note
            yield f"Held by {self._names[series.belongs_to]}"
            for meeting in reversed(self._archive.meetings):
                if meeting.series == series.id:
                    yield f"### {self._link(here, meeting.id)}"
                    yield f"{meeting.date.isoformat()}, {meeting.place}. {self._prose(here, meeting, meeting.summary)}"

    def _table(self, here: str, things: Iterable[Action | Decision]) -> Iterator[str]:
        rows = ["| What | Whose | Due | Status | Meeting |", "| --- | --- | --- | --- | --- |"]
        for one in things:
            owners, due = (self._owners(here, one), one.due) if isinstance(one, Action) else ("", "")
            meeting = self._meeting_of[one.id]
            held = self._link(here, meeting.id) if here != self._targets[meeting.id].path else meeting.date.isoformat()
            rows.append(f"| {self._link(here, one.id)} | {owners} | {due} | {self._status(one.id)} | {held} |")
        yield "\n".join(rows)

    def _about(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Each thing with its themes, and with those it belongs to."""
        for meeting in reversed(self._archive.meetings):
            for number, theme in enumerate(meeting.themes):
                yield meeting.id, theme, tuple(group for group, _ in meeting.groups) if not number else ()
            yield f"{meeting.id}/{meeting.chart.id}", meeting.chart.theme, (meeting.chart.by,)
            for action in meeting.actions:
                yield action.id, action.theme, action.owners
            for decision in meeting.decisions:
                yield decision.id, decision.theme, ()

    def _topic(self, one: Named, ids: list[str]) -> Page:
        here = self._targets[one.id].path
        above = [f"Part of {self._link(here, one.belongs_to)}"] if one.belongs_to else []
        lines = [f"- {self._link(here, id)}, {self._status(id)}" for id in ids]
        return _page(here, one.name, [one.note, *above, "\n".join(lines)])

    # Meetings and what arose in them

    def _of_meeting(self, meeting: Meeting) -> Iterator[Page]:
        here = self._targets[meeting.id].path
        yield _page(here, meeting.title, self._meeting(here, meeting))
        sheet = self._targets[f"{meeting.id}/{meeting.chart.id}"]
        yield _page(sheet.path, sheet.title, self._chart(sheet.path, meeting))
        for action in meeting.actions:
            path = self._targets[action.id].path
            yield _page(path, action.what, self._action(path, action, meeting))
        for decision in meeting.decisions:
            path = self._targets[decision.id].path
            yield _page(path, decision.what, self._decision(path, decision, meeting))

    def _meeting(self, here: str, meeting: Meeting) -> Iterator[str]:
        themes = ", ".join(self._link(here, theme) for theme in meeting.themes)
        yield f"{self._names[meeting.series]}, {meeting.date.isoformat()}, {meeting.place}. About {themes}"
        yield self._prose(here, meeting, meeting.summary)
        yield "## Objectives"
        yield "\n".join(f"- {one}" for one in meeting.objectives)
        yield "## Actions"
        yield from self._table(here, meeting.actions)
        yield "## Decisions"
        yield from self._table(here, meeting.decisions)
        if meeting.updates:
            yield "## Reported"
        for update in meeting.updates:
            yield f"### {self._link(here, update.about)}"
            yield self._told(here, meeting, update)
        yield "## Flip chart"
        yield self._link(here, f"{meeting.id}/{meeting.chart.id}")
        yield "## Programme"
        for session in meeting.programme:
            who = self._link(here, session.group) if session.group else self._names.get(session.lead, "")
            yield f"**{session.time} {session.title}** ({session.kind}) {who}"
            if session.commentary:
                yield self._prose(here, meeting, session.commentary)
        yield "## Participants"
        people = [f"- {self._names[one]}{f', {role}' if role else ''}" for one, role in meeting.people]
        yield "\n".join([*people, *(f"- {self._link(here, one)}: {count}" for one, count in meeting.groups)])
        yield self._prose(here, meeting, meeting.minutes)

    def _action(self, here: str, action: Action, meeting: Meeting) -> Iterator[str]:
        yield f"**{self._status(action.id)}**, agreed at {self._link(here, meeting.id)}, {meeting.date.isoformat()}"
        if action.detail:
            yield self._prose(here, meeting, action.detail)
        facts = [f"- Owner: {self._owners(here, action)}"]
        facts += [f"- Due: {action.due} {action.due_said}"] if action.due or action.due_said else []
        facts += [f"- Outcome: {action.outcome}"] if action.outcome else []
        facts += [f"- Judged by: {action.judged_by}"] if action.judged_by else []
        facts += [f"- Theme: {self._link(here, action.theme)}", f"- From: {self._from(here, action, meeting)}"]
        facts += [f"- Waits for: {self._link(here, action.waits_for)}"] if action.waits_for else []
        yield "\n".join(facts)
        for date, at, update in self._reported[action.id]:
            yield f"## {date}, {self._link(here, at.id) if at else 'between meetings'}"
            yield self._told(here, meeting, update)

    def _decision(self, here: str, decision: Decision, meeting: Meeting) -> Iterator[str]:
        yield f"**{self._status(decision.id)}**, decided at {self._link(here, meeting.id)}, {meeting.date.isoformat()}"
        yield self._prose(here, meeting, decision.why)
        if decision.alternatives:
            yield "## Alternatives"
            yield "\n".join(f"- {one}" for one in decision.alternatives)
        facts = [f"- Theme: {self._link(here, decision.theme)}"]
        facts += [f"- From: {self._from(here, decision, meeting)}"] if decision.block else []
        facts += [f"- Replaces: {self._link(here, decision.supersedes)}"] if decision.supersedes else []
        after = self._superseded.get(decision.id)
        facts += [f"- Replaced by: {self._link(here, after)}"] if after else []
        yield "\n".join(facts)

    def _told(self, here: str, meeting: Meeting, update: Update) -> str:
        facts = [f"**{update.status}**, told by {self._link(here, update.by)}."]
        facts += [f"New date: {update.due}."] if update.due else []
        facts += [f"{update.reason}."] if update.reason else []
        facts += [f"Waits for {self._link(here, update.blocked_by)}."] if update.blocked_by else []
        return " ".join([*facts, self._prose(here, meeting, update.note)])

    # Flip charts

    def _chart(self, here: str, meeting: Meeting) -> Iterator[str]:
        chart = meeting.chart
        yield f"Flip chart of {self._link(here, meeting.id)}, {meeting.date.isoformat()}"
        yield f"By {self._link(here, chart.by)}, about {self._link(here, chart.theme)}; top three by dots"
        for block in chart.blocks:
            if block.heading:
                yield f"## {_pieces(block.heading)}"
                yield f"({block.name})"
            yield from self._lines(here, block)

    def _lines(self, here: str, block: Block) -> Iterator[str]:
        """The lines of a block: bullets that follow one another as one list."""
        bullets: list[str] = []
        for line in block.lines:
            words = self._line(here, line)
            if line.bullet:
                bullets.append("    " * line.depth + f"- {words}")
                continue
            if bullets:
                yield "\n".join(bullets)
                bullets = []
            yield words
        if bullets:
            yield "\n".join(bullets)

    def _line(self, here: str, line: Line) -> str:
        words = _pieces(line.pieces)
        words = f"*{words}* ({line.pen})" if line.pen else words
        words = f"★ {words}" if line.mark == "star" else words
        return f"{words} → {self._link(here, line.action)}" if line.action else words

    # Links

    def _link(self, here: str, id: str, words: str = "") -> str:
        target = self._targets.get(id)
        if target is None:
            return self._names[id]
        return f"[{words or target.title}]({self._written(here, target.path)})"

    def _prose(self, here: str, meeting: Meeting, text: str) -> str:
        def linked(found: re.Match[str]) -> str:
            local = f"{meeting.id}/{found[1]}"
            return self._link(here, local if local in self._targets else found[1], found[2] or "")

        return MENTION.sub(linked, text)

    def _owners(self, here: str, action: Action) -> str:
        return ", ".join(self._link(here, owner) for owner in action.owners)

    def _from(self, here: str, one: Action | Decision, meeting: Meeting) -> str:
        chart = f"{meeting.id}/{meeting.chart.id}"
        return self._link(here, f"{chart}#{one.block}" if one.block else chart)

    def _status(self, id: str) -> str:
        if id not in self._meeting_of:
            return ""
        if id in self._superseded:
            return "superseded"
        decided = self._targets[id].path.startswith("decisions/")
        reports = self._reported.get(id, ())
        return reports[-1][2].status if reports else STATUS["decision" if decided else "action"]


def _page(path: str, title: str, parts: Iterable[str]) -> Page:
    return Page(path, title, tuple(part for part in parts if part))


def _actions(meetings: tuple[Meeting, ...]) -> Iterator[Action]:
    for meeting in reversed(meetings):
        yield from meeting.actions


def _decisions(meetings: tuple[Meeting, ...]) -> Iterator[Decision]:
    for meeting in reversed(meetings):
        yield from meeting.decisions


def _pieces(pieces: tuple[Piece, ...]) -> str:
    return " ".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> str:
    if piece.struck:
        return f"<del>{piece.words}</del>"
    words = f"{piece.words} (read {piece.sic})" if piece.sic else piece.words
    return f"*{words}* ({piece.pen})" if piece.pen else words
