"""JSON Schemas of every file of the records, for editors that complete and explain what is typed in them.

In: the types of the model and the words of `keys.toml`; ids of an archive, if there is one. Out: a schema by its name.
Guaranteed: what `read` takes is valid; an unknown key and a word that is none of those known are not; the ids of an
archive are proposed, and others are no error, for they may stand in a record that is newer than the schema.

Draft 7, which is what yaml-language-server knows best. It reads YAML's own types: `2026` is a number there, and words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args, get_type_hints

from pydantic import BeforeValidator

from goldenthread.model import fields
from goldenthread.model.archive import REGISTERS, Archive
from goldenthread.model.chart import NOBODY_KNOWN, FlipChart, Pen
from goldenthread.model.entry import Kind, Relation
from goldenthread.model.fields import ID, SEVERAL
from goldenthread.model.keyfacts import KeyFacts, choices, facts_of
from goldenthread.model.keys import FORMAT, KindWords
from goldenthread.model.meeting import RECEIVED, Meeting, Received
from goldenthread.model.query import SavedQuery
from goldenthread.model.settings import Settings
from goldenthread.model.walk import FieldFacts, fields_of, words_apart
from goldenthread.read.records import LISTS
from goldenthread.scaffold.naming import known_ids

DRAFT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]
_REGISTERED = (Kind.PERSON, Kind.GROUP, Kind.THEME, Kind.SERIES, Kind.STRATEGY, Kind.INDICATOR)
_NUMBER = r"-?\d{1,15}(\.\d{1,10})?"
_PATTERNS: tuple[tuple[Any, str, tuple[str, ...], str], ...] = (
    (fields.Id, "an id", ("string", "number"), ID.pattern),
    (fields.FilePath, "the path of a file", ("string",), r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*"),
    (fields.Language, "the code of a language", ("string",), r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    (fields.When, "a date", ("string", "integer"), r"\d{4}(-\d{2}(-\d{2})?)?"),
    (fields.Clock, "a time", ("string", "number"), r"([01]?\d|2[0-3])[:.]([0-5]\d)"),
    (fields.Number, "a number", ("string", "number"), _NUMBER),
    (fields.Count, "a whole number", ("string", "integer"), r"\d{1,6}"),
)
"""What is typed where a value is of some type: the words for it, the types that YAML may see in it, and its letters."""
_MARKS = {
    mark: (words, types, letters)
    for kind, words, types, letters in _PATTERNS
    for mark in get_args(kind)
    if isinstance(mark, BeforeValidator)
}
_WORDS: Schema = {"type": ["string", "number", "boolean"]}
_YES_NO: Schema = {"enum": ["yes", "no", True, False]}
_YES_NO_MARK = get_args(fields.YesNo)[1]


KINDS: Mapping[str, type[Any]] = {
    "archive": Settings,
    **{"query" if kind is SavedQuery else name: kind for name, kind in REGISTERS.items()},
    **LISTS,
    "meeting": Meeting,
    "flip-chart": FlipChart,
}
"""The kind of entry in the files of each schema, by its name."""
_ALONE = frozenset({"archive", "query", "meeting", "flip-chart"})


def schemas(archive: Archive | None = None) -> Mapping[str, Schema]:
    """Every schema by the name of its file, without an ending; with the ids of an archive where there is one."""
    made = _Maker(archive)
    return {name: made.whole(kind, several=name not in _ALONE) for name, kind in KINDS.items()}


def files_of(name: str) -> tuple[str, ...]:
    """The files, as patterns below the folder of the records, to which a schema belongs; none where it is for heads."""
    match name:
        case "archive":
            return ("archive.yml",)
        case "query":
            return ("queries/*.yml",)
        case "updates":
            return ("updates/*.yml", "meetings/**/updates.yml")
        case "meeting" | "flip-chart":
            return ()
        case _ if name in REGISTERS:
            return (f"registers/{name}.yml",)
        case _:
            return (f"meetings/**/{name}.yml",)


@dataclass
class _Maker:
    """Makes schemas; `definitions` are those made so far, by the name of the type."""

    archive: Archive | None
    definitions: dict[str, Schema] = field(default_factory=dict)

    def whole(self, kind: type[Any], *, several: bool = False) -> Schema:
        """The schema of a file: one entry, or a list of them."""
        one = self._entry(kind)
        body: Schema = {"type": "array", "items": one} if several else one
        words = FORMAT.by_type[kind.__name__]
        return {
            "$schema": DRAFT,
            "title": words.title,
            "description": _plain(words.says),
            **({"allOf": [body]} if "$ref" in body else body),
            "definitions": {name: self.definitions[name] for name in sorted(self._needed(one))},
        }

    def _needed(self, schema: Schema) -> set[str]:
        """The definitions to which a schema leads, directly or by others."""
        found: set[str] = set()
        pending: list[Any] = [schema]
        while pending:
            match pending.pop():
                case {"$ref": str(reference)}:
                    name = reference.rpartition("/")[2]
                    pending += [] if name in found else [self.definitions[name]]
                    found.add(name)
                case dict() as keys:
                    pending += keys.values()
                case list() as items:
                    pending += items
        return found

    def _entry(self, kind: type[Any]) -> Schema:
        """A reference to the definition of a kind of entry, which is made where it is not yet."""
        name = kind.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._definition(kind)
        reference: Schema = {"$ref": f"#/definitions/{name}"}
        words = getattr(kind, "WORDS", "")
        if not words:
            return reference
        alone = next(facts for facts in fields_of(kind) if facts.name == words)
        hint = get_type_hints(kind, include_extras=True)[alone.name]
        return {"anyOf": [reference, self._value(alone, hint)]}

    def _definition(self, kind: type[Any]) -> Schema:
        words = FORMAT.by_type[kind.__name__]
        assert isinstance(words, KindWords)
        hints = get_type_hints(kind, include_extras=True)
        by_name = {facts.name: facts for facts in fields_of(kind)}
        known = facts_of(words)
        properties = {
            facts.key: {**self._field(by_name[facts.field], hints[facts.field]), **_help(facts)} for facts in known
        }
        if internal := properties.get("internal"):
            key: Schema = {"enum": list(words_apart(kind))}
            internal["anyOf"] = [key, {"type": "array", "items": key}]
        return {
            "type": "object",
            "title": words.title,
            "description": _plain(words.says),
            "properties": properties,
            "required": [facts.key for facts in known if facts.required],
            "additionalProperties": False,
        }

    def _field(self, facts: FieldFacts, hint: Any) -> Schema:
        """The schema of what stands under a key."""
        if facts.inner is Pen:
            return {"type": "object", "additionalProperties": self._entry(Pen)}
        if facts.inner is Received:
            word: Schema = {"enum": list(RECEIVED)}
            by_provider = {"type": "object", "additionalProperties": word}
            return {"anyOf": [word, by_provider, {"type": "array", "items": self._entry(Received)}]}
        one = self._entry(facts.inner) if facts.inner else self._value(facts, hint)
        if not facts.several:
            return one
        many: Schema = {"type": "array", "items": one}
        return {"anyOf": [one, many]} if SEVERAL in _leaves(hint) else many

    def _value(self, facts: FieldFacts, hint: Any) -> Schema:
        """The schema of one value."""
        if facts.refers:
            return self._reference(facts)
        if known := choices(hint):
            return {"enum": [*known, *(int(word) for word in known if word.isdigit())]}
        marks = [one for one in _leaves(hint) if isinstance(one, BeforeValidator)]
        if any(one.func is fields.date_or_yes for one in marks):
            return {"anyOf": [dict(_YES_NO), _pattern(*_MARKS[get_args(fields.When)[1]])]}
        if _YES_NO_MARK in marks:
            return dict(_YES_NO)
        return next((_pattern(*_MARKS[mark]) for mark in marks if mark in _MARKS), dict(_WORDS))

    def _reference(self, facts: FieldFacts) -> Schema:
        """An id: those of the archive are proposed, where few kinds come into question."""
        assert facts.refers
        any_id: Schema = {"type": ["string", "number"]}
        kinds = [kind for kind in _REGISTERED if kind in facts.refers.kinds]
        if not self.archive or len(kinds) != len(facts.refers.kinds):
            return any_id
        nobody = NOBODY_KNOWN if facts.refers.relation is Relation.WRITTEN_BY else ()
        ids = [*known_ids(self.archive, kinds), *nobody]
        return {"anyOf": [{"enum": ids}, any_id]} if ids else any_id


def _pattern(words: str, types: tuple[str, ...], letters: str) -> Schema:
    said = FORMAT.types[words]
    message = f"{_plain(said.says)} {', '.join(said.examples)}"
    return {"type": list(types), "pattern": f"^({letters})$", "patternErrorMessage": message}


def _help(facts: KeyFacts) -> Schema:
    """What the handbook says of a key, for those who point at it."""
    said = [facts.words.says, f"```yaml\n{facts.words.example.strip()}\n```", f"Takes: {facts.type}."]
    said += [f"When nothing is said: {facts.default}."] if facts.default else []
    return {"description": _plain(facts.words.says), "markdownDescription": "\n\n".join(said)}


def _plain(markdown: str) -> str:
    return markdown.replace("`", "")


def _leaves(hint: Any) -> tuple[Any, ...]:
    inner = get_args(hint)
    return tuple(leaf for one in inner for leaf in _leaves(one)) if inner else (hint,)
