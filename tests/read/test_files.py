"""C1-C6, C8 of the hazards: what lies in a folder of records besides plain files with plain names."""

import os
from pathlib import Path

import pytest

from tests.written import CHART, HEAD, MEETING, Compile, compiled, write

CANARY = "canary-words-outside-the-records"


@pytest.fixture
def outside(root: Path) -> Path:
    """A file outside the records that nothing may read."""
    path = root.parent / "outside.md"
    path.write_text(f"---\ntitle: {CANARY}\ndate: 2015\n---\n{CANARY}\n")
    return path


def link(place: Path, target: Path | str) -> None:
    """A symbolic link, in a folder made for it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


LINKS = {
    "C1-record": "meetings/review/meeting.md",
    "C1-list": "meetings/other/decisions.yml",
    "C1-chart": "meetings/other/flip-charts/x.md",
    "C1-photo": "meetings/other/photos/x.jpg",
    "C1-register": "registers/people.yml",
    "C1-hidden": "meetings/other/.x.md",
    "C1-readme": "README.md",
    "C1-update": "updates/2015.yml",
    "C1-elsewhere": "x.md",
}


@pytest.mark.parametrize("path", LINKS.values(), ids=LINKS)
def test_a_symbolic_link_is_refused_and_not_followed(root: Path, outside: Path, path: str) -> None:
    write(root, {})
    link(root / path, outside)
    result = compiled(root)
    assert result.told == [f"{path}:1:1 GT010"]
    assert CANARY not in repr(result)
    assert result.others_hold


@pytest.mark.parametrize("target", ["..", ".", "../../../../etc", "self", "meetings/other", "/nowhere"])
def test_a_link_to_a_folder_a_loop_or_nothing_is_refused(root: Path, outside: Path, target: str) -> None:
    write(root, {})
    link(root / "self", target)
    result = compiled(root)
    assert result.told == ["self:1:1 GT010"]
    assert result.others_hold


def test_a_linked_archive_yml_is_one_problem(root: Path, outside: Path) -> None:
    write(root, {})
    (root / "archive.yml").unlink()
    link(root / "archive.yml", outside)
    result = compiled(root)
    assert result.told == ["archive.yml:1:1 GT010"]
    assert result.others_hold


def test_a_linked_meeting_leaves_its_other_files_in_peace(root: Path, outside: Path) -> None:
    chart = "---\ntitle: Staffing\n---\n- A line\n"
    write(root, {CHART: chart, "updates/2015.yml": "- {about: other-action, date: 2015-10, note: '[[review]]'}"})
    link(root / MEETING, outside)
    assert compiled(root).told == [f"{MEETING}:1:1 GT010"]


OUTSIDE = {
    "C2-up": "../../outside.md",
    "C2-absolute": "/etc/passwd",
    "C2-backslash": "..\\..\\x",
    "C2-percent": "%2e%2e/x",
    "C2-scheme": "file:///etc/passwd",
    "C2-dot": "./x.jpg",
    "C2-here": ".",
    "C2-empty-step": "a//b.jpg",
    "C2-inside-and-up": "files/../../../outside.md",
    "C2-home": "~/x",
    "C2-capitals": "Photo.jpg",
}


@pytest.mark.parametrize("path", OUTSIDE.values(), ids=OUTSIDE)
def test_a_photo_outside_its_folder_is_refused(archive: Compile, outside: Path, path: str) -> None:
    result = archive({MEETING: f"{HEAD}---\n", CHART: f"---\ntitle: Staffing\nphotos: ['{path}']\n---\n- A line\n"})
    assert result.told == [f"{CHART}:3:11 GT213"]
    assert CANARY not in repr(result)


@pytest.mark.parametrize("path", OUTSIDE.values(), ids=OUTSIDE)
def test_evidence_outside_its_folder_is_refused(archive: Compile, outside: Path, path: str) -> None:
    update = f"updates:\n  - about: other-action\n    status: done\n    evidence: '{path}'\n"
    result = archive({MEETING: f"{HEAD}{update}---\n"})
    assert result.told == [f"{MEETING}:7:16 GT213"]
    assert CANARY not in repr(result)


@pytest.mark.parametrize(
    "path", ["meeting.md", "actions.yml", "files/other.pdf", "docs_internal/x", "flip-charts/a.md"]
)
def test_evidence_is_a_file_in_files_or_photos_and_no_record(archive: Compile, path: str) -> None:
    update = f"updates:\n  - about: other-action\n    status: done\n    evidence: {path}\n"
    chart = "---\ntitle: A\n---\n- A line\n"
    files = {MEETING: f"{HEAD}{update}---\n", "meetings/review/flip-charts/a.md": chart}
    files["meetings/review/decisions.yml"] = "- {id: d, what: Decide}\n"
    result = archive(files)
    assert result.told == [f"{MEETING}:5:5 GT405"]


def test_a_nul_in_a_path_is_refused(archive: Compile) -> None:
    result = archive({MEETING: f"{HEAD}---\n", CHART: "---\ntitle: S\nphotos: ['a\\0b.jpg']\n---\n- x\n"})
    assert result.told == [f"{CHART}:3:11 GT213"]
    result = archive({CHART: '---\ntitle: S\nphotos: ["a\\0b.jpg"]\n---\n- x\n'})
    assert result.told == [f"{CHART}:3:10 GT102"]


def test_a_hard_link_is_a_file_like_any_other(root: Path) -> None:
    write(root, {"meetings/other/photos/a.jpg": b""})
    os.link(root / "meetings/other/photos/a.jpg", root / "meetings/other/photos/b.jpg")
    assert compiled(root).told == []


NAMES = {
    "C3-tag": ("<img src=x onerror=alert(1)>.md", "GT013", "img-src-x-onerror-alert-1.md"),
    "C3-quote": ('a"b.md', "GT013", "a-b.md"),
    "C3-newline": ("a\nb.md", "GT013", "a-b.md"),
    "C3-percent": ("a%2fb.md", "GT013", "a-2fb.md"),
    "C3-dash": ("-rf.md", "GT013", "rf.md"),
    "C3-dot-behind": ("a.md.", "GT013", "a.md"),
    "C3-space-behind": ("a.md ", "GT013", "a.md"),
    "C3-right-to-left": ("a\u202egpj.md", "GT013", "agpj.md"),
    "C3-capitals": ("Staffing.md", "GT013", "staffing.md"),
    "C3-umlaut": ("Föto.jpg", "GT013", "foto.jpg"),
    "C3-underscore": ("_a.md", "GT013", "a.md"),
    "C3-nothing-left": ("日本.jpg", "GT013", "a-plain-name.jpg"),
    "C5-con": ("CON.md", "GT014", "con-1.md"),
    "C5-aux": ("aux.txt", "GT014", "aux-1.txt"),
    "C5-com1": ("com1", "GT014", "com1-1"),
    "C5-nul-two-endings": ("nul.tar.gz", "GT014", "nul-1-tar.gz"),
    "C5-colon": ("a:b.md", "GT013", "a-b.md"),
}


@pytest.mark.parametrize(("name", "code", "proposal"), NAMES.values(), ids=NAMES)
def test_a_name_that_a_system_cannot_carry_is_refused_with_one_that_all_can(
    archive: Compile, name: str, code: str, proposal: str
) -> None:
    result = archive({f"meetings/other/files/{name}": "x"})
    assert result.only.code == code
    assert f"'{proposal}'" in result.only.mend
    assert str(result.only.at).isprintable()
    assert result.others_hold
    folder = result.root / "meetings/other/files"
    (folder / name).rename(folder / proposal)
    assert compiled(result.root).told == []


@pytest.mark.parametrize("name", ["console.md", "con-1.md", "com10.md", "a.b.c.md", "0.md", "auxiliary.txt", "a_b-.md"])
def test_a_name_that_only_looks_reserved_is_fine(archive: Compile, name: str) -> None:
    assert archive({f"meetings/other/files/{name}": "x"}).told == []


def test_a_name_that_is_no_utf_8_is_refused(root: Path) -> None:
    write(root, {"meetings/other/files/a.md": "x"})
    files = os.fsencode(root / "meetings/other/files")
    os.rename(files + b"/a.md", files + b"/inv\xff.md")  # noqa: PTH104 - pathlib takes no bytes
    result = compiled(root)
    assert result.told == ["meetings/other/files/inv\\xff.md:1:1 GT013"]
    assert result.others_hold


def test_a_folder_whose_name_is_refused_is_one_problem(archive: Compile) -> None:
    result = archive({"meetings/Review 2/meeting.md": f"{HEAD}---\n", "meetings/Review 2/files/a.md": "x"})
    assert result.told == ["meetings/Review 2:1:1 GT013"]


def test_a_path_of_more_than_240_characters_is_refused(archive: Compile) -> None:
    folder = "/".join(["meetings/other/files", *["x" * 40] * 4])
    fits = "y" * (240 - len(folder) - 1)
    assert archive({f"{folder}/{fits}": "x"}).told == []
    assert archive({f"{folder}/{fits}y": "x"}).told == [f"{folder}/{fits}y:1:1 GT015"]


COLLIDING = {
    "C6-case": ("foto.jpg", "Foto.jpg", ["Foto.jpg:1:1 GT016"]),
    "C6-accents": (
        "caf\u00e9.jpg",
        "cafe\u0301.jpg",
        ["cafe\u0301.jpg:1:1 GT013", "caf\u00e9.jpg:1:1 GT016"],
    ),
    "C6-both-capitals": ("Foto.jpg", "FOTO.jpg", ["FOTO.jpg:1:1 GT013", "Foto.jpg:1:1 GT016"]),
}


@pytest.mark.parametrize(("one", "two", "told"), COLLIDING.values(), ids=COLLIDING)
def test_names_that_some_system_takes_for_one_are_refused(
    archive: Compile, one: str, two: str, told: list[str]
) -> None:
    folder = "meetings/other/photos"
    result = archive({f"{folder}/{one}": b"", f"{folder}/{two}": b""})
    assert result.told == [f"{folder}/{name}" for name in told]


def test_folders_that_differ_only_in_case_are_refused(archive: Compile) -> None:
    result = archive({MEETING: f"{HEAD}---\n", "meetings/REVIEW/meeting.md": f"{HEAD}---\n"})
    assert result.told == ["meetings/REVIEW:1:1 GT016"]
    assert "review" in result.archive.meeting_by_id


def test_a_repository_inside_the_records_is_refused(root: Path) -> None:
    write(root, {"meetings/other/.git": "gitdir: ../../.git/modules/other\n"})
    (root / "updates/.git").mkdir(parents=True)
    result = compiled(root)
    assert result.told == ["meetings/other/.git:1:1 GT017", "updates/.git:1:1 GT017"]
    assert result.others_hold


def test_what_systems_and_editors_leave_behind_is_passed_over(archive: Compile) -> None:
    files = dict.fromkeys([".DS_Store", "meetings/.a.md.swp", "README.md", "meetings/other/Thumbs.db"], "x")
    assert archive(files).told == []


def test_a_folder_called_meeting_md_is_no_record(archive: Compile) -> None:
    result = archive({f"{MEETING}/x.md": "x"})
    assert result.told == [f"{MEETING}/x.md:1:1 GT018"]
    assert result.others_hold


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(root: Path) -> None:
    write(root, {MEETING: f"{HEAD}---\n"})
    (root / MEETING).chmod(0)
    assert compiled(root).told == [f"{MEETING}:1:1 GT012"]


def test_files_with_no_place_in_the_format_are_told(archive: Compile) -> None:
    paths = ["meetings/review/flip-chart/a.md", "meetings/review/flip-charts/b/c.md", "register/people.yml", "notes.md"]
    result = archive({MEETING: f"{HEAD}---\n", **dict.fromkeys(paths, "x")})
    assert result.told == [f"{path}:1:1 GT018" for path in sorted(paths)]


def test_a_meeting_inside_another_is_none(archive: Compile) -> None:
    inner = "meetings/review/a-group/meeting.md"
    result = archive({MEETING: f"{HEAD}---\n", inner: f"{HEAD}---\n"})
    assert result.told == [f"{inner}:1:1 GT018"]
    assert "review" in result.archive.meeting_by_id
