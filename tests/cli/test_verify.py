"""`goldenthread verify --against`: as a clerk types it, before a site is published."""

from __future__ import annotations

import json
from pathlib import Path

from tests.archives import HOUSING, MEETING, write
from tests.cli.conftest import Run

INTERNAL = {
    **HOUSING,
    MEETING: HOUSING[MEETING].replace("---\nWe", "process_notes: Nobody trusts the treasurer any more.\n---\nWe"),
}
PAGE = "<!doctype html><html lang=en><title>x</title><h1 id=x>Survey the staff housing</h1>{}"


def site(folder: Path, words: str = "") -> Path:
    return write(folder, {"index.html": PAGE.format(words)})


def test_a_leak_is_told_without_its_words(goldenthread: Run, tmp_path: Path) -> None:
    write(tmp_path / "records", INTERNAL)
    site(tmp_path / "site", "<p>Nobody&#32;trusts the <b>treas</b>urer any more")
    done = goldenthread("verify", "site", "--against", "records", "--report", "leaks.json")
    assert done.returncode == 1
    assert "site/index.html:1:1: error GT941" in done.stdout
    assert f"{MEETING}:9:16" in done.stdout
    assert "treasurer" not in done.stdout + done.stderr
    assert "treasurer" in json.dumps(json.loads((tmp_path / "leaks.json").read_text("utf-8"))["found"])


def test_without_a_leak_it_says_what_was_looked_at(goldenthread: Run, tmp_path: Path) -> None:
    write(tmp_path / "records", INTERNAL)
    site(tmp_path / "site")
    done = goldenthread("verify", "site", "--against", "records")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 files looked through" in done.stderr
    assert "15 wrappings planted" in done.stderr


def test_what_is_typed_wrongly_is_said(goldenthread: Run, tmp_path: Path) -> None:
    write(tmp_path / "records", INTERNAL)
    site(tmp_path / "site")
    inside = goldenthread("verify", "site", "--against", "records", "--report", "site/leaks.json")
    assert (inside.returncode, (tmp_path / "site/leaks.json").exists()) == (2, False)
    assert "put it elsewhere" in inside.stderr
    assert "go with --against" in goldenthread("verify", "site", "--report", "leaks.json").stderr
    assert "GT001" in goldenthread("verify", "site", "--against", "recrods").stdout
