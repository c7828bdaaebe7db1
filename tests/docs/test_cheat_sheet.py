"""The cheat-sheet is true: what it says to type can be typed, and it names keys and statuses of the format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.model.entry import Kind
from goldenthread.model.keys import FORMAT
from goldenthread.model.update import STATUSES
from tests.docs.followed import write
from tests.docs.pages import DOCS, HANDBOOK
from tests.docs.test_handbook import written

SHEET = (DOCS / "handbook/cheat-sheet.md").read_text("utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in re.split(r"(?m)^## ", SHEET)[1:]}
CODE = re.compile(r"`([^`]+)`")
HERE = "records/meetings/2026/the-cheat-sheet"
HEAD = {"title": "Sheet", "date": "2026-12-20"}
PENS = "pens: {plenary: {colour: lilac, by: everyone}}\nranking: {method: dots}\n"


def rows(section: str) -> list[list[str]]:
    """What the first column of a section's table says to type, row by row."""
    lines = [line for line in SECTIONS[section].split("\n") if line.startswith("| `")]
    return [CODE.findall(line.split(" | ")[0]) for line in lines]


IN_A_MEETING = [*rows("In a meeting"), re.findall(r"`(\[\[[^`]+)`", SECTIONS["In a meeting"])]


def problems_with(folder: Path, files: dict[str, str]) -> list[str]:
    """What is wrong with the archive of the handbook once these files are added to it."""
    records = written(folder, HANDBOOK)
    for name, text in files.items():
        write(folder / HERE / name, text.encode())
    return [problem.line() for problem in compile_archive(records)[1]]


def meeting(codes: list[str]) -> str:
    """A meeting with these keys in its head, and these mentions in its minutes."""
    mentions = [code for code in codes if code.startswith("[[")]
    keys = {code.partition(":")[0]: code for code in codes if code not in mentions}
    others = [f"{key}: {value}" for key, value in HEAD.items() if key not in keys]
    return "---\n{}\n---\nWe met. {}\n".format("\n".join([*others, *keys.values()]), " ".join(mentions))


@pytest.mark.parametrize("codes", IN_A_MEETING, ids=[codes[0] for codes in IN_A_MEETING])
def test_what_it_says_to_type_in_a_meeting_can_be_typed(tmp_path: Path, codes: list[str]) -> None:
    assert problems_with(tmp_path, {"meeting.md": meeting(codes)}) == []


def test_what_it_says_to_type_on_a_chart_can_be_typed(tmp_path: Path) -> None:
    codes = [code for many in rows("On a flip chart") for code in many]
    (head,) = [code for code in codes if code.startswith("pens:")]
    lines = [code for code in codes if code != head]
    assert len(lines) >= 9
    chart = "---\ntitle: Sheet\n{}\n---\n{}\n".format(head, "\n".join(lines))
    host = meeting([]).replace("\n---\nWe", f"\n{PENS}---\nWe")
    assert problems_with(tmp_path, {"meeting.md": host, "flip-charts/sheet.md": chart}) == []


def test_a_slip_on_the_sheet_would_be_found(tmp_path: Path) -> None:
    assert problems_with(
        tmp_path, {"meeting.md": meeting(["actions: [{id: mend-it, what: Mend the lamp, ownr: ana}]"])}
    )


def test_the_keys_that_it_names_are_keys() -> None:
    known = {key for kind in FORMAT.kinds.values() for key in kind.keys} | {"id", "audience"}
    named = {code.rstrip(":") for code in CODE.findall(SHEET) if re.fullmatch(r"[a-z_]+:", code)}
    assert len(named) >= 15
    assert named <= known


def test_the_files_that_it_names_are_places_of_records(tmp_path: Path) -> None:
    records = written(tmp_path, HANDBOOK)
    names = {path.relative_to(tmp_path).as_posix() for path in records.rglob("*")}
    for code in (code for codes in rows("Records") for code in codes if code != "flip-charts/…md"):
        assert any(f"/{name}".endswith(f"/{code.rstrip('/')}") for name in names), code


@pytest.mark.parametrize("kind", ["action", "support", "decision", "question", "goal"])
def test_it_has_every_status(kind: str) -> None:
    statuses = STATUSES[Kind(kind)]
    (_, *later) = statuses if kind == "goal" else ("", *statuses)
    assert [status for status in later if status not in SECTIONS["How things stand"]] == []
