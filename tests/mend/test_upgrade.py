"""Records in an older format, brought forward: exactly the keys that have changed, and nothing else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.mend import diff, prepare, write
from goldenthread.mend.steps import STEPS
from goldenthread.model.settings import EARLIER, FORMAT
from tests.archives import write as put

ARCHIVE = """\
# Kept by the clerk since 2014.
title: The old archive
"audiences":
  meetings: public
  charts: public
  actions: public
  decisions: public
  themes: public   # since 2019
"""
MEETING = """\
---
title: Review
date: 2014-05-06   # a Tuesday
'area': [staffing]

actions:
  - {id: survey, what: "Say which area: each", area: staffing}
  # the second one
  - id: letter
    area:   staffing   # not transport
    what: >-
      Write about
      area: the words stay
---
area: these minutes speak of an area, and [[survey]].
"""
CHART = "---\r\ntitle: Ideas\r\narea: staffing\r\n---\r\n## AREA {#area}\r\n- area: ours\r\n"
DECISIONS = "- id: move\n  what: Move\n  why: |\n    area: none\n  area: staffing\n"
OLD = {
    "archive.yml": ARCHIVE,
    "registers/themes.yml": "- id: staffing\n  name: Staffing\n  note: Was an area once\n",
    "meetings/2014/review/meeting.md": MEETING,
    "meetings/2014/review/decisions.yml": DECISIONS,
    "meetings/2014/review/flip-charts/ideas.md": CHART,
    "meetings/2014/review/files/actions.yml": "- area: of a file that was handed out\n",
}
NEW = {
    **OLD,
    "archive.yml": ARCHIVE.replace("title: The", "format: 1\ntitle: The").replace('"audiences"', '"default_audience"'),
    "meetings/2014/review/meeting.md": MEETING.replace("'area': [", "'theme': [")
    .replace(", area: staffing}", ", theme: staffing}")
    .replace("    area:   staffing", "    theme:   staffing"),
    "meetings/2014/review/decisions.yml": DECISIONS.replace("  area: staffing", "  theme: staffing"),
    "meetings/2014/review/flip-charts/ideas.md": CHART.replace("area: staffing", "theme: staffing"),
}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put_bytes(folder: Path, files: dict[str, str]) -> Path:
    put(folder, dict.fromkeys(files, ""))
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture
def old(root: Path) -> Path:
    """An archive in format 0, which names no format."""
    return put_bytes(root, OLD)


def test_an_archive_in_format_0_is_brought_forward_and_nothing_else_in_it_changes(old: Path) -> None:
    upgrade = prepare(old)
    assert upgrade.problems == ()
    assert bytes_of(old) == {path: text.encode() for path, text in OLD.items()}, "nothing is written yet"
    assert write(old, upgrade.changes) is None
    assert bytes_of(old) == {path: text.encode() for path, text in NEW.items()}
    archive, problems = compile_archive(old)
    assert [problem.line() for problem in problems if problem.level == "error"] == []
    (meeting,) = archive.meetings
    assert [action.themes[0].target for action in meeting.actions] == ["staffing", "staffing"]


def test_the_second_time_there_is_nothing_to_do(old: Path) -> None:
    write(old, prepare(old).changes)
    before = bytes_of(old)
    upgrade = prepare(old)
    assert (upgrade.changes, upgrade.problems) == ((), ())
    write(old, upgrade.changes)
    assert bytes_of(old) == before


def test_the_diff_shows_just_the_lines_that_change(old: Path) -> None:
    shown = {change.path: diff(change, change.path) for change in prepare(old).changes}
    chart = shown["meetings/2014/review/flip-charts/ideas.md"]
    assert chart.split("\n") == [
        "--- meetings/2014/review/flip-charts/ideas.md",
        "+++ meetings/2014/review/flip-charts/ideas.md",
        "@@ -1,6 +1,6 @@",
        " ---",
        " title: Ideas",
        "-area: staffing",
        "+theme: staffing",
        " ---",
        " ## AREA {#area}",
        " - area: ours",
    ]
    lines = [line for text in shown.values() for line in text.split("\n") if not line.startswith(("---", "+++"))]
    assert [sum(line.startswith(sign) for line in lines) for sign in "-+"] == [6, 7]


FORMATS = {
    "none": ("title: A\n", "format: 1\ntitle: A\n"),
    "plain": ("format: 0 # old\ntitle: A\n", "format: 1 # old\ntitle: A\n"),
    "quoted": ("title: A\n'format': \"0\"\n", "title: A\n'format': \"1\"\n"),
    "in braces": ("{title: A}\n", "{format: 1, title: A}\n"),
    "named in braces": ("{title: A, format: 0}\n", "{title: A, format: 1}\n"),
    "indented": ("  title: A\n  languages: en\n", "  format: 1\n  title: A\n  languages: en\n"),
    "after a mark": ("---\ntitle: A\n", "---\nformat: 1\ntitle: A\n"),
    "mark and comment": ("\ufeff# x\r\ntitle: A\r\n", "\ufeff# x\r\nformat: 1\r\ntitle: A\r\n"),
    "mark": ("\ufefftitle: A\r\n", "\ufeffformat: 1\r\ntitle: A\r\n"),
    "first key": ("audiences: {}\ntitle: A\n", "format: 1\ndefault_audience: {}\ntitle: A\n"),
    "escaped": ('"form\\x61t": "\\x30"\ntitle: A\n', '"form\\x61t": "1"\ntitle: A\n'),
    "of other letters": ("title: É👩‍🚒\n", "format: 1\ntitle: É👩‍🚒\n"),
    "no line end": ("title: A", "format: 1\ntitle: A"),
}


@pytest.mark.parametrize(("before", "after"), FORMATS.values(), ids=FORMATS)
def test_archive_yml_is_stamped_as_it_is_typed(root: Path, before: str, after: str) -> None:
    put_bytes(root, {"archive.yml": before})
    upgrade = prepare(root)
    assert upgrade.problems == ()
    write(root, upgrade.changes)
    assert (root / "archive.yml").read_bytes() == after.encode()


REVIEW = "meetings/2014/review"
UNREADABLE = {
    "yaml": (f"{REVIEW}/meeting.md", "---\ntitle: [a\n---\n", f"{REVIEW}/meeting.md:2:8 GT135"),
    "text": ("registers/themes.yml", "- id: a\x07\n", "registers/themes.yml:1:8 GT102"),
    "head": (f"{REVIEW}/flip-charts/ideas.md", "area: x\n", f"{REVIEW}/flip-charts/ideas.md:1:1 GT108"),
}


@pytest.mark.parametrize(("path", "text", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_where_one_file_cannot_be_read_none_is_changed(old: Path, path: str, text: str, told: str) -> None:
    put(old, {path: text})
    upgrade = prepare(old)
    assert [f"{found.at} {found.code}" for found in upgrade.problems] == [told]
    assert upgrade.changes == ()


def test_where_the_upgrade_would_make_an_error_nothing_is_changed(old: Path) -> None:
    both = MEETING.replace("'area': [staffing]", "'area': [staffing]\ntheme: staffing")
    put(old, {"meetings/2014/review/meeting.md": both})
    upgrade = prepare(old)
    assert [f"{found.at} {found.code}" for found in upgrade.problems] == ["meetings/2014/review/meeting.md:5:1 GT112"]
    assert upgrade.spoilt
    assert upgrade.changes == ()


def test_an_error_that_was_there_before_does_not_stop_it(old: Path) -> None:
    put(
        old, {"registers/groups.yml": "- id: a team\n  name: A\n", "registers/themes.yml": "- id: staffing\n  nam: A\n"}
    )
    upgrade = prepare(old)
    assert upgrade.problems == ()
    assert len(upgrade.changes) == 4


def test_the_trial_leaves_nothing_behind_and_copies_no_photo(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(old, {"meetings/2014/review/photos/a.jpg": "a photo"})
    monkeypatch.setattr("shutil.copyfile", None)
    prepare(old)
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_a_file_that_changes_between_the_question_and_the_answer_stops_it(old: Path) -> None:
    upgrade = prepare(old)
    put(old, {"meetings/2014/review/decisions.yml": "[]\n"})
    before = bytes_of(old)
    meanwhile = write(old, upgrade.changes)
    assert meanwhile
    assert meanwhile.path == "meetings/2014/review/decisions.yml"
    assert bytes_of(old) == before


def test_a_write_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = prepare(old)
    before = bytes_of(old)
    written = Path.write_bytes
    calls: list[Path] = []

    def full(path: Path, data: bytes) -> int:
        calls.append(path)
        if len(calls) == 3:
            raise OSError(28, "No space left on device", str(path))
        return written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        write(old, upgrade.changes)
    assert bytes_of(old) == before


def test_archive_yml_comes_last_so_that_a_run_can_be_begun_again(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = prepare(old)
    renamed = Path.replace
    calls: list[Path] = []

    def killed(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return renamed(path, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write(old, upgrade.changes)
    monkeypatch.undo()
    assert (old / "archive.yml").read_text("utf-8") == ARCHIVE
    write(old, prepare(old).changes)
    assert bytes_of(old) == {path: text.encode() for path, text in NEW.items()}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_file_keeps_its_mode(old: Path) -> None:
    path = old / "archive.yml"
    path.chmod(0o640)
    write(old, prepare(old).changes)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_steps_lead_from_every_earlier_format_to_this_one() -> None:
    assert [step.before for step in STEPS] == list(EARLIER)
    assert [step.after for step in STEPS] == [*EARLIER[1:], FORMAT]


@pytest.mark.parametrize("format", ["", "format: 0\n"])
def test_an_older_format_is_one_problem_and_no_flood(root: Path, format: str) -> None:
    put(root, {**OLD, "archive.yml": f"{format}{ARCHIVE}", "meetings/x.txt": "?"})
    _, problems = compile_archive(root)
    assert [problem.code for problem in problems] == ["GT003"]
    assert str(problems[0].at) == ("archive.yml:1:9" if format else "archive.yml:2:1")
    assert "goldenthread upgrade" in problems[0].mend


def test_a_newer_format_is_one_problem_and_no_flood(root: Path) -> None:
    put(root, {**OLD, "archive.yml": "title: A\nformat: 2\n", "meetings/x.txt": "?"})
    _, problems = compile_archive(root)
    assert [f"{problem.at} {problem.code}" for problem in problems] == ["archive.yml:2:9 GT216"]
    assert prepare(root).problems == problems
