"""A5-A7, A17-A19, C8 of the hazards: what may crash a program, or hold it up for ever."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile, compiled, write

PLUGINS = Path(__file__).parents[2] / "plugins"
CHILD = """
import sys
from pathlib import Path
from goldenthread.compile import compile_archive, edition_of
archive, problems = compile_archive(Path(sys.argv[1]))
repr(edition_of(archive))
for found in problems:
    print(found.at, found.code, bool(found.message and found.mend))
print("meetings", *sorted(archive.meeting_by_id))
# Not ru_maxrss: a process that was forked from a large one keeps that one's peak.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("megabytes", int(peak.split()[1]) // 1024)
"""


def in_child(root: Path, seconds: float = 20, most_megabytes: int = 600) -> list[str]:
    """What a process of its own says of a folder; it must end by itself, in time and without much memory."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(root)],
        env={**os.environ, "PYTHONPATH": str(PLUGINS)},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, f"signal or traceback: {done.returncode} {done.stderr[-500:]}"
    *told, meetings, megabytes = done.stdout.splitlines()
    assert "other" in meetings.split()
    assert int(megabytes.split()[1]) < most_megabytes
    return [line.removesuffix(" True") for line in told]


LAUGHS = "\n".join(
    [
        "a: &a [x, x, x, x, x, x, x, x, x]",
        *(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
)

CRASHING = {
    "A5-laughs": (f"{HEAD}{LAUGHS}\n---\n", "4:4 GT114"),
    "A6-itself": (f"{HEAD}place: &a [*a]\n---\n", "4:8 GT114"),
    "A7-brackets": (f"{HEAD}place: {'[' * 30_000}x{']' * 30_000}\n---\n", "4:57 GT115"),
    "A7-braces": (f"{HEAD}place: {'{a: ' * 30_000}x\n---\n", "4:204 GT115"),
    "A7-not-closed": (f"{HEAD}place: {'[' * 30_000}\n---\n", "4:57 GT115"),
    "A7-dashes": (f"{HEAD}theme:\n  {'- ' * 30_000}x\n---\n", "5:101 GT115"),
    "A7-indents": (HEAD + "".join(f"{' ' * n}a:\n" for n in range(500)) + "---\n", "54:51 GT115"),
}


@pytest.mark.parametrize(("text", "told"), CRASHING.values(), ids=CRASHING)
def test_what_crashes_yaml_readers_is_refused_at_its_place(root: Path, text: str, told: str) -> None:
    write(root, {MEETING: text})
    assert in_child(root) == [f"{MEETING}:{told}"]


def test_a_list_50_deep_is_read_and_then_refused_as_no_words(archive: Compile) -> None:
    assert archive({MEETING: f"{HEAD}place: {'[' * 49}x{']' * 49}\n---\n"}).told == [f"{MEETING}:4:8 GT202"]


@pytest.mark.parametrize(
    "path", [MEETING, CHART, "updates/2015.yml", "registers/people.yml", "meetings/review/actions.yml"]
)
def test_a_record_of_50_megabytes_is_refused_unread(root: Path, path: str) -> None:
    write(root, {MEETING: f"{HEAD}---\n", path: b"x" * 50_000_000})
    assert in_child(root, most_megabytes=200) == [f"{path}:1:1 GT019"]


LINE = "- A line with some words in it\n"
LARGE = {
    "A17-actions": {"meetings/review/actions.yml": "".join(f"- {{id: a-{n}, what: Do it}}\n" for n in range(10_000))},
    "A17-line": {MEETING: f"{HEAD}---\n{'x' * 1_000_000}\n"},
    "A17-line-of-words": {MEETING: f"{HEAD}---\n{'word ' * 200_000}\n"},
    "A17-table": {MEETING: f"{HEAD}---\n| a | b |\n|---|---|\n" + "| x | y |\n" * 100_000},
    "A17-chart": {CHART: "---\ntitle: S\n---\n## A\n" + LINE * 15_000},
    "A17-chart-in-one-line": {CHART: "---\ntitle: S\n---\n- x\n" + "  goes on\n" * 100_000},
    "A17-chart-escapes": {CHART: "---\ntitle: S\n---\n- " + "\\*" * 500_000 + "\n"},
    "A17-chart-closing": {CHART: "---\ntitle: S\n---\n- " + "]" * 300_000 + "\n"},
    "A17-chart-tildes": {CHART: "---\ntitle: S\n---\n- " + "~~a" * 60_000 + "\n"},
    "A17-chart-braces": {CHART: "---\ntitle: S\n---\n- " + " {" * 500_000 + "\n"},
    "A17-chart-quotes": {CHART: "---\ntitle: S\n---\n- " + ' {"' * 300_000 + "\n"},
    "A17-folded": {MEETING: f"{HEAD}summary: >-\n" + "  some words\n" * 100_000 + "---\n"},
    "A17-quoted": {MEETING: f"{HEAD}summary: '\n" + "  it''s so\n" * 100_000 + "  '\n---\n"},
    "A17-ticks": {MEETING: f"{HEAD}---\n{'` `` ``` ' * 100_000}\n"},
    "A17-fences": {MEETING: f"{HEAD}---\n" + "```x\n" * 200_000},
    "A17-pairs-of-brackets": {MEETING: f"{HEAD}---\n{'[] ' * 300_000}\n"},
    "A17-mentions": {MEETING: f"{HEAD}---\n{'[[other-action]] ' * 4_000}\n"},
    "A17-flow": {
        MEETING: f"{HEAD}theme: [{', '.join(['x'] * 30_000)}]\n---\n",
        "registers/themes.yml": "- {id: x, name: X}",
    },
}


@pytest.mark.parametrize("files", LARGE.values(), ids=LARGE)
def test_a_large_record_is_read_in_time(root: Path, files: dict[str, str]) -> None:
    write(root, {MEETING: f"{HEAD}---\n", **files})
    assert in_child(root, seconds=20) == []


def test_dangling_references_of_a_large_record_are_told_in_time(root: Path) -> None:
    actions = "".join(f"- {{id: action-{n}, what: Do it, waits_for: acton-{n}}}\n" for n in range(2_000))
    write(root, {MEETING: f"{HEAD}---\n", "meetings/review/actions.yml": actions})
    assert len(in_child(root)) == 2_000


def test_more_values_than_any_record_has_are_refused(root: Path) -> None:
    write(root, {MEETING: f"{HEAD}---\n", "meetings/review/actions.yml": "- x\n" * 300_000})
    assert in_child(root) == ["meetings/review/actions.yml:200000:3 GT119"]


KNOTS = {
    "A18-brackets": ("[" * 8_000, "5:51 GT141"),
    "A18-links": ("[a](" * 5_000, "5:203 GT141"),
    "A18-ticks": (" ".join("`" * n + "x" for n in range(1, 300)), "5:251 GT141"),
    "A18-pictures": ("![" * 5_000, "5:102 GT141"),
    "A18-mentions": ("[[" * 5_000, "5:51 GT141"),
    "A19-quotes": (">" * 500 + " x", "5:1 GT141"),
    "A19-quotes-apart": ("> " * 500 + "x", "5:1 GT141"),
    "A19-list": ("\n".join("    " * n + "- x" for n in range(200)), "26:1 GT141"),
    "A19-definitions": ("a\n: b\n" * 3_000, "206:1 GT141"),
}


@pytest.mark.parametrize(("text", "told"), KNOTS.values(), ids=KNOTS)
def test_a_knot_in_minutes_is_refused_by_counting(archive: Compile, text: str, told: str) -> None:
    result = archive({MEETING: f"{HEAD}---\n{text}\n"})
    assert result.told == [f"{MEETING}:{told}"]
    assert result.others_hold


def test_a_knot_in_a_field_is_refused_at_its_place(archive: Compile) -> None:
    detail = "      " + "[" * 60
    actions = f"- id: survey\n  what: Survey\n  detail: |\n    Words\n{detail}\n- {{id: letters, what: Send letters}}\n"
    result = archive({MEETING: f"{HEAD}---\n", "meetings/review/actions.yml": actions})
    assert result.told == ["meetings/review/actions.yml:5:57 GT141"]
    assert [action.id for action in result.archive.meeting_by_id["review"].actions] == ["letters"]


ODD = {
    "A18-footnotes": "[^1]" * 4_000,
    "A18-pairs": "`a` " * 5_000,
    "A19-fence": "```\nnever closed\n" + "x\n" * 1_000,
    "A19-comment": "<!-- never closed\n" * 1_000,
    "A19-quotes": ">" * 20 + " x",
    "A19-list": "\n".join("    " * n + "- x" for n in range(20)),
    "A19-brackets-in-paragraphs": ("[" * 20 + "\n\n") * 100,
    "A19-escaped": "\\[" * 8_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_markdown_below_the_limits_is_published(archive: Compile, text: str) -> None:
    assert archive({MEETING: f"{HEAD}---\n{text}\n"}).told == []


@pytest.mark.parametrize("path", [MEETING, "archive.yml", "updates/2015.yml", "meetings/other/photos/x.jpg", "x"])
def test_a_pipe_is_refused_and_not_waited_for(root: Path, path: str) -> None:
    write(root, {})
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).unlink(missing_ok=True)
    os.mkfifo(root / path)
    assert in_child(root, seconds=5) == [f"{path}:1:1 GT011"]


def test_a_device_is_refused(root: Path) -> None:
    write(root, {})
    try:
        os.mknod(root / "zero", 0o600 | 0o020000, os.makedev(1, 5))
    except OSError:
        pytest.skip("only root may make a device")
    assert in_child(root, seconds=5) == ["zero:1:1 GT011"]


def test_a_folder_that_is_not_there_is_a_problem(root: Path) -> None:
    assert compiled(root / "nowhere").told == [":1:1 GT001"]


def test_a_folder_without_an_archive_yml_is_a_problem(root: Path) -> None:
    write(root, {"archive.yml": ARCHIVE})
    (root / "archive.yml").unlink()
    result = compiled(root)
    assert result.told == ["archive.yml:1:1 GT002"]
    assert result.others_hold
