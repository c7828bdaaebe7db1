"""What a command says, without how far it is: that is told only where the work takes a while."""

from __future__ import annotations

import re

PROGRESS = re.compile(r"(?m)^(?:Photos|Pages): \d+ of \d+\n")


def quiet(said: str) -> str:
    """What was said, without lines of progress."""
    return PROGRESS.sub("", said)
