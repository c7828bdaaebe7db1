"""The catalogue of problems, as data: `catalogue.toml`, read once.

In: the file beside this one. Out: `CATALOGUE`, code → `Explanation`. Guaranteed: every entry has all its parts.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Literal


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code stands for: its title, level, message and mend (with `{facts}` to fill in), and why it matters.

    `fixable` says that `goldenthread check --fix` mends it, wherever that is safe.
    """

    code: str
    title: str
    level: Literal["error", "warning"]
    message: str
    why: str
    mend: str
    fixable: bool = False


def load(text: str) -> dict[str, Explanation]:
    """The explanations in a catalogue's TOML; raises `TypeError` where an entry lacks a part or has one too many."""
    entries = tomllib.loads(text)
    return {code: Explanation(code=code, **{"level": "error", **parts}) for code, parts in entries.items()}


CATALOGUE = load(resources.files("goldenthread.problem").joinpath("catalogue.toml").read_text("utf-8"))
