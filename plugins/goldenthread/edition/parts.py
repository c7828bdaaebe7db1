"""What the values of the model are made of, for those who walk them to take something out.

In: a value's type, or a list before and after. Out: the fields to look into; the one list that is to stand.
Guaranteed: what a later field of the model holds is looked into too.
"""

from __future__ import annotations

import dataclasses
from datetime import date, time
from functools import cache
from typing import Any

from goldenthread.model.entry import WHO_MAY_SEE, Key
from goldenthread.model.fields import Prose, Ref
from goldenthread.source import Place

WITHOUT_PARTS = frozenset({str, int, bool, type(None), date, time, Place, Key})
"""The types of values in which nothing else stands: only their field may withhold them."""


def unless_same(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[Any, ...]:
    """The new list, or the old one where nothing in it has changed."""
    same = len(before) == len(after) and all(one is other for one, other in zip(before, after, strict=True))
    return before if same else after


@cache
def fields_in(kind: type[Any]) -> tuple[str, ...]:
    """The fields of the model's types in which something may be withheld; of other values, none."""
    if not dataclasses.is_dataclass(kind) or issubclass(kind, (Prose, Ref, Place)):
        return ()
    return tuple(
        field.name for field in dataclasses.fields(kind) if field.name != "at" and field.name not in WHO_MAY_SEE
    )
