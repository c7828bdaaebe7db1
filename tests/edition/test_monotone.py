"""No slip in a record makes anything public: it stays as it was, or the build stops."""

from __future__ import annotations

import re
from pathlib import Path

from tests.edition.mutants import RECORDS, SECRET, mutant, secrets_in


def test_no_slip_makes_anything_public(tmp_path: Path) -> None:
    refused = 0
    for seed in range(60):
        files = mutant(seed)
        assert files != RECORDS
        seen, problems = secrets_in(tmp_path / str(seed), files)
        assert seen == set(), f"seed {seed}: {files}"
        assert all(found.at.path for found in problems)
        refused += bool(problems)
    assert refused


def test_what_would_be_seen_is(tmp_path: Path) -> None:
    assert secrets_in(tmp_path / "whole", RECORDS)[0] == set()
    open = {path: re.sub(r"\n *internal: .*", "", text).replace("internal", "public") for path, text in RECORDS.items()}
    every = set(SECRET.findall("".join(RECORDS.values())))
    assert every - secrets_in(tmp_path / "open", open)[0] == {"secretnote"}
