"""A canary in every place that can hold something internal: none is in the public site, and all are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.verify.leaks.canaries import in_fields
from tests.verify.leaks.looking import looked_through


@pytest.mark.slow
def test_no_canary_gets_out(tmp_path: Path) -> None:
    """One language, and fields alone; `scripts/assure leaks` tries ten, and what photos and documents hide."""
    made = in_fields("French")
    looked = looked_through(tmp_path, made)
    assert looked.out == ()
    assert looked.not_looked_for == ()
    assert looked.problems == ()
    assert looked.inside > 60
