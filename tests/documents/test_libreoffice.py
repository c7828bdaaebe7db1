"""What LibreOffice writes is read like what the libraries write, and hides nothing; skipped where it is missing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import cast

import pytest

from goldenthread.documents.formats import read_document
from goldenthread.documents.reading import Reading
from goldenthread.model.document import Format, Table
from tests.documents.office import CLEAN, HIDING

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")]
HIDDEN_IN_TURN = ("speaker notes", "a hidden slide", "deleted words", "hidden words", "a hidden sheet", "a hidden row")
"""What LibreOffice keeps hidden when it saves a file again."""


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every file opened and saved by LibreOffice in its own format, and as a PDF."""
    folder = tmp_path_factory.mktemp("office")
    given = folder / "given"
    given.mkdir()
    for format, data in CLEAN.items():
        (given / f"clean-{format}.{format}").write_bytes(data)
    for format, what, _, data in HIDING:
        if what in HIDDEN_IN_TURN:
            (given / f"{what.replace(' ', '-')}.{format}").write_bytes(data)
    assert OFFICE
    for target in ("pptx", "docx", "xlsx", "pdf"):
        chosen = [path for path in sorted(given.iterdir()) if path.suffix == f".{target}" or target == "pdf"]
        command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
        done = subprocess.run(
            [*command, target, "--outdir", str(folder / target), *map(str, chosen)],
            capture_output=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
    return {f"{path.stem}{path.suffix}": path for path in folder.glob("*/*.*") if path.parent.name != "given"}


def read(path: Path) -> Reading:
    reading = read_document(cast(Format, path.suffix[1:]), path.read_bytes())
    assert not reading.refused
    return reading


def words(reading: Reading) -> str:
    return "\n".join(word for part in reading.text.parts for word in part.words())


@pytest.mark.parametrize("format", CLEAN)
def test_the_text_is_the_same_and_nothing_is_hidden(saved_again: dict[str, Path], format: str) -> None:
    again, before = read(saved_again[f"clean-{format}.{format}"]), read_document(cast(Format, format), CLEAN[format])
    assert again.text == before.text
    assert again.hidden == ()


@pytest.mark.parametrize("what", HIDDEN_IN_TURN)
def test_what_is_hidden_stays_hidden(saved_again: dict[str, Path], what: str) -> None:
    (sort,) = (sort for _, name, sort, _ in HIDING if name == what)
    (name,) = (name for name in saved_again if name.startswith(what.replace(" ", "-")) and not name.endswith(".pdf"))
    reading = read(saved_again[name])
    assert "canary" not in repr(reading.text) and "umbrella" in words(reading)
    assert sort in reading.hidden


@pytest.mark.parametrize("format", ("pptx", "docx"))
def test_the_text_of_a_pdf_is_that_of_what_it_was_made_from(saved_again: dict[str, Path], format: str) -> None:
    text = words(read(saved_again[f"clean-{format}.pdf"]))
    assert text.split() == ["What", "helped", "The", "umbrella"]


def test_a_table_stays_a_table(saved_again: dict[str, Path]) -> None:
    (passage,) = read(saved_again["clean-xlsx.xlsx"]).text.parts[0].passages
    assert isinstance(passage, Table) and passage.headed
