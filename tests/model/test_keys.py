"""Every key of the model has words, and what is said of its type follows from the model."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest
from pydantic import TypeAdapter

from goldenthread.markup.attributes import KEYS
from goldenthread.model import fields, keyfacts, keys
from goldenthread.model.agreed import Action
from goldenthread.model.chart import MARKS, Attributes
from goldenthread.model.entry import Kind
from goldenthread.model.fields import Text
from goldenthread.model.keyfacts import facts_of, sharing
from goldenthread.model.keys import FORMAT, TEXT, KindWords, kinds_of_model, load, typed_fields, undescribed, unknown
from goldenthread.model.meeting import MEETING_STATUSES
from goldenthread.read.nodes import MappingNode, parse_yaml
from goldenthread.read.schema import keys_of
from goldenthread.source import Place

KINDS = tuple(FORMAT.kinds.values())


def facts(kind: str, key: str) -> keyfacts.KeyFacts:
    return next(one for one in facts_of(FORMAT.kinds[kind]) if one.key == key)


# Nothing is missing, and nothing too much


def test_every_key_of_the_model_has_words() -> None:
    assert undescribed() == ()


def test_all_words_belong_to_a_key_of_the_model() -> None:
    assert unknown() == ()


def test_words_that_are_missing_are_found() -> None:
    words = load(re.sub(r"\[kind\.action\.keys\.due\]\n.*\n.*\n", "", TEXT))
    assert undescribed(words) == ("Action.due",)


def test_words_for_a_key_that_is_not_there_are_found() -> None:
    words = load(f'{TEXT}\n[kind.action.keys.mood]\nsays = "How it felt."\nexample = "mood: glad"\n')
    assert unknown(words) == ("action.mood",)


def test_a_key_planted_in_the_model_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = dataclasses.make_dataclass("Action", [("mood", Text, "")], bases=(Action,), frozen=True, kw_only=True)
    monkeypatch.setattr(keys, "kinds_of_model", lambda: {**kinds_of_model(), "Action": planted})
    assert undescribed() == ("Action.mood",)


def test_a_kind_planted_in_the_model_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = dataclasses.make_dataclass("Mood", [("glad", Text, "")], frozen=True, kw_only=True)
    monkeypatch.setattr(keys, "kinds_of_model", lambda: {**kinds_of_model(), "Mood": planted})
    assert undescribed() == ("Mood.glad",)


@pytest.mark.parametrize("model", [one for one in kinds_of_model().values() if one is not Attributes])
def test_the_keys_described_are_those_that_the_reader_takes(model: type[Any]) -> None:
    assert [one.key for one in typed_fields(model)] == list(keys_of(model))


def test_the_attributes_described_are_those_that_the_lexer_takes() -> None:
    classes = [f".{name}" for name in (*MARKS, "implied")]
    assert sorted(FORMAT.kinds["transcript"].keys) == sorted(["#id", ".pen", *classes, *KEYS])


def test_every_kind_of_thing_and_every_type_has_words() -> None:
    assert set(FORMAT.things) == set(Kind)
    said = {one for _, one, _ in keyfacts.TYPES}
    assert set(FORMAT.types) - {"the id of …"} == said


@pytest.mark.parametrize("kind", KINDS, ids=FORMAT.kinds)
def test_words_are_sentences(kind: KindWords) -> None:
    assert kind.stands.endswith(".")
    assert "under" in kind.stands.lower() or kind.file.rpartition("/")[2] in kind.stands
    for says in (kind.says, *(one.words.says for one in facts_of(kind))):
        assert says[0].isupper()
        assert says.endswith(".")


def test_words_without_an_example_are_refused() -> None:
    with pytest.raises(TypeError, match="example"):
        load('[thing]\n[type]\n[base.entry]\ntype = "Entry"\n[base.entry.keys.audience]\nsays = "Who."\n[kind]\n')


# What follows from the model


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("meeting", "title", "words"),
        ("meeting", "summary", "Markdown"),
        ("meeting", "date", "a date"),
        ("meeting", "series", "the id of a series"),
        ("meeting", "actions", "a list of actions"),
        ("meeting", "objectives", "a list of objectives; words alone will do"),
        ("meeting", "tentative", "yes or no"),
        ("participant", "count", "a whole number"),
        ("session", "time", "a time"),
        ("session", "files", "the paths of one or more files under files/"),
        ("action", "formerly", "one or more ids"),
        ("action", "owner", "one or more ids of people or groups"),
        ("action", "waits_for", "one or more ids of actions, requests for support or decisions"),
        ("action", "agreed_before_archive", "a date, or yes"),
        ("finding", "about", "one or more ids of anything"),
        ("finding", "evidence", "the paths of one or more files, from files/ or photos/ on"),
        ("indicator", "target", "a number, or keys: value"),
        ("pen", "by", "one or more ids of people or groups, or unknown or everyone"),
        ("ranking", "not_recorded", "a list of whole numbers"),
        ("transcript", "label", "one of: theme, action, outcome, timescale, who"),
    ],
)
def test_the_type_of_a_key_is_said_in_words(kind: str, key: str, words: str) -> None:
    assert facts(kind, key).type == words


def test_the_words_that_a_key_takes_are_those_of_its_validator() -> None:
    assert facts("meeting", "status").type == f"one of: {', '.join(MEETING_STATUSES)}"


def test_what_is_required_and_what_counts_without_a_key_follow_from_the_model() -> None:
    assert (facts("action", "what").required, facts("action", "due").required) == (True, False)
    assert (facts("action", "standing").default, facts("meeting", "tentative").default) == ("agreed", "no")
    assert (facts("archive", "languages").default, facts("action", "due").default) == ("en", "")


def test_the_default_audience_decides_where_it_has_a_key_of_the_name() -> None:
    assert (facts("person", "contact").governed, facts("person", "group").governed) == ("contact", "")
    assert sharing(FORMAT.kinds["action"]) == (("actions",), ())
    assert sharing(FORMAT.kinds["objective"]) == ((), ("meeting",))
    assert sharing(FORMAT.kinds["value"]) == ((), ("indicator", "changes"))


def test_keys_that_are_required_come_first_and_common_ones_last() -> None:
    order = [one.key for one in facts_of(FORMAT.kinds["decision"])]
    assert (order[:2], order[-3:]) == (["what", "id"], ["publish_after", "internal", "formerly"])


TYPES = {one: kind for kind, one, _ in keyfacts.TYPES} | {"the id of …": fields.RefField}


@pytest.mark.parametrize(
    ("name", "example"), [(name, example) for name, words in FORMAT.types.items() for example in words.examples]
)
def test_values_shown_for_a_type_are_taken_as_they_are_typed(name: str, example: str) -> None:
    node, problems = parse_yaml(f"key: {example}", Place("archive.yml"))
    assert isinstance(node, MappingNode)
    assert not problems
    assert TypeAdapter(TYPES[name]).validate_python(node.pairs["key"][1]) not in ("", None)
