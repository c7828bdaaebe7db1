"""The cut itself: every dataclass of the model walked, and rebuilt without what is withheld.

In: an archive and an audience. Out: `Shown`. Guaranteed: a kind of entry or field added to the model later is cut
too, because the walk knows only audiences, references, mentions and prose.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from typing import Any, TypeVar

from goldenthread.edition.photos import at_odds, without_withheld
from goldenthread.language import N_, catalogue
from goldenthread.markup.mentions import Mention, Words, in_line, in_prose, replaced
from goldenthread.markup.shown import is_internal, without_internal
from goldenthread.memory import Itself, Memory, kept
from goldenthread.model.archive import NUMBERED, REGISTERS, Archive, Link, Reported, asks, located, located_in
from goldenthread.model.chart import NO_ATTRIBUTES, NOBODY_KNOWN, Attributes, Block, FlipChart, Line, Pen, Span
from goldenthread.model.edition import Shown
from goldenthread.model.entry import WHO_MAY_SEE, Entry, Key, Kind
from goldenthread.model.fields import Audience, Prose, Ref
from goldenthread.model.meeting import Meeting, Participant
from goldenthread.model.register import Person
from goldenthread.model.settings import DefaultAudience
from goldenthread.model.update import Update
from goldenthread.model.walk import fields_of, files_referred_to, kept_apart
from goldenthread.problem import Problem
from goldenthread.source import Place

T = TypeVar("T")
_WITHOUT_PARTS = frozenset({str, int, bool, type(None), date, time, Place})
"""The types of values in which nothing else stands: they name nothing, and only their field may withhold them."""


def cut(
    archive: Archive,
    audience: Audience,
    as_of: date | None = None,
    day: date | None = None,
    memory: Memory | None = None,
) -> Shown:
    """What this audience may see of an archive; with `as_of`, of what had happened by the end of that day.

    `day` is when it is published: what may not be seen before or after a day is withheld where none is given. Of
    meetings that `memory` has seen cut so before, nothing is worked out again.
    """
    if audience == "internal" and as_of is None:
        return Shown(archive, audience)
    dropping = _Dropping(archive.settings.default_audience, archive.settings.smallest_count, day)
    left = _left(archive, audience, as_of, dropping, memory or Memory())
    until = [one for people in (archive.people, archive.groups) for one in people if one.photo_consent_until]
    return Shown(left, audience, audience == "public" and bool(until or dropping.embargoed))


def contradictory(archive: Archive) -> tuple[Problem, ...]:
    """A problem for each picture of which the records say that it is public, and elsewhere that it is not."""
    pixels = [picture.pixels for picture in archive.photos.values()]
    if len(set(pixels)) == len(pixels):
        return ()
    dropping = _Dropping(archive.settings.default_audience)
    return tuple(at_odds(archive, _dropped(archive, "public", dropping, Memory())))


def _left(archive: Archive, audience: Audience, as_of: date | None, dropping: _Dropping, memory: Memory) -> Archive:
    """Twice over the archive: first drop what is withheld, then what refers to it."""
    dropped = _dropped(_until(archive, as_of) if as_of else archive, audience, dropping, memory)
    left = without_withheld(archive, dropped, audience, dropping.day)
    left = _without_files(archive, left, audience)
    keys: set[Key] = set()
    resolved = archive.resolved
    nameless = catalogue(*archive.settings.languages[:1]).gettext(N_("(not published)"))
    shown = set(_keys(left))
    written: dict[Place, Words] = {}
    turn = 0
    while shown != keys:
        # What loses all that it is about goes too, and with it what refers to that.
        keys, turn = shown, turn + 1
        lost = frozenset(place for place, key in resolved.items() if key not in keys)
        naming = _Naming(frozenset(resolved) - lost, lost, nameless, memory, turn)
        changed = {name: naming.value(getattr(left, name)) for name in (*REGISTERS, "settings")}
        _, written = _referring(tuple(changed.values()))
        updates = [(one, *naming.known(one.key, one)) for one in left.updates]
        meetings = [naming.known(one.id, one) for one in left.meetings]
        told = [(one, words) for before, one, words in updates if not _says_nothing(before, one)]
        for _, words in (*told, *meetings):
            written |= words
        changed["updates"] = tuple(one for one, _ in told)
        changed["meetings"] = tuple(one for one, _ in meetings)
        left = dataclasses.replace(left, **changed)
        shown = set(_keys(left))
    named = {path for path, _, _ in left.named_files}
    declared = _declared(left)
    renamed = {old: new for old, new in _renumbered(left.updates).items() if old != new}
    return dataclasses.replace(
        left,
        updates=tuple(
            dataclasses.replace(one, key=renamed[one.key]) if one.key in renamed else one for one in left.updates
        ),
        links=tuple(
            link if own == link.words and not renamed else _relinked(link, own, renamed)
            for link in archive.links
            if link.source in keys and link.target in keys and (own := written.get(link.at))
        ),
        files=archive.files & named,
        photos={path: picture for path, picture in archive.photos.items() if path in named},
        documents={path: text for path, text in archive.documents.items() if path in declared},
        originals={path: digest for path, digest in archive.originals.items() if path in declared},
        resolved={place: key for place, key in resolved.items() if key in keys and place in written},
    )


def _keys(archive: Archive) -> Iterator[Key]:
    """The keys of all that an archive holds."""
    yield from (key for key, _ in located(dataclasses.replace(archive, meetings=())))
    for meeting in archive.meetings:
        yield from _keys_in(meeting)


@kept
def _keys_in(meeting: Meeting) -> frozenset[Key]:
    return frozenset(key for key, _ in located_in(meeting))


def _relinked(link: Link, words: Words, renamed: Mapping[Key, Key]) -> Link:
    """A link between things under their new names, with the words that are left around it."""
    source, target = renamed.get(link.source, link.source), renamed.get(link.target, link.target)
    if (words, source, target) == (link.words, link.source, link.target):
        return link
    return dataclasses.replace(link, words=words, source=source, target=target)


def _renumbered(updates: tuple[Reported, ...]) -> dict[Key, Key]:
    """The keys of updates counted anew, so that those which are not there leave no gap in the others."""
    counted: dict[str, int] = {}
    renamed = {}
    for reported in updates:
        name = reported.key.id.partition(NUMBERED)[0]
        counted[name] = counted.get(name, 0) + 1
        number = counted[name]
        renamed[reported.key] = Key(Kind.UPDATE, name if number == 1 else f"{name}{NUMBERED}{number}")
    return renamed


def _without_files(before: Archive, left: Archive, audience: Audience) -> Archive:
    """Take out the names of files and photos that are withheld, wherever entries name them."""
    declared, still = _declared(before), _declared(left)
    on_charts = _on_charts(before) - _on_charts(left)
    defaults = before.settings.default_audience

    def may_be_named(path: str, folder: str) -> bool:
        if path in still:
            return True
        if path in declared or path in on_charts:
            return False
        own = path.removeprefix(f"{folder}/").partition("/")[0]
        return audience == "internal" or own not in ("files", "photos") or defaults.of(own, "internal") == "public"

    lacking = {folder for path, _, folder in left.named_files if not may_be_named(path, folder)}
    if not lacking:
        return left
    meetings = tuple(
        _refiled(meeting, meeting.folder, may_be_named) if meeting.folder in lacking else meeting
        for meeting in left.meetings
    )
    updates = tuple(
        dataclasses.replace(one, update=_refiled(one.update, folder, may_be_named)) if folder in lacking else one
        for one in left.updates
        for folder in (_folder_of(one, before),)
    )
    return dataclasses.replace(left, meetings=meetings, updates=updates)


def _folder_of(reported: Reported, archive: Archive) -> str:
    return archive.meeting_by_id[reported.meeting].folder if reported.meeting else "updates"


def _declared(archive: Archive) -> frozenset[str]:
    """The files and photos of which an entry of their own says something."""
    own = (Kind.FILE, Kind.PHOTO)
    return frozenset(path for path, entry, _ in archive.named_files if getattr(entry, "KIND", None) in own)


def _on_charts(archive: Archive) -> frozenset[str]:
    return frozenset(path for path, entry, _ in archive.named_files if isinstance(entry, FlipChart))


def _refiled(entry: Any, folder: str, may_be_named: Callable[[str, str], bool]) -> Any:
    """An entry, and those in it, without the names of files that may not be named."""
    changes: dict[str, Any] = {}
    for facts in fields_of(type(entry)):
        value = getattr(entry, facts.name)
        if facts.lies_in is not None and isinstance(value, tuple):
            kept = tuple(path for path in value if may_be_named(f"{folder}/{facts.lies_in}{path}", folder))
        elif isinstance(value, tuple) and facts.inner is not None:
            kept = tuple(_refiled(one, folder, may_be_named) if isinstance(one, Entry) else one for one in value)
        else:
            continue
        if any(one is not other for one, other in zip(kept, value, strict=False)) or len(kept) != len(value):
            changes[facts.name] = kept
    return dataclasses.replace(entry, **changes) if changes else entry


def _until(archive: Archive, day: date) -> Archive:
    """The archive without meetings held and updates made after a day; what is only planned stays."""
    meetings = tuple(m for m in archive.meetings if not m.happened or m.date.latest <= day)
    withdrawn = tuple(one for one in archive.settings.withdrawn if one.date.latest <= day)
    settings = dataclasses.replace(archive.settings, withdrawn=withdrawn)
    return _with_updates(
        dataclasses.replace(archive, settings=settings, meetings=meetings),
        (reported for reported in archive.updates if reported.when.latest <= day),
    )


def _with_updates(left: Archive, updates: Iterable[Reported]) -> Archive:
    """The archive with those of these updates whose meeting and subject are in it."""
    left = dataclasses.replace(left, updates=())
    kept = tuple(
        reported
        for reported in updates
        if (reported.meeting is None or reported.meeting in left.meeting_by_id) and reported.about in left.index
    )
    told = {reported.update.at for reported in kept}
    meetings = tuple(_telling(meeting, told) for meeting in left.meetings)
    return dataclasses.replace(left, meetings=meetings, updates=kept)


def _telling(meeting: Meeting, told: set[Place]) -> Meeting:
    """The meeting with those of its updates that stand in these places."""
    updates = tuple(update for update in meeting.updates if update.at in told)
    return meeting if len(updates) == len(meeting.updates) else dataclasses.replace(meeting, updates=updates)


def _dropped(archive: Archive, audience: Audience, dropping: _Dropping, memory: Memory) -> Archive:
    """The archive without what is withheld, and without what was reported about that."""
    if audience == "internal":
        return archive
    kept: dict[str, Any] = {name: dropping.each(getattr(archive, name), name, "internal") for name in REGISTERS}
    meetings = (dropping.meeting(meeting, memory) for meeting in archive.meetings)
    kept["meetings"] = tuple(meeting for meeting in meetings if meeting is not None)
    updates = (left for one in archive.updates if (left := dropping.reported(one, memory)) is not None)
    shown = dropping.each(archive.settings.withdrawn, "withdrawn", "internal")
    kept["settings"] = dataclasses.replace(archive.settings, withdrawn=shown)
    return _with_updates(dataclasses.replace(archive, **kept), updates)


@dataclass(frozen=True, slots=True)
class _Dropping:
    """Drops every entry, line and span that is not public on a day, and every field whose default is internal."""

    defaults: DefaultAudience
    smallest_count: int = 0
    day: date | None = None
    embargoed: list[Entry] = field(default_factory=list)
    """What has a day of its own before which it is internal."""
    open_fields: dict[str, bool] = field(default_factory=dict)
    """Of each field met in something public, whether what is in it is public too."""

    def meeting(self, meeting: Meeting, memory: Memory) -> Meeting | None:
        """A meeting as it may be seen, or `None`."""

        return self._known(meeting.id, meeting, lambda apart: apart.one(meeting, "meetings", "internal"), memory)

    def reported(self, reported: Reported, memory: Memory) -> Reported | None:
        """An update as it may be seen, or `None`."""

        def make(apart: _Dropping) -> Reported | None:
            update = apart.one(reported.update, "updates", "internal")
            return None if update is None else dataclasses.replace(reported, update=update)

        return self._known(reported.key, reported, make, memory)

    def _known(self, name: Hashable, value: T, make: Callable[[_Dropping], T | None], memory: Memory) -> T | None:
        def made_apart() -> tuple[T | None, list[Entry]]:
            apart = dataclasses.replace(self, embargoed=[])
            return make(apart), apart.embargoed

        of = (Itself(value), self.defaults, self.smallest_count)
        made, embargoed = memory.recall(("dropped", name, self.day), of, made_apart)
        self.embargoed.extend(embargoed)
        return made

    def each(self, values: tuple[Any, ...], field: str, container: Audience) -> tuple[Any, ...]:
        """Those of a list that may be seen, without what in them may not; what stands under a line goes with it."""
        kept = []
        withheld: int | None = None
        for value in values:
            depth = _depth(value)
            if withheld is not None and depth > withheld:
                continue
            made = self.one(value, field, container)
            withheld = depth if made is None else None
            kept += [] if made is None else [made]
        return _unless_same(values, tuple(kept))

    def one(self, value: Any, field: str, container: Audience) -> Any:
        """A value of the model as it may be seen, or `None`."""
        if isinstance(value, tuple):
            return self.each(value, field, container) if value else value
        if isinstance(value, Ref) or value is NO_ATTRIBUTES:
            return value
        names = _fields(type(value))  # type: ignore[arg-type]  # mypy 11470
        if ((_own_audience(value) if names else None) or self.defaults.of(field, container)) != "public":
            return None
        if isinstance(value, Line) and (spans := without_internal(value.spans)) is not value.spans:
            value = dataclasses.replace(value, spans=spans)
        if isinstance(value, Entry):
            if not self._is_out(value) or len(kept_apart(value)) < len({one.key for one in value.internal}):
                return None  # where it is unknown what is to be kept back, all of it is
            value = self._disguised(value)
        apart = kept_apart(value)
        changes: dict[str, Any] = {"internal": ()} if apart else {}
        for name in names:
            before = getattr(value, name)
            if type(before) in _WITHOUT_PARTS and name not in apart and self._is_open(name):
                continue
            after = None if name in apart else self.one(before, name, "public")
            if after is not before:
                changes[name] = _empty(before) if after is None else after
        if isinstance(value, FlipChart):
            if "blocks" in changes:
                changes["blocks"] = tuple(block for block in changes["blocks"] if block.heading or block.lines)
            # Of every chart alike, so that a pen which only something withheld was written with leaves no gap.
            pens = _used(value, changes.get("blocks", value.blocks))
            changes |= {"pens": pens} if pens != value.pens else {}
        made = dataclasses.replace(value, **changes) if changes else value
        return None if apart and isinstance(made, Update) and not made.says_something else made

    def _is_open(self, field: str) -> bool:
        if field not in self.open_fields:
            self.open_fields[field] = self.defaults.of(field, "public") == "public"
        return self.open_fields[field]

    def _is_out(self, entry: Entry) -> bool:
        """Whether the day is over before which an entry is internal."""
        if entry.publish_after is None:
            return True
        self.embargoed.append(entry)
        return self.day is not None and entry.publish_after.latest < self.day

    def _disguised(self, entry: Entry) -> Entry:
        """Somebody with a pseudonym under that alone, and no number of people so small that it tells who they are."""
        if isinstance(entry, Person) and entry.pseudonym:
            return Person(at=entry.at, id=entry.id, name=entry.pseudonym, groups=entry.groups)
        if isinstance(entry, Participant) and entry.count is not None and entry.count < self.smallest_count:
            return dataclasses.replace(entry, count=None)
        return entry


def _used(chart: FlipChart, blocks: tuple[Block, ...]) -> tuple[Pen, ...]:
    """The pens of a chart that the lines which are left were written with, and the default one."""
    lines = [line for block in blocks for line in block.every_line()]
    used = {one.pen for line in lines for one in (line.attributes, *(span.attributes for span in line.walk()))}
    return tuple(pen for pen in chart.pens if pen.default or pen.name in used)


def _unless_same(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[Any, ...]:
    """The new list, or the old one where nothing in it has changed."""
    same = len(before) == len(after) and all(one is other for one, other in zip(before, after, strict=True))
    return before if same else after


def _depth(value: Any) -> int:
    """How deep a line or a block stands in those above it."""
    return value.depth if isinstance(value, Line) else value.level if isinstance(value, Block) else 0


def _own_audience(value: Any) -> Audience | None:
    if isinstance(value, (Entry, Attributes)):
        return value.audience
    line = getattr(value, "heading", None) or value
    if isinstance(line, Line) and is_internal(line):
        return "internal"
    attributes = getattr(line, "attributes", None)
    return attributes.audience if isinstance(attributes, Attributes) else None


def _empty(value: Any) -> Any:
    """What stands in a field from which all is withheld."""
    return {tuple: (), Prose: Prose(), str: ""}.get(type(value))


@dataclass(frozen=True, slots=True)
class _Naming:
    """Takes out references and mentions of what is not there any more; `nameless` stands for a name that was one."""

    shown: frozenset[Place]
    """Where something is referred to that is there still."""
    lost: frozenset[Place]
    """Where something is referred to that is not."""
    nameless: str
    memory: Memory
    turn: int
    """Counts the walks over an archive."""

    def is_shown(self, ref: Ref) -> bool:
        """Whether a reference may stand."""
        return ref.at in self.shown or (ref.target in NOBODY_KNOWN and ref.at not in self.lost)

    def known(self, name: Hashable, value: T) -> tuple[T, Mapping[Place, Words]]:
        """A meeting, or an update, that names nothing withheld, and where it refers to something."""
        named = (name, self.turn)
        refs, words, somewhere, anywhere = self.memory.recall(
            ("referring", *named), Itself(value), lambda: _placed(value)
        )
        if somewhere <= self.shown and anywhere.isdisjoint(self.lost):
            return value, words
        hidden = tuple(ref.at for ref in refs if not self.is_shown(ref))

        def make() -> tuple[T, Mapping[Place, Words]]:
            made: T = self.value(value)
            return made, _referring(made)[1]

        return self.memory.recall(("named", *named), (Itself(value), hidden, self.nameless), make)

    def value(self, value: Any) -> Any:
        """A value of the model that names nothing withheld."""
        if value is NO_ATTRIBUTES:
            return value
        if isinstance(value, Prose):
            return replaced(value, self._words)
        if isinstance(value, tuple):
            if not value:
                return value
            kept = tuple(made for one in value if self._keep(one) and not _says_nothing(one, made := self.value(one)))
            return _unless_same(value, kept)
        if isinstance(value, Span) and value.target and not self.is_shown(value.target):
            words = value.text if value.text != value.target.target else self.nameless
            return dataclasses.replace(value, form="text", target=None, text=words)
        changes = {}
        for name in _fields(type(value)):  # type: ignore[arg-type]  # mypy 11470
            before = getattr(value, name)
            if not before or type(before) in _WITHOUT_PARTS:
                continue
            after = self.value(before) if self._keep(before) else None
            if after is not before:
                changes[name] = after
        return dataclasses.replace(value, **changes) if changes else value

    def _keep(self, value: Any) -> bool:
        return not isinstance(value, Ref) or self.is_shown(value)

    def _words(self, mention: Mention) -> str | None:
        return None if self.is_shown(mention.target) else mention.words or self.nameless


def _placed(value: object) -> tuple[tuple[Ref, ...], dict[Place, Words], frozenset[Place], frozenset[Place]]:
    """The same as `_referring`, and the places of the references: to something, and of all."""
    refs, words = _referring(value)
    somewhere = frozenset(ref.at for ref in refs if ref.target not in NOBODY_KNOWN)
    return refs, words, somewhere, frozenset(ref.at for ref in refs)


def _says_nothing(before: Any, after: Any) -> bool:
    """Whether an entry has lost all of the references that say who or what it is about, or by whom it is."""
    if isinstance(before, Reported):
        return _says_nothing(before.update, after.update)
    about = before.ABOUT if isinstance(before, Entry) else ()
    return any(
        any(getattr(before, one) for one in names) and not any(getattr(after, one) for one in names) for names in about
    )


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    """The fields of the model's types in which something may be withheld; of other values, none."""
    if not dataclasses.is_dataclass(kind) or issubclass(kind, (Prose, Ref, Place, Key)):
        return ()
    return tuple(
        field.name for field in dataclasses.fields(kind) if field.name != "at" and field.name not in WHO_MAY_SEE
    )


def _referring(value: Any) -> tuple[tuple[Ref, ...], dict[Place, Words]]:
    """Every reference and mention in a value, and where each was written, with the words around a mention."""
    refs: list[Ref] = []
    found: dict[Place, Words] = {}
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, tuple):
            pending += one
        elif isinstance(one, Ref):
            refs.append(one)
            found.setdefault(one.at, ("", "", ""))
        elif isinstance(one, Prose):
            for target, words in in_prose(one):
                refs.append(target)
                found[target.at] = words
        else:
            if isinstance(one, Entry) and any(files_referred_to(one)):
                found.setdefault(one.at, ("", "", ""))
            if isinstance(one, Line):
                if asks(one):
                    found.setdefault(one.at, ("", "", ""))
                found.update((target.at, words) for target, words in in_line(one))
            parts = (getattr(one, name) for name in _fields(type(one)))  # type: ignore[arg-type]  # mypy 11470
            pending += [part for part in parts if part and type(part) not in _WITHOUT_PARTS]
    return tuple(refs), found
