"""The documents of an archive: what is told of them and where, what may be published, and what one costs the others."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Mapping
from dataclasses import replace as with_
from pathlib import Path

import pytest

from goldenthread import documents
from goldenthread.cache import cache_of
from goldenthread.documents.reading import Reading, damaged
from goldenthread.model.archive import Archive
from tests.documents import astray, pdf
from tests.documents.office import CLEAN, HIDING, book, repacked, replaced, saved
from tests.written import HEAD, MEETING, Compile

FOLDER = "meetings/review"


def review(files: Mapping[str, bytes], more: str = "") -> dict[str, str | bytes]:
    """A meeting with these files, each listed in files.yml with more keys."""
    listed = "".join(f"- file: {name}\n{more}" for name in files)
    stored = {f"{FOLDER}/files/{name}": data for name, data in files.items()}
    return {MEETING: f"{HEAD}---\n", f"{FOLDER}/files.yml": listed, **stored}


def said(archive: Archive, name: str) -> list[str]:
    return [word for part in archive.documents[f"{FOLDER}/files/{name}"].parts for word in part.words()]


def test_what_documents_say_is_in_the_archive(archive: Compile) -> None:
    made = archive(review({f"what-helped.{format}": data for format, data in CLEAN.items()}))
    assert made.told == []
    assert said(made.archive, "what-helped.pptx") == ["What helped", "The umbrella"]
    assert said(made.archive, "what-helped.docx") == ["What helped", "The umbrella"]
    assert said(made.archive, "what-helped.xlsx") == ["Counts", "The umbrella", "Missed", "14", "41"]
    assert made.archive.originals == {}


def test_a_refusal_is_told_at_its_file_and_the_others_are_read(archive: Compile) -> None:
    made = archive(review({"broken.docx": b"PK", "notes.txt": b"Red."}))
    assert made.told == [f"{FOLDER}/files/broken.docx:1:1 GT711"]
    assert made.others_hold and said(made.archive, "notes.txt") == ["Red."]


@pytest.mark.parametrize("name", ("a.doc", "a.ppt", "a.xls", "a.docm", "a.pptm", "a.xlsm", "a.xlsb"))
def test_old_formats_and_those_with_macros_are_refused_with_the_format_to_save_in(archive: Compile, name: str) -> None:
    found = archive(review({name: b"anything"})).only
    assert (found.code, found.at.path) == ("GT712", f"{FOLDER}/files/{name}")
    assert f".{name[2:5]}x without" in found.mend


def test_whose_title_alone_is_released_is_not_read(archive: Compile) -> None:
    made = archive(review({"a.doc": b"anything", "b.docx": b"broken"}, "  release: title\n"))
    assert made.told == [] and made.archive.documents == {}


def test_other_files_are_listed_and_nothing_is_told(archive: Compile) -> None:
    made = archive(review({"sound.mp3": b"anything"}))
    assert made.told == [] and made.archive.documents == {}


def test_an_original_that_cannot_be_looked_through_is_not_published(archive: Compile) -> None:
    made = archive(review({"sound.mp3": b"anything"}, "  release: original\n"))
    assert made.told == [f"{FOLDER}/files.yml:1:3 GT714"] and made.archive.originals == {}


def test_an_original_that_hides_nothing_may_be_published_and_another_may_not(archive: Compile) -> None:
    (_, _, sort, hiding) = HIDING[0]
    files = {f"a.{format}": data for format, data in {**CLEAN, "pdf": pdf.CLEAN}.items()}
    made = archive(review({**files, "hiding.pptx": hiding}, "  release: original\n"))
    assert list(made.archive.originals) == [f"{FOLDER}/files/{name}" for name in files]
    assert made.told == [f"{FOLDER}/files.yml:9:3 GT713"]
    assert sort in made.only.message and "release: original" in made.only.mend
    assert said(made.archive, "hiding.pptx") == ["What helped", "The umbrella"]


def test_each_sort_of_hidden_content_is_told_with_a_way_to_remove_it(archive: Compile) -> None:
    made_book = book()
    made_book.properties.creator = "ana"
    made_book.create_sheet("Working").sheet_state = "hidden"
    made = archive(review({"a.xlsx": saved(made_book)}, "  release: original\n"))
    assert [dict(found.facts)["what"] for found in made.problems] == ["hidden sheets", "properties"]
    assert [found.mend.partition(";")[0] for found in made.problems] == [
        "delete the hidden sheets",
        "in File > Info > Check for Issues, let it inspect the document and remove what it finds, then save",
    ]


def test_every_sort_that_can_be_told_of_a_pdf_has_a_mend_of_its_own() -> None:
    """None sends an editor to the menu of an office program for a PDF."""
    for _, _, sort, _ in pdf.HIDING:
        assert "inspect" not in documents._AWAY.get(sort, "save it anew without it")


# What one document costs the others


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "read", astray.reading)


@pytest.mark.usefixtures("lost")
@pytest.mark.parametrize(
    ("asked", "reason"),
    (
        (b"break down", "what reads it breaks down"),
        (b"never end", "reading it does not come to an end"),
        (b"take all memory", "what reads it breaks down"),
    ),
)
def test_what_brings_its_reader_down_costs_that_document(
    archive: Compile, monkeypatch: pytest.MonkeyPatch, asked: bytes, reason: str
) -> None:
    monkeypatch.setattr(documents, "PATIENCE", 20.0 if asked != b"never end" else 1.0)
    made = archive(review({"a.txt": asked, "b.txt": b"Red."}))
    assert made.told == [f"{FOLDER}/files/a.txt:1:1 GT711"]
    assert reason in made.only.message
    assert said(made.archive, "b.txt") == ["Red."]


@pytest.mark.usefixtures("lost")
def test_a_reader_reaches_no_host_no_program_and_no_file(archive: Compile, root: Path) -> None:
    found = archive(review({"a.txt": b"reach out"})).only
    assert dict(found.facts)["reason"] == "socket.getaddrinfo; open; open; subprocess.Popen"
    assert not Path("astray.txt").exists()


def test_nothing_is_fetched_that_a_document_points_to(archive: Compile) -> None:
    asked: list[str] = []

    class Honeypot(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Honeypot) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        relation = (
            '<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
            f'Target="http://127.0.0.1:{server.server_port}/{{}}" TargetMode="External"/></Relationships>'
        )
        kinds = ("image", "attachedTemplate", "hyperlink")
        files = {
            f"{kind.lower()}.docx": replaced(
                CLEAN["docx"],
                "word/_rels/document.xml.rels",
                b"</Relationships>",
                relation.format(kind, kind).encode(),
            )
            for kind in kinds
        }
        made = archive(review(files, "  release: original\n"))
        server.shutdown()
    assert asked == []
    assert [dict(found.facts)["file"] for found in made.problems] == ["image.docx", "attachedtemplate.docx"]
    assert {dict(found.facts)["what"] for found in made.problems} == {"links to files"}


# What was read before


def test_what_was_read_before_is_not_read_again(archive: Compile, monkeypatch: pytest.MonkeyPatch) -> None:
    first = archive(review({"a.docx": CLEAN["docx"]}))
    monkeypatch.setattr(documents, "_outcome", None)
    assert archive(review({"a.docx": CLEAN["docx"]})).archive.documents == first.archive.documents


def test_what_was_changed_is_read_anew_and_the_old_text_forgotten(archive: Compile, root: Path) -> None:
    archive(review({"a.txt": b"Red."}))
    made = archive(review({"a.txt": b"Green."}))
    assert said(made.archive, "a.txt") == ["Green."]
    kept = [path.read_bytes() for path in cache_of(root, "documents").folder.iterdir()]
    assert len(kept) == 1 and b"Green" in kept[0]


def test_a_damaged_entry_of_the_cache_is_made_anew(archive: Compile, root: Path) -> None:
    archive(review({"a.txt": b"Red."}))
    for path in cache_of(root, "documents").folder.iterdir():
        path.write_bytes(path.read_bytes().replace(b"Red.", b"Blu."))
    assert said(archive(review({"a.txt": b"Red."})).archive, "a.txt") == ["Red."]


@pytest.mark.parametrize(("lasting", "times"), ((True, 1), (False, 2)))
def test_what_may_not_come_of_the_document_is_tried_again(
    archive: Compile, monkeypatch: pytest.MonkeyPatch, lasting: bool, times: int
) -> None:
    asked: list[bytes] = []

    def outcome(_: object, __: object, data: bytes) -> Reading:
        asked.append(data)
        return with_(damaged("it is torn").reading, lasting=lasting)

    monkeypatch.setattr(documents, "_outcome", outcome)
    for _ in range(2):
        assert archive(review({"a.docx": b"torn"})).only.code == "GT711"
    assert asked == [b"torn"] * times


def test_a_document_too_large_to_be_read_is_told(archive: Compile) -> None:
    large = repacked(CLEAN["docx"], lambda _, part: part) + b"\0" * 40_000_001
    found = archive(review({"a.docx": large})).only
    assert found.code == "GT711" and "more than 40 MB" in found.message
