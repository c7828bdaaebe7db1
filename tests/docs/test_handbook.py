"""The handbook is true: its examples, put into the files they name, are an archive without problems."""

from __future__ import annotations

import re
from pathlib import Path

from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.entry import Key, Kind

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "handbook.md"
EXAMPLE = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def write_examples(folder: Path) -> list[str]:
    """Put each example of the handbook into its file; returns the files."""
    examples = EXAMPLE.findall(HANDBOOK.read_text("utf-8"))
    for name, text in examples:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [name for name, _ in examples]


def test_the_examples_together_are_an_archive_without_problems(tmp_path: Path) -> None:
    files = write_examples(tmp_path)
    archive, problems = compile_archive(tmp_path / "records")
    assert len(files) == len(set(files)) >= 8
    assert [problem.line() for problem in problems] == []
    assert [meeting.title for meeting in archive.meetings] == [
        "First meeting",
        "Ferry day",
        "Review on the quay",
        "After the summer",
    ]


def test_the_examples_tell_one_whole_thread(tmp_path: Path) -> None:
    write_examples(tmp_path)
    archive, _ = compile_archive(tmp_path / "records")
    history = edition_of(archive).histories[Key(Kind.ACTION, "hold-the-last-bus")]
    assert (history.status, history.since.text, len(history.events)) == ("done", "2026-09-02", 3)


def test_what_the_table_of_traps_says_is_refused_is_refused(tmp_path: Path) -> None:
    write_examples(tmp_path)
    rows = re.findall(
        r"^\| `([^`]+)` \|[^|]+\| (.+) \|$", HANDBOOK.read_text("utf-8").split("## Traps")[1], re.MULTILINE
    )
    assert len(rows) == 5
    for trap, _ in rows:
        key = trap.split(":")[0]
        path = tmp_path / "records/meetings/2026/2026-11-01-trap/meeting.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = ["title: Trap", "date: 2026-11-01"]
        if key in ("due", "owner", "note"):
            action = {"due": "  - id: trap\n    what: Trap\n    ", "owner": "  - id: trap\n    what: Trap\n    "}
            line = action.get(key, "  - about: hold-the-last-bus\n    ") + trap
            head.append(("updates:\n" if key == "note" else "actions:\n") + line)
        else:
            head = [line for line in head if not line.startswith(f"{key}:")] + [trap]
        path.write_text("---\n" + "\n".join(head) + "\n---\nWords.\n", "utf-8")
        _, problems = compile_archive(tmp_path / "records")
        assert problems, f"not refused: {trap}"
        assert all(problem.at.path.endswith("2026-11-01-trap/meeting.md") for problem in problems)
