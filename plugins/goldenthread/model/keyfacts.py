"""The facts of every key of the format: its type in words, whether it is required, its default, and who sees it.

In: the types of the model, whose annotations say what a key takes, and the words of `keys`. Out: `KeyFacts`.
Guaranteed: nothing said here is typed a second time where the model says it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from pydantic import BeforeValidator

from goldenthread.model import fields
from goldenthread.model.archive import Archive
from goldenthread.model.chart import NOBODY_KNOWN
from goldenthread.model.entry import ANYTHING, Kind, Refers, Relation
from goldenthread.model.keys import FORMAT, BaseWords, Format, KeyWords, KindWords, described, kinds_of_model
from goldenthread.model.settings import DefaultAudience, governing
from goldenthread.model.walk import FieldFacts, fields_of, words_apart

_GOVERNING = frozenset(one.name for one in dataclasses.fields(DefaultAudience)) - {"at"}
TYPES: tuple[tuple[Any, str, str], ...] = (
    (fields.Text, "words", "words, or a list of them"),
    (fields.ProseField, "Markdown", "a list of Markdown"),
    (fields.Id, "an id", "one or more ids"),
    (fields.FilePath, "the path of a file", "the paths of one or more files"),
    (fields.Language, "the code of a language", "the codes of one or more languages"),
    (fields.When, "a date", "a list of dates"),
    (fields.Clock, "a time", "a list of times"),
    (fields.Number, "a number", "a list of numbers"),
    (fields.Count, "a whole number", "a list of whole numbers"),
    (fields.KeyNames, "the name of a key", "the names of one or more keys of this entry that hold words"),
    (fields.YesNo, "yes or no", "a list of yes and no"),
)
"""Each type of `model/fields.py`, with the words for one value of it and for several."""
_VALIDATED = {mark: words for kind, *words in TYPES for mark in get_args(kind) if isinstance(mark, BeforeValidator)}
_PLAIN = {bool: "yes or no", int: "a whole number", str: "words"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFacts:
    """All about one key of a kind, and the field that it fills.

    `base` names the base it comes from, `holds` the kind of entry under it ("" for none); `governed` is the key
    of `default_audience` that decides who sees it, "" where that is its entry's.
    """

    key: str
    field: str
    words: KeyWords
    base: str
    type: str
    holds: str
    required: bool
    default: str
    governed: str

    def is_common(self, words: Format = FORMAT) -> bool:
        """Whether it stands on so many kinds of entry that it is described once for all of them."""
        return bool(self.base and words.bases[self.base].title)


def facts_of(kind: KindWords, words: Format = FORMAT) -> tuple[KeyFacts, ...]:
    """All about each key of a kind: those that are required, then its own, then those described elsewhere for all.

    A key that names others is there where there are such.
    """
    model = kinds_of_model()[kind.type]
    apart = words_apart(model)
    hints = get_type_hints(model, include_extras=True)
    defaults = {one.name: one for one in dataclasses.fields(model)}
    found = (
        _facts(key, facts, source, defaults[facts.name], hints[facts.name], words)
        for key, facts, source in described(model, words)
        if apart or fields.KeyName not in facts.types
    )
    return tuple(sorted(found, key=lambda one: (not one.required, one.is_common(words))))


def _facts(
    key: str, facts: FieldFacts, source: BaseWords, field: dataclasses.Field[Any], hint: Any, words: Format
) -> KeyFacts:
    said = source.keys[key]
    missing = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    return KeyFacts(
        key=key,
        field=facts.name,
        words=said,
        base=source.name if source.name in words.bases else "",
        type=said.type or type_in_words(facts, hint, words),
        holds=words.by_type[facts.inner.__name__].name if facts.inner else "",
        required=missing and not said.required and not said.default,
        default=said.default or _default(field.default),
        governed=said.governed or _governing(facts),
    )


def _governing(facts: FieldFacts) -> str:
    """What decides who sees a field: evidence goes by `files`, as what it names does."""
    if facts.lies_in == "":
        return "files"
    key = governing(facts.name)
    return key if key in _GOVERNING and fields.Ref not in facts.types else ""


def _default(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | str():
            return str(value)
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return ""


def type_in_words(facts: FieldFacts, hint: Any, words: Format = FORMAT) -> str:
    """What may be typed under a key, as its annotation says; raises `StopIteration` for a type that has no words."""
    leaves = tuple(_leaves(hint))
    checks = tuple(one for one in leaves if isinstance(one, BeforeValidator))
    if facts.inner:
        return _entries(facts.inner, facts.several, words)
    if facts.refers:
        return _ids(facts.refers, facts.several, words)
    if known := choices(hint):
        return f"one of: {', '.join(known)}"
    if any(one.func is fields.date_or_yes for one in checks):
        return "a date, or yes"
    found = next((_VALIDATED[one][facts.several] for one in checks if one in _VALIDATED), "")
    if facts.lies_in is not None:
        return f"{found} under {facts.lies_in}" if facts.lies_in else f"{found}, from files/ or photos/ on"
    return found or next(said for kind, said in _PLAIN.items() if kind in facts.types)


def choices(hint: Any) -> tuple[str, ...]:
    """The words of which a value of this type must be one; none where it may be any."""
    leaves = tuple(_leaves(hint))
    checks = (one.func for one in leaves if isinstance(one, BeforeValidator))
    known = next((one.known for one in checks if isinstance(one, fields.OneOf)), ())
    return known or tuple(one for one in leaves if isinstance(one, str))


def _entries(inner: type[Any], several: bool, words: Format) -> str:
    """The words for entries of another kind; where words alone make one, that is said."""
    kind = words.by_type[inner.__name__]
    alone = next((facts for facts in fields_of(inner) if facts.name == getattr(inner, "WORDS", "")), None)
    if several and isinstance(kind, KindWords):
        return f"a list of {kind.several}" + ("; words alone will do" if alone else "")
    hint = get_type_hints(inner, include_extras=True)[alone.name] if alone else None
    return (f"{type_in_words(alone, hint, words)}, or " if alone else "") + f"keys: {kind.title.lower()}"


def _ids(refers: Refers, several: bool, words: Format) -> str:
    """The words for references: the kinds of thing to which they may lead, in the order of `Kind`."""
    names = [words.things[kind][several] for kind in Kind if kind in refers.kinds]
    if refers.kinds >= ANYTHING:
        names = ["anything"]
    known = " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    also = f", or {' or '.join(NOBODY_KNOWN)}" if refers.relation is Relation.WRITTEN_BY else ""
    return f"{'one or more ids of' if several else 'the id of'} {known}{also}"


def _leaves(hint: Any) -> Iterator[Any]:
    """The types and the marks in an annotation, from the outside in."""
    inner = get_args(hint)
    for one in inner:
        yield from _leaves(one)
    if not inner:
        yield hint


def sharing(kind: KindWords, words: Format = FORMAT) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of `default_audience` that decide who sees an entry of a kind; the kinds whose audience it shares."""
    models: tuple[type[Any], ...] = (Archive, *kinds_of_model().values())
    holders = [(model, one) for model in models for one in fields_of(model)]
    names = [(model, one.name) for model, one in holders if kinds_of_model()[kind.type] in one.types]
    governing = dict.fromkeys(name for _, name in names if name in _GOVERNING)
    shared = (model for model, name in names if name not in governing and model is not Archive)
    return tuple(governing), tuple(dict.fromkeys(words.by_type[model.__name__].name for model in shared))
