"""The edit that warm builds and previews are measured with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from scripts.benching.edits import Note, newest
from scripts.benching.generate import generate
from scripts.benching.measure import Failed
from tests.bench.conftest import MEETINGS

FILES = {
    "mkdocs": "docs/meetings/{}/index.md",
    "hugo": "content/meetings/{}.md",
    "eleventy": "content/meetings/{}/index.md",
}


def test_a_note_of_the_newest_meeting_begins_with_other_words(folder: Path, tmp_path: Path) -> None:
    archive = generate(MEETINGS)
    shutil.copytree(folder / "records", tmp_path / "records")
    note = Note.recorded(archive, tmp_path / "records")
    first, words = note.change(), note.change()
    assert first != words
    compiled, problems = compile_archive(tmp_path / "records")
    assert problems == ()
    notes = [reported.update.note.text for reported in compiled.updates if reported.meeting == newest(archive).id]
    assert [text for text in notes if text.startswith("Edit ")] == [f"{words} {newest(archive).updates[0].note}"]


@pytest.mark.parametrize("peer", FILES)
def test_the_peers_page_gets_the_same_edit(peer: str, folder: Path, tmp_path: Path) -> None:
    archive = generate(MEETINGS)
    text = (folder / peer / FILES[peer].format(newest(archive).id)).read_text(encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    words = Note.written(archive, page).change()
    note = newest(archive).updates[0].note
    assert page.read_text(encoding="utf-8") == text.replace(note, f"{words} {note}", 1)


def test_where_nothing_was_reported_there_is_nothing_to_edit() -> None:
    with pytest.raises(Failed, match="take ten or more"):
        newest(generate(1))
