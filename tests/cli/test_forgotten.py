"""Somebody asks to be forgotten: the steps of the handbook, one by one, until nothing that is published names them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from goldenthread.cli import main
from tests.written import ARCHIVE, write

NAMES = (b"Ana Reyes", b"ana-reyes", b"Reyes")
MEETING = "meetings/2025-01-10-review/meeting.md"
"""What the records say of her, and what stands there afterwards."""
BEFORE = {
    "registers/people.yml": "- {id: ana-reyes, name: Ana Reyes, photo_consent: yes}\n- {id: ben, name: Ben Osei}\n",
    MEETING: """---
title: First review
date: 2025-01-10
participants:
  - person: ana-reyes
photos:
  - {photo: room.jpg, alt: Two at a table, people: [ana-reyes]}
actions:
  - {id: survey, what: Survey the staff housing, owner: ana-reyes}
---
Ana Reyes will ask [[ben]], and told us of [[survey]].
""",
    "updates/2025.yml": "- {about: survey, date: 2025-02, by: ana-reyes, note: Half of it}\n",
}
ENTRY = "id: resident-1, name: Ana Reyes, pseudonym: A resident, photo_consent: no"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOLDENTHREAD_CACHE", str(tmp_path / "cache"))
    noise = BytesIO()
    Image.frombytes("RGB", (160, 120), random.Random(7).randbytes(160 * 120 * 3)).save(noise, "JPEG")
    write(tmp_path / "records", {"archive.yml": ARCHIVE, **BEFORE})
    (tmp_path / "records/meetings/2025-01-10-review/photos").mkdir()
    (tmp_path / "records/meetings/2025-01-10-review/photos/room.jpg").write_bytes(noise.getvalue())
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    paths = {"records": folder / "records", "site": folder / "site"}
    return CliRunner().invoke(main, [str(paths.get(one, one)) for one in arguments])


def changed(folder: Path, words: Mapping[str, str]) -> None:
    for name in BEFORE:
        path = folder / "records" / name
        text = path.read_text("utf-8")
        for before, after in words.items():
            text = text.replace(before, after)
        path.write_text(text, "utf-8")


def naming(folder: Path) -> set[str]:
    """All that is published or kept beside it and still names her."""
    kept = [
        path for part in ("site", ".site.releases", "cache") for path in (folder / part).rglob("*") if path.is_file()
    ]
    return {str(path.relative_to(folder)) for path in kept if any(name in path.read_bytes() for name in NAMES)}


@pytest.mark.slow
def test_nothing_that_is_published_names_somebody_who_was_forgotten(folder: Path) -> None:
    build = ("build", "--records", "records", "--site", "site", "--keep", "0")
    assert run(folder, *build[:-2]).exit_code == 0
    assert "site/people/ana-reyes/index.html" in naming(folder)
    assert [*(folder / "site").rglob("photos/room*")]

    changed(folder, {"id: ana-reyes, name: Ana Reyes, photo_consent: yes": ENTRY, "ana-reyes": "resident-1"})
    refused = run(folder, *build)
    assert (refused.exit_code, "GT811" in refused.output) == (1, True), "the minutes still name her"
    assert "Reyes" not in refused.output
    changed(folder, {"Ana Reyes will": "A resident will"})
    refused = run(folder, *build)
    assert (refused.exit_code, "GT908" in refused.output) == (1, True), "an id is for ever, unless the site begins anew"
    for part in ("site", ".site.releases"):
        shutil.rmtree(folder / part, ignore_errors=True)
    assert run(folder, *build).exit_code == 0
    found = run(folder, "verify", "site", "--against", "records")
    assert (found.exit_code, "Nothing is broken" in found.output) == (0, True), found.output
    assert naming(folder) == set()
    assert not [*(folder / "site").rglob("photos/room*")]
    assert b"A resident" in (folder / "site" / "actions" / "survey" / "index.html").read_bytes()
