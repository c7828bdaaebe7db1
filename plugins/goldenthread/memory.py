"""A memory: what was made of things, for as long as they are as they were, within one run of the program.

In: a name, what the thing was made of, and how to make it. Out: the thing, made anew only if that is another than
before. Guaranteed: one thing a name; what is not asked for between two calls of `forget` goes with the second.

Besides, `kept`: what follows from a value alone, made once. And `uncollected`, `settle` and `tidy`: no search for
garbage where none is.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import Event
from typing import TypeVar, cast

T = TypeVar("T")
V = TypeVar("V")
_settled = Event()
"""Whether Python passes over what there is: to ask it itself takes a tenth of a second among millions of things."""


@contextmanager
def uncollected() -> Iterator[None]:
    """While a great many things are made that refer to each other and stay, Python does not look for those to let go.

    That would take a third of the time. Nothing else changes: what nobody refers to goes at once, as ever.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if _settled.is_set():
            gc.freeze()  # what was made meanwhile settles too
        if was_enabled:
            gc.enable()


def settle() -> None:
    """From now on, Python does not look among what is there now for what to let go, until `unsettle`.

    Each look through millions of things that stay would take seconds. What nobody refers to goes at once, as ever.
    """
    _settled.set()
    gc.freeze()


def unsettle() -> None:
    """Let Python look among everything again."""
    _settled.clear()
    gc.unfreeze()


def tidy() -> None:
    """Look once for what to let go, while nobody waits, and settle with what stays."""
    unsettle()
    gc.collect()
    settle()


@contextmanager
def settled() -> Iterator[None]:
    """The same for a while, as it is before a process is copied: it would copy all that it looks through."""
    was_settled = _settled.is_set()
    settle()
    try:
        yield
    finally:
        if not was_settled:
            unsettle()


def kept(make: Callable[[T], V]) -> Callable[[T], V]:
    """A function of one value that never changes: what it gives is kept with that value, and goes with it."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def known(value: T) -> V:
        held = vars(value)
        if name not in held:
            held[name] = make(value)
        return cast(V, held[name])

    return known


class Itself:
    """What a thing is made of where that must be this very value: an equal one may stand elsewhere in its file."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


class Memory:
    """Things by name, each with what it was made of."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[Hashable, object]] = {}
        self._asked: set[Hashable] = set()

    def recall(self, name: Hashable, of: Hashable, make: Callable[[], T]) -> T:
        """The thing of a name: what `make` made of an equal `of` the last time, or makes now."""
        known = self._known.get(name)
        self._asked.add(name)
        if known is None or known[0] != of:
            known = self._known[name] = (of, make())
        return cast(T, known[1])

    def forget(self, *names: Hashable) -> None:
        """Let go of all that was not asked for since this was last called, and of what has one of these names."""
        for name in set(self._known).difference(self._asked.difference(names)):
            del self._known[name]
        self._asked = set()
