"""A public site is held against its records: what these withhold is found in it, whatever it was put into."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.read.files import list_files
from goldenthread.verify.leaks import Proof, Sought, leaks, planted, sought
from tests.archives import PUBLIC
from tests.documents.office import CLEAN, repacked
from tests.verify.leaks.test_wrappings import drawn, stored
from tests.written import write

OFFICE = repacked(CLEAN["pptx"], lambda _, part: part, {"docProps/who.xml": b"<x>Odalys Penhallow</x>"})
RECORDS: dict[str, str | bytes] = {
    "archive.yml": f"format: 1\ntitle: Housing\n{PUBLIC}  photos: public\n  files: public\n  people: public\n"
    "  contact: internal\n",
    "registers/groups.yml": "- {id: hill-team, name: Hill team}\n",
    "registers/people.yml": "- {id: amy, name: Amy Sandoval, contact: +44 20 7946 0018}\n"
    "- {id: quibble, name: Tamsin Quibble, audience: internal}\n",
    "meetings/2025-01-10-review/meeting.md": "---\ntitle: First review\ndate: 2025-01-10  # ask Henrietta before June\n"
    "process_notes: One leader answered for everybody in the room.\nactions:\n"
    "  - {id: survey, what: Survey the staff housing, owner: hill-team}\n"
    "  - {id: vanish-plan, what: Sell the van before winter, audience: internal}\n"
    "files: [{file: talk.pptx}]\n"
    "photos:\n  - {photo: open.jpg, alt: A wall}\n  - {photo: closed-door.jpg, alt: A door, audience: internal}\n"
    "# Add 'status: done' and the like where it has changed. What nobody spoke of needs no line at all.\n"
    "# - about: action:survey  # in progress\n"
    "---\nWe agreed on [[survey]] and [[vanish-plan|more]].\n",
    "meetings/2025-01-10-review/files/talk.pptx": OFFICE,
    "meetings/2025-01-10-review/photos/open.jpg": stored(drawn(1), "JPEG", comment=b"Camera of Ulrike Vandermeer"),
    "meetings/2025-01-10-review/photos/closed-door.jpg": stored(drawn(2), "JPEG"),
}
LEAKED: dict[str, bytes] = {
    "a name": b"Tamsin Quibble",
    "an id in an address": b"<a href='../../people/quibble/'>",
    "a contact": b"tel:+44%2020%207946%200018",
    "a process note": b"One leader answered for everybody in the room",
    "an internal action": b"Sell the van before winter",
    "its id": b"vanish-plan",
    "a name of a file": b"closed-door.jpg",
    "what a document hides": b"by Odalys Penhallow",
    "what a camera wrote": b"Camera of Ulrike Vandermeer",
    "a remark in a record": b"ask Henrietta before June",
    "a photo": stored(drawn(2).resize((480, 360)), "WEBP"),
    "a document as it is": OFFICE,
}
HARMLESS: dict[str, bytes] = {
    "what was agreed": b"Survey the staff housing, Hill team, and more",
    "a public photo": stored(drawn(1).resize((480, 360)), "WEBP"),
    "another picture": stored(drawn(3), "PNG"),
    "what a draft remarks": b"What nobody spoke of needs no line at all. [About] action:survey [in progress]",
}


@pytest.fixture(scope="module")
def looked_for(tmp_path_factory: pytest.TempPathFactory) -> Sought:
    records = tmp_path_factory.mktemp("records")
    write(records, RECORDS)
    archive, problems = compile_archive(records)
    assert [found.line() for found in problems if found.level == "error"] == []
    return sought(archive, edition_of(archive).archive, loader(records), list_files(records)[0])


def proved(folder: Path, data: bytes, looked_for: Sought) -> Proof:
    (folder / "a.html").write_bytes(data)
    return leaks(folder, looked_for)


@pytest.mark.parametrize("what", LEAKED)
def test_what_is_withheld_is_found(tmp_path: Path, looked_for: Sought, what: str) -> None:
    proof = proved(tmp_path, LEAKED[what], looked_for)
    assert [(found.code, found.at.path) for found in proof.problems] == [("GT941", "a.html")]


@pytest.mark.parametrize("what", HARMLESS)
def test_what_is_public_is_no_leak(tmp_path: Path, looked_for: Sought, what: str) -> None:
    proof = proved(tmp_path, HARMLESS[what], looked_for)
    assert (proof.problems, proof.files) == ((), 1)


def test_the_name_of_a_file_of_the_site_is_read_too(tmp_path: Path, looked_for: Sought) -> None:
    (tmp_path / "vanish-plan").mkdir()
    (tmp_path / "vanish-plan" / "index.html").write_text("<p>Gone</p>")
    assert [found.at.path for found in leaks(tmp_path, looked_for).problems] == ["vanish-plan/index.html"]


def test_what_is_marked_as_internal_is_looked_for_even_where_the_cut_left_it_in(tmp_path: Path) -> None:
    write(tmp_path / "records", RECORDS)
    archive, _ = compile_archive(tmp_path / "records")
    uncut = sought(archive, archive, loader(tmp_path / "records"), list_files(tmp_path / "records")[0])
    (tmp_path / "site").mkdir()
    assert proved(tmp_path / "site", LEAKED["an internal action"], uncut).problems


def test_what_is_packed_too_deeply_is_told(tmp_path: Path, looked_for: Sought) -> None:
    data = b"words again"
    for _ in range(12):
        data = base64.b64encode(data)
    assert [found.code for found in proved(tmp_path, data, looked_for).problems] == ["GT942"]


def test_a_blind_search_fails(tmp_path: Path, looked_for: Sought, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(planted.WRAPPINGS, "a safe", lambda words: b"")
    assert [found.code for found in proved(tmp_path, b"words", looked_for).problems] == ["GT943"]


def test_no_site_is_no_proof(tmp_path: Path, looked_for: Sought) -> None:
    assert [found.code for found in leaks(tmp_path / "none", looked_for).problems] == ["GT906"]


def test_only_the_full_report_names_what_is_withheld(tmp_path: Path, looked_for: Sought) -> None:
    proof = proved(tmp_path, LEAKED["a name"], looked_for)
    assert "Quibble" in json.dumps(proof.in_full())
    assert "Quibble" not in "".join(found.line() for found in proof.problems)


def test_a_picture_without_much_to_see_is_told_from_others(tmp_path: Path, looked_for: Sought) -> None:
    out = BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    assert not proved(tmp_path, out.getvalue(), looked_for).problems
