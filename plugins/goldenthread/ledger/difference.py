"""What differs in meaning between two states of an archive: what is new, gone, renamed, and stands or reads otherwise.

In: two editions. Out: `Difference`s, by thing. Guaranteed: order, layout and places in files make none; a thing that
says what it was called before is compared with that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.model.archive import Archive, Reported, Thing
from goldenthread.model.chart import Block, Line
from goldenthread.model.dates import PartialDate
from goldenthread.model.edition import Edition
from goldenthread.model.entry import Addressed, Entry, Key, Kind
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.walk import fields_of, has_derived_id

NEW, GONE, RENAMED, CHANGED, REWORDED = "new", "gone", "renamed", "changed", "reworded"
"""The sorts of difference; what is reworded is too long to be shown on a line."""
_OWN_TURN = (Block, Line)
_CALLED = {"blocks": "transcript", "body": "minutes"}
"""What editors call the fields that no key stands for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of which thing (`None`: the archive), of which sort, in which key, and what stood and stands."""

    key: Key | None
    sort: str
    field: str = ""
    before: str = ""
    after: str = ""


def differences(old: Edition, new: Edition) -> tuple[Difference, ...]:
    """All that differs: of the archive itself, then thing by thing, then what was reported."""
    was, now = dict(_things(old.archive)), dict(_things(new.archive))
    before = {key: _called_before(key, now[key], was) for key in now}
    found = [*_changed(None, old.archive.settings, new.archive.settings)]
    for key in sorted(now):
        earlier = before[key]
        if earlier is None:
            found.append(Difference(key, NEW, after=_title(now[key])))
            continue
        if earlier != key:
            found.append(Difference(key, RENAMED, before=str(earlier)))
        found += _changed(key, was[earlier], now[key])
        found += _stands(key, earlier, old, new)
    gone = sorted(set(was) - set(before.values()))
    found += [Difference(key, GONE, before=_title(was[key])) for key in gone]
    renamed = {earlier: key for key, earlier in before.items() if earlier}
    return (*found, *_reports(old.archive, new.archive, renamed))


def _things(archive: Archive) -> Iterator[tuple[Key, Thing]]:
    """What has a name that an editor chose; lines and blocks are told with their chart, updates by what they say."""
    for key, found in archive.index.items():
        thing = found.thing
        if key.kind is not Kind.UPDATE and not isinstance(thing, _OWN_TURN) and not has_derived_id(thing):
            yield key, thing


def _called_before(key: Key, thing: Thing, was: dict[Key, Thing]) -> Key | None:
    """The name under which a thing stood before: its own, one that it had formerly, or none."""
    if key in was:
        return key
    formerly = thing.formerly if isinstance(thing, Addressed) else ()
    names = (Key(key.kind, key.id.removesuffix(getattr(thing, "id", "")) + one) for one in formerly)
    return next((name for name in names if name in was), None)


def _title(thing: Any) -> str:
    """The words by which a thing is known."""
    found = (getattr(thing, name, "") for name in ("title", "name", "caption", "photo", "file", "heading"))
    return next((one for one in found if isinstance(one, str) and one), "")


def _changed(key: Key | None, before: Any, after: Any) -> Iterator[Difference]:
    """The keys of an entry that say something else; entries in it that have names of their own are told apart."""
    for facts in fields_of(type(after)):
        if facts.name in ("at", "id", "formerly") or (facts.inner and hasattr(facts.inner, "KIND")):
            continue
        was, now = getattr(before, facts.name, None), getattr(after, facts.name)
        if was != now and _said(was) != _said(now):
            shown, called = (_plain(was), _plain(now)), _CALLED.get(facts.key, facts.key)
            if None in shown:
                yield Difference(key, REWORDED, called)
            else:
                yield Difference(key, CHANGED, called, shown[0] or "", shown[1] or "")


def _said(value: Any) -> Any:
    """A value without the places of its parts."""
    return value.text if isinstance(value, Prose) else value


def _plain(value: Any) -> str | None:
    """A value as it is typed, on a line; `None` for one that would not fit there."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "yes" if value else "no"
        case PartialDate():
            return value.text
        case Ref():
            return value.target
        case str() | int():
            return str(value)
        case tuple():
            parts = [_plain(one) for one in value]
            return None if None in parts else ", ".join(filter(None, parts))
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, Prose):
            return None
        case _:
            return None if value else ""


def _stands(key: Key, earlier: Key, old: Edition, new: Edition) -> Iterator[Difference]:
    """How a thing stands, and until when, as the ledger has it: what was reported may have moved both."""
    was, now = old.histories.get(earlier), new.histories.get(key)
    if not was or not now:
        return
    if was.status != now.status:
        yield Difference(key, CHANGED, "status", was.status, now.status)
    if was.due != now.due and was.events[0].due == now.events[0].due:
        yield Difference(key, CHANGED, "now due", was.due.text if was.due else "", now.due.text if now.due else "")


def _reports(old: Archive, new: Archive, renamed: Mapping[Key, Key]) -> Iterator[Difference]:
    """What was reported that was not before, and the other way round."""
    was = {_report(one, renamed): one for one in old.updates}
    now = {_report(one, {}): one for one in new.updates}
    for said, one in now.items():
        if said not in was:
            yield Difference(one.about, NEW, "update", after=_told(one))
    for said, one in was.items():
        if said not in now:
            yield Difference(one.about, GONE, "update", before=_told(one))


def _report(one: Reported, renamed: Mapping[Key, Key]) -> tuple[object, ...]:
    """All that an update says, but for where it stands; things by the names they have now."""
    names = (facts.name for facts in fields_of(type(one.update)) if facts.name not in ("at", "about"))
    said = tuple(_comparable(getattr(one.update, name)) for name in names)
    meeting = Key(Kind.MEETING, one.meeting or "")
    return (renamed.get(one.about, one.about), one.when, renamed.get(meeting, meeting), *said)


def _comparable(value: Any) -> Any:
    """A value of an update that can be looked up; entries in it by what they hold."""
    return repr(_said(value)) if isinstance(value, (Prose, Entry)) else value


def _told(one: Reported) -> str:
    """An update in few words: when, and to what it led."""
    said = one.update.status or one.update.value or one.update.rating or (one.update.due and one.update.due.text) or ""
    return f"{one.when.text} {said}".strip()
