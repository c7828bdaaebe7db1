"""A memory: what was made of things, for as long as they are as they were, within one run of the program.

In: a name, what the thing was made of, and how to make it. Out: the thing, made anew only if that is another than
before. Guaranteed: one thing a name; what is not asked for between two calls of `forget` goes with the second.

Besides, `uncollected`: no search for garbage where none is.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

T = TypeVar("T")


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
        if was_enabled:
            gc.enable()


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
        self._known = {name: self._known[name] for name in self._asked.difference(names)}
        self._asked = set()
