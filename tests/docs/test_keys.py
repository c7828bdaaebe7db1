"""The table of every key is true: its examples compile and say something, and who sees what is as it says."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.archive import REGISTERS, Archive
from goldenthread.model.chart import Attributes, Line
from goldenthread.model.fields import Ref, slug
from goldenthread.model.keyfacts import KeyFacts, facts_of, sharing
from goldenthread.model.keys import FORMAT, KindWords, kinds_of_model
from goldenthread.model.settings import DefaultAudience
from goldenthread.model.update import REPORTED_ON
from goldenthread.model.walk import words_apart
from goldenthread.problem.catalogue import CATALOGUE
from tests.docs.ferries import keys_in, merged, write

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "keys.md"
KINDS = tuple(FORMAT.kinds.values())


def suited(kind: KindWords, one: KeyFacts) -> KeyFacts:
    """A key with an example for entries of its kind, where the one for all names a key that not all have."""
    if one.key != "internal":
        return one
    first = next(iter(words_apart(kinds_of_model()[kind.type])))
    return dataclasses.replace(one, words=dataclasses.replace(one.words, example=f"internal: {first}"))


KEYS = tuple((kind, suited(kind, one)) for kind in KINDS for one in facts_of(kind))
EVERY_DEFAULT = frozenset(FORMAT.kinds["default-audience"].keys)


def named(value: KindWords | KeyFacts) -> str:
    """How a test is called that is about a kind or a key."""
    return value.name if isinstance(value, KindWords) else slug(value.key)


@dataclasses.dataclass(frozen=True)
class Made:
    """What came of one entry in the small archive."""

    archive: Archive
    told: tuple[str, ...]
    codes: frozenset[str]
    path: str
    line: int


@cache
def made(name: str, example: str = "", without: str = "") -> Made:
    """The small archive with the entry of a kind, changed by an example or without a key."""
    kind = FORMAT.kinds[name]
    if "box=" in example:  # it lies on a photo
        photo = "title: Tickets\nphotos: [tickets-1.jpg]\nalt: A sheet.\n"
        kind = dataclasses.replace(kind, frame=kind.frame.replace("title: Tickets\n", photo))
    with TemporaryDirectory() as folder:
        root = Path(folder)
        path, line = write(root, kind, merged(kind, example or kind.entry, without))
        archive, problems = compile_archive(root)
    return Made(archive, tuple(one.line() for one in problems), frozenset(one.code for one in problems), path, line)


def found(archive: Archive, kind: KindWords, where: Made) -> Any:
    """The entry of a kind at a place in an archive; of a line of a chart, all that is said in its braces."""
    model = Line if kind.type == "Attributes" else kinds_of_model()[kind.type]
    parts = (archive.settings, *(getattr(archive, name) for name in (*REGISTERS, "meetings", "updates")))
    models = (one for one in things(parts) if isinstance(one, model))
    return next((one for one in models if (one.at.path, one.at.line) == (where.path, where.line)), None)


def things(value: Any) -> Iterator[Any]:
    """Every dataclass in a value."""
    if isinstance(value, tuple):
        for one in value:
            yield from things(one)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from things(getattr(value, field.name))


def said(entry: Any, field: str) -> Any:
    """What stands in a field of an entry; `None` where it says nothing."""
    if isinstance(entry, Line):
        every = (getattr(one, field) for one in things(entry) if isinstance(one, Attributes))
        return next((one for one in every if one not in (None, "", (), False)), None)
    default = next(one.default for one in dataclasses.fields(entry) if one.name == field)
    value = getattr(entry, field)
    return None if value == default else value


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_the_entry_shown_of_each_kind_compiles(kind: KindWords) -> None:
    shown = made(kind.name)
    assert shown.told == ()
    assert found(shown.archive, kind, shown) is not None


@pytest.mark.parametrize(("kind", "one"), KEYS, ids=named)
def test_an_example_compiles_and_says_what_it_is_an_example_of(kind: KindWords, one: KeyFacts) -> None:
    shown = made(kind.name, one.words.example)
    assert shown.told == ()
    assert said(found(shown.archive, kind, shown), one.field) is not None
    if kind.type == "Attributes":
        assert one.key.lstrip("#") in one.words.example or one.key in ("#id", ".pen")
        return
    assert one.key in keys_in(one.words.example)
    before = made(kind.name)
    assert one.key in keys_in(kind.entry) or said(found(before.archive, kind, before), one.field) != said(
        found(shown.archive, kind, shown), one.field
    )


@pytest.mark.parametrize(
    ("kind", "one"), [(kind, one) for kind, one in KEYS if one.required or one.words.required], ids=named
)
def test_what_is_required_is_missed(kind: KindWords, one: KeyFacts) -> None:
    other = next(other for other in reversed(facts_of(kind)) if other.key != one.key and not other.words.required)
    other = suited(kind, other)
    example = one.words.example if len(keys_in(merged(kind, one.words.example))) > 1 else other.words.example
    assert made(kind.name, example).told == ()
    assert one.words.refused in made(kind.name, example, one.key).codes


def test_an_example_that_says_nothing_is_found() -> None:
    shown = made("action", "standing: agreed")
    assert shown.told == ()
    assert said(found(shown.archive, FORMAT.kinds["action"], shown), "standing") is None


# Who sees it


def seen(shown: Made, kind: KindWords, one: KeyFacts, internal: frozenset[str]) -> bool:
    """Whether the public sees what an example says, where these keys of `default_audience` are internal."""
    audiences: dict[str, Any] = {key: "internal" if key in internal else "public" for key in EVERY_DEFAULT}
    settings = dataclasses.replace(shown.archive.settings, default_audience=DefaultAudience(**audiences))
    public = edition_of(dataclasses.replace(shown.archive, settings=settings)).archive
    entry = found(public, kind, shown)
    return entry is not None and said(entry, one.field) is not None


def chain(kind: KindWords) -> frozenset[str]:
    """The keys of `default_audience` that decide who sees an entry, what it stands in, or what it is about."""
    if kind.type == "Attributes":
        return chain(FORMAT.kinds["flip-chart"])
    governing, shared = sharing(kind)
    above = [chain(FORMAT.kinds[name]) for name in shared if name != "archive"]
    if kind.type == "Update":
        about = (one for one in KINDS if getattr(kinds_of_model()[one.type], "KIND", None) in REPORTED_ON)
        above += [frozenset(sharing(one)[0]) for one in about]
    return frozenset(governing).union(*above)


DECIDING = ("audience", "publish_after", "internal", "pseudonym")
"""The keys that say who sees what: they themselves are for nobody to see."""
SHOWN = [(kind, one) for kind, one in KEYS if kind.file != "archive.yml" and one.field not in DECIDING]


@pytest.mark.parametrize(("kind", "one"), SHOWN, ids=named)
def test_who_sees_a_key_is_who_the_table_says(kind: KindWords, one: KeyFacts) -> None:
    shown = made(kind.name, one.words.example)
    assert seen(shown, kind, one, frozenset())
    deciding = chain(kind) | ({one.governed} if one.governed else set())
    others = EVERY_DEFAULT - deciding - {"meetings", *REGISTERS}
    value = said(found(shown.archive, kind, shown), one.field)
    assert seen(shown, kind, one, others) or any(isinstance(part, Ref) for part in things(value))
    if one.governed:
        assert not seen(shown, kind, one, frozenset({one.governed}))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if sharing(kind)[0]], ids=named)
def test_an_entry_is_seen_where_the_key_of_the_default_audience_says_so(kind: KindWords) -> None:
    (governing,) = sharing(kind)[0]
    one = next(one for one in facts_of(kind) if one.key in keys_in(kind.entry))
    assert seen(made(kind.name), kind, one, frozenset())
    assert not seen(made(kind.name), kind, one, frozenset({governing}))


# The page


def test_the_page_is_what_its_script_prints() -> None:
    printed = subprocess.run([sys.executable, ROOT / "scripts" / "keys"], capture_output=True, check=True).stdout
    assert printed == PAGE.read_bytes(), "run scripts/keys --write"


def test_each_anchor_stands_once_and_each_link_has_one() -> None:
    page = PAGE.read_text("utf-8")
    anchors = Counter(re.findall(r'<a id="([^"]+)"', page))
    anchors.update(slug(title) for title in re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?ms)^ *```.*?^ *```$", "", page)))
    assert [anchor for anchor, count in anchors.items() if count > 1] == []
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(anchors)
    assert {f"{kind.name}-{slug(one.key)}" for kind in KINDS for one in facts_of(kind)} <= set(anchors)
    assert [kind.name for kind in KINDS] == [slug(kind.title) for kind in KINDS]


def test_the_problems_that_the_page_names_are_in_the_catalogue() -> None:
    codes = re.findall(r"\[(GT\d+)\]\(problems\.md#gt\d+\)", PAGE.read_text("utf-8"))
    assert codes
    assert set(codes) <= set(CATALOGUE)
