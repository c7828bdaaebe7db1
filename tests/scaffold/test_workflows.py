"""The workflows that an archive is given: least rights, code by its digest, and proposals that bring records alone."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.archives import CONFIG, HOUSING, write
from tests.docs.pages import read

WORKFLOWS = Path(str(resources.files("goldenthread"))) / "scaffold" / "workflows"
GITHUB = (WORKFLOWS / "github-site.yml").read_text("utf-8")
GITLAB = (WORKFLOWS / "gitlab-ci.yml").read_text("utf-8")
BIN = Path(sys.executable).parent

HOOK = "import pathlib\npathlib.Path({marker!r}).touch()\n"


def linted(folder: Path, text: str) -> tuple[int, str]:
    """What zizmor says of a workflow, and its exit status."""
    file = folder / ".github" / "workflows" / "site.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    options = ["--offline", "--no-progress", "--persona", "pedantic", "--format", "plain"]
    done = subprocess.run([BIN / "zizmor", *options, file], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_nothing_is_found_in_the_workflow(tmp_path: Path) -> None:
    status, said = linted(tmp_path, GITHUB)
    assert (status, "No findings to report" in said) == (0, True), said


@pytest.mark.parametrize(
    ("wrong", "right", "found"),
    [
        ("checkout@v4", "checkout@11bd71901bbe5b1630ceea73d27597364c9af683", "unpinned-uses"),
        ("pull_request_target:", "pull_request:", "dangerous-triggers"),
        ("", " +persist-credentials: false\n", "artipacked"),
        ("permissions: write-all", "permissions: {}", "excessive-permissions"),
        ('run: echo "${{ github.event.pull_request.title }}"', "run: pip install -r base/req.+", "template-injection"),
    ],
)
def test_what_is_planted_in_it_is_found(tmp_path: Path, wrong: str, right: str, found: str) -> None:
    planted, times = re.subn(right.replace("{}", r"\{\}"), wrong, GITHUB)
    assert times
    status, said = linted(tmp_path, planted)
    assert status != 0
    assert found in said


@pytest.mark.parametrize(("path", "text"), [(".github/workflows/site.yml", GITHUB), (".gitlab-ci.yml", GITLAB)])
def test_the_guide_shows_them_as_they_are(path: str, text: str) -> None:
    assert [block.text for block in read("running.md") if block.title == path] == [text]


def steps(job: Any) -> list[str]:
    """The commands of a job."""
    return [step["run"] for step in job["steps"] if "run" in step] if "steps" in job else list(job["script"])


def test_proposals_are_built_without_rights_and_with_the_configuration_of_the_branch() -> None:
    github: Any = yaml.safe_load(GITHUB)
    gitlab: Any = yaml.safe_load(GITLAB)
    assert not re.search(r"\bsecrets\.", GITHUB)
    assert github["permissions"] == {}
    assert github["jobs"]["proposal"]["permissions"] == {"contents": "read"}
    assert re.fullmatch(r".+@sha256:[0-9a-f]{64}", gitlab["default"]["image"])
    for job in (github["jobs"]["proposal"], gitlab["check"]):
        for command in steps(job):
            for named in re.findall(r"(?:--config|-r) (\S+)", command):
                assert named.removeprefix("../").startswith("base/"), command
    writing = {name for name, job in github["jobs"].items() if "write" in job["permissions"].values()}
    assert writing == {"publish"}
    assert [step["uses"].partition("@")[0] for step in github["jobs"]["publish"]["steps"]] == ["actions/deploy-pages"]


@pytest.mark.slow
def test_the_programs_of_a_proposal_do_not_run(tmp_path: Path) -> None:
    marker = tmp_path / "it ran"
    hook = HOOK.format(marker=str(marker))
    hostile = {
        "mkdocs.yml": f"{CONFIG}hooks: [hook.py]\nextra: !!python/object/apply:os.mkdir [{str(marker)!r}]\n",
        "hook.py": hook,
        "yaml.py": hook,
        "sitecustomize.py": hook,
        "requirements.txt": "no-such-package-of-a-proposal\n",
    }
    write(tmp_path / "base", {"mkdocs.yml": CONFIG, "docs/notes.md": "# Notes\n", "requirements.txt": ""})
    write(tmp_path / "proposal", hostile)
    write(tmp_path / "proposal" / "records", HOUSING)
    for command in steps(yaml.safe_load(GITHUB)["jobs"]["proposal"]):
        if command.startswith("goldenthread "):
            done = subprocess.run([BIN / "goldenthread", *command.split()[1:]], cwd=tmp_path, check=False)
            assert done.returncode == 0
    assert (tmp_path / "site" / "notes" / "index.html").is_file()
    assert not marker.exists()


@pytest.mark.slow
def test_nothing_in_the_records_is_taken_for_configuration_theme_or_program(tmp_path: Path) -> None:
    marker = tmp_path / "it ran"
    hook = HOOK.format(marker=str(marker))
    records = write(tmp_path / "records", HOUSING)
    hostile = {
        "mkdocs.yml": f"{CONFIG}hooks: [hook.py]\ntheme: {{custom_dir: theme}}\n",
        "hook.py": hook,
        "goldenthread.py": hook,
        "theme/main.html": "<script>alert('the theme of the records')</script>",
        "templates/meeting.html": "<script>alert('a template of the records')</script>",
        "docs/index.md": "# A page of the records\n",
        "_headers": "/*\n  X-Of-The-Records: yes\n",
        "meetings/2025-01-10-review/hook.py": hook,
    }
    write(records, hostile)
    done = subprocess.run([BIN / "goldenthread", "build"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert not marker.exists()
    assert done.returncode == 1
    assert not (tmp_path / "site").exists()
    refused = {line.partition(":")[0] for line in done.stdout.splitlines() if ": error GT" in line}
    assert refused == {f"records/{name}" for name in hostile}
