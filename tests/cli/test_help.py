"""What `--help` says is true: every example in it runs."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from goldenthread import __version__
from goldenthread.cli import main
from tests.archives import CONFIG, HOUSING, write
from tests.docs.ferries import picture
from tests.seeded import copied

Run = Callable[..., subprocess.CompletedProcess[str]]

ABOUT_SITES = re.compile(r"goldenthread (build|verify|rollback|package|check --published)\b")
"""What builds a site, and what is done to one: of these examples a small archive is enough."""

PROJECT = Path(__file__).parents[2]
COMMANDS = sorted(main.commands)


def help_of(*arguments: str) -> str:
    return CliRunner().invoke(main, [*arguments, "--help"]).output


def examples() -> list[str]:
    pages = [help_of(), *(help_of(command) for command in COMMANDS)]
    lines = [line.strip() for page in pages for line in page.splitlines() if line.startswith("    goldenthread ")]
    return list(dict.fromkeys(line.split("  ")[0] for line in lines))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_examples_and_explains_each_option(command: str) -> None:
    assert f"    goldenthread {command}" in help_of(command)
    options = [one for one in main.commands[command].params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


def test_every_command_is_in_the_first_help() -> None:
    assert [command for command in COMMANDS if f"  {command} " not in help_of()] == []


def test_the_version_is_said() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"goldenthread, version {__version__}\n"


def with_history(folder: Path) -> None:
    """Make a repository of a folder, with as many revisions as the examples go back."""
    who = ["-c", "user.name=x", "-c", "user.email=x@x.example"]
    commits = [["commit", "-qm", f"{number}", "--allow-empty"] for number in range(3)]
    for arguments in (["init", "-q"], ["add", "records"], ["commit", "-qm", "All"], *commits):
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.slow
def test_the_examples_run(tmp_path: Path, goldenthread: Run) -> None:
    copied(tmp_path, "docs", "mkdocs.yml")
    with_history(tmp_path)
    (tmp_path / "IMG_2041.JPG").write_bytes(picture("IMG_2041.JPG"))
    found = examples()
    assert len(found) >= 7
    ending = [example for example in found if not re.match("goldenthread (serve|boxes) ?", example)]
    assert len(found) - len(ending) >= 4, "test_serve.py and test_boxes.py run those that do not end by themselves"
    small = write(tmp_path / "small", {"mkdocs.yml": CONFIG, "docs/notes.md": "# Notes\n"})
    write(small / "records", HOUSING)
    for example in sorted(ending, key=lambda line: line.startswith(("goldenthread verify", "goldenthread rollback"))):
        whole = not ABOUT_SITES.match(example)
        done = goldenthread(*shlex.split(example)[1:], cwd=tmp_path if whole else small)
        differing = example.startswith("goldenthread diff")  # ends with 1 then
        assert done.returncode in ((0, 1) if differing else (0,)), f"{example}\n{done.stdout}{done.stderr}"
