"""The package as it is published: built from the project's files, installed and run elsewhere.

The wheel is made from a copy, so nothing that git ignores can slip in; it is
installed into a fresh environment and run where there is neither Node nor npm.
"""

import fnmatch
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

pytestmark = [pytest.mark.install, pytest.mark.slow]

Run = Callable[..., subprocess.CompletedProcess[str]]


def tiny_records(path: Path) -> None:
    """Write the smallest archive with a thread in it: a line on a chart, and the action that came of it."""
    meeting = path / "meetings" / "2025-01-10-first-review"
    (meeting / "flip-charts").mkdir(parents=True)
    (path / "archive.yml").write_text("format: 1\ntitle: A tiny archive\n", encoding="utf-8")
    (meeting / "meeting.md").write_text(
        "---\ntitle: First review\ndate: 2025-01-10\naudience: public\nactions:\n"
        "  - {id: housing-survey, what: Survey the posts, from: ideas#housing, audience: public}\n---\nMinutes.\n",
        encoding="utf-8",
    )
    (meeting / "flip-charts" / "ideas.md").write_text(
        "---\ntitle: Ideas\naudience: public\n---\n## Housing {#housing}\n- Survey the staff housing\n",
        encoding="utf-8",
    )


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, (
        f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stdout}{done.stderr}"
    )
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "copy of the project"
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=PROJECT).stdout
    for name in filter(None, listed.split("\0")):
        source = PROJECT / name
        if source.is_file():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", cwd=copy)
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def goldenthread(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the installed command from an unrelated folder, in an environment with almost nothing in it."""
    home = tmp_path_factory.mktemp("installed")
    venv = home / "venv"
    run(sys.executable, "-m", "venv", venv, cwd=home)
    pip = (venv / "bin" / "python", "-m", "pip", "install", "--quiet")
    lock = PROJECT / "requirements" / "build.txt"
    run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock, cwd=home)
    run(*pip, "--no-deps", "--no-index", wheel, cwd=home)

    tools = home / "tools"
    tools.mkdir()
    for tool in ("git", "sh"):
        found = shutil.which(tool)
        assert found, f"{tool} is not installed"
        (tools / tool).symlink_to(found)
    env = {"PATH": f"{venv / 'bin'}:{tools}", "HOME": str(home), "LANG": "C.UTF-8"}
    assert shutil.which("node", path=env["PATH"]) is None

    def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return run(venv / "bin" / "goldenthread", *arguments, cwd=home, env=env)

    return command


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.mark.parametrize(
    "pattern",
    [
        "goldenthread/py.typed",
        "goldenthread/problem/*.toml",
        "goldenthread/publish/templates/*.html",
        "goldenthread/mkdocs_plugin/theme/*.html",
        "goldenthread/mkdocs_plugin/theme/*.js",
        "goldenthread/publish/assets/*.js",
        "goldenthread/*.css",
    ],
)
def test_wheel_carries_its_data_files(names: list[str], pattern: str) -> None:
    assert fnmatch.filter(names, pattern)


def test_wheel_carries_every_file_of_the_package_and_nothing_else(names: list[str]) -> None:
    listed = run("git", "ls-files", "-co", "--exclude-standard", "-z", "plugins/goldenthread", cwd=PROJECT).stdout
    package = {name.removeprefix("plugins/") for name in listed.split("\0") if name and (PROJECT / name).is_file()}
    assert {name for name in names if ".dist-info/" not in name} == package


def test_installed_command_says_its_version(goldenthread: Run, wheel: Path) -> None:
    assert wheel.name.split("-")[1] in goldenthread("--version").stdout


def test_installed_command_builds_an_archive(goldenthread: Run, tmp_path: Path) -> None:
    records, site = tmp_path / "some records", tmp_path / "site"
    tiny_records(records)
    goldenthread("check", "--records", records)
    goldenthread("build", "--records", records, "--site", site)
    assert "/flip-charts/ideas/#housing" in (site / "actions" / "housing-survey" / "index.html").read_text("utf-8")
    goldenthread("verify", site)
