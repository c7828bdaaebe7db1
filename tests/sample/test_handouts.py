"""The handouts of the sample are made from their outlines: no one may change without the other."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / "records"
OUTLINES = ROOT / "scripts" / "handouts"
SUFFIXES = (".docx", ".pdf", ".pptx", ".xlsx")
APART = re.compile(r"^(Author|Language|Notes|Comment)\b.*(\n(?!\n).+)*", re.MULTILINE)
"""The lines of an outline that do not stand on a page."""
HEAD = "Author: Ysella Nance\n\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "make-handouts"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def handouts(folder: Path) -> dict[str, Path]:
    found = sorted(folder.glob("meetings/**/files/*"))
    return {path.relative_to(folder).as_posix(): path for path in found if path.suffix in SUFFIXES}


def outline(path: Path) -> str:
    """What a handout was made from."""
    return (OUTLINES / path.parent.parent.name / f"{path.name}.md").read_text("utf-8")


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text))


def made_of(suffix: str) -> list[Path]:
    return [path for path in handouts(RECORDS).values() if path.suffix == suffix]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("made")
    done = run("--records", str(RECORDS), "--out", str(out))
    assert done.returncode == 0, done.stderr
    return handouts(out)


def test_handouts_are_what_the_outlines_say_now(made: dict[str, Path]) -> None:
    committed = handouts(RECORDS)
    assert list(made) == list(committed)
    stale = [name for name, path in made.items() if path.read_bytes() != committed[name].read_bytes()]
    assert not stale, "run scripts/make-handouts, look at the handouts, and commit them"


def test_handouts_say_nothing_of_the_machine_that_made_them() -> None:
    for name, path in handouts(RECORDS).items():
        for part, data in parts(path):
            assert str(ROOT).encode() not in data, name
            assert b"/home/" not in data and b"/root" not in data and b"/tmp/" not in data, (name, part)


def parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """The parts of an office file, or the whole of another; those of an office file are dated 1980."""
    if path.suffix == ".pdf":
        yield "", path.read_bytes()
        return
    with ZipFile(path) as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            yield info.filename, archive.read(info)


def test_word_files_hold_their_outlines() -> None:
    for path in made_of(".docx"):
        paper = Document(str(path))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(line.text for line in paper.paragraphs), *cells])
        wanted = APART.sub("", outline(path))
        assert words(wanted) <= words(text), path
        styles = [line.style.name for line in paper.paragraphs if line.style]
        assert styles.count("Heading 1") == len(re.findall(r"^# ", wanted, re.MULTILINE)), path
        assert len(paper.tables) == len(re.findall(r"^\|[\s:|-]+\|$", wanted, re.MULTILINE)), path


def test_slides_hold_their_outlines() -> None:
    for path in made_of(".pptx"):
        show = Presentation(str(path))
        wanted = APART.sub("", outline(path))
        assert len(show.slides) == len(re.split(r"^---+$", wanted.strip("-\n "), flags=re.MULTILINE)), path
        assert words(wanted) <= words(" ".join(said(show))), path


def said(show: object) -> Iterator[str]:
    """All words on slides."""
    for slide in show.slides:  # type: ignore[attr-defined]
        for shape in slide.shapes:
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            elif shape.has_text_frame:
                yield shape.text_frame.text


def test_spreadsheets_hold_numbers_as_numbers() -> None:
    for path in made_of(".xlsx"):
        book = load_workbook(path)
        wanted = outline(path)
        assert len(book.sheetnames) == max(1, len(re.findall(r"^## ", wanted, re.MULTILINE))), path
        values = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        text = " ".join(str(value) for value in values if isinstance(value, str))
        assert words(re.sub(r"^##? .*$", "", wanted, flags=re.MULTILINE)) <= words(text), path
        assert any(isinstance(value, int | float) for value in values) or not re.search(r"\|\s*\d+\s*\|", wanted), path
        assert not [value for value in values if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value)], path


def test_the_words_of_pdfs_can_be_taken_out_of_them() -> None:
    for path in made_of(".pdf"):
        text = path.read_bytes().decode("latin-1").encode("latin-1").decode("windows-1252", "ignore")
        assert words(APART.sub("", outline(path))) <= words(text), path


def test_one_word_file_has_a_comment_and_one_show_has_notes_that_must_be_kept_out() -> None:
    comments = [comment for path in made_of(".docx") for comment in Document(str(path)).comments]
    notes = [
        slide.notes_slide
        for path in made_of(".pptx")
        for slide in Presentation(str(path)).slides
        if slide.has_notes_slide
    ]
    authors = {Document(str(path)).core_properties.author for path in made_of(".docx")}
    assert comments and notes and len(authors) > 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_outline_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    text = (
        f"{HEAD}# L’été à « Port-au-Bac »\n\nÉlan – naïve.\n\n- one\n    - two\n\n| A | B |\n|---|---|\n| x | 1,200 |\n"
    )
    twice = []
    for name in ("first", "second"):
        records, outlines = tmp_path / name / "records", tmp_path / name / "outlines"
        meeting = records / "meetings" / "2025" / "2025-04-01-spring"
        meeting.mkdir(parents=True)
        (meeting / "meeting.md").touch()
        (outlines / meeting.name).mkdir(parents=True)
        (outlines / meeting.name / f"paper{suffix}.md").write_text(text, encoding="utf-8")
        done = run("--records", str(records), "--outlines", str(outlines))
        assert done.returncode == 0, done.stderr
        twice.append((meeting / "files" / f"paper{suffix}").read_bytes())
    assert twice[0] == twice[1]
    assert b"Ysella Nance" in twice[0]


def test_an_outline_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    outlines = tmp_path / "outlines"
    meeting = tmp_path / "records" / "meetings" / "one"
    meeting.mkdir(parents=True)
    (meeting / "meeting.md").touch()
    (outlines / "one").mkdir(parents=True)
    (outlines / "one" / "paper.pdf.md").write_text("# Paper\n\nБ\n", encoding="utf-8")
    done = run("--records", str(tmp_path / "records"), "--outlines", str(outlines))
    assert done.returncode == 1
    assert "paper.pdf" in done.stderr and "'Б'" in done.stderr
