"""What is remembered is made once, goes when nobody asks for it, and settles without Python being asked each time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from goldenthread.memory import Itself, Memory, kept, settle, settled, tidy, uncollected, unsettle


@dataclass(frozen=True)
class Thing:
    """Something that never changes."""

    name: str


def test_what_follows_from_a_value_is_kept_with_it_and_with_no_other() -> None:
    made: list[str] = []

    @kept
    def letters(thing: Thing) -> tuple[str, ...]:
        made.append(thing.name)
        return tuple(thing.name)

    thing = Thing("ab")
    assert letters(thing) is letters(thing)
    assert letters(replace(thing, name="cd")) == ("c", "d")
    assert letters(Thing("ab")) == ("a", "b")
    assert made == ["ab", "cd", "ab"]
    assert thing == Thing("ab")
    assert repr(thing) == "Thing(name='ab')", "nobody sees what is kept"


def test_what_was_not_asked_for_between_two_times_goes() -> None:
    memory, made = Memory(), list[str]()

    def make(name: str) -> None:
        memory.recall(name, 1, lambda: made.append(name))

    make("a")
    make("b")
    memory.forget()
    make("a")
    memory.forget()
    make("a")
    make("b")
    assert made == ["a", "b", "b"]
    memory.forget("a")
    make("a")
    assert made[-1] == "a"


def test_an_equal_value_is_not_the_same() -> None:
    thing = Thing("a")
    assert Itself(thing) == Itself(thing)
    assert Itself(thing) != Itself(Thing("a"))


@pytest.fixture
def unsettled() -> Iterator[None]:
    unsettle()
    yield
    unsettle()


@pytest.mark.usefixtures("unsettled")
def test_what_is_made_where_things_have_settled_settles_too() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    settle()
    with uncollected():
        made = [[] for _ in range(1000)]  # type: ignore[var-annotated]
    assert not any(one is made for one in gc.get_objects())
    tidy()
    assert gc.get_freeze_count()


@pytest.mark.usefixtures("unsettled")
def test_what_settled_for_a_while_is_as_it_was_afterwards() -> None:
    with settled():
        assert gc.get_freeze_count()
    assert gc.get_freeze_count() == 0
    settle()
    with settled():
        pass
    assert gc.get_freeze_count()
